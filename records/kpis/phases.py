"""Phases of a proposal against what the client may spend each year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from .slice import Slice
from .spans import year_of
from .stats import ZERO, total
from .targets import period_of_record
from .texts import read_money


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """What a proposal asks for year by year."""

    by_year: Mapping[str, Decimal]
    """Fiscal year → what the phases that begin in it cost."""
    budgets: Mapping[str, Decimal]
    """Fiscal year → what the client may spend, of the years that are known."""

    @property
    def total(self) -> Decimal:
        """What all phases cost."""
        return total(self.by_year.values())

    @property
    def fits(self) -> bool:
        """Whether no year costs more than its budget; a year without one fits."""
        return all(amount <= self.budgets.get(year, amount) for year, amount in self.by_year.items())


def plan_phases(seen: Slice, proposal: Record) -> PhasePlan:
    """Return the phases of a proposal by fiscal year beside the client's yearly budgets."""
    starts = seen.config.fiscal_year_start
    by_year: dict[str, Decimal] = {}
    phases = proposal.tree.get("phases")
    for each in phases if isinstance(phases, list) else ():
        money = read_money(each.get("amount")) if isinstance(each, dict) else None
        begun = seen.ground.reader.day(each.get("start")) if isinstance(each, dict) else None
        if money is not None and begun is not None:
            year = year_of(begun, starts).text
            by_year[year] = by_year.get(year, ZERO) + seen.in_currency(money, seen.as_of)
    return PhasePlan(by_year, _budgets(seen, proposal))


def _budgets(seen: Slice, proposal: Record) -> Mapping[str, Decimal]:
    """Return the client's limit of each year, else what its lines plan."""
    found: dict[str, Decimal] = {}
    for each in seen.snapshot.of_client(proposal.client or ""):
        if each.type != "budget" or each.text("scope") != "client":
            continue
        span = period_of_record(seen.ground, each)
        limit = read_money(each.tree.get("limit"))
        lines = each.tree.get("lines")
        planned = [
            seen.in_currency(money, seen.as_of)
            for line in (lines if isinstance(lines, list) else ())
            if isinstance(line, dict) and (money := read_money(line.get("planned")))
        ]
        if span is not None:
            amount = seen.in_currency(limit, seen.as_of) if limit else total(planned)
            found[span.text] = found.get(span.text, ZERO) + amount
    return found
