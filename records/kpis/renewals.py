"""K29: which contracts that came to their end were renewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from .customers import UNSIGNED
from .kpi import Family, Kpi, Side
from .rate import rate
from .recurring import monthly_value
from .slice import Slice
from .stats import ZERO, percent, total
from .texts import read_money
from .value import Better, Exclusion, Figure, Part, Unit

NOT_RENEWED = frozenset({"one_off", "nda", "dpa"})
"""Kinds of contract that nobody expects to be renewed."""
GRACE = timedelta(days=30)
"""How long after its end a contract may still be renewed before it counts as lost."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A contract that came to its end."""

    contract: Record
    """The contract."""
    old: Decimal
    """What it was worth a year, or in all where it is not recurring."""
    new: Decimal | None
    """What its successor is worth; 0 where it was lost, None while that is open."""


def renewal_rate(seen: Slice) -> Figure:
    """Return the share of the contracts that ended in the period and are decided that were renewed."""
    due = renewals_due(seen)
    decided = [each for each in due if each.new is not None]
    renewed = [each for each in decided if each.new]
    old = total(each.old for each in decided)
    everything = total(each.old for each in due)
    kept = total(min(each.new or ZERO, each.old) for each in decided)
    return rate(
        len(renewed),
        len(decided),
        sentence("No contract that ended in the period is decided.")
        if due
        else sentence("No contract ended in the period."),
        parts=tuple(Part(each.contract.id, each.new) for each in decided),
        exclusions=tuple(Exclusion(each.contract.id, sentence("still open")) for each in due if each.new is None),
        beside={
            "gross": percent(kept, old),
            "net": percent(total(each.new or ZERO for each in decided), old),
            "open": Decimal(len(due) - len(decided)),
            "interim": percent(len(renewed), len(due)),
            "interim_gross": percent(kept, everything),
        },
    )


def renewals_due(seen: Slice) -> list[Renewal]:
    """Return the contracts whose end lies in the period, ended or not by the day."""
    successors = _successors(seen)
    found = []
    for each in seen.scope.records("contract"):
        end = seen.ground.day(each, "end")
        if end is None or end not in seen.span or each.text("kind") in NOT_RENEWED or each.text("status") in UNSIGNED:
            continue
        found.append(Renewal(each, _worth(seen, each), _new_worth(seen, each, successors)))
    return found


def _new_worth(seen: Slice, contract: Record, successors: Mapping[str, list[Record]]) -> Decimal | None:
    """Return what came after a contract; None while that is open."""
    following = [each for each in successors.get(contract.id, ()) if _is_signed(seen, each)]
    if following:
        return total(_worth(seen, each) for each in following)
    end, ended = seen.ground.day(contract, "end"), seen.ground.day(contract, "termination.date")
    is_terminated = ended is not None and ended <= seen.as_of
    is_over = end is not None and seen.as_of - GRACE > end
    return ZERO if is_terminated or is_over or _is_given_up(seen, contract) else None


def _is_given_up(seen: Slice, contract: Record) -> bool:
    """Return whether the contract itself says that it ended for good by the day."""
    end = seen.ground.day(contract, "end")
    return contract.text("status") in {"expired", "terminated"} and end is not None and end <= seen.as_of


def _is_signed(seen: Slice, contract: Record) -> bool:
    signed = seen.ground.day(contract, "signed_on") or seen.ground.day(contract, "start")
    return contract.text("status") not in UNSIGNED and (signed is None or signed <= seen.as_of)


def _successors(seen: Slice) -> Mapping[str, list[Record]]:
    """Return the contracts that follow others, by the id of the one before."""
    found: defaultdict[str, dict[str, Record]] = defaultdict(dict)
    resolve = seen.snapshot.resolve
    for each in seen.snapshot.of_type("contract"):
        before = resolve(each.text("previous"), each, ("contract",)) if each.text("previous") else None
        after = resolve(each.text("renewed_by"), each, ("contract",)) if each.text("renewed_by") else None
        if before is not None:
            found[before.id][each.id] = each
        if after is not None:
            found[each.id][after.id] = after
    return {key: list(each.values()) for key, each in found.items()}


def _worth(seen: Slice, contract: Record) -> Decimal:
    """Return what a contract is worth a year, or in all where it is not recurring."""
    day = min(seen.as_of, seen.span.last)
    monthly = monthly_value(seen, contract, day)
    if monthly is not None:
        return monthly * 12
    whole = read_money(contract.tree.get("total"))
    return seen.in_currency(whole, day) if whole else ZERO


KPIS = (
    Kpi(
        code="K29",
        names={"en": "Renewal rate", "es": "Tasa de renovación"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Of the contracts whose end lies in the period and that are decided, the share renewed. Gross value is "
            "Σ of the lesser of new and old ÷ Σ old, net value Σ new ÷ Σ old. Undecided ones are listed, and the interim "
            "values over all that were due stand beside. 30 days after its end a contract without a successor is lost.",
            "es": "De los contratos cuyo fin cae en el periodo y que están decididos, la parte renovada. El valor bruto es Σ "
            "del menor entre nuevo y anterior ÷ Σ anterior; el neto, Σ nuevo ÷ Σ anterior. Los no decididos se indican, y "
            "al lado figuran los valores provisionales sobre todos los que vencían. A los 30 días de su fin, un contrato "
            "sin sucesor se da por perdido.",
        },
        source="https://support.gainsight.com/ro/Renewal_Center/03User_Guides/Renewal_Center_Metric_Calculations",
        reads=frozenset({"contract", "client"}),
        of=renewal_rate,
        beside=(
            Side("gross", Unit.PERCENT, {"en": "Gross value", "es": "Valor bruto"}),
            Side("net", Unit.PERCENT, {"en": "Net value", "es": "Valor neto"}),
            Side("open", Unit.COUNT, {"en": "Still open", "es": "Aún abiertos"}),
            Side("interim", Unit.PERCENT, {"en": "Of all due", "es": "De todos los que vencían"}),
            Side("interim_gross", Unit.PERCENT, {"en": "Gross value of all due", "es": "Valor bruto de todos"}),
        ),
        part_unit=Unit.MONEY,
        looks_ahead=True,
    ),
)
