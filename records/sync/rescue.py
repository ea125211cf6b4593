"""Damaged objects: set aside, got again from where the book is shared, from the disk, or from what can still be read of them.

What nothing else holds is said to be lost; the book then stands on the newest commit that is whole, and the files stay as
they are.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ...schema.errors import CarteraError
from ...schema.late_pattern import late
from ...schema.sentences import Sentence, plural, sentence
from ..files.atomic import blob_id, read_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile
from ..git.damage import Damage, find_damage, has_checksum
from ..git.exchange import Outcome, clone_bare, read_remotes
from ..git.objects import ObjectWriter
from ..git.repository import Repository, read_state
from ..git.run import Git
from ..git.staging import read_all
from ..saving.keeper import Keeper
from ..saving.keeper import tidy as tidy_writes
from ..saving.stale_locks import SET_ASIDE, set_aside

_FETCHED = "fetched-"
_REFLOG = "logs/HEAD"
_MOVED = late(r"^[0-9a-f]{40} ([0-9a-f]{40}) ", re.MULTILINE)


def rescue(keeper: Keeper) -> Iterator[Sentence]:
    """Get damaged objects again, and say what was done and what is lost; nothing where nothing is damaged."""
    repository = keeper.repository
    objects = repository.common / "objects"
    damage = find_damage(repository.git, objects)
    keeper.reader.close()
    if not damage and keeper.reader.resolve("HEAD^{tree}") is not None:
        return
    yield from _set_aside(repository, damage)
    yield from _fetch_again(repository, objects)
    _write_what_the_disk_has(repository, find_damage(repository.git, objects).lacking)
    keeper.reader.close()
    yield from _stand_on_what_is_whole(keeper)
    left = find_damage(repository.git, objects).lacking
    if left:
        yield plural(
            "{n} version is lost: nobody has it any more.",
            "{n} versions are lost: nobody has them any more.",
            len(left),
        )
    else:
        yield sentence("History is whole again.")


def tidy(keeper: Keeper) -> None:
    """Take away what a doctor that was killed had begun to set aside or to fetch; all of it is made again."""
    folder = keeper.repository.common
    tidy_writes(keeper)
    with suppress(NoSuchFile):
        remove_leftovers(folder, f"{SET_ASIDE}/any")
    for each in (folder / "cartera").glob(f"{_FETCHED}*"):
        shutil.rmtree(each)


def is_index_damaged(repository: Repository) -> bool:
    """Tell whether git's index does not hold what was written."""
    index = repository.folder / "index"
    return index.exists() and not has_checksum(index)


def mend_index(keeper: Keeper) -> Iterator[Sentence]:
    """Make git's index anew where it cannot be read; the records do not need it."""
    repository = keeper.repository
    if is_index_damaged(repository):
        place = set_aside(repository.folder, repository.folder, "index")
        read_all(repository)
        yield sentence("git's index was damaged and is made anew; the old one is in {place} now.", place=place)


def _set_aside(repository: Repository, damage: Damage) -> Iterator[Sentence]:
    """Move damaged files away; what can be read of a pack, and an index of one, is written anew."""
    for path in (*damage.files, *damage.derived):
        place = set_aside(repository.common, repository.common, f"objects/{path}")
        yield sentence("{path} was damaged; it is in {place} now.", path=f".git/objects/{path}", place=place)
        if path.endswith(".pack"):
            kept = repository.common / place.removeprefix(".git/")
            _take_apart(repository, path, kept)
        elif path.endswith(".idx") and path.removesuffix(".idx") + ".pack" not in damage.files:
            repository.git.ask("index-pack", str(repository.common / "objects" / path.removesuffix(".idx")) + ".pack")


def _take_apart(repository: Repository, path: str, kept: Path) -> None:
    """Write the objects that can still be read of a damaged pack, which lies at ``kept``."""
    with suppress(NoSuchFile):
        set_aside(repository.common, repository.common, f"objects/{path.removesuffix('.pack')}.idx")
    repository.git.ask("unpack-objects", "-r", "-q", stdin=kept.read_bytes())


def _fetch_again(repository: Repository, objects: Path) -> Iterator[Sentence]:
    """Take all objects from the shared repository, over whatever is here."""
    for remote in read_remotes(repository.git):
        with tempfile.TemporaryDirectory(prefix=_FETCHED, dir=repository.common / "cartera") as folder:
            exchange = clone_bare(repository.git, remote, Path(folder) / "whole")
            if exchange.outcome is not Outcome.DONE:
                yield sentence(
                    "{name} could not be asked for what is damaged. git said: {words}",
                    name=remote,
                    words=exchange.words,
                )
                continue
            _copy_objects(Path(folder) / "whole/objects", objects)
        yield sentence("What is shared was got again from {name}.", name=remote)


def _copy_objects(fetched: Path, objects: Path) -> None:
    """Copy the files of objects that are not here; the index of a pack after the pack, as git looks for the index."""
    found = [
        str(each.relative_to(fetched)) for each in fetched.rglob("*") if each.is_file() and each.parent.name != "info"
    ]
    for path in sorted(found, key=lambda each: each.endswith(".idx")):
        if not (objects / path).exists():
            write_file(objects, path, read_file(fetched, path), mode=0o444)


def _write_what_the_disk_has(repository: Repository, lacking: Iterable[str]) -> None:
    """Write the objects that the files of the book and git's index still tell."""
    wanted = set(lacking)
    if not wanted:
        return
    writer = ObjectWriter(repository.git, repository.common / "objects")
    for folder, inner, names in os.walk(repository.root):
        inner[:] = [each for each in inner if each != ".git"]
        for name in names:
            path = os.path.relpath(f"{folder}/{name}", repository.root)
            with suppress(CarteraError):  # a link, or what nobody may read, is none of ours
                content = read_file(repository.root, path)
                if blob_id(content) in wanted:
                    writer.add("blob", content)
    writer.flush()
    repository.git.ask("write-tree", "--missing-ok")


def _stand_on_what_is_whole(keeper: Keeper) -> Iterator[Sentence]:
    """Where the branch leads to a commit that cannot be read, let it lead to the newest that can."""
    repository = keeper.repository
    if keeper.reader.resolve("HEAD^{tree}") is not None:
        return
    try:
        reflog = read_file(repository.folder, _REFLOG).decode("utf-8", "replace")
    except NoSuchFile:
        return
    known = _MOVED.findall(reflog)
    for commit in reversed(known):
        if keeper.reader.resolve(f"{commit}^{{tree}}") is not None and _is_whole(repository.git, commit):
            _point(keeper, commit)
            yield (
                sentence("The branch led nowhere; it leads to {commit} again.", commit=commit[:10])
                if commit == known[-1]
                else sentence(
                    "The newest commit could not be got back; the book stands on {commit}, and all files are as they were.",
                    commit=commit[:10],
                )
            )
            return


def _is_whole(git: Git, commit: str) -> bool:
    return git.ask("rev-list", "--objects", "--quiet", commit, "--").code == 0


def _point(keeper: Keeper, commit: str) -> None:
    """Let the current branch lead to ``commit``; what its file holds may be no reference at all."""
    repository = keeper.repository
    branch = read_state(repository, keeper.reader).branch
    if branch:
        with suppress(NoSuchFile):
            set_aside(repository.common, repository.common, f"refs/heads/{branch}")
    repository.git.run("update-ref", "-m", "cartera: doctor", "HEAD", commit)
    read_all(repository)
