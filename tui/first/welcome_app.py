"""The application that is shown where there is no book: it offers ways to one and answers with the book's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from ...schema.dataclass import dataclass
from ...schema.errors import CarteraError
from ...schema.language import Language
from ..dressed_app import DressedApp
from ..looks.traits import Looks
from ..modals.mistake import MistakeModal
from .beginnings import Beginnings
from .welcome_screen import WelcomeScreen


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen."""

    book: Path
    """The folder of the book."""
    wants_tour: bool = False
    """Whether a tour was asked for with it."""


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

    def on_mount(self) -> None:
        """Show what can be chosen."""
        self.push_screen(WelcomeScreen(self._beginnings, self.language))

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
        self.exit(message.chosen)

    def on_failed(self, message: Failed) -> None:
        """Say why, and offer the ways again."""
        if isinstance(self.screen, WelcomeScreen):
            self.screen.end_work()
        self.push_screen(MistakeModal(message.mistake, self.language))
