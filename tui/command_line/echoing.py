"""What a line was understood to ask for, in one line under it: nothing is done that was not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...records.assignments import Assignment, edits_of
from ...records.files.edits import PutBody, edited
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.field import Field
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.tree import Tree, dotted
from ..actions import key_name
from ..presentation.values import Reader, show_linked
from .ground import CommandGround
from .orders import (
    Act,
    FilterList,
    MakeLog,
    MakeRecord,
    MoveTo,
    OpenRecord,
    Order,
    Rename,
    SetFields,
    ShowList,
    SortList,
)


def echo_of(order: Order, ground: CommandGround) -> str:
    """Return what ``order`` will do, as clean text."""
    words, language = ground.language.gettext, ground.language
    match order:
        case Act(action):
            found = ground.table.by_id[action]
            keys = ", ".join(map(key_name, found.keys))
            text = found.title.text(language)
            text = words("{what} (key: {keys})").format(what=text, keys=keys) if keys else text
        case ShowList(name, query):
            plural = language.choose(ground.snapshot.schema.types[name].plural)
            text = (
                words("Lists {types}").format(types=plural)
                if not query
                else words("Lists {types} that fit").format(types=plural)
            )
        case FilterList() | SortList():
            text = words("This list")
        case OpenRecord():
            text = words("Opens the record")
        case SetFields(record, assignments):
            text = f"{record.title}: {_changes(record, assignments, ground)}"
        case MoveTo():
            text = _move(order, ground)
        case MakeRecord():
            text = _new(order, ground)
        case MakeLog(draft):
            text = " → ".join(
                filter(None, (_with_whom(draft.client, draft.contacts), draft.line.text, draft.line.next_step))
            )
        case Rename(record, name):
            text = f"{record.name} → {name}"
        case _:
            text = ""
    return clean(text)


def _with_whom(client: Record | None, contacts: Sequence[Record]) -> str:
    return ", ".join(each.title for each in (*contacts, client) if each is not None)


def _move(order: MoveTo, ground: CommandGround) -> str:
    record_type = ground.snapshot.type_of(order.record)
    flow, present = record_type.flow_of(order.record), record_type.state_of(order.record)
    before = ground.language.choose(present.label) if present else "?"
    after = ground.language.choose(flow.states[order.state].label) if flow else order.state
    given = _changes(order.record, order.assignments, ground)
    return f"{order.record.title}: {before} → {after}" + (f"; {given}" if given else "")


def _new(order: MakeRecord, ground: CommandGround) -> str:
    record_type = ground.snapshot.schema.types[order.type]
    client = ground.snapshot.client_of(order.near) if order.near else None
    whose = order.client or (client.title if client and "client" in record_type.layout.homes else "")
    blank = Record("new.md", order.type, {}, "", "")
    what = ground.language.gettext("New: {type}").format(type=ground.language.choose(record_type.label))
    return ", ".join(filter(None, (what, whose, _changes(blank, order.assignments, ground))))


def _changes(record: Record, assignments: Sequence[Assignment], ground: CommandGround) -> str:
    """Return each field with its value before and after, as the reader says them."""
    record_type = ground.snapshot.schema.types[record.type]
    tree: Mapping[str, Tree] = record.tree
    for each in assignments:
        for edit in edits_of(each, tree, ground.desk, _believe):
            if not isinstance(edit, PutBody):
                tree = edited(dict(tree), edit)
    after = replace(record, tree=tree)
    said = []
    for name in dict.fromkeys(str(each.path[0]) for each in assignments if each.field is not None):
        field = record_type.by_name[name]
        new, label = _shown(after, field, record_type, ground), ground.language.choose(field.label)
        old = _shown(record, field, record_type, ground) if record.tree else ""
        said.append(f"{label}: {old} → {new}" if old else f"{label}: {new}")
    said += [dotted(each.path) for each in assignments if each.field is None]
    return "; ".join(said)


def _shown(record: Record, field: Field, record_type: RecordType, ground: CommandGround) -> str:
    moment = ground.desk.moment
    value = record_type.value(record, field.name)
    if value is None:
        return record.text(field.name) or "–"
    reader = Reader(ground.language, moment.today, moment.now.tzinfo)
    return show_linked(ground.snapshot, record, field, value, reader)


def _believe(_field: Field, text: str) -> str:
    return text
