"""Read a record file strictly: every scalar as text, nothing guessed, nothing expanded, and never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml.error import MarkedYAMLError, YAMLError

from ...schema.problems import Problem
from ...schema.tree import Tree
from .events import Rejection, build_tree
from .frame import Layout, find_unseen, frame
from .lines import read_lines
from .refusals import (
    conflict_markers,
    duplicate_key,
    empty_file,
    forbidden,
    no_front_matter,
    refuse,
)
from .yaml_errors import syntax_error

_MARKERS = re.compile(r"^(?:<{7} |<{7}\r?$|>{7} )", re.MULTILINE)


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
    """Return the tree of a front matter and the line of each top-level key, or why it is refused."""
    try:
        return read_lines(header, first_line) or build_tree(header, first_line)
    except Rejection as rejection:
        line = rejection.line + first_line
        if rejection.what == "duplicate-key":
            return duplicate_key(path, rejection.key, line, rejection.first + first_line)
        return forbidden(path, line, rejection.what)
    except MarkedYAMLError as error:
        return syntax_error(path, error, header, first_line)
    except YAMLError:
        problem = find_unseen(header, 0, len(header), path)
        if problem is None:
            raise
        return refuse(path, problem.code, problem.message, problem.hint or problem.message, _shift(problem, first_line))


def _shift(problem: Problem, first_line: int) -> int:
    return (problem.line or 1) + first_line - 1
