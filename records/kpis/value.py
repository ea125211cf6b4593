"""What a number is once it is computed: its value, what it was made of, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar, overload

from ...schema.dataclass import dataclass, field
from ...schema.field import Labels
from ...schema.sentences import Sentence
from .spans import Span

HUNDRED = Decimal(100)
_T = TypeVar("_T")
SMALL = 30
"""Below this many records a rate is shown with its interval."""
TINY = 5
"""Below this many records a rate is shown grey and starts no rule."""


class Unit(StrEnum):
    """What a value counts."""

    MONEY = "money"
    """An amount in the book's currency."""
    PERCENT = "%"
    """A share, 0 to 100 and beyond."""
    COUNT = "count"
    """Records, people, events."""
    DAYS = "days"
    """Calendar days, or working days where the name says so."""
    HOURS = "hours"
    """Hours."""
    MINUTES = "minutes"
    """Minutes."""
    MONTHS = "months"
    """Months."""
    POINTS = "points"
    """Points of a scale, such as NPS or a score."""
    SCORE = "score"
    """Points read as a whole number, such as NPS or health."""
    RATIO = "×"
    """How many times one thing covers another."""
    MONEY_A_DAY = "money/day"
    """An amount in the book's currency a day."""


class Better(StrEnum):
    """Which way a number should go."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Part(NamedTuple):
    """One record behind a number."""

    id: str
    """The record."""
    value: Decimal | None = None
    """What it adds: its amount, its days, its score; None where it only counts."""


class Later(Sequence[_T]):
    """A sequence that is made when somebody looks at it: most numbers are read without opening what is behind them."""

    def __init__(self, make: Callable[[], Iterable[_T]]) -> None:
        self._make: Callable[[], Iterable[_T]] | None = make
        self._made: tuple[_T, ...] = ()

    @property
    def made(self) -> tuple[_T, ...]:
        """What it holds."""
        if self._make is not None:
            self._made, self._make = tuple(self._make()), None
        return self._made

    @overload
    def __getitem__(self, place: int) -> _T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[_T]: ...

    def __getitem__(self, place: int | slice) -> _T | Sequence[_T]:
        """Return what stands at a place, or between two."""
        return self.made[place]

    def __len__(self) -> int:
        """Return how many it holds."""
        return len(self.made)

    def __eq__(self, other: object) -> bool:
        """Return whether it holds the same as another sequence."""
        return self.made == (other.made if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        """Return the hash of what it holds."""
        return hash(self.made)

    def __repr__(self) -> str:
        """Return it as a tuple is shown."""
        return repr(self.made)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One record that was looked at and left out."""

    id: str
    """The record."""
    reason: Sentence
    """Why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of what a figure is broken down into by itself: a stage, a measure, a competency."""

    name: str
    """Its word: ``proposal``."""
    label: Labels
    """What people call it."""
    value: Decimal | None
    """What it says."""
    unit: Unit
    """What that counts."""
    n: int = 0
    """How many records are behind it."""
    group: str = ""
    """Which of several tables it belongs to, where a figure has more than one."""
    why: Sentence | None = None
    """How it came about, where that is not said by the figure itself."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the function of a KPI returns for one slice."""

    value: Decimal | None
    """Unrounded; None where there is no answer, and then ``reason`` says why."""
    n: int = 0
    """How many records are behind it."""
    numerator: Decimal | None = None
    """Where the value is a quotient, what was divided."""
    denominator: Decimal | None = None
    """Where the value is a quotient, what it was divided by."""
    reason: Sentence | None = None
    """Why there is no value."""
    parts: Sequence[Part] = ()
    """The records behind it."""
    exclusions: Sequence[Exclusion] = ()
    """The records that could have counted and did not."""
    beside: Mapping[str, Decimal | None] = field(default_factory=dict)
    """Further values by the names the catalogue lists under ``beside``."""
    lines: tuple[Line, ...] = ()
    """What it is broken down into by itself."""
    interval: tuple[Decimal, Decimal] | None = None
    """The 95 % interval of a small sample, in the unit of the value."""
    notes: tuple[Sentence, ...] = ()
    """What a reader must know to read it right: incomplete, not yet mature."""


def no_figure(
    reason: Sentence,
    beside: Mapping[str, Decimal | None] | None = None,
    *,
    exclusions: Sequence[Exclusion] = (),
    lines: tuple[Line, ...] = (),
) -> Figure:
    """Return a figure without a value."""
    return Figure(None, reason=reason, exclusions=exclusions, beside=beside or {}, lines=lines)


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a breakdown."""

    id: str
    """The name of the person or product, the word of the choice, the text of the month."""
    title: Labels
    """What people call it, by language."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same number of another time."""

    span: Span
    """Its period."""
    as_of: date
    """The day it is seen from."""
    figure: Figure
    """What it was."""


@dataclass(frozen=True, slots=True)
class KpiValue:
    """A number as it is shown: what was asked, what came out, and what to hold it against."""

    code: str
    """``K14``."""
    names: Labels
    """What people call it."""
    unit: Unit
    """What it counts."""
    better: Better
    """Which way it should go."""
    currency: str
    """The code of the money in it."""
    span: Span
    """The period."""
    scope: str
    """The query of the records; empty for all."""
    as_of: date
    """The day it is seen from."""
    figure: Figure
    """The value with what is behind it."""
    group: Group | None = None
    """Which row of a breakdown it is; None for a total."""
    previous: Comparison | None = None
    """The period before."""
    last_year: Comparison | None = None
    """The same period a year ago."""

    @property
    def value(self) -> Decimal | None:
        """The unrounded value; None where there is no answer."""
        return self.figure.value

    @property
    def is_to_date(self) -> bool:
        """Whether the period is not over on the day it is seen from."""
        return self.span.start <= self.as_of < self.span.last
