"""The event loop: one front matter to its tree, refusing what records do not use.

It walks libyaml's *events*. PyYAML's composer would expand aliases, keep the last of two equal keys and overflow the
stack on nested braces; the events do none of that, and are faster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import StreamEndEvent

from ...schema.dataclass import replace
from ...schema.problems import Problem
from ...schema.tree import Tree
from .frame import find_unseen
from .lines import NULLS
from .refusals import MAX_DEPTH, MAX_NODES, duplicate_key, forbidden
from .yaml_errors import syntax_error


class Rejection(Exception):
    """Something a record must not contain, on its way from the event loop to the Problem."""

    def __init__(self, what: str, line: int, key: str = "", first: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.key = key
        self.first = first


def read_events(header: str, path: str, first_line: int) -> tuple[dict[str, Tree], dict[str, int]] | Problem:
    """Return the tree of a front matter and the line of each top-level key, or why it is refused."""
    try:
        return build_tree(header, first_line)
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
        return replace(problem, line=(problem.line or 1) + first_line - 1)


def build_tree(header: str, first_line: int) -> tuple[dict[str, Tree], dict[str, int]]:  # noqa: C901, PLR0912
    """Return the tree of ``header`` and the line of each top-level key; raise ``Rejection`` or ``YAMLError``.

    One loop that calls nothing of ours on the way, as it runs for every record of a book: a tidier one took twice as long.
    """
    next_event: Callable[[], Any] = CParser(header).get_event
    top: dict[str, Tree] = {}
    lines: dict[str, int] = {}
    if not _enter_top(next_event):
        return top, lines
    here: Any = top
    in_map = True
    key: str | None = None
    above: list[Any] = []
    for _ in range(MAX_NODES):
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor or event.tag:
                raise _decorated(event)
            value = event.value
            if in_map and key is None:
                if value in here or value == "" or (value == "<<" and not event.style):
                    raise _bad_key(header, event, len(above), twice=value in here)
                key = value
                if here is top:
                    lines[value] = event.start_mark.line + first_line
                continue
            if value in NULLS and not event.style:
                value = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor or event.tag or (in_map and key is None) or len(above) > MAX_DEPTH - 2:
                raise _bad_start(event, is_key=in_map and key is None)
            value = {} if kind is MappingStartEvent else []
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if here is top:
                break
            here = above.pop()
            in_map, key = type(here) is dict, None
            continue
        else:
            raise Rejection("alias", event.start_mark.line)
        if in_map:
            here[key] = value
            key = None
        else:
            here.append(value)
        if kind is not ScalarEvent:
            above.append(here)
            here, in_map, key = value, kind is MappingStartEvent, None
    else:
        raise Rejection("too-many-values", event.start_mark.line)
    _leave(next_event)
    return top, lines


def _enter_top(next_event: Callable[[], Any]) -> bool:
    """Step into the front matter's own map; False where there is nothing at all."""
    next_event()
    document = next_event()
    if type(document) is StreamEndEvent:
        return False
    if document.version or document.tags:
        raise Rejection("directive", document.start_mark.line)
    event = next_event()
    kind = type(event)
    if kind is AliasEvent:
        raise Rejection("alias", event.start_mark.line)
    if event.anchor or event.tag:
        raise _decorated(event)
    if kind is ScalarEvent and not event.value and not event.style:
        _leave(next_event)
        return False
    if kind is not MappingStartEvent:
        raise Rejection("not-a-map", event.start_mark.line)
    return True


def _leave(next_event: Callable[[], Any]) -> None:
    """Step over the end of the document and see that nothing follows."""
    next_event()
    event = next_event()
    if type(event) is not StreamEndEvent:
        raise Rejection("several-documents", event.start_mark.line)


def _decorated(event: Any) -> Rejection:
    return Rejection("anchor" if event.anchor else "tag", event.start_mark.line)


def _bad_start(event: Any, *, is_key: bool) -> Rejection:
    """Return why the list or map that starts with ``event`` cannot be."""
    if event.anchor or event.tag:
        return _decorated(event)
    return Rejection("odd-key" if is_key else "too-deep", event.start_mark.line)


def _bad_key(header: str, event: Any, depth: int, *, twice: bool) -> Rejection:
    """Return why the key of ``event`` cannot be; for a second one, find the first by walking again."""
    line = event.start_mark.line
    if not twice:
        return Rejection("merge-key" if event.value == "<<" else "odd-key", line)
    return Rejection("duplicate-key", line, event.value, _first_line(header, event, depth))


def _first_line(header: str, second: Any, depth: int) -> int:
    """Return the line of the key equal to ``second`` that stands before it in the same map, ``depth`` levels down."""
    next_event: Callable[[], Any] = CParser(header).get_event
    found = 0
    expects_key: list[bool | None] = []  # of each open map whether a key comes next; None for a list
    while True:
        event = next_event()
        kind = type(event)
        if kind in {MappingEndEvent, SequenceEndEvent}:
            expects_key.pop()
        elif kind in {MappingStartEvent, SequenceStartEvent, ScalarEvent}:
            if kind is ScalarEvent and event.start_mark.index == second.start_mark.index:
                return found
            if expects_key and expects_key[-1] is not None:
                if expects_key[-1] and len(expects_key) == depth + 1 and event.value == second.value:
                    found = event.start_mark.line
                expects_key[-1] = not expects_key[-1]
            if kind is not ScalarEvent:
                expects_key.append(True if kind is MappingStartEvent else None)
