"""Following the book: the screens show each next snapshot, and what takes a look at every record is found out beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from ..schema.language import Language
from ..schema.problems import Severity
from . import messages
from .bridge import Bridge
from .dressed_app import forget
from .looks.traits import Looks, Taste
from .palette.finder import TitleFinder
from .received_app import ReceivedApp

if TYPE_CHECKING:
    from ..records.book import Book
    from ..records.snapshot import Snapshot

FOLLOW_EVERY = 0.3
"""Seconds between two times the screens follow what others write."""
CALM = 0.2
"""Seconds left to the first rows before the problems are counted, which takes longer than drawing them."""


class FollowingApp(ReceivedApp, inherit_bindings=False):
    """Shows the book as it is now."""

    def __init__(
        self,
        open_book: Callable[[], Book],
        language: Language,
        clock: Callable[[], datetime],
        looks: Looks,
        keep: Callable[[Taste], None] = forget,
    ) -> None:
        super().__init__(language, clock, looks, keep)
        self.bridge = Bridge(self, open_book)
        self.titles = TitleFinder()
        """Finds records by their titles for whoever types a few letters."""
        self.is_checking = False
        """Whether files are still looked at for changes made since the last time."""
        self._next: Snapshot | None = None
        self._calm: Timer | None = None

    def on_book_changed(self, message: messages.BookChanged) -> None:
        """Take the next snapshot: the screen on top follows, the others when they come back.

        What others write in many files comes in many changes; the screen follows some times a second, not each.
        """
        self._next = message.snapshot
        if message.is_awaited or self._calm is None:
            self._follow()
        if self._calm is None:
            self._calm = self.set_timer(FOLLOW_EVERY, self._calmed)

    @property
    def notice(self) -> str:
        """What needs attention; first that the rows are those of the last time, until all files are looked at."""
        checking = self.language.gettext("checking files...") if self.is_checking else ""
        return "  ".join(each for each in (checking, super().notice) if each)

    def on_files_checked(self) -> None:
        """Say no more that the rows are those of the last time."""
        if self.is_checking:
            self.is_checking = False
            self.refresh_header()

    def _follow(self) -> None:
        following, self._next = self._next, None
        if following is not None:
            self.take(following)

    def _calmed(self) -> None:
        """Show what has come since the last change that was shown."""
        self._calm = None if self._next is None else self.set_timer(FOLLOW_EVERY, self._calmed)
        self._follow()

    def on_problems_counted(self, message: messages.ProblemsCounted) -> None:
        """Show how many problems there are, unless the book has changed meanwhile."""
        if message.snapshot is self.snapshot:
            self.problem_counts = (message.errors, message.others)
            self.conflict_count = message.conflicts
            self.refresh_header()
            if self.framed is not None and self.framed.is_mounted:
                self.framed.show_judged()

    def take(self, snapshot: Snapshot) -> None:
        """Show a snapshot on the screen on top, and find out beside it what takes longer."""
        self.snapshot = snapshot
        if self.framed is not None:
            self.framed.follow_snapshot()
        chores = (
            _count_problems,
            lambda each: self.undoing.look(self.bridge.root, each),
            self.titles.prepare,
            _load_rooms,
        )
        for chore in chores:
            self.once_drawn(partial(self.set_timer, CALM, partial(self._give, snapshot, chore)))

    def _give(self, snapshot: Snapshot, chore: Callable[[Snapshot], Message | None]) -> None:
        """Have something found out of a snapshot beside the screens, unless another has taken its place meanwhile."""
        self.bridge.later(self, lambda: chore(snapshot) if snapshot is self.snapshot else None)


def _load_rooms(_snapshot: Snapshot) -> None:
    from .preloading import load_rooms

    load_rooms()


def _count_problems(snapshot: Snapshot) -> messages.ProblemsCounted:
    from ..records.sync.inbox import all_conflicts
    from . import performers  # noqa: F401 - loaded here, beside the screen, so that the first key need not wait

    errors = sum(each.severity is Severity.ERROR for each in snapshot.problems)
    conflicts = len(all_conflicts(snapshot))
    return messages.ProblemsCounted(snapshot, errors, len(snapshot.problems) - errors, conflicts)
