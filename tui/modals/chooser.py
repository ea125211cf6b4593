"""A box with a line to type in and a list that narrows as it is typed: the palette, help, a choice of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ...schema.dataclass import dataclass
from ..answering import Box
from ..messages import Opened
from ..presentation.cells import Tone
from ..presentation.lines import Item, text_item
from ..presentation.plain import plain
from ..widgets.line_view import LineView

Narrow = Callable[[str], Sequence[Item]]
"""Returns what to show for the text typed; an item's ``target`` is what choosing it answers."""

_STEPS = {
    "down": "down",
    "up": "up",
    "pagedown": "page-down",
    "pageup": "page-up",
    "ctrl+n": "down",
    "ctrl+p": "up",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the box says around its list."""

    title: str
    """Over it."""
    keys: str
    """Under it: what the keys do."""
    nothing: str
    """When nothing fits."""


class Choices(LineView):
    """The list of a chooser: one click chooses."""

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        event.prevent_default()
        number = event.y + round(self.scroll_y)
        if 0 <= number < len(self._lines) and (item := self.items[self._lines[number].item]).target:
            self.post_message(Opened(item.target))


class Chooser(Box[str]):
    """Answers with the target of the chosen item, or an empty text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, wording: Wording, narrow: Narrow, *, wide: bool = False) -> None:
        super().__init__()
        self._wording = wording
        self._narrow = narrow
        self._wide = wide

    def compose(self) -> ComposeResult:
        """Return the box."""
        with Vertical(classes="box tall wide" if self._wide else "box tall"):
            yield Static(plain(self._wording.title, "bold"), classes="box-title")
            yield Input(compact=True, id="chooser-text")
            yield Choices(id="chooser-list")
            yield Static(plain(self._wording.keys, "$text-muted"), classes="box-keys")

    def on_mount(self) -> None:
        """Show everything there is to choose from."""
        self.narrow("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose what is under the cursor."""
        event.stop()
        self.choose()

    def on_opened(self, message: Opened) -> None:
        """Choose what was clicked."""
        message.stop()
        self.answer(message.record_id)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing."""
        if event.key in _STEPS:
            event.stop()
            event.prevent_default()
            self.query_one(LineView).step(_STEPS[event.key])

    def choose(self) -> None:
        """Answer with what is under the cursor; where nothing is, the box stays: a slip of a letter is no answer."""
        chosen = self.query_one(LineView).chosen
        if chosen is None or not chosen.target:
            self.app.bell()
            return
        self.answer(chosen.target)

    def answer(self, target: str) -> None:
        """Close with an answer."""
        self.dismiss(target)

    def put(self, items: Sequence[Item]) -> None:
        """Show these items, or that nothing fits."""
        self.query_one(LineView).show(items or [text_item(self._wording.nothing, Tone.MUTED)], from_top=True)

    def narrow(self, text: str) -> None:
        """Show what fits ``text``."""
        self.put(self._narrow(text))

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss("")
