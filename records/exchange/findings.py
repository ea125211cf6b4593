"""What an import notices on the way: rows refused, texts mended, things a person should know. Values, for preview and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...schema.dataclass import dataclass
from ...schema.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that will not become a record."""

    file: str
    """The file."""
    line: int
    """Where the row begins, counted from 1."""
    column: str
    """The column at fault; empty where the row as a whole is meant."""
    reason: Sentence
    """What is wrong."""
    hint: Sentence | None = None
    """What would mend it."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Something the import reads as something else, wherever it stood."""

    file: str
    """The file."""
    column: str
    """The column."""
    said: str
    """What stands there."""
    meant: str
    """What it is taken for; empty where it was left out."""
    rows: int
    """In how many rows."""
    line: int
    """The first of them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know that several rows share."""

    file: str
    """The file."""
    what: Sentence
    """What to know."""
    rows: int
    """In how many rows."""
    line: int
    """The first of them; 0 where the file as a whole is meant."""


class RowRefused(Exception):
    """A row on its way to becoming a ``Refusal``."""

    def __init__(self, column: str, reason: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(reason))
        self.column = column
        self.reason = reason
        self.hint = hint


class Findings:
    """Gathers what one import notices."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []
        """In the order of rows."""
        self._mends: Counter[tuple[str, str, str, str]] = Counter()
        self._notices: Counter[tuple[str, str]] = Counter()
        self._said: dict[str, Sentence] = {}
        self._first: dict[object, int] = {}

    def refuse(self, file: str, line: int, refused: RowRefused) -> None:
        """Note that a row is refused."""
        self.refusals.append(Refusal(file, line, refused.column, refused.reason, refused.hint))

    def mend(self, file: str, line: int, column: str, said: str, meant: str) -> None:
        """Note that ``said`` was read as ``meant``."""
        key = (file, column, said, meant)
        self._mends[key] += 1
        self._first.setdefault(key, line)

    def notice(self, file: str, line: int, what: Sentence) -> None:
        """Note something that may hold for many rows."""
        key = (file, str(what))
        self._said.setdefault(key[1], what)
        self._notices[key] += 1
        self._first.setdefault(key, line)

    @property
    def mends(self) -> tuple[Mend, ...]:
        """The mends, most frequent first."""
        return tuple(Mend(*key, rows, self._first[key]) for key, rows in self._mends.most_common())

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices, most frequent first."""
        return tuple(self._each_notice())

    def _each_notice(self) -> Iterator[Notice]:
        for (file, what), rows in self._notices.most_common():
            yield Notice(file, self._said[what], rows, self._first[file, what])
