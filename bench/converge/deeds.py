"""What people do to a book all day, chosen at random: each deed is a plan that the book carries out.

Everything written is told apart by who wrote it and when in the run, so that no two people write the same by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from ...records.book import Book
from ...records.files.edits import Append, Drop, Edit, Put, PutBody
from ...records.plan import Plan
from ...records.sync.inbox import Choice, list_conflicts
from ...records.sync.resolving import plan_resolution
from ...schema.record import Record
from ...schema.tree import Tree
from .first_book import HOT

FIELDS: Mapping[str, tuple[str, ...]] = {
    "client": ("city", "address", "legal_name"),
    "opportunity": ("next_step", "strategy", "title"),
    "proposal": ("title", "owner"),
    "task": ("title", "result", "origin"),
}
"""What can be written into a record of each type without asking what it means."""
_EVEN = 0.7
STAGES = ("upcoming", "contacted", "offered", "agreed")


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed, ready to be done."""

    kind: str
    """What it is."""
    uid: str
    """The record it is about."""
    field: str
    """What of the record it changes."""
    token: str
    """What the change can be found by; empty where something goes."""
    plan: Plan


class NothingToDo(Exception):
    """There is no record for this deed now."""


def uid_of(record: Record) -> str:
    """Return what tells a record whatever it is called."""
    ext = record.tree.get("ext")
    return str(ext.get("uid", "")) if isinstance(ext, dict) else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a deed is chosen."""

    book: Book
    random: Random
    heat: float = 0.5
    """How often it is about one of the few records that everybody works on; where that is nearly always, each kind of
    deed is as frequent as any other."""

    def choose_deed(self, token: str) -> Deed:
        """Return a random deed that writes ``token``. Raises ``NothingToDo``, or what the book refuses."""
        kinds = list(_DEEDS)
        kind = self.random.choices(kinds, [1 if self.heat > _EVEN else _DEEDS[each][0] for each in kinds])[0]
        return _DEEDS[kind][1](self, token)

    def pick(self, types: tuple[str, ...] = tuple(FIELDS), *, is_hot: bool | None = None) -> Record:
        """Return a record of one of the types."""
        if is_hot is None:
            is_hot = self.random.random() < self.heat
        found = [each for each in self.book.snapshot().records.values() if each.type in types and uid_of(each)]
        fitting = [each for each in found if (uid_of(each) in HOT) == is_hot] or ([] if is_hot is False else found)
        if not fitting:
            raise NothingToDo
        return self.random.choice(sorted(fitting, key=lambda each: each.path))

    def edit(self, record: Record, kind: str, field: str, token: str, *edits: Edit) -> Deed:
        """Return the deed of some edits."""
        return Deed(kind, uid_of(record), field, token, self.book.edit(record, edits))


def _write_field(desk: Desk, token: str) -> Deed:
    record = desk.pick()
    field = desk.random.choice(FIELDS[record.type])
    return desk.edit(record, "field", field, token, Put((field,), token))


def _drop_field(desk: Desk, _token: str) -> Deed:
    record = desk.pick(("client", "task"))
    there = [each for each in FIELDS[record.type] if each != "title" and each in record.tree]
    if not there:
        raise NothingToDo
    field = desk.random.choice(there)
    return desk.edit(record, "field dropped", field, "", Drop((field,)))


def _tag(desk: Desk, token: str) -> Deed:
    record = desk.pick()
    tags = _list(record, "tags")
    if tags and desk.random.random() < 0.3:
        return desk.edit(record, "tag dropped", "tags", "", Drop(("tags", desk.random.randrange(len(tags)))))
    return desk.edit(record, "tag", "tags", token, Append(("tags",), token))


def _line(desk: Desk, token: str) -> Deed:
    record = desk.pick(("proposal",))
    lines = _list(record, "lines")
    chance = desk.random.random()
    if not lines or chance < 0.25:
        new: dict[str, Tree] = {"key": token, "text": token, "qty": "1", "unit_price": "5.00 EUR"}
        return desk.edit(record, "line", "lines", token, Append(("lines",), new))
    at = desk.random.randrange(len(lines))
    if chance < 0.4:
        return desk.edit(record, "line dropped", "lines", "", Drop(("lines", at)))
    return desk.edit(record, "line", "lines", token, Put(("lines", at, "text"), token))


def _body(desk: Desk, token: str) -> Deed:
    record = desk.pick()
    paragraphs = record.body.strip("\n").split("\n\n") if record.body.strip() else []
    chance, at = desk.random.random(), desk.random.randrange(len(paragraphs) + 1)
    kind = "paragraph"
    if not paragraphs or chance < 0.35:
        paragraphs.insert(len(paragraphs) if chance < 0.2 else at, f"{token} is new")
    else:
        at = min(at, len(paragraphs) - 1)
        if chance < 0.45:
            kind, token = "paragraph dropped", ""
            del paragraphs[at]
        else:
            paragraphs[at] = f"{paragraphs[at].split()[0]} now {token}"
    text = "".join(f"{each}\n\n" for each in paragraphs)
    return desk.edit(record, kind, "body", token, PutBody(text))


def _stage(desk: Desk, _token: str) -> Deed:
    record = desk.pick(("opportunity",))
    now = record.text("stage")
    stage = desk.random.choice([each for each in STAGES if each != now])
    return Deed("stage", uid_of(record), "stage", stage, desk.book.move(record, stage))


def _create(desk: Desk, token: str) -> Deed:
    client = desk.pick(("client",), is_hot=desk.random.random() < 0.3)
    fields: dict[str, Tree] = {"title": token, "ext": {"uid": token}}
    plan = desk.book.new("task", fields, client=client.name, name=token, body=f"{token}-p1 begins\n\n")
    return Deed("create", token, "title", token, plan)


def _create_by_rule(desk: Desk, _token: str) -> Deed:
    """Create what a rule creates in every clone: one task, whoever is first."""
    uid = f"weekly-{desk.random.randrange(40)}"
    if any(uid_of(each) == uid for each in desk.book.snapshot().records.values()):
        raise NothingToDo
    fields: dict[str, Tree] = {"title": uid, "ext": {"uid": uid}}
    client = next((each for each in desk.book.snapshot().of_type("client") if uid_of(each) == "acme"), None)
    if client is None:
        raise NothingToDo
    plan = desk.book.new("task", fields, client=client.name, name=uid)
    change = replace(plan.changes[0], path=f"clients/{client.name}/tasks/{uid}.md")
    return Deed("create by rule", uid, "title", uid, replace(plan, changes=(change,)))


def _delete(desk: Desk, _token: str) -> Deed:
    record = desk.pick(("task",), is_hot=desk.random.random() < 0.1)
    return Deed("delete", uid_of(record), "", "", desk.book.remove(record))


def _rename(desk: Desk, token: str) -> Deed:
    record = desk.pick(desk.random.choice([("task",), ("task", "opportunity"), ("client",)]))
    return Deed("rename", uid_of(record), "@name", token, desk.book.rename(record, token))


def _settle(desk: Desk, _token: str) -> Deed:
    waiting = list_conflicts(desk.book.snapshot().records.values())
    if not waiting:
        raise NothingToDo
    conflict = desk.random.choice(waiting)
    choices = [each for each in conflict.choices if each is not Choice.BOTH]  # a paragraph's first word tells it apart
    choice = desk.random.choice(choices)
    return Deed("settle", uid_of(conflict.record), "", "", plan_resolution(desk.book, conflict, choice))


_DEEDS: Mapping[str, tuple[int, Callable[[Desk, str], Deed]]] = {
    "field": (24, _write_field),
    "field dropped": (2, _drop_field),
    "tag": (10, _tag),
    "line": (8, _line),
    "body": (14, _body),
    "stage": (6, _stage),
    "create": (12, _create),
    "create by rule": (3, _create_by_rule),
    "delete": (5, _delete),
    "rename": (5, _rename),
    "settle": (6, _settle),
}
"""By kind: how often, and what."""


def _list(record: Record, field: str) -> list[Tree]:
    found = record.tree.get(field)
    return found if isinstance(found, list) else []
