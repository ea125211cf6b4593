"""The pipeline as a board: what each column says and what each card shows, and which columns fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...records.snapshot import Snapshot
from ...records.views.pipeline import Board, Stage
from ...schema.clean import clean
from ...schema.formats import show_money_short
from ...schema.record import Record
from .cells import Tone, fit
from .lines import Span
from .values import Reader, mark_of, show_field

CARD_HEIGHT = 3
"""Lines of a card: title, client, amount and date."""

LEAST_WIDTH = 24
"""The fewest cells a column is worth showing in."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage as it is drawn."""

    word: str
    """The stage as files have it."""
    title: str
    """Its label."""
    says: str
    """How many and how much."""
    ids: tuple[str, ...]
    """Its cards from top to bottom."""


def board_columns(board: Board, reader: Reader) -> tuple[BoardColumn, ...]:
    """Return the columns of a board."""
    return tuple(
        BoardColumn(
            stage.state.word,
            clean(reader.language.choose(stage.state.label)),
            stage_says(stage, reader),
            tuple(each.id for each in stage.deals),
        )
        for stage in board.stages
    )


def stage_says(stage: Stage, reader: Reader) -> str:
    """Return the count and the money of a stage; how many have no amount is said, not hidden."""
    parts = [str(len(stage.deals))]
    parts += [show_money_short(each, reader.language) for each in stage.totals]
    if stage.without_amount and stage.totals:
        parts.append(reader.words("{n} without amount", n=stage.without_amount))
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
        (Span(f"{facts} "), Span(close.text, close.tone or Tone.MUTED)),
    )


def visible_columns(count: int, chosen: int, first: int, width: int) -> tuple[int, int, int]:
    """Return the first column shown, how many, and the cells of each, so that ``chosen`` is among them."""
    shown = max(1, min(count, (width + 1) // (LEAST_WIDTH + 1)))
    first = min(max(first, chosen - shown + 1), chosen)
    first = max(0, min(first, count - shown))
    return first, shown, max(1, (width - (shown - 1)) // shown)


def around(columns: Sequence[BoardColumn], first: int, shown: int, reader: Reader) -> str:
    """Return what lies outside the visible columns, so that nothing is out of sight unsaid."""
    before = [f"{each.title} {len(each.ids)}" for each in columns[:first]]
    after = [f"{each.title} {len(each.ids)}" for each in columns[first + shown :]]
    parts = ([f"< {'  '.join(before)}"] if before else []) + ([f"{'  '.join(after)} >"] if after else [])
    return "   ".join(parts) or reader.words("All stages are shown.")
