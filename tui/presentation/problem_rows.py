"""Problems as rows: how bad, where, what; and the whole sentence with its hint."""

from __future__ import annotations

from rich.cells import cell_len

from ...schema.clean import clean
from ...schema.language import Language
from ...schema.problems import Problem, Severity
from ...schema.sentences import Sentence, sentence
from .cells import Cell, Column, Tone
from .lines import Item, Span

_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.NOTICE: "·"}
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARNING, Severity.NOTICE: Tone.MUTED}
_NAMES: dict[Severity, Sentence] = {
    Severity.ERROR: sentence("Error"),
    Severity.WARNING: sentence("Warning"),
    Severity.NOTICE: sentence("Notice"),
}


_FILE = 32
"""The cells of the column of files."""


def problem_columns(language: Language) -> tuple[Column, ...]:
    """Return the columns."""
    words = language.gettext
    return (
        Column("title", words("What is wrong"), least=24, most=60, stretches=True),
        Column("file", words("File"), least=12, most=_FILE),
        Column("line", words("Line"), least=4, most=6, right=True),
    )


def problem_cells(problem: Problem, language: Language) -> dict[str, Cell]:
    """Return what the row of a problem shows, by column."""
    return {
        "title": Cell(clean(problem.message.text(language)), _TONES[problem.severity]),
        "file": Cell(_short(clean(problem.path)), Tone.MUTED),
        "line": Cell(str(problem.line or "")),
    }


def sign_of(problem: Problem) -> str:
    """Return the sign before the row of a problem."""
    return _SIGNS[problem.severity]


def _short(path: str) -> str:
    """Return a path as a column has room for it: whose it is and the file's name."""
    shown = path.removeprefix("clients/")
    first, *inner = shown.split("/")
    return shown if cell_len(shown) <= _FILE or len(inner) < 2 else f"{first}/../{inner[-1]}"


def problem_detail(problem: Problem, language: Language) -> list[Item]:
    """Return the whole sentence, where it is, and what would mend it."""
    name = _NAMES[problem.severity].text(language)
    where = clean(problem.path) + (f":{problem.line}" if problem.line else "")
    spans = (Span(f"{name}: ", Tone.STRONG), Span(clean(problem.message.text(language)), _TONES[problem.severity]))
    items = [Item(spans), Item((Span(where, Tone.MUTED),))]
    if problem.hint is not None:
        items.append(Item((Span(clean(problem.hint.text(language))),)))
    return items


def no_problem_lines(language: Language) -> list[list[Span]]:
    """Return what an empty list says."""
    words = language.gettext
    return [
        [Span(words("Nothing is wrong in this book."), Tone.GOOD)],
        [Span(words("Files that cannot be read and values that do not count would stand here."), Tone.MUTED)],
    ]
