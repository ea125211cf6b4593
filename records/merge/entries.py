"""Conflicts as data: what a merge could not decide, kept in the record until a person decides.

An entry names the field, what it was, the value that stays for now and the other one, with who wrote each and when. Its
id is a hash of what was in conflict, so two people who merge the same pair write the same bytes. Taking the entry away is
how a conflict is settled; like any edit it travels with the record.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from .decisions import MISSING, Value, canonical

_JSON = "json"


class ConflictKind(StrEnum):
    """What is in conflict."""

    FIELD = "field"
    """Two values of one field."""
    DELETED = "deleted"
    """One side removed the record, the other changed it: it stays."""
    UNREADABLE = "unreadable"
    """One side's file could not be read: the other's stays, this one is in history."""
    LOST = "lost"
    """A merge made without Cartera dropped a value."""


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
    """What both began with."""
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
    """Return the entries after a merge, by id: what either side settled goes, what either added stays."""
    before, one, other = (_by_id(version) for version in (base, ours, theirs))
    kept = {
        key: max(one.get(key), other.get(key), key=lambda each: canonical(MISSING if each is None else each))
        for key in [*one, *other]
        if key not in before or (key in one and key in other)
    }
    return _each_once(kept)


def add_entries(present: Tree, new: list[ConflictEntry]) -> list[Tree]:
    """Return a record's entries with new ones, by id."""
    known = _by_id(present)
    told = {_dispute(entry) for entry in read_entries(present)}
    return _each_once({**{entry.id: entry.tree() for entry in new if _dispute(entry) not in told}, **known})


def fields_decided(base: Tree, side: Tree) -> frozenset[str]:
    """Return the fields whose conflicts one side has settled since ``base``."""
    if not base:
        return frozenset()
    left = _by_id(side)
    return frozenset(entry.field for entry in read_entries(base) if entry.id not in left)


def _each_once(entries: dict[str, Tree]) -> list[Tree]:
    """Return entries by id, and of those that are about the same two values of one field only the first.

    Two clones may come upon one conflict by ways that began with different values.
    """
    found: dict[object, Tree] = {}
    for key in sorted(entries):
        entry = read_entry(entries[key])
        found.setdefault(key if entry is None else _dispute(entry), entries[key])
    return list(found.values())


def _dispute(entry: ConflictEntry) -> tuple[str, str, str, frozenset[str]]:
    """Return what a conflict is about; each deletion is one of its own, as somebody may have settled an earlier one."""
    base = canonical(entry.base) if entry.kind is ConflictKind.DELETED else ""
    return entry.kind.value, entry.field, base, frozenset((canonical(entry.kept), canonical(entry.other)))


def _by_id(entries: Tree) -> dict[str, Tree]:
    found = entries if isinstance(entries, list) else []
    return {str(each["id"]) if isinstance(each, dict) and each.get("id") else canonical(each): each for each in found}


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
