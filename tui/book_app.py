"""What the application knows: the present records, who reads them, and how it draws and ends safely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.text import Text
from textual.binding import BindingType

from ..schema.clean import clean
from ..schema.errors import CarteraError
from ..schema.language import Language
from ..schema.sentences import Sentence, plural, sentence
from . import messages
from .bug_report import report_of
from .curtain import CurtainApp
from .drawing.sparing import SparingApp
from .dressed_app import DressedApp, forget
from .keymap.keymap import USUAL_KEYMAP
from .looks.traits import Looks, Taste
from .presentation.values import Reader
from .screens.book_screen import FramedScreen
from .typing_ahead import PatientApp
from .undoing import Undoing

# The record keeper is loaded beside the first frame.
if TYPE_CHECKING:
    from ..records.query.facts import Facts
    from ..records.snapshot import Snapshot


class BookApp(DressedApp[int], PatientApp[int], CurtainApp[int], SparingApp[int], inherit_bindings=False):
    """A Textual application over one book; what its screens ask it."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Cartera"
    FIRST_LEVEL = 2
    """Screens on the stack when nothing can be gone back to: Textual's own empty one and ours."""

    def __init__(
        self, language: Language, clock: Callable[[], datetime], looks: Looks, keep: Callable[[Taste], None] = forget
    ) -> None:
        super().__init__(looks, keep)
        self.language = language
        self.keymap = USUAL_KEYMAP
        """The keys in force."""
        self.snapshot: Snapshot | None = None
        """The records now; None until the book is open."""
        self.me = ""
        """The handle of the person at the keyboard; empty when unknown."""
        self.problem_counts: tuple[int, int] | None = None
        """How many errors and how many lesser problems the book has; None until they are counted."""
        self.undoing = Undoing()
        """What undo and redo would do now."""
        self.pending: Sentence | None = None
        """Why what was saved last is not committed yet."""
        self._clock = clock
        self._facts: Facts | None = None

    @property
    def now(self) -> datetime:
        """The present moment in the book's zone."""
        now = self._clock()
        return now.astimezone(self.snapshot.config.zone) if self.snapshot else now

    @property
    def reader(self) -> Reader:
        """Who reads, today."""
        return Reader(self.language, self.now.date(), self.now.tzinfo)

    @property
    def facts(self) -> Facts:
        """What derived fields are computed from: kept as long as the records and the day are the same."""
        assert self.snapshot is not None, "asked before the book was open"
        if self._facts is None or self._facts.snapshot is not self.snapshot or self._facts.today != self.now.date():
            from ..records.query.facts import facts_at

            self._facts = facts_at(self.snapshot, self.now, self.me, self.language)
        return self._facts

    def use_facts(self, facts: Facts | None) -> None:
        """Take what was found out of the present records already."""
        self._facts = facts or self._facts

    @property
    def book_name(self) -> str:
        """What the book is called, as clean text."""
        return clean(self.snapshot.config.name) if self.snapshot else "Cartera"

    @property
    def notice(self) -> str:
        """What needs attention: why a save waits, else how many problems there are."""
        if self.pending is not None:
            return clean(self.pending.text(self.language))
        errors, others = self.problem_counts or (0, 0)
        # Before the problems are counted, in a thread, this would take a look at every record here.
        broken = len(self.snapshot.broken) if self.snapshot and self.problem_counts is not None else 0
        errors -= min(broken, errors)
        parts = [plural("{n} unreadable file", "{n} unreadable files", broken)] if broken else []
        parts += [plural("{n} error", "{n} errors", errors)] if errors else []
        if others and not parts:
            parts = [plural("{n} warning", "{n} warnings", others)]
        return f"! {', '.join(each.text(self.language) for each in parts)}" if parts else ""

    def tell(self, says: Sentence, severity: Literal["information", "warning"] = "information") -> None:
        """Say something in the corner for a few seconds; it takes the place of what was said before."""
        self.clear_notifications()
        self.notify(clean(says.text(self.language)), severity=severity, markup=False)

    def clear_notifications(self) -> None:
        """Take away what was said, from the screens below as well: Textual leaves it standing behind a box."""
        from textual.widgets._toast import ToastRack  # has no public name

        super().clear_notifications()
        for screen in self.screen_stack[:-1]:
            for rack in screen.query(ToastRack):
                rack.show(self._notifications)

    def tell_done(self, says: Sentence) -> None:
        """Say what was saved, by the title of the client in the place of the name of its folder."""
        from ..records.subjects import subject_by_title

        text = says.text(self.language)
        self.tell(sentence("{says}", says=subject_by_title(text, self.snapshot) if self.snapshot else text))

    def on_stepped(self, message: messages.Stepped) -> None:
        """Show how far a deed is that lasts, until it has ended."""
        from .modals.waiting import WaitingModal

        showing = self.screen if isinstance(self.screen, WaitingModal) else None
        if message.step is None or message.cancel is None:
            if showing:
                showing.dismiss()
        elif showing:
            showing.show(message.step)
        else:
            self.push_screen(WaitingModal(message.step, message.cancel, self.language))

    def show_mistake(self, mistake: CarteraError) -> None:
        """Say why what was asked cannot be done; what the person ended themselves is no box to close."""
        from ..records.steps import Cancelled

        if isinstance(mistake, Cancelled):
            self.tell(mistake.sentence)
            return
        from .modals.mistake import MistakeModal

        self.push_screen(MistakeModal(mistake, self.language))

    @property
    def framed(self) -> FramedScreen[object] | None:
        """The screen on top, if it is one of the book's; None while the program ends, where threads still tell things."""
        top = self.screen_stack[-1] if self.is_running and self.screen_stack else None
        return top if isinstance(top, FramedScreen) else None

    def refresh_header(self) -> None:
        """Show the way here and what needs attention anew."""
        if self.framed is not None and self.framed.is_mounted:
            self.framed.refresh_header()

    def _fatal_error(self) -> None:
        """End with a report that names places in the program and nothing of the records."""
        says = self.language.gettext("Cartera had to stop. What was saved is safe. Please report this:")
        report = report_of(self._exception) if self._exception else ""
        self._exit_renderables.append(Text(f"{says}\n{report}"))
        self._close_messages_no_wait()
