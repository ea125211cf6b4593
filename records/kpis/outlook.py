"""The outlook of a period: from what is closed to the target, deal by deal, and what changed since the last forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from random import Random

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import Sentence
from ...schema.values import Money
from .accuracy import first_to_last
from .attainment import attainment
from .days import Seen
from .forecasting import category_forecast, expected_in, historical_forecast, weighted_forecast
from .history import OwnShares
from .pipeline import coverage, is_overdue
from .revenue import bookings
from .simulation import Chance, Range, simulate
from .slice import Slice
from .stages import slippage
from .targets import target_of
from .unanswerable import Unanswerable
from .value import Exclusion, Figure


@dataclass(frozen=True, slots=True)
class OutlookDeal:
    """One deal of the outlook."""

    record: Record
    """The deal."""
    amount: Decimal | None
    """In the book's currency, the part that is in scope; None where it has none."""
    category: str
    """``closed``, ``commit``, ``best_case``, ``pipeline`` or ``omitted``."""
    probability: Decimal | None
    """In percent: a person's word, else the stage's."""
    own_probability: Decimal | None
    """In percent, by own history."""
    is_overdue: bool
    """Whether it should have closed already."""


class ChangeKind(StrEnum):
    """What happened to a deal since a forecast."""

    ADDED = "added"
    WON = "won"
    GONE = "gone"
    AMOUNT = "amount"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class DealChange:
    """What is different of one deal since the last forecast."""

    record: Record
    """The deal."""
    kind: ChangeKind
    """What happened."""
    before: str
    """The amount or category in the forecast; empty where it was not in it."""
    after: str
    """The amount or category now; empty where it is no longer in it."""
    amount: Decimal
    """By how much the sum of the deal changes; 0 where only its category did."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a period will come to."""

    closed: Decimal
    """Sold in the period."""
    commit: Decimal
    """With the committed deals."""
    best_case: Decimal
    """With the best case too."""
    pipeline: Decimal
    """With all of the pipeline too."""
    weighted: Decimal
    """Closed and what is open by the probability of its stage."""
    historical: Decimal
    """Closed and what is open by own history."""
    range: Range
    """How far it may miss."""
    target: Decimal | None
    """What was to be reached; None where nobody said."""
    target_origin: Sentence | None
    """Where the target comes from, if it is not one record's own value."""
    coverage: Figure
    """K21."""
    attainment: Figure
    """K2, with the pace."""
    slippage: Figure
    """K25: the deals put off, behind it all that were expected."""
    deals: tuple[OutlookDeal, ...]
    """Sold ones first, then by category and amount."""
    exclusions: Sequence[Exclusion]
    """Deals without amount or probability."""
    last: Record | None
    """The last forecast submitted for the period by whoever it is of."""
    changes: tuple[DealChange, ...]
    """What is different since then."""

    @property
    def gap(self) -> Decimal | None:
        """What is missing of the target beyond what is closed."""
        return None if self.target is None else self.target - self.closed


CATEGORY_ORDER = ("closed", "commit", "best_case", "pipeline", "omitted", "")


def outlook(seen: Slice, random: Random, who: str = "") -> Outlook:
    """Return the outlook of a slice's period; ``who`` tells whose forecasts it is compared with.

    Raises:
        Unanswerable: an amount has no rate.

    """
    closed = bookings(seen)
    shares = OwnShares.of(seen)
    deals = sorted(_deals(seen, shares), key=_place)
    chances = [
        Chance(each.amount, each.own_probability / 100)
        for each in deals
        if each.category != "closed" and each.amount is not None and each.own_probability is not None
    ]
    categories, weighted = category_forecast(seen).beside, weighted_forecast(seen)
    target = target_of(seen, "K1")
    last = last_forecast(seen, who)
    return Outlook(
        closed=closed,
        commit=categories["commit"] or closed,
        best_case=categories["best_case"] or closed,
        pipeline=categories["pipeline"] or closed,
        weighted=weighted.value or closed,
        historical=historical_forecast(seen).value or closed,
        range=simulate(closed, chances, random),
        target=target.value if target else None,
        target_origin=target.origin if target else None,
        coverage=coverage(seen),
        attainment=attainment(seen),
        slippage=slippage(seen),
        deals=tuple(deals),
        exclusions=weighted.exclusions,
        last=last,
        changes=tuple(_changes(seen, last, deals)) if last else (),
    )


def _deals(seen: Slice, shares: OwnShares) -> Iterator[OutlookDeal]:
    for each in seen.won:
        yield OutlookDeal(each.deal.record, seen.worth(each), "closed", Decimal(100), Decimal(100), is_overdue=False)
    for each in expected_in(seen):
        yield _open_deal(seen, shares, each)


def _open_deal(seen: Slice, shares: OwnShares, each: Seen) -> OutlookDeal:
    own = shares.probability_of(each)
    return OutlookDeal(
        each.deal.record,
        seen.worth(each),
        each.standing.category,
        each.standing.probability,
        None if own is None else own * 100,
        is_overdue(seen, each),
    )


def _place(deal: OutlookDeal) -> tuple[int, Decimal, str]:
    order = CATEGORY_ORDER.index(deal.category) if deal.category in CATEGORY_ORDER else len(CATEGORY_ORDER)
    return order, -(deal.amount or Decimal(0)), deal.record.id


def last_forecast(seen: Slice, who: str) -> Record | None:
    """Return the last forecast that ``who`` submitted for the period up to the day; any one's where nobody is named."""
    found = [each for each in first_to_last(seen) if not who or each.text("who") == who]
    return found[-1] if found else None


def _changes(seen: Slice, last: Record, deals: Sequence[OutlookDeal]) -> Iterator[DealChange]:
    """Yield what is different of each deal since a forecast, the largest first."""
    now = {each.record.id: each for each in deals if each.amount is not None}
    before = dict(_lines_of(seen, last))
    found = []
    for record_id, deal in now.items():
        change = _change(deal, before.get(record_id))
        if change is not None:
            found.append(change)
    for record_id, (record, amount, _) in before.items():
        if record_id not in now:
            found.append(DealChange(record, ChangeKind.GONE, _text(amount), "", -amount))
    yield from sorted(found, key=lambda each: (-abs(each.amount), each.record.id))


def _change(deal: OutlookDeal, before: tuple[Record, Decimal, str] | None) -> DealChange | None:
    amount = deal.amount or Decimal(0)
    if before is None:
        return DealChange(deal.record, ChangeKind.ADDED, "", _text(amount), amount)
    _, earlier, category = before
    if deal.category == "closed" and category != "closed":
        return DealChange(deal.record, ChangeKind.WON, category, _text(amount), amount - earlier)
    if abs(amount - earlier) >= Decimal("0.01"):
        return DealChange(deal.record, ChangeKind.AMOUNT, _text(earlier), _text(amount), amount - earlier)
    if category != deal.category:
        return DealChange(deal.record, ChangeKind.CATEGORY, category, deal.category, Decimal(0))
    return None


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _lines_of(seen: Slice, forecast: Record) -> Iterator[tuple[str, tuple[Record, Decimal, str]]]:
    """Yield the deals of a submitted forecast with amount and category, where they still are."""
    lines = seen.snapshot.value(forecast, "lines")
    for line in lines if isinstance(lines, tuple) else ():
        if not isinstance(line, Mapping):
            continue
        link, amount, category = line.get("opportunity"), line.get("amount"), line.get("category")
        record = seen.snapshot.resolve(link, forecast, ("opportunity",)) if isinstance(link, str) else None
        if record is None or not isinstance(amount, Money):
            continue
        try:
            worth = seen.in_currency(amount, seen.as_of)
        except Unanswerable:
            continue
        yield record.id, (record, worth, category if isinstance(category, str) else "")
