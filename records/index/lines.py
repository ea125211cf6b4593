"""The line of a problem that was judged from values alone: looked up in the file when somebody wants to see it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ...schema.dataclass import replace
from ...schema.errors import CarteraError
from ...schema.problems import Problem
from ..files.atomic import read_file
from ..files.parse import read_text


def with_lines(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, each with the line of its field where the file can still be read."""

    @cache
    def lines_of(path: str) -> dict[str, int]:
        try:
            document = read_text(read_file(root, path), path)
        except CarteraError:
            return {}
        return {} if isinstance(document, Problem) else document.lines

    return [
        replace(each, line=lines_of(each.path).get(each.field.partition(".")[0]))
        if each.line is None and each.field
        else each
        for each in problems
    ]
