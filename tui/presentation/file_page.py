"""The text of a file as a page: numbered lines, and what is wrong right under its line."""

from __future__ import annotations

from ...schema.clean import clean, clean_lines
from ...schema.language import Language
from ...schema.problems import Problem
from .cells import Tone
from .lines import Item, Span

MOST_LINES = 2000
"""Lines shown; a file beyond the limits of a record may be huge."""

WIDEST = 400
"""Characters shown of a line."""


def file_items(content: bytes, problem: Problem, language: Language) -> list[Item]:
    """Return the lines of ``content``; the line of the problem can be stood on, and says what is wrong."""
    lines = clean_lines(content[: MOST_LINES * WIDEST].decode("utf-8", errors="replace").removesuffix("\n"))
    said = Item((Span(f"! {clean(problem.message.text(language))}", Tone.BAD),), label="", key="problem")
    items: list[Item] = [] if problem.line else [said]
    for number, line in enumerate(lines[:MOST_LINES], 1):
        items.append(Item((Span(line[:WIDEST]),), label=f"{number:>4}"))
        if number == problem.line:
            items.append(said)
            if problem.hint is not None:
                items.append(Item((Span(f"  {clean(problem.hint.text(language))}", Tone.MUTED),)))
    if len(lines) > MOST_LINES:
        items.append(Item((Span(language.gettext("(the rest is not shown)"), Tone.MUTED),)))
    return items
