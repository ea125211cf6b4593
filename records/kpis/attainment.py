"""K2: how much of the target is reached, and whether that is fast enough."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...schema.sentences import sentence
from .kpi import Family, Kpi, Side
from .revenue import sales_revenue
from .slice import Slice
from .stats import HUNDRED, percent, quotient
from .targets import target_of
from .touching import CLOSED_DEALS
from .value import Better, Figure, Part, Unit, no_figure
from .workdays import count_workdays, elapsed_workdays


def attainment(seen: Slice) -> Figure:
    """Return the bookings in percent of their target, with the pace of a period that is not over."""
    booked = sales_revenue(seen)
    actual = booked.value or Decimal(0)
    target = target_of(seen, "K1")
    if target is None or not target.value:
        reason = sentence("There is no target for {period} and these records.", period=seen.span.named)
        if target is not None:
            reason = sentence("The target for {period} is 0.", period=seen.span.named)
        return no_figure(reason, {"actual": actual})
    return Figure(
        HUNDRED * actual / target.value,
        n=booked.n,
        numerator=actual,
        denominator=target.value,
        parts=(*booked.parts, *(Part(each.id) for each in target.records)),
        exclusions=booked.exclusions,
        beside={
            "actual": actual,
            "target": target.value,
            "gap": target.value - actual,
            **_pace(seen, actual, target.value),
        },
        notes=(target.origin,) if target.origin else (),
    )


def _pace(seen: Slice, actual: Decimal, target: Decimal) -> Mapping[str, Decimal | None]:
    """Return where the pace of the working days that are over leads; nothing once all of them are."""
    days = count_workdays(seen.span.start, seen.span.end)
    gone = elapsed_workdays(seen.span, seen.as_of)
    if not 0 < gone <= days:
        return {}
    share = Decimal(gone) / days
    return {
        "elapsed": HUNDRED * share,
        "pace": percent(actual, target * share),
        "run_rate": quotient(actual * days, gone),
        "needed": quotient(max(target - actual, Decimal(0)), days - gone),
    }


KPIS = (
    Kpi(
        code="K2",
        names={"en": "Quota attainment", "es": "Cumplimiento de objetivo"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Sales revenue (K1) ÷ target of the same period, records and currency. The pace is attainment ÷ "
            "share of the working days gone; the run rate is where it leads; needed is what is missing ÷ working "
            "days left. Without a target there is no answer. A person with a target and no sale counts in the team; "
            "one without a target is not in its denominator.",
            "es": "Ingresos por ventas (K1) ÷ objetivo del mismo periodo, registros y moneda. El ritmo es el "
            "cumplimiento ÷ parte de días laborables transcurridos; la proyección es adonde lleva; lo necesario es lo "
            "que falta ÷ días laborables restantes. Sin objetivo no hay respuesta. Quien tiene objetivo y ninguna "
            "venta cuenta en el equipo; quien no tiene objetivo no está en su denominador.",
        },
        source="https://www.brainshark.com/ideas-blog/calculate-quota-attainment/",
        reads=frozenset({CLOSED_DEALS, "contract", "transaction", "target", "user"}),
        of=attainment,
        beside=(
            Side("actual", Unit.MONEY, {"en": "Actual", "es": "Real"}),
            Side("target", Unit.MONEY, {"en": "Target", "es": "Objetivo"}),
            Side("gap", Unit.MONEY, {"en": "Gap", "es": "Falta"}),
            Side("elapsed", Unit.PERCENT, {"en": "Working days gone", "es": "Días laborables transcurridos"}),
            Side("pace", Unit.PERCENT, {"en": "Pace", "es": "Ritmo"}),
            Side("run_rate", Unit.MONEY, {"en": "Run rate", "es": "Proyección"}),
            Side("needed", Unit.MONEY_A_DAY, {"en": "Needed a working day", "es": "Necesario por día laborable"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
        is_headline=True,
    ),
)
