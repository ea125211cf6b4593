"""The box that says why what was asked cannot be done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ...schema.errors import CarteraError
from ...schema.language import Language
from ..answering import Box
from ..presentation.plain import plain


class MistakeModal(Box[None]):
    """The sentence, what to do next, and how to close it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,space", "dismiss", show=False)]

    def __init__(self, mistake: CarteraError, language: Language) -> None:
        super().__init__()
        self._mistake = mistake
        self._language = language

    def compose(self) -> ComposeResult:
        """Return the box."""
        words = self._language.gettext
        with VerticalScroll(classes="box"):
            yield Static(plain(words("This cannot be done"), "bold $text-error"), classes="box-title")
            yield Static(plain(self._mistake.sentence.text(self._language)))
            if self._mistake.hint is not None:
                yield Static(plain(self._mistake.hint.text(self._language), "$text-muted"))
            yield Static(plain(words("Esc or Enter closes this."), "$text-muted"), classes="box-keys")
