"""What came in with the syncs since the book was opened: records and fields, before and after."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.message import Message

from ...records.history.brought import read_brought
from ...records.snapshot import Snapshot
from .. import reports
from ..actions import Place
from ..presentation.brought import brought_items
from ..widgets.line_view import LineView
from .paged import PagedScreen


class BroughtScreen(PagedScreen):
    """A page; Enter opens the record under the cursor."""

    place: ClassVar[Place] = Place.BROUGHT

    def trail(self) -> tuple[str, ...]:
        """Return the name."""
        return (self.language.gettext("What came in"),)

    def waiting(self) -> str:
        """Return that git is asked."""
        return self.language.gettext("Asking git...")

    def show_snapshot(self) -> None:
        """Ask git, beside the screen."""
        root = self.cartera.bridge.root
        if root is not None:
            spans = tuple(self.cartera.brought)
            self.cartera.bridge.compute(self, partial(self._read, root, self.snapshot, spans))

    def _read(self, root: Path, snapshot: Snapshot, spans: tuple[tuple[str, str], ...]) -> Message:
        """Read in a thread what came in."""
        return reports.BroughtRead(read_brought(root, snapshot, spans, self.language, snapshot.config.zone))

    def on_brought_read(self, message: reports.BroughtRead) -> None:
        """Show it."""
        message.stop()
        self.query_one(LineView).show(brought_items(message.exchanges, self.snapshot, self.reader))
        self.refresh_header()

    def do_open(self) -> None:
        """Open the record under the cursor."""
        self.cartera.open_record(self.selected())
