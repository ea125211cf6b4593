"""Records in the folder of a client or person by a former name, taken home when that name is known again.

A merge made elsewhere may drop the alias that tells of a rename. What people who did not know the new name had put into the
old folder then stays there and belongs to nobody, until the auditor gives the alias back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ..files.atomic import blob_id
from ..saving.writes import Expected, FileWrite


def take_home(
    place: str,
    names: Iterable[str],
    paths: Collection[str],
    writes: dict[str, FileWrite],
    read: Callable[[str], bytes | None],
) -> None:
    """Add to ``writes`` what moves files among ``paths`` from folders called ``names`` beside the record at ``place``.

    A folder in which such a record stands is left alone, and so is a file whose name is taken.
    """
    folder, _, file = place.rpartition("/")
    home = folder.rpartition("/")[0]
    for old in (f"{home}/{name}" for name in names):
        if f"{old}/{file}" in paths:
            continue
        for path in sorted(each for each in paths if each.startswith(f"{old}/")):
            target, standing = f"{folder}{path[len(old) :]}", read(path)
            planned = writes.pop(path, None)
            content = standing if planned is None else planned.content
            if content is None or target in paths or target in writes:
                writes.update({path: planned} if planned is not None else {})
                continue
            writes[target] = FileWrite(target, content, Expected.ABSENT)
            if standing is not None:
                writes[path] = FileWrite(path, None, blob_id(standing))
