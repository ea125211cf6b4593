"""The box that says how far a deed is, and ends it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from ...schema.language import Language
from ..answering import Box
from ..presentation.charts import bar
from ..presentation.plain import plain

if TYPE_CHECKING:
    from ...records.steps import Step

BAR = 60
"""Cells of the bar."""


class WaitingModal(Box[None]):
    """A sentence with the count, a bar, and how to end it; it is closed by whoever opened it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+c", "cancel", show=False)]

    def __init__(self, step: Step, cancel: Callable[[], None], language: Language) -> None:
        super().__init__()
        self._step = step
        self._cancel = cancel
        self._language = language

    def compose(self) -> ComposeResult:
        """Return the box."""
        with Vertical(classes="box"):
            yield Static(plain(""), id="waiting-says")
            yield Static(plain(""), id="waiting-bar")
            yield Static(plain(self._language.gettext("Esc ends it: then nothing is changed.")), classes="box-keys")

    def on_mount(self) -> None:
        """Show the step it was opened for."""
        self.show(self._step)

    def show(self, step: Step) -> None:
        """Show how far it is now."""
        self._step = step
        if self.query("#waiting-says"):
            self.query_one("#waiting-says", Static).update(plain(step.sentence.text(self._language)))
            shown = bar(Decimal(step.done), Decimal(step.total), BAR) if step.total else ""
            self.query_one("#waiting-bar", Static).update(plain(shown, "$text-accent"))

    def action_cancel(self) -> None:
        """End it at its next step."""
        self._cancel()
        self.query_one(".box-keys", Static).update(plain(self._language.gettext("It ends...")))
