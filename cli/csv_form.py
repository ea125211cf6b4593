"""Rows as CSV: values as they stand in files, safe to open in a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from ..schema.clean import clean_lines

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins with one of these."""


def disarm(cell: str) -> str:
    """Return a cell no spreadsheet runs: an apostrophe before what begins like a formula, controls as signs."""
    cleaned = "\n".join(clean_lines(cell))
    return f"'{cleaned}" if cell.startswith(FORMULA_STARTS) else cleaned


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows on stdout under their headings, comma separated, one line end a row."""
    import csv  # every list imports this module, few print CSV

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([disarm(cell) for cell in row] for row in rows)
