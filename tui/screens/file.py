"""A file of the book as text, read only, at the line something is said of."""

from __future__ import annotations

from typing import ClassVar

from ...records.book import Book
from ...records.files.atomic import read_file
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.problems import Problem
from .. import messages
from ..actions import Place, Standing
from ..presentation.file_page import file_items
from ..widgets.line_view import LineView
from .paged import PagedScreen


class FileScreen(PagedScreen):
    """Shows what stands in a file that has a problem; ``E`` edits it."""

    place: ClassVar[Place] = Place.FILE

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._problem = problem

    def trail(self) -> tuple[str, ...]:
        """Return the file and the line."""
        line = f":{self._problem.line}" if self._problem.line else ""
        return (self.language.gettext("Problems"), clean(self._problem.path) + line)

    def selected(self) -> str:
        """Return the id of the record the file holds; empty where it cannot be read as one."""
        record = self.cartera.snapshot.at_path(self._problem.path) if self.cartera.snapshot else None
        return record.id if record else ""

    def standing(self) -> Standing:
        """Return where the user is, and on which file."""
        return replace(super().standing(), file=self._problem.path)

    def show_snapshot(self) -> None:
        """Read the file as it is now."""
        path = self._problem.path

        def read(book: Book) -> messages.FileRead:
            return messages.FileRead(path, read_file(book.root, path), book.snapshot().problems_of(path))

        self.cartera.bridge.ask(self, read)

    def on_file_read(self, message: messages.FileRead) -> None:
        """Show the text, each problem at its line."""
        message.stop()
        items = file_items(message.content, message.problems, self._problem, self.language)
        self.query_one(LineView).show(items)

    def do_open(self) -> None:
        """Open the record the file holds; a file that cannot be read as one is edited."""
        if self.selected():
            super().do_open()
        else:
            self.do_edit_file()

    def do_edit_file(self) -> None:
        """Edit the file at the line."""
        self.cartera.edit_file(self._problem.path, self._problem.line or 1)
