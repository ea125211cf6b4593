"""The tier formula of a book: ``tiers.yaml`` says what of a client earns how many points, and which tier they make.

    potential: {weight: 40, full: 100000.00 EUR}
    revenue: {weight: 30, full: 50000.00 EUR}
    complexity: {weight: 10}
    industry: {weight: 20, points: {finance: 100, logistics: 60, other: 20}}
    tiers: {A: 75, B: 50, C: 25, D: 0}

``full`` earns all 100 points of a measure, less earns its share. Without the file the potential alone decides, by the steps
that ``cartera.yaml`` names under ``tiers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..schema.dataclass import dataclass
from ..schema.kinds import KINDS, MONEY, BadValueError, parse_decimal
from ..schema.nearest import nearest
from ..schema.problems import Problem, Severity
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree
from ..schema.values import Money

TIERS_FILE = "tiers.yaml"
"""The file of the formula, beside ``cartera.yaml``."""
POTENTIAL, REVENUE, COMPLEXITY, INDUSTRY = "potential", "revenue", "complexity", "industry"
MEASURES = (POTENTIAL, REVENUE, COMPLEXITY, INDUSTRY)
TIERS = ("A", "B", "C", "D")
"""The tiers a client can have."""
MOST_COMPLEX = Decimal(5)
"""The complexity that earns all points."""


@dataclass(frozen=True, slots=True)
class TierMeasure:
    """One measure of the formula."""

    name: str
    """One of ``MEASURES``."""
    weight: Decimal
    """How much it counts; more than 0."""
    full: Money | None = None
    """Of money: what earns all points."""
    points: Mapping[str, Decimal] | None = None
    """Of the industry: the points of each; ``other`` those of one that is not named."""


@dataclass(frozen=True, slots=True)
class TierFormula:
    """How a book tells its clients apart."""

    measures: tuple[TierMeasure, ...]
    """What counts, in the order of the file."""
    steps: tuple[tuple[str, Decimal], ...]
    """Tier and the points from which a client belongs to it, the best first."""
    is_broken: bool = False
    """Whether its file has a mistake: nobody then has a tier but by a person's word."""

    def tier(self, points: Decimal) -> str:
        """Return the tier of some points; empty below the lowest step."""
        return next((name for name, least in self.steps if points >= least), "")


BROKEN = TierFormula((), (), is_broken=True)
"""The formula of a file with a mistake. Another one in its place would tell clients apart wrongly."""


class _Slip(Exception):
    """Something in the file means nothing."""

    def __init__(self, field: str, message: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(message))
        self.field, self.message, self.hint = field, message, hint


def read_tiers(tree: Mapping[str, Tree]) -> tuple[TierFormula, list[Problem]]:
    """Return the formula of a ``tiers.yaml`` tree; with a mistake in it there is none, and a Problem says why."""
    try:
        measures, steps = _measures(tree), tuple(_steps(tree.get("tiers")))
    except _Slip as slip:
        return BROKEN, [
            Problem(TIERS_FILE, "bad-tiers", slip.message, Severity.ERROR, field=slip.field or None, hint=slip.hint)
        ]
    return TierFormula(measures, tuple(sorted(steps, key=lambda each: -each[1]))), []


def _measures(tree: Mapping[str, Tree]) -> tuple[TierMeasure, ...]:
    found: list[TierMeasure] = []
    for name, each in tree.items():
        if name == "tiers":
            continue
        if name not in MEASURES:
            near = nearest(name, (*MEASURES, "tiers"))
            hint = sentence("Did you mean “{nearest}”?", nearest=near) if near else None
            raise _Slip(name, sentence("“{word}” is not one of {words}.", word=name, words=", ".join(MEASURES)), hint)
        if not isinstance(each, dict):
            raise _Slip(name, sentence("It needs a weight: {{weight: 30}}."))
        weight = _number(each.get("weight"), f"{name}.weight")
        if weight:
            found.append(_measure(name, weight, each))
    if not found:
        raise _Slip("", sentence("No measure counts: name at least one of {names}.", names=", ".join(MEASURES)))
    return tuple(found)


def _measure(name: str, weight: Decimal, tree: Mapping[str, Tree]) -> TierMeasure:
    if name in {POTENTIAL, REVENUE}:
        return TierMeasure(name, weight, full=_money(tree.get("full"), f"{name}.full"))
    if name == INDUSTRY:
        points = tree.get("points")
        if not isinstance(points, dict) or not points:
            raise _Slip(f"{name}.points", sentence("It needs the points of industries: {{finance: 100, other: 20}}."))
        return TierMeasure(
            name, weight, points={key: _share(each, f"{name}.points.{key}") for key, each in points.items()}
        )
    return TierMeasure(name, weight)


def _steps(tree: Tree) -> Iterator[tuple[str, Decimal]]:
    if not isinstance(tree, dict) or not tree:
        raise _Slip(
            "tiers", sentence("It needs the points from which each tier begins: {{A: 75, B: 50, C: 25, D: 0}}.")
        )
    for name, text in tree.items():
        if name not in TIERS:
            raise _Slip(f"tiers.{name}", sentence("“{word}” is not one of {words}.", word=name, words=", ".join(TIERS)))
        yield name, _share(text, f"tiers.{name}")


def _number(text: Tree, field: str) -> Decimal:
    try:
        found = parse_decimal(text) if isinstance(text, str) else None
    except BadValueError as mistake:
        raise _Slip(field, mistake.reason, mistake.hint) from None
    if found is None or found < 0:
        raise _Slip(field, sentence("It must be a number, 0 or more."))
    return found


def _share(text: Tree, field: str) -> Decimal:
    """Return a number from 0 to 100."""
    try:
        found = KINDS["pct"].parse(text) if isinstance(text, str) else None
    except BadValueError as mistake:
        raise _Slip(field, mistake.reason, mistake.hint) from None
    if not isinstance(found, Decimal):
        raise _Slip(field, sentence("It must be a number from 0 to 100."))
    return found


def _money(text: Tree, field: str) -> Money:
    try:
        found = MONEY.parse(text) if isinstance(text, str) else None
    except BadValueError as mistake:
        raise _Slip(field, mistake.reason, mistake.hint) from None
    if not isinstance(found, Money) or found.amount <= 0:
        raise _Slip(field, sentence("It needs the amount that earns all points: 100000.00 EUR."))
    return found
