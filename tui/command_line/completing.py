"""What could stand at the cursor of a line: verbs, lists and actions, then whatever the verb takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...records.guards import allowed_states
from ...records.query.complete import complete_query
from ...records.query.facts import Facts
from ...records.query.names import fields_of
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.field import Field
from ...schema.folding import fold, fold_word
from ...schema.record_type import RecordType
from ..actions import key_name
from ..palette.titles import TitleHit
from ..presentation.completion import complete
from ..presentation.ground import Ground
from .ground import CommandGround
from .pieces import cut_up
from .reading import Line, cut_first
from .verbs import BY_WORD, VERBS, Takes, Verb, word_in

MOST = 40
"""Offers made at once."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One text that could stand there."""

    text: str
    """As it would be written."""
    label: str = ""
    """What people call it, or what it does."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The part of the line that is being written, and what it could become."""

    start: int
    """Where that part begins."""
    offers: tuple[Offer, ...] = ()
    """The best first."""

    def take(self, text: str, cursor: int, offer: Offer) -> tuple[str, int]:
        """Return the line with its part replaced by ``offer``, and where the cursor then stands."""
        written = text[: self.start] + offer.text
        return written + text[cursor:], len(written)


def complete_line(text: str, cursor: int, ground: CommandGround, titles: Sequence[TitleHit] = ()) -> Offers:
    """Return what could stand at ``cursor``; ``titles`` are the records whose titles fit what is called there."""
    line = cut_first(text[:cursor])
    if not text[line.word.end : cursor]:
        return Offers(line.word.at, _first(_openings(line.word.text, ground)))
    verb = BY_WORD.get(fold_word(line.word.text))
    named = ground.snapshot.schema.type_named(line.word.text)
    if verb is not None:
        return _after(verb, line, text[:cursor], ground, titles)
    return _in_query(text, cursor, line.rest.at, ground.facts, (named.name,)) if named else Offers(cursor)


def name_wanted(text: str) -> str:
    """Return what a record is called in a line that opens one; empty where it opens none."""
    line = cut_first(text)
    verb = BY_WORD.get(fold_word(line.word.text))
    return line.rest.text if verb is not None and verb.takes is Takes.RECORD else ""


def _first(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    return tuple(islice({each.text: each for each in offers}.values(), MOST))


def _openings(begun: str, ground: CommandGround) -> Iterator[Offer]:
    """Yield the words a line may begin with: verbs, lists, actions; by their beginnings first."""
    wanted = fold(begun)
    code, language = ground.language.code, ground.language
    for verb in VERBS:
        word = word_in(verb, code) if not wanted else _fitting_word(verb, wanted, code)
        if word:
            yield Offer(word, _joined(verb.says.text(language), verb.shape.text(language) if verb.shape else ""))
    for record_type in ground.snapshot.schema.types.values():
        word = fold_word(language.choose(record_type.plural)).replace("_", "-")
        called = next((each for each in sorted(record_type.called) if wanted and each.startswith(wanted)), "")
        if word.startswith(wanted) or called:
            yield Offer(word if word.startswith(wanted) else called, clean(language.choose(record_type.plural)))
    for action in ground.table.in_place(ground.standing.place):
        if wanted and (action.id.startswith(wanted) or wanted in fold(action.title.text(language))):
            keys = ", ".join(map(key_name, action.keys))
            yield Offer(action.id, _joined(action.title.text(language), keys))


def _fitting_word(verb: Verb, wanted: str, code: str) -> str:
    own = word_in(verb, code)
    return next((word for word in (own, *verb.words) if fold(word).startswith(wanted)), "")


def _joined(one: str, other: str) -> str:
    return f"{one}  {other}" if other else one


def _after(verb: Verb, line: Line, text: str, ground: CommandGround, titles: Sequence[TitleHit]) -> Offers:
    """Return what may follow a verb."""
    at, cursor = line.rest.at, len(text)
    if verb.takes is Takes.LIST:
        inner = cut_first(text, at)
        found = ground.snapshot.schema.type_named(inner.word.text)
        if text[inner.word.end :] and found:
            return _in_query(text, cursor, inner.rest.at, ground.facts, (found.name,))
        return Offers(at, _first(_types(text[at:], ground)))
    if verb.takes is Takes.QUERY and ground.listed:
        return _in_query(text, cursor, at, ground.list_facts, ground.listed)
    if verb.takes is Takes.ORDER:
        start = max(text.rfind(" "), text.rfind(",")) + 1
        return Offers(start, _first(_orders(text[start:], ground)))
    if verb.takes is Takes.RECORD:
        return Offers(at, _first(_records(titles, ground)))
    if verb.takes is Takes.THEME:
        return Offers(at, _first(Offer(each) for each in ground.themes if each.startswith(text[at:])))
    return _writing(verb, line, text, ground)


def _writing(verb: Verb, line: Line, text: str, ground: CommandGround) -> Offers:
    """Return what may follow a verb that writes: types, states, fields and their values."""
    at, record = line.rest.at, ground.record
    if verb.takes is Takes.NEW:
        inner = cut_first(text, at)
        found = ground.snapshot.schema.type_named(inner.word.text)
        if not text[inner.word.end :] or found is None:
            return Offers(at, _first(_types(text[at:], ground)))
        return _in_fields(text, inner.rest.at, found, ground)
    if verb.takes is Takes.TASK:
        return _in_fields(text, at, ground.snapshot.schema.types["task"], ground)
    if record is None:
        return Offers(len(text))
    if verb.takes is Takes.STATE and not _names_state(text, at, ground):
        return Offers(at, _first(_states(text[at:], ground)))
    if verb.takes in {Takes.FIELDS, Takes.STATE}:
        return _in_fields(text, at, ground.snapshot.type_of(record), ground)
    return Offers(len(text))


def _names_state(text: str, at: int, ground: CommandGround) -> bool:
    """Return whether a whole state stands there already, so that fields follow."""
    pieces = cut_up(text, at)
    first = cut_first(text, at)
    whole = {word for state in _all_states(ground) for word in state}
    return bool(pieces.fields) or (bool(text[first.word.end :]) and fold(first.word.text) in whole)


def _in_query(text: str, cursor: int, at: int, facts: Facts, types: tuple[str, ...]) -> Offers:
    found = complete_query(text[at:cursor], cursor - at, facts, types)
    offers = (Offer(each.text, clean(facts.desk.moment.language.choose(each.label))) for each in found.candidates)
    return Offers(at + found.start, _first(offers))


def _types(begun: str, ground: CommandGround) -> Iterator[Offer]:
    wanted = fold(begun)
    for each in ground.snapshot.schema.types.values():
        label = clean(ground.language.choose(each.label))
        if any(word.startswith(wanted) for word in (each.name, fold(label), *each.called)):
            yield Offer(fold_word(label).replace("_", "-"), clean(ground.language.choose(each.about)))


def _orders(begun: str, ground: CommandGround) -> Iterator[Offer]:
    wanted = fold_word(begun)
    for name in ground.listed:
        for field in fields_of(ground.list_facts.types[name]):
            if field.name.startswith(wanted):
                label = clean(ground.language.choose(field.label))
                yield Offer(field.name, label)
                yield Offer(f"{field.name}-", f"{label} ↓")


def _records(titles: Sequence[TitleHit], ground: CommandGround) -> Iterator[Offer]:
    """Yield the records found, by their names where these are clear, else by their ids."""
    for hit in titles:
        record = ground.snapshot.records.get(hit.id)
        if record is not None:
            client = ground.snapshot.client_of(record)
            beside = clean(client.title) if client and client is not record else ""
            alone = len(ground.snapshot.meant_by(record.name, None, ())) == 1
            yield Offer(record.name if alone else record.id, _joined(clean(record.title), beside))


def _states(begun: str, ground: CommandGround) -> Iterator[Offer]:
    wanted = fold(begun)
    for word, label in _all_states(ground):
        if word.startswith(wanted) or fold(label).startswith(wanted):
            yield Offer(word, clean(label))


def _all_states(ground: CommandGround) -> Iterator[tuple[str, str]]:
    """Yield the states the selected record may go to, by word and label."""
    record = ground.record
    for state in allowed_states(ground.snapshot, record) if record else ():
        yield state.word, ground.language.choose(state.label)


def _in_fields(text: str, at: int, record_type: RecordType, ground: CommandGround) -> Offers:
    """Return fields by name or label, or the values of the field that is being written."""
    pieces = cut_up(text, at)
    last = pieces.fields[-1] if pieces.fields and not text[pieces.fields[-1].end :] else None
    if last is not None:
        name, sign, begun = text[last.at :].partition("=")
        field = _field_called(name.rstrip("+-"), record_type)
        start = last.at + len(name) + len(sign)
        return _values(field, begun, start, record_type, ground) if field else Offers(len(text))
    start = max(text.rfind(" ") + 1, at)
    wanted = fold_word(text[start:])
    return Offers(start, _first(_fields(wanted, record_type, ground)))


def _fields(wanted: str, record_type: RecordType, ground: CommandGround) -> Iterator[Offer]:
    for field in record_type.fields:
        label = clean(ground.language.choose(field.label))
        if not field.written_by_program and (field.name.startswith(wanted) or fold_word(label).startswith(wanted)):
            yield Offer(f"{field.name}=", label)


def _field_called(name: str, record_type: RecordType) -> Field | None:
    wanted = fold_word(name)
    names = ((each, {each.name, *map(fold_word, each.label.values())}) for each in record_type.fields)
    return next((each for each, called in names if wanted in called), None)


def _values(field: Field, begun: str, start: int, record_type: RecordType, ground: CommandGround) -> Offers:
    record = ground.record
    client = (record.client or "") if record else ""
    base = Ground(ground.snapshot, ground.desk.moment, record_type.name, client, ground.desk.who)
    found = complete(field, begun, base, asked=True)
    offers = (Offer(_quoted(each.text), clean(_joined(each.title if each.title != each.text else "", each.about).strip()))
              for each in found.candidates)  # fmt: skip
    return Offers(start + found.start, _first(offers))


def _quoted(text: str) -> str:
    return f'"{text}"' if "=" in text else text
