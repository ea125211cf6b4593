"""Numbers: every headline KPI of a book, and again after one record changed, beside the same in polars.

Polars is no dependency of ours: where it is not installed, nothing stands beside the first measure. Where it is, what it
finds is compared with what we do, so that both are known to have done the same work.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from importlib.util import find_spec

from ..records.book import Book
from ..records.index.reading import read_record
from ..records.kpis.catalogue import headline_kpis
from ..records.kpis.earlier import before, last_year
from ..records.kpis.engine import Numbers, Question
from ..records.kpis.slice import Slice
from ..records.kpis.spans import quarter_of
from ..records.kpis.value import Figure
from ..records.snapshot import Snapshot
from .books import BenchBook
from .measure import Measure, best
from .sums import Span, sums_in_polars
from .working import clock

DAY = date(2025, 6, 30)
"""A day in the middle of what the generated books tell."""
QUESTION = Question(quarter_of(DAY), DAY)
EDITS = {
    "numbers-again": (b"\namount: 1", b"\namount: 2"),
    "numbers-moved": (b"\nstage: negotiation", b"\nstage: proposal"),
    "numbers-won": (b"\nstage: negotiation", b"\nstage: won\nclosed_on: 2025-05-20"),
}
"""What is edited in one open deal before all is asked again: its amount, its stage, and that it is won."""


class Disagreement(Exception):
    """We and polars found different numbers."""


def measure_numbers(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """All headline KPIs of a quarter with what they are held against, and the same after one record changed."""
    opened = Book(book.root, clock)
    snapshot = opened.snapshot()
    for name in snapshot.schema.types:
        snapshot.of_type(name)
    spans = [(each.span.start, each.span.end, each.as_of) for each in _slices(Numbers(snapshot))]
    has_polars = find_spec("polars") is not None
    beside = partial(sums_in_polars, snapshot, spans) if has_polars else (lambda: 1.0)
    if has_polars:
        _compare(snapshot, spans)
    full, floor = best([partial(_answer, snapshot), beside], rounds)
    yield Measure("numbers", book.size, full, "polars" if has_polars else "-", floor)
    for op, edit in EDITS.items():
        (again,) = best([partial(_answer_again, book, snapshot, edit)], rounds)
        yield Measure(op, book.size, again, "numbers", full)
    opened.close()


def _slices(numbers: Numbers) -> list[Slice]:
    """Return what is asked: the period, the one before, and the same a year ago, each from its own day."""
    now = numbers.slice(QUESTION)
    return [now, before(now), last_year(now)]


def _answer(snapshot: Snapshot) -> Numbers:
    numbers = Numbers(snapshot)
    numbers.answer(list(headline_kpis()), QUESTION)
    return numbers


def _answer_again(book: BenchBook, snapshot: Snapshot, edit: tuple[bytes, bytes]) -> float:
    """Return how long the numbers take after one open deal was edited."""
    numbers = _answer(snapshot)
    old, new = edit
    for deal in snapshot.of_type("opportunity"):
        content = (book.root / deal.path).read_bytes()
        if deal.text("stage") == "negotiation" and re.search(old, content):
            break
    following = snapshot.replace([read_record(deal.path, content.replace(old, new, 1), snapshot.schema, "")])
    begun = time.perf_counter()
    numbers.following(following).answer(list(headline_kpis()), QUESTION)
    return time.perf_counter() - begun


def _compare(snapshot: Snapshot, spans: list[Span]) -> None:
    """Raise where polars finds other numbers than we do."""
    ours = {each.code: each for each in Numbers(snapshot).answer(list(headline_kpis()), QUESTION)}
    for place, found in enumerate(sums_in_polars(snapshot, spans)):
        for code, theirs in found.items():
            if code in ours:
                value = ours[code]
                earlier = (None, value.previous, value.last_year)[place]
                _check(code, earlier.figure if earlier else value.figure, theirs)


def _check(code: str, figure: Figure, theirs: object) -> None:
    one, two = figure.value, theirs[0] if isinstance(theirs, tuple) else theirs
    if (one is None) != (two is None) or (one is not None and abs(one - Decimal(str(two))) > Decimal("0.000001")):
        raise Disagreement(f"{code}: {one} and {two}")
