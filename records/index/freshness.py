"""Freshness: which folders of a book are not what they were, told by asking for every file once."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from ..breath import at_ease
from .workers import count_workers, run_jobs

if TYPE_CHECKING:
    from .marks import FolderMarks

ANY_AGE = sys.maxsize
"""A time that no file was written at: none is too young to be believed."""
LOAD = Callable[[], Mapping[str, "FolderMarks"]]
"""Gives a part of the marks when it is wanted: a copy of the process that checks it also unpacks it."""
WORTH_SHARING = 3_000
"""Files from which copying the process is quicker than checking alone."""


def find_stale(root: str, marks: Mapping[str, FolderMarks], young_ns: int, skipped: Collection[str] = ()) -> list[str]:
    """Return the folders that changed, or hold a file that did, or that were written at ``young_ns`` or later."""
    return [
        folder
        for folder, marked in at_ease(marks.items())
        if folder not in skipped and not _is_fresh(f"{root}/{folder}", f"{root}/{folder}/", marked, young_ns)
    ]


def find_stale_in_parts(
    root: str, parts: Sequence[LOAD], count: int, young_ns: int, skipped: Collection[str] = ()
) -> list[str]:
    """Return what ``find_stale`` returns of all ``parts``, which hold ``count`` files; shared among copies if worth it."""
    workers = count_workers() if count >= WORTH_SHARING else 1
    if workers == 1:
        return [folder for load in parts for folder in find_stale(root, load(), young_ns, skipped)]
    shares = (parts[place::workers] for place in range(workers))
    jobs = [partial(check_share, root, share, young_ns, skipped) for share in shares if share]
    return [folder for answer in run_jobs(jobs) for folder in marshal.loads(answer)]  # noqa: S302 - from our own copy


def check_share(root: str, parts: Iterable[LOAD], young_ns: int, skipped: Collection[str]) -> bytes:
    """Check some parts in a copy of the process, which may stand in the folder it looks at.

    Then a file is asked for by its name alone, and the system does not walk to it from the root each time: on a large
    book that takes two thirds of the time.
    """
    stale: list[str] = []
    for load in parts:
        for folder, marked in load().items():
            if folder in skipped:
                continue
            place = f"{root}/{folder}"
            with suppress(OSError):
                os.chdir(place)
                if _is_fresh(place, "", marked, young_ns):
                    continue
            stale.append(folder)
    return marshal.dumps(stale)


def _is_fresh(place: str, prefix: str, marked: FolderMarks, young_ns: int) -> bool:
    """Return whether a folder and all its files bear their marks; ``prefix`` is put before a file's name."""
    lstat = os.lstat
    time_ns, inode, files, _ = marked
    try:
        status = lstat(place)
        if status.st_mtime_ns != time_ns or status.st_ino != inode or time_ns >= young_ns:
            return False
        for name, size, mtime_ns, number in files:
            status = lstat(prefix + name)
            if (
                status.st_mtime_ns != mtime_ns
                or status.st_size != size
                or status.st_ino != number
                or mtime_ns >= young_ns
            ):
                return False
    except OSError:
        return False
    return True
