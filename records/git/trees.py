"""Trees: the folders of a commit, changed path by path without reading what lies beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...schema.dataclass import dataclass

FILE = "100644"
FOLDER = "40000"
_PLAIN_FILES = (FILE, "100755")

ReadAll = Callable[[Iterable[str]], dict[str, bytes]]
"""Takes ids of trees and returns what they hold, as far as they are here."""
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


_New = str | TreeEntry | None
"""What a path shall hold: a blob, a whole entry, or nothing."""


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


def find_in_tree(tree: str | None, paths: Iterable[str], read: Read) -> dict[str, TreeEntry | None]:
    """Return the entry at each of ``paths``, None where there is none; each folder on the way is read once."""
    found: dict[str, TreeEntry | None] = dict.fromkeys(paths)
    wanted = {path: _parts(path) for path in found}
    _look(TreeEntry(FOLDER, tree) if tree else None, wanted, read, found)
    return found


def read_folders(tree: str, paths: Iterable[str], read_all: ReadAll) -> dict[str, bytes]:
    """Return what the folders on the way to ``paths`` hold, by id; all that lie equally deep are asked for at once."""
    found: dict[str, bytes] = {}
    level: dict[str, list[_Parts]] = {tree: [_parts(path) for path in paths]}
    while level:
        contents = read_all(level)
        found |= contents
        deeper: dict[str, list[_Parts]] = {}
        for name, wanted in level.items():
            entries = parse_tree(contents[name]) if name in contents else {}
            for first, *rest in wanted:
                entry = entries.get(first) if rest else None
                if entry is not None and entry.mode == FOLDER:
                    deeper.setdefault(entry.id, []).append(tuple(rest))
        level = deeper
    return found


def change_tree(tree: str | None, blobs: Mapping[str, str | TreeEntry | None], read: Read, write: Write) -> str:
    """Return the id of ``tree`` with ``blobs`` (path → blob id, or a whole entry; None to remove).

    Only the folders on the way are read and written. A file given by its blob keeps its mode, and a folder left empty
    goes.
    """
    changes = {_parts(path): blob for path, blob in blobs.items()}
    return _change(tree, changes, read, write) or write(b"")


def _parts(path: str) -> _Parts:
    return tuple(path.encode("utf-8", "surrogateescape").split(b"/"))


def _look(
    entry: TreeEntry | None, wanted: Mapping[str, _Parts], read: Read, found: dict[str, TreeEntry | None]
) -> None:
    if entry is None or entry.mode != FOLDER:
        return
    entries = parse_tree(read(entry.id))
    folders: dict[bytes, dict[str, _Parts]] = {}
    for path, (name, *rest) in wanted.items():
        if rest:
            folders.setdefault(name, {})[path] = tuple(rest)
        else:
            found[path] = entries.get(name)
    for name, deeper in folders.items():
        _look(entries.get(name), deeper, read, found)


def _change(tree: str | None, changes: Mapping[_Parts, _New], read: Read, write: Write) -> str | None:
    """Return the id of the changed folder; None where nothing is left in it."""
    entries = parse_tree(read(tree)) if tree else {}
    folders: dict[bytes, dict[_Parts, _New]] = {}
    for (name, *rest), blob in changes.items():
        if rest:
            folders.setdefault(name, {})[tuple(rest)] = blob
        else:
            _change_file(entries, name, blob)
    for name, deeper in folders.items():
        _change_folder(entries, name, deeper, read, write)
    return write(format_tree(entries)) if entries else None


def _change_file(entries: dict[bytes, TreeEntry], name: bytes, blob: _New) -> None:
    before = entries.get(name)
    if isinstance(blob, TreeEntry):
        entries[name] = blob
    elif blob is not None:
        entries[name] = TreeEntry(before.mode if before and before.mode in _PLAIN_FILES else FILE, blob)
    elif before is not None and before.mode != FOLDER:
        del entries[name]


def _change_folder(
    entries: dict[bytes, TreeEntry], name: bytes, changes: Mapping[_Parts, _New], read: Read, write: Write
) -> None:
    """Change one folder; a file of its name gives way only where something is put in."""
    before = entries.get(name)
    is_folder = before is not None and before.mode == FOLDER
    if before is not None and not is_folder and all(blob is None for blob in changes.values()):
        return
    after = _change(before.id if before and is_folder else None, changes, read, write)
    if after is None:
        entries.pop(name, None)
    else:
        entries[name] = TreeEntry(FOLDER, after)
