"""K40, K42: what was sold against the list, and how much hangs on the largest clients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .days import Seen
from .growth import revenue_by_client
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import HUNDRED, ONE, ZERO, percent, total
from .texts import read_money, read_number
from .touching import CLOSED_DEALS
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of a sale beside its list price."""

    sold: Decimal
    """What it was sold for, less the discount."""
    listed: Decimal
    """What the list says."""


def price_realisation(seen: Slice) -> Figure:
    """Return what the lines of the deals won in the period were sold for, over their list prices."""
    sold = listed = below = above = ZERO
    parts: list[Part] = []
    exclusions: list[Exclusion] = []
    for each in seen.won:
        lines = list(_priced(seen, each))
        if not lines or any(line is None for line in lines):
            exclusions.append(Exclusion(each.id, sentence("a line has no price, or its product no list price")))
            continue
        known = [line for line in lines if line is not None]
        sold += total(line.sold for line in known)
        listed += total(line.listed for line in known)
        below += total(line.listed - line.sold for line in known if line.sold < line.listed)
        above += total(line.sold - line.listed for line in known if line.sold > line.listed)
        parts.append(Part(each.id, total(line.sold - line.listed for line in known)))
    if not listed:
        reason = sentence("No deal won in the period has lines with a list price.")
        return no_figure(reason, exclusions=tuple(exclusions))
    return Figure(
        HUNDRED * sold / listed,
        n=len(parts),
        numerator=sold,
        denominator=listed,
        parts=tuple(parts),
        exclusions=tuple(exclusions),
        beside={
            "discount": HUNDRED - HUNDRED * sold / listed,
            "below": below,
            "above": above,
            "below_share": percent(below, listed),
            "above_share": percent(above, listed),
        },
    )


def _priced(seen: Slice, each: Seen) -> Iterator[PricedLine | None]:
    """Yield the lines of a deal that are in scope, with the part that counts; None for one that cannot be priced."""
    lines = each.deal.record.tree.get("lines")
    share, only = each.share, seen.scope.product
    if only:
        share = share / (dict(each.deal.products).get(only) or ONE)
    day = each.standing.closed_on or seen.as_of
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, dict) and (not only or _product_of(line) == only):
            yield _price(seen, line, day, share)


def _product_of(line: dict[str, Tree]) -> str:
    link = line.get("product")
    return link.rpartition("/")[2] if isinstance(link, str) else ""


def _price(seen: Slice, line: dict[str, Tree], day: date, share: Decimal) -> PricedLine | None:
    price, listed = read_money(line.get("unit_price")), None
    found = [each for each in seen.snapshot.named(_product_of(line)) if each.type == "product"]
    if found:
        listed = read_money(found[0].tree.get("list_price"))
    if price is None or listed is None:
        return None
    written = read_number(line.get("qty"))
    quantity = (ONE if written is None else written) * share
    discount = read_number(line.get("discount_pct")) or ZERO
    sold = seen.in_currency(price, day) * quantity * (1 - discount / HUNDRED)
    return PricedLine(sold, seen.in_currency(listed, day) * quantity)


def concentration(seen: Slice) -> Figure:
    """Return the share of the largest client in revenue; of the five and ten largest beside it."""
    amounts, basis = revenue_by_client(seen)
    ordered = sorted(((amount, client) for client, amount in amounts.items() if amount > 0), reverse=True)
    whole = total(amount for amount, _ in ordered)
    if not whole:
        return no_figure(sentence("No client brought revenue in the period."))

    def top(count: int) -> Decimal:
        return HUNDRED * total(amount for amount, _ in ordered[:count]) / whole

    clients = [(amount, found) for amount, client in ordered if (found := seen.snapshot.client_named(client))]
    return Figure(
        top(1),
        n=len(ordered),
        numerator=ordered[0][0],
        denominator=whole,
        parts=tuple(Part(found.id, amount) for amount, found in clients),
        beside={"top5": top(5), "top10": top(10), "revenue": whole},
        lines=tuple(
            Line(found.name, {"en": found.title, "es": found.title}, HUNDRED * amount / whole, Unit.PERCENT, 1)
            for amount, found in clients[:10]
        ),
        notes=(basis,),
    )


KPIS = (
    Kpi(
        code="K40",
        names={"en": "Price realisation", "es": "Realización de precio"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "What the lines of the deals won in the period were sold for ÷ the list prices of the same lines. The mean "
            "discount is what is missing to 100 %; because discounts and mark-ups can almost cancel, both sums stand "
            "beside. A deal with a line without price or list price is listed and left out.",
            "es": "Aquello por lo que se vendieron las líneas de las oportunidades ganadas en el periodo ÷ los precios de tarifa "
            "de esas líneas. El descuento medio es lo que falta hasta el 100 %; como descuentos y recargos pueden casi "
            "anularse, ambas sumas figuran al lado. Una oportunidad con una línea sin precio o sin tarifa se indica y no "
            "cuenta.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "product"}),
        of=price_realisation,
        beside=(
            Side("discount", Unit.PERCENT, {"en": "Mean discount", "es": "Descuento medio"}),
            Side("below", Unit.MONEY, {"en": "Discounts", "es": "Descuentos"}),
            Side("above", Unit.MONEY, {"en": "Mark-ups", "es": "Recargos"}),
            Side("below_share", Unit.PERCENT, {"en": "Discounts of list", "es": "Descuentos sobre tarifa"}),
            Side("above_share", Unit.PERCENT, {"en": "Mark-ups of list", "es": "Recargos sobre tarifa"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
    Kpi(
        code="K42",
        names={"en": "Concentration", "es": "Concentración"},
        unit=Unit.PERCENT,
        better=Better.DOWN,
        family=Family.REVENUE,
        definition={
            "en": "The share of the largest client in the revenue of the period; of the five and ten largest beside it. Invoices "
            "count where there are some in the period, else bookings.",
            "es": "La parte del mayor cliente en los ingresos del periodo; al lado, la de los cinco y diez mayores. Cuentan las "
            "facturas si las hay en el periodo; si no, la contratación.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "transaction", "client"}),
        of=concentration,
        beside=(
            Side("top5", Unit.PERCENT, {"en": "Five largest", "es": "Cinco mayores"}),
            Side("top10", Unit.PERCENT, {"en": "Ten largest", "es": "Diez mayores"}),
            Side("revenue", Unit.MONEY, {"en": "Revenue", "es": "Ingresos"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
)
