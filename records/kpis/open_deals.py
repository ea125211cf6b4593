"""The deals open at the end of a day, and what they come to: all of them, or those expected to close between two days.

What they come to is added up once by stage, category and probability. When a deal changes it is taken out of the sums it
was in and put into those it belongs to now, so that an edit costs the same in a book of ten deals and of ten thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...schema.dataclass import dataclass
from .deals import Cell
from .stats import HUNDRED, ONE, ZERO
from .unanswerable import Unanswerable
from .worth import WIDE, Purse

if TYPE_CHECKING:
    from .days import Seen


@dataclass(frozen=True, slots=True)
class Window:
    """The days of expected closing that are asked for."""

    first: date = date.min
    """The first of them."""
    end: date = date.max
    """The first that no longer counts."""
    with_undated: bool = False
    """Whether deals nobody has given a day are asked for too."""

    def holds(self, seen: Seen) -> bool:
        """Return whether a deal is expected to close in it."""
        day = seen.standing.expected_close
        return self.with_undated if day is None else self.first <= day < self.end


ALL = Window(with_undated=True)
UNDATED = Window(date.min, date.min, with_undated=True)


class CellSum(NamedTuple):
    """What the deals of one cell come to."""

    deals: int
    """How many they are."""
    share: Decimal
    """How many they are where a shared deal counts with the part in scope."""
    priced: int
    """How many of them have an amount."""
    total: Decimal
    """Their worth."""


_NOTHING = CellSum(0, ZERO, 0, ZERO)


class OpenSum:
    """What the deals of a window come to."""

    def __init__(self, cells: Mapping[Cell, CellSum]) -> None:
        self.cells = cells
        """By what deals are told apart by when they are added up."""

    @cached_property
    def total(self) -> Decimal:
        """Their worth."""
        with localcontext(WIDE):
            return sum((each.total for each in self.cells.values()), ZERO)

    @cached_property
    def weighted(self) -> Decimal:
        """Their worth times their probability; those without one add nothing."""
        with localcontext(WIDE):
            return sum(
                (each.total * cell.probability / HUNDRED for cell, each in self.cells.items() if cell.probability),
                ZERO,
            )

    @property
    def deals(self) -> int:
        """How many they are."""
        return sum(each.deals for each in self.cells.values())

    @property
    def share(self) -> Decimal:
        """How many they are where a shared deal counts with the part in scope."""
        return sum((each.share for each in self.cells.values()), ZERO)

    @property
    def priced(self) -> int:
        """How many of them have an amount."""
        return sum(each.priced for each in self.cells.values())

    @property
    def weighed(self) -> int:
        """How many of them have an amount and a probability."""
        return sum(each.priced for cell, each in self.cells.items() if cell.probability is not None)

    def in_category(self, word: str) -> OpenSum:
        """Return the sum of the deals of one forecast category."""
        return OpenSum({cell: each for cell, each in self.cells.items() if cell.category == word})

    def changed_by(self, sign: int, seen: Seen, worth: Decimal | None) -> OpenSum:
        """Return the sum with one deal more (``sign`` 1) or less (-1)."""
        cell = seen.standing.cell
        known = self.cells.get(cell, _NOTHING)
        with localcontext(WIDE):
            following = CellSum(
                known.deals + sign,
                known.share + sign * seen.share,
                known.priced + (0 if worth is None else sign),
                known.total if worth is None else known.total + sign * worth,
            )
        cells = dict(self.cells)
        if following.deals:
            cells[cell] = following
        else:
            cells.pop(cell, None)
        return OpenSum(cells)


class OpenDeals(Collection["Seen"]):
    """The deals open at the end of a day."""

    def __init__(self, day: date, purse: Purse, by_id: Mapping[str, Seen], *, is_ordered: bool = True) -> None:
        self._day = day
        self._purse = purse
        self._by_id = by_id
        self._is_ordered = is_ordered
        self._sums: dict[Window, OpenSum] = {}

    @cached_property
    def _listed(self) -> Sequence[Seen]:
        if self._is_ordered:
            return tuple(self._by_id.values())
        return tuple(self._by_id[each] for each in sorted(self._by_id))

    def __iter__(self) -> Iterator[Seen]:
        """Yield them by id."""
        return iter(self._listed)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._by_id)

    def __contains__(self, seen: object) -> bool:
        """Return whether a deal is one of them."""
        return seen in self._by_id.values()

    def within(self, window: Window) -> Sequence[Seen]:
        """Return those expected to close in a window, by id."""
        if window == ALL:
            return self._listed
        return [self._listed[place] for place in self._places(window)]

    def _places(self, window: Window) -> Sequence[int]:
        """Return where those of a window stand among all."""
        if window == ALL:
            return range(len(self._listed))
        first, end, with_undated = window.first, window.end, window.with_undated
        return [
            place for place, day in enumerate(self._expected) if (with_undated if day is None else first <= day < end)
        ]

    @cached_property
    def _expected(self) -> Sequence[date | None]:
        return [each.standing.expected_close for each in self._listed]

    @cached_property
    def _worths(self) -> tuple[Sequence[Decimal | None], Mapping[int, Unanswerable]]:
        """What each of all is worth, and why that cannot be said of some: only who asks for those is told."""
        currency, unknown = self._purse.currency, dict[int, Unanswerable]()

        def exchange(place: int, each: Seen) -> Decimal | None:
            try:
                return self._purse.worth(each, self._day)
            except Unanswerable as mistake:
                unknown[place] = mistake
                return None

        worths = [
            amount.amount
            if (amount := each.deal.amount) is not None and each.share is ONE and amount.currency == currency
            else exchange(place, each)
            for place, each in enumerate(self._listed)
        ]
        return worths, unknown

    def sum_of(self, window: Window) -> OpenSum:
        """Return what those of a window come to, added up once.

        Raises:
            NoRate: there is none for a currency.

        """
        found = self._sums.get(window)
        if found is None:
            found = self._sums[window] = OpenSum(self._add_up(self._places(window)))
        return found

    def _add_up(self, places: Sequence[int]) -> dict[Cell, CellSum]:
        by_cell: defaultdict[Cell, list[int]] = defaultdict(list)
        listed, (worths, unknown) = self._listed, self._worths
        for place in places:
            by_cell[listed[place].standing.cell].append(place)
        if unknown:
            for place in places:
                if place in unknown:
                    raise unknown[place]
        found = {}
        with localcontext(WIDE):
            for cell, group in by_cell.items():
                values = [value for place in group if (value := worths[place]) is not None]
                shared = [share for place in group if (share := listed[place].share) is not ONE]
                share = Decimal(len(group) - len(shared)) + sum(shared, ZERO)
                found[cell] = CellSum(len(group), share, len(values), sum(values, ZERO))
        return found

    def exchanging(self, gone: Sequence[Seen], come: Sequence[Seen]) -> OpenDeals:
        """Return the open deals without ``gone``, all of them known here, and with ``come``."""
        by_id = dict(self._by_id)
        fresh = {each.deal.id: each for each in come}
        for each in gone:
            if each.deal.id not in fresh:
                del by_id[each.deal.id]
        is_ordered = self._is_ordered and fresh.keys() <= by_id.keys()
        by_id.update(fresh)
        following = OpenDeals(self._day, self._purse, by_id, is_ordered=is_ordered)
        for window, known in self._sums.items():
            try:
                following._sums[window] = self._moved(known, window, gone, come)
            except Unanswerable:
                continue  # whoever asks is told why
        return following

    def _moved(self, known: OpenSum, window: Window, gone: Sequence[Seen], come: Sequence[Seen]) -> OpenSum:
        for sign, deals in ((-1, gone), (1, come)):
            for each in deals:
                if window.holds(each):
                    known = known.changed_by(sign, each, self._purse.worth(each, self._day))
        return known
