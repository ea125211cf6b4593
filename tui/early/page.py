"""The first page: the list of clients as the screens will draw it, a fifth of a second before they can.

The records are at hand long before the screens are. What is shown is read and typed as always; only the looks are those of
the last time (``paint.py``). Where they do not fit, or the list was left filtered or arranged, nothing is drawn early. The
screens then draw over it. ``CARTERA_NO_EARLY_PAGE=1`` does without.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...schema.clean import clean
from ...schema.language import Language
from ..remembering import Remembered, read_lists
from .paint import BAR, CURSOR, FILE, GROUND, HEAD, Paint, key_of, read_paint

if TYPE_CHECKING:
    from ...records.book import Book
    from ...records.files.private import PrivateFolder
    from ...records.query.facts import Facts
    from ..presentation.lines import Span

SWITCH = "CARTERA_NO_EARLY_PAGE"
"""The environment variable that has nothing drawn before the screens."""
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""To the terminal's other page, and back to what stood there before."""
TASTE_FILE = "looks.json"


class FirstPage:
    """Draws the first page where it knows how, and takes it away again where the screens do not come."""

    def __init__(
        self,
        private: PrivateFolder,
        person: PrivateFolder,
        language: Language,
        keymap: Path | None,
        environment: Mapping[str, str],
    ) -> None:
        self._private = private
        self._person = person
        self._language = language
        self._keymap = keymap
        self._environment = environment
        self._is_drawn = False
        self.facts: Facts | None = None
        """What the rows were made from, for whoever makes them again."""

    def draw(self, book: Book, *, checking: bool = False) -> None:
        """Draw the clients of the book; ``checking`` says that its files are still looked at."""
        stream = sys.__stderr__
        if self._environment.get(SWITCH) == "1" or stream is None or not stream.isatty():
            return
        width, height = os.get_terminal_size(stream.fileno())
        paint = read_paint(self._private.read_json(FILE), self.key_at(width, height))
        left = read_lists(self._private).get("clients", Remembered())
        if paint is None or left != Remembered(cursor=left.cursor):
            return
        stream.write(ENTER + "".join(_lines(paint, self._content(book, paint, left.cursor, checking), width, height)))
        stream.flush()
        self._is_drawn = True

    def key_at(self, width: int, height: int) -> str:
        """Return what the looks depend on in a window of that size."""
        taste = self._person.read_json(TASTE_FILE)
        return key_of(self._environment, (width, height), self._language.code, taste, self._keymap)

    def hand_over(self) -> None:
        """Leave what is drawn to the screens."""
        self._is_drawn = False

    def leave(self) -> None:
        """Take away what was drawn, unless the screens have it."""
        if self._is_drawn and sys.__stderr__ is not None:
            sys.__stderr__.write(LEAVE)
            sys.__stderr__.flush()
        self._is_drawn = False

    def _content(self, book: Book, paint: Paint, cursor: str, checking: bool) -> Content:
        from ...records.query.facts import facts_at
        from ..presentation.client_columns import client_columns
        from ..presentation.steps import scroll_for
        from ..presentation.table_lines import SAMPLE, heading_text, place_table, row_spans
        from ..presentation.tables import row_maker
        from ..presentation.values import Reader

        snapshot, language = book.snapshot(), self._language
        record_type = snapshot.schema.types["client"]
        now = book.now()
        facts = self.facts = facts_at(snapshot, now, book.me or "", language)
        columns = client_columns(record_type, language)
        make = row_maker(facts, columns, Reader(language, now.date(), now.tzinfo))
        ids = [each.id for each in snapshot.of_type("client")]
        rows = {each: make(each) for each in ids[:SAMPLE]}
        placed = place_table(columns, list(rows.values()), paint.room)
        at = ids.index(cursor) if cursor in ids else 0
        first = scroll_for(at, 0, paint.lines)
        shown = [
            row_spans(rows.get(key) or make(key), columns, placed, at_cursor=place == at)
            for place, key in enumerate(ids[first : first + paint.lines], first)
        ]
        title = f"{clean(snapshot.config.name)} > {clean(language.choose(record_type.plural))} ({len(ids)})"
        notice = language.gettext("checking files...") if checking else ""
        return title, notice, heading_text(columns, placed), shown, at - first


Content = tuple[str, str, str, Sequence[Sequence["Span"]], int]
"""The first line and what stands on its right, the heading, the rows, and which of them has the cursor."""


def _lines(paint: Paint, content: Content, width: int, height: int) -> Iterator[str]:
    """Yield all lines of the page, each with where it stands; the cursor of the terminal comes back to its corner."""
    from ..presentation.cells import fit

    title, notice, heading, rows, at = content
    room = max(0, width - 2 - len(notice))
    yield _line(0, [(f" {fit(title, room)}{notice} ", paint.look(BAR))])
    blank = (" " * width, paint.look(GROUND))
    for y in range(1, height - 1):
        place = y - paint.top - 1
        if y == paint.top:
            yield _line(y, [(fit(heading, paint.room), paint.look(HEAD)), (" " * (width - paint.room), blank[1])])
        elif 0 <= place < len(rows):
            prefix = CURSOR if place == at else ""
            spans = [(span.text, paint.look(f"{prefix}{span.tone}")) for span in rows[place]]
            gap = paint.room - sum(len(text) for text, _ in spans)
            yield _line(y, [*spans, (" " * gap, paint.look(prefix) if prefix else blank[1])])
        else:
            yield _line(y, [blank])
    yield _line(height - 1, paint.footer)
    yield "\x1b[m\x1b[H"


def _line(y: int, parts: Iterable[tuple[str, str]]) -> str:
    """Return a line as it goes to the terminal, past the screens that hide what a terminal obeys: so that is done here."""
    shown = ((clean(text), f"0;{codes}" if codes else "") for text, codes in parts)
    return f"\x1b[{y + 1};1H" + "".join(f"\x1b[{codes}m{text}" for text, codes in shown)
