"""Numbers on demand: codes, a period, a scope and a day in; values with their comparison and records out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from ...schema.dataclass import dataclass
from ...schema.errors import Misused, Refused
from ...schema.folding import fold_word
from ...schema.language import Language
from ...schema.sentences import sentence
from ..index.build import resting_collector
from ..query.facts import facts_at
from ..query.fields_asked import fields_asked
from ..snapshot import Snapshot
from ..tiering import TIERS_FILE
from .catalogue import all_kpis
from .earlier import before, last_year
from .ground import Ground
from .grouping import DIMENSIONS, split
from .kpi import Kpi
from .scope import PartScope, Scope
from .slice import Slice
from .spans import Span, months_in, quarters_in
from .touching import CLIENTS, DEALS, EVERYTHING
from .unanswerable import Unanswerable
from .value import Comparison, Figure, Group, KpiValue, no_figure

TIER_WORDS = ("tier", "nivel")
"""What a query calls the tier of a client, at the end of its path."""
TIMES = ("month", "quarter")
"""Breakdowns that tell the period apart instead of the records."""


EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""Numbers are asked of days in between: what comes before and after a day must be days too."""


_OF_PEOPLE = frozenset({CLIENTS, "user"})
_LOOKED_AT: Mapping[str, AbstractSet[str]] = {
    "owner": _OF_PEOPLE,
    "responsable": _OF_PEOPLE,
    "manager": _OF_PEOPLE,
    "region": _OF_PEOPLE,
    "month": frozenset(),
    "quarter": frozenset(),
}
"""What a field of a scope, or a breakdown, looks at; of others nobody knows without looking."""
_DEEDS = frozenset({DEALS, "interaction", "task", "case"})
"""What a person must have done, or be credited with, to have a row."""


class OutOfReach(Misused):
    """A period or day is too far away to be told from a slip."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Numbers are told of days from {first} to {last}.", first=EARLIEST, last=LATEST),
            sentence("Look at the year of the period and of the day."),
        )


class NoSuchBreakdown(Misused):
    """Numbers cannot be broken down by that."""

    def __init__(self, word: str) -> None:
        super().__init__(
            sentence("Numbers are not broken down by “{word}”.", word=word),
            sentence("It can be {words}.", words=", ".join((*DIMENSIONS, *TIMES))),
        )


class NoTiers(Refused):
    """Tiers are asked for, and the file that makes them has a mistake."""

    def __init__(self) -> None:
        super().__init__(
            sentence("{file} has a mistake, so nobody can say the tier of a client.", file=TIERS_FILE),
            sentence("“cartera check” says where."),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the numbers."""

    span: Span
    """The period."""
    as_of: date
    """The day at whose end everything is seen."""
    scope: str = ""
    """A query; empty for everything."""
    by: str = ""
    """One of ``DIMENSIONS`` or ``TIMES``; empty for no breakdown."""
    me: str = ""
    """Who asks: what ``owner:me`` means."""
    with_renewals: bool = False
    """Whether renewals count in rates of winning, sizes and cycles."""
    compares: bool = True
    """Whether the period before and the same a year ago are wanted too."""


class Numbers:
    """The numbers of one snapshot; ``following`` gives those of the next, taking over what did not change."""

    def __init__(self, snapshot: Snapshot, language: Language | None = None, former: Numbers | None = None) -> None:
        self.ground: Ground = Ground(snapshot, former.ground if former else None)
        """The records behind them."""
        self._language = language
        self._slices: dict[Question, Slice] = {}
        self._groups: dict[Question, Sequence[tuple[Group, Slice]]] = {}
        self._known: dict[tuple[str, Question], tuple[KpiValue, ...]] = {}
        if former is not None and self.ground.touched != EVERYTHING:
            touched = self.ground.touched
            self._known = {key: each for key, each in former._known.items() if _still_holds(key, touched)}

    def following(self, snapshot: Snapshot) -> Numbers:
        """Return the numbers of the next snapshot."""
        return Numbers(snapshot, self._language, self)

    def slice(self, question: Question) -> Slice:
        """Return what the KPIs of a question see.

        Raises:
            BadQuery: its scope is not in the language of the book.
            OutOfReach: its period or day is before 1900 or after 2199.
            NoTiers: it asks for tiers, and their formula has a mistake.

        """
        found = self._slices.get(question)
        if found is None:
            days = (question.span.start, question.span.last, question.as_of)
            if not all(EARLIEST <= each < LATEST for each in days):
                raise OutOfReach
            self._check_tiers(question)
            facts = facts_at(self.ground.snapshot, question.as_of, question.me, self._language)
            scope = Scope(facts, self.ground, question.scope)
            found = Slice(scope, question.span, question.as_of, with_renewals=question.with_renewals)
            self._slices[question] = found
        return found

    def _check_tiers(self, question: Question) -> None:
        formula = self.ground.snapshot.config.tiering
        if formula is None or not formula.is_broken:
            return
        if question.by == "tier" or any(fold_word(each).endswith(TIER_WORDS) for each in fields_asked(question.scope)):
            raise NoTiers

    def answer(self, kpis: Iterable[Kpi], question: Question) -> list[KpiValue]:
        """Return the values of the KPIs one after the other, each total before its groups.

        Raises:
            BadQuery: its scope is not in the language of the book.
            NoSuchBreakdown: there is no such breakdown.
            OutOfReach: its period or day is before 1900 or after 2199.

        """
        if question.by and question.by not in (*DIMENSIONS, *TIMES):
            raise NoSuchBreakdown(question.by)
        self.slice(question)
        with resting_collector():
            return [value for kpi in kpis for value in self._values(kpi, question)]

    def _values(self, kpi: Kpi, question: Question) -> tuple[KpiValue, ...]:
        """Return the total and the groups of one KPI, computed once."""
        key = kpi.code, question
        if key not in self._known:
            whole = self.slice(question)
            total = value_of(kpi, whole, question)
            rows = [value_of(kpi, seen, question, group) for group, seen in self._rows(question) if _has_row(kpi, seen)]
            self._known[key] = (total, *rows)
        return self._known[key]

    def _rows(self, question: Question) -> Sequence[tuple[Group, Slice]]:
        """Return the groups of a question's breakdown, told apart once."""
        if question not in self._groups:
            self._groups[question] = list(_rows(self.slice(question), question.by))
        return self._groups[question]


def _still_holds(key: tuple[str, Question], touched: AbstractSet[str]) -> bool:
    """Return whether a value cannot have changed: nothing that its KPI, its scope or its groups look at has."""
    code, question = key
    looked_at = _looked_at(question)
    if not touched or looked_at is None or code not in all_kpis():
        return not touched
    return not (all_kpis()[code].reads | looked_at) & touched


def _looked_at(question: Question) -> AbstractSet[str] | None:
    """Return what telling a question's records from others looks at, beside the KPI; None where that may be anything."""
    found: set[str] = set()
    for word in (*fields_asked(question.scope), *([question.by] if question.by else ())):
        looked_at = _LOOKED_AT.get(fold_word(word))
        if looked_at is None:
            return None
        found |= looked_at
    return found | _DEEDS if question.by in {"owner", "manager", "region"} else found


def _has_row(kpi: Kpi, seen: Slice) -> bool:
    """Return whether a group is shown: people who sell nothing only where something of theirs was counted."""
    scope = seen.scope
    return not isinstance(scope, PartScope) or scope.is_selling or figure_of(kpi, seen).n > 0


def _rows(whole: Slice, by: str) -> Iterator[tuple[Group, Slice]]:
    """Yield the groups of a breakdown, each with its slice."""
    if by in TIMES:
        pieces = months_in(whole.span) if by == "month" else quarters_in(whole.span, whole.config.fiscal_year_start)
        for piece in pieces:
            yield Group(piece.text, {"en": piece.text, "es": piece.text}), whole.over(piece)
    elif by:
        for group, scope in split(whole.scope, by):
            yield group, Slice(scope, whole.span, whole.as_of, with_renewals=whole.with_renewals)


def figure_of(kpi: Kpi, seen: Slice) -> Figure:
    """Return the figure of a KPI; where it cannot be said, one with the reason."""
    if seen.span.start > seen.as_of and not kpi.looks_ahead:
        reason = sentence("The period begins on {start}, after {day}.", start=seen.span.start, day=seen.as_of)
        return no_figure(reason)
    try:
        return kpi.of(seen)
    except Unanswerable as mistake:
        return no_figure(mistake.sentence)


def value_of(kpi: Kpi, seen: Slice, question: Question, group: Group | None = None) -> KpiValue:
    """Return the value of a KPI for one slice."""
    return KpiValue(
        code=kpi.code,
        names=kpi.names,
        unit=kpi.unit,
        better=kpi.better,
        currency=seen.config.currency,
        span=seen.span,
        scope=question.scope,
        as_of=question.as_of,
        figure=figure_of(kpi, seen),
        group=group,
        previous=_comparison(kpi, before(seen)) if question.compares else None,
        last_year=_comparison(kpi, last_year(seen)) if question.compares else None,
    )


def _comparison(kpi: Kpi, seen: Slice) -> Comparison:
    return Comparison(seen.span, seen.as_of, figure_of(kpi, seen))
