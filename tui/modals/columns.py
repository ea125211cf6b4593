"""Choosing columns: which are shown and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ...records.query.facts import Facts
from ...schema.language import Language
from ...schema.record_type import RecordType
from ..answering import Box
from ..messages import Opened
from ..presentation.arranging import column_items
from ..presentation.cells import Tone
from ..presentation.lines import text_item
from ..presentation.plain import plain
from ..widgets.line_view import LineView

_STEPS = {"down": "down", "up": "up", "pagedown": "page-down", "pageup": "page-up", "ctrl+n": "down", "ctrl+p": "up"}
_EARLIER = frozenset({"alt+up", "shift+up", "ctrl+k"})
_LATER = frozenset({"alt+down", "shift+down", "ctrl+j"})


class ColumnsModal(Box[tuple[str, ...] | None]):
    """Answers with the columns in order, none for the usual ones; None where it was closed without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, language: Language, types: Sequence[RecordType], chosen: Sequence[str], facts: Facts) -> None:
        super().__init__()
        self._language = language
        self._types = tuple(types)
        self._names = [*chosen]
        self._facts = facts

    def compose(self) -> ComposeResult:
        """Return the box."""
        words = self._language.gettext
        keys = words("Tab shows or hides, Alt-↑ ↓ moves, Ctrl-R the usual ones, Enter applies, Esc closes.")
        with Vertical(classes="box tall"):
            yield Static(plain(words("Columns"), "bold"), classes="box-title")
            yield Input(
                compact=True, id="chooser-text", placeholder=words("Type to narrow; client.industry goes further")
            )
            yield LineView(id="chooser-list")
            yield Static(plain(keys, "$text-muted"), classes="box-keys")

    def on_mount(self) -> None:
        """Show all columns."""
        self._show(from_top=True)
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._show(from_top=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the columns."""
        event.stop()
        self.dismiss(tuple(self._names))

    def on_opened(self, message: Opened) -> None:
        """Show or hide what was clicked twice."""
        message.stop()
        self._toggle(message.record_id)

    def on_key(self, event: events.Key) -> None:
        """Move in the list, show or hide, and move columns, while typing."""
        name = self._under_cursor
        typed = self.query_one(Input).value
        if event.key in _STEPS:
            self.query_one(LineView).step(_STEPS[event.key])
        elif event.key == "tab" or (event.key == "space" and not typed):
            self._toggle(name)
        elif event.key in _EARLIER:
            self._move(name, -1)
        elif event.key in _LATER:
            self._move(name, 1)
        elif event.key == "ctrl+r":
            self.dismiss(())
        else:
            return
        event.stop()
        event.prevent_default()

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @property
    def _under_cursor(self) -> str:
        item = self.query_one(LineView).chosen
        return item.target if item else ""

    def _toggle(self, name: str) -> None:
        if name in self._names:
            self._names.remove(name)
        elif name:
            self._names.append(name)
        self._show()

    def _move(self, name: str, step: int) -> None:
        place = self._names.index(name) if name in self._names else -1
        if place >= 0 and 0 <= place + step < len(self._names):
            self._names.insert(place + step, self._names.pop(place))
            self._show()

    def _show(self, *, from_top: bool = False) -> None:
        typed = self.query_one(Input).value
        items = column_items(typed, self._types, self._names, self._facts, self._language)
        nothing = text_item(self._language.gettext("No field is called that."), Tone.MUTED)
        self.query_one(LineView).show(items or [nothing], from_top=from_top)
