"""The merge driver: what git starts for each record that both sides of a plain ``git merge`` or ``git rebase`` changed.

It calls the same function as ``cartera sync`` and so gives the same bytes. It puts the whole result over git's temporary
file in one step, because git takes whatever is there when the driver ends well.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ...schema.late_pattern import late
from ..files.atomic import blob_id, write_file
from ..merge.coming_back import find_ancestor
from ..merge.decisions import Decision
from ..merge.entries import Credit
from ..merge.records import Credits, merge_record

if TYPE_CHECKING:
    from ..git.reading import ObjectReader
    from ..git.run import Git

_ABBREVIATED = late(r"(?:pick|p|edit|e|reword|r|fixup|f|squash|s) ([0-9a-f]{7,40})\b")


def main() -> NoReturn:
    """Merge the files that git names and leave with 0, or with 1 where a person must choose between two files."""
    base, ours, theirs, _marker_size, path = sys.argv[1:6]
    sys.exit(drive(Path.cwd(), base, ours, theirs, path))


def drive(root: Path, base: str, ours: str, theirs: str, path: str) -> int:
    """Merge three files below ``root`` (the versions of ``path``) into the one of ours; return the exit code.

    Where both sides changed a file that has no fields, ours stays as it is: git then reports a conflict without markers.
    """
    before, one, other = ((root / name).read_bytes() for name in (base, ours, theirs))
    ancestor = before or _recall(root, path, one, other)
    outcome = merge_record(path, ancestor, one, other, _credits(root, path, other))
    if outcome.copies or outcome.content is None:
        return 1
    write_file(root, ours, outcome.content)
    return 0


def _recall(root: Path, path: str, ours: bytes, theirs: bytes) -> bytes | None:
    """Return what two versions without a common ancestor come from; the repository is opened only where they tell it."""

    def read(blobs: Iterable[str]) -> Mapping[str, bytes]:
        from ..git.mistakes import ObjectMissing
        from ..git.reading import ObjectReader
        from ..git.run import Git

        try:
            return ObjectReader(Git(root)).read_blobs(blobs)
        except ObjectMissing:
            return {}

    return find_ancestor(path, ours, theirs, read)


def _credits(root: Path, path: str, theirs: bytes) -> Credits:
    """Return who is credited; history is opened with the first conflict, as most merges have none."""
    found: list[Credits] = []

    def credit(decision: Decision) -> tuple[Credit, Credit]:
        if not found:
            found.append(_open_history(root, path, theirs))
        return found[0](decision)

    return credit


def _open_history(root: Path, path: str, theirs: bytes) -> Credits:
    from ..git.ancestry import merge_bases
    from ..git.places import find_git_folder
    from ..git.reading import ObjectReader
    from ..git.run import Git
    from .authorship import Authorship

    git = Git(root)
    reader = ObjectReader(git)
    head = reader.resolve("HEAD")
    merged = _merged_head() or _picked(find_git_folder(root), reader) or _holder(git, path, blob_id(theirs))
    is_picked = not _merged_head()
    if head is None or merged is None:
        return lambda _: (Credit(), Credit())
    lacking = (reader.resolve(f"{merged}^") or "",) if is_picked else merge_bases(git, head, merged)
    lacking = tuple(filter(None, lacking))
    sides = Authorship(git, reader, head, lacking), Authorship(git, reader, merged, lacking)
    return lambda decision: (sides[0].credit(path, decision), sides[1].credit(path, decision))


def _merged_head() -> str | None:
    """Return the commit that ``git merge`` merges, which it names in the environment; None of several or none."""
    names = [name.removeprefix("GITHEAD_") for name in os.environ if name.startswith("GITHEAD_")]
    return names[0] if len(names) == 1 and re.fullmatch(r"[0-9a-f]{40}", names[0]) else None


def _picked(folder: Path | None, reader: ObjectReader) -> str | None:
    """Return the commit a rebase is at, which is the last it has noted as done."""
    done = folder / "rebase-merge/done" if folder else None
    if done is None or not done.is_file():
        return None
    found = _ABBREVIATED.findall(done.read_text("utf-8", "replace"))
    return reader.resolve(found[-1]) if found else None


def _holder(git: Git, path: str, blob: str) -> str | None:
    """Return the newest commit that made a file what the other side has: of a cherry-pick nothing else is known."""
    from ..git.log import log

    return next((each.id for each in log(git, "--all", path) if any(file.after == blob for file in each.files)), None)


if __name__ == "__main__":
    main()
