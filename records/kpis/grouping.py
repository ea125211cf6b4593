"""Breakdowns: the records of a scope told apart by owner, manager, region, product, industry, tier or kind.

The groups and the rest together are the whole: a deal of two products or two people lies in both with its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from ...schema.field import Labels
from ...schema.record import Record
from ..query.derived import all_derived
from .days import Credit, credited
from .deals import Deal
from .scope import DIMENSIONS, PERSON_FIELDS, Keeps, PartScope, Scope
from .shares import Shares
from .stats import ONE
from .unanswerable import Unanswerable
from .value import Group

__all__ = ["DIMENSIONS", "REST", "split"]

REST = Group("", {"en": "not assigned", "es": "sin asignar"})
"""The row of what lies in no group."""


def split(scope: Scope, dimension: str) -> list[tuple[Group, Scope]]:
    """Return the groups of a scope by title, and last what lies in none, where there is anything."""
    key_of = _KEYS[dimension]
    of_record = _RECORD_KEYS.get(dimension)
    record_keys = partial(of_record, scope) if of_record else None
    deals: defaultdict[str, list[Credit]] = defaultdict(list)
    for credit in scope.deals:
        for name, part in _joined(key_of(scope, credit.deal)):
            deals[name].append(credited(credit.deal, part if credit.share is ONE else credit.share * part))
    names = set(deals)
    if of_record is not None:
        names |= {of_record(scope, each) for each in scope.records("client")}
    selling = frozenset(names)
    if of_record is not None:
        names |= {of_record(scope, each) for each in _deeds(scope)}
    groups = [(_group(scope, dimension, name), name) for name in names]
    groups.sort(key=lambda each: (each[1] == "", each[0].title.get("es", "").casefold(), each[1]))
    return [
        (
            group,
            PartScope(
                scope, deals.get(name, ()), _keeps(record_keys, name), (dimension, name), is_selling=name in selling
            ),
        )
        for group, name in groups
    ]


def _deeds(scope: Scope) -> Iterator[Record]:
    """Yield what people did or have to do: whoever sells nothing may still have done something."""
    for type_name in ("interaction", "task", "case"):
        try:
            yield from scope.records(type_name)
        except Unanswerable:
            continue


def _joined(shares: Shares) -> Shares:
    """Return shares with each name once, and what nobody has under the empty name."""
    if len(shares) == 1 and shares[0][1] is ONE:
        return shares
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for name, part in shares:
        found[name] += part
    found[""] += ONE - sum(found.values(), Decimal(0))
    return tuple((name, part) for name, part in found.items() if part)


def _keeps(key_of: Callable[[Record], str] | None, name: str) -> Keeps | None:
    """Return the test whether a record lies in the group ``name``."""
    if key_of is None:
        return None
    return lambda record: key_of(record) == name


# Which parts of a deal lie in which group


def _credited(_scope: Scope, deal: Deal) -> Shares:
    return deal.credits


def _managed(scope: Scope, deal: Deal) -> Shares:
    return tuple((_person_text(scope, user, "manager"), part) for user, part in deal.credits)


def _in_region(scope: Scope, deal: Deal) -> Shares:
    return tuple((_person_text(scope, user, "region"), part) for user, part in deal.credits)


def _products(_scope: Scope, deal: Deal) -> Shares:
    return deal.products


def _of_kind(_scope: Scope, deal: Deal) -> Shares:
    return ((deal.kind, ONE),)


def _of_industry(scope: Scope, deal: Deal) -> Shares:
    return ((_industry(scope, deal.record), ONE),)


def _of_tier(scope: Scope, deal: Deal) -> Shares:
    return ((_tier(scope, deal.record), ONE),)


_KEYS: Mapping[str, Callable[[Scope, Deal], Shares]] = {
    "owner": _credited,
    "manager": _managed,
    "region": _in_region,
    "product": _products,
    "industry": _of_industry,
    "tier": _of_tier,
    "kind": _of_kind,
}


# In which group any other record lies


def owner_of(scope: Scope, record: Record) -> str:
    """Return who a record belongs to: whoever did or does it, else its owner, else its client's owner."""
    written = record.tree.get(PERSON_FIELDS.get(record.type, "owner"))
    first = written[0] if isinstance(written, list) and written else written
    own = first if isinstance(first, str) and first else record.text("owner")
    if own:
        return own
    client = scope.facts.snapshot.client_of(record)
    return client.text("owner") if client else ""


def _manager(scope: Scope, record: Record) -> str:
    return _person_text(scope, owner_of(scope, record), "manager")


def _region(scope: Scope, record: Record) -> str:
    return _person_text(scope, owner_of(scope, record), "region")


def _industry(scope: Scope, record: Record) -> str:
    client = scope.facts.snapshot.client_of(record)
    return client.text("industry") if client else ""


def _tier(scope: Scope, record: Record) -> str:
    client = scope.facts.snapshot.client_of(record)
    tier = all_derived()["tier"].of(scope.facts, client) if client else None
    return tier if isinstance(tier, str) else ""


_RECORD_KEYS: Mapping[str, Callable[[Scope, Record], str]] = {
    "owner": owner_of,
    "manager": _manager,
    "region": _region,
    "industry": _industry,
    "tier": _tier,
}


def _person_text(scope: Scope, handle: str, field: str) -> str:
    person = scope.ground.people.get(handle)
    return person.text(field) if person else ""


def _group(scope: Scope, dimension: str, name: str) -> Group:
    """Return the group of a name, with what people call it."""
    if not name:
        return REST
    if dimension in {"owner", "manager"}:
        person = scope.ground.people.get(name)
        return Group(name, _both(person.title if person else name))
    if dimension == "product":
        found = [each for each in scope.facts.snapshot.named(name) if each.type == "product"]
        return Group(name, _both(found[0].title if found else name))
    type_name = {"industry": "client", "kind": "opportunity"}.get(dimension)
    field = scope.facts.snapshot.schema.types[type_name].by_name.get(dimension) if type_name else None
    choice = field.choice(name) if field else None
    return Group(name, choice.label if choice else _both(name))


def _both(title: str) -> Labels:
    return {"en": title, "es": title}
