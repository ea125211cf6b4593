"""Where each record of a commit lies, and what it is called: a record is told by its ``uid``, never by its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .reading import Read, Unreadable, read
from .repository import Objects

_CLIENT = "client.md"
NO_CLIENT = "no client"
"""What a home begins with that is in a folder without a client."""


@dataclass(frozen=True, slots=True)
class Place:
    """One record in one commit."""

    path: str
    """Its file."""
    blob: str
    """What the file holds."""


@dataclass(slots=True)
class State:
    """All records of one commit."""

    tree: str
    """Its root tree."""
    places: dict[str, Place] = field(default_factory=dict)
    """Each record by its uid."""
    uids: dict[str, str] = field(default_factory=dict)
    """Each record's uid by its path."""
    doubled: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By path: the uid of a record that lies elsewhere too, and its blob here."""
    broken: dict[str, str] = field(default_factory=dict)
    """What cannot be read, by path, and why."""


class Records:
    """Reads the records of commits, each version once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[str, Read | str] = {}

    def read(self, blob: str) -> Read | str:
        """Return what a version says, or why it cannot be read."""
        if blob not in self._known:
            try:
                self._known[blob] = read(self._objects.read_blob(blob))
            except (Unreadable, UnicodeDecodeError) as error:
                self._known[blob] = str(error)
        return self._known[blob]

    def follow(self, state: State | None, tree: str) -> State:
        """Return the records of a tree, knowing those of another one."""
        after = State(tree)
        if state is not None:
            after.places, after.uids = dict(state.places), dict(state.uids)
            after.broken, after.doubled = dict(state.broken), dict(state.doubled)
        changed = [
            each for each in self._objects.compare(state.tree if state else None, tree) if each[0].endswith(".md")
        ]
        for path, _ in changed:
            after.broken.pop(path, None)
            after.doubled.pop(path, None)
            uid = after.uids.pop(path, None)
            if uid is not None and uid in after.places and after.places[uid].path == path:
                del after.places[uid]
        for path, blob in changed:
            if blob is not None:
                self._place(path, blob, after)
        for path, (uid, blob) in list(after.doubled.items()):
            copy, first = Place(path, blob), after.places.get(uid)
            if first is None or self._rank(copy, after) > self._rank(first, after):
                del after.doubled[path]
                after.places[uid] = copy
                if first is not None:
                    after.doubled[first.path] = uid, first.blob
        return after

    def _place(self, path: str, blob: str, state: State) -> None:
        """Note what a file holds."""
        found = self.read(blob)
        if isinstance(found, str):
            state.broken[path] = found
            return
        state.uids[path] = found.uid
        if found.uid in state.places:
            state.doubled[path] = found.uid, blob
        else:
            state.places[found.uid] = Place(path, blob)

    def is_flagged(self, blob: str) -> bool:
        """Tell whether a version asks a person whether the record should be there at all."""
        found = self.read(blob)
        return isinstance(found, Read) and any(not each.field for each in found.open.values())

    def _rank(self, place: Place, state: State) -> tuple[bool, bool, int]:
        """Tell which of two copies is the record: whose client is there, that is not questioned, that was renamed last."""
        folder = "/".join(place.path.split("/")[:2])
        found = self.read(place.blob)
        names = len(found.aliases) if isinstance(found, Read) else 0
        return f"{folder}/{_CLIENT}" in state.uids, not self.is_flagged(place.blob), names


def name_of(path: str) -> str:
    """Return what a record is called: its folder where that is named after it, else its file."""
    folder, _, file = path.rpartition("/")
    return folder.rpartition("/")[2] if file == _CLIENT else file.removesuffix(".md")


def home_of(path: str, state: State) -> str:
    """Return where a record belongs: the client (by its uid, whatever that is called) and the folder inside."""
    folder, _, file = path.rpartition("/")
    if file == _CLIENT:
        return folder.rpartition("/")[0]
    parts = folder.split("/")
    owner = state.uids.get("/".join((*parts[:2], _CLIENT)), f"{NO_CLIENT} {parts[1]}" if len(parts) > 1 else "")
    return "/".join((owner, *parts[2:]))


def client_of(home: str) -> str:
    """Return the client of where a record belongs."""
    return home.split("/", maxsplit=1)[0]


def changed_uids(before: State, after: State) -> set[str]:
    """Return the records that lie elsewhere or say something else, and those that came or went."""
    one: Mapping[str, Place] = before.places
    other: Mapping[str, Place] = after.places
    return {uid for uid in {*one, *other} if one.get(uid) != other.get(uid)}


def is_same(uid: str, one: State, other: State) -> bool:
    """Tell whether a record reads the same in two states."""
    return uid in one.places and uid in other.places and one.places[uid].blob == other.places[uid].blob


def is_between_halves(uid: str, before: State, after: State) -> bool:
    """Tell whether somebody moved a record between two folders that a foreign merge made of one client, which stays."""
    place, client = after.places[uid].path, client_of(home_of(after.places[uid].path, after))
    homes = [state.places[client].path for state in (before, after) if client in state.places]
    return place != before.places[uid].path and len(homes) > 1 and homes[0] == homes[1]
