"""Where the cursor goes: the movements of the table of actions as arithmetic."""

from __future__ import annotations

FAR = 10**9
"""Further than any list is long."""


def step_to(step: str, index: int, count: int, page: int) -> int:
    """Return the index after ``step`` in a list of ``count`` rows of which ``page`` are visible; -1 when empty."""
    move = {
        "down": 1,
        "up": -1,
        "half-down": max(1, page // 2),
        "half-up": -max(1, page // 2),
        "page-down": max(1, page - 1),
        "page-up": -max(1, page - 1),
        "top": -FAR,
        "bottom": FAR,
    }.get(step, 0)
    return min(count - 1, max(0, index + move)) if count else -1


def scroll_for(index: int, first: int, page: int) -> int:
    """Return the first visible row so that ``index`` is visible, moving as little as possible."""
    if index < first:
        return index
    if index >= first + page:
        return index - page + 1
    return first
