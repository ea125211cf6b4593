"""A query said in the reader's words: ``is:open close:<today`` reads ``es:abierta cierre:<hoy`` in Spanish.

Files, commands and our own views are written in the names of the fields; who sees one in a list should not have to
learn them. The language of queries takes both, so what is said can be typed, changed and saved like any other query. A
word is put into other words only where both mean the same of every type that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...schema.dataclass import dataclass, replace
from ...schema.field import Choice, Field, Labels
from ...schema.folding import fold, fold_word
from ...schema.language import Language
from ...schema.reader import match_choices
from ...schema.record_type import RecordType
from .complete import Candidate, Completion
from .derived import Derived
from .facts import Facts
from .language import QUOTES, And, Comparison, Criterion, Not, Operator, Or, Query, Word, parse_query, write_text
from .match import fitting_states
from .mistakes import BadQuery
from .names import QUESTIONS, find_field, find_part

_NAMES_LANGUAGE = "en"
"""The language of the names of fields and choices: who reads it reads a query as it is written."""
_ASKS = {"is": "es", "has": "tiene", "no": "sin"}
_JOINTS = {"or": "o", "and": "y"}
_DAYS = {
    "today": "hoy",
    "tomorrow": "mañana",
    "yesterday": "ayer",
    "this week": "esta semana",
    "this month": "este mes",
    "this quarter": "este trimestre",
    "this year": "este año",
}
_SHORT = {
    "close": "cierre",
    "tag": "etiqueta",
    "contact": "contacto",
    "name": "nombre",
    "state": "estado",
    "value": "valor",
    "product": "producto",
    "email": "correo",
    "phone": "teléfono",
}
"""Short names of fields that have a short one in the other language too; the rest is called by its label."""
_JOINT = re.compile(r"\b(?:or|and)\b", re.IGNORECASE)

_Owner = RecordType | Field
"""What has fields: a type, or a field with parts."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text and what stands there in the reader's words."""

    start: int
    """Where it begins."""
    end: int
    """The character after it."""
    said: str
    """What is said in its place."""


def say_query(text: str, facts: Facts, types: Sequence[str], language: Language) -> str:
    """Return ``text`` in the words of ``language``; as it is where it is no query, or means nothing.

    ``types`` are the record types that are asked about; empty means all of the book.
    """
    said, at = [], 0
    for piece in _pieces(text, facts, types, language):
        said += [_say_joints(text[at : piece.start]), piece.said]
        at = piece.end
    return "".join([*said, _say_joints(text[at:])]) if said else text


def say_completion(
    text: str, completion: Completion, facts: Facts, types: Sequence[str], language: Language
) -> Completion:
    """Return what could stand at the cursor of ``text`` in the words of ``language``; what has none stays."""
    # What a value means depends on the field before it, which begins behind the last blank, parenthesis or sign.
    field = re.search(r"[^\s(-]*$", text[: completion.start])
    before = field[0] if field else ""

    def say(candidate: Candidate) -> Candidate:
        is_field = candidate.text.endswith(":")
        pieces = _pieces(f"{before}{candidate.text}{'x' if is_field else ''}", facts, types, language)
        if len(pieces) < 2:
            return candidate
        return replace(candidate, text=f"{pieces[-2].said}:" if is_field else pieces[-1].said)

    said = {each.text: each for each in map(say, completion.candidates)}  # is: and es: are one
    return replace(completion, candidates=tuple(said.values()))


def _pieces(text: str, facts: Facts, types: Sequence[str], language: Language) -> list[_Piece]:
    """Return the parts of a query in the words of ``language``; none where it is no query or has those words already."""
    if language.code == _NAMES_LANGUAGE:
        return []
    try:
        query = parse_query(text)
    except BadQuery:
        return []
    chosen = [facts.types[name] for name in types if name in facts.types] if types else list(facts.types.values())
    return list(_Speaker(text, facts, chosen, language).pieces(query))


def _say_joints(between: str) -> str:
    """Return what stands between two parts, of which only words that join them have another language."""
    return _JOINT.sub(lambda found: _JOINTS[found[0].lower()], between)


class _Speaker:
    """Says the parts of one query."""

    def __init__(self, text: str, facts: Facts, types: Sequence[RecordType], language: Language) -> None:
        self._text = text
        self._facts = facts
        self._types = types
        self._language = language

    def pieces(self, query: Query) -> Iterator[_Piece]:
        """Yield the fields and values of a query in the order they are written; a free word stays what it is."""
        if isinstance(query, Word):
            yield self._piece(query.at, query.text, None)
        elif isinstance(query, Not):
            yield from self.pieces(query.part)
        elif isinstance(query, (And, Or)):
            for part in query.parts:
                yield from self.pieces(part)
        else:
            yield from self._compared(query)

    def _piece(self, at: int, text: str, said: str | None) -> _Piece:
        """Return a value and what is said for it; as it is written where there is nothing better."""
        end = _end_of_value(self._text, at, text)
        return _Piece(at, end, self._text[at:end] if said is None else write_text(said))

    def _compared(self, query: Comparison) -> Iterator[_Piece]:
        asked = QUESTIONS.get(fold_word(query.path))
        if asked and not any(find_field(each, query.path) for each in self._types):
            path = _ASKS[asked]
            say: Callable[[Criterion], str | None] = self._say_fact if asked == "is" else self._say_filled
        else:
            path, fields = self._say_path(query.path)
            say = self._saying_values(fields)
        yield _Piece(query.at, query.at + len(query.path), path)
        for test in query.tests:
            yield self._piece(test.at, test.text, None if test.operator is Operator.FITS else say(test))

    # Fields

    def _say_path(self, path: str) -> tuple[str, list[Field]]:
        """Return a path in the reader's words, and the fields at its end."""
        owners: list[_Owner] = [*self._types]
        said, fields = [], list[Field]()
        for step in path.split("."):
            fields = [field for each in owners if (field := _find(each, step))]
            said.append(self._say_field(step, fields, owners))
            owners = [owner for each in fields for owner in self._inside(each)]
        return ".".join(said), fields

    def _say_field(self, word: str, fields: Sequence[Field], owners: Sequence[_Owner]) -> str:
        """Return the reader's word for a field: a short one if ``word`` is short, else its label."""
        folded = fold_word(word)
        if folded in map(fold_word, _SHORT.values()) or folded in (
            fold_word(self._label(each.label)) for each in fields
        ):
            return word
        for said in filter(None, [_SHORT.get(folded), *(self._label(each.label) for each in fields[:1])]):
            if re.fullmatch(r"[^\W\d][\w-]*", said) and all(_find(each, said) == _find(each, word) for each in owners):
                return said
        return word

    def _inside(self, field: Field) -> Iterator[_Owner]:
        if field.kind.name not in {"ref", "user"}:
            yield field
            return
        known = self._facts.types
        targets = ("user",) if field.kind.name == "user" else field.to
        yield from (known[each] for each in targets or known if each in known)

    # Values

    def _saying_values(self, fields: Sequence[Field]) -> Callable[[Criterion], str | None]:
        """Return what says a value of fields; None where it has no other words."""
        kinds = {each.kind.name for each in fields}
        if fields and fields[0].name == "type":
            types = self._facts.types.values()
            choices = [tuple(Choice(each.name, each.label) for each in types)]
        else:
            choices = [each.choices for each in fields if each.choices]

        def say(test: Criterion) -> str | None:
            if choices:
                return self._say_choice(test.text, choices)
            if kinds == {"bool"}:
                return {"yes": "sí", "true": "sí"}.get(test.text)
            if kinds <= {"date", "datetime", "when"}:
                return _DAYS.get(fold(test.text))
            return "yo" if kinds == {"user"} and test.text == "me" else None

        return say

    def _say_choice(self, text: str, choices: Sequence[Sequence[Choice]]) -> str | None:
        meant = [match_choices(each, text) for each in choices]
        first = next((each[0] for each in meant if len(each) == 1), None)
        said = self._label(first.label) if first else ""
        return said if said and [match_choices(each, said) for each in choices] == meant else None

    def _say_fact(self, test: Criterion) -> str | None:
        """Return another word for a yes-or-no fact or a state."""
        meant = [_is_meaning(each, test.text) for each in self._types]
        facts = [field.label for each in self._types if (field := _find(each, test.text)) and field.kind.name == "bool"]
        states = (each.machine.all_states() for each in self._types if each.machine)
        labels: Iterable[Labels] = [*facts, *(its[test.text].label for its in states if test.text in its)]
        said = (self._label(each) for each in labels)
        return next((each for each in said if [_is_meaning(one, each) for one in self._types] == meant), None)

    def _say_filled(self, test: Criterion) -> str | None:
        """Return another word for a field that is filled, or for a type of which there is a record."""
        path, fields = self._say_path(test.text)
        named = None if fields else self._facts.snapshot.schema.type_named(test.text)
        if named is None:
            return path
        said = self._label(named.label)
        return said if self._facts.snapshot.schema.type_named(said) == named else None

    def _label(self, label: Labels) -> str:
        """Return a label as a word of a query, which needs no quotes."""
        return "-".join(self._language.choose(label).lower().split())


def _find(owner: _Owner, word: str) -> Field | None:
    if isinstance(owner, Field):
        return find_part(owner, word)
    found = find_field(owner, word)
    return found.field if isinstance(found, Derived) else found


def _is_meaning(record_type: RecordType, word: str) -> Field | frozenset[str]:
    """Return the fact of a type that ``is:word`` asks for, else the states."""
    field = _find(record_type, word)
    return field if field and field.kind.name == "bool" else fitting_states(record_type, word)


def _end_of_value(text: str, at: int, value: str) -> int:
    """Return the character after a value as it is written: in quotes, where it may hold escaped ones, or not."""
    closing = QUOTES.get(text[at])
    if closing is None:
        return at + len(value)
    end = at + 1
    while text[end] != closing:
        end += 2 if text[end] == "\\" and text[end + 1] in {closing, "\\"} else 1
    return end + 1
