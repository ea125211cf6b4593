"""Lines of a page: labelled values, headings, paragraphs and links, wrapped to a width without a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, chop_cells

from ...schema.dataclass import dataclass
from .cells import Tone, fit

HANGING = 2
"""Cells by which the second line of a thing stands further in than its first."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one meaning."""

    text: str
    """Clean text of one line."""
    tone: Tone = Tone.NORMAL
    """What it means."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a page: a heading, a field with its value, a paragraph, a linked record."""

    spans: tuple[Span, ...]
    """What it says."""
    label: str = ""
    """What stands before it in the label column."""
    key: str = ""
    """The field or fact it shows; empty where nothing can be done with it."""
    target: str = ""
    """The id of the record that Enter opens."""
    heading: bool = False
    """Whether it opens a group."""

    @property
    def can_be_chosen(self) -> bool:
        """Whether the cursor stops on it."""
        return bool(self.key or self.target)

    @property
    def text(self) -> str:
        """What it says, without tones."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terminal."""

    spans: tuple[Span, ...]
    """What it shows, not yet filled to the width."""
    item: int
    """Which item of the page it belongs to."""


def text_item(text: str, tone: Tone = Tone.NORMAL) -> Item:
    """Return a paragraph."""
    return Item((Span(text, tone),))


def heading(text: str) -> Item:
    """Return a heading."""
    return Item((Span(text, Tone.STRONG),), heading=True)


def blank() -> Item:
    """Return an empty line."""
    return Item((Span(""),))


def label_width(items: Iterable[Item], width: int) -> int:
    """Return how wide the label column is: the longest label, at most a third of the page."""
    longest = max((cell_len(item.label) for item in items if item.label), default=0)
    return min(longest, max(8, width * 2 // 5))


def wrap_items(items: Sequence[Item], width: int) -> list[Line]:
    """Return the page's lines in ``width`` cells: labels in a column of their own, values wrapped beside them."""
    labels = label_width(items, width)
    lines: list[Line] = []
    for index, item in enumerate(items):
        indent = labels + 2 if item.label else 0
        room = max(4, width - indent)
        hangs = item.can_be_chosen and not item.label
        for number, spans in enumerate(_wrap_hanging(item.spans, room) if hangs else wrap_spans(item.spans, room)):
            label = fit(item.label if number == 0 else "", labels) + "  "
            before = (Span(label, Tone.MUTED),) if item.label else ()
            lines.append(Line((*before, *spans), index))
    return lines


def _wrap_hanging(spans: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
    """Return the lines of what can be chosen, so that each thing is seen to begin: the following ones stand further in."""
    lines = list(wrap_spans(spans, width))
    if len(lines) < 2 or width <= 4 * HANGING:
        return lines
    first, *rest = wrap_spans(spans, width - HANGING)
    return [first, *((Span(" " * HANGING), *line) for line in rest)]


def wrap_spans(spans: Sequence[Span], width: int) -> Iterator[tuple[Span, ...]]:
    """Yield the spans broken at blanks into lines of at most ``width`` cells; a longer word is cut."""
    line: list[Span] = []
    used = 0
    for word, tone in _words(spans, width):
        if used and used + cell_len(word.rstrip()) > width:
            yield tuple(line)
            line, used = [], 0
        line.append(Span(word, tone))
        used += cell_len(word)
    yield tuple(line)


def _words(spans: Sequence[Span], width: int) -> Iterator[tuple[str, Tone]]:
    """Yield words, each with the blanks that follow it, none wider than ``width``."""
    for span in spans:
        rest = span.text
        while rest:
            end = rest.find(" ")
            while 0 <= end < len(rest) and rest[end] == " ":
                end += 1
            word, rest = (rest, "") if end < 0 else (rest[:end], rest[end:])
            if cell_len(word.rstrip()) <= width:
                yield word, span.tone
            else:
                yield from ((piece, span.tone) for piece in chop_cells(word, width))
