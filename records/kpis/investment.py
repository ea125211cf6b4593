"""K51: whether what we propose pays for the client; and what a quantity costs where the price depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import HUNDRED, ZERO, quotient, total
from .texts import read_money, read_number
from .value import Better, Exclusion, Figure, Part, Unit, no_figure

CAUTIOUS = Decimal("0.7")
"""The benefit of the cautious case: 30 % less."""


@dataclass(frozen=True, slots=True)
class Investment:
    """What a client puts in and gets out."""

    investment: Decimal
    """At the beginning."""
    yearly_benefit: Decimal
    """What it brings a year."""
    yearly_cost: Decimal
    """What it costs a year."""
    years: Decimal
    """For how many years."""
    rate: Decimal
    """The yearly interest, as a part of 1."""

    def cautious(self) -> Investment:
        """Return the same with a benefit 30 % less."""
        return Investment(self.investment, self.yearly_benefit * CAUTIOUS, self.yearly_cost, self.years, self.rate)

    @property
    def benefits(self) -> Decimal:
        """All that it brings."""
        return self.yearly_benefit * self.years

    @property
    def costs(self) -> Decimal:
        """All that it costs."""
        return self.investment + self.yearly_cost * self.years

    @property
    def present_value(self) -> Decimal:
        """What it is worth today: each whole year's surplus discounted, a part of a year as such."""
        surplus, value, year = self.yearly_benefit - self.yearly_cost, -self.investment, 1
        left = self.years
        while left > 0:
            value += surplus * min(left, Decimal(1)) / (1 + self.rate) ** year
            left -= 1
            year += 1
        return value


def proposal_return(seen: Slice) -> Figure:
    """Return what the clients of the proposals sent in the period would gain over what they would pay."""
    found: list[tuple[Record, Investment]] = []
    exclusions: list[Exclusion] = []
    for each in seen.scope.records("proposal"):
        if seen.covers(seen.ground.day(each, "sent_at") or seen.ground.day(each, "created")) and each.tree.get("roi"):
            investment = investment_of(seen, each)
            if investment is None:
                exclusions.append(Exclusion(each.id, sentence("its return lacks investment, benefit or years")))
            else:
                found.append((each, investment))
    if not found:
        return no_figure(sentence("No proposal of the period says what it brings."), exclusions=tuple(exclusions))
    all_of = [each for _, each in found]
    gain, cost = total(each.benefits - each.costs for each in all_of), total(each.costs for each in all_of)
    surplus = total(each.yearly_benefit - each.yearly_cost for each in all_of)
    low = [each.cautious() for each in all_of]
    months = quotient(total(each.investment for each in all_of) * 12, surplus) if surplus > 0 else None
    return Figure(
        HUNDRED * gain / cost,
        n=len(found),
        numerator=gain,
        denominator=cost,
        parts=tuple(Part(record.id, each.benefits - each.costs) for record, each in found),
        exclusions=tuple(exclusions),
        beside={
            "payback": months,
            "npv": total(each.present_value for each in all_of),
            "cautious": HUNDRED * total(each.benefits - each.costs for each in low) / cost,
            "cautious_npv": total(each.present_value for each in low),
        },
        notes=tuple(sentence("Assumes: {assumption}", assumption=each) for each in _assumptions(found)),
    )


def _assumptions(found: Sequence[tuple[Record, Investment]]) -> Iterator[str]:
    for record, _ in found:
        roi = record.tree.get("roi")
        written = roi.get("assumptions") if isinstance(roi, dict) else None
        yield from (each for each in written if isinstance(each, str)) if isinstance(written, list) else ()


def investment_of(seen: Slice, proposal: Record) -> Investment | None:
    """Return what a proposal says of its return; None where it lacks what is needed."""
    roi = proposal.tree.get("roi")
    if not isinstance(roi, dict):
        return None
    amounts = {name: _amount(seen, roi, name) for name in ("investment", "yearly_benefit", "yearly_cost")}
    years, interest = read_number(roi.get("horizon_years")), read_number(roi.get("rate_pct")) or ZERO
    investment, benefit = amounts["investment"], amounts["yearly_benefit"]
    if investment is None or benefit is None or years is None or not 0 < years <= 100 or investment <= 0:
        return None
    return Investment(investment, benefit, amounts["yearly_cost"] or ZERO, years, interest / 100)


def _amount(seen: Slice, roi: Mapping[str, Tree], name: str) -> Decimal | None:
    money = read_money(roi.get(name))
    return seen.in_currency(money, seen.as_of) if money else None


Steps = Sequence[tuple[Decimal, Decimal]]
"""From which quantity on there is how much discount in percent, the least quantity first."""


def volume_price(quantity: Decimal, price: Decimal, steps: Steps) -> Decimal:
    """Return what a quantity costs where the step it reaches counts for all of it."""
    discount = next((each for least, each in reversed(steps) if quantity >= least), ZERO)
    return quantity * price * (1 - discount / HUNDRED)


def graduated_price(quantity: Decimal, price: Decimal, steps: Steps) -> Decimal:
    """Return what a quantity costs where each step counts only for what lies in it."""
    whole = ZERO
    ends = [least - 1 for least, _ in steps[1:]]
    for (least, discount), end in zip(steps, [*ends, None], strict=True):
        last = quantity if end is None else min(quantity, end)
        whole += max(last - least + 1, ZERO) * price * (1 - discount / HUNDRED)
    return whole


def cheaper_quantity(quantity: Decimal, price: Decimal, steps: Steps) -> Decimal | None:
    """Return the next step that costs less than fewer units do, as volume prices can; None where none does."""
    own = volume_price(quantity, price, steps)
    return next((least for least, _ in steps if least > quantity and volume_price(least, price, steps) < own), None)


def steps_of(product: Record) -> Steps:
    """Return the price steps of a product."""
    written = product.tree.get("price_tiers")
    steps = [
        (least, discount)
        for each in (written if isinstance(written, list) else ())
        if isinstance(each, dict)
        and (least := read_number(each.get("from"))) is not None
        and (discount := read_number(each.get("discount_pct"))) is not None
    ]
    return sorted(steps)


KPIS = (
    Kpi(
        code="K51",
        names={"en": "Return of what we propose (ROI)", "es": "ROI de la propuesta"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "(Σ benefits − total cost) ÷ total cost over the years a proposal speaks of, of the proposals sent in the period. "
            "Payback is investment ÷ yearly surplus in months; the present value discounts each year's surplus. The cautious "
            "case, with a benefit 30 % less, and the assumptions always stand beside.",
            "es": "(Σ beneficios − coste total) ÷ coste total en los años de los que habla una propuesta, de las enviadas en el "
            "periodo. La recuperación es inversión ÷ excedente anual en meses; el valor actual descuenta el excedente de cada "
            "año. El caso prudente, con un beneficio un 30 % menor, y los supuestos figuran siempre al lado.",
        },
        source="",
        reads=frozenset({"proposal", "client"}),
        of=proposal_return,
        beside=(
            Side("payback", Unit.MONTHS, {"en": "Payback", "es": "Recuperación"}),
            Side("npv", Unit.MONEY, {"en": "Present value (NPV)", "es": "Valor actual (VAN)"}),
            Side("cautious", Unit.PERCENT, {"en": "ROI with −30 % benefit", "es": "ROI con −30 % de beneficio"}),
            Side("cautious_npv", Unit.MONEY, {"en": "NPV with −30 % benefit", "es": "VAN con −30 % de beneficio"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
)
