"""How a Markdown text reads: headings, lists, quotes, emphasis and links as a person means them. Nothing in it is obeyed."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.clean import clean_lines
from ...schema.late_pattern import late
from .cells import Tone
from .lines import Item, Span, blank

_HEADING = late(r"(#{1,6})\s+(.*)")
_POINT = late(r"(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?(.*)")
_QUOTE = late(r"\s*>\s?(.*)")
_FENCE = late(r"\s*(```|~~~)")
_PIECE = late(r"\*\*(?P<strong>[^*]+)\*\*|\[\[(?P<link>[^\]]+)\]\]|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\([^)]*\)")


def text_items(text: str) -> list[Item]:
    """Return the lines of a text as they read."""
    items: list[Item] = []
    fenced = False
    for line in clean_lines(text.strip("\n")):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            items.append(Item((Span(f"  {line}", Tone.MUTED),)))
        else:
            items.append(_item(line))
    return items


def _item(line: str) -> Item:
    if not line.strip():
        return blank()
    if heading := _HEADING.match(line):
        return Item((Span(heading[2], Tone.STRONG),))
    if quote := _QUOTE.match(line):
        return Item((Span(f"| {quote[1]}", Tone.MUTED),))
    if point := _POINT.match(line):
        box = {"": "-", " ": "[ ]"}.get(point[2] or "", "[x]")
        return Item((Span(f"{point[1]}{box} "), *_spans(point[3])))
    return Item(tuple(_spans(line)))


def _spans(line: str) -> Iterator[Span]:
    """Yield the pieces of a line: strong words, links and code stand out."""
    place = 0
    for piece in _PIECE.finditer(line):
        if piece.start() > place:
            yield Span(line[place : piece.start()])
        kind, text = next((kind, text) for kind, text in piece.groupdict().items() if text)
        yield Span(text, {"strong": Tone.STRONG, "code": Tone.MUTED}.get(kind, Tone.LINK))
        place = piece.end()
    if place < len(line) or not line:
        yield Span(line[place:])
