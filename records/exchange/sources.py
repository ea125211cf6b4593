"""The files an import reads: found by the names in the recipe, each read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from .mistakes import NoSource
from .recipe import Condition, LookUp, Recipe, Step
from .tables import Table, read_table


class Sources:
    """A folder of tables, or one table of it."""

    def __init__(self, given: Path, recipe: Recipe) -> None:
        """Find the files of ``recipe`` in ``given``, a folder or a file.

        Raises:
            NoSource: there are none.

        """
        self._folder = given if given.is_dir() else given.parent
        self._only = None if given.is_dir() else given.name
        self._tables: dict[str, Table] = {}
        self._found: dict[tuple[object, ...], Mapping[tuple[str, ...], list[str]]] = {}
        names = sorted(each.name for each in self._folder.iterdir()) if self._folder.is_dir() else []
        self._names = [name for name in names if not name.startswith(".")]
        if not any(self.files_of(step) for step in recipe.steps):
            wanted = dict.fromkeys(pattern for step in recipe.steps for pattern in step.files)
            raise NoSource(str(given), ", ".join(wanted))

    def files_of(self, step: Step) -> list[str]:
        """Return the names of the files a step reads, in order."""
        return [
            name
            for name in self._names
            if (self._only is None or name == self._only) and any(_fits(name, each) for each in step.files)
        ]

    def table(self, file: str, *, encoding: str = "", delimiter: str = "") -> Table:
        """Return the table in a file.

        Raises:
            UnreadableTable: it is none.

        """
        if file not in self._tables:
            self._tables[file] = read_table(self._folder / file, encoding=encoding, delimiter=delimiter)
        return self._tables[file]

    def look_up(self, look_up: LookUp, cells: Mapping[str, str]) -> str:
        """Return the text another file gives for a row; empty where it gives none or is not there.

        Raises:
            UnreadableTable: the other file is no table.
            MissingColumn: it lacks a column.

        """
        file = next((name for name in self._names if _fits(name, look_up.file)), None)
        if file is None:
            return ""
        found = self._index(file, look_up).get(tuple(cells.get(here, "") for _, here in look_up.match), [])
        if look_up.take == "count":
            return str(len(found))
        if not found:
            return ""
        return {"first": found[0], "last": found[-1], "least": min(found), "greatest": max(found)}[look_up.take]

    def _index(self, file: str, look_up: LookUp) -> Mapping[tuple[str, ...], list[str]]:
        """Return the filled texts of a column by what the matched columns say, made once."""
        key = (file, look_up.match, look_up.only_if, look_up.column)
        if key not in self._found:
            table = self.table(file)
            for column in (look_up.column, *(there for there, _ in look_up.match), *_columns(look_up.only_if)):
                table.require(column)
            found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
            for row in table.rows:
                text = row.cells.get(look_up.column, "")
                if text and look_up.only_if.holds(row.cells):
                    found[tuple(row.cells.get(there, "") for there, _ in look_up.match)].append(text)
            self._found[key] = found
        return self._found[key]


def _columns(condition: Condition) -> list[str]:
    return [column for column, _ in condition.columns]


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())
