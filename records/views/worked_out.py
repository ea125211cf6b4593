"""What is worked out of one record and stands in no field of it: prices by quantity, phases against yearly budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ...schema.dataclass import dataclass
from ...schema.formats import show_money, show_number
from ...schema.language import Language
from ...schema.record import Record
from ...schema.sentences import Sentence, sentence
from ...schema.values import Money
from ..snapshot import Snapshot

ONE = Decimal(1)
CENT = Decimal("0.01")
WORKED = frozenset({"product", "proposal"})
"""The types of the records of which something is worked out."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One line."""

    label: str
    """What it is of: a quantity, a year."""
    says: Sentence
    """What came out."""
    is_warning: bool = False
    """Whether somebody should look at it."""


def worked_out(
    snapshot: Snapshot, record: Record, day: date, language: Language
) -> tuple[Sentence, tuple[Worked, ...]]:
    """Return a heading and what can be worked out of a record on a day; of most records there is nothing."""
    if record.type == "product" and record.tree.get("price_tiers"):
        return sentence("Prices by quantity"), tuple(_prices(snapshot, record, language))
    if record.type == "proposal" and record.tree.get("phases"):
        return sentence("Phases by fiscal year"), tuple(_phases(snapshot, record, day, language))
    return sentence("Worked out"), ()


def _prices(snapshot: Snapshot, product: Record, language: Language) -> Iterator[Worked]:
    """Yield what the first unit of each step costs in both ways, and where one more unit makes the whole cheaper."""
    from ..kpis.investment import cheaper_quantity, graduated_price, steps_of, volume_price

    price, steps = snapshot.value(product, "list_price"), steps_of(product)
    if not isinstance(price, Money):
        return
    for least, _ in steps:
        volume, graduated = (
            show_money(Money(price.currency, of(least, price.amount, steps).quantize(CENT)), language)
            for of in (volume_price, graduated_price)
        )
        says = sentence("{volume} by volume, {graduated} graduated", volume=volume, graduated=graduated)
        yield Worked(show_number(least, language), says)
    for _, (least, _) in pairwise(steps):
        fewer = least - ONE
        more = cheaper_quantity(fewer, price.amount, steps)
        if more is not None:
            says = sentence(
                "by volume {more} cost less than {n}", more=show_number(more, language), n=show_number(fewer, language)
            )
            yield Worked(show_number(fewer, language), says, is_warning=True)


def _phases(snapshot: Snapshot, proposal: Record, day: date, language: Language) -> Iterator[Worked]:
    """Yield what the phases of each year cost beside what the client may spend in it."""
    from ..kpis.engine import Numbers, Question
    from ..kpis.phases import plan_phases
    from ..kpis.spans import quarter_of
    from ..kpis.unanswerable import Unanswerable

    span = quarter_of(day, snapshot.config.fiscal_year_start)
    try:
        plan = plan_phases(Numbers(snapshot, language).slice(Question(span, day)), proposal)
    except Unanswerable as mistake:
        yield Worked("", mistake.sentence, is_warning=True)
        return
    currency = snapshot.config.currency
    for year, amount in sorted(plan.by_year.items()):
        cost, budget = show_money(Money(currency, amount), language), plan.budgets.get(year)
        if budget is None:
            yield Worked(year, sentence("{cost}; no budget of the client is known", cost=cost))
            continue
        allowed = show_money(Money(currency, budget), language)
        says = sentence("{cost} of {budget}", cost=cost, budget=allowed)
        over = sentence("{cost}, more than the client's {budget}", cost=cost, budget=allowed)
        yield Worked(year, over if amount > budget else says, is_warning=amount > budget)
