"""Which paths are safe to touch, for paths that come from a git tree, an import or a person.

The rules follow what git itself refuses, for every file system a clone may live on: on macOS some invisible characters
vanish from names and on Windows trailing dots, spaces and ``:`` do, so that several spellings all mean ``.git``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...schema.late_pattern import late

_CONTROL = late("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")
_IGNORED_BY_HFS = late("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_GIT = late(r"(?:\.git|git~\d+)[. ]*(?::.*)?", re.IGNORECASE | re.DOTALL)
_RESERVED = late(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:[.:].*)?", re.IGNORECASE | re.DOTALL)
_WINDOWS = late(r'[<>:"|?*]|[. ]$')
_BIDI = late("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_NOWHERE = frozenset({"", ".", ".."})

MAX_NAME = 255
"""Bytes of one part of a path; what common file systems take."""
MAX_PATH = 4000
"""Bytes of a whole path."""


def safe_path(path: str) -> bool:
    """Tell whether ``path`` (relative, with ``/``) stays inside the book and outside git's own folder everywhere."""
    size = len(path.encode("utf-8", "surrogatepass"))
    if not path or size > MAX_PATH or _CONTROL.search(path):
        return False
    parts = path.split("/")
    if not _NOWHERE.isdisjoint(parts) or (size > MAX_NAME and any(len(part.encode()) > MAX_NAME for part in parts)):
        return False
    is_harmless = path.isascii() and "git" not in path.lower()  # nearly every path, and every file is asked for often
    return is_harmless or not any(_GIT.fullmatch(_IGNORED_BY_HFS.sub("", part)) for part in parts)


def is_portable_name(name: str) -> bool:
    """Tell whether every system, Windows too, can have a file called ``name``."""
    return not (_RESERVED.fullmatch(name) or _WINDOWS.search(name))


def is_plain_name(name: str) -> bool:
    """Tell whether ``name`` shows as what it is: no control characters, nothing that turns the reading direction."""
    return not (_CONTROL.search(name) or _BIDI.search(name))


def parents(path: str) -> Iterator[str]:
    """Yield the folders a path lies in, nearest first."""
    while path := path.rpartition("/")[0]:
        yield path
