"""K14, K15, K16: how many deals are won, how much of the money, and how large they are."""

from __future__ import annotations

from decimal import Decimal

from ...schema.dataclass import replace
from ...schema.machine import OPEN
from ...schema.sentences import Sentence, sentence
from .deals import WON
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice, count
from .stats import ONE, ZERO, median, percent
from .touching import CLOSED_DEALS, DEAL_COURSES
from .value import Better, Exclusion, Figure, Later, Part, Unit, no_figure

NO_DECISION = "no_decision"


def win_rate(seen: Slice) -> Figure:
    """Return the share of the closed deals that were won, by count."""
    closed = seen.without_renewals(seen.closed)
    won = [each for each in closed if each.standing.outcome == WON]
    decided = [each for each in closed if each.standing.outcome == WON or each.deal.reason != NO_DECISION]
    created = seen.begun()
    return rate(
        count(won),
        count(closed),
        _none_closed(),
        n=len(closed),
        parts=Later(lambda: [Part(each.id, each.share if each.standing.outcome == WON else ZERO) for each in closed]),
        exclusions=(*_void(seen), *seen.undated()),
        beside={
            "won": count(won),
            "lost": count(closed) - count(won),
            "without_no_decision": percent(count(won), count(decided)),
            "of_created": percent(created.share(WON), created.share()),
            "created_open": percent(created.share(OPEN), created.share()),
        },
    )


def value_win_rate(seen: Slice) -> Figure:
    """Return the share of the closed deals' money that was won."""
    closed = seen.without_renewals(seen.closed)
    won = seen.tally(each for each in closed if each.standing.outcome == WON)
    lost = seen.tally(each for each in closed if each.standing.outcome != WON)
    if lost.exclusions and not lost.count:
        return no_figure(sentence("None of the deals lost in the period has an amount."), exclusions=lost.exclusions)
    nothing = sentence("No closed deal of the period has an amount.") if closed else _none_closed()
    figure = rate(
        won.total,
        won.total + lost.total,
        nothing,
        n=won.count + lost.count,
        parts=Later(lambda: (*won.parts, *lost.parts)),
        exclusions=(*won.exclusions, *lost.exclusions, *_void(seen)),
    )
    return replace(figure, interval=None)  # Wilson's interval is of counts, not of money


def won_by_count(seen: Slice) -> Decimal | None:
    """Return the value of K14 alone, in percent; None where nothing was closed."""
    closed = seen.closing.remember(("closed", seen.with_renewals), lambda: _won_and_closed(seen))
    return percent(*closed)


def _won_and_closed(seen: Slice) -> tuple[Decimal, Decimal]:
    closed = seen.without_renewals(seen.closed)
    return count(each for each in closed if each.standing.outcome == WON), count(closed)


def won_by_value(seen: Slice) -> Decimal | None:
    """Return the value of K15 alone, in percent; None where it has none."""
    return seen.closing.remember(("by value", seen.with_renewals), lambda: value_win_rate(seen).value)


def deal_size(seen: Slice) -> Figure:
    """Return the mean amount of a won deal, the median beside it."""
    return seen.closing.remember(("deal size", seen.with_renewals), lambda: _deal_size(seen))


def _deal_size(seen: Slice) -> Figure:
    won = seen.without_renewals(seen.won)
    tally = seen.tally(won)
    if not tally.count:
        reason = sentence("No deal won in the period has an amount.") if won else _none_won()
        return no_figure(reason, exclusions=tally.exclusions)
    priced = [each for each in won if each.deal.amount is not None]
    deals = count(priced)
    whole = [
        value if each.share is ONE else value / each.share for value, each in zip(tally.values, priced, strict=True)
    ]
    return Figure(
        tally.total / deals,
        n=len(priced),
        numerator=tally.total,
        denominator=deals,
        parts=Later(lambda: tally.parts),
        exclusions=tally.exclusions,
        beside={"median": median(whole), "smallest": min(whole), "largest": max(whole)},
    )


def _none_closed() -> Sentence:
    return sentence("No deal was closed in the period.")


def _none_won() -> Sentence:
    return sentence("No deal was won in the period.")


def _void(seen: Slice) -> tuple[Exclusion, ...]:
    return tuple(Exclusion(each.id, sentence("void")) for each in seen.ground.void if seen.covers(each.closed_on))


_READS = frozenset({DEAL_COURSES})

KPIS = (
    Kpi(
        code="K14",
        names={"en": "Win rate", "es": "Tasa de éxito"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "Deals won ÷ (won + lost), by the day they closed. “No decision” counts as lost; void deals do not "
            "count; renewals only with --with-renewals. Beside it: without the undecided, and of the deals created "
            "in the period the share won so far and the share still open.",
            "es": "Oportunidades ganadas ÷ (ganadas + perdidas), por su día de cierre. «Sin decisión» cuenta como "
            "perdida; las anuladas no cuentan; las renovaciones solo con --with-renewals. Al lado: sin las "
            "indecisas, y de las creadas en el periodo la parte ganada hasta ahora y la parte aún abierta.",
        },
        source="https://kpitree.co/integrations/hubspot/win-rate",
        reads=_READS,
        of=win_rate,
        beside=(
            Side("won", Unit.COUNT, {"en": "Won", "es": "Ganadas"}),
            Side("lost", Unit.COUNT, {"en": "Lost", "es": "Perdidas"}),
            Side(
                "without_no_decision",
                Unit.PERCENT,
                {"en": "Leaving out “no decision”", "es": "Sin contar «sin decisión»"},
            ),
            Side("of_created", Unit.PERCENT, {"en": "Won of those created", "es": "Ganadas de las creadas"}),
            Side("created_open", Unit.PERCENT, {"en": "Open of those created", "es": "Abiertas de las creadas"}),
        ),
        is_headline=True,
    ),
    Kpi(
        code="K15",
        names={"en": "Win rate by value", "es": "Tasa de éxito por valor"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "Amounts won ÷ amounts won and lost, by the day they closed. A closed deal without an amount is "
            "listed and left out.",
            "es": "Importes ganados ÷ importes ganados y perdidos, por su día de cierre. Una cerrada sin importe se "
            "indica y no cuenta.",
        },
        source="https://kpitree.co/integrations/salesforce/win-rate",
        reads=frozenset({CLOSED_DEALS}),
        of=value_win_rate,
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
        is_headline=True,
    ),
    Kpi(
        code="K16",
        names={"en": "Average deal size", "es": "Ticket medio"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "Amounts won ÷ number of deals won that have an amount; the median beside it, because a few large "
            "deals pull the mean.",
            "es": "Importes ganados ÷ número de ganadas con importe; al lado la mediana, porque unas pocas grandes "
            "desplazan la media.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS}),
        of=deal_size,
        fraction=(Unit.MONEY, Unit.COUNT),
        part_unit=Unit.MONEY,
        beside=(
            Side("median", Unit.MONEY, {"en": "Median", "es": "Mediana"}),
            Side("smallest", Unit.MONEY, {"en": "Smallest", "es": "Menor"}),
            Side("largest", Unit.MONEY, {"en": "Largest", "es": "Mayor"}),
        ),
        is_headline=True,
    ),
)
