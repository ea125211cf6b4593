"""K6: how long a deal takes from the first contact to the day it is won."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ...schema.sentences import sentence
from .days import Seen
from .deals import WON
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import mean, median
from .touching import CLOSED_DEALS
from .value import Better, Exclusion, Figure, Part, Unit, no_figure


def cycle_length(seen: Slice) -> Figure:
    """Return the median days from first contact to the win, of the deals won in the period."""
    won = seen.without_renewals(seen.won)
    parts, exclusions = _won_days(seen)
    from_created = [
        Decimal((each.standing.closed_on - each.deal.began).days)
        for each in won
        if each.standing.closed_on and each.deal.began and each.standing.closed_on >= each.deal.began
    ]
    lost, _ = days_of(seen, (each for each in seen.without_renewals(seen.closed) if each.standing.outcome != WON))
    days = _values(parts)
    beside = {
        "mean": mean(days),
        "from_created": mean(from_created),
        "all_closed": mean(days + _values(lost)),
        "shortest": min(days, default=None),
        "longest": max(days, default=None),
    }
    if not days:
        reason = (
            sentence("No deal won in the period says when it began.")
            if won
            else sentence("No deal was won in the period.")
        )
        return no_figure(reason, beside, exclusions=exclusions)
    return Figure(median(days), n=len(days), parts=parts, exclusions=exclusions, beside=beside)


def mean_cycle(seen: Slice) -> Decimal | None:
    """Return the mean days from first contact to the win, of the deals won in the period."""
    return seen.closing.remember(("mean cycle", seen.with_renewals), lambda: mean(_values(_won_days(seen)[0])))


def _won_days(seen: Slice) -> tuple[tuple[Part, ...], tuple[Exclusion, ...]]:
    return seen.closing.remember(("days", seen.with_renewals), lambda: days_of(seen, seen.without_renewals(seen.won)))


def days_of(seen: Slice, deals: Iterable[Seen]) -> tuple[tuple[Part, ...], tuple[Exclusion, ...]]:
    """Return the days of each closed deal from its first contact, and the deals that make no sense in time."""
    parts: list[Part] = []
    exclusions: list[Exclusion] = []
    for each in deals:
        began, closed = start_of(seen, each), each.standing.closed_on
        if began is None or closed is None:
            exclusions.append(Exclusion(each.id, sentence("says nowhere when it began")))
        elif closed < began:
            exclusions.append(Exclusion(each.id, sentence("closed before its first contact")))
        else:
            parts.append(Part(each.id, Decimal((closed - began).days)))
    return tuple(parts), tuple(exclusions)


def start_of(seen: Slice, each: Seen) -> date | None:
    """Return the first contact: the deal's own, of a new client its client's, else the day the deal was created."""
    deal = each.deal
    if deal.first_contact is not None:
        return deal.first_contact
    if deal.kind == "new" and deal.client:
        client = seen.snapshot.client_named(deal.client)
        contacted = seen.ground.day(client, "first_contact_at") if client else None
        if contacted is not None:
            return contacted
    return deal.created or deal.began


def _values(parts: Iterable[Part]) -> list[Decimal]:
    return [each.value for each in parts if each.value is not None]


KPIS = (
    Kpi(
        code="K6",
        names={"en": "Sales cycle", "es": "Duración del ciclo de ventas"},
        unit=Unit.DAYS,
        better=Better.DOWN,
        family=Family.SALES,
        definition={
            "en": "Calendar days from the first contact (the deal's, of a new client the client's, else its creation) "
            "to the day it was won: the median of the deals won in the period, the mean beside it. A deal closed "
            "before it began is listed and left out; a reopened one keeps its first start. Beside it: the mean from "
            "creation, and the mean of all closed deals.",
            "es": "Días naturales desde el primer contacto (el de la oportunidad, el del cliente si es nueva, o su "
            "creación) hasta el día en que se ganó: la mediana de las ganadas en el periodo, con la media al lado. "
            "Una cerrada antes de empezar se indica y no cuenta; una reabierta conserva su primer inicio. Al lado: la "
            "media desde la creación y la media de todas las cerradas.",
        },
        source="https://clarilayer.com/docs/reference/saas-metrics/sales-cycle-length",
        reads=frozenset({CLOSED_DEALS, "client"}),
        of=cycle_length,
        beside=(
            Side("mean", Unit.DAYS, {"en": "Mean", "es": "Media"}),
            Side("from_created", Unit.DAYS, {"en": "Mean from creation", "es": "Media desde la creación"}),
            Side("all_closed", Unit.DAYS, {"en": "Mean of all closed", "es": "Media de todas las cerradas"}),
            Side("shortest", Unit.DAYS, {"en": "Shortest", "es": "Más corto"}),
            Side("longest", Unit.DAYS, {"en": "Longest", "es": "Más largo"}),
        ),
        part_unit=Unit.DAYS,
        is_headline=True,
    ),
)
