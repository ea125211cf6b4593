"""K3, K4, K5: new clients, and how many of those at the beginning are still there at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.sentences import Sentence, sentence
from .customers import Bond, Customer
from .deals import RENEWAL
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .spans import DAY
from .stats import percent
from .touching import CLOSED_DEALS
from .unanswerable import Unanswerable
from .value import Better, Exclusion, Figure, Part, Unit


def new_clients(seen: Slice) -> Figure:
    """Return how many clients became customers for the first time ever in the period."""
    customers = seen.ground.customers.by_slug
    heads = _heads(customers, by_entity=_counts_entities(seen))
    start, end = seen.span.start, seen.end
    firsts = {slug: first for slug, each in customers.items() if (first := each.first) and start <= first.start < end}
    credited = {each.deal.id: each.share for each in seen.scope.deals}
    others = _clients_in_scope(seen) if any(each.deal is None for each in firsts.values()) else frozenset()
    parts: list[Part] = []
    exclusions: list[Exclusion] = []
    for slug, first in firsts.items():
        client = customers[slug].client
        share = credited.get(first.deal.id) if first.deal else (Decimal(1) if slug in others else None)
        if not share:
            continue
        if first.deal and first.deal.kind == RENEWAL and not seen.with_renewals:
            exclusions.append(Exclusion(client.id, sentence("begins with a renewal: it was a client before")))
        elif _is_known_in_group(slug, first, customers, heads):
            exclusions.append(Exclusion(client.id, sentence("of a group that is a client already")))
        else:
            parts.append(Part(client.id, share))
    won_back = sum(1 for slug in (others or _clients_in_scope(seen)) if _is_won_back(seen, customers.get(slug)))
    return Figure(
        sum((each.value or Decimal(0) for each in parts), Decimal(0)),
        n=len(parts),
        parts=tuple(parts),
        exclusions=tuple(exclusions),
        beside={"reactivated": Decimal(won_back)},
    )


def _clients_in_scope(seen: Slice) -> AbstractSet[str]:
    """Return the slugs of the clients in scope; none where it cannot tell clients apart."""
    if seen.scope.is_whole:
        return seen.ground.customers.by_slug.keys()
    try:
        return frozenset(each.client for each in seen.scope.records("client") if each.client)
    except Unanswerable:
        return frozenset()


def _counts_entities(seen: Slice) -> bool:
    return (seen.config.settings or {}).get("new_by") == "entity"


def _heads(customers: Mapping[str, Customer], *, by_entity: bool) -> Mapping[str, str]:
    """Return the head of the group of each client that has a parent."""
    if by_entity:
        return {}
    parents = {
        slug: each.client.text("parent").rpartition("/")[2]
        for slug, each in customers.items()
        if "parent" in each.client.tree
    }
    heads: dict[str, str] = {}
    for slug, parent in parents.items():
        met = {slug}
        head, above = slug, parent
        while above in customers and above not in met:
            met.add(above)
            head, above = above, parents.get(above, "")
        if head != slug:
            heads[slug] = head
    return heads


def _is_known_in_group(slug: str, first: Bond, customers: Mapping[str, Customer], heads: Mapping[str, str]) -> bool:
    """Return whether another client of the same group was a customer before."""
    head = heads.get(slug, slug)
    if head == slug and head not in heads.values():
        return False
    return any(
        heads.get(other, other) == head and other != slug and each.first and each.first.start < first.start
        for other, each in customers.items()
    )


def _is_won_back(seen: Slice, customer: Customer | None) -> bool:
    """Return whether a former customer is one again since some day of the period."""
    if customer is None or len(customer.moves) < 2:
        return False
    was_lost = False
    for day, word, _ in sorted(customer.moves):
        if word == "customer" and was_lost and seen.covers(day):
            return True
        was_lost = was_lost or word == "former"
    return False


@dataclass(frozen=True, slots=True)
class Base:
    """The customers of a scope at the beginning and at the end of a period."""

    start: Sequence[Customer]
    """Those at the beginning."""
    end: AbstractSet[str]
    """The slugs of those at the end."""
    newcomers: Sequence[Customer]
    """Those who became one in the period and were none at its beginning, still there or not."""

    def stays(self, customer: Customer) -> bool:
        """Return whether a customer of the beginning is one at the end."""
        return customer.slug in self.end


def base_of(seen: Slice) -> Base:
    """Return the customers at the beginning and the end of a slice's period."""
    customers = seen.ground.customers
    by_slug = customers.by_slug
    asked: AbstractSet[str] = by_slug.keys()
    if not seen.scope.is_whole:
        asked = {each.client for each in seen.scope.records("client") if each.client} & by_slug.keys()
    before, last = seen.span.start - DAY, min(seen.span.last, seen.as_of)
    started = customers.on(before)
    start = [by_slug[slug] for slug in by_slug if slug in started and slug in asked]
    joined = customers.joined(seen.span.start, last)
    fresh = [by_slug[slug] for slug in joined if slug not in started and slug in asked]
    return Base(start, customers.on(last) & asked, fresh)


def retention(seen: Slice) -> Figure:
    """Return the share of the customers at the beginning that are customers at the end."""
    base = base_of(seen)
    stayed = sum(1 for each in base.start if base.stays(each))
    return rate(
        stayed,
        len(base.start),
        _no_base(),
        parts=tuple(Part(each.client.id, Decimal(base.stays(each))) for each in base.start),
        beside={
            "start": Decimal(len(base.start)),
            "lost": Decimal(len(base.start) - stayed),
            "end": Decimal(len(base.end)),
            "shortcut": percent(len(base.end) - len(base.newcomers), len(base.start)),
        },
    )


def churn(seen: Slice) -> Figure:
    """Return the share of the customers at the beginning that are none at the end."""
    base = base_of(seen)
    lost = [each for each in base.start if not base.stays(each)]
    gone = len(lost) + sum(1 for each in base.newcomers if each.slug not in base.end)
    return rate(
        len(lost),
        len(base.start),
        _no_base(),
        parts=tuple(Part(each.client.id) for each in lost),
        beside={
            "start": Decimal(len(base.start)),
            "lost": Decimal(len(lost)),
            "of_all": percent(gone, len(base.start) + len(base.newcomers)),
            "lost_newcomers": Decimal(gone - len(lost)),
        },
    )


def _no_base() -> Sentence:
    return sentence("Nobody was a customer at the beginning of the period.")


_READS = frozenset({CLOSED_DEALS, "contract", "transaction", "client"})

KPIS = (
    Kpi(
        code="K3",
        names={"en": "New clients", "es": "Adquisición de nuevos clientes"},
        unit=Unit.COUNT,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "Clients whose first event ever (deal won, contract begun, purchase, or a customer_since of an "
            "import) lies in the period; they count for the owner of that deal. Clients won back stand beside; a "
            "company of a group that is a client already is not new, unless cartera.yaml says new_by: entity.",
            "es": "Clientes cuyo primer hecho (oportunidad ganada, inicio de contrato, compra o customer_since de una "
            "importación) cae en el periodo; cuentan para el responsable de esa oportunidad. Los recuperados figuran "
            "al lado; una empresa de un grupo que ya es cliente no es nueva, salvo new_by: entity en cartera.yaml.",
        },
        source="",
        reads=_READS,
        of=new_clients,
        beside=(Side("reactivated", Unit.COUNT, {"en": "Won back", "es": "Recuperados"}),),
        is_headline=True,
    ),
    Kpi(
        code="K4",
        names={"en": "Client retention", "es": "Tasa de retención de clientes"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "Customers at the beginning of the period that are customers at its end ÷ customers at the "
            "beginning. A customer has a contract that runs, or a sale or purchase within the purchase window (365 "
            "days), and was not lost since. The usual shortcut (end − new) ÷ start stands beside; it is wrong where a "
            "client was won and lost in the same period.",
            "es": "Clientes al inicio del periodo que lo son al final ÷ clientes al inicio. Es cliente quien tiene un "
            "contrato vigente, o una venta o compra dentro de la ventana de compra (365 días), y no se ha perdido "
            "desde entonces. El atajo habitual (final − nuevos) ÷ inicio figura al lado; falla si un cliente se ganó "
            "y se perdió en el mismo periodo.",
        },
        source="https://www.calcipedia.org/calculators/customer-retention-rate-calculator",
        reads=_READS,
        of=retention,
        beside=(
            Side("start", Unit.COUNT, {"en": "At the beginning", "es": "Al inicio"}),
            Side("lost", Unit.COUNT, {"en": "Lost of them", "es": "Perdidos de ellos"}),
            Side("end", Unit.COUNT, {"en": "At the end", "es": "Al final"}),
            Side("shortcut", Unit.PERCENT, {"en": "(End − new) ÷ start", "es": "(Final − nuevos) ÷ inicio"}),
        ),
        is_headline=True,
    ),
    Kpi(
        code="K5",
        names={"en": "Client churn", "es": "Tasa de abandono"},
        unit=Unit.PERCENT,
        better=Better.DOWN,
        family=Family.CLIENTS,
        definition={
            "en": "Customers at the beginning of the period that are none at its end ÷ customers at the beginning. "
            "A contract's client leaves when it ends, not when notice is given. Lost ÷ (start + new) stands beside.",
            "es": "Clientes al inicio del periodo que no lo son al final ÷ clientes al inicio. Con contrato, se va "
            "cuando termina, no con el preaviso. Perdidos ÷ (inicio + nuevos) figura al lado.",
        },
        source="https://help.chartmogul.com/hc/en-us/articles/207340419",
        reads=_READS,
        of=churn,
        beside=(
            Side("start", Unit.COUNT, {"en": "At the beginning", "es": "Al inicio"}),
            Side("lost", Unit.COUNT, {"en": "Lost", "es": "Perdidos"}),
            Side("lost_newcomers", Unit.COUNT, {"en": "Won and lost again", "es": "Ganados y perdidos"}),
            Side("of_all", Unit.PERCENT, {"en": "All lost ÷ (start + new)", "es": "Todos ÷ (inicio + nuevos)"}),
        ),
    ),
)
