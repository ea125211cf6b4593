"""The one screen of the first run: what Cartera is, and the ways to a book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from ...schema.clean import clean
from ...schema.language import Language
from ..messages import Opened
from ..modals.ask import AskModal
from ..modals.line import LineModal, Understood
from ..presentation.cells import Tone
from ..presentation.lines import Span
from ..presentation.plain import plain
from ..widgets.line_view import LineView
from .beginnings import KNOWN, Beginnings, Way, full_path, name_of_address, way_items

if TYPE_CHECKING:
    from .welcome_app import WelcomeApp

BEAT = 0.4
"""Seconds between two signs of life while something takes its time."""


class WelcomeScreen(Screen[None]):
    """Lists the ways; the keys are those of every list, before there is a table of them."""

    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    #welcome { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; }
    #welcome-about { margin-bottom: 1; }
    #welcome-ways { height: auto; max-height: 14; }
    #welcome-keys { dock: bottom; height: 1; padding: 0 1; background: $bar; color: $bar-text; text-style: $bar-style; }
    #welcome-doing { height: auto; min-height: 1; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(keys, f"step('{step}')", show=False) for keys, step in (("down,j", "down"), ("up,k", "up"))),
        Binding("enter", "choose", show=False),
        Binding("question_mark,f1", "explain", show=False),
        Binding("q,escape,ctrl+q,ctrl+c", "leave", show=False),
    ]

    def __init__(self, beginnings: Beginnings, language: Language) -> None:
        super().__init__()
        self._beginnings = beginnings
        self._language = language
        self._beat: Timer | None = None
        self._beats = 0

    @property
    def _welcome(self) -> WelcomeApp:
        return cast("WelcomeApp", self.app)

    def compose(self) -> ComposeResult:
        """Return the box."""
        words = self._language.gettext
        with Vertical(id="welcome"):
            yield Static(plain("Cartera", "bold $text-accent"))
            about = words(
                "Your book of business: clients, deals and promises as plain text in git. There is none here."
            )
            yield Static(plain(about), id="welcome-about")
            yield LineView(id="welcome-ways")
            yield Static(plain(""), id="welcome-doing")
        keys = words("↑ ↓ choose, Enter does it, ? explains, q leaves.")
        yield Static(plain(keys), id="welcome-keys")

    def on_mount(self) -> None:
        """Show the ways."""
        ways = self.query_one(LineView)
        ways.show(way_items(self._beginnings, self._language), from_top=True)
        ways.focus()

    def on_opened(self, message: Opened) -> None:
        """Take what was clicked twice."""
        message.stop()
        self._take(message.record_id)

    @property
    def is_working(self) -> bool:
        """Whether a book is coming about."""
        return self._beat is not None

    def action_step(self, step: str) -> None:
        """Move among the ways."""
        self.query_one(LineView).step(step)

    def action_choose(self) -> None:
        """Take the way under the cursor."""
        item = self.query_one(LineView).chosen
        if item is not None and self._beat is None:
            self._take(item.target)

    def action_explain(self) -> None:
        """Say what a book is and how to begin one without this screen."""
        words = self._language.gettext
        lines = [
            words("A book is a folder of text files in git: one for each client, contact, call, deal, task."),
            words("The same from the shell: cartera demo, cartera init DIR, cartera clone URL DIR, cartera -C DIR."),
            words("In the book, ? shows every key that works where you are. Esc closes this."),
        ]
        self._welcome.push_screen(AskModal(words("What is this?"), lines, ()))

    def action_leave(self) -> None:
        """End without a book."""
        self.app.exit()

    def end_work(self) -> None:
        """Offer the ways again."""
        if self._beat is not None:
            self._beat.stop()
            self._beat = None
        self.query_one("#welcome-doing", Static).update(plain(""))

    def _take(self, target: str) -> None:
        words, begin = self._language.gettext, self._beginnings
        if target.startswith(KNOWN):
            self._work(words("Opening the book"), lambda: begin.find(Path(target.removeprefix(KNOWN))))
        elif target == Way.DEMO:
            self._work(words("Writing the sample book"), lambda: begin.write_demo(begin.demo), wants_tour=True)
        elif target == Way.HERE:
            self._work(words("Making the book"), lambda: begin.create(begin.here))
        elif target == Way.ELSEWHERE:
            self._ask_folder(words("In which folder?"), words("Making the book"), begin.create)
        elif target == Way.OPEN:
            self._ask_folder(words("Which folder?"), words("Opening the book"), begin.find)
        elif target == Way.CLONE:
            self._ask_address()

    def _ask_folder(self, title: str, doing: str, deed: Callable[[Path], Path], text: str = "") -> None:
        here = self._beginnings.here

        def judge(typed: str) -> Understood:
            place = clean(str(full_path(typed, here))) if typed.strip() else ""
            return Understood(((Span(place, Tone.MUTED),),), bool(typed.strip()))

        def typed(text: str | None) -> None:
            if text:
                self._work(doing, lambda: deed(full_path(text, here)))

        keys = self._language.gettext("Enter goes on, Esc closes. ~ is your home.")
        self._welcome.push_screen(LineModal(title, keys, judge, text), typed)

    def _ask_address(self) -> None:
        words, clone = self._language.gettext, self._beginnings.clone

        def judge(typed: str) -> Understood:
            return Understood(
                ((Span(words("The address git knows it by, or a folder."), Tone.MUTED),),), bool(typed.strip())
            )

        def typed(address: str | None) -> None:
            if address:
                doing = words("Fetching the book")
                name = name_of_address(address)
                self._ask_folder(
                    words("Into which folder?"), doing, lambda folder: clone(address.strip(), folder), name
                )

        keys = words("Enter goes on, Esc closes.")
        self._welcome.push_screen(LineModal(words("From which address?"), keys, judge), typed)

    def _work(self, doing: str, deed: Callable[[], Path], *, wants_tour: bool = False) -> None:
        """Do what leads to a book and show that it is going on; Esc leaves meanwhile."""

        def show() -> None:
            self._beats += 1
            self.query_one("#welcome-doing", Static).update(plain(doing + "." * (self._beats % 4), "$text-accent"))

        self._beats = 2
        show()
        self._beat = self.set_interval(BEAT, show)
        self._welcome.do_work(deed, wants_tour=wants_tour)
