"""Take one step in the text of a front matter: replace, insert or remove one value and leave every other character alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...schema.tree import Path, dotted
from .differences import Insert, Remove, Replace, Step
from .edits import CannotSplice
from .marks import Entry, Mark, find_entry, line_end, line_end_before, line_start, next_line, read_marks
from .render import STEP, Rendering, flow, key_text, render


def take_step(header: str, step: Step, order: Sequence[str], newline: str) -> str:
    """Return ``header`` after ``step``. ``order`` ranks top-level keys, ``newline`` ends new lines.

    The caller reads the result back: what is found here about unusual texts need not be right, only never trusted.
    """
    top = read_marks(header)
    if top is None:
        return _start(header, step, newline)
    holder = top if len(step.path) == 1 else _value_at(top, step.path[:-1])
    if isinstance(step, Insert):
        after = _entry_before(holder, step.path, order)
        return _insert(header, holder, after, step, newline)
    entry = find_entry(top, step.path)
    if entry is None:
        raise CannotSplice(dotted(step.path))
    if isinstance(step, Remove):
        cut = _remove_from_flow if holder.style == "flow" else _remove_lines
        return cut(header, holder, entry)
    if holder.style == "flow":
        return _replace_in_flow(header, entry, step)
    return _replace_in_block(header, holder, entry, step, newline)


def _value_at(top: Mark, path: Path) -> Mark:
    entry = find_entry(top, path)
    if entry is None or not entry.value.entries:
        raise CannotSplice(dotted(path))
    return entry.value


def _start(header: str, step: Step, newline: str) -> str:
    """Write the first field below whatever comments are there."""
    if not isinstance(step, Insert) or len(step.path) != 1:
        raise CannotSplice(dotted(step.path))
    if header and not header.endswith("\n"):
        header += newline
    return header + _block_entry(step, None, 0).replace("\n", newline)


def _entry_before(holder: Mark, path: Path, order: Sequence[str]) -> Entry | None:
    """Return the entry that a new one goes after; None when it becomes the first."""
    step = path[-1]
    if isinstance(step, int):
        return holder.entries[step - 1] if step else None
    place = {key: number for number, key in enumerate(order)} if len(path) == 1 else {}
    if step not in place:
        return holder.entries[-1]
    before = [entry for entry in holder.entries if place.get(entry.key or "", len(place)) < place[step]]
    return max(before, key=lambda entry: place[entry.key or ""], default=None)


def _insert(header: str, holder: Mark, after: Entry | None, step: Insert, newline: str) -> str:
    if holder.style == "flow":
        key = step.path[-1]
        text = flow(step.tree) if isinstance(key, int) else f"{key_text(key, flow=True)} {flow(step.tree)}"
        if after is None:
            return _swap(header, holder.entries[0].start, holder.entries[0].start, f"{text}, ")
        comma = " , " if after.value.is_empty else ", "  # YAML 1.1 does not see a colon before a comma
        return _swap(header, after.value.end, after.value.end, comma + text)
    place = line_end(header, (after or holder.entries[0]).value.end)
    text = _block_entry(step, after or holder.entries[0], holder.column)
    if isinstance(step.tree, str) and _would_swallow(header, place, holder.column + STEP):
        text = _block_entry(step, None, holder.column, quote='"')
    text = text.removesuffix("\n").replace("\n", newline)
    first = holder.entries[0].start
    if after is None and not header[line_start(header, first) : first].strip():
        return _swap(header, line_start(header, first), line_start(header, first), text + newline)
    if after is None and holder.is_list:
        raise CannotSplice(dotted(step.path))
    return _swap(header, place, place, newline + text)


def _block_entry(step: Insert, neighbour: Entry | None, column: int, quote: str = "") -> str:
    """Return the lines of a new key or list entry in ``column``; a map beside a map of lines is one of lines too."""
    key = step.path[-1]
    indent = " " * column
    if not isinstance(key, int):
        return render(step.tree, column, quote).after(indent + key_text(key, flow=False))
    beside = neighbour.value if neighbour else None
    if isinstance(step.tree, Mapping) and step.tree and beside and beside.is_map and beside.style == "block":
        inner = max(beside.column, column + STEP)
        lines = [
            render(value, inner).after(" " * inner + key_text(name, flow=False)) for name, value in step.tree.items()
        ]
        return indent + "-" + "".join(lines)[column + 1 :]
    value = step.tree
    return (Rendering(flow(value)) if isinstance(value, list | Mapping) else render(value, column, quote)).after(
        indent + "-"
    )


def _replace_in_flow(header: str, entry: Entry, step: Replace) -> str:
    old = entry.value
    text = flow(step.tree, old.style)
    if not old.is_empty:
        return _swap(header, old.start, old.end, text)
    return _swap(header, entry.gap, entry.gap, f" {text}" if entry.has_sign else f": {text}")


def _replace_in_block(header: str, holder: Mark, entry: Entry, step: Replace, newline: str) -> str:
    """Write the new head where the old value stood and the new lines below, keeping the comment behind it."""
    old = entry.value
    is_text = old.style in {"|", ">"}
    column = _column_of_lines(header, old, holder.column) if is_text else holder.column
    new = render(step.tree, column, "" if old.is_map or old.is_list else old.style)
    if new.is_text and _would_swallow(header, max(old.end, entry.gap), column + STEP):
        new = render(step.tree, column, '"')
    lines = "".join(newline + line for line in new.lines)
    first_end = line_end(header, entry.gap)
    if old.is_empty or old.start > first_end:
        is_inline = not old.is_empty and not is_text and old.style != "block"
        if is_inline and new.head and not lines:
            return _swap(header, old.start, old.end, new.head)
        rest = first_end if old.is_empty else line_end(header, old.end)
        head = f" {new.head}" if new.head else ""
        return header[: entry.gap] + head + header[entry.gap : first_end] + lines + header[rest:]
    start = old.start if new.head else entry.gap
    if is_text:
        sign_end = old.start + len(header[old.start : first_end].split(maxsplit=1)[0])
        return header[:start] + new.head + header[sign_end:first_end] + lines + header[old.end :]
    rest = line_end(header, old.end)
    return header[:start] + new.head + header[old.end : rest] + lines + header[rest:]


def _would_swallow(header: str, place: int, indent: int) -> bool:
    """Tell whether lines of text written at ``place`` would take a comment below them for one more line."""
    while (place := next_line(header, place)) < len(header):
        line = header[place : line_end(header, place)]
        if line.strip():
            return line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) >= indent
    return False


def _column_of_lines(header: str, text: Mark, column: int) -> int:
    """Return the column that indents new lines of a block scalar as the old ones were."""
    place = next_line(header, text.start)
    while place < text.end:
        line = header[place : line_end(header, place)]
        if line.strip():
            return max(len(line) - len(line.lstrip(" ")) - STEP, column - STEP + 1)
        place = next_line(header, place)
    return column


def _remove_from_flow(header: str, holder: Mark, entry: Entry) -> str:
    at = next(number for number, each in enumerate(holder.entries) if each is entry)
    if len(holder.entries) == 1:
        return _swap(header, holder.start + 1, holder.end - 1, "")
    if at < len(holder.entries) - 1:
        return _swap(header, entry.start, holder.entries[at + 1].start, "")
    before = holder.entries[at - 1].value
    if "#" not in header[before.end : entry.start]:
        return _swap(header, before.end, entry.value.end, " " if before.is_empty else "")
    comma = re.compile(r"\s*,?").match(header, entry.value.end)
    stop = comma.end() if comma else entry.value.end
    is_alone = not header[stop : line_end(header, stop)].strip()
    return _swap(header, line_end_before(header, entry.start) if is_alone else entry.start, stop, "")


def _remove_lines(header: str, holder: Mark, entry: Entry) -> str:
    """Cut the lines of ``entry``; where it shares its first with the dash of a list, the next one moves up."""
    start = line_start(header, entry.start)
    last = line_end(header, entry.value.end)
    if not header[start : entry.start].strip():
        stop = next_line(header, last)
        if stop == last and start:
            start = line_end_before(header, start)
        return _swap(header, start, stop, "")
    at = next(number for number, each in enumerate(holder.entries) if each is entry)
    if at + 1 == len(holder.entries):
        raise CannotSplice(entry.key or "")
    following = holder.entries[at + 1].start
    is_commented = header[last:following].strip()
    return _swap(header, entry.start, last if is_commented else following, "")


def _swap(header: str, start: int, end: int, text: str) -> str:
    return header[:start] + text + header[end:]
