"""Paths of a query: from a field named, over parts and links, to the texts that are tested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...schema.dataclass import replace
from ...schema.field import Choice, Field, Shape
from ...schema.folding import fold
from ...schema.kinds import BadValueError
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree, leaf_texts
from ...schema.values import Value
from .derived import Derived
from .facts import Facts
from .language import Criterion, Operator
from .mistakes import BadQuery
from .names import find_fields, find_part
from .values import ValueTest, read_test

Predicate = Callable[[Record], bool]
"""Whether a record is asked for."""
Leaves = Callable[[Record], Iterable[str]]
"""The texts of a field in one record."""


class PathTest:
    """Follows one path from a record type to the value that is tested."""

    def __init__(self, facts: Facts, tests: Sequence[Criterion]) -> None:
        self._facts = facts
        self._tests = tests
        self.understood: set[int] = set()
        """Where the values stand that mean something for one of the types compiled so far."""

    def compile(self, record_type: RecordType, steps: Sequence[str], mistakes: list[BadQuery]) -> Predicate | None:
        """Return the predicate for records of a type; None where it has no such field or no value fits it."""
        for found in find_fields(record_type, steps[0]):
            predicate = (
                self._compile_derived(found, steps[1:], mistakes)
                if isinstance(found, Derived)
                else self._compile_stored(found, steps[1:], mistakes)
            )
            if predicate:
                return predicate
        return None

    def _compile_stored(self, found: Field, steps: Sequence[str], mistakes: list[BadQuery]) -> Predicate | None:
        field, names, rest = found, [found.name], list(steps)
        while rest and field.kind.name not in {"ref", "user"}:
            inner = find_part(field, rest[0])
            if inner is None and field.shape is not Shape.TABLE:
                return None
            names.append(inner.name if inner else rest[0])
            field = inner or field
            rest.pop(0)
        leaves = _leaves_of(names)
        if rest:
            return self._follow(leaves, _targets(field), rest, mistakes)
        return self._compile_leaves(field, leaves, mistakes)

    def _compile_derived(self, found: Derived, rest: Sequence[str], mistakes: list[BadQuery]) -> Predicate | None:
        of, facts = found.of, self._facts
        if found.field.kind.name == "ref":

            def leaves(record: Record) -> Iterable[str]:
                value = of(facts, record)
                return (value,) if isinstance(value, str) else ()

            if rest:
                return self._follow(leaves, _targets(found.field), rest, mistakes)
            return self._compile_leaves(found.field, leaves, mistakes)
        if rest:
            return None
        field = self._with_types(found.field) if found.field.name == "type" else found.field
        passes = self._read_tests(field, mistakes)
        if passes is None:
            return None

        def matches(record: Record) -> bool:
            value = of(facts, record)
            return value is not None and passes(value)

        return matches

    def _with_types(self, field: Field) -> Field:
        """Return the field of the type's name with the types of the book as its choices."""
        types = self._facts.types.values()
        labels = (
            (each, {**each.label, **{f"{code}-many": many for code, many in each.plural.items()}}) for each in types
        )
        return replace(field, choices=tuple(Choice(each.name, label) for each, label in labels))

    def _compile_leaves(self, field: Field, leaves: Leaves, mistakes: list[BadQuery]) -> Predicate | None:
        passes = self._read_tests(field, mistakes)
        if passes is None:
            return None
        test = _remember(field, passes)
        if field.kind.name in {"ref", "user"}:
            return self._compile_links(field, leaves, test)
        return lambda record: any(map(test, leaves(record)))

    def _read_tests(self, field: Field, mistakes: list[BadQuery]) -> ValueTest | None:
        """Return whether a value passes one of the tests; None where none of them means anything for the field."""
        passed: list[ValueTest] = []
        for test in self._tests:
            try:
                passed.append(read_test(field, test, self._facts.desk))
            except BadValueError as mistake:
                mistakes.append(_no_value(field, test, mistake))
            else:
                self.understood.add(test.at)
        if len(passed) < 2:
            return passed[0] if passed else None
        return lambda value: any(test(value) for test in passed)

    def _compile_links(self, field: Field, leaves: Leaves, test: Callable[[str], bool]) -> Predicate:
        """Return whether a link passes by its text, or by the title of the record it leads to."""
        snapshot = self._facts.snapshot
        wanted = [fold(each.text) for each in self._tests if each.operator is Operator.HAS]
        targets, is_person = _targets(field), field.kind.name == "user"
        known: dict[tuple[str, str | None], bool] = {}

        def leads_to_title(link: str, record: Record) -> bool:
            target = snapshot.resolve(link, record, targets)
            if target is None:
                return False
            title = fold(target.title)
            if is_person:
                return any(f" {title}".find(f" {each}") >= 0 for each in wanted)
            return any(each in title for each in wanted)

        def matches(record: Record) -> bool:
            for link in leaves(record):
                key = (link, record.client)
                passed = known.get(key)
                if passed is None:
                    passed = known[key] = test(link) or (bool(wanted) and leads_to_title(link, record))
                if passed:
                    return True
            return False

        return matches

    def _follow(
        self, leaves: Leaves, targets: tuple[str, ...], rest: Sequence[str], mistakes: list[BadQuery]
    ) -> Predicate | None:
        """Return whether a linked record passes the rest of the path."""
        snapshot = self._facts.snapshot
        types = [each for each in self._facts.types.values() if not targets or each.name in targets]
        by_type = {each.name: self.compile(each, rest, mistakes) for each in types}
        inner = {name: each for name, each in by_type.items() if each}
        if not inner:
            return None
        known: dict[str, bool] = {}

        def matches(record: Record) -> bool:
            for link in leaves(record):
                target = snapshot.resolve(link, record, targets)
                if target is None or target.type not in inner:
                    continue
                passed = known.get(target.path)
                if passed is None:
                    passed = known[target.path] = inner[target.type](target)
                if passed:
                    return True
            return False

        return matches


def _remember(field: Field, passes: ValueTest) -> Callable[[str], bool]:
    """Return the test of a text as it stands in a file; each different text is judged once."""
    known: dict[str, bool] = {}
    parse = field.kind.parse

    def test(text: str) -> bool:
        passed = known.get(text)
        if passed is None:
            try:
                value: Value = parse(text)
            except BadValueError:
                # A Problem says that the value is not sound; no comparison can hold for it.
                passed = known[text] = False
            else:
                passed = known[text] = passes(value)
        return passed

    return test


def _leaves_of(names: Sequence[str]) -> Leaves:
    first, rest = names[0], names[1:]
    if not rest:

        def top(record: Record) -> Iterable[str]:
            tree = record.tree.get(first)
            if isinstance(tree, str):
                return (tree,) if tree else ()
            return () if tree is None else leaf_texts(tree)

        return top
    return lambda record: texts_at(record.tree.get(first), rest)


def texts_at(tree: Tree, names: Sequence[str]) -> Iterator[str]:
    """Return the texts at a path; every entry of a list is gone into."""
    if isinstance(tree, list):
        for each in tree:
            yield from texts_at(each, names)
    elif not names:
        yield from (text for text in leaf_texts(tree) if text)
    elif isinstance(tree, dict):
        yield from texts_at(tree.get(names[0]), names[1:])


def names_of_path(field: Field, steps: Sequence[str]) -> list[str] | None:
    """Return the keys that lead from the top of a record to a part of ``field``; None where it has no such part."""
    names = [field.name]
    for step in steps:
        inner = find_part(field, step)
        if inner is None and field.shape is not Shape.TABLE:
            return None
        names.append(inner.name if inner else step)
        field = inner or field
    return names


def _targets(field: Field) -> tuple[str, ...]:
    return ("user",) if field.kind.name == "user" else field.to


def _no_value(field: Field, test: Criterion, mistake: BadValueError) -> BadQuery:
    reason: Sentence = sentence("{label}: {reason}", label=field.label, reason=mistake.reason)
    hint = mistake.hint
    if field.kind.name in {"date", "datetime", "when", "period", "month", "quarter", "week"}:
        hint = sentence('Write it like friday, +2w, eoq or 2026-07; several words between quotes, like "end of month".')
    return BadQuery(reason, test.at, len(test.text), hint)
