"""K10, K11, K12: what existing customers buy more, and how the revenue of accounts grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from ...schema.sentences import Sentence, sentence
from .clients import base_of
from .deals import LOST, WON
from .earlier import before, last_year
from .kpi import Family, Kpi, Side
from .rate import rate
from .revenue import bookings
from .slice import Slice
from .stats import HUNDRED, percent, total
from .texts import read_money
from .touching import CLOSED_DEALS
from .unanswerable import Unanswerable
from .value import Better, Figure, Part, Unit, no_figure

EXPANSION = frozenset({"upsell", "cross_sell"})
_SIGN = {"invoice": 1, "credit_note": -1}


def expansion_rate(kind: str, seen: Slice) -> Figure:
    """Return the share of the customers at the beginning that bought a deal of ``kind`` in the period."""
    base = {each.slug: each.client.id for each in base_of(seen).start}
    won = [each for each in seen.closed if each.standing.outcome == WON and each.deal.kind in EXPANSION]
    own = [each for each in won if each.deal.kind == kind]
    lost = [each for each in seen.closed if each.standing.outcome == LOST and each.deal.kind == kind]
    buyers = {each.deal.client for each in own} & base.keys()
    either = {each.deal.client for each in won} & base.keys()
    booked = bookings(seen)
    value, expansion = seen.tally(own), seen.tally(won)
    return rate(
        len(buyers),
        len(base),
        sentence("Nobody was a customer at the beginning of the period."),
        parts=tuple(Part(each.id, each.share) for each in own if each.deal.client in base),
        exclusions=value.exclusions,
        beside={
            "acceptance": percent(len(own), len(own) + len(lost)),
            "share": percent(value.total, booked),
            "either": percent(len(either), len(base)),
            "expansion_share": percent(expansion.total, booked),
        },
    )


def account_growth(seen: Slice) -> Figure:
    """Return how the revenue of the accounts that had some a year ago has grown."""
    year_ago, ago = last_year(seen), before(seen)
    by_client = _invoiced if all(_has_ledger(each) for each in (seen, year_ago)) else _booked
    now, then, previous = by_client(seen), by_client(year_ago), by_client(ago)
    existing = [client for client, amount in then.items() if amount > 0]
    grown = total(now.get(client, Decimal(0)) for client in existing)
    base = total(then[client] for client in existing)
    beside = {
        "now": total(now.values()),
        "then": total(then.values()),
        "all": _growth(total(now.values()), total(then.values())),
        "quarter": _growth(
            total(now.get(client, Decimal(0)) for client, amount in previous.items() if amount > 0),
            total(amount for amount in previous.values() if amount > 0),
        ),
    }
    basis = sentence("From invoices.") if by_client is _invoiced else sentence("From bookings.")
    if not base:
        return no_figure(sentence("No account had revenue a year ago: what there is now is new."), beside)
    clients = seen.snapshot.client_named
    return Figure(
        HUNDRED * (grown - base) / base,
        n=len(existing),
        numerator=grown,
        denominator=base,
        parts=tuple(
            Part(record.id, now.get(client, Decimal(0)) - then[client])
            for client in existing
            if (record := clients(client))
        ),
        beside=beside,
        notes=(basis,),
    )


def revenue_by_client(seen: Slice) -> tuple[Mapping[str, Decimal], Sentence]:
    """Return the revenue of each client in the period and what it is taken from: invoices where there are some."""
    if _has_ledger(seen):
        return _invoiced(seen), sentence("From invoices.")
    return _booked(seen), sentence("From bookings.")


def _growth(now: Decimal, then: Decimal) -> Decimal | None:
    return percent(now - then, then) if then > 0 else None


def _has_ledger(seen: Slice) -> bool:
    try:
        return any(each.text("kind") in _SIGN for each in seen.records("transaction", "date"))
    except Unanswerable:
        return False


def _invoiced(seen: Slice) -> Mapping[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in seen.records("transaction", "date"):
        day, net, sign = seen.ground.day(each, "date"), read_money(each.tree.get("net")), _SIGN.get(each.text("kind"))
        if sign and day and net and each.client:
            found[each.client] += sign * seen.in_currency(net, day)
    return found


def _booked(seen: Slice) -> Mapping[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in seen.won:
        worth = seen.worth(each)
        if worth is not None and each.deal.client:
            found[each.deal.client] += worth
    return found


_READS = frozenset({CLOSED_DEALS, "contract", "transaction", "client"})
_BESIDE = (
    Side("acceptance", Unit.PERCENT, {"en": "Won ÷ (won + lost)", "es": "Ganadas ÷ (ganadas + perdidas)"}),
    Side("share", Unit.PERCENT, {"en": "Share of bookings", "es": "Parte de los ingresos"}),
    Side("either", Unit.PERCENT, {"en": "Customers with either", "es": "Clientes con una u otra"}),
    Side("expansion_share", Unit.PERCENT, {"en": "Both, share of bookings", "es": "Ambas, parte de los ingresos"}),
)

KPIS = (
    Kpi(
        code="K10",
        names={"en": "Upsell rate", "es": "Tasa de venta adicional"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Customers at the beginning of the period that bought at least one deal of kind upsell ÷ customers "
            "at the beginning. Acceptance (won ÷ won and lost of that kind) and share of bookings stand beside.",
            "es": "Clientes al inicio del periodo que compraron al menos una venta adicional ÷ clientes al inicio. La "
            "aceptación (ganadas ÷ ganadas y perdidas de ese tipo) y su parte de los ingresos figuran al lado.",
        },
        source="https://www.lusha.com/glossary/what-is-upsell-rate",
        reads=_READS,
        of=partial(expansion_rate, "upsell"),
        beside=_BESIDE,
    ),
    Kpi(
        code="K11",
        names={"en": "Cross-sell rate", "es": "Tasa de venta cruzada"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Customers at the beginning of the period that bought at least one deal of kind cross-sell ÷ "
            "customers at the beginning; the same values beside as for upsell.",
            "es": "Clientes al inicio del periodo que compraron al menos una venta cruzada ÷ clientes al inicio; al "
            "lado, lo mismo que en la venta adicional.",
        },
        source="https://diggrowth.com/kpi/upsell-rate",
        reads=_READS,
        of=partial(expansion_rate, "cross_sell"),
        beside=_BESIDE,
    ),
    Kpi(
        code="K12",
        names={"en": "Revenue growth per account", "es": "Crecimiento de ingresos por cuenta"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.REVENUE,
        definition={
            "en": "Revenue of the accounts that had some in the same period a year ago ÷ their revenue then − 1: sums, "
            "never the mean of ratios. Invoices count where there are some in both periods, else bookings. Beside "
            "it: all accounts, new and lost ones too, and the growth over the period before.",
            "es": "Ingresos de las cuentas que los tenían en el mismo periodo del año anterior ÷ los de entonces − 1: "
            "sumas, nunca la media de cocientes. Cuentan las facturas si las hay en ambos periodos; si no, la "
            "contratación. Al lado: todas las cuentas, también nuevas y perdidas, y el crecimiento sobre el periodo "
            "anterior.",
        },
        source="",
        reads=_READS,
        of=account_growth,
        beside=(
            Side("now", Unit.MONEY, {"en": "Now", "es": "Ahora"}),
            Side("then", Unit.MONEY, {"en": "A year ago", "es": "Hace un año"}),
            Side("all", Unit.PERCENT, {"en": "All accounts", "es": "Todas las cuentas"}),
            Side("quarter", Unit.PERCENT, {"en": "Over the period before", "es": "Sobre el periodo anterior"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
        is_headline=True,
    ),
)
