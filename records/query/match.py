"""From a query to a function of a record, for a list of any length.

Everything that depends on the query alone (fields, dates in words, choices, patterns) is settled once. A test of a
stored text is remembered by the text, because a column of a hundred thousand records holds few different ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...schema.folding import fold, fold_word
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import sentence
from ...schema.tree import leaf_texts
from ..field_names import label_words
from .derived import Derived
from .facts import Facts
from .language import And, Comparison, Criterion, Not, Operator, Or, Query, Word
from .mistakes import BadQuery
from .names import QUESTIONS, fields_of, find_field, names_of_fields
from .paths import PathTest, Predicate, names_of_path, texts_at


def compile_query(query: Query, facts: Facts, types: Sequence[str] | None = None) -> Predicate:
    """Return whether a record is what ``query`` asks for.

    ``types`` are the record types that will be asked about; None means all of the book.

    Raises:
        BadQuery: no such type has a field that is named, or a value means nothing for it.

    """
    chosen = [facts.types[name] for name in types if name in facts.types] if types else list(facts.types.values())
    return _Compiler(facts, chosen).compile(query)


def text_of(record: Record) -> str:
    """Return all that is written in a record, folded: what free words are looked for in."""
    return fold("\n".join([record.name, *leaf_texts(dict(record.tree)), record.body]))


def fitting_states(record_type: RecordType, word: str) -> frozenset[str]:
    """Return the states of a type that ``is:word`` means: those called so, and those of a kind called so."""
    wanted, machine = fold_word(word), record_type.machine
    states = machine.all_states() if machine else {}
    names = _state_names(record_type)
    return frozenset(each for each, state in states.items() if wanted in names[each] or state.kind == wanted)


def _state_names(record_type: RecordType) -> dict[str, set[str]]:
    """Return each state of a type with what it may be called."""
    states = record_type.machine.all_states() if record_type.machine else {}
    return {word: {word, *map(fold_word, one.label.values())} for word, one in states.items()}


class _Compiler:
    """Turns the parts of one query into predicates."""

    def __init__(self, facts: Facts, types: Sequence[RecordType]) -> None:
        self._facts = facts
        self._types = types

    def compile(self, query: Query) -> Predicate:
        if isinstance(query, Word):
            return self._compile_words([query])
        if isinstance(query, Not):
            part = self.compile(query.part)
            return lambda record: not part(record)
        if isinstance(query, And):
            words = [each for each in query.parts if isinstance(each, Word)]
            # The type comes first, because it costs nothing; free words last, because they read whole records.
            fields = sorted((each for each in query.parts if not isinstance(each, Word)), key=_asks_for_no_type)
            others = [self.compile(each) for each in fields]
            return _all_of([*others, self._compile_words(words)] if words else others)
        if isinstance(query, Or):
            return _any_of([self.compile(each) for each in query.parts])
        return self._compile_comparison(query)

    def _compile_words(self, words: Sequence[Word]) -> Predicate:
        """Return whether all words stand in a record, told by the search index where there is one."""
        finder = self._facts.finder
        wanted = [fold(each.text) for each in words]
        if finder and all(each.isprintable() for each in wanted):
            ids = frozenset.intersection(*(finder.ids_holding(each) for each in wanted))
            return lambda record: record.id in ids

        def holds_all(record: Record) -> bool:
            text = text_of(record)
            return all(each in text for each in wanted)

        return holds_all

    def _compile_comparison(self, query: Comparison) -> Predicate:
        question = QUESTIONS.get(fold_word(query.path))
        if question and not any(find_field(each, query.path) for each in self._types):
            return self._compile_question(question, query)
        wanted = [each for each in query.tests if each.operator is not Operator.IS_NOT]
        unwanted = [each for each in query.tests if each.operator is Operator.IS_NOT]
        parts: list[Predicate] = []
        if wanted:
            parts.append(self._compile_path(query, query.path.split("."), wanted))
        if unwanted:
            same = [Criterion(Operator.IS, each.text, each.at) for each in unwanted]
            refused = self._compile_path(query, query.path.split("."), same)
            parts.append(lambda record: not refused(record))
        return _all_of(parts)

    def _compile_path(self, query: Comparison, steps: list[str], tests: Sequence[Criterion]) -> Predicate:
        """Return the predicate over every type that has the field; the others never match."""
        mistakes: list[BadQuery] = []
        path = PathTest(self._facts, tests)
        by_type = {each.name: path.compile(each, steps, mistakes) for each in self._types}
        known = {name: each for name, each in by_type.items() if each}
        # status:open,active is sound where each word is one of some type's.
        meaningless = [each for each in mistakes if each.at not in path.understood]
        if meaningless or not known:
            raise meaningless[0] if meaningless else self._no_such_field(query)
        if len(known) == 1 and len(self._types) == 1:
            return next(iter(known.values()))

        def matches(record: Record) -> bool:
            test = known.get(record.type)
            return test is not None and test(record)

        return matches

    def _no_such_field(self, query: Comparison) -> BadQuery:
        names = names_of_fields(self._types)
        first, *rest = query.path.split(".")
        if rest and any(find_field(each, first) for each in self._types):
            reason = sentence("“{part}” is no part of {first}.", part=".".join(rest), first=first)
            return BadQuery(reason, query.at + len(first) + 1, len(query.path) - len(first) - 1)
        near = nearest(first, names)
        hint = (
            sentence("Did you mean {word}?", word=near)
            if near
            else sentence("To look for the text itself, put it between quotes.")
        )
        return BadQuery(sentence("there is no field “{name}”.", name=first), query.at, len(first), hint)

    def _compile_question(self, question: str, query: Comparison) -> Predicate:
        if question == "is":
            return _any_of([self._compile_is(each) for each in query.tests])
        parts = [self._compile_has(each) for each in query.tests]
        if question == "has":
            return _any_of(parts)
        # no:amount,close asks for records that lack the one or the other.
        return _any_of([_negate(each) for each in parts])

    def _compile_is(self, test: Criterion) -> Predicate:
        """Return whether a yes-or-no fact holds, or the record is in a state or in a state of that kind."""
        by_type: dict[str, Predicate] = {}
        words: list[str] = []
        for each in self._types:
            found = find_field(each, test.text)
            if found and (found.field if isinstance(found, Derived) else found).kind.name == "bool":
                yes = [Criterion(Operator.IS, "true", test.at)]
                by_type[each.name] = PathTest(self._facts, yes).compile(each, [test.text], []) or _never
                continue
            words.extend(name for names in _state_names(each).values() for name in names)
            fitting = fitting_states(each, test.text)
            if fitting and each.machine:
                by_type[each.name] = _is_in(each.machine.field, fitting)
        if by_type:
            return lambda record: by_type.get(record.type, _never)(record)
        near = nearest(fold_word(test.text), [*_yes_or_no_names(self._types), *words])
        hint = sentence("Did you mean {word}?", word=near) if near else None
        raise BadQuery(sentence("nothing is ever “{word}”.", word=test.text), test.at, len(test.text), hint)

    def _compile_has(self, test: Criterion) -> Predicate:
        """Return whether a field is filled, or there is a record of a type in the client's folder or linking here."""
        by_type = {each.name: self._compile_filled(each, test.text.split(".")) for each in self._types}
        filled = {name: each for name, each in by_type.items() if each}
        if filled:
            return lambda record: filled.get(record.type, _never)(record)
        wanted = self._facts.snapshot.schema.type_named(test.text)
        if wanted:
            name = wanted.name
            return lambda record: _has_record(self._facts, record, name)
        near = nearest(test.text, names_of_fields(self._types))
        hint = sentence("Did you mean {word}?", word=near) if near else None
        raise BadQuery(sentence("there is no field “{name}”.", name=test.text), test.at, len(test.text), hint)

    def _compile_filled(self, record_type: RecordType, steps: list[str]) -> Predicate | None:
        found = find_field(record_type, steps[0])
        if found is None:
            return None
        if isinstance(found, Derived):
            of, facts = found.of, self._facts
            return lambda record: of(facts, record) not in {None, 0}
        path = names_of_path(found, steps[1:])
        if path is None:
            return None
        return lambda record: any(texts_at(record.tree.get(path[0]), path[1:]))


def _has_record(facts: Facts, record: Record, name: str) -> bool:
    if record.type == "client" and record.client:
        return any(each.type == name for each in facts.snapshot.of_client(record.client))
    return any(each.type == name for each in facts.snapshot.backlinks(record.id))


def _yes_or_no_names(types: Iterable[RecordType]) -> list[str]:
    facts = [each for one in types for each in fields_of(one) if each.kind.name == "bool"]
    return list(dict.fromkeys(name for each in facts for name in (each.name, *sorted(label_words(each)))))


def _is_in(field: str, words: frozenset[str]) -> Predicate:
    return lambda record: record.tree.get(field) in words if isinstance(record.tree.get(field), str) else False


def _asks_for_no_type(query: Query) -> bool:
    return not (isinstance(query, Comparison) and fold_word(query.path) in {"type", "tipo"})


def _never(_record: Record) -> bool:
    return False


def _negate(part: Predicate) -> Predicate:
    return lambda record: not part(record)


def _all_of(parts: Sequence[Predicate]) -> Predicate:
    if len(parts) == 1:
        return parts[0]
    return lambda record: all(part(record) for part in parts)


def _any_of(parts: Sequence[Predicate]) -> Predicate:
    if len(parts) == 1:
        return parts[0]
    return lambda record: any(part(record) for part in parts)
