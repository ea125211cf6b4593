"""What came in with the syncs since the book was opened: records and fields, before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ...records.history.arrivals import Arrival, rows_of_arrivals
from ...records.history.brought import read_brought
from ...records.rows.names import ARRIVAL
from ...records.snapshot import Snapshot
from ...records.views.saved import SavedView
from ...schema.language import Language
from ...schema.sentences import sentence
from .. import reports
from ..actions import Place
from ..presentation.brought import (
    arrival_cells,
    arrival_columns,
    arrival_detail,
    arrival_sign,
    exchange_title,
    nothing_came,
)
from ..presentation.cells import Cell, Column
from ..presentation.lines import Item, Span
from .rows import RowsScreen

if TYPE_CHECKING:
    from ...records.query.groups import Group

_BY_EXCHANGE = "exchange"
"""The field by which it is grouped unasked."""


class BroughtScreen(RowsScreen[Arrival]):
    """A list, the last exchange first; Enter opens the record under the cursor."""

    place: ClassVar[Place] = Place.BROUGHT

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, (ARRIVAL,), group=_BY_EXCHANGE))

    def trail(self) -> tuple[str, ...]:
        """Return the name, and how much there is."""
        name = self.view_title or self.language.gettext("What came in")
        return (f"{name} {self.count_text}" if self.told else name,)

    @property
    def list_key(self) -> str:
        """It is found again as it was arranged."""
        return "brought"

    @property
    def filter_example(self) -> str:
        """What can be asked of what came in."""
        return self.language.gettext("client:acme field:stage file:deleted   Enter: to the list, Esc: everything")

    def gather(self) -> None:
        """Ask git, beside the screen."""
        root = self.cartera.bridge.root
        if root is not None:
            spans = tuple(self.cartera.brought)
            self.cartera.bridge.compute(self, partial(_read, root, self.snapshot, spans, self.language))

    def usual_columns(self) -> tuple[Column, ...]:
        """Return whose record, which field, before and after."""
        return arrival_columns(self.reader)

    def cells(self, thing: Arrival) -> Mapping[str, Cell]:
        """Return the field by its label, both values short."""
        return arrival_cells(thing, self.reader)

    def sign_of(self, thing: Arrival) -> str:
        """Return whether a conflict was left in the record."""
        return arrival_sign(thing, self.snapshot)

    def detail(self, thing: Arrival) -> Sequence[Item]:
        """Return the whole of both values."""
        return arrival_detail(thing, self.snapshot, self.reader)

    def group_title(self) -> Callable[[Group], str]:
        """Return what calls an exchange by who did what came in."""
        usual, things = super().group_title(), self.told.things if self.told else {}
        if self.question.group != _BY_EXCHANGE:
            return usual
        return lambda group: exchange_title(things[group.ids[0]], self.reader)

    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return that nothing came in, or that git is asked."""
        return nothing_came(self.reader) if self.told else ((Span(self.language.gettext("Asking git...")),),)

    def record_of(self, thing: Arrival) -> str:
        """Return the record; empty where it is not there any more."""
        return thing.record.id if thing.record and thing.record.id in self.snapshot.records else ""

    def open_row(self) -> None:
        """Open the record under the cursor."""
        if self.selected():
            self.cartera.open_record(self.selected())
        elif self.thing is not None:
            self.cartera.tell(sentence("There is no record to open: it was deleted, or it is a file."), "warning")


def _read(root: Path, snapshot: Snapshot, spans: tuple[tuple[str, str], ...], language: Language) -> Message:
    """Read in a thread what came in."""
    exchanges = read_brought(root, snapshot, spans, language, snapshot.config.zone)
    return reports.RowsTold(snapshot, rows_of_arrivals(exchanges, snapshot))
