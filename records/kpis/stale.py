"""K26: open deals that nobody touches, that do not leave their stage, or that are older than any deal that ever closed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..query.facts import NO_TOUCH
from .days import Seen
from .deals import WON
from .ground import Ground
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import median
from .value import Better, Figure, Part, Unit
from .visits import visits_of

STALE_DAYS = 14
"""Days without activity after which a deal is stale, where ``cartera.yaml`` says nothing under ``stale_days``."""
ENOUGH = 10
"""Won deals from which the usual time in a stage is known."""


class Touches:
    """The days on which something was done about each deal."""

    def __init__(self, ground: Ground) -> None:
        self._days = _touch_days(ground)

    def last(self, each: Seen, day: date) -> date | None:
        """Return the last activity about a deal up to a day: a contact, a move, or its creation."""
        deal = each.deal
        days = self._days.get((deal.client, deal.record.name), ())
        place = bisect_right(days, day)
        found = [days[place - 1]] if place else []
        found += [step.day for step in deal.steps if step.day <= day]
        return max(found, default=deal.began)


def _touch_days(ground: Ground) -> Mapping[tuple[str | None, str], Sequence[date]]:
    found: defaultdict[tuple[str | None, str], list[date]] = defaultdict(list)
    for each in ground.snapshot.of_type("interaction"):
        about = each.tree.get("about")
        if not about or each.text("kind") in NO_TOUCH or each.text("direction") == "internal":
            continue
        day = ground.day(each, "at")
        for link in about if isinstance(about, list) else [about]:
            if day and isinstance(link, str):
                found[each.client, link.rpartition("/")[2]].append(day)
    for days in found.values():
        days.sort()
    return found


def stale_deals(seen: Slice) -> Figure:
    """Return how many open deals were not touched for longer than their stage allows."""
    touches = Touches(seen.ground)
    usual = _usual_days(seen)
    oldest = max(
        (
            (each.standing.closed_on - each.deal.began).days
            for each in seen.deals
            if each.standing.closed_on and each.deal.began
        ),
        default=None,
    )
    stale: list[Part] = []
    stuck = zombies = 0
    for each in seen.open:
        last = touches.last(each, seen.as_of)
        silent = (seen.as_of - last).days if last else None
        if silent is not None and silent > _allowed(seen, each):
            stale.append(Part(each.id, Decimal(silent)))
        stuck += _is_stuck(each, seen.as_of, usual)
        zombies += bool(oldest is not None and each.deal.began and (seen.as_of - each.deal.began).days > oldest)
    return Figure(
        Decimal(len(stale)),
        n=len(seen.open),
        parts=tuple(sorted(stale, key=lambda part: -(part.value or 0))),
        beside={"open": Decimal(len(seen.open)), "stuck": Decimal(stuck), "zombies": Decimal(zombies)},
    )


def _allowed(seen: Slice, each: Seen) -> int:
    """Return how many days a deal may be silent in its stage."""
    written = (seen.config.settings or {}).get("stale_days")
    if isinstance(written, dict):
        written = written.get(each.standing.stage)
    return int(written) if isinstance(written, str) and written.isdecimal() and len(written) < 6 else STALE_DAYS


def _usual_days(seen: Slice) -> Mapping[str, Decimal]:
    """Return the median days that won deals spent in each stage, of the stages that enough of them passed."""
    days: defaultdict[str, list[Decimal]] = defaultdict(list)
    for each in seen.deals:
        if each.standing.outcome != WON:
            continue
        spent: defaultdict[str, int] = defaultdict(int)
        for visit in visits_of(each.deal, seen.as_of):
            spent[visit.stage] += visit.days or 0
        for stage, count in spent.items():
            days[stage].append(Decimal(count))
    return {stage: middle for stage, each in days.items() if len(each) >= ENOUGH and (middle := median(each))}


def _is_stuck(each: Seen, day: date, usual: Mapping[str, Decimal]) -> bool:
    """Return whether a deal has been in its stage more than twice as long as won ones were."""
    middle = usual.get(each.standing.stage)
    if middle is None:
        return False
    spent = sum(
        ((visit.left or day) - visit.entered).days
        for visit in visits_of(each.deal, day)
        if visit.stage == each.standing.stage
    )
    return spent > 2 * middle


KPIS = (
    Kpi(
        code="K26",
        names={"en": "Stale deals", "es": "Oportunidades estancadas"},
        unit=Unit.COUNT,
        better=Better.DOWN,
        family=Family.SALES,
        definition={
            "en": "Open deals without activity (a contact about them or a move) for more than 14 days, or as "
            "cartera.yaml says under stale_days. Beside it: stuck, more than twice the median time that won deals spent "
            "in the stage, and older than any deal that ever closed.",
            "es": "Oportunidades abiertas sin actividad (un contacto sobre ellas o un cambio de etapa) durante más de 14 "
            "días, o lo que diga cartera.yaml en stale_days. Al lado: atascadas, más del doble de la mediana de "
            "tiempo de las ganadas en la etapa, y más antiguas que cualquiera que se haya cerrado.",
        },
        source="",
        reads=frozenset({"opportunity", "interaction"}),
        of=stale_deals,
        beside=(
            Side("open", Unit.COUNT, {"en": "Open deals", "es": "Abiertas"}),
            Side("stuck", Unit.COUNT, {"en": "Stuck in their stage", "es": "Atascadas en su etapa"}),
            Side("zombies", Unit.COUNT, {"en": "Older than any closed", "es": "Más antiguas que las cerradas"}),
        ),
        part_unit=Unit.DAYS,
    ),
)
