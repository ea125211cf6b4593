"""The pipeline as a board: what each column says and what each card shows, and which columns fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...records.snapshot import Snapshot
from ...records.views.pipeline import Board
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.formats import show_money_short
from ...schema.record import Record
from .cells import Tone, fit
from .lines import Span
from .values import Reader, mark_of, show_field

CARD_HEIGHT = 3
"""Lines of a card: title, client, amount and date."""

LEAST_WIDTH = 24
"""The fewest cells a column is worth showing in."""

INDEX_WIDTH = 36
"""The cells of the list of all stages."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage as it is drawn."""

    word: str
    """The stage as files have it."""
    title: str
    """Its label."""
    money: tuple[str, ...]
    """How much, in short, one a currency."""
    without_amount: int
    """How many deals have no amount and so are not in it."""
    ids: tuple[str, ...]
    """Its cards from top to bottom."""


def board_columns(board: Board, reader: Reader) -> tuple[BoardColumn, ...]:
    """Return the columns of a board."""
    return tuple(
        BoardColumn(
            stage.state.word,
            clean(reader.language.choose(stage.state.label)),
            tuple(show_money_short(each, reader.language) for each in stage.totals),
            stage.without_amount,
            tuple(each.id for each in stage.deals),
        )
        for stage in board.stages
    )


def column_says(column: BoardColumn, reader: Reader) -> str:
    """Return the count and the money of a stage; how many have no amount is said, not hidden."""
    parts = [str(len(column.ids)), *column.money]
    if column.without_amount and column.money:
        parts.append(reader.words("{n} without amount", n=column.without_amount))
    return "  ".join(parts)


def card_lines(snapshot: Snapshot, record: Record, width: int, reader: Reader) -> tuple[tuple[Span, ...], ...]:
    """Return the lines of a card in ``width`` cells."""
    client = snapshot.client_of(record)
    amount = show_field(snapshot, record, "amount", reader).text
    close = show_field(snapshot, record, "expected_close", reader)
    mark = mark_of(snapshot, record).strip()
    facts = fit(amount, max(0, width - len(close.text) - 1))
    return (
        (Span(fit(f"{mark} {clean(record.title)}" if mark else clean(record.title), width)),),
        (Span(fit(clean(client.title if client else ""), width), Tone.MUTED),),
        (Span(f"{facts} ", Tone.MONEY), Span(close.text, close.tone or Tone.MUTED)),
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a board stand."""

    index: int
    """The cells of the list of all stages on the left; 0 where every stage has its column."""
    first: int
    """The first stage with a column."""
    shown: int
    """How many have one."""
    width: int
    """The cells of a column."""


def lay_out(count: int, chosen: int, first: int, width: int) -> Layout:
    """Return the layout of ``count`` stages in ``width`` cells with the ``chosen`` one in sight.

    Where not all fit side by side, a list of all stages with count and money stands on the left: nothing is out of
    sight unsaid.
    """
    if count * (LEAST_WIDTH + 1) - 1 <= width:
        return Layout(0, 0, count, (width + 1) // max(1, count) - 1)
    index = min(INDEX_WIDTH, width // 2)
    room = width - index - 1
    shown = max(1, min(count, (room + 1) // (LEAST_WIDTH + 1)))
    first = min(max(first, chosen - shown + 1), chosen)
    first = max(0, min(first, count - shown))
    return Layout(index, first, shown, max(1, (room + 1) // shown - 1))


def index_line(columns: Sequence[BoardColumn], place: int, width: int, *, chosen: bool) -> tuple[Span, ...]:
    """Return a stage's line in the list of all stages: its name, how many, how much; ``+`` for other currencies."""
    column = columns[place]
    sums = [each.money[0] if each.money else "" for each in columns]
    more = ("+" if len(column.money) > 1 else " ") if any(len(each.money) > 1 for each in columns) else ""
    facts = f"{len(column.ids):>4}  {fit(sums[place], max(map(cell_len, sums)), right=True)}{more}"
    name = fit(column.title, max(1, width - len(facts) - 1))
    return (Span(f"{'>' if chosen else ' '}{name}", Tone.STRONG if chosen else Tone.NORMAL), Span(facts, Tone.MUTED))
