"""Numbers: every headline KPI of a book, and again after one record changed, beside the same sums in polars.

Polars is no dependency of ours: where it is not installed, nothing stands beside the first measure.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ..records.book import Book
from ..records.index.build import paused_collector
from ..records.index.reading import read_record
from ..records.kpis.catalogue import headline_kpis
from ..records.kpis.engine import Numbers, Question
from ..records.kpis.spans import quarter_of
from ..records.snapshot import Snapshot
from ..schema.record import Record
from .books import BenchBook
from .measure import Measure, best
from .working import clock

DAY = date(2025, 6, 30)
"""A day in the middle of what the generated books tell."""
QUESTION = Question(quarter_of(DAY), DAY)


def measure_numbers(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """All headline KPIs of a quarter with what they are held against, and the same after one record changed."""
    opened = Book(book.root, clock)
    snapshot = opened.snapshot()
    for name in snapshot.schema.types:
        snapshot.of_type(name)
    beside = _in_polars(snapshot.of_type("opportunity")) if find_spec("polars") else None
    full, floor = best([partial(_answer, snapshot), beside or (lambda: 1.0)], rounds)
    yield Measure("numbers", book.size, full, "polars" if beside else "-", floor)
    (again,) = best([partial(_answer_again, book, snapshot)], rounds)
    yield Measure("numbers-again", book.size, again, "numbers", full)
    opened.close()


def _answer(snapshot: Snapshot) -> Numbers:
    numbers = Numbers(snapshot)
    numbers.answer(list(headline_kpis()), QUESTION)
    return numbers


def _answer_again(book: BenchBook, snapshot: Snapshot) -> float:
    """Return how long the numbers take after the next step of one open deal was edited."""
    numbers = _answer(snapshot)
    deal = next(each for each in snapshot.of_type("opportunity") if each.text("next_step"))
    content = (book.root / deal.path).read_bytes().replace(b"next_step: ", b"next_step: X ", 1)
    following = snapshot.replace([read_record(deal.path, content, snapshot.schema, "")])
    begun = time.perf_counter()
    numbers.following(following).answer(list(headline_kpis()), QUESTION)
    return time.perf_counter() - begun


def _in_polars(deals: Sequence[Record]) -> Callable[[], object]:
    """Return the sums of the same deals in polars: read into columns, parsed, and filtered three times."""
    polars: Any = import_module("polars")
    fields = ("stage", "kind", "amount", "closed_on", "expected_close", "created", "owner", "forecast", "reason")

    def run() -> object:
        with paused_collector():
            columns = {name: [each.text(name) for each in deals] for name in fields}
            columns["client"] = [each.client or "" for each in deals]
            columns["moves"] = [str(each.tree.get("stage_history")) for each in deals]
            frame = polars.DataFrame(columns).with_columns(
                polars.col("amount").str.split(" ").list.first().cast(polars.Decimal(18, 2), strict=False),
                *(polars.col(each).str.to_date(strict=False) for each in ("closed_on", "expected_close", "created")),
            )
            return [_sums(polars, frame, span) for span in _spans()]

    return run


def _spans() -> list[tuple[date, date]]:
    return [
        (date(2025, 4, 1), date(2025, 7, 1)),
        (date(2025, 1, 1), date(2025, 4, 1)),
        (date(2024, 4, 1), date(2024, 7, 1)),
    ]


def _sums(polars: Any, frame: Any, span: tuple[date, date]) -> object:
    start, end = span
    column = polars.col
    closed = frame.filter(column("closed_on").is_between(start, end, closed="left"))
    won = closed.filter(column("stage") == "won")
    still_open = frame.filter(~column("stage").is_in(["won", "lost"]))
    due = still_open.filter(column("expected_close").is_between(start, end, closed="left"))
    chances = {"prospecting": 10, "qualification": 20, "discovery": 35, "proposal": 50, "negotiation": 75, "commit": 90}
    weights = column("stage").replace_strict(chances, default=0)
    days = (column("closed_on") - column("created")).dt.total_days()
    return (
        *(won.select(each) for each in (column("amount").sum(), column("amount").mean(), column("amount").median())),
        *(won.select(each) for each in (days.median(), days.mean())),
        closed.group_by("stage").agg(polars.len(), column("amount").sum()),
        frame.filter(column("stage") == "won").group_by("client").agg(column("closed_on").min()).height,
        still_open.group_by("stage").agg(polars.len(), column("amount").sum()),
        due.select((column("amount").cast(polars.Float64) * weights / 100).sum()),
        due.group_by("forecast").agg(column("amount").sum()),
        won.group_by("client").agg(column("amount").sum()),
    )
