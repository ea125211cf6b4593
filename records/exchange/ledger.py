"""The ledger of an import: what the source said last time, so that the next time only what it says anew is written.

One line a record in ``reports/imports/<recipe>.tsv``: type, id in the other system, and a short mark for each field as
the source gave it. A field whose mark is there already was not changed by the source; what the record says now is then
a person's doing and stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.errors import NotFound
from ...schema.late_pattern import late
from ...schema.tree import Tree
from ..files.atomic import read_file

FOLDER = "reports/imports"
"""Where ledgers and reports lie; no records."""

Key = tuple[str, str]
"""Record type and id in the other system."""

_MARKS = late(r"[0-9a-f]{7}(?: [0-9a-f]{7})*\r?")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of the last import by one recipe."""

    path: str
    """The ledger's file, there or not."""
    marks: Mapping[Key, frozenset[str]]
    """The marks of each record; nothing is known of a record that is not among them."""
    damaged: tuple[int, ...]
    """The lines, counted from 1, that say nothing that can be relied on."""


def ledger_path(recipe: str) -> str:
    """Return the ledger's file."""
    return f"{FOLDER}/{recipe}.tsv"


def read_ledger(root: Path, recipe: str) -> Ledger:
    """Return what the last import by ``recipe`` noted; nothing where there was none.

    Raises:
        Refused: the file is there and may not be read.

    """
    path = ledger_path(recipe)
    try:
        content = read_file(root, path)
    except NotFound:
        return Ledger(path, {}, ())
    marks: dict[Key, frozenset[str]] = {}
    damaged: list[int] = []
    for number, line in enumerate(content.removesuffix(b"\n").split(b"\n") if content else (), start=1):
        entry = _read_line(line)
        if entry is None:
            damaged.append(number)
        else:
            marks[entry[0]] = entry[1]
    return Ledger(path, marks, tuple(damaged))


def _read_line(line: bytes) -> tuple[Key, frozenset[str]] | None:
    """Return the key and marks of one line, None where it is damaged; an id may hold tabs of its own."""
    try:
        type_name, _, rest = line.decode().partition("\t")
    except UnicodeDecodeError:
        return None
    key, _, marks = rest.rpartition("\t")
    if not (type_name and key and _MARKS.fullmatch(marks)):
        return None
    return (type_name, key), frozenset(marks.split())


def write_ledger(marks: Mapping[Key, frozenset[str]]) -> bytes:
    """Return the bytes of a ledger; the same marks give the same bytes."""
    lines = ("\t".join((*key, " ".join(sorted(marks[key])))) for key in sorted(marks))
    return "".join(f"{line}\n" for line in lines).encode()


def mark(field: str, value: Tree) -> str:
    """Return the short mark of a field as the source gave it."""
    return hashlib.sha256(f"{field}\0{value!r}".encode(errors="surrogatepass")).hexdigest()[:7]


def short_hash(text: str, length: int) -> str:
    """Return ``length`` characters that stand for ``text``, of the alphabet of file names."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join(alphabet[number >> 5 * place & 31] for place in range(length))
