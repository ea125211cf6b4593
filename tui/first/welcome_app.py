"""The application that is shown where there is no book: it offers ways to one and answers with the book's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from ...schema.dataclass import dataclass, replace
from ...schema.errors import CarteraError
from ...schema.language import Language
from ..dressed_app import DressedApp
from ..looks.traits import Looks
from ..modals.mistake import MistakeModal
from .beginnings import Beginnings
from .welcome_screen import WelcomeScreen

LEAVING = ("escape", "q", "ctrl+c", "ctrl+q")
"""Keys that end the program also while a book comes about."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen."""

    book: Path
    """The folder of the book."""
    wants_tour: bool = False
    """Whether a tour was asked for with it."""
    typed: tuple[events.Key, ...] = ()
    """What was typed while the book came about: it is meant for the book."""


class Done(Message):
    """A book is there to be opened."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        """Which."""


class Failed(Message):
    """A way led to no book."""

    def __init__(self, mistake: CarteraError) -> None:
        super().__init__()
        self.mistake = mistake
        """Why."""


class WelcomeApp(DressedApp[Chosen], inherit_bindings=False):
    """Offers ways to a book; ends with the chosen one, or with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "../styles/cartera.tcss"
    TITLE = "Cartera"

    def __init__(self, beginnings: Beginnings, language: Language, looks: Looks) -> None:
        super().__init__(looks)
        self.language = language
        self._beginnings = beginnings
        self._typed: list[events.Key] = []

    def on_mount(self) -> None:
        """Show what can be chosen."""
        self.push_screen(WelcomeScreen(self._beginnings, self.language))

    async def on_event(self, event: events.Event) -> None:
        """Keep what is typed for a book that is coming about."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._is_working and event.key not in LEAVING:
            self._typed.append(event)
        else:
            await super().on_event(event)

    @property
    def _is_working(self) -> bool:
        return isinstance(self.screen, WelcomeScreen) and self.screen.is_working

    def do_work(self, deed: Callable[[], Path], *, wants_tour: bool = False) -> None:
        """Do what leads to a book, in a thread: it may take seconds, and an address may be far away."""

        def work() -> None:
            try:
                self.post_message(Done(Chosen(deed(), wants_tour)))
            except CarteraError as mistake:
                self.post_message(Failed(mistake))

        self.run_worker(work, thread=True, exit_on_error=True)

    def on_done(self, message: Done) -> None:
        """End with the book."""
        self.exit(replace(message.chosen, typed=tuple(self._typed)))

    def on_failed(self, message: Failed) -> None:
        """Say why, and offer the ways again."""
        self._typed.clear()
        if isinstance(self.screen, WelcomeScreen):
            self.screen.end_work()
        self.push_screen(MistakeModal(message.mistake, self.language))
