"""The folder a record names: a client's or a person's, which goes where its record goes, with all that lies in it."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from ..schema.errors import Refused
from ..schema.record import Record
from ..schema.sentences import sentence
from .absent import read_absent, word_to_hold
from .files.atomic import blob_id, read_file
from .files.mistakes import told
from .git.mistakes import GitFailed
from .git.run import Git
from .plan import RecordChange
from .planning import plan_removal
from .saving.writes import FileWrite
from .snapshot import Snapshot

_NAMED = 5
"""Files a refusal names one by one."""


class FolderTaken(Refused):
    """The folder a record would name holds files already."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("There is already a folder {folder}, and it is not empty.", folder=folder),
            sentence("Choose another name, or move what lies in it."),
        )


class PartOnly(Refused):
    """A sparse clone holds only some of what would go along."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("This clone holds only a part of {folder}, so it cannot go along as a whole.", folder=folder),
            sentence("Get the rest first: cartera hold {client}", client=word_to_hold(folder)),
        )


class LinkInside(Refused):
    """Something in the folder is no ordinary file, so it cannot go along."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            sentence("Symlinks and special files cannot go along with their folder: {paths}.", paths=_listed(paths)),
            sentence("Move or delete them first."),
        )


class IgnoredInside(Refused):
    """Git ignores something in the folder, so history would neither take it along nor bring it back."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            sentence("Git ignores files in the folder, so they cannot go along: {paths}.", paths=_listed(paths)),
            sentence("Move or delete them first."),
        )


class UncommittedInside(Refused):
    """Something in the folder is not in history as it is now, so no undo could bring it back."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            sentence(
                "Not in history as they are now, so undo could not bring them back: {paths}.", paths=_listed(paths)
            ),
            sentence("Put them into history with “git add” and “git commit”, or move or delete them first."),
        )


def folder_of(record: Record) -> str | None:
    """Return the folder, without a final slash, whose name is the record's; None where the file itself is named."""
    return None if record.id.rpartition("/")[2] == record.name else record.path.rpartition("/")[0]


def records_inside(snapshot: Snapshot, record: Record) -> list[Record]:
    """Return the records that go where ``record`` goes: itself, or everything in the folder it names."""
    folder = folder_of(record)
    return [record] if folder is None else [each for each in snapshot if each.path.startswith(f"{folder}/")]


def check_free(root: Path, folder: str) -> None:
    """Raise ``FolderTaken`` where anything but empty folders stands at ``folder``."""
    place = root / folder
    if place.is_symlink() or (place.exists() and not place.is_dir()) or next(_entries(root, folder), None) is not None:
        raise FolderTaken(folder)


def check_new(root: Path, record: Record) -> None:
    """Raise ``FolderTaken`` where a new record would take over a folder that others filled.

    Its own file standing there already is another mistake, which the save tells.
    """
    folder = folder_of(record)
    if folder is not None and not os.path.lexists(root / record.path):
        check_free(root, folder)


def other_files(root: Path, record: Record, known: Container[str] = ()) -> list[str]:
    """Return the paths of the files in the folder that ``record`` names, but for those in ``known``, sorted.

    Raises:
        PartOnly: a sparse clone left out some of it.
        LinkInside: something there is no ordinary file.
        IgnoredInside: git ignores something there.

    """
    folder = folder_of(record)
    if folder is None:
        return []
    if read_absent(root).are_below(folder):
        raise PartOnly(folder)
    found = sorted(_entries(root, folder))
    special = [each for each in found if (root / each).is_symlink() or not (root / each).is_file()]
    if special:
        raise LinkInside(special)
    ignored = _ignored(root, found)
    if ignored:
        raise IgnoredInside(ignored)
    return [each for each in found if each not in known]


def plan_contents(snapshot: Snapshot, root: Path, record: Record) -> tuple[list[RecordChange], list[FileWrite]]:
    """Return the removal of everything that goes with ``record``: the records, and the files that are none.

    Raises:
        LinkInside: something there is no ordinary file.
        IgnoredInside: git ignores something there.
        UncommittedInside: something there is not in history as it is now.
        EditConflict: somebody else changed one of the records since it was read.

    """
    changes = [plan_removal(root, each) for each in records_inside(snapshot, record)]
    files = other_files(root, record, {each.path for each in changes})
    carried = [FileWrite(each, None, blob_id(read_file(root, each))) for each in files]
    blobs = {each.path: each.expected for each in changes} | {each.path: each.expected for each in carried}
    unkept = [path for path, kept in zip(blobs, _committed(root, blobs), strict=True) if blobs[path] != kept]
    if unkept:
        raise UncommittedInside(unkept)
    return changes, carried


def _entries(root: Path, folder: str) -> Iterator[str]:
    """Yield the paths of everything in a folder that is no folder; of nothing where there is no folder."""
    if not (root / folder).is_dir():
        return
    with told(folder, writing=False):
        for place, folders, files in os.walk(root / folder, onerror=_fail):
            here = Path(place)
            links = (each for each in folders if (here / each).is_symlink())
            for name in (*files, *links):
                yield (here / name).relative_to(root).as_posix()


def _fail(error: OSError) -> NoReturn:
    raise error


def _ignored(root: Path, paths: Sequence[str]) -> list[str]:
    """Return those of ``paths`` that git ignores and does not hold."""
    if not paths:
        return []
    asked = "".join(f"{each}\0" for each in paths)
    literal_not_known = {"GIT_LITERAL_PATHSPECS": "0"}  # check-ignore takes paths, and refuses to be told so
    answer = Git(root).ask("check-ignore", "--stdin", "-z", stdin=os.fsencode(asked), extra=literal_not_known)
    if answer.code > 1:
        raise GitFailed("check-ignore", answer.words)
    return [os.fsdecode(each) for each in answer.out.split(b"\0") if each]


def _committed(root: Path, paths: Iterable[str]) -> list[str]:
    """Return for each path the blob id the last commit has there, or words that are none."""
    asked = "".join(f"HEAD:./{each}\n" for each in paths)
    found = Git(root).run("cat-file", "--batch-check=%(objectname)", stdin=os.fsencode(asked))
    return os.fsdecode(found).splitlines()


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(paths[:_NAMED]) + (" …" if len(paths) > _NAMED else "")
