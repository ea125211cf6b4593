"""What every screen of the book has: header, footer, and rows that follow the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.widget import Widget

from ...records.views.today.day_field import day_field
from .. import messages
from ..acting import Acting
from ..actions import Standing, key_name
from ..presentation.hints import following_hints, hints_of
from ..presentation.tour import tour_lines
from ..presentation.values import Reader
from ..typed_into import takes_text
from ..widgets.footer import Footer
from ..widgets.header import Header
from ..widgets.key_panel import show_key_panel
from ..widgets.tour_panel import TourPanel


class FramedScreen(Acting[ScreenResultType]):
    """A screen over the book. Sub-classes say what it holds and what to do when records change."""

    def content(self) -> Iterable[Widget]:
        """Return the widgets between header and footer."""
        return ()

    def trail(self) -> tuple[str, ...]:
        """Return the breadcrumbs after the book's name, as clean text."""
        return ()

    def show_snapshot(self) -> None:
        """Show the records of the present snapshot; called when it changed while or before this is on top."""

    def show_judged(self) -> None:
        """Show problems that were found after the records were shown."""

    def show_copies(self) -> None:
        """Show that there are more or fewer files with two versions; they are no records, so no snapshot tells it."""

    def selected(self) -> str:
        """Return the id of the selected record, empty where none is."""
        return ""

    _shown: object = None
    among: Sequence[str] = ()
    """The rows of the list this page was opened from: what one can step through."""

    def row_ids(self) -> Sequence[str]:
        """Return the records in the order they stand here; none where there are no rows."""
        return ()

    def compose(self) -> ComposeResult:
        """Return the frame and what is in it."""
        yield Header()
        yield from self.content()
        yield TourPanel()
        yield Footer()

    @property
    def reader(self) -> Reader:
        """Who reads, today."""
        return self.cartera.reader

    def on_mount(self) -> None:
        """Show the frame at once, and the records when there are any."""
        self.watch(self, "focused", self._show_hints)
        self.refresh_header()
        self.follow_snapshot()

    def _show_hints(self) -> None:
        """Show the keys that work here: fewer while one types."""
        typing = takes_text(self.focused)
        self.query_one(Footer).hints = hints_of(
            self.place, self.language, typing=typing, table=self.cartera.keymap.table
        )

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was on top."""
        self.follow_snapshot()
        self.refresh_header()
        self.cartera.guide.saw(f"at:{self.place}")
        self.show_tour()

    def show_tour(self) -> None:
        """Show the next step of the tour, if there is one."""
        tour = self.cartera.guide.shown
        lines = tour_lines(tour, self.language, self.cartera.keymap.table) if tour else None
        self.query_one(TourPanel).lines = lines
        self.set_class(lines is not None, "touring")

    def follow_snapshot(self) -> None:
        """Show the present snapshot unless it is shown already."""
        found = self.cartera.snapshot
        if found is None or found is self._shown or not self.is_mounted:
            return
        self._shown = found
        self.show_snapshot()
        self.refresh_header()

    def refresh_header(self) -> None:
        """Show the way here and what needs attention."""
        header = next(iter(self.query(Header)), None)
        if header is None:
            return  # being built: it is refreshed when it stands
        header.trail = (self.cartera.book_name, *self.trail())
        header.notice = self.cartera.notice
        if self.is_current and self.cartera.snapshot is not None:
            self.cartera.say_title(*header.trail)

    def show_pending(self, pending: str) -> None:
        """Show a begun key sequence in the footer, and over it what may follow."""
        self.query_one(Footer).pending = key_name(pending) if pending else ""
        hints = following_hints(self.place, pending, self.language, self.cartera.keymap.table) if pending else ()
        show_key_panel(self, hints)

    def standing(self) -> Standing:
        """Return where the user is and on which record."""
        snapshot = self.cartera.snapshot
        record = snapshot.with_id(self.selected()) if snapshot else None
        undoes, redoes = self.cartera.undoing.undoes, self.cartera.undoing.redoes
        if snapshot is None or record is None:
            lacks = snapshot is not None and bool(snapshot.absent)
            return Standing(self.place, book_open=snapshot is not None, undoes=undoes, redoes=redoes, lacks=lacks)
        flow = snapshot.type_of(record).flow_of(record)
        state = snapshot.type_of(record).state_of(record)
        ends = (
            flow is not None
            and state is not None
            and any(flow.states[word].kind == "done" for word in state.to if word in flow.states)
        )
        return Standing(
            self.place,
            record.id,
            record.type,
            flow is not None,
            ends,
            day_field(snapshot, record),
            undoes=undoes,
            redoes=redoes,
            lacks=bool(snapshot.absent),
        )

    def on_opened(self, message: messages.Opened) -> None:
        """Open a record that was clicked."""
        message.stop()
        self.cartera.open_record(message.record_id, self.row_ids())

    def do_open(self) -> None:
        """Open the selected record."""
        self.cartera.open_record(self.selected(), self.row_ids())


class BookScreen(FramedScreen[None]):
    """A screen that answers nothing when it is left."""
