"""What could stand at the cursor of a query: fields, then the values of a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...schema.dataclass import dataclass
from ...schema.field import Field, Labels
from ...schema.folding import fold, fold_word
from ...schema.late_pattern import late
from ...schema.record_type import RecordType
from ...schema.tree import leaf_texts
from ..field_names import label_words
from .derived import Derived
from .facts import Facts
from .language import write_text
from .names import QUESTIONS, fields_of, find_field, find_part

MOST = 50
"""Candidates given at once."""

DAY_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("today", "tomorrow", "yesterday", "eow", "eom", "eoq", "eoy", "+1w", "+1m", "-1w", "-1m"),
    "es": ("hoy", "mañana", "ayer", "eow", "eom", "eoq", "eoy", "+1s", "+1m", "-1s", "-1m"),
}
"""The dates in words that are worth offering, by language."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text that could stand there."""

    text: str
    """As it would be written, with quotes where it needs them; a field ends in ``:``."""
    label: Labels
    """What people call it; empty where that says nothing more."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The part of the query that is being written, and what it could become."""

    start: int
    """Where that part begins."""
    end: int
    """The character after it: the cursor."""
    candidates: tuple[Candidate, ...]
    """The best first."""


_VALUE = late(
    r"""([^\W\d][\w-]*(?:\.[\w-]+)*)(?:<=|>=|!=|:|=|<|>|~)   # the field and its operator
        (?:(?:"[^"]*"|[^\s(),"]*),)*                          # values already written
        (?:<=|>=|!=|=|<|>|~)?("[^"]*|[^\s(),"]*)$""",
    re.VERBOSE,
)
_NAME = late(r"(?:^|(?<=[\s(-]))[^\W\d]?[\w.-]*$")


def complete_query(text: str, cursor: int, facts: Facts, types: Sequence[str] | None = None) -> Completion:
    """Return what could stand at ``cursor`` of a query over ``types``; nothing where only free text can."""
    before = text[:cursor]
    chosen = [facts.types[name] for name in types if name in facts.types] if types else list(facts.types.values())
    value = _VALUE.search(before)
    if value:
        begun = value[2].removeprefix('"')
        found = _values_of(value[1], begun, facts, chosen)
        return Completion(value.start(2), cursor, tuple(islice(_distinct(found), MOST)))
    name = _NAME.search(before)
    if not name:
        return Completion(cursor, cursor, ())
    start = name.start() + (name[0].startswith("-"))
    return Completion(start, cursor, tuple(islice(_distinct(_fields_named(before[start:], facts, chosen)), MOST)))


def _fields_named(begun: str, facts: Facts, types: Sequence[RecordType]) -> Iterator[Candidate]:
    """Return the fields a word begins, by name before by label; after a point, those of what it leads to."""
    *path, last = begun.split(".")
    prefix = "".join(f"{step}." for step in path)
    fields = list(_fields_after(path, facts, types))
    wanted = fold_word(last)
    for each in fields:
        if each.name.startswith(wanted):
            yield Candidate(f"{prefix}{each.name}:", each.label)
    for each in fields:
        if wanted and any(word.startswith(wanted) for word in label_words(each)):
            yield Candidate(f"{prefix}{each.name}:", each.label)
    if not path:
        yield from (Candidate(f"{word}:", {}) for word in QUESTIONS if word.startswith(wanted))


def _fields_after(path: Sequence[str], facts: Facts, types: Iterable[RecordType]) -> Iterator[Field]:
    """Return the fields that may follow the steps of a path."""
    if not path:
        for each in types:
            yield from fields_of(each)
        return
    for each in types:
        found = find_field(each, path[0])
        field: Field | None = found.field if isinstance(found, Derived) else found
        if field:
            yield from _fields_inside(field, path[1:], facts)


def _fields_inside(field: Field, rest: Sequence[str], facts: Facts) -> Iterator[Field]:
    if field.kind.name in {"ref", "user"}:
        targets = ("user",) if field.kind.name == "user" else field.to
        yield from _fields_after(rest, facts, [facts.types[name] for name in targets if name in facts.types])
    elif not rest:
        yield from field.fields
    else:
        inner = find_part(field, rest[0])
        if inner:
            yield from _fields_inside(inner, rest[1:], facts)


def _values_of(path: str, begun: str, facts: Facts, types: Sequence[RecordType]) -> Iterator[Candidate]:
    *before, last = path.split(".")
    fields = [each for each in _fields_after(before, facts, types) if _is_called(each, last)]
    question = QUESTIONS.get(fold_word(path)) if not fields else None
    if question == "is":
        yield from _fitting(begun, _facts_and_states(types))
    elif question:
        names = ((each.name, each.label) for one in types for each in fields_of(one))
        yield from _fitting(begun, names)
    for each in fields or _shortly_named(path, types):
        yield from _values_of_field(each, begun, facts, types)


def _is_called(field: Field, word: str) -> bool:
    return fold_word(word) in {field.name, *label_words(field)}


def _shortly_named(path: str, types: Sequence[RecordType]) -> Iterator[Field]:
    for each in types:
        found = find_field(each, path)
        if found:
            yield found.field if isinstance(found, Derived) else found


def _values_of_field(field: Field, begun: str, facts: Facts, types: Sequence[RecordType]) -> Iterator[Candidate]:
    snapshot, kind = facts.snapshot, field.kind.name
    if field.name == "type":
        yield from _fitting(begun, ((each.name, each.label) for each in types))
    elif field.choices:
        yield from _fitting(begun, ((each.word, each.label) for each in field.choices))
    elif kind == "bool":
        yield from _fitting(begun, [("yes", {"en": "yes", "es": "sí"}), ("no", {"en": "no", "es": "no"})])
    elif kind in {"date", "datetime", "when"}:
        yield from _fitting(begun, ((word, {}) for word in DAY_WORDS[facts.desk.moment.language.code]))
    elif kind in {"ref", "user"}:
        targets = ("user",) if kind == "user" else field.to
        me: list[tuple[str, Labels]] = [("me", {})] if kind == "user" and facts.desk.who else []
        records = (each for name in targets for each in snapshot.of_type(name))
        yield from _fitting(begun, [*me, *((each.name, {"en": each.title}) for each in records)])
    elif kind == "text":
        yield from _fitting(begun, ((text, {}) for text in _texts_in_use(field, facts, types)))


def _texts_in_use(field: Field, facts: Facts, types: Sequence[RecordType]) -> list[str]:
    """Return the short texts that records hold in a field, the commonest first: tags, families, departments."""
    counts: dict[str, int] = {}
    for one in types:
        if field.name not in one.by_name:
            continue
        for record in facts.snapshot.of_type(one.name):
            for text in leaf_texts(record.tree.get(field.name)):
                if text and len(text) <= 40 and "\n" not in text:
                    counts[text] = counts.get(text, 0) + 1
    return sorted(counts, key=lambda text: (-counts[text], text))


def _facts_and_states(types: Iterable[RecordType]) -> Iterator[tuple[str, Labels]]:
    for each in types:
        yield from ((one.name, one.label) for one in fields_of(each) if one.kind.name == "bool")
        states = each.machine.all_states() if each.machine else {}
        yield from ((word, state.label) for word, state in states.items())


def _fitting(begun: str, pairs: Iterable[tuple[str, Labels]]) -> Iterator[Candidate]:
    """Return what begins with ``begun`` by its word, or has a label with a word that does."""
    wanted = fold(begun)
    for text, label in pairs:
        names = [fold(text), *(fold(each) for each in label.values())]
        if any(name.startswith(wanted) or f" {wanted}" in name for name in names):
            yield Candidate(write_text(text), label)


def _distinct(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for each in candidates:
        if each.text not in seen:
            seen.add(each.text)
            yield each
