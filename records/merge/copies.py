"""Files that have no fields: where both sides changed one, both stay, one of them under a name that says so."""

from __future__ import annotations

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ..files.atomic import blob_id

COPY_MARK = ".conflict-"
"""What every name of a copy has in it; see ``is_copy``."""
_COPY = late(r"\.conflict-[0-9a-f]{8}(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Copy:
    """The version of a file that does not stand under its name."""

    path: str
    """Where it is kept: ``offer.conflict-3fa9c1d2.pdf`` beside ``offer.pdf``."""
    content: bytes
    """What it holds."""


def copy_of(path: str, content: bytes) -> Copy:
    """Return the copy of a version of the file at ``path``."""
    return Copy(copy_path(path, blob_id(content)), content)


def copy_path(path: str, blob: str) -> str:
    """Return the name of a copy; it comes from its content, so that it is the same in every clone."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    mark = f"{COPY_MARK}{blob[:8]}"
    return f"{folder}{slash}{stem}{mark}.{ending}" if dot and stem else f"{path}{mark}"


def is_copy(path: str) -> bool:
    """Tell whether a path is that of such a copy."""
    return bool(_COPY.search(path.rpartition("/")[2]))


def original_of(path: str) -> str:
    """Return the path of the file that a copy is a version of."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + _COPY.sub("", name)
