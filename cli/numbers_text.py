"""Numbers as tables on stdout, and the explanation of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..records.kpis.disputed import disputed_behind, say_disputed
from ..records.kpis.kpi import Kpi
from ..records.kpis.showing import show_amount, show_interval
from ..records.kpis.value import Comparison, Figure, KpiValue
from ..schema.formats import show_day, show_span
from .marking import mark as _
from .session import Session
from .tables import Column, format_table, terminal_width

TOTAL = _("Total")


def table_of_values(session: Session, values: Sequence[KpiValue]) -> Iterator[str]:
    """Yield the lines of a table with one number a row."""
    text = session.text
    columns = [
        Column(text(_("KPI"))),
        Column(text(_("Name"))),
        Column(text(_("Value")), right=True),
        Column("n", right=True),
        Column(text(_("Before")), right=True),
        Column(text(_("Year before")), right=True),
        Column(""),
    ]
    rows = [
        [
            each.code,
            session.language.choose(each.names),
            show_value(session, each),
            str(each.figure.n),
            _show_comparison(session, each, each.previous),
            _show_comparison(session, each, each.last_year),
            remark(session, each),
        ]
        for each in values
    ]
    yield from format_table(columns, rows, terminal_width())


def tables_of_groups(session: Session, values: Sequence[KpiValue]) -> Iterator[str]:
    """Yield the lines of one table a KPI: its groups, what could not be assigned, and the total."""
    for place, (_code, one) in enumerate(groupby(values, key=lambda each: each.code)):
        total, *groups = one
        if place:
            yield ""
        yield f"{total.code} {session.language.choose(total.names)}"
        columns = [Column(""), Column(session.text(_("Value")), right=True), Column("n", right=True), Column("")]
        rows = [
            [
                session.language.choose(each.group.title) if each.group else session.text(TOTAL),
                show_value(session, each),
                str(each.figure.n),
                remark(session, each),
            ]
            for each in (*groups, total)
        ]
        yield from format_table(columns, rows, terminal_width())


def show_value(session: Session, value: KpiValue) -> str:
    """Return the value for a reader, a dash where there is none."""
    return show_amount(value.value, value.unit, value.currency, session.language)


def _show_comparison(session: Session, value: KpiValue, comparison: Comparison | None) -> str:
    return show_amount(comparison.figure.value, value.unit, value.currency, session.language) if comparison else ""


def remark(session: Session, value: KpiValue) -> str:
    """Return why there is no value, or how sure it is, or what to know of it."""
    figure = value.figure
    if figure.reason:
        return session.text(figure.reason)
    words = [show_interval(figure.interval, value.unit, session.language)] if figure.interval else []
    disputed = disputed_behind(session.book.snapshot(), value)
    notes = (*figure.notes, *([say_disputed(disputed)] if disputed else []))
    return " ".join((*words, *(session.text(each) for each in notes)))


def explain(session: Session, value: KpiValue, kpi: Kpi) -> Iterator[str]:
    """Yield what a number is, how it came about, and the records behind it."""
    language, figure, money = session.language, value.figure, value.currency
    group = f" · {language.choose(value.group.title)}" if value.group else ""
    yield f"{value.code} {language.choose(value.names)}{group}: {show_value(session, value)}"
    yield session.text(
        _("{period}, seen from {day}; n = {n}"),
        period=show_span(value.span.named, language),
        day=show_day(value.as_of, language),
        n=figure.n,
    )
    yield language.choose(kpi.definition)
    if kpi.source:
        yield session.text(_("Source: {source}"), source=kpi.source)
    if remark(session, value):
        yield remark(session, value)
    if figure.numerator is not None and figure.denominator is not None:
        above, below = (
            show_amount(each, unit, money, language)
            for each, unit in zip((figure.numerator, figure.denominator), kpi.fraction, strict=True)
        )
        yield f"{above} ÷ {below}"
    yield from _beside(session, figure, kpi, money)
    yield from _records(session, value, kpi)


def _beside(session: Session, figure: Figure, kpi: Kpi, money: str) -> Iterator[str]:
    language = session.language
    rows = [
        [language.choose(side.label), show_amount(figure.beside[side.name], side.unit, money, language), "", ""]
        for side in kpi.beside
        if figure.beside.get(side.name) is not None
    ]
    rows += [
        [
            language.choose(each.label),
            show_amount(each.value, each.unit, money, language),
            str(each.n),
            session.text(each.why) if each.why else "",
        ]
        for each in figure.lines
    ]
    if rows:
        yield ""
        columns = [Column(session.text(_("Beside it"))), Column("", right=True), Column("n", right=True), Column("")]
        yield from format_table(columns, rows, terminal_width())


def _records(session: Session, value: KpiValue, kpi: Kpi) -> Iterator[str]:
    records = session.book.snapshot().records
    figure = value.figure
    unit = kpi.part_unit

    def title_of(record_id: str) -> str:
        return records[record_id].title if record_id in records else record_id

    if figure.parts:
        yield ""
        columns = [Column(session.text(_("Record"))), Column("", right=True), Column("")]
        rows = [
            [
                title_of(each.id),
                show_amount(each.value, unit, value.currency, session.language) if unit else "",
                each.id,
            ]
            for each in figure.parts
        ]
        yield from format_table(columns, rows, terminal_width())
    if figure.exclusions:
        yield ""
        columns = [Column(session.text(_("Left out"))), Column(session.text(_("Why"))), Column("")]
        left_out = [[title_of(each.id), session.text(each.reason), each.id] for each in figure.exclusions]
        yield from format_table(columns, left_out, terminal_width())


def table_of_kpis(session: Session, kpis: Sequence[Kpi]) -> Iterator[str]:
    """Yield the lines of the catalogue: code, name, unit and definition."""
    language = session.language
    columns = [Column(session.text(_("KPI"))), Column(session.text(_("Name"))), Column(session.text(_("Definition")))]
    rows = [[each.code, language.choose(each.names), language.choose(each.definition)] for each in kpis]
    yield from format_table(columns, rows, terminal_width())
