"""The text below the fields, written over the whole screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea

from ...schema.clean import clean
from ..actions import Place
from ..presentation.text_lines import text_items
from ..widgets.line_view import LineView
from .book_screen import FramedScreen
from .outside import write_text_outside

BESIDE = 100
"""Columns from which the text and how it reads stand side by side."""


class BodyScreen(FramedScreen[str]):
    """Answers with the text, or with None when it was left as it was."""

    place: ClassVar[Place] = Place.TEXT

    def __init__(self, heading: str, body: str, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._heading = heading
        self._body = body
        self._previews = False
        """Whether the person asked for the other of what is usual: the preview in its place, or none beside it."""
        self._typed = typed
        """Told what stands here, after each key."""

    def content(self) -> Iterable[Widget]:
        """Return the text, and how it reads."""
        with Horizontal(id="body-beside"):
            yield TextArea(self._body.rstrip("\n"), id="body", soft_wrap=True, tab_behavior="focus", compact=True)
            yield LineView(id="body-preview", can_focus=False)

    def trail(self) -> tuple[str, ...]:
        """Return whose text it is."""
        return (clean(self._heading), self.language.gettext("Text"))

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._lay_out()

    def on_resize(self) -> None:
        """Show both where there is room for both."""
        self._lay_out()

    def do_preview_text(self) -> None:
        """Show how the text reads, beside it or in its place where there is no room beside it."""
        self._previews = not self._previews
        self._lay_out()

    def do_outside(self) -> None:
        """Write on in the person's own editor."""
        written = write_text_outside(self.cartera, self.text)
        if written is not None:
            self.query_one(TextArea).text = written.rstrip("\n")
            self._typed(self.text)

    def _lay_out(self) -> None:
        """Decide what is seen: text and preview from ``BESIDE`` columns, else one of them."""
        wide = self.size.width >= BESIDE
        preview, area = self.query_one(LineView), self.query_one(TextArea)
        preview.display = self._previews if not wide else not self._previews
        area.display = wide or not self._previews
        if area.display:
            area.focus()
        self._show_preview()

    def _show_preview(self) -> None:
        preview = self.query_one(LineView)
        if preview.display:
            preview.show(text_items(self.text))

    @property
    def text(self) -> str:
        """What stands here; it ends with one line end."""
        text = self.query_one(TextArea).text.rstrip()
        return f"{text}\n" if text else ""

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Tell the form, which keeps it."""
        message.stop()
        self._typed(self.text)
        self._show_preview()

    def do_save(self) -> None:
        """Take the text into the form."""
        self.dismiss(self.text)

    def do_leave(self) -> None:
        """Take the text too: only the form as a whole is thrown away."""
        self.do_save()
