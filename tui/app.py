"""The terminal application: it opens the book, keeps the present snapshot and shows one screen after another."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size

from ..schema.dataclass import dataclass
from ..schema.errors import CarteraError
from ..schema.language import Language
from . import messages
from .chores import share_interpreter
from .collecting import PACE, Collector
from .command_line.kept import KeptHistory
from .counting import Counting
from .drafts import Drafts
from .dressed_app import forget
from .following import CALM, FollowingApp
from .kept_screens import kept_screen
from .looks.remembering import keep_taste, recall_taste
from .looks.traits import Looks, Taste, judge_terminal
from .palette.habits import Habits
from .remembering import ListMemory
from .screens.book_screen import BookScreen
from .screens.clients import ClientsScreen
from .screens.filtered import FilteredScreen
from .screens.small import SmallScreen, is_too_small
from .scribe import Scribe
from .searching import Searcher
from .terminal import check_terminal, leave_with_terminal
from .touring import Guide
from .turns import run_in_turns

# What the first screen does not need is imported on first use: its frame stands before the record keeper is loaded.
if TYPE_CHECKING:
    from ..records.book import Book
    from ..records.files.private import PrivateFolder
    from ..records.index.ahead import LookAhead
    from ..records.saving.writes import Receipt, Recovery
    from .early.page import FirstPage

LOOK_EVERY = 30.0
"""Seconds between two looks at the whole disk: for file systems that tell nobody of changes."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the terminal was left."""

    code: int
    """The exit code of the program, if it ends."""
    next_book: Path | None = None
    """The book the person went to."""
    is_read_only: bool = False
    """Whether the present one was open for reading only when they went, as the next one is then too."""


class Cartera(FollowingApp, inherit_bindings=False):
    """The book in a terminal."""

    CSS_PATH = "styles/cartera.tcss"

    def __init__(
        self,
        open_book: Callable[[], Book],
        language: Language,
        clock: Callable[[], datetime],
        *,
        watches: bool = False,
        private: PrivateFolder | None = None,
        looks: Looks | None = None,
        keep: Callable[[Taste], None] = forget,
    ) -> None:
        super().__init__(open_book, language, clock, looks or Looks(), keep)
        self.scribe = Scribe(private)
        """Writes what this person keeps on this machine; ``scribe.folder`` is None where nothing is kept."""
        self.drafts = Drafts(self.scribe, f"{os.getpid():x}")
        """What was typed and not saved yet."""
        self.guide = Guide(self.scribe, self._show_tour)
        """Shows a newcomer around."""
        self.lists = ListMemory(self.scribe)
        """How each list was left, and the person's own views."""
        self.refusal: CarteraError | None = None
        """Why the book could not be opened."""
        self.searcher = Searcher()
        """Answers searches; its index is kept between them."""
        self.counting = Counting()
        """Answers questions of numbers; they are brought along from snapshot to snapshot."""
        self.habits = Habits(self.scribe)
        """What the person opens and does."""
        self.person: PrivateFolder | None = None
        """What this person keeps on this machine of no single book."""
        self.next_book: Path | None = None
        """The book to show next, where the person went to another."""
        self.commands = KeptHistory(self.scribe)
        """What was typed on the command line."""
        self.editor: Callable[[Cartera, Path, int], None] = _start_editor
        """Opens a file for the person to edit and returns when they are done."""
        self.collector: Collector | None = None
        """Collects garbage between the keys; None where Python does it as it always does."""
        self._watches = watches
        self.page: FirstPage | None = None
        """Draws the first page of the next start, and learns from this one how."""

    # What happens

    def on_mount(self) -> None:
        """Show the first screen; where the book must still be read, its frame first."""
        opened = self.bridge.prepared
        if opened is not None:
            self.draw_curtain()
            self._begin(opened)
        self.push_screen(kept_screen(self, ClientsScreen()))
        self._judge_size(self.size)
        if opened is not None:
            self.once_drawn(partial(self.set_timer, CALM, partial(self._go_on, opened)))
        else:
            self.call_after_refresh(self.bridge.open)

    def on_resize(self, event: events.Resize) -> None:
        """Say when the window is too small, and stop saying it when it is not."""
        self._judge_size(event.size)

    def on_unmount(self) -> None:
        """Let running saves end before the program does."""
        self.restore_title()
        self.end_sharing()
        self.bridge.close()
        self.scribe.close()
        self.drafts.close()

    def on_book_opened(self, message: messages.BookOpened) -> None:
        """Take the first snapshot and begin to watch the disk."""
        self._begin(message)
        self._go_on(message)

    def _begin(self, message: messages.BookOpened) -> None:
        """Take the first snapshot."""
        self.me, self.pending = message.me, message.pending
        self.take(message.snapshot)

    def _go_on(self, message: messages.BookOpened) -> None:
        """Begin what goes on beside the screens, once their first frame stands."""
        if self.collector is not None:
            self.set_interval(PACE, self._collect)
        if self.is_checking:
            self.bridge.look_again()
        self._show_met(message.recovery)
        self.bridge.compute(self, self.drafts.open)
        if self.keymap.problems:
            self.tell(self.keymap.complaint, "warning")
        self.share(self.bridge.root)
        self.take_typed_before()
        if self._watches:
            self.set_interval(LOOK_EVERY, self.bridge.look_again)
            self.set_timer(2 * CALM, lambda: self.bridge.later(self, self.bridge.watch))
            self.set_timer(2 * CALM, partial(_keep_paint, self))

    def on_drafts_read(self, message: messages.DraftsRead) -> None:
        """Offer what an earlier run left unfinished."""
        from .resuming import offer_unasked

        self.drafts.take_left(message.left)
        if message.left:
            offer_unasked(self)

    def on_saved(self, message: messages.Saved) -> None:
        """Say what was saved, and where it waits."""
        self.pending = message.pending
        self.tell_done(message.says)
        self._show_met(message.receipt)
        self.guide.saw_saved(message.ids, self.snapshot)
        self.refresh_header()

    def on_mistook(self, message: messages.Mistook) -> None:
        """Show a mistake; without a book there is nothing to go back to."""
        if self.snapshot is None:
            self.refusal = message.mistake
            self.exit(1)
        else:
            self.show_mistake(message.mistake)

    def on_broke(self, message: messages.Broke) -> None:
        """Show a bug that happened in a thread."""
        self.show_bug(message.error)

    def on_copy_made(self, message: messages.CopyMade) -> None:
        """Give the terminal to the editor, then take back what it wrote."""
        try:
            self.editor(self, message.copy, message.line)
        except CarteraError as mistake:
            self.show_mistake(mistake)
        else:
            from .editing import take_back

            take_back(self, message)

    def on_copy_refused(self, message: messages.CopyRefused) -> None:
        """Ask whether to edit on."""
        from .editing import ask_again

        ask_again(self, message)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.bridge.read_only

    def look_at(self, paths: Collection[str]) -> None:
        """Read files anew that a sync changed."""
        self.bridge.look_at(paths)

    def _collect(self) -> None:
        """Collect garbage unless somebody is typing."""
        if self.collector is not None and time.monotonic() - self.last_typed > PACE:
            self.collector.look()

    # What screens have done

    def perform(self, action_id: str) -> None:
        """Perform an action that is not the screen's own."""
        from .performers import PERFORMERS

        PERFORMERS[action_id](self)

    def open_record(self, record_id: str, among: Sequence[str] = ()) -> None:
        """Show the page of a record, from which one can step through the rows it was ``among``."""
        record = self.snapshot.with_id(record_id) if self.snapshot else None
        if record is not None:
            from .pages import page_of

            self.habits.visit(f"go:{record.id}")
            page = page_of(record)
            page.among = among
            self.push_screen(page)

    def edit_file(self, path: str, line: int = 1) -> None:
        """Edit a file of the book in the person's own editor."""
        from .editing import ask_copy

        ask_copy(self, path, line)

    def go_root(self, screen: BookScreen) -> None:
        """Show a screen of the first level; what was open before is closed."""
        with self.batch_update():
            while len(self.screen_stack) > self.FIRST_LEVEL:
                self.pop_screen()
            following = kept_screen(self, screen)
            self.switch_screen(following)
        if isinstance(following, FilteredScreen) and self.snapshot is not None and following.awaits_rows:
            self.draw_curtain()

    def follow(self, target: str | None) -> None:
        """Do what was chosen in a box; nothing where it was closed without a choice."""
        if target:
            from .performers import follow_target

            follow_target(self, target)

    def show_bug(self, error: BaseException) -> None:
        """Show the error screen; the app goes on."""
        from .screens.bug import BugScreen

        self.push_screen(BugScreen(error, self.language))

    def _judge_size(self, size: Size) -> None:
        showing = isinstance(self.screen, SmallScreen)
        if is_too_small(size) and not showing:
            self.push_screen(SmallScreen(self.language))
        elif showing and not is_too_small(size):
            self.pop_screen()

    def _show_met(self, receipt: Receipt | Recovery | None) -> None:
        if receipt is not None and (receipt.conflicts or receipt.damaged):
            from .meeting import show_met

            show_met(self, receipt)

    def _show_tour(self) -> None:
        if self.framed is not None and self.framed.is_mounted:
            self.framed.show_tour()


def _keep_paint(app: Cartera) -> None:
    if app.page is not None:
        from .early.learning import keep_paint

        keep_paint(app, app.page)


def _start_editor(app: Cartera, path: Path, line: int) -> None:
    from .editing import start_editor

    start_editor(app, path, line)


def _app_for(book: Book, language: Language, private: PrivateFolder | None, person: PrivateFolder) -> Cartera:
    app = Cartera(
        lambda: book,
        language,
        partial(datetime.now, UTC),
        watches=True,
        private=private,
        looks=judge_terminal(os.environ, recall_taste(person)),
        keep=keep_taste(person),
    )
    app.person = person
    return app


def run(
    book: Book,
    language: Language,
    *,
    at_once: bool = False,
    ahead: LookAhead | None = None,
    page: FirstPage | None = None,
    typed: Sequence[events.Key] = (),
    private: PrivateFolder | None = None,
    keymap: Path | None = None,
) -> Ending:
    """Show the book in the terminal until the user leaves it, and close it.

    The records are read before anything is drawn where that can be done ``at_once``, else behind an empty frame. They may
    be those of the last time while a look ``ahead`` at the files goes on, and the person is told so. The first ``page`` may
    stand already; it is taken over.
    What was ``typed`` before is taken as if it were typed then. ``private`` is where drafts and the like are kept; without
    one nothing is. ``keymap`` is the file of the person's own keys.

    Raises:
        CarteraError: there is no terminal that can show it, or its files cannot be read.

    """
    from .leaving import finish_in_hurry, leave_when_told

    check_terminal()
    collector = Collector()
    collector.hold()
    share_interpreter()
    from ..records.files.private import personal_folder
    from ..records.known_books import remember_book

    person = personal_folder(os.environ)
    app = _app_for(book, language, private, person)
    if keymap is not None and keymap.exists():
        from .keymap.reading import load_keymap

        app.keymap = load_keymap(keymap)
    app.collector = collector
    app.typed_before = typed
    if at_once:
        app.bridge.prepare()
        app.is_checking = ahead is not None and ahead.is_wanted
    if page is not None:
        app.page = page
        app.use_facts(page.facts)
        page.hand_over()
    stay = leave_with_terminal(partial(finish_in_hurry, app))
    leave_when_told(app)
    code = run_in_turns(app)
    stay()
    with suppress(CarteraError):
        remember_book(person, book.root)
    if app.refusal is not None:
        raise app.refusal
    return Ending(code or app.return_code or 0, app.next_book, app.is_read_only)
