"""Problems: everything that is wrong in the book, where, why and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.message import Message

from ...records.index.lines import with_lines
from ...records.index.problem_rows import rows_of_problems
from ...records.rows.names import PROBLEM
from ...records.snapshot import Snapshot
from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from ...schema.language import Language
from ...schema.problems import Problem
from .. import reports
from ..actions import Place, Standing
from ..presentation.cells import Cell, Column
from ..presentation.lines import Item, Span
from ..presentation.problem_rows import no_problem_lines, problem_cells, problem_columns, problem_detail, sign_of
from .file import FileScreen
from .rows import RowsScreen


class ProblemsScreen(RowsScreen[Problem]):
    """A list of problems, the worst first, with the whole sentence of the one under the cursor below."""

    place: ClassVar[Place] = Place.PROBLEMS

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, (PROBLEM,)))

    def trail(self) -> tuple[str, ...]:
        """Return the name and how many there are."""
        return (f"{self.view_title or self.language.gettext('Problems')} {self.count_text}",)

    @property
    def list_key(self) -> str:
        """It is found again as it was arranged."""
        return "problems"

    @property
    def filter_example(self) -> str:
        """What can be asked of a problem."""
        return self.language.gettext("severity:error of:task code:unknown-field   Enter: to the list, Esc: everything")

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self.thing

    def standing(self) -> Standing:
        """Return where the user is, the file included when it is no record."""
        return replace(super().standing(), file=self.problem.path if self.problem else "")

    def gather(self) -> None:
        """Judge in a thread: links of a hundred thousand records take a moment."""
        self.cartera.bridge.compute(self, partial(_judge, self.cartera.bridge.root, self.snapshot, self.language))

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what is wrong, and where."""
        return problem_columns(self.language)

    def cells(self, thing: Problem) -> Mapping[str, Cell]:
        """Return the sentence by how bad it is, and the file as short as a column."""
        return problem_cells(thing, self.language)

    def sign_of(self, thing: Problem) -> str:
        """Return the sign of how bad it is."""
        return sign_of(thing)

    def detail(self, thing: Problem) -> Sequence[Item]:
        """Return the whole sentence with its hint."""
        return problem_detail(thing, self.language)

    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return that nothing is wrong."""
        return no_problem_lines(self.language)

    def record_of(self, thing: Problem) -> str:
        """Return the record it is in; empty for a file that is no readable record."""
        found = self.snapshot.at_path(thing.path)
        return found.id if found else ""

    def open_row(self) -> None:
        """Show the file as text at the line."""
        if self.problem is not None:
            self.app.push_screen(FileScreen(self.problem))

    def do_edit_file(self) -> None:
        """Edit the file at the line."""
        if self.problem is not None:
            self.cartera.edit_file(self.problem.path, self.problem.line or 1)


def _judge(root: Path | None, snapshot: Snapshot, language: Language) -> Message:
    problems = with_lines(root, snapshot.problems) if root else snapshot.problems
    return reports.RowsTold(snapshot, rows_of_problems([*problems], snapshot, language))
