"""Names: a key in the palette and on the command line, whatever is typed, over all titles of a book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from ..records.book import Book
from ..records.query.facts import facts_at
from ..schema.language import ENGLISH
from ..tui.actions import USUAL, Place, Standing
from ..tui.command_line.completing import complete_line
from ..tui.command_line.ground import CommandGround
from ..tui.command_line.mistakes import BadCommand
from ..tui.command_line.reading import read_line
from ..tui.palette.titles import TitleIndex
from .books import WORDS, BenchBook
from .measure import Measure, best

LINES = ("deals stage:pro", "deals owner:me amount>10k", "set amount=50k owner=", "list task due:<eoq tit")
"""Lines whose every beginning is read and completed."""


def clock() -> datetime:
    """Return a moment of the generated books."""
    return datetime(2026, 7, 14, 9, 30, tzinfo=UTC)


def measure_names(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """Building the index of titles, the worst key of the palette, and the worst key of the command line."""
    opened = Book(book.root, clock)
    snapshot = opened.snapshot()
    opened.close()
    (built,) = best([partial(TitleIndex.build, snapshot)], max(1, rounds // 2))
    yield Measure("palette-index", book.size, built, "-", 1.0)
    index = TitleIndex.build(snapshot)
    texts = (*WORDS[:4], f"{WORDS[0]} {WORDS[5]}", "integration", "almcaén", "pdo", "zzqx", "zzq xyz")
    keys = dict.fromkeys(text[:length] for text in texts for length in range(1, len(text) + 1))
    worst = max(best([partial(index.search, key)], rounds)[0] for key in keys)
    yield Measure("palette-worst", book.size, worst, "-", 1.0)
    deal = next(iter(snapshot.of_type("opportunity")))
    standing = Standing(Place.LIST, deal.id, deal.type, has_flow=True)
    ground = CommandGround(standing, facts_at(snapshot, clock(), "", ENGLISH), USUAL, ("opportunity",))
    lines = [line[:length] for line in LINES for length in range(1, len(line) + 1)]
    worst = max(best([partial(_understand, line, ground)], rounds)[0] for line in lines)
    yield Measure("command-worst", book.size, worst, "-", 1.0)


def _understand(line: str, ground: CommandGround) -> None:
    complete_line(line, len(line), ground)
    try:
        read_line(line, ground)
    except BadCommand:
        return
