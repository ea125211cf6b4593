"""What the screens of numbers share: stepping through periods, and typing whose records count."""

from __future__ import annotations

from functools import partial

from textual.message import Message

from ...records.kpis.engine import Question
from ...records.kpis.headlines import Role, role_of
from ...records.query.language import parse_query
from ...records.query.match import compile_query
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.errors import Misused
from ...schema.record import Record
from .. import reports
from ..asking import PRESENT, Asking
from ..modals.line import LineModal, Understood
from ..presentation.cells import Tone
from ..presentation.lines import Span
from ..presentation.numbers import Frame
from .book_screen import BookScreen

OWN = "owner:me"
"""The scope of who leads nobody."""
_OWN_WORDS = frozenset({OWN, "owner:yo", "responsable:yo", "responsable:me"})
"""How people type it."""
EVERYTHING = "*"
"""Typed as a scope: leave nothing out."""


class AskedScreen(BookScreen):
    """A screen that asks the numbers of a period and a scope."""

    def __init__(self, asking: Asking = PRESENT) -> None:
        super().__init__()
        self.asking = asking
        """What is asked now."""
        self._begun = False

    @property
    def person(self) -> Record | None:
        """Who is at the keyboard, as the book knows them."""
        snapshot = self.cartera.snapshot
        return snapshot.records.get(f"people/{self.cartera.me}/user") if snapshot and self.cartera.me else None

    @property
    def is_own(self) -> bool:
        """Whether only one's own records count."""
        return self.asking.scope.casefold() in _OWN_WORDS

    @property
    def scope_title(self) -> str:
        """Whose numbers they are: one's own by name, any other scope as it was typed."""
        return clean(self.person.title if self.person and self.is_own else self.asking.scope)

    def begin_with_own(self) -> None:
        """Begin with one's own records; who leads others begins with everybody's."""
        if self._begun:
            return
        self._begun = True
        if self.person is not None and role_of(self.person) is not Role.MANAGER and not self.asking.scope:
            self.asking = replace(self.asking, scope=OWN)

    @property
    def frame(self) -> Frame:
        """What pages are told with."""
        return Frame(self.snapshot, self.language)

    def of_numbers(self, by: str = "") -> Question:
        """Return what is asked of the numbers now."""
        start = self.snapshot.config.fiscal_year_start
        return self.asking.question(self.cartera.now.date(), start, self.cartera.me, by)

    def count(self, question: Question) -> Message | None:
        """Compute the answer; runs in the thread of the views. Sub-classes say how."""
        raise NotImplementedError

    def turn_to(self, asking: Asking) -> None:
        """Ask the numbers of another period or scope."""
        self.asking = asking
        self.show_snapshot()

    def show_snapshot(self) -> None:
        """Compute in a thread; what was shown stays until the answer is there."""
        self.cartera.bridge.compute(self, partial(self.count, self.of_numbers()))

    def is_present(self, message: reports.NumbersCounted | reports.NumberOpened | reports.OutlookReady) -> bool:
        """Tell whether an answer is to what is asked now, of the records there are now."""
        return message.snapshot is self.cartera.snapshot and message.question == self.of_numbers(message.question.by)

    def do_earlier(self) -> None:
        """Go to the period before."""
        self.turn_to(self.asking.earlier())

    def do_later(self) -> None:
        """Go to the period after."""
        self.turn_to(self.asking.later())

    def do_period_length(self) -> None:
        """Go on to months, quarters or years."""
        self.turn_to(self.asking.longer())

    def do_scope(self) -> None:
        """Ask whose records count."""
        words = self.language.gettext
        title = words("Whose numbers? owner:me, tier:A, product:…, * for everything")
        box = LineModal(title, words("Enter counts, Esc closes."), self._judge, self.asking.scope)
        self.app.push_screen(box, self._take_scope)

    def _take_scope(self, text: str | None) -> None:
        if text:
            self.turn_to(replace(self.asking, scope="" if text.strip() == EVERYTHING else text.strip()))

    def _judge(self, text: str) -> Understood:
        """Return whether a scope means something in this book."""
        if text.strip() == EVERYTHING:
            return Understood(((Span(self.language.gettext("Everything counts.")),),), is_good=True)
        try:
            compile_query(parse_query(text), self.cartera.facts)
        except Misused as mistake:
            says = f"! {mistake.sentence.text(self.language)}"
            return Understood(((Span(clean(says), Tone.WARNING),),), is_good=False)
        return Understood((), is_good=bool(text.strip()))
