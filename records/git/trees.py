"""Trees: the folders of a commit, changed path by path without reading what lies beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FILE = "100644"
FOLDER = "40000"
_PLAIN_FILES = (FILE, "100755")

Read = Callable[[str], bytes]
"""Returns what the tree of an id holds."""
Write = Callable[[bytes], str]
"""Takes what a tree holds and returns its id."""
_Parts = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One line of a tree."""

    mode: str
    """``100644``, ``100755``, ``40000`` (a folder), ``120000`` (a symlink) or ``160000`` (a submodule)."""
    id: str
    """The object it names."""


def parse_tree(content: bytes) -> dict[bytes, TreeEntry]:
    """Return the entries of a tree by name."""
    entries = {}
    position = 0
    while position < len(content):
        space = content.index(b" ", position)
        zero = content.index(b"\0", space)
        mode = content[position:space].decode("ascii")
        entries[content[space + 1 : zero]] = TreeEntry(mode, content[zero + 1 : zero + 21].hex())
        position = zero + 21
    return entries


def format_tree(entries: Mapping[bytes, TreeEntry]) -> bytes:
    """Return what a tree of ``entries`` holds; git orders folders as if their names ended in ``/``."""
    ordered = sorted(entries.items(), key=lambda item: item[0] + b"/" if item[1].mode == FOLDER else item[0])
    return b"".join(entry.mode.encode() + b" " + name + b"\0" + bytes.fromhex(entry.id) for name, entry in ordered)


def find_in_tree(tree: str | None, path: str, read: Read) -> TreeEntry | None:
    """Return the entry at ``path``, None where there is none."""
    entry = TreeEntry(FOLDER, tree) if tree else None
    for part in path.encode().split(b"/"):
        if entry is None or entry.mode != FOLDER:
            return None
        entry = parse_tree(read(entry.id)).get(part)
    return entry


@dataclass(slots=True)
class TreeChange:
    """Puts blobs into a tree and takes them out, reading and writing only the folders on the way."""

    read: Read
    """How a tree is read."""
    write: Write
    """Where a new tree goes."""
    entries: dict[str, TreeEntry | None] = field(default_factory=dict)
    """What stands at each changed path afterwards: what the user's index must be told. A file keeps its mode."""

    def apply(self, tree: str | None, blobs: Mapping[str, str | None]) -> str:
        """Return the id of ``tree`` with ``blobs`` (path → blob id, None to remove)."""
        changes = {tuple(path.encode().split(b"/")): blob for path, blob in blobs.items()}
        return self._change(tree, (), changes) or self.write(b"")

    def _change(self, tree: str | None, above: _Parts, changes: Mapping[_Parts, str | None]) -> str | None:
        """Return the id of the changed folder ``above``; None where nothing is left in it."""
        entries = parse_tree(self.read(tree)) if tree else {}
        folders: dict[bytes, dict[_Parts, str | None]] = {}
        for (name, *rest), blob in changes.items():
            if rest:
                folders.setdefault(name, {})[tuple(rest)] = blob
            else:
                self._change_file(entries, above, name, blob)
        for name, deeper in folders.items():
            self._change_folder(entries, above, name, deeper)
        return self.write(format_tree(entries)) if entries else None

    def _change_file(self, entries: dict[bytes, TreeEntry], above: _Parts, name: bytes, blob: str | None) -> None:
        before = entries.get(name)
        path = b"/".join((*above, name)).decode()
        if blob is not None:
            mode = before.mode if before and before.mode in _PLAIN_FILES else FILE
            entries[name] = self.entries[path] = TreeEntry(mode, blob)
        elif before is None or before.mode != FOLDER:
            entries.pop(name, None)
            self.entries[path] = None

    def _change_folder(
        self, entries: dict[bytes, TreeEntry], above: _Parts, name: bytes, changes: Mapping[_Parts, str | None]
    ) -> None:
        """Change one folder; a file of its name gives way only where something is put in."""
        before = entries.get(name)
        is_folder = before is not None and before.mode == FOLDER
        if before is not None and not is_folder and all(blob is None for blob in changes.values()):
            return
        after = self._change(before.id if before and is_folder else None, (*above, name), changes)
        if after is None:
            entries.pop(name, None)
        else:
            entries[name] = TreeEntry(FOLDER, after)
