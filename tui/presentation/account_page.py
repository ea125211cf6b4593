"""The numbers of a client as a page: health with every point, tier, revenue, satisfaction, what was agreed, activity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from ...records.kpis.account import Account, Agreed, Quarter
from ...records.kpis.delivery import Spending
from ...records.kpis.health import BAND_LABELS, Band, Health
from ...records.kpis.satisfaction import Answer
from ...records.kpis.showing import NOTHING, show_amount
from ...records.kpis.value import Unit
from ...records.query.tier import TierPart
from ...schema.clean import clean
from ...schema.formats import show_day, show_number, show_period
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, plural
from ...schema.values import Money, Period
from .cells import Tone
from .charts import bar, shade, sparkline
from .disputed import dispute_items, mark_of_dispute, mark_of_types
from .lines import Item, Span, blank, heading
from .values import Reader

BAR = 12
"""Cells of a bar."""
HUNDRED = Decimal(100)
LAST = 12
"""Values of a line of answers or readings."""
_OF_REVENUE = frozenset({"transaction", "contract", "opportunity"})
"""The types of the records that revenue is counted from."""
BAND_TONES = {Band.GREEN: Tone.GOOD, Band.AMBER: Tone.WARNING, Band.RED: Tone.BAD, Band.GREY: Tone.MUTED}


def account_items(
    account: Account, client_type: RecordType, reader: Reader, disputed: Sequence[Record] = ()
) -> list[Item]:
    """Return the page; ``client_type`` says what fields of a client are called, ``disputed`` which records are."""
    groups = (
        dispute_items(len(disputed), reader.language),
        _health(account, disputed, reader),
        _tier(account, client_type, reader),
        _revenue(account, disputed, reader),
        _satisfaction(account, reader),
        _agreed(account, reader),
        _budgets(account, reader),
        _activity(account, reader),
    )
    items: list[Item] = []
    for group in groups:
        held = list(group)
        if held:
            items += [blank(), *held] if items else held
    return items


def _money(value: Decimal, account: Account, reader: Reader) -> str:
    return show_amount(value, Unit.MONEY, account.currency, reader.language)


def _points(value: Decimal | None, reader: Reader) -> str:
    return show_amount(value, Unit.SCORE, "", reader.language).rjust(3)


def _reason(title: str, reason: Sentence, reader: Reader) -> Iterator[Item]:
    yield heading(title)
    yield Item((Span(f"! {clean(reason.text(reader.language))}", Tone.WARNING),))


def _health(account: Account, disputed: Sequence[Record], reader: Reader) -> Iterator[Item]:
    title, health = reader.words("Health"), account.health
    if isinstance(health, Sentence):
        yield from _reason(title, health, reader)
        return
    yield heading(title)
    band = reader.language.choose(BAND_LABELS[health.band])
    coverage = reader.words("known: {share}", share=show_amount(health.coverage, Unit.PERCENT, "", reader.language))
    spans = (
        Span(bar(health.score, HUNDRED, BAR), BAND_TONES[health.band]),
        Span(f" {_points(health.score, reader)}", Tone.STRONG),
        Span(f"  {band}", BAND_TONES[health.band]),
        Span(f"  {coverage}", Tone.MUTED),
        *mark_of_dispute(disputed),  # everything of a client goes into it
    )
    yield Item(spans, reader.words("Score"))
    for each in (*health.caps, *((health.override,) if health.override else ())):
        yield Item((Span(f"! {clean(each.text(reader.language))}", Tone.WARNING),))
    yield from _measures(health, reader)


def _measures(health: Health, reader: Reader) -> Iterator[Item]:
    for each in health.measures:
        weight = reader.words("weight {n}", n=show_number(each.weight, reader.language))
        why = clean(each.reading.why.text(reader.language))
        spans = (
            Span(bar(each.reading.score, HUNDRED, BAR)),
            Span(f" {_points(each.reading.score, reader)}"),
            Span(f"  {weight}  {why}", Tone.MUTED),
        )
        yield Item(spans, clean(reader.language.choose(each.label)))


def _tier(account: Account, client_type: RecordType, reader: Reader) -> Iterator[Item]:
    if not account.tier:
        return
    score = account.tier_score
    if score is not None:
        yield heading(reader.words("Tier"))
    chosen = reader.words("chosen by hand") if account.is_tier_chosen else ""
    spans = [Span(account.tier, Tone.STRONG)]
    if score is not None and not chosen:
        spans.append(Span(f"  {_points(score.points, reader).strip()} / 100", Tone.MUTED))
    mark = mark_of_dispute([account.client])
    yield Item((*spans, Span(f"  {chosen}" if chosen else "", Tone.MUTED), *mark), reader.words("Tier"))
    for each in score.parts if score else ():
        weight = reader.words("weight {n}", n=show_number(each.measure.weight, reader.language))
        field = client_type.by_name.get(each.measure.name)
        label = reader.language.choose(field.label) if field else reader.words("Revenue, last 12 months")
        spans_of_part = (
            Span(bar(each.points, HUNDRED, BAR)),
            Span(f" {_points(each.points, reader)}"),
            Span(f"  {weight}  {_found(each, client_type, reader)}", Tone.MUTED),
        )
        yield Item(spans_of_part, clean(label))


def _found(part: TierPart, client_type: RecordType, reader: Reader) -> str:
    """Return what the client has of a measure."""
    found = part.found
    if isinstance(found, Money):
        return show_amount(found.amount, Unit.MONEY, found.currency, reader.language)
    if isinstance(found, Decimal):
        return show_number(found, reader.language)
    field = client_type.by_name.get(part.measure.name)
    choice = field.choice(found) if field and found else None
    return clean(reader.language.choose(choice.label)) if choice else clean(found or reader.words("not known"))


def _revenue(account: Account, disputed: Sequence[Record], reader: Reader) -> Iterator[Item]:
    title, quarters = reader.words("Revenue by quarter"), account.quarters
    if isinstance(quarters, Sentence):
        yield from _reason(title, quarters, reader)
        return
    most = max((each.amount for each in quarters), default=Decimal(0))
    if not any(each.amount for each in quarters):
        return
    yield heading(title)
    mark = mark_of_types(_OF_REVENUE, disputed)
    for each in quarters:
        yield Item((*_quarter(each, most, account, reader), *mark), _period(each, reader))


def _quarter(quarter: Quarter, most: Decimal, account: Account, reader: Reader) -> tuple[Span, ...]:
    runs = reader.words("to date") if account.day < quarter.span.last else ""
    amount = _money(quarter.amount, account, reader)
    return Span(bar(quarter.amount, most, BAR * 2)), Span(f" {amount}"), Span(f"  {runs}" if runs else "", Tone.MUTED)


def _period(quarter: Quarter, reader: Reader) -> str:
    span = quarter.span
    return show_period(Period(span.start, span.end, span.text), reader.language)


def _satisfaction(account: Account, reader: Reader) -> Iterator[Item]:
    if account.answers:
        yield heading(reader.words("Satisfaction"))
    for kind, answers in account.answers.items():
        mark = mark_of_dispute(each.record for each in answers)
        yield Item((*_answers(answers, reader), *mark), kind.upper(), key=kind, target=answers[-1].record.id)


def _answers(answers: Sequence[Answer], reader: Reader) -> tuple[Span, ...]:
    last = answers[-1]
    known = [each.score for each in answers][-LAST:]
    tone = Tone.GOOD if last.score >= (9 if last.high == 10 else last.high - 1) else Tone.NORMAL
    if last.high == 10 and last.score <= 6:
        tone = Tone.BAD
    score = f"{show_number(last.score, reader.language)}/{show_number(last.high, reader.language)}"
    return (
        Span(sparkline(known).ljust(LAST)),
        Span(f" {score}", tone),
        Span(f"  {show_day(last.day, reader.language)}  n {len(answers)}", Tone.MUTED),
    )


def _agreed(account: Account, reader: Reader) -> Iterator[Item]:
    if account.agreed:
        yield heading(reader.words("Agreed KPIs"))
    for each in account.agreed:
        mark = mark_of_dispute([each.kpi])
        yield Item((*_readings(each, reader), *mark), clean(each.kpi.title), key=each.kpi.id, target=each.kpi.id)


def _readings(agreed: Agreed, reader: Reader) -> tuple[Span, ...]:
    if not agreed.readings:
        return (Span(reader.words("no reading within a year"), Tone.MUTED),)
    last = agreed.readings[-1]
    value = show_number(last.value, reader.language) if last.value is not None else NOTHING
    verdict = reader.words("kept") if last.is_met else reader.words("missed")
    unit = clean(agreed.kpi.text("unit"))
    return (
        Span(sparkline([each.value for each in agreed.readings][-LAST:]).ljust(LAST)),
        Span(f" {value} {unit}".rstrip()),
        Span(f"  {verdict}", Tone.GOOD if last.is_met else Tone.BAD),
        Span(f"  {last.span.text}", Tone.MUTED),
    )


def _budgets(account: Account, reader: Reader) -> Iterator[Item]:
    title, budgets = reader.words("Budget"), account.budgets
    if isinstance(budgets, Sentence):
        yield from _reason(title, budgets, reader)
        return
    if budgets:
        yield heading(title)
    for each in budgets:
        mark = mark_of_dispute([each.budget])
        spans = (*_spending(each, account, reader), *mark)
        yield Item(spans, clean(each.budget.title), key=each.budget.id, target=each.budget.id)


def _spending(spending: Spending, account: Account, reader: Reader) -> tuple[Span, ...]:
    used = HUNDRED * spending.actual / spending.planned if spending.planned else None
    over = spending.planned > 0 and spending.actual + spending.committed > spending.planned
    text = reader.words(
        "{spent} of {planned}",
        spent=_money(spending.actual, account, reader),
        planned=_money(spending.planned, account, reader),
    )
    elapsed = show_amount(spending.elapsed * HUNDRED, Unit.PERCENT, "", reader.language)
    time = reader.words("time gone: {share}", share=elapsed)
    excess = reader.words("over budget") if over else ""
    return (
        Span(bar(spending.actual, spending.planned, BAR)),
        Span(f" {show_amount(used, Unit.PERCENT, '', reader.language)}", Tone.BAD if over else Tone.STRONG),
        Span(f"  {text}"),
        Span(f"  {excess}" if over else "", Tone.BAD),
        Span(f"  {time}", Tone.MUTED),
    )


def _activity(account: Account, reader: Reader) -> Iterator[Item]:
    """Yield a heat map: a column a week, a row a weekday; blank for nothing, darker for more."""
    if not account.activity:
        return
    yield heading(reader.words("Activity"))
    most, first = max(account.activity.values()), account.first_week
    weeks = range(((account.day - first).days // 7) + 1)
    for weekday, name in enumerate(reader.words("Mon Tue Wed Thu Fri Sat Sun").split()):
        days = [first + timedelta(days=7 * week + weekday) for week in weeks]
        if weekday > 4 and not any(account.activity.get(each) for each in days):
            continue
        yield Item((Span("".join(_cell(account, each, most) for each in days)),), name)
    count = plural(
        "{first} to {last}: {n} interaction",
        "{first} to {last}: {n} interactions, at most {most} a day",
        sum(account.activity.values()),
        first=show_day(first, reader.language),
        last=show_day(account.day, reader.language),
        most=most,
    )
    yield Item((Span(count.text(reader.language), Tone.MUTED),))


def _cell(account: Account, day: date, most: int) -> str:
    count = account.activity.get(day, 0)
    return "·" if not count and day <= account.day else shade(count, most)
