"""Hints: which keys the footer shows, chosen by rank until the line is full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...schema.dataclass import dataclass
from ...schema.language import Language
from ..actions import USUAL, ActionTable, Place, key_name
from ..keys import following, usable_keys


@dataclass(frozen=True, slots=True)
class Hint:
    """One key of the footer."""

    action: str
    """The id of the action it performs."""
    key: str
    """As people read it."""
    title: str
    """What it does, in a word."""

    @property
    def width(self) -> int:
        """The cells it takes with the blanks after it."""
        return cell_len(self.key) + 1 + cell_len(self.title) + 2


def hints_of(place: Place, language: Language, *, typing: bool = False, table: ActionTable = USUAL) -> tuple[Hint, ...]:
    """Return the hints of a place, the highest rank first; while typing only those whose keys then work."""
    ranked = sorted((each for each in table.in_place(place) if each.rank), key=lambda each: -each.rank)
    return tuple(
        Hint(each.id, key_name(keys[0]), (each.short or each.title).text(language))
        for each in ranked
        if (keys := usable_keys(each, place, typing=typing))
    )


def following_hints(place: Place, pending: str, language: Language, table: ActionTable = USUAL) -> tuple[Hint, ...]:
    """Return what may follow the keys ``pending``, in the order of the table."""
    found = following(place, pending, table)
    return tuple(
        Hint(action.id, key_name(rest), (action.short or action.title).text(language)) for rest, action in found
    )


def lay_out(hints: Sequence[Hint], width: int) -> list[list[Hint]]:
    """Return the hints in the fewest rows that fit into ``width`` cells, read column by column."""
    for down in range(1, len(hints)):
        if sum(column_widths(rows := [list(hints[row::down]) for row in range(down)])) <= width:
            return rows
    return [[hint] for hint in hints]


def column_widths(rows: Sequence[Sequence[Hint]]) -> list[int]:
    """Return how wide each column of laid out hints is: as its widest hint, so that one long title costs one column."""
    return [max(row[at].width for row in rows if at < len(row)) for at in range(len(rows[0]))] if rows else []


def fit_hints(hints: Sequence[Hint], width: int) -> tuple[Hint, ...]:
    """Return the hints that fit into ``width`` cells, in order; the last needs no blanks after it."""
    shown: list[Hint] = []
    used = 0
    for hint in hints:
        if used + hint.width - 2 > width:
            continue
        shown.append(hint)
        used += hint.width
    return tuple(shown)
