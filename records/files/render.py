"""How a value is laid out: what stands behind its key, and the lines below.

Lists of maps have one entry a line in flow style, so that appending one is one new line; lists of scalars and maps
stand on one line; maps of maps are nested by indentation with flow inside.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from .quoting import fits_lines, scalar

STEP = 2
"""Spaces of one more level of indentation."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One value as text, with plain line ends."""

    head: str
    """What stands behind ``key:`` or ``-``, on its line; may be empty."""
    lines: tuple[str, ...] = ()
    """The lines below, indented, without line ends."""

    @property
    def is_text(self) -> bool:
        """Whether the lines are those of one text, under ``|``."""
        return self.head.startswith("|")

    def after(self, introduction: str) -> str:
        """Return the text of the whole entry that ``introduction`` (``key:`` or ``-``) starts, with its line ends."""
        first = f"{introduction} {self.head}" if self.head else introduction
        return "\n".join((first, *self.lines, ""))


def render(value: Tree, column: int, style: str = "") -> Rendering:
    """Return ``value`` for a block entry whose key or dash stands in ``column``.

    ``style`` is the quote or block sign that the scalar there had before; with a quote it stays on one line.
    """
    if isinstance(value, str):
        if style not in {'"', "'"} and (fits_lines(value) or (style and _fits_block(value))):
            return _render_lines(value, column + STEP)
        return Rendering(scalar(value, flow=False, quote=style))
    if isinstance(value, list) and any(isinstance(item, list | Mapping) for item in value):
        indent = " " * (column + STEP)
        return Rendering("", tuple(f"{indent}- {flow(item)}" for item in value))
    if isinstance(value, Mapping) and value and all(isinstance(item, Mapping) for item in value.values()):
        return Rendering("", _nested(value, column + STEP))
    return Rendering("" if value is None else flow(value))


def _fits_block(text: str) -> bool:
    return bool(text) and "\n" not in text and fits_lines(text + "\n.")


def _render_lines(text: str, indent: int) -> Rendering:
    lines = text.removesuffix("\n").split("\n")
    sign = "|" if text.endswith("\n") else "|-"
    return Rendering(sign, tuple(" " * indent + line if line else "" for line in lines))


def _nested(value: Mapping[str, Tree], indent: int) -> tuple[str, ...]:
    lines: list[str] = []
    for key, item in value.items():
        lines += render(item, indent).after(" " * indent + key_text(key, flow=False)).splitlines()
    return tuple(lines)


def flow(value: Tree, quote: str = "") -> str:
    """Return ``value`` on one line, lists in brackets and maps in braces; ``quote`` is what a scalar had before."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, flow=True, quote=quote)
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return "{" + ", ".join(f"{key_text(key, flow=True)} {flow(item)}" for key, item in value.items()) + "}"


def key_text(key: str, *, flow: bool) -> str:
    """Return ``key`` with its colon."""
    return scalar(key, flow=flow) + ":"
