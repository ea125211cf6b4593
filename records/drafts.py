"""Drafts: what was typed and not saved yet, as values that outlive the program.

A draft keeps what the record held when typing began, so that it can be merged with what the record holds later. What
was understood is kept as the file would say it, not in the typist's words: “friday” must not become another Friday.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from ..schema.dataclass import dataclass, field
from ..schema.tree import Path, Tree

_FORMAT = 1
_DIGITS = 12


class DraftKind(StrEnum):
    """What was being written."""

    EDIT = "edit"
    """Fields of a record."""
    NEW = "new"
    """A record that is not there yet."""
    MOVE = "move"
    """What a state asks for."""
    LINE = "line"
    """One typed line: a log, a note."""


@dataclass(frozen=True, slots=True)
class About:
    """What a draft is about; the same again means the same draft."""

    kind: DraftKind
    """What is being written."""
    record: str = ""
    """The path of the record edited or moved, or of the one a line was typed on; empty where there is none."""
    type: str = ""
    """The type of a new record."""
    client: str = ""
    """The client in whose folder a new record will lie."""
    word: str = ""
    """The state a record moves to; what a line is for."""

    @property
    def key(self) -> str:
        """A short name for files."""
        said = f"{self.kind}\0{self.record}\0{self.type}\0{self.client}\0{self.word}"
        return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One row that was typed into."""

    path: Path
    """Where its value stands."""
    text: str
    """The words typed."""
    tree: Tree
    """What they meant when they were typed; None where nothing was understood, or nothing was left."""


@dataclass(frozen=True, slots=True)
class DraftItems:
    """A list whose entries were touched."""

    path: Path
    """Where it stands."""
    items: tuple[tuple[Tree, int | None], ...]
    """Each entry, and its place in the record's list; None for a new one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not saved."""

    about: About
    """What it is."""
    title: str
    """What the record is called; empty for a new one without a title yet."""
    made: datetime
    """When the last key was kept; aware."""
    start: Mapping[str, Tree] = field(default_factory=dict)
    """The fields typing began on."""
    start_body: str = ""
    """The text below them then."""
    lines: tuple[DraftLine, ...] = ()
    """The rows typed into."""
    lists: tuple[DraftItems, ...] = ()
    """The lists touched."""
    body: str = ""
    """The text as it was left."""
    text: str = ""
    """The line that was being typed."""
    births: tuple[tuple[str, str], ...] = ()
    """Type and title of the records that are to be made with it."""


def pack_draft(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain values for a file of JSON."""
    about = draft.about
    return {
        "format": _FORMAT,
        "kind": about.kind.value,
        "record": about.record,
        "type": about.type,
        "client": about.client,
        "word": about.word,
        "title": draft.title,
        "made": draft.made.isoformat(),
        "start": draft.start,
        "start_body": draft.start_body,
        "lines": [[list(each.path), each.text, each.tree] for each in draft.lines],
        "lists": [[list(each.path), [list(item) for item in each.items]] for each in draft.lists],
        "body": draft.body,
        "text": draft.text,
        "births": [list(each) for each in draft.births],
    }


def unpack_draft(said: Any) -> Draft | None:
    """Return the draft a file says; None where it does not say one, or is of another version."""
    try:
        if said["format"] != _FORMAT:
            return None
        about = About(DraftKind(said["kind"]), *(_text(said[each]) for each in ("record", "type", "client", "word")))
        made = datetime.fromisoformat(said["made"])
        draft = Draft(
            about,
            _text(said["title"]),
            made,
            _map(said["start"]),
            _text(said["start_body"]),
            tuple(DraftLine(_path(path), _text(text), _tree(tree)) for path, text, tree in said["lines"]),
            tuple(DraftItems(_path(path), _items(items)) for path, items in said["lists"]),
            _text(said["body"]),
            _text(said["text"]),
            tuple((_text(kind), _text(title)) for kind, title in said["births"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return draft if made.tzinfo is not None else None


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return said


def _map(said: Any) -> dict[str, Tree]:
    tree = _tree(said)
    if not isinstance(tree, dict):
        raise TypeError(said)
    return tree


def _tree(said: Any) -> Tree:
    """Return ``said`` when it is a tree of texts, as records are."""
    if said is None or isinstance(said, str):
        return said
    if isinstance(said, list):
        return [_tree(each) for each in said]
    if isinstance(said, dict):
        return {_text(key): _tree(each) for key, each in said.items()}
    raise TypeError(said)


def _path(said: Any) -> Path:
    if not isinstance(said, list) or not said or any(type(step) not in {str, int} for step in said):
        raise TypeError(said)
    return tuple(said)


def _items(said: Any) -> tuple[tuple[Tree, int | None], ...]:
    items = []
    for tree, place in said:
        if place is not None and type(place) is not int:
            raise TypeError(place)
        items.append((_tree(tree), place))
    return tuple(items)
