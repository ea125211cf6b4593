"""Learning the paint of the first page from the screen that stands: looks and places, and no text of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.color import ColorSystem

from ..drawing.cells import Row, cells_of
from ..drawing.looks import Look
from ..presentation.table_lines import row_spans
from ..screens.clients import ClientsScreen
from ..widgets.record_table import RecordTable
from .paint import BAR, CURSOR, FILE, GROUND, HEAD, Paint

if TYPE_CHECKING:
    from ..app import Cartera
    from .page import FirstPage


def keep_paint(app: Cartera, page: FirstPage) -> None:
    """Keep in which looks the first page stands, where it is on top."""
    screen = app.screen
    if not isinstance(screen, ClientsScreen) or screen.is_asked or app.scribe.folder is None:
        return
    paint = paint_of(app, screen.query_one(RecordTable), page.key_at(*app.size))
    if paint is not None and paint.content() != app.scribe.folder.read(FILE):
        app.scribe.write(FILE, paint.content())


def paint_of(app: Cartera, table: RecordTable, key: str) -> Paint | None:
    """Return the paint of the screen on top; None where its table shows nothing to learn from."""
    if not table.model.ids or table.model.headings:
        return None
    colours = app.console._color_system or ColorSystem.TRUECOLOR
    rows = [cells_of([strip], colours) for strip in app.screen._compositor.render_strips()]
    x, top = table.region.offset
    looks = {BAR: _codes(rows[0][1][1]), HEAD: _first(rows[top], x), GROUND: _codes(Look(back=rows[top][x][1].back))}
    for y, (at_cursor, text, tone, begin) in _cells(table, top, x):
        place = begin + len(text) - len(text.lstrip())
        if text.strip() and place < len(rows[y]):
            looks.setdefault(f"{CURSOR if at_cursor else ''}{tone}", _codes(rows[y][place][1]))
    footer = tuple(_runs(rows[-1]))
    return Paint(key, top, table.page, table.room, looks, footer)


def _cells(table: RecordTable, top: int, left: int) -> Iterator[tuple[int, tuple[bool, str, str, int]]]:
    """Yield the pieces of the visible rows: the line, whether the cursor is there, the text, its tone, where it begins."""
    first = round(table.scroll_y)
    model = table.model
    for index in range(first, min(first + table.page, len(model.ids))):
        at_cursor = index == table.cursor
        begin = left
        for span in row_spans(model.row(model.ids[index]), model.columns, table.placed, at_cursor=at_cursor):
            yield top + 1 + index - first, (at_cursor, span.text, span.tone, begin)
            begin += len(span.text)


def _first(row: Row, x: int) -> str:
    return next((_codes(look) for text, look in row[x:] if text.strip()), "")


def _runs(row: Row) -> Iterator[tuple[str, str]]:
    """Yield a line as texts of one look each."""
    begin = 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place][1] != row[begin][1]:
            yield "".join(text for text, _ in row[begin:place]), _codes(row[begin][1])
            begin = place


def _codes(look: Look) -> str:
    return ";".join(each for each in (*sorted(look.marks), look.front, look.back) if each)
