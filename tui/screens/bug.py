"""The error screen: something went wrong that nobody expected. It shows where, never what the records say."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ...schema.language import Language
from ..bug_report import report_of
from ..presentation.plain import plain


class BugScreen(ModalScreen[None]):
    """The places in the program that the error passed through; the app goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,space", "dismiss", show=False)]

    def __init__(self, error: BaseException, language: Language) -> None:
        super().__init__()
        self._report = report_of(error)
        self._language = language

    def compose(self) -> ComposeResult:
        """Return the box."""
        words = self._language.gettext
        with VerticalScroll(classes="box"):
            yield Static(
                plain(words("A mistake in Cartera, not in your book"), "bold $text-error"), classes="box-title"
            )
            yield Static(plain(words("What was saved is safe. You can go on; this one action did not finish.")))
            yield Static(plain(words("This report names places in the program and nothing of your records:")))
            yield Static(plain(self._report, "$text-muted"))
            yield Static(plain(words("Esc or Enter closes this."), "$text-muted"), classes="box-keys")
