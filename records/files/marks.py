"""Where each value of a front matter stands in its text, for the writer and for Problems inside nested values.

libyaml reports where values start and end, in characters. It says nothing about dashes and colons, and the ends of block
values lie past the comments that follow; those are found here in the text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
from yaml._yaml import CParser

from ...schema.dataclass import dataclass, field
from ...schema.problems import Problem
from ...schema.tree import Step
from .frame import frame
from .parse import read_header


@dataclass(slots=True)
class Mark:
    """One value."""

    start: int
    """Its first character."""
    end: int
    """Behind its last character, its own and not that of a comment; line end excluded."""
    style: str
    """Of a scalar: empty, ``'``, ``"``, ``|`` or ``>``. Of a list or map: ``flow`` or ``block``."""
    column: int
    """Column of its first character."""
    is_map: bool = False
    """Whether it is a map."""
    is_list: bool = False
    """Whether it is a list."""
    entries: list[Entry] = field(default_factory=list)
    """What a list or map holds, in the order of the text."""

    @property
    def is_empty(self) -> bool:
        """Whether no character stands for the value."""
        return self.start == self.end


@dataclass(slots=True)
class Entry:
    """One key with its value, or one entry of a list."""

    key: str | None
    """The key; None in a list."""
    start: int
    """First character of the key, or the dash, or in a flow list the value."""
    gap: int
    """Behind the colon or dash: where a value that is empty would be written."""
    has_sign: bool
    """Whether there is a colon; a key of a flow map may lack it."""
    value: Mark
    """The value."""


def read_marks(header: str) -> Mark | None:
    """Return the marks of a front matter that ``read_header`` accepts; None where it has no fields."""
    next_event: Callable[[], Any] = CParser(header).get_event
    next_event()
    next_event()
    event = next_event()
    if type(event) is not MappingStartEvent:
        return None
    top = _collect(event, next_event)
    _place(top, header, 0)
    return top


def _collect(start: Any, next_event: Callable[[], Any]) -> Mark:
    """Return the list or map that ``start`` opens with libyaml's own positions."""
    first = start.start_mark
    is_map = type(start) is MappingStartEvent
    mark = Mark(first.index, first.index, "flow" if start.flow_style else "block", first.column, is_map, not is_map)
    while True:
        event = next_event()
        kind = type(event)
        if kind in {MappingEndEvent, SequenceEndEvent}:
            mark.end = event.end_mark.index
            return mark
        key, key_start, key_end = None, event.start_mark.index, event.start_mark.index
        if is_map:
            key, key_end = event.value, event.end_mark.index
            event = next_event()
            kind = type(event)
        value = _scalar(event) if kind is ScalarEvent else _collect(event, next_event)
        mark.entries.append(Entry(key, key_start, key_end, has_sign=False, value=value))


def _scalar(event: Any) -> Mark:
    first = event.start_mark
    return Mark(first.index, event.end_mark.index, event.style or "", first.column)


def _place(mark: Mark, header: str, indent: int) -> None:
    """Put the signs of ``mark``'s entries and the true ends of its values in; ``mark`` lies in ``indent`` columns."""
    block = mark.style == "block"
    dash = mark.start
    for entry in mark.entries:
        value = entry.value
        if mark.is_map:
            colon = _skip_blank(header, entry.gap)
            entry.has_sign = header[colon : colon + 1] == ":"
            entry.gap = colon + 1 if entry.has_sign else entry.gap
        elif block:
            entry.start = _skip_blank(header, dash)
            entry.gap, entry.has_sign = entry.start + 1, True
        if value.style == "" and value.is_empty:
            value.start = value.end = entry.gap
        elif value.is_map or value.is_list:
            _place(value, header, mark.column if block else indent)
        elif value.style in {"|", ">"}:
            value.end = _end_of_lines(header, value.start, mark.column if block else indent)
        dash = value.end
    if block and mark.entries:
        mark.end = mark.entries[-1].value.end


def _skip_blank(header: str, place: int) -> int:
    """Return the next character from ``place`` on that is neither blank nor in a comment: a colon, a dash, a key."""
    while place < len(header):
        if header[place] == "#" and header[place - 1] in " \t\r\n":
            place = line_end(header, place)
        elif header[place] in " \t\r\n":
            place += 1
        else:
            break
    return place


def _end_of_lines(header: str, start: int, indent: int) -> int:
    """Return the end of a block scalar's last line of text, without the blank lines and comments below it.

    With the sign ``+`` blank lines are text too.
    """
    first = line_end(header, start)
    signs = header[start:first].partition("#")[0]
    width = next((indent + int(sign) for sign in signs if sign.isdigit()), None)
    end, place = first, next_line(header, first)
    while place < len(header):
        stop = line_end(header, place)
        line = header[place:stop]
        blank = not line.strip(" ")
        depth = len(line) - len(line.lstrip(" "))
        if not blank:
            if width is None:
                width = depth
            if depth < width or depth <= indent:
                break
        if not blank or "+" in signs or (width is not None and len(line) > width):
            end = stop
        place = next_line(header, stop)
    return end


def line_end(header: str, place: int) -> int:
    """Return where the line of ``place`` ends, before its line end."""
    end = header.find("\n", place)
    if end < 0:
        return len(header)
    return end - 1 if end > place and header[end - 1] == "\r" else end


def next_line(header: str, place: int) -> int:
    """Return where the line after that of ``place`` starts; the text's end where there is none."""
    end = header.find("\n", place)
    return len(header) if end < 0 else end + 1


def line_start(header: str, place: int) -> int:
    """Return where the line of ``place`` starts."""
    return header.rfind("\n", 0, place) + 1


def line_end_before(header: str, place: int) -> int:
    """Return where the line above that of ``place`` ends, before its line end."""
    return line_end(header, line_start(header, max(line_start(header, place) - 1, 0)))


def find_entry(top: Mark | None, path: Sequence[Step]) -> Entry | None:
    """Return the entry at ``path``, None where nothing stands there."""
    mark, entry = top, None
    for step in path:
        if mark is None:
            return None
        if isinstance(step, int):
            entry = mark.entries[step] if mark.is_list and 0 <= step < len(mark.entries) else None
        else:
            entry = next((each for each in mark.entries if each.key == step), None) if mark.is_map else None
        mark = entry.value if entry else None
    return entry


def line_of(content: bytes, path: str, place: Sequence[Step]) -> int | None:
    """Return the line of the value at ``place`` in the file, counted from 1; that of what holds it where it is missing.

    None where the file cannot be read. For Problems in nested values: the reader keeps only the lines of top-level keys.
    """
    framed = frame(content, path)
    if isinstance(framed, Problem):
        return None
    header = framed.text[framed.start : framed.end]
    if isinstance(read_header(header, path, 1), Problem):
        return None
    top = read_marks(header)
    for length in range(len(place), 0, -1):
        if entry := find_entry(top, place[:length]):
            return framed.text.count("\n", 0, framed.start + entry.start) + 1
    return 1
