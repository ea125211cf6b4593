"""The query language: text to a tree with positions, and back.

``owner:me stage:proposal,negotiation amount>50k close:<eoq -tag:parked (tier:A or is:overdue) "free text"``

Only the shape is judged here; which fields there are and what their values mean is ``match.py``'s.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ...schema.dataclass import dataclass, field
from ...schema.folding import fold
from ...schema.late_pattern import late
from ...schema.sentences import sentence
from .mistakes import BadQuery

LONGEST = 2000
"""Characters a query may have."""
DEEPEST = 40
"""Parentheses and negations that may stand in each other."""


class Operator(StrEnum):
    """How a field is compared."""

    HAS = ":"
    """Is or contains."""
    IS = "="
    """Is exactly."""
    IS_NOT = "!="
    """Is anything else, or nothing."""
    BELOW = "<"
    """Is less or earlier."""
    AT_MOST = "<="
    """Is less, earlier or the same."""
    ABOVE = ">"
    """Is more or later."""
    AT_LEAST = ">="
    """Is more, later or the same."""
    FITS = "~"
    """Fits a pattern."""

    @property
    def orders(self) -> bool:
        """Whether it asks for less or more."""
        return self in {Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST}


@dataclass(frozen=True, slots=True)
class Word:
    """Free text that must stand somewhere in the record."""

    text: str
    """As meant, without quotes."""
    at: int = field(default=0, compare=False)
    """Where it begins in the query."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One comparison of a field with one value."""

    operator: Operator
    """How to compare."""
    text: str
    """The value as meant, without quotes."""
    at: int = field(default=0, compare=False)
    """Where it begins in the query."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field and the values of which one must fit."""

    path: str
    """The field as written: ``stage``, ``client.industry``, ``Etapa``."""
    tests: tuple[Criterion, ...]
    """At least one."""
    at: int = field(default=0, compare=False)
    """Where it begins in the query."""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    part: Query
    """The query denied."""


@dataclass(frozen=True, slots=True)
class And:
    """What must all be so; nothing at all is always so."""

    parts: tuple[Query, ...] = ()
    """None, or two and more."""


@dataclass(frozen=True, slots=True)
class Or:
    """What must be so in one way at least."""

    parts: tuple[Query, ...]
    """Two and more."""


Query = Word | Comparison | Not | And | Or


def parse_query(text: str) -> Query:
    """Return the tree of ``text``; the empty text asks for everything.

    Raises:
        BadQuery: the text is not in the language.

    """
    if len(text) > LONGEST:
        raise BadQuery(sentence("a query has at most {n} characters.", n=LONGEST), LONGEST)
    return _Parser(text).parse()


_FIELD = late(r"([^\W\d][\w-]*(?:\.[\w-]+)*)(<=|>=|!=|:|=|<|>|~)")
_PREFIX = late(r"<=|>=|!=|=|<|>|~")
QUOTES = {'"': '"', "“": "”", "«": "»"}
"""What opens a quoted value, and what closes it."""
_BARE_END = frozenset("()")
_OR = frozenset({"or", "o", "|"})
_AND = frozenset({"and", "y", "&"})
_NOT = frozenset({"not"})


class _Parser:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def parse(self) -> Query:
        query = self._read_or()
        if self._at < len(self._text):
            raise BadQuery(
                sentence("this parenthesis closes nothing."), self._at, hint=sentence("Take it out, or open one.")
            )
        return query

    def _read_or(self) -> Query:
        parts = [self._read_and()]
        while self._take_word(_OR):
            parts.append(self._read_and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _read_and(self) -> Query:
        parts: list[Query] = []
        while True:
            self._skip_blanks()
            if self._at >= len(self._text) or self._text[self._at] == ")" or self._next_word() in _OR:
                break
            if self._next_word() in _AND:
                self._take_word(_AND)
                continue
            parts.append(self._read_part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _read_part(self) -> Query:
        """Return one term, which may be denied or stand in parentheses."""
        opened = self._at
        follows = self._text[opened + 1 : opened + 2]
        denied = (self._text[opened] == "-" and bool(follows) and not follows.isspace() and follows != ")") or (
            self._next_word() in _NOT and bool(self._text[opened + 3 :].strip())
        )
        if not denied and self._text[opened] != "(":
            return self._read_term()
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadQuery(sentence("too many parentheses stand in each other."), opened)
        part = self._read_denied() if denied else self._read_parenthesis()
        self._depth -= 1
        return part

    def _read_denied(self) -> Query:
        opened = self._at
        self._at += 1 if self._text[opened] == "-" else len("not")
        self._skip_blanks()
        if self._at >= len(self._text) or self._text[self._at] == ")":
            raise BadQuery(sentence("nothing follows that could be denied."), opened)
        return Not(self._read_part())

    def _read_parenthesis(self) -> Query:
        opened = self._at
        self._at += 1
        part = self._read_or()
        if self._at >= len(self._text):
            raise BadQuery(sentence("this parenthesis is not closed."), opened)
        self._at += 1
        return part

    def _read_term(self) -> Query:
        began = self._at
        found = _FIELD.match(self._text, began)
        if not found:
            return Word(self._read_value(frozenset()), began)
        self._at = found.end()
        operator = Operator(found[2])
        tests = [self._read_test(operator, found[1])]
        while self._at < len(self._text) and self._text[self._at] == ",":
            self._at += 1
            tests.append(self._read_test(operator, found[1]))
        return Comparison(found[1], tuple(tests), began)

    def _read_test(self, operator: Operator, path: str) -> Criterion:
        prefix = _PREFIX.match(self._text, self._at) if operator is Operator.HAS else None
        if prefix:
            operator = Operator(prefix[0])
            self._at = prefix.end()
        began = self._at
        stop = self._text[began : began + 1]
        opens = operator is Operator.FITS and stop == "("
        if not stop or stop.isspace() or (stop in _BARE_END and not opens) or stop == ",":
            raise BadQuery(
                sentence("a value is missing after {path}.", path=f"{path}{operator}"),
                max(began - len(operator), 0),
                hint=sentence("Write it without a space; to find records without it, write no:{path}.", path=path),
            )
        if operator is Operator.FITS and stop not in QUOTES:
            return Criterion(operator, self._read_pattern(), began)
        return Criterion(operator, self._read_value(frozenset(","), decimals=operator.orders), began)

    def _read_pattern(self) -> str:
        """Return what stands until a blank; parentheses opened in it are part of it, and so are commas."""
        began = self._at
        depth = 0
        while self._at < len(self._text) and not self._text[self._at].isspace():
            character = self._text[self._at]
            depth += (character == "(") - (character == ")")
            if depth < 0:
                break
            self._at += 1
        return self._text[began : self._at]

    def _read_value(self, ends: frozenset[str], *, decimals: bool = False) -> str:
        """Return a quoted text, or what stands until a blank, a parenthesis or one of ``ends``.

        With ``decimals`` a comma between digits is part of the value, because ``amount>1,5M`` asks for one number.
        """
        began = self._at
        if self._text[began] in QUOTES:
            return self._read_quoted(QUOTES[self._text[began]])
        while self._at < len(self._text):
            character = self._text[self._at]
            if character.isspace() or character in _BARE_END:
                break
            if character in ends and not (decimals and self._stands_in_number()):
                break
            self._at += 1
        return self._text[began : self._at]

    def _read_quoted(self, closing: str) -> str:
        opened = self._at
        pieces: list[str] = []
        self._at += 1
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 1
            if character == closing:
                return "".join(pieces)
            if character == "\\" and self._text[self._at : self._at + 1] in {closing, "\\"}:
                character = self._text[self._at]
                self._at += 1
            pieces.append(character)
        raise BadQuery(
            sentence("this quote is not closed."), opened, hint=sentence("Close it with {sign}.", sign=closing)
        )

    def _stands_in_number(self) -> bool:
        around = self._text[self._at - 1 : self._at + 2]
        return len(around) == 3 and around[0].isdigit() and around[2].isdigit()

    def _skip_blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _next_word(self) -> str:
        found = re.compile(r"[\w|&]+(?=[\s()]|$)").match(self._text, self._at)
        return fold(found[0]) if found else ""

    def _take_word(self, words: frozenset[str]) -> bool:
        self._skip_blanks()
        word = self._next_word()
        if word not in words:
            return False
        self._at += len(word)
        return True


def write_query(query: Query) -> str:
    """Return text that ``parse_query`` reads back as ``query``."""
    if isinstance(query, And):
        return " ".join(_write_inner(part) for part in query.parts)
    if isinstance(query, Or):
        return " or ".join(_write_inner(part) for part in query.parts)
    return _write_inner(query)


def _write_inner(query: Query) -> str:
    if isinstance(query, Word):
        return write_text(query.text, as_word=True)
    if isinstance(query, Not):
        return f"-{_write_inner(query.part)}"
    if isinstance(query, Comparison):
        if len(query.tests) == 1:
            test = query.tests[0]
            return f"{query.path}{test.operator}{write_text(test.text)}"
        return f"{query.path}:{','.join(_write_criterion(test) for test in query.tests)}"
    return f"({write_query(query)})"


def _write_criterion(test: Criterion) -> str:
    """Return one of several; in quotes where a comma would be read as part of the value."""
    if test.operator is Operator.HAS:
        return write_text(test.text)
    takes_commas = test.operator.orders or test.operator is Operator.FITS
    return f"{test.operator}{_quote(test.text) if takes_commas else write_text(test.text)}"


def write_text(text: str, *, as_word: bool = False) -> str:
    """Return ``text`` as a value of the language, in quotes where it needs them."""
    bare = re.fullmatch(r"[^\s()\"“«,<>=!~|&-][^\s(),|&]*", text) is not None
    if as_word:
        bare = bare and not _FIELD.match(text) and fold(text) not in _OR | _AND | _NOT
    return text if bare else _quote(text)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
