"""From a line to what it asks for: verbs, lists by the names of their types, and actions by their ids.

Nothing here parses a field, a query or a date: that is what the records do for the shell too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ...records.assignments import Assignment, edits_of, read_assignment
from ...records.guards import allowed_states
from ...records.log_draft import understand_line
from ...records.query.facts import Facts
from ...records.query.language import parse_query
from ...records.query.match import compile_query
from ...records.query.order import check_order
from ...records.spoken import state_called
from ...schema.dataclass import dataclass
from ...schema.errors import CarteraError
from ...schema.field import Field
from ...schema.folding import fold_word
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from ..actions import Action
from .ground import CommandGround
from .mistakes import BadCommand, in_line
from .orders import (
    Act,
    FilterList,
    MakeLog,
    MakeRecord,
    MoveTo,
    OpenRecord,
    Order,
    Rename,
    SearchText,
    SetFields,
    ShowList,
    SortList,
    WearTheme,
)
from .pieces import Piece, cut_up
from .verbs import BY_WORD, Takes, Verb


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its first word cut off."""

    text: str
    """All of it."""
    word: Piece
    """The first word."""
    rest: Piece
    """What follows it."""


def cut_first(text: str, at: int = 0) -> Line:
    """Return the line with the first word after ``at`` cut off."""
    found = re.compile(r"\s*(\S*)\s*").match(text, at)
    assert found is not None, "every part of it may be empty"
    end = len(text.rstrip())
    word = Piece(found[1], found.start(1), found.end(1))
    return Line(text, word, Piece(text[found.end() : end], found.end(), max(end, found.end())))


def read_line(text: str, ground: CommandGround) -> Order | None:
    """Return what a line asks for; None where it is empty.

    Raises:
        BadCommand: it means nothing, or cannot be done now.

    """
    line = cut_first(text)
    if not line.word.text:
        return None
    verb = BY_WORD.get(fold_word(line.word.text))
    named = ground.snapshot.schema.type_named(line.word.text)
    if verb is not None and not (named and not line.rest.text):
        return _READERS[verb.takes](line, verb, ground)
    if named is not None:
        return _list(named, line, ground)
    action = ground.table.by_id.get(line.word.text)
    if action is None:
        raise _unknown(line, ground)
    if line.rest.text:
        raise BadCommand(sentence("Nothing follows “{word}”.", word=action.id), line.rest.at, line.rest.length)
    return _act(action, line, ground)


def words_of(ground: CommandGround) -> Iterable[str]:
    """Return every word a line may begin with."""
    yield from BY_WORD
    for record_type in ground.snapshot.schema.types.values():
        yield from record_type.called
    yield from ground.table.by_id


def _unknown(line: Line, ground: CommandGround) -> BadCommand:
    near = nearest(line.word.text, words_of(ground))
    hint = sentence("Did you mean “{word}”?", word=near) if near else sentence("Tab shows what there is.")
    says = sentence("No command, list or action is called “{word}”.", word=line.word.text)
    return BadCommand(says, line.word.at, line.word.length, hint)


def _act(action: Action, line: Line, ground: CommandGround) -> Act:
    if not action.is_in(ground.standing.place):
        raise BadCommand(sentence("That cannot be done here."), line.word.at, line.word.length)
    reason = action.disabled(ground.standing)
    if reason is not None:
        raise BadCommand(reason, line.word.at, line.word.length)
    return Act(action.id)


def _list(record_type: RecordType, line: Line, ground: CommandGround) -> Order:
    """Return the list of a type; where a screen of its own goes by that word, that screen."""
    if not line.rest.text and line.word.text in ground.table.by_id and line.word.text != record_type.name:
        return _act(ground.table.by_id[line.word.text], line, ground)
    _check_query(line.rest, ground.facts, (record_type.name,))
    return ShowList(record_type.name, line.rest.text)


def _check_query(query: Piece, facts: Facts, types: tuple[str, ...]) -> None:
    try:
        compile_query(parse_query(query.text), facts, types)
    except CarteraError as mistake:
        raise in_line(mistake, query.at, query.length) from mistake


def _plain(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if line.rest.text:
        raise BadCommand(sentence("Nothing follows “{word}”.", word=line.word.text), line.rest.at, line.rest.length)
    return _act(ground.table.by_id[verb.action], line, ground)


def _listing(line: Line, _verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id["lists"], line, ground)
    inner = cut_first(line.text, line.rest.at)
    return ShowList(_type_in(inner, ground).name, _checked(inner, ground))


def _checked(inner: Line, ground: CommandGround) -> str:
    _check_query(inner.rest, ground.facts, (_type_in(inner, ground).name,))
    return inner.rest.text


def _type_in(inner: Line, ground: CommandGround) -> RecordType:
    found = ground.snapshot.schema.type_named(inner.word.text)
    if found is None:
        called = (word for each in ground.snapshot.schema.types.values() for word in each.called)
        near = nearest(inner.word.text, called)
        says = sentence("No record type is called “{word}”.", word=inner.word.text)
        hint = sentence("Did you mean “{word}”?", word=near) if near else sentence("Tab shows what there is.")
        raise BadCommand(says, inner.word.at, inner.word.length, hint)
    return found


def _filtering(line: Line, _verb: Verb, ground: CommandGround) -> Order:
    if not ground.listed:
        raise _no_list(line)
    _check_query(line.rest, ground.list_facts, ground.listed)
    return FilterList(line.rest.text)


def _sorting(line: Line, _verb: Verb, ground: CommandGround) -> Order:
    if not ground.listed:
        raise _no_list(line)
    try:
        check_order(line.rest.text, [ground.list_facts.types[each] for each in ground.listed], ground.list_facts)
    except CarteraError as mistake:
        raise in_line(mistake, line.rest.at) from mistake
    return SortList(line.rest.text)


def _no_list(line: Line) -> BadCommand:
    return BadCommand(sentence("There is no list on the screen."), line.word.at, line.word.length)


def _opening(line: Line, verb: Verb, ground: CommandGround) -> Order:
    return OpenRecord(line.rest.text) if line.rest.text else _plain(line, verb, ground)


def _searching(line: Line, _verb: Verb, _ground: CommandGround) -> Order:
    return SearchText(line.rest.text)


def _selected(line: Line, ground: CommandGround) -> tuple[Record, RecordType]:
    record = ground.record
    if record is None:
        raise BadCommand(sentence("Select a record first."), line.word.at, line.word.length)
    return record, ground.snapshot.type_of(record)


def _setting(line: Line, verb: Verb, ground: CommandGround) -> Order:
    record, record_type = _selected(line, ground)
    pieces = cut_up(line.text, line.rest.at)
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    if pieces.words.text:
        raise BadCommand(_NEEDS_FIELD, pieces.words.at, pieces.words.length, _FIELD_HINT)
    read = tuple(_assignment(each, record_type, ground, record.tree) for each in pieces.fields)
    machine = record_type.machine
    moved = next((each for each in read if machine and each.path == (machine.field,) and each.sign == "="), None)
    if moved is None:
        return SetFields(record, read)
    at = next(each for each, one in zip(pieces.fields, read, strict=True) if one is moved)
    rest = tuple(each for each in read if each is not moved)
    return _move(record, Piece(moved.text, at.at, at.end), ground, rest)


_NEEDS_FIELD = sentence("Here a field and its value are wanted.")
_FIELD_HINT: Sentence = sentence("Write amount=48000, tags+=urgent, tags-=urgent, or amount= to clear it.")


def _assignment(piece: Piece, record_type: RecordType, ground: CommandGround, tree: Mapping[str, Tree]) -> Assignment:
    """Return one ``field=value``, its value tried; whom a link means is looked up when the line is done."""
    try:
        read = read_assignment(piece.text, record_type)
        edits_of(read, tree, ground.desk, _believe)
    except CarteraError as mistake:
        raise in_line(mistake, piece.at, piece.length) from mistake
    return read


def _believe(_field: Field, text: str) -> str:
    return text


def _moving(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    record, record_type = _selected(line, ground)
    pieces = cut_up(line.text, line.rest.at)
    given = tuple(_assignment(each, record_type, ground, record.tree) for each in pieces.fields)
    return _move(record, pieces.words, ground, given, pieces.option("note", "nota"))


def _move(record: Record, words: Piece, ground: CommandGround, given: tuple[Assignment, ...], note: str = "") -> MoveTo:
    try:
        state = state_called(ground.snapshot, record, words.text)
    except CarteraError as mistake:
        raise in_line(mistake, words.at, words.length) from mistake
    allowed = allowed_states(ground.snapshot, record)
    if state not in {each.word for each in allowed}:
        names = ", ".join(ground.language.choose(each.label) for each in allowed)
        hint = sentence("From here it can go to: {states}.", states=names) if names else None
        raise BadCommand(sentence("It cannot go there from where it stands."), words.at, words.length, hint)
    return MoveTo(record, state, given, note)


def _making(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    inner = cut_first(line.text, line.rest.at)
    return _make(_type_in(inner, ground), line.text, inner.rest.at, ground)


def _tasking(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    return _make(ground.snapshot.schema.types["task"], line.text, line.rest.at, ground)


def _make(record_type: RecordType, text: str, at: int, ground: CommandGround) -> MakeRecord:
    pieces = cut_up(text, at)
    titled = [read_assignment(f"title={pieces.words.text}", record_type)] if pieces.words.text else []
    given = [_assignment(each, record_type, ground, {}) for each in pieces.fields]
    return MakeRecord(record_type.name, (*titled, *given), pieces.option("client", "cliente"), ground.record)


def _logging(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    record, snapshot = ground.record, ground.snapshot
    about = record if record and record.type in {"opportunity", "case", "project", "contract"} else None
    client = snapshot.client_of(record) if record else None
    draft = understand_line(line.rest.text, snapshot, ground.desk.moment, client=client, about=about)
    if draft.complaints:
        raise BadCommand(draft.complaints[0], line.rest.at, line.rest.length)
    return MakeLog(draft)


def _renaming(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    return Rename(_selected(line, ground)[0], line.rest.text)


def _dressing(line: Line, verb: Verb, ground: CommandGround) -> Order:
    if not line.rest.text:
        return _act(ground.table.by_id[verb.action], line, ground)
    if line.rest.text in ground.themes:
        return WearTheme(line.rest.text)
    near = nearest(line.rest.text, ground.themes)
    hint = sentence("Did you mean “{word}”?", word=near or ", ".join(ground.themes))
    says = sentence("There is no theme “{word}”.", word=line.rest.text)
    raise BadCommand(says, line.rest.at, line.rest.length, hint)


_READERS: Mapping[Takes, Callable[[Line, Verb, CommandGround], Order]] = {
    Takes.NOTHING: _plain,
    Takes.LIST: _listing,
    Takes.QUERY: _filtering,
    Takes.ORDER: _sorting,
    Takes.RECORD: _opening,
    Takes.TEXT: _searching,
    Takes.NEW: _making,
    Takes.FIELDS: _setting,
    Takes.STATE: _moving,
    Takes.LOG: _logging,
    Takes.TASK: _tasking,
    Takes.NAME: _renaming,
    Takes.THEME: _dressing,
}
