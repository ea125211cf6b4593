"""Where in a record a search found its words: the field, a piece of its text, and the places in that piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.dataclass import dataclass
from ...schema.folding import fold, fold_with_places
from ...schema.record import Record
from ...schema.tree import leaf_texts

WIDTH = 160
"""Characters of an excerpt at most."""
BEFORE = 40
"""Characters kept before the first word found."""
LONG = 2000
"""Characters beyond which only a part of a line is looked at."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a record that shows why it was found."""

    field: str
    """``title``, ``name``, the name of a field, or ``body``."""
    text: str
    """One line of it, as written, cut to ``WIDTH``."""
    marks: tuple[tuple[int, int], ...]
    """Start and end of every word found in ``text``, in order."""


def find_excerpt(record: Record, words: Sequence[str]) -> Excerpt:
    """Return the text of the record that holds most of ``words`` (folded): title first, body last."""
    best = Excerpt("title", record.title[:WIDTH], ())
    most = 0
    for field, text in _texts_of(record):
        folded = fold(text)
        count = sum(word in folded for word in words)
        if count > most:
            most, best = count, cut_excerpt(field, _line_with(text, words), words)
            if count == len(words):
                break
    return best


def cut_excerpt(field: str, line: str, words: Sequence[str]) -> Excerpt:
    """Return the piece of a line around the first word found in it."""
    if len(line) > LONG:
        line = _window(line, words)
    folded, places = fold_with_places(line)
    spans = _join_spans(sorted(_spans(folded, places, words)))
    start = max(spans[0][0] - BEFORE, 0) if spans and len(line) > WIDTH else 0
    text = line[start : start + WIDTH]
    marks = tuple((begin - start, end - start) for begin, end in spans if begin >= start and end - start <= len(text))
    return Excerpt(field, text, marks)


def _window(line: str, words: Sequence[str]) -> str:
    """Return the part of a very long line around a word: placing every character of it would take too long."""
    folded = fold(line)
    found = [at for word in words if (at := folded.find(word)) >= 0]
    # Folding seldom changes the length, so the place in the folded line is about the place in the line.
    middle = min(found, default=0)
    return line[max(middle - LONG // 2, 0) : middle + LONG // 2]


def _join_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _texts_of(record: Record) -> Iterator[tuple[str, str]]:
    yield "title", record.title
    yield "name", record.name
    for name, tree in record.tree.items():
        if name != "title":
            yield from ((name, text) for text in leaf_texts(tree))
    yield "body", record.body


def _line_with(text: str, words: Sequence[str]) -> str:
    """Return the line of a text that holds most of the words."""
    lines = text.splitlines() or [""]
    if len(lines) == 1:
        return lines[0]
    return max(lines, key=lambda line: sum(word in fold(line) for word in words))


def _spans(folded: str, places: Sequence[int], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the places of the words in the text as written."""
    for word in words:
        at = folded.find(word)
        while at >= 0:
            yield places[at], places[at + len(word) - 1] + 1
            at = folded.find(word, at + len(word))
