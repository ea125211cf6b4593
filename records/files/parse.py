"""Read a record file strictly: every scalar as text, nothing guessed, nothing expanded, and never an exception."""

from __future__ import annotations

import re

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ...schema.problems import Problem
from ...schema.tree import Tree
from .frame import Layout, frame
from .lines import read_lines
from .refusals import conflict_markers, empty_file, no_front_matter

_MARKERS = late(r"^(?:<{7} |<{7}\r?$|>{7} )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """What one readable file says."""

    tree: dict[str, Tree]
    """The front matter; every scalar as its text, an empty one as None."""
    body: str
    """The text after the front matter, with ``\\n`` line ends where the file has ``\\r\\n``."""
    lines: dict[str, int]
    """The line of each top-level key, counted from 1 in the file."""
    layout: Layout
    """How the file is written."""
    problems: tuple[Problem, ...] = ()
    """What is wrong though it can be read: no front matter, not UTF-8, conflict markers in the body."""


def read_text(content: bytes, path: str) -> Document | Problem:
    """Return what the file says, or the one Problem for which it is refused as a whole.

    ``path`` decides by its ending whether there is a body, and names the file in the Problem. Never raises.
    """
    framed = frame(content, path)
    if isinstance(framed, Problem):
        return framed
    text = framed.text
    header = text[framed.start : framed.end]
    first_line = 2 if framed.start else 1
    marker = "<<<<<<<" in text and _MARKERS.search(text)
    if marker and marker.start() < framed.body:
        return conflict_markers(path, text.count("\n", 0, marker.start()) + 1)
    read = read_header(header, path, first_line) if header else ({}, {})
    if isinstance(read, Problem):
        return read
    layout = framed.layout
    body = text[framed.body :]
    problems: list[Problem] = [framed.warning] if framed.warning else []
    if not text.strip():
        problems.append(empty_file(path))
    elif not layout.has_front_matter:
        problems.append(no_front_matter(path))
    if layout.newline == "\r\n":
        body = body.replace("\r\n", "\n")
    if marker:
        problems.append(conflict_markers(path, text.count("\n", 0, marker.start()) + 1))
    return Document(read[0], body, read[1], layout, tuple(problems))


def read_header(header: str, path: str, first_line: int) -> tuple[dict[str, Tree], dict[str, int]] | Problem:
    """Return the tree of a front matter and the line of each top-level key, or why it is refused.

    The YAML library is loaded only for what the quick reader leaves: it costs more than a small book.
    """
    quick = read_lines(header, first_line)
    if quick:
        return quick
    from .events import read_events

    return read_events(header, path, first_line)
