"""The quick way through a front matter that is written as Cartera writes: line by line, without a YAML scanner.

It reads a strict subset, in which every line says by itself what it is, and gives up at the first line that does not; the
event loop then reads the whole again. Where it does not give up it says what the event loop says (a test compares them
over generated and damaged texts). It reads three times as fast.
"""

from __future__ import annotations

from ...schema.late_pattern import late
from ...schema.tree import Tree

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain scalars that every YAML reader takes for nothing."""

_LONGEST = 20_000
"""Characters; so short a text cannot hold more values than the event loop allows."""
_LONGEST_KEY = 128
"""Characters of a key; YAML takes no key beyond 1,024."""
_DEEPEST = 5
"""Brackets and braces in each other; well inside what the event loop allows."""
_PLAIN_IN_FLOW = r"[^\W_][^,\[\]{}\"'#?:\\]*(?::[^\s,\[\]{}\"'#?:\\]+)*"
_VALUE = rf'(?:({_PLAIN_IN_FLOW})(?<! )|"([^"\\]*)")'
_PAIR = late(rf"([a-z_][a-z0-9_]{{0,127}}): {_VALUE}(, |\}})")
_ITEM = late(rf"{_VALUE}(, |\])")
_KEY = late(r"([a-z_][a-z0-9_]{0,127}): (?=[\[{])")


class _Unusual(Exception):
    """A line that is outside the subset."""


def read_lines(header: str, first_line: int) -> tuple[dict[str, Tree], dict[str, int]] | None:
    """Return the tree of ``header`` and the line of each key as ``build_tree`` does; None where it is not so simple."""
    if len(header) > _LONGEST or not header.replace("\n", "").isprintable():
        return None
    tree: dict[str, Tree] = {}
    lines: dict[str, int] = {}
    entries: list[Tree] | None = None
    last = ""
    try:
        for number, line in enumerate(header.split("\n"), first_line):
            if line[:4] == "  - " and last:
                if entries is None:
                    tree[last] = entries = []
                entries.append(_value(line[4:]))
                continue
            if not line or line[0] == "#":
                continue
            key, sign, text = line.partition(": ")
            last = ""
            if not sign and key[-1] == ":":
                key = last = key[:-1]
                entries = None
            elif not text:
                return None
            if key in tree or len(key) > _LONGEST_KEY or not (key.isidentifier() and key.isascii()):
                return None
            tree[key] = _value(text) if text else None
            lines[key] = number
    except _Unusual:
        return None
    return tree, lines


def _value(text: str) -> Tree:
    """Return one value that stands on one line."""
    first = text[:1]
    if first.isalnum():
        if ": " in text or " #" in text or text[-1] in ": ":
            raise _Unusual
        return None if text in NULLS else text
    if first == '"':
        if text.count('"') != 2 or text[-1] != '"' or "\\" in text:
            raise _Unusual
        return text[1:-1]
    if first not in {"[", "{"}:
        raise _Unusual
    value, end = _flow(text, 0, 0)
    if end != len(text):
        raise _Unusual
    return value


def _flow(text: str, place: int, depth: int) -> tuple[Tree, int]:
    """Return the list or map whose bracket stands at ``place`` and the place behind it."""
    if depth > _DEEPEST:
        raise _Unusual
    opening = text[place : place + 2]
    if opening in {"[]", "{}"}:
        return [] if opening == "[]" else {}, place + 2
    return _map(text, place + 1, depth) if opening[0] == "{" else _list(text, place + 1, depth)


def _map(text: str, place: int, depth: int) -> tuple[Tree, int]:
    tree: dict[str, Tree] = {}
    while True:
        found = _PAIR.match(text, place)
        if found:
            key, plain, quoted, sign = found.groups()
            value: Tree = quoted if plain is None else None if plain in NULLS else plain
            place = found.end()
        else:
            found = _KEY.match(text, place)
            if not found:
                raise _Unusual
            key = found[1]
            value, place = _flow(text, found.end(), depth + 1)
            sign, place = _sign(text, place, "}")
        if key in tree:
            raise _Unusual
        tree[key] = value
        if sign == "}":
            return tree, place


def _list(text: str, place: int, depth: int) -> tuple[Tree, int]:
    items: list[Tree] = []
    while True:
        found = _ITEM.match(text, place)
        if found:
            plain, quoted, sign = found.groups()
            items.append(quoted if plain is None else None if plain in NULLS else plain)
            place = found.end()
        elif text[place : place + 1] in {"[", "{"}:
            value, place = _flow(text, place, depth + 1)
            items.append(value)
            sign, place = _sign(text, place, "]")
        else:
            raise _Unusual
        if sign == "]":
            return items, place


def _sign(text: str, place: int, closing: str) -> tuple[str, int]:
    """Return what follows an inner list or map, a comma or the bracket that closes the outer one, and the place behind."""
    if text.startswith(", ", place):
        return ", ", place + 2
    if text.startswith(closing, place):
        return closing, place + 1
    raise _Unusual
