"""The lines of a table: what its heading and its rows show in the places of its columns, no screen needed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...schema.dataclass import replace
from .cells import GAP, Column, Placed, Row, fit, place_columns
from .lines import Span

LEFT = 3
"""Cells before the first column: the cursor, the mark of a problem, the star of a marked row."""
SAMPLE = 40
"""How many rows the widths of the columns are taken from: what a usual window shows, for those are made anyway."""


def place_table(
    columns: Sequence[Column], sample: Sequence[Row], width: int, ordered_by: str = ""
) -> tuple[Placed, ...]:
    """Return the places of the columns that fit into a table of ``width`` cells."""
    titled = [replace(each, title=each.title + order_sign(each, ordered_by)) for each in columns]
    return place_columns(titled, sample, max(1, width - LEFT)) if titled else ()


def order_sign(column: Column, ordered_by: str) -> str:
    """Return what stands behind the title of the column the table is ordered by."""
    if ordered_by == column.name:
        return " ^"
    return " v" if ordered_by == f"{column.name}-" else ""


def heading_text(columns: Sequence[Column], placed: Sequence[Placed], ordered_by: str = "") -> str:
    """Return the titles over the columns."""
    parts = [" " * LEFT]
    for number, each in enumerate(placed):
        column = columns[each.index]
        sign = order_sign(column, ordered_by)
        title = fit(column.title, min(cell_len(column.title), each.width - len(sign)))
        parts.append((" " * GAP if number else "") + fit(title + sign, each.width, right=column.right))
    return "".join(parts)


def row_spans(
    row: Row, columns: Sequence[Column], placed: Sequence[Placed], *, at_cursor: bool, marked: bool = False
) -> list[Span]:
    """Return what the line of a record shows."""
    spans = [Span((">" if at_cursor else " ") + row.mark)]
    for number, each in enumerate(placed):
        cell, column = row.cells[each.index], columns[each.index]
        gap = " " * GAP if number else "*" if marked else " "
        spans.append(Span(gap + fit(cell.text, each.width, right=column.right), cell.tone))
    return spans
