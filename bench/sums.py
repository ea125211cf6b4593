"""The headline numbers of a generated book once more, in polars: what ours are held against, in time and in value.

Generated books have one currency and one pipeline, whole deals, no renewals, contracts, targets or surveys; what no record
of theirs says is left out here. All else is the same: three periods, each seen from its own day, deals as their moves say
they stood on it, customers by their sales and decisions, and the ids of the records behind each number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from ..records.index.build import resting_collector
from ..records.snapshot import Snapshot
from ..schema.record import Record

CHANCES = {"prospecting": 10, "qualification": 20, "discovery": 35, "proposal": 50, "negotiation": 75, "commit": 90}
WINDOW = timedelta(days=364)
"""How long a sale makes a customer, after its own day."""
Span = tuple[date, date, date]
"""First day, the first that no longer counts, and the day from which it is seen."""
Frames = Mapping[str, Any]


def sums_in_polars(snapshot: Snapshot, spans: Sequence[Span]) -> list[dict[str, object]]:
    """Return the numbers of each span by their codes, from the texts of the records on."""
    polars: Any = import_module("polars")
    with resting_collector():
        frames = _frames(polars, snapshot)
        return [_numbers(polars, frames, span) for span in spans]


def _frames(polars: Any, snapshot: Snapshot) -> Frames:
    deals, clients = snapshot.of_type("opportunity"), snapshot.of_type("client")
    fields = ("stage", "amount", "closed_on", "expected_close", "created", "forecast", "kind")
    columns: dict[str, list[Any]] = {name: [each.tree.get(name) for each in deals] for name in fields}
    columns["id"] = [each.id for each in deals]
    columns["client"] = [each.client for each in deals]
    frame = polars.DataFrame(columns).with_columns(
        polars.col("amount").str.split(" ").list.first().cast(polars.Decimal(18, 2)),
        *(polars.col(each).str.to_date() for each in ("closed_on", "expected_close", "created")),
    )
    moves = _moves(polars, deals, "stage_history")
    began = moves.group_by("id").agg(polars.col("day").min().alias("first"))
    frame = frame.join(began, on="id", how="left").with_columns(
        polars.min_horizontal("created", "first").alias("began")
    )
    people = polars.DataFrame(
        {
            "client": [each.client for each in clients],
            "contact": [each.tree.get("first_contact_at") for each in clients],
        }
    ).with_columns(polars.col("contact").str.to_date())
    return {"deals": frame, "moves": moves, "clients": people, "lives": _moves(polars, clients, "lifecycle_history")}


def _moves(polars: Any, records: Sequence[Record], field: str) -> Any:
    rows = [
        (each.client if field == "lifecycle_history" else each.id, one["at"][:10], one["to"])  # type: ignore[index,call-overload]
        for each in records
        for one in each.tree.get(field) or ()
    ]
    names, days, words = zip(*rows, strict=True)
    frame = polars.DataFrame({"id": names, "day": days, "to": words})
    return frame.with_columns(polars.col("day").str.to_date())


def _numbers(polars: Any, frames: Frames, span: Span) -> dict[str, object]:
    start, end, as_of = span
    column = polars.col
    last = min(end, as_of + timedelta(days=1))
    seen = _standing(polars, frames, as_of)
    closed = seen.filter(column("outcome") != "open")
    in_span = closed.filter(column("closed_on").is_between(start, last, closed="left"))
    won = in_span.filter(column("outcome") == "won")
    still = seen.filter(column("outcome") == "open")
    expected = still.filter(column("expected_close").is_between(start, end, closed="left"))
    due = expected.filter(column("expected_close") >= as_of)
    year_start = _a_year_before(as_of + timedelta(days=1))
    year = closed.filter(column("closed_on").is_between(year_start, as_of))
    begun = seen.filter(column("began").is_between(start, last, closed="left"))
    money = _sum(won)
    commit = _sum(expected.filter(column("category") == "commit"))
    return {
        "K1": money,
        **_customers(polars, frames, span),
        "K6": _days(polars, frames, won).median(),
        "K7": _leads(polars, frames, span),
        "K12": _growth(polars, frames, span),
        "K14": _share(won, in_span),
        "begun": (begun.filter(column("outcome") == "won").height, begun.height),
        "K15": 100 * money / _sum(in_span) if in_span.height else None,
        "K16": (money / won.height if won.height else None, won["amount"].median()),
        "K17": _sum(still),
        "stages": still.group_by("stage").agg(polars.len(), column("amount").sum()),
        "overdue": _sum(still.filter(column("expected_close") < as_of)),
        "due": _sum(due),
        "K18": money + _weighted(polars, expected),
        "K20": money + commit,
        "K22": _velocity(polars, frames, still, year),
        "ids": [each["id"].to_list() for each in (won, in_span, still, expected, due)],
    }


def _standing(polars: Any, frames: Frames, as_of: date) -> Any:
    """Return the deals as they stood at the end of a day."""
    column = polars.col
    moves = frames["moves"].filter((column("day") <= as_of) & ~column("to").is_in(["won", "lost"]))
    stood = moves.sort("day", maintain_order=True).group_by("id").agg(column("to").last().alias("stood"))
    there = frames["deals"].filter(column("began") <= as_of).join(stood, on="id", how="left")
    ended = column("stage").is_in(["won", "lost"]) & (column("closed_on") <= as_of)
    stage = polars.when(ended).then(column("stage")).otherwise(column("stood"))
    same = stage == column("stage")
    usual = {"prospecting": "omitted", "qualification": "pipeline", "discovery": "pipeline", "proposal": "pipeline"}
    category = stage.replace_strict({**usual, "negotiation": "best_case", "commit": "commit"}, default="closed")
    return there.with_columns(
        polars.when(ended).then(column("stage")).otherwise(polars.lit("open")).alias("outcome"),
        polars.when(same).then(column("forecast")).otherwise(category).alias("category"),
        stage.alias("stage"),
    )


def _sum(frame: Any) -> Decimal:
    return Decimal(frame["amount"].sum() or 0)


def _share(part: Any, whole: Any) -> float | None:
    return 100 * part.height / whole.height if whole.height else None


def _weighted(polars: Any, frame: Any) -> Decimal:
    by_stage = frame.group_by("stage").agg(polars.col("amount").sum())
    return sum((amount * CHANCES.get(stage, 0) / 100 for stage, amount in by_stage.iter_rows()), Decimal(0))


def _days(polars: Any, frames: Frames, won: Any) -> Any:
    contact = polars.coalesce("contact", "created")
    return won.join(frames["clients"], on="client", how="left").select(
        (polars.col("closed_on") - contact).dt.total_days()
    )["closed_on"]


def _velocity(polars: Any, frames: Frames, still: Any, year: Any) -> float | None:
    won = year.filter(polars.col("outcome") == "won")
    cycle = _days(polars, frames, won).mean()
    if not cycle:
        return None
    qualified = still.filter(polars.col("stage") != "prospecting").height
    return float(qualified * won.height / year.height * float(_sum(won)) / won.height / cycle)


def _sales(polars: Any, frames: Frames) -> Any:
    """Return client and day of every sale and of every decision that makes a customer."""
    column = polars.col
    sold = frames["deals"].filter(column("stage") == "won").select("client", column("closed_on").alias("day"))
    said = frames["lives"].filter(column("to") == "customer").select(column("id").alias("client"), "day")
    return polars.concat([sold, said])


def _customers(polars: Any, frames: Frames, span: Span) -> dict[str, object]:
    start, end, as_of = span
    column, sales = polars.col, _sales(polars, frames)
    last = min(end - timedelta(days=1), as_of)
    first = sales.group_by("client").agg(column("day").min())
    fresh = first.filter(column("day").is_between(start, last))
    before, after = (
        sales.filter((column("day") <= day) & (column("day") >= day - WINDOW)).select("client").unique()
        for day in (start - timedelta(days=1), last)
    )
    stayed = before.join(after, on="client", how="semi")
    return {"K3": fresh.height, "K4": _share(stayed, before), "customers": before["client"].to_list()}


def _leads(polars: Any, frames: Frames, span: Span) -> float | None:
    start, end, as_of = span
    column = polars.col
    began = frames["lives"].filter(column("day") <= as_of).group_by("id").agg(column("day").min().alias("began"))
    bought = _sales(polars, frames).group_by("client").agg(column("day").min().alias("bought"))
    leads = began.join(bought, left_on="id", right_on="client", how="left")
    cohort = leads.filter(column("began").is_between(start, end, closed="left"))
    return _share(cohort.filter(column("bought").is_between(column("began"), as_of)), cohort)


def _growth(polars: Any, frames: Frames, span: Span) -> Decimal | None:
    start, end, as_of = span
    column = polars.col
    won = frames["deals"].filter((column("stage") == "won") & (column("closed_on") <= as_of))
    by_client = [
        won.filter(column("closed_on").is_between(first, last, closed="left"))
        .group_by("client")
        .agg(column("amount").sum())
        for first, last in ((start, end), (_a_year_before(start), _a_year_before(end)))
    ]
    both = by_client[1].join(by_client[0], on="client", how="left", suffix="_now")
    then = both["amount"].sum()
    return 100 * (both["amount_now"].sum() - then) / then if then else None


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1)
