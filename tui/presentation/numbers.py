"""Numbers as rows and as pages: the headline table, and the answer to "why this number?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...records.kpis.disputed import say_disputed
from ...records.kpis.headlines import ROLE_TITLES, Headline, Role
from ...records.kpis.kpi import Kpi
from ...records.kpis.showing import show_amount, show_interval
from ...records.kpis.spans import Span as Days
from ...records.kpis.team_weeks import TeamWeeks
from ...records.kpis.value import SMALL, TINY, Better, Comparison, Figure, KpiValue, Line, Unit
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.formats import show_day, show_span
from ...schema.language import Language
from ...schema.record import CONFLICTS
from ...schema.sentences import Sentence, plural, sentence
from .cells import Cell, Column, Tone
from .charts import NO_VALUE, bar, shade, sparkline
from .lines import Item, Span, blank, heading, text_item

BAR = 12
"""Cells of a bar on a page."""
MOST_RECORDS = 300
"""Records listed behind a number; who needs all of them asks ``cartera kpi --explain``."""
_TONES = {1: Tone.GOOD, -1: Tone.BAD, 0: Tone.NORMAL}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page of numbers is told with."""

    snapshot: Snapshot
    """What records are called."""
    language: Language
    """The reader's."""

    def words(self, message: str, /, **values: object) -> str:
        """Return a text in the reader's language."""
        found = self.language.gettext(message)
        return found.format(**values) if values else found

    def amount(self, value: Decimal | None, unit: Unit, currency: str, *, short: bool = False) -> str:
        """Return a value as it is read."""
        return show_amount(value, unit, currency, self.language, short=short)


def number_columns(language: Language) -> tuple[Column, ...]:
    """Return the columns of the headline table, the last ones going first where there is no room."""
    words = language.gettext
    return (
        Column("title", words("Number"), least=14, most=34, stretches=True),
        Column("value", words("Value"), least=8, most=18, right=True, whole=True),
        Column("n", "n", least=3, most=6, right=True, whole=True),
        Column("trend", words("Trend"), least=9, most=9, whole=True),
        Column("target", words("Target"), least=9, most=17, whole=True),
        Column("before", words("Period before"), least=8, most=16, right=True, whole=True),
        Column("year", words("Year before"), least=8, most=16, right=True, whole=True),
    )


def number_cells(headline: Headline, frame: Frame) -> dict[str, Cell]:
    """Return what the row of a headline shows, by column: grey where hardly any records are behind it."""
    value = headline.value
    few = value.unit is Unit.PERCENT and value.value is not None and value.figure.n < TINY
    tone = Tone.MUTED if few or value.value is None else Tone.STRONG

    def beside(each: Comparison | None) -> Cell:
        if each is None:
            return Cell("", Tone.MUTED)
        return Cell(frame.amount(each.figure.value, value.unit, value.currency, short=True), Tone.MUTED)

    return {
        "title": Cell(frame.language.choose(value.names)),
        "value": Cell(frame.amount(value.value, value.unit, value.currency), tone),
        "n": Cell(str(value.figure.n), Tone.MUTED),
        "trend": Cell(sparkline(headline.trend) if headline.trend else ""),
        "target": _target_cell(headline, frame),
        "before": beside(value.previous),
        "year": beside(value.last_year),
    }


def number_sign(headline: Headline) -> str:
    """Return the sign before the row of a headline: ``!`` where a conflict touches it, a dot where there is no answer."""
    return "!" if headline.disputed else "·" if headline.value.value is None else " "


def _target_cell(headline: Headline, frame: Frame) -> Cell:
    value, target = headline.value.value, headline.target
    if target is None or not target or value is None:
        return Cell("")
    share = value / target * 100
    tone = Tone.GOOD if share >= 100 else Tone.NORMAL
    return Cell(f"{bar(value, target, 8)} {frame.amount(share, Unit.PERCENT, '')}", tone)


def number_detail(headline: Headline, frame: Frame) -> list[Item]:
    """Return the lines under the table: what the number is, or why there is none."""
    value = headline.value
    items = [Item((Span(clean(frame.language.choose(headline.kpi.definition)), Tone.MUTED),))]
    if value.figure.reason is not None:
        items.insert(0, Item((Span(f"! {clean(value.figure.reason.text(frame.language))}", Tone.WARNING),)))
    elif headline.target is not None:
        target = frame.amount(headline.target, value.unit, value.currency)
        origin = f" {clean(headline.origin.text(frame.language))}" if headline.origin else ""
        items.insert(0, Item((Span(frame.words("Target: {target}", target=target)), Span(origin, Tone.MUTED))))
    if headline.disputed:
        says = f"! {say_disputed(headline.disputed).text(frame.language)}"
        settle = frame.words("g b settles conflicts.")
        items.insert(0, Item((Span(says, Tone.WARNING), Span(f" {settle}", Tone.MUTED))))
    return items


def role_title(role: Role, language: Language) -> str:
    """Return what a role is called."""
    return language.choose(ROLE_TITLES[role])


def period_title(span: Days, language: Language) -> str:
    """Return a span of days as people call it; one that has no name of its own as its two days."""
    return show_span(span.named, language)


def span_title(value: KpiValue, language: Language) -> str:
    """Return the period of a number, with how far it has gone."""
    text = period_title(value.span, language)
    if not value.is_to_date:
        return text
    return sentence("{period} up to {day}", period=text, day=show_day(value.as_of, language)).text(language)


def why_items(
    kpi: Kpi, values: Sequence[KpiValue], headline: Headline | None, frame: Frame, team: TeamWeeks | None = None
) -> list[Item]:
    """Return the page that opens a number: what it is, how it came about, and the records behind it."""
    total, groups = values[0], values[1:]
    figure = total.figure
    items = [*_answer(kpi, total, headline, frame), blank()]
    items += [text_item(clean(frame.language.choose(kpi.definition)), Tone.MUTED), blank()]
    items += team_items(team, frame) if team else []
    items += _lines(figure, total, frame)
    items += _groups(groups, frame)
    items += _records(kpi, total, frame)
    items += _exclusions(figure, frame)
    return items


def _answer(kpi: Kpi, value: KpiValue, headline: Headline | None, frame: Frame) -> Iterator[Item]:
    figure = value.figure
    words = frame.words
    yield heading(f"{kpi.code}  {frame.language.choose(kpi.names)}")
    shown = frame.amount(value.value, value.unit, value.currency)
    yield Item((Span(shown, Tone.STRONG), Span(f"  {span_title(value, frame.language)}", Tone.MUTED)), words("Value"))
    if figure.reason is not None:
        yield Item((Span(clean(figure.reason.text(frame.language)), Tone.WARNING),), words("No answer"))
    if figure.numerator is not None and figure.denominator is not None:
        over, under = kpi.fraction
        parts = (
            frame.amount(figure.numerator, over, value.currency),
            frame.amount(figure.denominator, under, value.currency),
        )
        yield Item((Span(" ÷ ".join(parts)),), words("Computed as"))
    yield Item((Span(_count(figure.n).text(frame.language)),), words("Behind it"))
    if figure.interval is not None and figure.n < SMALL:
        interval = show_interval(figure.interval, value.unit, frame.language)
        doubt = words("few records: it may lie anywhere in between")
        yield Item(
            (Span(interval), Span(f"  {doubt}", Tone.MUTED)),
            words("95 %"),
        )
    if headline is not None and headline.target is not None:
        yield Item((Span(frame.amount(headline.target, value.unit, value.currency)),), words("Target"))
    yield from _comparisons(value, headline, frame)
    for side in kpi.beside:
        if side.name in figure.beside:
            text = frame.amount(figure.beside[side.name], side.unit, value.currency)
            yield Item((Span(text),), clean(frame.language.choose(side.label)))
    for note in figure.notes:
        yield Item((Span(clean(note.text(frame.language)), Tone.WARNING),), words("Note"))


def _comparisons(value: KpiValue, headline: Headline | None, frame: Frame) -> Iterator[Item]:
    for label, other in (("Period before", value.previous), ("Year before", value.last_year)):
        if other is not None and other.figure.value is not None:
            shown = frame.amount(other.figure.value, value.unit, value.currency)
            yield Item((Span(shown), *_change(value, other)), frame.words(label))
    if headline is not None and headline.trend:
        yield Item((Span(sparkline(headline.trend)),), frame.words("Trend"))


def _change(value: KpiValue, other: Comparison) -> tuple[Span, ...]:
    """Return which way the number went, by sign and by tone."""
    before = other.figure.value
    if value.value is None or before is None or value.value == before:
        return ()
    went_up = value.value > before
    good = 0 if value.better is Better.NEITHER else 1 if went_up is (value.better is Better.UP) else -1
    return (Span("  ↑" if went_up else "  ↓", _TONES[good]),)


def _lines(figure: Figure, value: KpiValue, frame: Frame) -> Iterator[Item]:
    """Yield what a figure is broken down into by itself, with bars where all of it is of one unit."""
    if not figure.lines:
        return
    yield heading(frame.words("Made of"))
    groups: dict[str, list[Line]] = {}
    for each in figure.lines:
        groups.setdefault(each.group, []).append(each)
    for held in groups.values():
        most = max((each.value for each in held if each.value is not None), default=Decimal(0))
        for each in held:
            shown = frame.amount(each.value, each.unit, value.currency)
            picture = bar(each.value, most, BAR)
            yield Item(
                (Span(picture), Span(f"  {shown}"), Span(f"  n {each.n}" if each.n else "", Tone.MUTED)),
                clean(frame.language.choose(each.label)),
            )
    yield blank()


def _groups(groups: Sequence[KpiValue], frame: Frame) -> Iterator[Item]:
    if not groups:
        return
    yield heading(frame.words("Broken down"))
    most = max((each.value for each in groups if each.value is not None), default=Decimal(0))
    for each in groups:
        title = frame.language.choose(each.group.title) if each.group else ""
        shown = frame.amount(each.value, each.unit, each.currency)
        spans = (Span(bar(each.value, most, BAR)), Span(f"  {shown}"), Span(f"  n {each.figure.n}", Tone.MUTED))
        yield Item(spans, clean(title) or frame.words("could not be assigned"))
    yield blank()


def team_items(team: TeamWeeks, frame: Frame) -> Iterator[Item]:
    """Yield a heat map: a row a person, a cell a week; a dot for nothing, darker for more, the sum behind."""
    if not team.people:
        return
    yield heading(frame.words("Activity by person and week"))
    for each in team.people:
        cells = "".join(shade(count, team.most) if count else NO_VALUE for count in each.counts)
        yield Item((Span(cells), Span(f" {sum(each.counts):>4}", Tone.MUTED)), clean(each.title))
    weeks = len(team.people[0].counts)
    day = show_day(team.first, frame.language)
    says = frame.words("{n} weeks from {day}, at most {most} in a week", n=weeks, day=day, most=team.most)
    yield text_item(says, Tone.MUTED)
    yield blank()


def _records(kpi: Kpi, value: KpiValue, frame: Frame) -> Iterator[Item]:
    parts = value.figure.parts
    if not parts:
        return
    yield heading(frame.words("The records behind it ({n})", n=len(parts)))
    yield from _disputed(value, frame)
    unit = kpi.part_unit
    ordered = sorted(parts, key=lambda each: -(each.value or Decimal(0))) if unit else parts
    for part in ordered[:MOST_RECORDS]:
        record = frame.snapshot.records.get(part.id)
        title = clean(record.title) if record else clean(part.id)
        client = frame.snapshot.client_of(record) if record else None
        about = f"  {clean(client.title)}" if client is not None and client is not record else ""
        amount = frame.amount(part.value, unit, value.currency) if unit and part.value is not None else ""
        mark = "  !" if record is not None and record.tree.get(CONFLICTS) else ""
        spans = (Span(title), Span(about, Tone.MUTED), Span(mark, Tone.WARNING))
        yield Item(spans, amount, key=part.id, target=part.id if record else "")
    if len(ordered) > MOST_RECORDS:
        yield text_item(frame.words("… and {n} more", n=len(ordered) - MOST_RECORDS), Tone.MUTED)
    yield blank()


def _disputed(value: KpiValue, frame: Frame) -> Iterator[Item]:
    """Yield how many of the records behind a number two people wrote differently."""
    records = (frame.snapshot.records.get(part.id) for part in value.figure.parts)
    count = sum(bool(each.tree.get(CONFLICTS)) for each in records if each is not None)
    if count:
        says = plural(
            "{n} of them has a conflict: g b settles it.", "{n} of them have conflicts: g b settles them.", count
        )
        yield text_item(f"! {says.text(frame.language)}", Tone.WARNING)


def _exclusions(figure: Figure, frame: Frame) -> Iterator[Item]:
    if not figure.exclusions:
        return
    yield heading(frame.words("Left out, and why ({n})", n=len(figure.exclusions)))
    for each in figure.exclusions[:MOST_RECORDS]:
        record = frame.snapshot.records.get(each.id)
        title = clean(record.title) if record else clean(each.id)
        reason = clean(each.reason.text(frame.language))
        yield Item((Span(title), Span(f"  {reason}", Tone.MUTED)), key=each.id, target=each.id if record else "")


def _count(n: int) -> Sentence:
    return plural("{n} record", "{n} records", n)
