"""What derived facts are computed from: a snapshot at a moment, with what is asked of it more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from ...schema.kinds import BadValueError
from ...schema.language import Language
from ...schema.lazily import Lazily
from ...schema.machine import State
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.values import Money, Value
from ..snapshot import Snapshot

if TYPE_CHECKING:
    from decimal import Decimal

    from ...schema.reader import Desk
    from ..kpis.slice import Slice
    from .workload import Load

NO_TOUCH = frozenset({"internal", "note"})
"""Kinds of interaction that are not contact with the client."""

DUE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "opportunity": ("next_step_due", "expected_close"),
    "proposal": ("valid_until",),
    "contract": ("end",),
    "project": ("end",),
    "task": ("due",),
    "case": ("next_update_due",),
    "review": ("at",),
    "transaction": ("due_on",),
}
"""Type → the fields that say until when something must happen while the record is open."""

ASKS_FOR_ANSWER = frozenset({"sent", "viewed"})
"""States of a proposal in which its validity runs."""


class TextFinder(Protocol):
    """Whoever knows in which records a text stands without reading them: a search index."""

    def ids_holding(self, text: str) -> frozenset[str]:
        """Return every record in which ``text`` stands, in whatever case and accents."""


class Facts:
    """A snapshot seen at one moment by one person. Every answer depends on nothing else."""

    def __init__(self, snapshot: Snapshot, desk: Desk, finder: TextFinder | None = None) -> None:
        self._begin(snapshot, desk.moment.now, lambda: desk, finder)

    @classmethod
    def at(cls, snapshot: Snapshot, now: datetime, language: Language, me: str, finder: TextFinder | None) -> Facts:
        """Return the facts at a moment in the zone of the book; what reads typed words is loaded with the first of them."""

        def make_desk() -> Desk:
            from ...schema.dates_in_words import Moment
            from ...schema.reader import Desk

            return Desk(Moment(now, language), snapshot.config.currency, snapshot.config.country, me)

        facts: Facts = object.__new__(cls)
        facts._begin(snapshot, now, make_desk, finder)
        return facts

    def _begin(
        self, snapshot: Snapshot, now: datetime, make_desk: Callable[[], Desk], finder: TextFinder | None
    ) -> None:
        self.snapshot = snapshot
        self.finder = finder
        self.now = now
        self.today = now.date()
        self._make_desk = make_desk
        self._touches: dict[str, Mapping[str, date]] = {}
        self._next: dict[str, tuple[date, Record] | None] = {}
        self._days: dict[str, date | None] = {}

    @cached_property
    def desk(self) -> Desk:
        """At whose desk typed words are read."""
        return self._make_desk()

    @cached_property
    def types(self) -> Mapping[str, RecordType]:
        """Every record type of the book with the fields of all industries: what a query may name."""
        schema = self.snapshot.schema
        return Lazily({name: partial(schema.type_with_packs, name) for name in schema.types})

    def value(self, record: Record, path: str) -> Value | None:
        """Return the typed value of a stored field."""
        return self.snapshot.value(record, path)

    def day(self, record: Record, path: str) -> date | None:
        """Return the day of a date or moment, in the reader's zone."""
        return self.day_of(self.value(record, path))

    def day_of(self, value: Value | None) -> date | None:
        """Return the day a date or moment lies in, in the reader's zone; None for anything else."""
        if isinstance(value, datetime):
            return value.astimezone(self.now.tzinfo).date() if value.tzinfo else value.date()
        return value if isinstance(value, date) else None

    def money(self, record: Record, path: str) -> Money | None:
        """Return an amount of money."""
        value = self.value(record, path)
        return value if isinstance(value, Money) else None

    def state(self, record: Record) -> State | None:
        """Return the record's state."""
        return self.snapshot.schema.types[record.type].state_of(record)

    def is_open(self, record: Record) -> bool | None:
        """Return whether something is still to happen with a record; None where its type knows no end.

        A proposal waits only while it is before the client, a bill only until it is paid.
        """
        if record.type == "transaction":
            return "due_on" in record.tree and not record.text("paid_on")
        state = self.state(record)
        return None if state is None else state.kind == "open"

    def due(self, record: Record) -> date | None:
        """Return the first day by which something must happen with an open record."""
        waits = record.text("status") in ASKS_FOR_ANSWER if record.type == "proposal" else self.is_open(record)
        ends = record.type == "contract" and record.text("status") == "active"
        if not waits and not ends:
            return None
        days = (self.day(record, field) for field in DUE_FIELDS.get(record.type, ()))
        return min((day for day in days if day), default=None)

    def last_touch(self, record: Record) -> date | None:
        """Return the day of the last contact: with a client or contact, or about another record."""
        if record.client is None:
            return None
        return self._touches_of(record.client).get(record.name)

    def next_due(self, client: Record) -> tuple[date, Record] | None:
        """Return the next thing due with a client: an open task or opportunity of its folder."""
        slug = client.client
        if slug is None:
            return None
        if slug not in self._next:
            steps = (
                (day, each)
                for type_name, field in (("opportunity", "next_step_due"), ("task", "due"))
                for each in self.snapshot.of_client_and_type(slug, type_name)
                if field in each.tree and self.is_open(each) and (day := self.day(each, field))
            )
            self._next[slug] = min(steps, key=lambda one: (one[0], one[1].id), default=None)
        return self._next[slug]

    def last_move(self, record: Record) -> date | None:
        """Return the day of the last change of state, of the creation where none is noted."""
        machine = self.snapshot.schema.types[record.type].machine
        history = record.tree.get(machine.history) if machine and machine.history else None
        if isinstance(history, list) and history and isinstance(history[-1], dict):
            at = history[-1].get("at")
            moved = self.day_of(_read_instant(at)) if isinstance(at, str) else None
            if moved:
                return moved
        return self.day(record, "created")

    def _read_day(self, text: str) -> date | None:
        """Return a day as written, where the clock of its place stood; each text is read once."""
        try:
            return self._days[text]
        except KeyError:
            try:
                day = date.fromisoformat(text)
            except ValueError:
                day = None
            self._days[text] = day
            return day

    @cached_property
    def numbers(self) -> Slice:
        """What a KPI is computed from, of everything on this day: made only for facts that are numbers themselves."""
        from ..kpis.ground import Ground
        from ..kpis.scope import Scope
        from ..kpis.slice import Slice
        from ..kpis.spans import quarter_of

        span = quarter_of(self.today, self.snapshot.config.fiscal_year_start)
        return Slice(Scope(self, Ground(self.snapshot)), span, self.today)

    @cached_property
    def yearly_revenue(self) -> Mapping[str, Decimal] | None:
        """The revenue of each client in the last twelve months, by slug; None where a rate of exchange is missing."""
        from ..kpis.growth import revenue_by_client
        from ..kpis.spans import trailing_year
        from ..kpis.unanswerable import Unanswerable

        try:
            return revenue_by_client(self.numbers.over(trailing_year(self.today)))[0]
        except Unanswerable:
            return None

    @cached_property
    def problem_counts(self) -> Mapping[str, int]:
        """How many problems each file has, by path."""
        counts: defaultdict[str, int] = defaultdict(int)
        for problem in self.snapshot.problems:
            counts[problem.path] += 1
        return counts

    @cached_property
    def urgencies(self) -> Mapping[str, int]:
        """The score of each record that is due for the asker, by its id: what the list of today shows, and no other."""
        from ..views.today.listing import by_record, due_list

        return {
            each.record.id: each.score for each in by_record(due_list(self.snapshot, self.now, self.desk.who or None))
        }

    @cached_property
    def loads(self) -> Mapping[str, Load]:
        """What is open with each client and on each user, by their ids."""
        from .workload import loads

        return loads(self.snapshot, self.is_open, self.due, self.today)

    @cached_property
    def tier_steps(self) -> tuple[tuple[str, Money], ...]:
        """The tiers with the potential from which a client belongs to them, the best first."""
        from ...schema.kinds import MONEY

        settings = self.snapshot.config.settings or {}
        written = settings.get("tiers")
        steps: list[tuple[str, Money]] = []
        for name, text in written.items() if isinstance(written, dict) else ():
            try:
                amount = MONEY.parse(text) if isinstance(text, str) else None
            except BadValueError:
                continue
            if isinstance(amount, Money):
                steps.append((name, amount))
        if not steps:
            from decimal import Decimal

            currency = self.snapshot.config.currency
            steps = [(name, Money(currency, Decimal(least))) for name, least in DEFAULT_TIERS.items()]
        return tuple(sorted(steps, key=lambda step: step[1].amount, reverse=True))

    def _touches_of(self, slug: str) -> Mapping[str, date]:
        """Return the last contact of a client's folder by the name of what it was with or about."""
        known = self._touches.get(slug)
        if known is None:
            found: dict[str, date] = {}
            for each in self.snapshot.of_client_and_type(slug, "interaction"):
                self._note_touch(each, slug, found)
            known = self._touches[slug] = found
        return known

    def _note_touch(self, interaction: Record, slug: str, found: dict[str, date]) -> None:
        if interaction.text("kind") in NO_TOUCH or interaction.text("direction") == "internal":
            return
        day = self._read_day(interaction.text("at")[:10])
        if day is None or day > self.today:
            return
        for name in (slug, *_names_in(interaction.tree.get("contacts")), *_names_in(interaction.tree.get("about"))):
            if name not in found or found[name] < day:
                found[name] = day


def facts_at(
    snapshot: Snapshot,
    today: date,
    me: str = "",
    language: Language | None = None,
    finder: TextFinder | None = None,
) -> Facts:
    """Return the facts of a snapshot as ``me`` sees them ``today``, which may be an aware moment.

    ``language`` decides what ``3/4`` and ``1.234`` mean in a query; the book's own where it is not given. ``finder``
    is the search index of the same snapshot, which makes free words a hundred times faster.
    """
    zone = snapshot.config.zone
    now = today if isinstance(today, datetime) else datetime.combine(today, time(12), zone)
    spoken = language or Language(snapshot.config.language)
    return Facts.at(snapshot, now.astimezone(zone), spoken, me, finder)


DEFAULT_TIERS: Mapping[str, int] = {"A": 100_000, "B": 25_000, "C": 5_000, "D": 0}
"""Tier → expected revenue a year, in the book's currency, where ``cartera.yaml`` says nothing under ``tiers``."""


def _names_in(tree: object) -> Iterator[str]:
    """Return the names of the records a list field links to."""
    links = tree if isinstance(tree, list) else [tree]
    return (each.rpartition("/")[2] for each in links if isinstance(each, str))


def _read_instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
