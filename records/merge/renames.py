"""Which files one side renamed, known from the alias a rename leaves in the record and never guessed from likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ...schema.dataclass import dataclass, field
from ...schema.problems import Problem
from ...schema.record import FOLDER_NAMED
from ...schema.tree import Tree
from ..files.edits import Append
from ..files.parse import read_text
from ..files.scan import is_record_path
from ..files.write import splice
from ..git.comparing import TreeChange

ALIASES = "aliases"
"""The field that tells what a record was called."""
ReadBlobs = Callable[[Iterable[str]], Mapping[str, bytes]]
"""Returns what blobs hold, by id."""


@dataclass(frozen=True, slots=True)
class Renames:
    """What one side calls otherwise than the common ancestor."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Old path → new path, of every file that changed its place."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Old folder → new folder, of clients and persons; what the other side puts into the old one belongs into the new."""

    def __bool__(self) -> bool:
        """Tell whether anything was renamed."""
        return bool(self.files)

    def find(self, path: str) -> str:
        """Return where the file at ``path`` lies now."""
        return self.files.get(path, move_into(path, self.folders))


def find_renames(changes: Mapping[str, TreeChange], read: ReadBlobs) -> Renames:
    """Return what was renamed among ``changes``: a record that came, where one of its aliases went."""
    gone = {path for path, change in changes.items() if change.after is None}
    made = [path for path, change in changes.items() if change.before is None and is_record_path(path)]
    if not gone or not made:
        return Renames()
    by_home: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for path in gone:
        home, name, ending = _home(path)
        by_home[home, ending][name] = path
    files = _match([path for path in made if names_folder(path)], by_home, {}, changes, read)
    folders = {old.rpartition("/")[0]: new.rpartition("/")[0] for old, new in files.items()}
    written = (path for path, change in changes.items() if change.after is not None and is_record_path(path))
    left = _left_behind((path for path in written if path not in files.values()), gone, changes, read)
    moved = {**left, **folders}
    back = {new: old for old, new in moved.items()}
    files |= _match([path for path in made if not names_folder(path)], by_home, back, changes, read)
    for old in gone:
        target = move_into(old, moved)
        if target != old and target in changes and changes[target].before is None:
            files.setdefault(old, target)
    return Renames(files, folders)


def _left_behind(
    written: Iterable[str], gone: Iterable[str], changes: Mapping[str, TreeChange], read: ReadBlobs
) -> dict[str, str]:
    """Return which folders files went from into another one that bears their name as an alias: old folder → new folder.

    A merge by plain git may leave a copy of the client in the old one; the files went all the same. Or it took the alias
    away, and they went when the auditor had given it back.
    """
    emptied = {path.rpartition("/")[0] for path in gone}
    emptied |= {folder.rpartition("/")[0] for folder in emptied}
    blobs = {path: after.id for path in written if names_folder(path) and (after := changes[path].after) is not None}
    contents = read(blobs.values())
    found: dict[str, str] = {}
    for path, blob in sorted(blobs.items()):
        folder = path.rpartition("/")[0]
        home = folder.rpartition("/")[0]
        old = next((f"{home}/{name}" for name in aliases_of(path, contents[blob]) if f"{home}/{name}" in emptied), None)
        if old is not None:
            found.setdefault(old, folder)
    return found


def _match(
    made: Iterable[str],
    by_home: Mapping[tuple[str, str], Mapping[str, str]],
    back: Mapping[str, str],
    changes: Mapping[str, TreeChange],
    read: ReadBlobs,
) -> dict[str, str]:
    """Return which of the files in ``by_home`` became which of ``made``; ``back`` leads renamed folders to their old names."""
    homes: dict[str, Mapping[str, str]] = {}
    for path in made:
        home, _, ending = _home(move_into(path, back))
        if (home, ending) in by_home:
            homes[path] = by_home[home, ending]
    blobs = {path: after.id for path in homes if (after := changes[path].after) is not None}
    contents = read(blobs.values())
    files: dict[str, str] = {}
    for path, blob in sorted(blobs.items()):
        aliases = aliases_of(path, contents[blob])
        old = next((homes[path][name] for name in aliases if name in homes[path]), None)
        if old is not None and old not in files:
            files[old] = path
    return files


def find_twins(
    made: Mapping[str, str], made_there: Mapping[str, str], changes: Mapping[str, TreeChange], read: ReadBlobs
) -> dict[str, str]:
    """Return which records the other side made under names that ours, made anew too, had before: landing → landing.

    A record that one side deleted and both brought back has no common ancestor, nor has what one rule made in two clones.
    The keys of ``made`` and ``made_there`` say where a file lies after the merge, the values where its side has it.
    """
    there = {landing for landing in made_there if landing not in made and not names_folder(landing)}
    homes = {(home, ending) for home, _, ending in map(_home, there)}
    asked = {}
    for landing, path in made.items():
        home, _, ending = _home(landing)
        after = changes[path].after
        if (home, ending) in homes and landing not in made_there and is_record_path(path) and after is not None:
            asked[landing] = after.id
    contents = read(asked.values())
    twins: dict[str, str] = {}
    for landing, blob in sorted(asked.items()):
        folder = landing.rpartition("/")[0]
        ending = landing.rpartition(".")[2]
        for name in aliases_of(landing, contents[blob]):
            if f"{folder}/{name}.{ending}" in there:
                twins.setdefault(f"{folder}/{name}.{ending}", landing)
                break
    return twins


def move_into(path: str, folders: Mapping[str, str]) -> str:
    """Return where ``path`` lies when the folders on its way are called by their new names."""
    parts = path.split("/", 2)
    if len(parts) < 3:
        return path
    folder = f"{parts[0]}/{parts[1]}"
    return f"{folders[folder]}/{parts[2]}" if folder in folders else path


def names_folder(path: str) -> bool:
    """Tell whether the record at ``path`` gives the folder it lies in its name."""
    return path.rpartition("/")[2].rpartition(".")[0] in FOLDER_NAMED


def name_in_path(path: str) -> str:
    """Return what links call the record at ``path``."""
    return _home(path)[1]


def former_paths(path: str, content: bytes, owner: bytes | None) -> set[str]:
    """Return every path at which a record may have lain: by each of its names, in the folder of each name of its ``owner``."""
    home, name, ending = _home(path)
    root, _, rest = home.partition("/")
    below = rest.partition("/")[2]
    called = aliases_of(path, owner) if owner is not None and below else ()
    homes = {home, *(f"{root}/{each}/{below}" for each in called)}
    return {f"{each}/{one}{ending}" for each in homes for one in (name, *aliases_of(path, content))}


def _home(path: str) -> tuple[str, str, str]:
    """Return the folder a record's name stands in, its name, and what follows the name."""
    folder, _, file = path.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    if stem in FOLDER_NAMED:
        home, _, name = folder.rpartition("/")
        return home, name, f"/{file}"
    return folder, stem, dot + ending


def aliases_of(path: str, content: bytes) -> list[str]:
    """Return the names that the record had, the last first."""
    document = read_text(content, path)
    aliases: Tree = [] if isinstance(document, Problem) else document.tree.get(ALIASES)
    return [each for each in reversed(aliases) if isinstance(each, str)] if isinstance(aliases, list) else []


def add_alias(path: str, content: bytes, name: str) -> bytes:
    """Return a record with one more name that it had; as it is where it has it already or cannot be read."""
    document = read_text(content, path)
    if isinstance(document, Problem) or name in aliases_of(path, content):
        return content
    return splice(content, path, [Append((ALIASES,), name)], tuple(document.tree))
