"""Judging one guard: whether what it says is true of a record as it would be saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..schema.dataclass import dataclass
from ..schema.dates_in_words import Moment
from ..schema.kinds import DAY, INSTANT, BadValueError
from ..schema.language import ENGLISH
from ..schema.machine import Facts as Conditions
from ..schema.machine import Guard
from ..schema.reader import Desk
from ..schema.record import Record
from ..schema.sums import HUNDRED, Entry, entries_of, net_of
from ..schema.tree import Tree, value_at
from ..schema.values import Money
from .snapshot import Snapshot

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Case:
    """What a guard is judged on."""

    snapshot: Snapshot
    """All records."""
    record: Record
    """The record that would move, with what was given for the move in its tree."""
    now: datetime | None = None
    """When, aware; None where that is not known, and then no time has passed."""


def holds(case: Case, guard: Guard) -> bool:
    """Return whether everything the guard says is true."""
    if guard.when and not _match(case.record.tree, guard.when):
        return True
    if guard.either and not any(holds(case, each) for each in guard.either):
        return False
    if guard.rule and not _RULES[guard.rule](case):
        return False
    if guard.days_in_state and _working_days_in_state(case) < guard.days_in_state:
        return False
    if guard.record:
        return _has_record(case, guard)
    return _holds_in_owner(case, guard)


def _holds_in_owner(case: Case, guard: Guard) -> bool:
    """Return whether the record looked into holds what the guard says of its fields."""
    if not (guard.field or guard.where):
        return True
    owner = owner_of(case.snapshot, case.record, guard.on)
    if owner is None:
        return bool(guard.no_entry)
    if guard.where and not _match(owner.tree, guard.where):
        return False
    if guard.field == "body":
        return bool(owner.body.strip())
    value = value_at(dict(owner.tree), guard.field.split(".")) if guard.field else "–"
    if guard.entry_has or guard.entry or guard.no_entry:
        return _holds_in_entries(value, guard)
    return is_filled(value)


def _holds_in_entries(value: Tree, guard: Guard) -> bool:
    entries = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    if guard.entry_has and not any(is_filled(each.get(guard.entry_has)) for each in entries):
        return False
    if guard.entry and not any(_match(each, guard.entry) for each in entries):
        return False
    return not (guard.no_entry and any(_match(each, guard.no_entry) for each in entries))


def _match(tree: Mapping[str, Tree], facts: Conditions) -> bool:
    """Return whether every field holds one of its words; a list holds them all, the empty word means nothing."""
    return all(words.intersection(_texts(value_at(dict(tree), name.split(".")))) for name, words in facts)


def _texts(tree: Tree) -> list[str]:
    if not is_filled(tree):
        return [""]
    return [each for each in (tree if isinstance(tree, list) else [tree]) if isinstance(each, str)]


def owner_of(snapshot: Snapshot, record: Record, place: str) -> Record | None:
    """Return the record a guard looks into: the one that moves, its client, or one it links to."""
    if not place:
        return record
    if place == "client":
        return snapshot.client_of(record)
    link = record.tree.get(place)
    return snapshot.resolve(link, record) if isinstance(link, str) else None


def _has_record(case: Case, guard: Guard) -> bool:
    client = case.record.client
    near = case.snapshot.of_client(client) if client else case.snapshot.of_type(guard.record)
    return any(each.type == guard.record and _fits(case, each, guard) for each in near)


def _fits(case: Case, candidate: Record, guard: Guard) -> bool:
    for name, words in guard.where:
        texts = _texts(candidate.tree.get(name))
        if "$self" in words:
            meant = (case.snapshot.resolve(each, candidate) for each in texts if each)
            if not any(each is not None and each.id == case.record.id for each in meant):
                return False
        elif not words.intersection(texts):
            return False
    return True


def is_filled(tree: Tree) -> bool:
    """Return whether a value says anything."""
    return tree not in (None, "", [], {})


def _working_days_in_state(case: Case) -> int:
    """Return how many days from Monday to Friday have passed since the last move, the day of the move not counted."""
    machine = case.snapshot.type_of(case.record).machine
    history = case.record.tree.get(machine.history) if machine else None
    last = history[-1] if isinstance(history, list) and history else None
    since = _day(last.get("at")) if isinstance(last, dict) else None
    if since is None or case.now is None:
        return 0
    passed = (case.now.date() - since).days
    return sum((since + timedelta(days=day)).weekday() < SATURDAY for day in range(1, passed + 1))


def _day(text: Tree) -> date | None:
    try:
        moment = INSTANT.parse(text) if isinstance(text, str) else None
    except BadValueError:
        return None
    return moment.date() if isinstance(moment, datetime) else None


def _within_limits(case: Case) -> bool:
    """Whether every line's discount and margin keep to the owner's limits; no limit is kept by everything."""
    snapshot = case.snapshot
    owner = snapshot.resolve(case.record.text("owner"), case.record, ("user",)) if case.record.text("owner") else None
    if owner is None:
        return True
    user = snapshot.type_of(owner)
    most, least = user.value(owner, "limits.discount_pct"), user.value(owner, "limits.margin_floor_pct")
    lines = entries_of(case.record, snapshot.type_of(case.record), "lines")
    discounts = [each.get("discount_pct") for each in lines]
    if isinstance(most, Decimal) and any(isinstance(each, Decimal) and each > most for each in discounts):
        return False
    margin = _margin_of(lines)
    return not (isinstance(least, Decimal) and margin is not None and margin < least)


def _margin_of(lines: list[Entry]) -> Decimal | None:
    """Return what stays of the net price after cost, in percent; None where a line does not say its cost."""
    net = cost = Decimal(0)
    for line in lines:
        price, unit_cost, quantity = net_of(line), line.get("cost"), line.get("qty", Decimal(1))
        if price is None or not isinstance(unit_cost, Money) or not isinstance(quantity, Decimal):
            return None
        net += price.amount
        cost += unit_cost.amount * quantity
    return (net - cost) * HUNDRED / net if net else None


def _tier_below_a(case: Case) -> bool:
    """Whether the client's tier is another than A."""
    from .query.derived import all_derived
    from .query.facts import Facts

    client = case.snapshot.client_of(case.record)
    if client is None or case.now is None:
        return True
    facts = Facts(case.snapshot, Desk(Moment(case.now, ENGLISH)))
    return all_derived()["tier"].of(facts, client) != "A"


def _close_ahead(case: Case) -> bool:
    """Whether the day the sale is expected to close is today or later."""
    close = _day_of(case.record.tree.get("expected_close"))
    return case.now is None or (close is not None and close >= case.now.date())


def _day_of(text: Tree) -> date | None:
    try:
        day = DAY.parse(text) if isinstance(text, str) else None
    except BadValueError:
        return None
    return day if isinstance(day, date) else None


_RULES: Mapping[str, Callable[[Case], bool]] = {
    "within-limits": _within_limits,
    "tier-below-a": _tier_below_a,
    "close-ahead": _close_ahead,
}
