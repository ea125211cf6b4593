"""Computes a book's own KPI: its records as they stood on the day, chosen by its queries, counted or added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass, replace
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ...schema.values import Duration, Money, Value
from ..query.columns import Source, column_of
from ..query.facts import Facts, facts_at
from ..query.language import parse_query
from ..query.match import compile_query
from .days import Seen
from .metric import COUNT, MEAN, MEDIAN, RATE, SUM, Metric
from .rate import rate
from .slice import Slice
from .stats import ONE, median, total
from .touching import DEALS
from .value import Exclusion, Figure, Part, no_figure


@dataclass(frozen=True, slots=True)
class Row:
    """One record that counts."""

    record: Record
    """As it stood on the day."""
    share: Decimal
    """The part of it that is in scope."""
    day: date
    """The day it counts on: its own, else the one it is seen from."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Values of rows that have one."""

    parts: tuple[Part, ...]
    """What each adds."""
    values: tuple[Decimal, ...]
    """The values whole, without the share of the scope."""
    shares: tuple[Decimal, ...]
    """The shares they count with."""
    exclusions: tuple[Exclusion, ...]
    """The rows without a value."""

    @property
    def amount(self) -> Decimal:
        """What it comes to."""
        return total(each.value or Decimal(0) for each in self.parts)


def measure(metric: Metric, seen: Slice) -> Figure:
    """Return the figure of a sound KPI of the book. Raises ``Unanswerable`` where a rate of exchange is missing."""
    facts = _facts(seen)
    rows, undated = _rows(metric, seen, facts, metric.among if metric.measure == RATE else metric.query)
    if metric.measure == COUNT:
        parts = tuple(Part(each.record.id, each.share) for each in rows)
        return Figure(total(each.share for each in rows), n=len(rows), parts=parts, exclusions=undated)
    if metric.measure == RATE:
        return _rate(metric, seen, facts, rows, undated)
    column = _column(metric, metric.field, facts)
    held = _sum(seen, rows, column)
    left_out = (*undated, *held.exclusions)
    if metric.measure == SUM:
        return Figure(held.amount, n=len(rows), parts=held.parts, exclusions=left_out)
    if not held.values:
        return no_figure(sentence("No record has a value for it."), exclusions=left_out)
    parts = tuple(Part(each.id, value) for each, value in zip(held.parts, held.values, strict=True))
    if metric.measure in {MEAN, MEDIAN}:
        average, middle = held.amount / total(held.shares), median(held.values)
        value, other = (average, middle) if metric.measure == MEAN else (middle, average)
        return Figure(value, n=len(parts), parts=parts, exclusions=left_out, beside={"other": other})
    return _weighted(metric, seen, facts, rows, left_out)


def _rate(metric: Metric, seen: Slice, facts: Facts, among: Sequence[Row], undated: tuple[Exclusion, ...]) -> Figure:
    """Return which part of the rows fits the query, by number or by value."""
    fits = compile_query(parse_query(metric.query), facts, [metric.records])
    hits = [each for each in among if fits(each.record)]
    nothing = sentence("There is no record it could be a share of.")
    if not metric.field:
        parts = tuple(Part(each.record.id, each.share) for each in hits)
        part, whole = total(each.share for each in hits), total(each.share for each in among)
        return rate(part, whole, nothing, n=len(among), parts=parts, exclusions=undated)
    column = _column(metric, metric.field, facts)
    part_held, whole_held = _sum(seen, hits, column), _sum(seen, among, column)
    left_out = (*undated, *whole_held.exclusions)
    figure = rate(
        part_held.amount,
        whole_held.amount,
        nothing,
        n=len(whole_held.parts),
        parts=part_held.parts,
        exclusions=left_out,
    )
    return replace(figure, interval=None)  # Wilson's interval is of counts


def _weighted(
    metric: Metric, seen: Slice, facts: Facts, rows: Sequence[Row], left_out: tuple[Exclusion, ...]
) -> Figure:
    """Return Σ value × weight ÷ Σ weight of the rows that have both."""
    value_of, weight_of = (_reader(_column(metric, each, facts), seen) for each in (metric.field, metric.weight))
    above = below = Decimal(0)
    parts: list[Part] = []
    missing: list[Exclusion] = []
    for each in rows:
        value, weight = value_of(each), weight_of(each)
        if value is None:
            continue
        if weight is None or weight < 0:
            missing.append(Exclusion(each.record.id, sentence("has no weight")))
            continue
        above += value * weight * each.share
        below += weight * each.share
        parts.append(Part(each.record.id, value))
    exclusions = (*left_out, *missing)
    if not below:
        return no_figure(sentence("The weights come to nothing."), exclusions=exclusions)
    return Figure(above / below, n=len(parts), parts=tuple(parts), exclusions=exclusions)


def _sum(seen: Slice, rows: Iterable[Row], column: Source) -> Sum:
    value_of = _reader(column, seen)
    found: list[tuple[Row, Decimal]] = []
    missing: list[Exclusion] = []
    for each in rows:
        value = value_of(each)
        if value is None:
            missing.append(Exclusion(each.record.id, sentence("has no value for “{field}”", field=column.label)))
        else:
            found.append((each, value))
    return Sum(
        tuple(Part(row.record.id, value * row.share) for row, value in found),
        tuple(value for _, value in found),
        tuple(row.share for row, _ in found),
        tuple(missing),
    )


def _column(metric: Metric, word: str, facts: Facts) -> Source:
    return column_of(facts.types[metric.records], word, facts)


def _reader(column: Source, seen: Slice) -> Callable[[Row], Decimal | None]:
    """Return what reads the number of a row: money in the book's currency at the rate of its day, lists added up."""

    def number(value: Value | None, day: date) -> Decimal | None:
        if isinstance(value, Money):
            return seen.in_currency(value, day)
        if isinstance(value, Duration):
            return Decimal(str(value.days))
        if isinstance(value, tuple):
            held = [found for each in value if (found := number(each, day)) is not None]
            return total(held) if held else None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        return None

    return lambda row: number(column.value(row.record), row.day)


# Which records, and how they stood


def _facts(seen: Slice) -> Facts:
    """Return the facts of the day the slice is seen from: those of the scope are of the day that was asked for."""
    facts = seen.facts
    if facts.today == seen.as_of:
        return facts
    return facts_at(seen.snapshot, seen.as_of, facts.desk.who, facts.desk.moment.language)


def _rows(metric: Metric, seen: Slice, facts: Facts, query: str) -> tuple[list[Row], tuple[Exclusion, ...]]:
    """Return the rows that a query of the KPI asks for in the period, and those that belong to no day."""
    fits = compile_query(parse_query(query), facts, [metric.records])
    column = _column(metric, metric.dated_by, facts) if metric.dated_by else None
    rows: list[Row] = []
    undated: list[Exclusion] = []
    for record, share in _standing(metric.records, seen):
        if not fits(record):
            continue
        if column is None:
            rows.append(Row(record, share, seen.as_of))
            continue
        day = facts.day_of(column.value(record))
        if day is None:
            undated.append(Exclusion(record.id, sentence("has no value for “{field}”", field=column.label)))
        elif seen.covers(day):
            rows.append(Row(record, share, day))
    return rows, tuple(undated)


def _standing(type_name: str, seen: Slice) -> Iterator[tuple[Record, Decimal]]:
    """Yield the records of a type that exist on the day, as they stood, with the part that is in scope."""
    if type_name == DEALS:
        yield from ((_deal_as_it_stood(each), each.share) for each in seen.deals)
    else:
        yield from ((_as_it_stood(each, seen), ONE) for each in seen.records(type_name))


def _deal_as_it_stood(seen: Seen) -> Record:
    deal, standing = seen.deal, seen.standing
    if standing is deal.now:
        return deal.record
    changed: dict[str, Tree] = {
        "stage": standing.stage or next(iter(deal.states), ""),
        "closed_on": standing.closed_on.isoformat() if standing.closed_on else "",
        "expected_close": standing.expected_close.isoformat() if standing.expected_close else "",
        "forecast": standing.category,
    }
    if standing.stage != deal.now.stage:
        changed |= {"reason": "", "probability_override": None}
    return _with(deal.record, changed)


def _as_it_stood(record: Record, seen: Slice) -> Record:
    """Return a record in the state that its history says it had on the day."""
    machine = seen.snapshot.schema.types[record.type].machine
    history = record.tree.get(machine.history) if machine and machine.history else None
    if machine is None or not isinstance(history, list) or not history:
        return record
    day_of = seen.ground.reader.day
    moves = [(day_of(each.get("at")), each.get("to")) for each in history if isinstance(each, dict)]
    if all(day is None or day <= seen.as_of for day, _ in moves):
        return record
    known = [word for day, word in moves if day is None or day <= seen.as_of]
    state = known[-1] if known else machine.flow(record.text(machine.selector)).start.word
    return _with(record, {machine.field: state})


def _with(record: Record, changed: Mapping[str, Tree]) -> Record:
    """Return a record with other fields, under a path of its own: values of today's are remembered by path."""
    state = hash(tuple(map(str, changed.values())))
    return replace(record, path=f"{record.path}@{state:x}", tree={**record.tree, **changed})
