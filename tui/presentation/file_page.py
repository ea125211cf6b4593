"""The text of a file as a page: numbered lines, and what is wrong right under its line."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.clean import clean, clean_lines
from ...schema.language import Language
from ...schema.problems import Problem, Severity
from .cells import Tone
from .lines import Item, Span

MOST_LINES = 2000
"""Lines shown; a file beyond the limits of a record may be huge."""

WIDEST = 400
"""Characters shown of a line."""


def file_items(content: bytes, problems: Sequence[Problem], asked: Problem, language: Language) -> list[Item]:
    """Return the lines of ``content``, and what is wrong under its line or above all.

    The cursor can stand on the problem that was ``asked`` for; where that is mended, on the first that is left.
    """
    lines = clean_lines(content[: MOST_LINES * WIDEST].decode("utf-8", errors="replace").removesuffix("\n"))
    chosen = asked if asked in problems else next(iter(problems), None)
    items: list[Item] = []
    if not problems:
        items.append(Item((Span(language.gettext("Nothing is wrong in this file any more."), Tone.GOOD),)))
    for problem in problems:
        if not 0 < (problem.line or 0) <= min(len(lines), MOST_LINES):
            items.extend(_said(problem, language, is_chosen=problem is chosen))
    for number, line in enumerate(lines[:MOST_LINES], 1):
        items.append(Item((Span(line[:WIDEST]),), label=f"{number:>4}"))
        for problem in problems:
            if problem.line == number:
                items.extend(_said(problem, language, is_chosen=problem is chosen))
    if len(lines) > MOST_LINES:
        items.append(Item((Span(language.gettext("(the rest is not shown)"), Tone.MUTED),)))
    return items


def _said(problem: Problem, language: Language, *, is_chosen: bool) -> list[Item]:
    is_error = problem.severity is Severity.ERROR
    says = f"{'!' if is_error else '?'} {clean(problem.message.text(language))}"
    tone = Tone.BAD if is_error else Tone.WARNING
    items = [Item((Span(says, tone),), key="problem" if is_chosen else "")]
    if problem.hint is not None:
        items.append(Item((Span(f"  {clean(problem.hint.text(language))}", Tone.MUTED),)))
    return items
