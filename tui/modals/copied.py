"""A text to be copied by hand, where the terminal is not known to take one from a program."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ...schema.language import Language
from ..answering import Box
from ..presentation.plain import plain


class CopyModal(Box[None]):
    """The text on lines of its own, and how to take it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,space,y", "dismiss", show=False)]

    def __init__(self, text: str, language: Language) -> None:
        super().__init__()
        self._text = text
        self._language = language

    def compose(self) -> ComposeResult:
        """Return the box."""
        words = self._language.gettext
        with VerticalScroll(classes="box"):
            yield Static(plain(words("To be copied"), "bold"), classes="box-title")
            yield Static(plain(self._text, "$text-accent"))
            says = words("This terminal may keep it from the clipboard: mark it with the mouse, with Shift held.")
            yield Static(plain(says, "$text-muted"), classes="box-keys")
            yield Static(plain(words("Esc or Enter closes this."), "$text-muted"))
