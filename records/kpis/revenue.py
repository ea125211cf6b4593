"""K1: what was sold, with what was invoiced beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from .deals import RENEWAL
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import total
from .texts import read_money
from .touching import CLOSED_DEALS
from .unanswerable import Unanswerable
from .value import Better, Figure, Later, Part, Unit

WITHDRAWAL_DAYS = 14
"""How long after signing a sale can be taken back, where ``cartera.yaml`` says nothing under ``withdrawal_days``."""
_SIGN = {"invoice": 1, "credit_note": -1}


def sales_revenue(seen: Slice) -> Figure:
    """Return the bookings of the period: what was won, less the sales taken back in it."""
    won = seen.won_tally
    cancelled = tuple(_cancelled(seen))
    taken_back = total(each.value for each in cancelled if each.value is not None)
    renewals = seen.closing.remember(
        "renewals", lambda: seen.tally(each for each in seen.won if each.deal.kind == RENEWAL).total
    )
    billed = invoiced(seen)
    return Figure(
        won.total + taken_back,
        n=len(seen.won),
        parts=Later(lambda: (*won.parts, *cancelled)),
        exclusions=(*won.exclusions, *seen.undated()),
        beside={
            "new_business": won.total - renewals,
            "renewals": renewals,
            "cancelled": taken_back,
            "invoiced": billed[0] if billed else None,
        },
    )


def bookings(seen: Slice) -> Decimal:
    """Return the value of K1 alone."""
    return seen.won_tally.total + total(each.value for each in _cancelled(seen) if each.value is not None)


def invoiced(seen: Slice) -> tuple[Decimal, tuple[Part, ...]] | None:
    """Return invoices less credit notes of the period, tax excluded; None where the scope has no ledger."""
    try:
        ledger = [each for each in seen.scope.records("transaction") if each.text("kind") in _SIGN]
    except Unanswerable:
        return None
    if not ledger:
        return None
    parts = []
    for each in ledger:
        day, net = seen.ground.day(each, "date"), read_money(each.tree.get("net"))
        if day is not None and seen.covers(day) and net is not None:
            parts.append(Part(each.id, _SIGN[each.text("kind")] * seen.in_currency(net, day)))
    return total(each.value for each in parts if each.value is not None), tuple(parts)


def _cancelled(seen: Slice) -> Iterator[Part]:
    """Yield the sales taken back in the period, as what they take away; the win itself stays where it was."""
    allowed = _withdrawal_days(seen)
    credited = {each.deal.id: each for each in seen.scope.deals} if _any_terminated(seen) else {}
    for contract in seen.snapshot.of_type("contract") if credited else ():
        ended = seen.ground.day(contract, "termination.date")
        signed = seen.ground.day(contract, "signed_on")
        if contract.text("status") != "terminated" or ended is None or signed is None or not seen.covers(ended):
            continue
        if ended - signed > allowed:
            continue
        deal = seen.snapshot.resolve(contract.text("opportunity"), contract, ("opportunity",))
        credit = credited.get(deal.id) if deal else None
        if credit and credit.deal.amount and credit.deal.now.outcome == "won":
            worth = seen.in_currency(credit.deal.amount, ended)
            yield Part(contract.id, -worth * credit.share)


def _any_terminated(seen: Slice) -> bool:
    return any(each.text("status") == "terminated" for each in seen.snapshot.of_type("contract"))


def _withdrawal_days(seen: Slice) -> timedelta:
    written = (seen.config.settings or {}).get("withdrawal_days")
    days = int(written) if isinstance(written, str) and written.isdecimal() else WITHDRAWAL_DAYS
    return timedelta(days=min(days, 3650))


KPIS = (
    Kpi(
        code="K1",
        names={"en": "Sales revenue", "es": "Ingresos por ventas"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "The amounts of the opportunities won, by the day they closed (bookings), in the book's currency at "
            "that day's rate, without tax. All kinds but void count; renewals stand beside. A sale taken back "
            "(its contract terminated within the withdrawal period) is subtracted on the day it was. A won deal "
            "without an amount counts 0 and is listed. What was invoiced, less credit notes, stands beside as soon "
            "as there is a ledger.",
            "es": "Los importes de las oportunidades ganadas, por su día de cierre (contratación), en la moneda de la "
            "cartera al cambio de ese día, sin impuestos. Cuentan todos los tipos salvo las anuladas; las "
            "renovaciones figuran aparte. Una venta anulada (contrato resuelto dentro del plazo de desistimiento) se "
            "resta el día en que lo fue. Una ganada sin importe cuenta 0 y se indica. Lo facturado, menos abonos, "
            "figura al lado en cuanto hay movimientos.",
        },
        source="https://docs.oracle.com/cd/E36909_01/fusionapps.1111/e21363/apbs01s02s04.htm",
        reads=frozenset({CLOSED_DEALS, "contract", "transaction"}),
        of=sales_revenue,
        beside=(
            Side("new_business", Unit.MONEY, {"en": "Without renewals", "es": "Sin renovaciones"}),
            Side("renewals", Unit.MONEY, {"en": "Renewals", "es": "Renovaciones"}),
            Side("cancelled", Unit.MONEY, {"en": "Taken back", "es": "Ventas anuladas"}),
            Side("invoiced", Unit.MONEY, {"en": "Invoiced", "es": "Facturado"}),
        ),
        part_unit=Unit.MONEY,
        is_headline=True,
    ),
)
