"""The pipeline: opportunities by stage, with count and money, as a board shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.machine import Flow, State
from ...schema.record import Record
from ...schema.values import Money
from ..snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the board."""

    state: State
    """The stage."""
    deals: tuple[Record, ...]
    """Its opportunities: the one expected to close first on top, then by amount."""
    totals: tuple[Money, ...]
    """The sum of their amounts, one for each currency, the largest first; empty when none has an amount."""
    without_amount: int
    """How many have no amount and so are not in ``totals``."""


@dataclass(frozen=True, slots=True)
class Board:
    """One flow of the pipeline at a moment."""

    flow: Flow
    """The flow whose stages these are."""
    stages: tuple[Stage, ...]
    """In the order of the flow."""
    elsewhere: tuple[Record, ...] = ()
    """Opportunities of the flow whose stage it does not know: a mistake in their files."""

    @property
    def count(self) -> int:
        """How many opportunities are on the board."""
        return sum(len(each.deals) for each in self.stages)


def flows_in_use(snapshot: Snapshot) -> tuple[Flow, ...]:
    """Return the flows that have opportunities, the fullest first; the default one where there are none."""
    record_type = snapshot.schema.types["opportunity"]
    machine = record_type.machine
    if machine is None:
        return ()
    counts: defaultdict[str, int] = defaultdict(int)
    for deal in snapshot.of_type("opportunity"):
        counts[machine.flow(deal.text(machine.selector)).name] += 1
    used = sorted((name for name in machine.flows if counts[name]), key=lambda name: -counts[name])
    return tuple(machine.flows[name] for name in used) or (machine.flow(""),)


def board(snapshot: Snapshot, flow: Flow, deals: Iterable[Record] | None = None) -> Board:
    """Return the board of ``flow``, of all its opportunities or of ``deals`` only (a filter's result)."""
    machine = snapshot.schema.types["opportunity"].machine
    columns: dict[str, list[Record]] = {word: [] for word in flow.states}
    elsewhere: list[Record] = []
    for deal in snapshot.of_type("opportunity") if deals is None else deals:
        if machine and machine.flow(deal.text(machine.selector)) is flow:
            columns.get(deal.text(machine.field), elsewhere).append(deal)
    stages = tuple(_stage(snapshot, flow.states[word], each) for word, each in columns.items())
    return Board(flow, stages, tuple(elsewhere))


def _stage(snapshot: Snapshot, state: State, deals: list[Record]) -> Stage:
    amounts = [value for deal in deals if isinstance(value := snapshot.value(deal, "amount"), Money)]
    ordered = sorted(deals, key=lambda deal: _urgency(snapshot, deal))
    return Stage(state, tuple(ordered), add_up(amounts), len(deals) - len(amounts))


def _urgency(snapshot: Snapshot, deal: Record) -> tuple[date, Decimal, str]:
    close = snapshot.value(deal, "expected_close")
    amount = snapshot.value(deal, "amount")
    return (
        close if isinstance(close, date) else date.max,
        -amount.amount if isinstance(amount, Money) else Decimal(0),
        deal.id,
    )


def add_up(amounts: Sequence[Money]) -> tuple[Money, ...]:
    """Return the sums by currency, the largest first: money of two currencies is never one number."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in amounts:
        sums[each.currency] += each.amount
    return tuple(sorted((Money(code, total) for code, total in sums.items()), key=lambda each: -each.amount))
