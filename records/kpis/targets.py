"""Targets: which of the book's target records a slice is measured by, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.kinds import KINDS, BadValueError
from ...schema.record import Record
from ...schema.sentences import Sentence, sentence
from ...schema.values import Money, Period
from .ground import Ground
from .slice import Slice
from .spans import Span, fiscal_span


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached."""

    value: Decimal
    """In the book's currency where it is money."""
    records: tuple[Record, ...]
    """The targets it comes from."""

    @property
    def origin(self) -> Sentence | None:
        """Where it comes from, if it is not one record's own value."""
        if len(self.records) < 2:
            return None
        names = ", ".join(each.title for each in self.records)
        return sentence("The target is the sum of {n}: {names}.", n=len(self.records), names=names)


def target_of(seen: Slice, metric: str) -> Target | None:
    """Return the target of a slice's period: its own, or what those of its parts come to; None where there is none.

    People who are a team are measured by the team's target, others by their own; a client and a product by theirs. The
    whole is measured by the targets of the company, else by those of its teams, else by those of its people. A target of
    a shorter period counts where all of them together fill the period. Raises ``Unanswerable`` where one of another
    currency has no rate.
    """
    fitting = [each for each in seen.snapshot.of_type("target") if each.text("metric") == metric]
    scope = seen.scope
    if scope.is_whole:
        choices = [[each for each in fitting if each.text("scope") == name] for name in ("company", "team", "user")]
        return next((found for each in choices if (found := _of_period(seen, each))), None)
    if scope.people:
        teams = [each for each in fitting if members_of(seen.ground, each.text("who")) == scope.people]
        team = _of_period(seen, [each for each in teams if each.text("scope") == "team"])
        return team or _of_period(seen, _of("user", scope.people, fitting))
    if scope.client:
        return _of_period(seen, _of("client", {scope.client}, fitting))
    dimension, name = scope.group
    if dimension == "manager":
        team = _of_period(seen, _of("team", {name}, fitting))
        return team or _of_period(seen, _of("user", members_of(seen.ground, name), fitting))
    return _of_period(seen, _of("product", {name}, fitting)) if dimension == "product" else None


def members_of(ground: Ground, team: str) -> frozenset[str]:
    """Return the people of a team.

    A team is named in ``cartera.yaml`` (``teams: {norte: [ana, marc]}``), or is a department, or whoever reports to the
    manager it is called by, or the people whose targets are parts of the team's.
    """
    settings = ground.snapshot.config.settings or {}
    teams = settings.get("teams")
    named = teams.get(team) if isinstance(teams, dict) else None
    if isinstance(named, list):
        return frozenset(each for each in named if isinstance(each, str))
    people = ground.people.values()
    found = {each.name for each in people if team in {each.text("dept"), each.text("team"), each.text("manager")}}
    if found:
        return frozenset(found)
    own = {each.name for each in ground.snapshot.of_type("target") if each.text("who") == team}
    return frozenset(
        each.text("who")
        for each in ground.snapshot.of_type("target")
        if each.text("scope") == "user" and each.text("parent").rpartition("/")[2] in own
    )


def period_of_record(ground: Ground, record: Record) -> Span | None:
    """Return the period a target or forecast is of."""
    try:
        period = KINDS["period"].parse(record.text("period"))
    except BadValueError:
        return None
    return fiscal_span(period, ground.snapshot.config.fiscal_year_start) if isinstance(period, Period) else None


def _of(scope: str, names: Iterable[str], targets: Iterable[Record]) -> list[Record]:
    known = set(names)
    return [each for each in targets if each.text("scope") == scope and each.text("who") in known]


def _of_period(seen: Slice, targets: Sequence[Record]) -> Target | None:
    """Return what targets of one kind come to over the period."""
    by_who: dict[str, list[Record]] = {}
    for each in targets:
        by_who.setdefault(each.text("who"), []).append(each)
    found = [record for each in by_who.values() for record in _filling(seen, each)]
    if not found:
        return None
    return Target(sum((_value(seen, each) for each in found), Decimal(0)), tuple(found))


def _filling(seen: Slice, targets: Sequence[Record]) -> list[Record]:
    """Return the targets of exactly the period, else those that fill it without a gap or an overlap."""
    spans = [(span, each) for each in targets if (span := period_of_record(seen.ground, each))]
    exact = [each for span, each in spans if (span.start, span.end) == (seen.span.start, seen.span.end)]
    if exact:
        return exact
    inside = [(span, each) for span, each in spans if seen.span.start <= span.start and span.end <= seen.span.end]
    inside.sort(key=lambda pair: pair[0].start)
    day = seen.span.start
    for span, _ in inside:
        if span.start != day:
            return []
        day = span.end
    return [each for _, each in inside] if day == seen.span.end else []


def _value(seen: Slice, target: Record) -> Decimal:
    value = seen.snapshot.value(target, "value")
    if isinstance(value, Money):
        return seen.in_currency(value, min(seen.span.last, seen.as_of))
    return value if isinstance(value, Decimal) else Decimal(0)
