r"""Patterns for ``~``: the part of regular expressions that can be matched in one pass over the text.

Python's ``re`` tries alternatives one after another, and a pattern in a book somebody else wrote could keep it busy
for years. Here the pattern becomes a graph that is walked in all ways at once, so that the time is that of reading
the text. Letters are compared without case and accents.

What there is: letters, ``.``, ``[a-z]``, ``[^…]``, ``\d \w \s``, ``^ $``, ``( | )``, ``* + ? {2,5}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...schema.dataclass import dataclass, field
from ...schema.folding import fold
from ...schema.kinds import BadValueError
from ...schema.sentences import Sentence, sentence

LONGEST_PATTERN = 200
LONGEST_TEXT = 2000
"""Characters of a text that are looked at."""
MOST_STEPS = 600
"""Steps a pattern may have after ``{2,5}`` is written out."""
MOST_REMEMBERED = 4000
"""Combined steps kept; the memory starts anew beyond them."""

Fits = Callable[[str], bool]

_SHORTHANDS: dict[str, Fits] = {
    "d": str.isdigit,
    "w": lambda one: one.isalnum() or one == "_",
    "s": str.isspace,
    "D": lambda one: not one.isdigit(),
    "W": lambda one: not (one.isalnum() or one == "_"),
    "S": lambda one: not one.isspace(),
}


@dataclass(slots=True)
class _Step:
    """One place in the graph."""

    fits: Fits | None = None
    """What the next character must be; None where no character is read."""
    anchor: str = ""
    """``^`` or ``$`` where the place in the text is asked for."""
    after: list[int] = field(default_factory=list)
    """The steps that may follow."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the graph: where one enters, and the steps whose ``after`` is still open."""

    entry: int
    exits: tuple[int, ...]


def compile_pattern(text: str) -> Callable[[str], bool]:
    """Return whether a pattern is found anywhere in a text, as a function of the text.

    Raises:
        BadValueError: the pattern is malformed, too long, or uses what is not offered here.

    """
    if len(text) > LONGEST_PATTERN:
        raise BadValueError(sentence("A pattern has at most {n} characters.", n=LONGEST_PATTERN))
    graph = _Builder(text).build()
    return _Walker(graph).is_found_in


class _Builder:
    """Turns the text of a pattern into a graph of steps."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._steps: list[_Step] = []

    def build(self) -> tuple[list[_Step], int, int]:
        """Return the steps, the first and the last."""
        whole = self._read_choice(0)
        if self._at < len(self._text):
            raise _bad(sentence("a parenthesis closes nothing."))
        last = self._add(_Step())
        self._join(whole.exits, last)
        return self._steps, whole.entry, last

    def _read_choice(self, depth: int) -> _Piece:
        if depth > 20:
            raise _bad(sentence("too many parentheses stand in each other."))
        pieces = [self._read_row(depth)]
        while self._peek() == "|":
            self._at += 1
            pieces.append(self._read_row(depth))
        if len(pieces) == 1:
            return pieces[0]
        fork = self._add(_Step(after=[each.entry for each in pieces]))
        return _Piece(fork, tuple(end for each in pieces for end in each.exits))

    def _read_row(self, depth: int) -> _Piece:
        first = self._add(_Step())
        row = _Piece(first, (first,))
        while self._peek() not in {"", "|", ")"}:
            began = self._at
            atom = self._read_atom(depth)
            row = self._follow(row, self._read_quantifier(atom, began, depth))
        return row

    def _read_atom(self, depth: int) -> _Piece:
        sign = self._text[self._at]
        self._at += 1
        if sign == "(":
            return self._read_group(depth)
        if sign in "*+?{":
            raise _bad(sentence("{sign} follows nothing that could repeat.", sign=sign))
        if sign in "^$":
            step = self._add(_Step(anchor=sign))
        elif sign == ".":
            step = self._add(_Step(fits=lambda _one: True))
        elif sign == "[":
            step = self._add(_Step(fits=self._read_set()))
        else:
            step = self._add(_Step(fits=self._read_escape() if sign == "\\" else _is_letter(sign)))
        return _Piece(step, (step,))

    def _read_group(self, depth: int) -> _Piece:
        if self._peek() == "?":
            if not self._text.startswith("?:", self._at):
                raise _bad(sentence("(?…) is not offered here."))
            self._at += 2
        inner = self._read_choice(depth + 1)
        if self._peek() != ")":
            raise _bad(sentence("a parenthesis is not closed."))
        self._at += 1
        return inner

    def _read_escape(self) -> Fits:
        if self._at >= len(self._text):
            raise _bad(sentence("it ends in \\."))
        sign = self._text[self._at]
        self._at += 1
        if sign in _SHORTHANDS:
            return _SHORTHANDS[sign]
        if sign.isalnum():
            raise _bad(sentence("\\{sign} is not offered here.", sign=sign))
        return _is_letter(sign)

    def _read_set(self) -> Fits:
        closing = self._text.find("]", self._at + (2 if self._text.startswith("^", self._at) else 1))
        if closing < 0:
            raise _bad(sentence("[ is not closed."))
        denied = self._peek() == "^"
        self._at += denied
        tests: list[Fits] = []
        while self._at < closing:
            sign = self._text[self._at]
            self._at += 1
            if sign == "\\":
                tests.append(self._read_escape())
            elif self._peek() == "-" and self._at + 1 < closing:
                tests.append(_is_between(fold(sign), fold(self._text[self._at + 1])))
                self._at += 2
            else:
                tests.append(_is_letter(sign))
        self._at = closing + 1
        return (lambda one: not any(test(one) for test in tests)) if denied else _any_of(tests)

    def _read_quantifier(self, atom: _Piece, began: int, depth: int) -> _Piece:
        sign = self._peek()
        if sign not in {"*", "+", "?", "{"}:
            return atom
        ended = self._at
        self._at += 1
        least, most = (0, None) if sign == "*" else (1, None) if sign == "+" else (0, 1)
        if sign == "{":
            least, most = self._read_counts()
        if self._peek() in {"*", "+", "?", "{"}:
            raise _bad(sentence("two signs of repetition follow each other."))
        return self._repeat(atom, (began, ended), least, most, depth)

    def _read_counts(self) -> tuple[int, int | None]:
        closing = self._text.find("}", self._at)
        low, comma, high = self._text[self._at : closing].partition(",") if closing > 0 else ("", "", "")
        if not low.isdecimal() or (high and not high.isdecimal()) or len(low) > 2 or len(high) > 2:
            raise _bad(sentence("a repetition is written like {{2,5}}, with numbers below 100."))
        self._at = closing + 1
        most = (int(high) if high else None) if comma else int(low)
        if most is not None and most < int(low):
            raise _bad(sentence("a repetition is written like {{2,5}}, with numbers below 100."))
        return int(low), most

    def _repeat(self, atom: _Piece, span: tuple[int, int], least: int, most: int | None, depth: int) -> _Piece:
        """Return ``atom`` repeated; copies are made by reading its text again."""
        fresh = [atom]

        def copy() -> _Piece:
            if fresh:
                return fresh.pop()
            resume, (self._at, _) = self._at, span
            again = self._read_atom(depth)
            self._at = resume
            return again

        first = self._add(_Step())
        row = _Piece(first, (first,))
        for _ in range(least):
            row = self._follow(row, copy())
        if most is None:
            loop = copy()
            fork = self._add(_Step(after=[loop.entry]))
            self._join(loop.exits, fork)
            return self._follow(row, _Piece(fork, (fork,)))
        for _ in range(most - least):
            optional = copy()
            fork = self._add(_Step(after=[optional.entry]))
            row = self._follow(row, _Piece(fork, (fork, *optional.exits)))
        return row

    def _follow(self, one: _Piece, other: _Piece) -> _Piece:
        self._join(one.exits, other.entry)
        return _Piece(one.entry, other.exits)

    def _join(self, exits: Iterable[int], entry: int) -> None:
        for each in exits:
            self._steps[each].after.append(entry)

    def _add(self, step: _Step) -> int:
        if len(self._steps) >= MOST_STEPS:
            raise _bad(sentence("it repeats too much."))
        self._steps.append(step)
        return len(self._steps) - 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]


class _Walker:
    """Walks a graph over texts, all ways at once; combinations of steps are remembered."""

    def __init__(self, graph: tuple[list[_Step], int, int]) -> None:
        self._steps, self._first, self._last = graph
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._start = self._close([self._first], opening=True, closing=False)
        self._again = self._close([self._first], opening=False, closing=False)

    def is_found_in(self, text: str) -> bool:
        """Return whether the pattern is found anywhere in ``text``."""
        state = self._start
        for character in fold(text[:LONGEST_TEXT]):
            if self._last in state:
                return True
            key = (state, character)
            following = self._known.get(key)
            if following is None:
                if len(self._known) > MOST_REMEMBERED:
                    self._known.clear()
                following = self._known[key] = self._step(state, character)
            state = following
        if self._last in state:
            return True
        waiting = [each for each in state if self._steps[each].anchor == "$"]
        return self._last in self._close(waiting, opening=not text, closing=True)

    def _step(self, state: frozenset[int], character: str) -> frozenset[int]:
        reached: list[int] = []
        for each in state:
            step = self._steps[each]
            if step.fits is not None and step.fits(character):
                reached.extend(step.after)
        return self._close(reached, opening=False, closing=False) | self._again

    def _close(self, entries: Iterable[int], *, opening: bool, closing: bool) -> frozenset[int]:
        """Return the steps reached from ``entries`` without reading a character."""
        waiting = list(entries)
        reached: set[int] = set()
        while waiting:
            each = waiting.pop()
            if each in reached:
                continue
            reached.add(each)
            step = self._steps[each]
            passes = {"": True, "^": opening, "$": closing}[step.anchor]
            if step.fits is None and passes:
                waiting.extend(step.after)
        return frozenset(reached)


def _is_letter(sign: str) -> Fits:
    wanted = fold(sign)
    return lambda one: one == wanted


def _is_between(low: str, high: str) -> Fits:
    return lambda one: low <= one <= high


def _any_of(tests: list[Fits]) -> Fits:
    return lambda one: any(test(one) for test in tests)


def _bad(reason: Sentence) -> BadValueError:
    return BadValueError(sentence("The pattern cannot be read: {reason}", reason=reason))
