"""K27, K28, K30: revenue that comes again every month, and how much of it stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from .customers import UNSIGNED
from .kpi import Family, Kpi, Side
from .slice import Slice
from .spans import DAY
from .stats import HUNDRED, total
from .texts import read_money
from .value import Better, Figure, Part, Unit, no_figure

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months an amount is for."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of the monthly revenue of one client from the beginning to the end of a period."""

    client: str
    """Its slug."""
    start: Decimal
    """At the beginning."""
    end: Decimal
    """At the end."""
    had_before: bool
    """Whether it paid something before the beginning, if not at it."""


def monthly_value(seen: Slice, contract: Record, day: date) -> Decimal | None:
    """Return what a contract brings a month, at the rate of a day; None where it is not recurring."""
    tree = contract.tree.get("recurring")
    if not isinstance(tree, dict):
        return None
    amount, months = read_money(tree.get("amount")), MONTHS.get(str(tree.get("per")))
    return None if amount is None or months is None else seen.in_currency(amount, day) / months


def runs_on(seen: Slice, contract: Record, day: date) -> bool:
    """Return whether a contract runs on a day: it was signed, has begun and has not ended."""
    start = seen.ground.day(contract, "start")
    if contract.text("status") in UNSIGNED or start is None or start > day:
        return False
    ended = (seen.ground.day(contract, field) for field in ("end", "termination.date"))
    return all(each is None or each >= day for each in ended)


def movements(seen: Slice) -> list[Movement]:
    """Return how the monthly revenue of each client moved over the period, up to the day."""
    before, last = seen.span.start - DAY, seen.end - DAY
    start: defaultdict[str, Decimal] = defaultdict(Decimal)
    end: defaultdict[str, Decimal] = defaultdict(Decimal)
    earlier: set[str] = set()
    for contract in seen.scope.records("contract"):
        value, client = monthly_value(seen, contract, last), contract.client
        if value is None or client is None:
            continue
        if runs_on(seen, contract, before):
            start[client] += value
        if runs_on(seen, contract, last):
            end[client] += value
        began = seen.ground.day(contract, "start")
        if contract.text("status") not in UNSIGNED and began is not None and began < seen.span.start:
            earlier.add(client)
    return [Movement(each, start[each], end[each], each in earlier) for each in dict.fromkeys((*start, *end))]


def split_movements(moved: list[Movement]) -> Mapping[str, Decimal]:
    """Return start, end, and what leads from one to the other."""
    return {
        "start": total(each.start for each in moved),
        "new": total(each.end for each in moved if not each.start and not each.had_before),
        "reactivation": total(each.end for each in moved if not each.start and each.had_before),
        "expansion": total(each.end - each.start for each in moved if each.end > each.start > 0),
        "contraction": total(each.start - each.end for each in moved if 0 < each.end < each.start),
        "churn": total(each.start for each in moved if not each.end),
        "end": total(each.end for each in moved),
    }


def gross_retention(seen: Slice) -> Figure:
    """Return how much of the monthly revenue at the beginning is still there, growth left out."""
    return _retention(seen, is_gross=True)


def net_retention(seen: Slice) -> Figure:
    """Return what the clients of the beginning pay at the end, over what they paid then."""
    return _retention(seen, is_gross=False)


def _retention(seen: Slice, *, is_gross: bool) -> Figure:
    moved = movements(seen)
    cohort = [each for each in moved if each.start > 0]
    split = split_movements(moved)
    kept = total(min(each.start, each.end) if is_gross else each.end for each in cohort)
    if not split["start"]:
        return no_figure(sentence("No client paid anything recurring at the beginning of the period."), split)
    return Figure(
        HUNDRED * kept / split["start"],
        n=len(cohort),
        numerator=kept,
        denominator=split["start"],
        parts=tuple(
            Part(f"clients/{each.client}/client", min(each.start, each.end) if is_gross else each.end)
            for each in cohort
        ),
        beside={**split, "revenue_churn": HUNDRED * (split["churn"] + split["contraction"]) / split["start"]},
    )


def monthly_revenue(seen: Slice) -> Figure:
    """Return what all running contracts bring a month at the end of the period, or on the day."""
    last = seen.end - DAY
    running = [
        (each, value)
        for each in seen.scope.records("contract")
        if runs_on(seen, each, last) and (value := monthly_value(seen, each, last)) is not None
    ]
    value = total(each for _, each in running)
    return Figure(
        value,
        n=len(running),
        parts=tuple(Part(contract.id, each) for contract, each in running),
        beside={"yearly": value * 12, **split_movements(movements(seen))},
    )


_READS = frozenset({"contract", "client"})
_MOVEMENTS = (
    Side("start", Unit.MONEY, {"en": "At the beginning", "es": "Al inicio"}),
    Side("new", Unit.MONEY, {"en": "+ new", "es": "+ nuevos"}),
    Side("reactivation", Unit.MONEY, {"en": "+ won back", "es": "+ recuperados"}),
    Side("expansion", Unit.MONEY, {"en": "+ expansion", "es": "+ ampliación"}),
    Side("contraction", Unit.MONEY, {"en": "− contraction", "es": "− reducción"}),
    Side("churn", Unit.MONEY, {"en": "− churn", "es": "− bajas"}),
    Side("end", Unit.MONEY, {"en": "At the end", "es": "Al final"}),
)
_CHURN = Side("revenue_churn", Unit.PERCENT, {"en": "Lost of it", "es": "Perdido de ello"})

KPIS = (
    Kpi(
        code="K27",
        names={"en": "Gross revenue retention (GRR)", "es": "Retención bruta de ingresos (GRR)"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Of the clients with recurring revenue at the beginning of the period, Σ of the lesser of what they paid "
            "a month then and at the end ÷ Σ of what they paid then: never above 100 %. By client, so that the growth of "
            "one does not hide the loss of another. One-off fees, new and won-back clients do not count.",
            "es": "De los clientes con ingresos recurrentes al inicio del periodo, Σ del menor entre lo que pagaban al mes "
            "entonces y al final ÷ Σ de lo que pagaban: nunca sobre el 100 %. Por cliente, para que el crecimiento de uno "
            "no oculte la pérdida de otro. No cuentan pagos únicos ni clientes nuevos o recuperados.",
        },
        source="https://docs.imboard.ai/api/ontology/customers.json",
        reads=_READS,
        of=gross_retention,
        beside=(*_MOVEMENTS, _CHURN),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
    Kpi(
        code="K28",
        names={"en": "Net revenue retention (NRR)", "es": "Retención neta de ingresos (NRR)"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "What the clients with recurring revenue at the beginning pay a month at the end ÷ what they paid then. "
            "Indexation counts as expansion; new and won-back clients do not count.",
            "es": "Lo que los clientes con ingresos recurrentes al inicio pagan al mes al final ÷ lo que pagaban entonces. "
            "La indexación cuenta como ampliación; los clientes nuevos y recuperados no cuentan.",
        },
        source="https://pulserevops.com/sales-trainings/q97",
        reads=_READS,
        of=net_retention,
        beside=(*_MOVEMENTS, _CHURN),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
    Kpi(
        code="K30",
        names={"en": "Monthly recurring revenue (MRR)", "es": "Ingresos recurrentes mensuales (MRR)"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "What the contracts running at the end of the period, or on the day, bring a month: a yearly amount ÷ 12, "
            "a quarterly one ÷ 3. The movements lead from the beginning of the period to its end; a year is 12 months.",
            "es": "Lo que aportan al mes los contratos vigentes al final del periodo, o ese día: un importe anual ÷ 12, uno "
            "trimestral ÷ 3. Los movimientos llevan del inicio del periodo a su final; un año son 12 meses.",
        },
        source="https://gaspwiki.pages.dev/v1/metrics/core",
        reads=_READS,
        of=monthly_revenue,
        beside=(Side("yearly", Unit.MONEY, {"en": "A year (ARR)", "es": "Al año (ARR)"}), *_MOVEMENTS),
        part_unit=Unit.MONEY,
    ),
)
