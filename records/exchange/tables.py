"""Tables of text: CSV files as their makers leave them, read into rows that know their line.

The encoding is UTF-8 (with or without a byte order mark), UTF-16 with one, or Windows-1252; the delimiter is the one
that the first line uses most. Every cell is text exactly as written; what looks like a formula is text too.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.nearest import nearest
from ...schema.sentences import sentence
from .mistakes import MissingColumn, UnreadableTable

MAX_BYTES = 256 * 1024 * 1024
"""A larger file is no export a person makes."""
MAX_CELL = 1024 * 1024
"""No record may be larger, so no cell can be."""
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    """Where it begins in the file, counted from 1."""
    cells: Mapping[str, str]
    """Text by column, trimmed; a missing cell is empty."""
    extra: int = 0
    """How many cells it has beyond the columns: more than none means that it is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows."""

    file: str
    """Its name, for people."""
    columns: tuple[str, ...]
    """The names in its first line."""
    rows: tuple[Row, ...]
    """In order; empty lines are left out."""
    encoding: str
    """How its bytes were read."""

    def require(self, column: str) -> None:
        """Make sure that there is a ``column``.

        Raises:
            MissingColumn: there is none.

        """
        if column not in self.columns:
            raise MissingColumn(self.file, column, nearest(column, self.columns))


def read_table(path: Path, *, encoding: str = "", delimiter: str = "") -> Table:
    """Return the table in the file at ``path``.

    Raises:
        UnreadableTable: it is no regular file, too large, not text, or has no columns.

    """
    text, used = _decode(_read_bytes(path), path.name, encoding)
    return parse_table(text, path.name, delimiter=delimiter, encoding=used)


def parse_table(text: str, file: str, *, delimiter: str = "", encoding: str = "utf-8") -> Table:
    """Return the table that ``text`` writes.

    Raises:
        UnreadableTable: it has no columns, two of the same name, or a cell too large.

    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _sniff(text))
    before = csv.field_size_limit(MAX_CELL)
    try:
        rows = list(_number(reader))
    except csv.Error as error:
        raise UnreadableTable(
            file, sentence("near line {line}, a cell is too large or never ends.", line=reader.line_num)
        ) from error
    finally:
        csv.field_size_limit(before)
    if not rows:
        raise UnreadableTable(file, sentence("it is empty."))
    columns = tuple(cell.strip() for cell in rows[0][1])
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise UnreadableTable(file, sentence("it has two columns “{column}”.", column=twice))
    return Table(file, columns, tuple(_row(line, cells, columns) for line, cells in rows[1:]), encoding)


def _number(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that says something with the line on which it begins."""
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _row(line: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    named = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    extra = sum(1 for cell in cells[len(columns) :] if cell.strip())
    for name in columns[len(cells) :]:
        named[name] = ""
    return Row(line, named, extra)


def _sniff(text: str) -> str:
    """Return the delimiter the first line uses most outside quotes; a comma where it uses none."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _read_bytes(path: Path) -> bytes:
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise UnreadableTable(path.name, sentence("the system says “{reason}”.", reason=error.strerror)) from error
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableTable(path.name, sentence("it is not a file."))
        if status.st_size > MAX_BYTES:
            raise UnreadableTable(
                path.name, sentence("it is larger than {limit} MB.", limit=MAX_BYTES // 1024**2), sentence("Split it.")
            )
        with os.fdopen(file, "rb", closefd=False) as opened:
            return opened.read()
    finally:
        os.close(file)


def _decode(content: bytes, file: str, encoding: str) -> tuple[str, str]:
    """Return the text of ``content`` and the encoding it was read in."""
    candidates = [encoding] if encoding else _encodings(content)
    for candidate in candidates:
        try:
            text = content.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text, candidate
    raise UnreadableTable(
        file,
        sentence("it is not text in {encoding}.", encoding=encoding) if encoding else sentence("it is not text."),
        sentence("Export it as CSV in UTF-8, or name its encoding in the recipe."),
    )


def _encodings(content: bytes) -> list[str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    return ["utf-8-sig", "cp1252"]
