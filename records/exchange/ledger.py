"""The ledger of an import: what the source said last time, so that the next time only what it says anew is written.

One line a record in ``reports/imports/<recipe>.tsv``: type, id in the other system, and a short mark for each field as
the source gave it. A field whose mark is there already was not changed by the source; what the record says now is then
a person's doing and stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ...schema.errors import NotFound
from ...schema.tree import Tree
from ..files.atomic import read_file

FOLDER = "reports/imports"
"""Where ledgers and reports lie; no records."""

Key = tuple[str, str]
"""Record type and id in the other system."""


def ledger_path(recipe: str) -> str:
    """Return the ledger's file."""
    return f"{FOLDER}/{recipe}.tsv"


def read_ledger(root: Path, recipe: str) -> dict[Key, frozenset[str]]:
    """Return the marks of the last import by record; empty where there was none or a line is damaged."""
    try:
        text = read_file(root, ledger_path(recipe)).decode("utf-8", "replace")
    except NotFound:
        return {}
    rows = (line.split("\t") for line in text.splitlines())
    return {(row[0], row[1]): frozenset(row[2].split()) for row in rows if len(row) == 3}


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
