"""The tier of a client: decided by a person, else by the formula of ``tiers.yaml``, else by its potential."""

from __future__ import annotations

from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.values import Money
from ..tiering import COMPLEXITY, INDUSTRY, MOST_COMPLEX, POTENTIAL, REVENUE, TierFormula, TierMeasure
from .facts import Facts

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class TierPart:
    """What one measure of the formula says of a client."""

    measure: TierMeasure
    """The measure with its weight."""
    found: Money | Decimal | str | None
    """What the client has: money, a complexity, an industry; None where it is not known."""
    points: Decimal | None
    """0 to 100; None where it does not count, because nothing is known."""


@dataclass(frozen=True, slots=True)
class TierScore:
    """Why a client has its tier."""

    points: Decimal | None
    """Σ weight × points ÷ Σ weight of the measures that are known; None where none is."""
    parts: tuple[TierPart, ...]
    """Every measure."""


def find_tier(facts: Facts, client: Record) -> str | None:
    """Return the tier of a client; None where nothing tells."""
    chosen = chosen_tier(facts, client)
    if chosen:
        return chosen
    formula = facts.snapshot.config.tiering
    if formula is not None and formula.is_broken:
        return None
    if formula is not None:
        points = tier_score(facts, client, formula).points
        return None if points is None else formula.tier(points) or None
    potential = facts.money(client, "potential")
    if potential is None:
        return None
    return next((name for name, least in facts.tier_steps if _reaches(potential, least)), None)


def chosen_tier(facts: Facts, client: Record) -> str | None:
    """Return the tier that a person decided, as long as that holds."""
    chosen, until = facts.value(client, "tier_override.tier"), facts.day(client, "tier_override.until")
    return chosen if isinstance(chosen, str) and (until is None or until >= facts.today) else None


def tier_score(facts: Facts, client: Record, formula: TierFormula) -> TierScore:
    """Return the points of a client; what is not known of it does not count, neither for nor against."""
    parts = tuple(_part(facts, client, each) for each in formula.measures)
    known = [(each.measure.weight, each.points) for each in parts if each.points is not None]
    whole = sum((weight for weight, _ in known), Decimal(0))
    points = sum((weight * each for weight, each in known), Decimal(0)) / whole if whole else None
    return TierScore(points, parts)


def _part(facts: Facts, client: Record, measure: TierMeasure) -> TierPart:
    found = _found(facts, client, measure.name)
    return TierPart(measure, found, None if found is None else _points(facts, measure, found))


def _found(facts: Facts, client: Record, name: str) -> Money | Decimal | str | None:
    if name == POTENTIAL:
        return facts.money(client, "potential")
    if name == REVENUE:
        revenue = facts.yearly_revenue
        if revenue is None:
            return None
        return Money(facts.snapshot.config.currency, revenue.get(client.client or "", Decimal(0)))
    if name == INDUSTRY:
        return client.text("industry") or None
    value = facts.value(client, COMPLEXITY)
    return Decimal(value) if isinstance(value, int) else None


def _points(facts: Facts, measure: TierMeasure, found: Money | Decimal | str) -> Decimal | None:
    if isinstance(found, str):
        points = measure.points or {}
        return points.get(found, points.get("other"))
    if isinstance(found, Decimal):
        return min(HUNDRED, HUNDRED * found / MOST_COMPLEX)
    config = facts.snapshot.config
    amounts = [config.rates.convert(each, config.currency, facts.today) for each in (found, measure.full) if each]
    if len(amounts) < 2 or amounts[0] is None or not amounts[1]:
        return None
    return max(Decimal(0), min(HUNDRED, HUNDRED * amounts[0] / amounts[1]))


def _reaches(amount: Money, least: Money) -> bool:
    return amount.currency == least.currency and amount.amount >= least.amount
