"""Finding the record a text means: among those of the book and those the same import makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...schema.dataclass import dataclass
from ...schema.folding import fold
from ...schema.late_pattern import late
from ...schema.nearest import edit_distance, nearest
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..snapshot import Snapshot
from .findings import RowRefused
from .recipe import LinkRule

SHORT = 5
"""In words up to this long one slip is allowed, in longer ones two."""

_HOST = late(r"(?i)^(?:https?://)?(?:www\.)?([^/:?#]+)")


@dataclass(frozen=True, slots=True)
class Target:
    """A record that can be linked to."""

    type: str
    """Its type."""
    name: str
    """What links call it."""
    title: str
    """What people call it."""
    client: str | None
    """The client folder it lies in."""
    path: str
    """Its file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A target, and whether the text said something only near to it."""

    target: Target
    mended: bool = False


class Finder:
    """An index of targets by everything a recipe may find them by."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._loaded: set[str] = set()
        self._targets: defaultdict[tuple[str, str, str], dict[str, Target]] = defaultdict(dict)
        self._titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._near: dict[tuple[str, str], str | None] = {}
        self._meanings: dict[tuple[str, str], str | None] = {}

    def add(self, target: Target, system: str, key: str, tree: Mapping[str, Tree]) -> None:
        """Make a target of this import findable; it takes the place of what the book has at its path."""
        self._load(target.type)
        self._put(target, {system: key}, tree)

    def _put(self, target: Target, ext: Mapping[str, Tree], tree: Mapping[str, Tree]) -> None:
        self._titles[target.type][target.title] = None
        for by, text in _handles(target, ext, tree):
            self._targets[target.type, by, text][target.path] = target

    def find(self, column: str, text: str, rule: LinkRule, system: str, client: str | None) -> Found:
        """Return the one record that ``text`` means under ``rule``, one of the same ``client`` first.

        Raises:
            RowRefused: it means none, or several.

        """
        self._load(rule.type)
        for by in rule.by:
            found = self._pick(column, self._at(rule.type, by, text, system), text, client)
            if found:
                return Found(found)
        if rule.near and "title" in rule.by:
            meant = self._meant(rule.type, text)
            found = self._pick(column, self._at(rule.type, "title", meant, system), meant, client) if meant else None
            if found:
                return Found(found, mended=True)
        near = self._nearest(rule.type, text) if "title" in rule.by else None
        raise RowRefused(
            column,
            sentence("there is no {type} “{text}”.", type=self._snapshot.schema.types[rule.type].label, text=text),
            sentence("Did you mean “{near}”?", near=near) if near else None,
        )

    def record_with_key(self, type_name: str, system: str, key: str) -> Target | None:
        """Return the record of the book, or of this import, that has ``key`` as its id in ``system``."""
        self._load(type_name)
        found = self._targets.get((type_name, f"key:{system}", fold(key)))
        return next(iter(found.values())) if found else None

    def _at(self, type_name: str, by: str, text: str, system: str) -> list[Target]:
        handle = f"key:{system}" if by == "key" else by
        wanted = _host(text) if by == "domain" else fold(text)
        return list(self._targets.get((type_name, handle, wanted), {}).values())

    def _pick(self, column: str, found: list[Target], text: str, client: str | None) -> Target | None:
        if len(found) > 1:
            found = [each for each in found if each.client == client] or found
        if len(found) > 1:
            raise RowRefused(
                column,
                sentence("“{text}” may be {one} or {other}.", text=text, one=found[0].path, other=found[1].path),
                sentence("Find it in the recipe by something that only one has."),
            )
        return found[0] if found else None

    def _meant(self, type_name: str, text: str) -> str | None:
        """Return the one title that ``text`` can only be a slip of: a letter or two, and no other title as near."""
        key = (type_name, text)
        if key not in self._meanings:
            folded = fold(text)
            allowed = 1 if len(folded) <= SHORT else 2
            costs = [
                (edit_distance(folded, fold(title)), title)
                for title in self._titles[type_name]
                if abs(len(title) - len(text)) <= allowed
            ]
            near = sorted(each for each in costs if each[0] <= allowed)[:2]
            is_clear = len(near) == 1 or (len(near) == 2 and near[0][0] < near[1][0])
            self._meanings[key] = near[0][1] if is_clear else None
        return self._meanings[key]

    def _nearest(self, type_name: str, text: str) -> str | None:
        key = (type_name, text)
        if key not in self._near:
            self._near[key] = nearest(text, self._titles[type_name])
        return self._near[key]

    def _load(self, type_name: str) -> None:
        """Make the book's records of a type findable, once."""
        if type_name in self._loaded:
            return
        self._loaded.add(type_name)
        for record in self._snapshot.of_type(type_name):
            ext = record.tree.get("ext")
            self._put(target_of(record), ext if isinstance(ext, dict) else {}, record.tree)


def target_of(record: Record) -> Target:
    """Return a record of the book as a target."""
    return Target(record.type, record.name, record.title, record.client, record.path)


def _handles(target: Target, ext: Mapping[str, Tree], tree: Mapping[str, Tree]) -> Iterator[tuple[str, str]]:
    """Yield what a record can be found by."""
    yield "title", fold(target.title)
    yield "name", fold(target.name)
    for system, key in ext.items():
        if isinstance(key, str):
            yield f"key:{system}", fold(key)
    emails = tree.get("emails")
    for email in [*(emails if isinstance(emails, list) else []), tree.get("email")]:
        if isinstance(email, str) and email:
            yield "email", fold(email)
    website = tree.get("website")
    if isinstance(website, str) and website:
        yield "domain", _host(website)


def _host(text: str) -> str:
    found = _HOST.match(text.strip())
    return fold(found[1]) if found else fold(text)
