"""K41: what an account leaves after what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ...schema.values import Money
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import HUNDRED, ONE, ZERO, percent, total
from .texts import read_money, read_number
from .touching import CLOSED_DEALS
from .unanswerable import Unanswerable
from .value import Better, Exclusion, Figure, Part, Unit, no_figure

_SIGN = {"invoice": 1, "credit_note": -1}


@dataclass(frozen=True, slots=True)
class Earned:
    """One sale or bill with what it cost to deliver."""

    id: str
    """The record."""
    revenue: Decimal
    """What it brought."""
    cost: Decimal | None
    """What it cost; None where a line says nothing of it."""


def account_margin(seen: Slice) -> Figure:
    """Return what is left of the revenue after the cost of its lines, and beside it after the cost to serve."""
    earned = list(_invoiced(seen)) or list(_sold(seen))
    revenue = total(each.revenue for each in earned)
    unknown = [each for each in earned if each.cost is None]
    exclusions = tuple(Exclusion(each.id, sentence("says nothing of its cost")) for each in unknown)
    if not earned or not revenue:
        return no_figure(sentence("There was no revenue in the period."))
    if unknown:
        return no_figure(
            sentence("The cost of what was sold is not known."), {"revenue": revenue}, exclusions=exclusions
        )
    cost = total(each.cost for each in earned if each.cost is not None)
    serving = total(_serving(seen))
    left = revenue - cost
    return Figure(
        HUNDRED * left / revenue,
        n=len(earned),
        numerator=left,
        denominator=revenue,
        parts=tuple(Part(each.id, each.revenue - (each.cost or ZERO)) for each in earned),
        beside={
            "contribution": percent(left - serving, revenue),
            "revenue": revenue,
            "cost": cost,
            "cost_to_serve": serving,
        },
    )


def _invoiced(seen: Slice) -> Iterator[Earned]:
    try:
        bills = seen.records("transaction", "date")
    except Unanswerable:
        return
    for each in bills:
        sign, net, day = _SIGN.get(each.text("kind")), read_money(each.tree.get("net")), seen.ground.day(each, "date")
        if sign and net and day:
            cost = _cost_of(seen, each.tree.get("lines"), day)
            yield Earned(each.id, sign * seen.in_currency(net, day), None if cost is None else sign * cost)


def _sold(seen: Slice) -> Iterator[Earned]:
    for each in seen.won:
        worth, day = seen.worth(each), each.standing.closed_on or seen.as_of
        if worth is not None:
            cost = _cost_of(seen, each.deal.record.tree.get("lines"), day)
            yield Earned(each.id, worth, None if cost is None else cost * each.share)


def _cost_of(seen: Slice, lines: Tree, day: date) -> Decimal | None:
    """Return what lines cost, each by its own word or its product's; None where one says nothing, or there is none."""
    if not isinstance(lines, list) or not lines:
        return None
    whole = ZERO
    for line in lines:
        cost = read_money(line.get("cost")) or _product_cost(seen, line) if isinstance(line, dict) else None
        if cost is None or not isinstance(line, dict):
            return None
        quantity = read_number(line.get("qty"))
        whole += seen.in_currency(cost, day) * (ONE if quantity is None else quantity)
    return whole


def _product_cost(seen: Slice, line: Mapping[str, Tree]) -> Money | None:
    link = line.get("product")
    found = seen.snapshot.named(link.rpartition("/")[2]) if isinstance(link, str) else ()
    product = next((each for each in found if each.type == "product"), None)
    return read_money(product.tree.get("cost")) if product else None


def _serving(seen: Slice) -> Iterator[Decimal]:
    """Yield what it cost to serve the clients in the period: hours, compensations, events."""
    yield from _hours(seen)
    yield from compensations(seen, seen.records("case", "resolved_at"))
    for project in seen.scope.records("project"):
        end, cost = seen.ground.day(project, "end"), read_money(project.tree.get("cost"))
        if project.client and cost and end and seen.covers(end):
            yield seen.in_currency(cost, end)


def _hours(seen: Slice) -> Iterator[Decimal]:
    rate = read_money((seen.config.settings or {}).get("hour_cost"))
    for each in seen.records("interaction", "at") if rate else ():
        minutes = [read_number(each.tree.get(field)) or ZERO for field in ("minutes", "travel_minutes")]
        day = seen.ground.day(each, "at")
        if rate and day and any(minutes):
            yield seen.in_currency(rate, day) * total(minutes) / 60


def compensations(seen: Slice, cases: Iterable[Record]) -> Iterator[Decimal]:
    """Yield what clients were given for cases, at the rate of the day they were resolved."""
    for case in cases:
        given = case.tree.get("compensation")
        for each in given if isinstance(given, list) else ():
            amount = read_money(each.get("value")) if isinstance(each, Mapping) else None
            if amount is not None:
                yield seen.in_currency(amount, seen.ground.day(case, "resolved_at") or seen.as_of)


KPIS = (
    Kpi(
        code="K41",
        names={"en": "Account margin", "es": "Margen de la cuenta"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "(Revenue − cost of its lines) ÷ revenue, from invoices where there are some in the period, else from the deals "
            "won; a line costs what it says, else what its product says. The contribution also takes off the cost to serve: "
            "hours at hour_cost of cartera.yaml, compensations, and events for the client. Where a cost is missing there is "
            "no margin, never 100 %.",
            "es": "(Ingresos − coste de sus líneas) ÷ ingresos, según las facturas si las hay en el periodo o, si no, según las "
            "oportunidades ganadas; una línea cuesta lo que dice o lo que dice su producto. La contribución descuenta además "
            "el coste de servir: horas según hour_cost de cartera.yaml, compensaciones y eventos para el cliente. Si falta un "
            "coste no hay margen, nunca el 100 %.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "transaction", "client", "product", "case", "project", "interaction"}),
        of=account_margin,
        beside=(
            Side("contribution", Unit.PERCENT, {"en": "Contribution", "es": "Contribución"}),
            Side("revenue", Unit.MONEY, {"en": "Revenue", "es": "Ingresos"}),
            Side("cost", Unit.MONEY, {"en": "Cost of the lines", "es": "Coste de las líneas"}),
            Side("cost_to_serve", Unit.MONEY, {"en": "Cost to serve", "es": "Coste de servir"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
)
