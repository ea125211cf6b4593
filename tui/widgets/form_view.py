"""The lines of a form, drawn without a widget each; the row under the cursor is typed into on top of it."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from ..presentation.form import Form
from ..presentation.form_lines import SIGN, FormLine, label_width, spans_of_line
from .cursor_list import CursorList


class LineChosen(Message):
    """The mouse chose another line of the form."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        """Which line."""


class FormView(CursorList):
    """Draws a form; ``cursor`` is the index of a line."""

    def __init__(self) -> None:
        super().__init__(id="form-lines")
        self.form: Form | None = None
        self.lines: tuple[FormLine, ...] = ()
        self.labels = 0
        """Cells of the column of labels."""

    def show(self, form: Form, lines: tuple[FormLine, ...]) -> None:
        """Show another state of the form."""
        self.form = form
        if lines != self.lines:
            self.lines = lines
            self._measure()
        self.refresh()

    @property
    def value_left(self) -> int:
        """The cell at which values begin."""
        return SIGN + self.labels + 2

    def y_of(self, index: int) -> int:
        """Return on which line of the widget a line of the form stands now."""
        return index - round(self.scroll_y)

    def on_resize(self) -> None:
        """Give the columns their places anew."""
        self._measure()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        index = event.y + round(self.scroll_y)
        if 0 <= index < len(self.lines) and self.lines[index].can_be_chosen:
            self.post_message(LineChosen(index))

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        index = y + round(self.scroll_y)
        width = self.size.width
        if self.form is None or index >= len(self.lines):
            return self.strip_of((), width)
        at_cursor = index == self.cursor
        return self.strip_of(
            spans_of_line(self.lines[index], self.form, self.labels, width, at_cursor=at_cursor), width
        )

    def _measure(self) -> None:
        self.labels = label_width(self.lines, self.size.width)
        self.virtual_size = Size(self.size.width, len(self.lines))
