"""K48, K52: whether training shows in the numbers, and how people are seen from all sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from ...schema.field import Labels
from ...schema.record import Record
from ...schema.sentences import sentence
from .deals import WON
from .kpi import Family, Kpi, Side
from .slice import Slice
from .spans import Span
from .stats import mean, percent, wilson
from .texts import read_number
from .touching import CLOSED_DEALS
from .value import Better, Figure, Line, Part, Unit, no_figure

WINDOW = timedelta(days=90)
GAP_POINTS = Decimal(15)
"""From how many points on two views of a competency differ enough to be talked about."""
SIDES: Mapping[str, Labels] = {
    "self": {"en": "Self", "es": "Propia"},
    "peer": {"en": "Peers", "es": "Pares"},
    "performance": {"en": "Manager", "es": "Gerente"},
}
"""Kind of review → whose view it is."""


def training_effect(seen: Slice) -> Figure:
    """Return how the win rate of those trained in the period differs: 90 to 180 days after against the 90 days before."""
    trainings = [
        each
        for each in seen.scope.records("project")
        if each.text("kind") == "training" and seen.covers(seen.ground.day(each, "end"))
    ]
    before, after = [0, 0], [0, 0]
    for each in trainings:
        end, people = seen.ground.day(each, "end"), _people(each)
        if end is None:
            continue
        start = seen.ground.day(each, "start") or end
        _count(seen, people, Span(start - WINDOW, start, ""), before)
        _count(seen, people, Span(end + WINDOW, end + 2 * WINDOW, ""), after)
    beside = {
        "before": percent(*reversed(before)),
        "after": percent(*reversed(after)),
        "n_before": Decimal(before[0]),
        "n_after": Decimal(after[0]),
    }
    if not trainings:
        return no_figure(sentence("No training ended in the period."), beside)
    first, second = wilson(before[1], before[0]), wilson(after[1], after[0])
    if first is None or second is None or beside["before"] is None or beside["after"] is None:
        return no_figure(sentence("Those trained closed no deals before, or none yet 90 to 180 days after."), beside)
    beside.update(before_low=first[0], before_high=first[1], after_low=second[0], after_high=second[1])
    is_sure = second[0] > first[1] or second[1] < first[0]
    return Figure(
        beside["after"] - beside["before"],
        n=before[0] + after[0],
        parts=tuple(Part(each.id) for each in trainings),
        beside=beside,
        notes=() if is_sure else (sentence("Not conclusive: the intervals overlap."),),
    )


def _people(training: Record) -> frozenset[str]:
    written = training.tree.get("participants")
    return (
        frozenset(each.rpartition("/")[2] for each in written if isinstance(each, str))
        if isinstance(written, list)
        else frozenset()
    )


def _count(seen: Slice, people: frozenset[str], span: Span, found: list[int]) -> None:
    """Add the deals that these people closed in a span, and those of them they won."""
    for each in seen.scope.whole.on(seen.as_of).closed.between(span.start, span.end).deals:
        if any(user in people for user, _ in each.deal.credits):
            found[0] += 1
            found[1] += each.standing.outcome == WON


def all_round_view(seen: Slice) -> Figure:
    """Return in how many competencies two views differ much; each view by itself, never one number of a person."""
    ratings: defaultdict[str, defaultdict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    reviews = [each for each in _reviews(seen) if each.text("kind") in SIDES]
    for each in reviews:
        given = each.tree.get("ratings")
        for topic, score in given.items() if isinstance(given, dict) else ():
            value = read_number(score)
            if value is not None:
                ratings[topic][each.text("kind")].append(value)
    if not ratings:
        return no_figure(sentence("No review of the period rates a competency."))
    lines, gaps = [], 0
    for topic, views in sorted(ratings.items()):
        means = {kind: found for kind, values in views.items() if (found := mean(values)) is not None}
        gaps += max(means.values()) - min(means.values()) > GAP_POINTS
        lines += [
            Line(topic, _labelled(topic, kind), means[kind], Unit.POINTS, len(views[kind]), kind)
            for kind in SIDES
            if kind in means
        ]
    return Figure(Decimal(gaps), n=len(reviews), parts=tuple(Part(each.id) for each in reviews), lines=tuple(lines))


def _labelled(topic: str, kind: str) -> Labels:
    return {code: f"{topic} · {word}" for code, word in SIDES[kind].items()}


def _reviews(seen: Slice) -> Sequence[Record]:
    people = seen.scope.people
    found = [each for each in seen.snapshot.of_type("review") if seen.covers(seen.ground.day(each, "at"))]
    return [each for each in found if not people or each.text("subject").rpartition("/")[2] in people]


KPIS = (
    Kpi(
        code="K48",
        names={"en": "Effect of training", "es": "Efecto de la formación"},
        unit=Unit.POINTS,
        better=Better.UP,
        family=Family.PEOPLE,
        definition={
            "en": "The win rate of those who took part in a training that ended in the period, 90 to 180 days after it, less theirs in "
            "the 90 days before, in points, with both intervals. Where they overlap it is not conclusive, and says so.",
            "es": "La tasa de éxito de quienes participaron en una formación terminada en el periodo, de 90 a 180 días después, menos "
            "la de los 90 días anteriores, en puntos, con ambos intervalos. Si se solapan no es concluyente, y se dice.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "project", "user"}),
        of=training_effect,
        beside=(
            Side("before", Unit.PERCENT, {"en": "Before", "es": "Antes"}),
            Side("before_low", Unit.PERCENT, {"en": "Before, at least", "es": "Antes, como mínimo"}),
            Side("before_high", Unit.PERCENT, {"en": "Before, at most", "es": "Antes, como máximo"}),
            Side("n_before", Unit.COUNT, {"en": "Deals before", "es": "Oportunidades antes"}),
            Side("after", Unit.PERCENT, {"en": "After", "es": "Después"}),
            Side("after_low", Unit.PERCENT, {"en": "After, at least", "es": "Después, como mínimo"}),
            Side("after_high", Unit.PERCENT, {"en": "After, at most", "es": "Después, como máximo"}),
            Side("n_after", Unit.COUNT, {"en": "Deals after", "es": "Oportunidades después"}),
        ),
    ),
    Kpi(
        code="K52",
        names={"en": "All-round review", "es": "Evaluación 360"},
        unit=Unit.COUNT,
        better=Better.NEITHER,
        family=Family.PEOPLE,
        definition={
            "en": "The mean of each competency by self, peers and manager, shown apart and never as one number; counted are the "
            "competencies in which two views differ by more than 15 points.",
            "es": "La media de cada competencia según uno mismo, pares y gerente, por separado y nunca como un solo número; se cuentan "
            "las competencias en las que dos visiones difieren en más de 15 puntos.",
        },
        source="",
        reads=frozenset({"review", "user"}),
        of=all_round_view,
    ),
)
