"""A table of records under headings, with a cursor that keeps its place while one works down it."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from ..presentation.cells import Heading
from ..presentation.lines import Span
from ..presentation.sections import Headline, Sectioned, keep_place, step_among
from .record_table import RecordTable, TableModel

_LINE = "\0="
"""What the keys of headings begin with: no record's id does, and no group's heading."""


class SectionList(RecordTable):
    """A table that can also stand in sections, whose headings the cursor steps over."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.sections = Sectioned()
        """The sections it shows; empty where it is a plain table."""
        self._headlines: Mapping[str, Headline] = {}

    def show_sections(self, sections: Sectioned, select: str = "", ordered_by: str = "") -> None:
        """Show rows in other sections; the cursor goes to ``select``, else keeps its place."""
        wanted = select if select in sections.ids else self._place_in(sections)
        self._headlines = {
            f"{_LINE}{number}": line for number, line in enumerate(sections.lines) if isinstance(line, Headline)
        }
        ids = [f"{_LINE}{number}" if isinstance(each, Headline) else each for number, each in enumerate(sections.lines)]
        headings = dict.fromkeys(self._headlines, Heading("", 0))
        model = TableModel(sections.columns, ids, sections.row, ordered_by, headings) if sections.row else None
        self.sections = sections
        super().show(model or TableModel(sections.columns, ids, self.model.row, ordered_by, headings), wanted)

    def show(self, model: TableModel, select: str = "") -> None:
        """Show rows that stand in no sections."""
        self.sections, self._headlines = Sectioned(), {}
        super().show(model, select)

    def step(self, step: str) -> None:
        """Move the cursor by a movement of the table of actions, over the headings of sections."""
        if self._headlines:
            self.cursor = step_among(self.sections.stops, self.cursor, step, self.page)
        else:
            super().step(step)

    def show_cursor(self) -> None:
        """Scroll as little as needed to make the cursor visible; the first rows with the heading over them."""
        super().show_cursor()
        ids = self.sections.ids
        if ids and self.row_key == ids[0]:
            self.scroll_to(y=0, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Leave the cursor where it is when a heading of a section is clicked."""
        index = event.y - self.HEADER + round(self.scroll_y)
        if event.y >= self.HEADER and 0 <= index < len(self.model.ids) and self.model.ids[index] in self._headlines:
            event.stop()
            event.prevent_default()

    def _place_in(self, sections: Sectioned) -> str:
        if not self.sections.lines and self.selected in sections.ids:
            return self.selected
        line = keep_place(self.sections, self.cursor, sections)
        found = sections.lines[line] if 0 <= line < len(sections.lines) else ""
        return found if isinstance(found, str) else ""

    def _index_of(self, record_id: str) -> int:
        index = super()._index_of(record_id)
        return -1 if 0 <= index < len(self.model.ids) and self.model.ids[index] in self._headlines else index

    def _spans(self, index: int) -> list[Span]:
        headline = self._headlines.get(self.model.ids[index])
        return [Span(" "), *headline.spans] if headline is not None else super()._spans(index)
