"""The filter: one line of the query language over a list, answered as it is typed."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ..presentation.plain import plain


class FilterChanged(Message):
    """Another text stands in the filter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        """As typed."""


class FilterLeft(Message):
    """Enter was pressed: the filter stays and the keys go back to the list."""


class FilterBar(Vertical):
    """Hidden until it is needed; it stays visible as long as it filters."""

    DEFAULT_CSS = """
    FilterBar { height: auto; display: none; padding: 0 1; }
    FilterBar.shown { display: block; }
    FilterBar Horizontal { height: 1; }
    FilterBar Horizontal Static { width: auto; height: 1; }
    FilterBar #filter-refused { height: auto; display: none; }
    FilterBar #filter-refused.shown { display: block; }
    FilterBar Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    FilterBar Input:focus { border: none; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, label: str, example: str) -> None:
        super().__init__(id="filter")
        self._label = label
        self._example = example

    def compose(self) -> ComposeResult:
        """Return the label, the line to type in and what came of it."""
        with Horizontal():
            yield Static(plain(f"{self._label} /"))
            yield Input(id="filter-text", select_on_focus=False, compact=True, placeholder=self._example)
            yield Static(plain(""), id="filter-says")
        yield Static(plain(""), id="filter-refused")

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show it and type into it; what is typed comes after what stands there, not into it."""
        self.add_class("shown")
        field = self.query_one(Input)
        if field.value.strip():
            field.value = f"{field.value.rstrip()} "
        field.cursor_position = len(field.value)
        field.focus()

    def clear(self) -> None:
        """Empty and hide it."""
        self.query_one(Input).value = ""
        self.remove_class("shown")

    def set_text(self, text: str) -> None:
        """Filter by ``text``."""
        self.add_class("shown")
        self.query_one(Input).value = text

    def say_count(self, text: str) -> None:
        """Say beside it how many rows are left."""
        self.query_one("#filter-says", Static).update(plain(text, "$text-muted"))
        self.query_one("#filter-refused").remove_class("shown")

    def say_refused(self, text: str, at: int | None = None, length: int = 1) -> None:
        """Say under it what is wrong with it, with marks under the characters that are meant."""
        self.query_one("#filter-says", Static).update(plain(""))
        refused = self.query_one("#filter-refused", Static)
        refused.update(plain(f"{self._marks(at, length)}! {text}", "$text-error"))
        refused.add_class("shown")

    def _marks(self, at: int | None, length: int) -> str:
        """Return the line of marks; none where the line is so long that it has scrolled."""
        field = self.query_one(Input)
        if at is None or cell_len(self.text) >= field.size.width - 2:
            return ""
        before = cell_len(f"{self._label} /") + cell_len(self.text[:at])
        return f"{' ' * before}{'^' * max(1, cell_len(self.text[at : at + length]))}\n"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen what to filter by."""
        event.stop()
        self.post_message(FilterChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the keys back to the list."""
        event.stop()
        if not self.text:
            self.remove_class("shown")
        self.post_message(FilterLeft())
