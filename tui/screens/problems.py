"""Problems: everything that is wrong in the book, where, why and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.index.lines import with_lines
from ...schema.dataclass import replace
from ...schema.problems import Problem
from .. import messages
from ..actions import Place, Standing
from ..presentation.problem_rows import no_problem_lines, problem_columns, problem_detail, problem_row
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .book_screen import BookScreen
from .file import FileScreen


class ProblemsScreen(BookScreen):
    """A list of problems, the worst first, with the whole sentence of the one under the cursor below."""

    place: ClassVar[Place] = Place.PROBLEMS

    def __init__(self) -> None:
        super().__init__()
        self._problems: dict[str, Problem] = {}

    def content(self) -> Iterable[Widget]:
        """Return the table and the sentence."""
        yield RecordTable(id="rows")
        yield LineView(id="detail", can_focus=False)

    def trail(self) -> tuple[str, ...]:
        """Return the name and how many there are."""
        return (f"{self.language.gettext('Problems')} ({len(self._problems)})",)

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self._problems.get(self.query_one(RecordTable).selected)

    def selected(self) -> str:
        """Return the id of the record the problem is in; empty for a file that is no readable record."""
        found = self.cartera.snapshot.at_path(self.problem.path) if self.cartera.snapshot and self.problem else None
        return found.id if found else ""

    def standing(self) -> Standing:
        """Return where the user is, the file included when it is no record."""
        return replace(super().standing(), file=self.problem.path if self.problem else "")

    def mover(self) -> Widget | None:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def show_snapshot(self) -> None:
        """Judge in a thread: links of a hundred thousand records take a moment."""
        snapshot, root = self.snapshot, self.cartera.bridge.root
        self.cartera.bridge.compute(
            self,
            lambda: messages.ProblemsJudged(
                snapshot, tuple(with_lines(root, snapshot.problems)) if root else snapshot.problems
            ),
        )

    def on_problems_judged(self, message: messages.ProblemsJudged) -> None:
        """Show them, the worst first, then by file and line."""
        message.stop()
        if message.snapshot is not self.cartera.snapshot:
            return
        ordered = sorted(message.problems, key=lambda each: (-each.severity, each.path, each.line or 0))
        self._problems = {f"{number} {each.path}": each for number, each in enumerate(ordered)}
        table = self.query_one(RecordTable)
        table.say_empty(no_problem_lines(self.language))
        problems, language = self._problems, self.language
        table.show(
            TableModel(
                problem_columns(language), tuple(problems), lambda key: problem_row(key, problems[key], language)
            )
        )
        self.refresh_header()
        self._show_detail()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the whole sentence."""
        message.stop()
        self._show_detail()

    def on_opened(self, message: messages.Opened) -> None:
        """Open what was clicked twice."""
        message.stop()
        message.prevent_default()
        self.do_open()

    def do_open(self) -> None:
        """Show the file as text at the line."""
        if self.problem is not None:
            self.app.push_screen(FileScreen(self.problem))

    def do_edit_file(self) -> None:
        """Edit the file at the line."""
        if self.problem is not None:
            self.cartera.edit_file(self.problem.path, self.problem.line or 1)

    def _show_detail(self) -> None:
        detail = problem_detail(self.problem, self.language) if self.problem else []
        self.query_one("#detail", LineView).show(detail, from_top=True)
