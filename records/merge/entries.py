"""Conflicts as data: what a merge could not decide, kept in the record until a person decides.

An entry names the field, what it was, the value that stays for now and the other one, with who wrote each and when. Its
id is a hash of what was in conflict, so two people who merge the same pair write the same bytes. Taking the entry away is
how a conflict is settled; like any edit it travels with the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from .decisions import MISSING, Value, canonical

_JSON = "json"

Dispute = tuple[str, str, str, frozenset[str]]
"""What a conflict is about: its kind, the field, and the two values whichever of them stands."""


class ConflictKind(StrEnum):
    """What is in conflict."""

    FIELD = "field"
    """Two values of one field."""
    DELETED = "deleted"
    """One side removed the record, the other changed it: it stays."""
    UNREADABLE = "unreadable"
    """One side's file could not be read: the other's stays, this one is in history."""
    LOST = "lost"
    """A merge made without Cartera dropped a value; without a field: the record, which is back."""
    DOUBLED = "doubled"
    """A merge made without Cartera left this file beside that of the same record; ``other`` is the record's id."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who wrote a value, and when."""

    who: str = ""
    """The name on the commit; empty where it is not known."""
    at: str = ""
    """ISO 8601 with offset; empty where it is not known."""

    @property
    def moment(self) -> datetime | None:
        """When it was written; None where that is not known."""
        try:
            moment = datetime.fromisoformat(self.at)
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """One conflict of a record."""

    field: str
    """The dotted field path; ``body`` for the text; empty where the whole record is meant."""
    base: Value
    """What both began with; of a whole record, the blob that was deleted, dropped or left twice."""
    kept: Value
    """What stands in the record for now."""
    other: Value
    """What does not; of an unreadable side, the blob that holds it."""
    kept_credit: Credit = Credit()
    """Who wrote what stands."""
    other_credit: Credit = Credit()
    """Who wrote the other."""
    kind: ConflictKind = ConflictKind.FIELD
    """What is in conflict."""
    known_id: str = ""
    """The id an entry was read with; empty for a new one."""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits, the same for the same conflict in every clone."""
        if self.known_id:
            return self.known_id
        values = sorted((canonical(self.kept), canonical(self.other)))
        told = json.dumps([self.kind.value, self.field, canonical(self.base), *values], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def is_of_presence(self) -> bool:
        """Whether it asks if the record should be there at all."""
        return not self.field and self.kind is not ConflictKind.UNREADABLE

    @property
    def dispute(self) -> Dispute:
        """What it is about; each about a whole record is one of its own, as somebody may have settled an earlier one."""
        base = "" if self.field else canonical(self.base)
        values = () if self.is_of_presence else (self.kept, self.other)
        return self.kind.value, self.field, base, frozenset(map(canonical, values))

    def tree(self) -> dict[str, Tree]:
        """Return the entry as it stands in the record."""
        values = {"base": self.base, "kept": self.kept, "other": self.other}
        is_plain = all(value is MISSING or value is None or isinstance(value, str) for value in values.values())
        tree: dict[str, Tree] = {"id": self.id}
        if self.kind is not ConflictKind.FIELD:
            tree["kind"] = self.kind.value
        if self.field:
            tree["field"] = self.field
        if not is_plain:
            tree["form"] = _JSON
        for name, value in values.items():
            if value is not MISSING:
                tree[name] = value if is_plain else canonical(value)
            credit = self.kept_credit if name == "kept" else self.other_credit
            if name != "base":
                tree |= {key: text for key, text in ((f"{name}_by", credit.who), (f"{name}_at", credit.at)) if text}
        return tree


def read_entry(tree: Tree) -> ConflictEntry | None:
    """Return the conflict an entry tells of; None where somebody wrote something else there."""
    if not isinstance(tree, dict) or not isinstance(tree.get("id"), str):
        return None
    is_json = tree.get("form") == _JSON
    base, kept, other = (_value(tree, name, is_json=is_json) for name in ("base", "kept", "other"))
    kind = tree.get("kind")
    return ConflictEntry(
        _text(tree, "field"),
        base,
        kept,
        other,
        Credit(_text(tree, "kept_by"), _text(tree, "kept_at")),
        Credit(_text(tree, "other_by"), _text(tree, "other_at")),
        ConflictKind(kind) if kind in set(ConflictKind) else ConflictKind.FIELD,
        _text(tree, "id"),
    )


def read_entries(tree: Tree) -> list[ConflictEntry]:
    """Return the conflicts in a record's list of them."""
    return [entry for each in tree if (entry := read_entry(each))] if isinstance(tree, list) else []


def merge_entries(base: Tree, ours: Tree, theirs: Tree) -> list[Tree]:
    """Return the entries after a merge: what either side settled goes, what either added stays.

    They are told apart by what they are about and not by id: two clones may come upon one conflict by ways that began with
    different values, and who settles it settles it for both.
    """
    before, one, other = (_by_dispute(version) for version in (base, ours, theirs))
    kept = [
        max(one.get(key), other.get(key), key=lambda each: canonical(MISSING if each is None else each))
        for key in dict.fromkeys((*one, *other))
        if key not in before or (key in one and key in other)
    ]
    return sorted(kept, key=_rank)


def new_entries(present: Tree, found: Sequence[ConflictEntry]) -> list[ConflictEntry]:
    """Return which conflicts a record does not list yet."""
    told = _by_dispute(present)
    return [entry for entry in found if entry.dispute not in told]


def add_entries(present: Tree, new: Sequence[ConflictEntry]) -> list[Tree]:
    """Return a record's entries with new ones, each conflict once."""
    fresh = [entry.tree() for entry in new_entries(present, new)]
    return sorted(_by_dispute([*_by_dispute(present).values(), *fresh]).values(), key=_rank)


def drop_entries(present: Tree, gone: frozenset[Dispute]) -> Tree:
    """Return a record's entries but for some conflicts."""
    return sorted((entry for key, entry in _by_dispute(present).items() if key not in gone), key=_rank)


def fields_decided(base: Tree, side: Tree) -> frozenset[str]:
    """Return the fields whose conflicts one side has settled since ``base``."""
    if not base:
        return frozenset()
    left = {entry.dispute for entry in read_entries(side)}
    return frozenset(entry.field for entry in read_entries(base) if entry.dispute not in left)


def _by_dispute(entries: Tree) -> dict[Dispute | str, Tree]:
    found: dict[Dispute | str, Tree] = {}
    for each in sorted(entries if isinstance(entries, list) else [], key=_rank):
        entry = read_entry(each)
        found.setdefault(canonical(each) if entry is None else entry.dispute, each)
    return found


def _rank(entry: Tree) -> str:
    return str(entry["id"]) if isinstance(entry, dict) and entry.get("id") else canonical(entry)


def _value(tree: dict[str, Tree], name: str, *, is_json: bool) -> Value:
    if name not in tree:
        return MISSING
    value = tree[name]
    if not is_json or not isinstance(value, str):
        return value
    try:
        decoded: Tree = json.loads(value)
    except ValueError:
        return value
    return decoded


def _text(tree: dict[str, Tree], name: str) -> str:
    value = tree.get(name)
    return value if isinstance(value, str) else ""
