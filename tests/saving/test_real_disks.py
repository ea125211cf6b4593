"""A disk that is really full and one that is really read-only: a sentence, and afterwards the book goes on."""

import os
import subprocess
from contextlib import suppress

import pytest
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite
from cartera.schema.errors import CarteraError

from .test_kills import CLIENT, OLD

TEXT = "---\ntitle: Call\n---\n"


@pytest.fixture
def disk(tmp_path, book, clock):
    """A small file system of its own with a copy of the book on it."""
    place = tmp_path.parent / f"{tmp_path.name}-disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a file system needs root")
    try:
        subprocess.run(["cp", "-a", f"{book}/.", str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def save(root, clock, number):
    with Keeper(root, clock) as keeper:
        write = FileWrite(f"clients/acme/tasks/t{number}.md", TEXT.encode(), Expected.ABSENT)
        return keeper.write([write], CommitMessage(f"Task {number}"))


def check_sound(root):
    def git(*words):
        return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout

    assert git("status", "--porcelain").replace("?? fill\n", "") == ""
    assert git("fsck", "--strict", "--no-dangling") == ""
    assert (root / CLIENT).read_text() == OLD


def test_saves_on_a_disk_that_fills_up_are_done_or_told_and_go_on_when_there_is_room(disk, clock):
    fill = disk / "fill"
    with fill.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    os.truncate(fill, fill.stat().st_size - 64 * 1024)
    done, told = 0, None
    for number in range(200):
        try:
            done += save(disk, clock, number).commit is not None
        except CarteraError as mistake:
            told = mistake
            break
    assert told is not None
    fill.unlink()
    with Keeper(disk, clock) as keeper:
        keeper.recover()
        assert keeper.pending() == ()
    assert save(disk, clock, 999).commit
    tasks = list((disk / "clients/acme/tasks").glob("t*.md"))
    assert len(tasks) >= done
    assert {each.read_text() for each in tasks} == {TEXT}
    check_sound(disk)


def test_a_save_on_a_disk_that_is_read_only_is_told_and_goes_on_when_it_is_not(disk, clock):
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(CarteraError):
        save(disk, clock, 1)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert save(disk, clock, 1).commit
    check_sound(disk)
