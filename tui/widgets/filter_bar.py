"""The filter: one line of the query language over a list, answered as it is typed."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ..presentation.offered import Offered
from ..presentation.plain import plain

_NEXT = "ctrl+n"
_COMPLETES = frozenset({"tab", _NEXT})


class FilterChanged(Message):
    """Another text stands in the filter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        """As typed."""


class FilterAsked(Message):
    """Tab was pressed: what could stand at the cursor is wanted."""

    def __init__(self, text: str, cursor: int) -> None:
        super().__init__()
        self.text = text
        """As typed."""
        self.cursor = cursor
        """Where the cursor stands."""


class FilterLeft(Message):
    """Enter was pressed: the filter stays and the keys go back to the list."""


class FilterBar(Vertical):
    """Hidden until it is needed; it stays visible as long as it filters."""

    DEFAULT_CSS = """
    FilterBar { height: auto; display: none; padding: 0 1; }
    FilterBar.shown { display: block; }
    FilterBar Horizontal { height: 1; }
    FilterBar Horizontal Static { width: auto; height: 1; }
    FilterBar #filter-says { padding-left: 1; }
    FilterBar #filter-refused { height: auto; display: none; }
    FilterBar #filter-offers { height: 1; display: none; }
    FilterBar #filter-offers.shown { display: block; }
    FilterBar #filter-refused.shown { display: block; }
    FilterBar Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    FilterBar Input:focus { border: none; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, label: str, example: str) -> None:
        super().__init__(id="filter")
        self._label = label
        self._example = example
        self._offered: Offered | None = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """Return the label, the line to type in and what came of it."""
        with Horizontal():
            yield Static(plain(f"{self._label} /"))
            yield Input(id="filter-text", select_on_focus=False, compact=True, placeholder=self._example)
            yield Static(plain(""), id="filter-says")
        yield Static(plain(""), id="filter-refused")
        yield Static(plain(""), id="filter-offers")

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.query_one(Input).value

    @property
    def is_typed_in(self) -> bool:
        """Whether one types in it."""
        return self.query_one(Input).has_focus

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
        if text != self._said:
            # Another text of the same length needs no new layout, which takes as long as drawing the list.
            self.query_one("#filter-says", Static).update(
                plain(text, "$text-muted"), layout=len(text) != len(self._said)
            )
            self._said = text
        self.query_one("#filter-refused").remove_class("shown")

    def say_refused(self, text: str, at: int | None = None, length: int = 1) -> None:
        """Say under it what is wrong with it, with marks under the characters that are meant."""
        self.query_one("#filter-says", Static).update(plain(""))
        self._said = ""
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

    def offer(self, text: str, offered: Offered) -> None:
        """Take the first of what could stand at the cursor and show the others; Tab goes through them."""
        if text == self.text and offered.candidates:
            self._take(offered)

    def on_key(self, event: events.Key) -> None:
        """Complete with Tab, and go on to the next that fits; behind a field Tab offers its values."""
        if event.key not in _COMPLETES:
            return
        event.stop()
        event.prevent_default()
        goes_on = event.key == _NEXT or not self.text.endswith(":")  # behind a field its values are wanted
        if self._offered is not None and self.text == self._offered.text and goes_on:
            self._take(self._offered.turned())
        else:
            self.post_message(FilterAsked(self.text, self.query_one(Input).cursor_position))

    def _take(self, offered: Offered) -> None:
        self._offered = offered
        field = self.query_one(Input)
        field.value = offered.text
        field.cursor_position = offered.end
        offers = self.query_one("#filter-offers", Static)
        offers.update(plain("  ".join(offered.others()), "$text-muted"))
        offers.set_class(len(offered.candidates) > 1, "shown")

    def _forget_offers(self) -> None:
        if self._offered is not None and self.text != self._offered.text:
            self._offered = None
            self.query_one("#filter-offers", Static).remove_class("shown")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen what to filter by."""
        event.stop()
        self._forget_offers()
        self.post_message(FilterChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the keys back to the list."""
        event.stop()
        self._offered = None
        self.query_one("#filter-offers", Static).remove_class("shown")
        if not self.text:
            self.remove_class("shown")
        self.post_message(FilterLeft())
