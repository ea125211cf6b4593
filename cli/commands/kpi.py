"""``cartera kpi [CODE …]``: numbers, each with the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from ...records.kpis.catalogue import all_kpis, headline_kpis, kpi_named
from ...records.kpis.difference import compare_figures
from ...records.kpis.kpi import Kpi
from ...records.kpis.own import kpis_of, own_kpis
from ...records.kpis.showing import unit_word
from ...records.kpis.value import KpiValue
from ...records.snapshot import Snapshot
from ...schema.formats import show_day, show_span
from ...schema.record import Record
from ..choices import as_csv, as_json
from ..csv_form import print_csv
from ..json_form import print_json
from ..marking import mark as _
from ..numbers import Asked, ask, ask_of_other
from ..numbers_compared import form_difference, lines_of_difference
from ..numbers_json import form_explanation, form_kpi_value
from ..numbers_text import explain as explain_value
from ..numbers_text import table_of_kpis, table_of_values, tables_of_groups
from ..session import Session
from ..unreadable import Answer

CSV_COLUMNS = (
    "code", "name", "period", "start", "end", "scope", "as_of", "group", "group_title", "value", "unit", "n",
    "numerator", "denominator", "reason",
)  # fmt: skip


@click.command(
    "kpi",
    cls=Answer,
    help=_(
        "Compute numbers from the records: sales, clients, forecast, service.\n\n"
        "CODE is a code such as K14, or a name; without any, the headline numbers. The period is half-open: "
        "2026-Q3, 2026-07, last-month, or A..B up to the day before B; without it, the quarter of the day. "
        "--scope takes a query, and --by tells the records apart by owner, manager, region, product, industry, tier, "
        "kind, month or quarter. --explain opens a number: definition, records, what was left out and why."
    ),
    examples=(
        "kpi --period 2026-Q3",
        "kpi K14 K15 --period last-month --by owner",
        "kpi K17 --scope 'tier:A owner:me' --as-of 2026-07-01",
        "kpi K1 --at HEAD~50 --explain --json",
        "kpi K17 --versus 2026-07-01",
        "kpi --list",
    ),
)
@click.argument("codes", metavar="[CODE…]", nargs=-1)
@click.option("--period", metavar="PERIOD", default="", help=_("The period: 2026-Q3, 2026-07, last-month, A..B."))
@click.option("--by", metavar="WHAT", default="", help=_("Break each number down by this."))
@click.option("--scope", metavar="QUERY", default="", help=_("Only the records that this asks for."))
@click.option("--as-of", metavar="DAY", default="", help=_("See everything as it stood at the end of this day."))
@click.option(
    "--at", metavar="REV", default="", help=_("Take the records as this commit, or the last one of a day, had them.")
)
@click.option(
    "--versus",
    metavar="MOMENT",
    default="",
    help=_("Hold each number against that of a day or commit, and say why it differs."),
)
@click.option("--with-renewals", is_flag=True, help=_("Let renewals count in win rates, sizes and cycles."))
@click.option("--all", "everything", is_flag=True, help=_("Every number of the catalogue."))
@click.option("--list", "lists", is_flag=True, help=_("List the catalogue: codes, names and definitions."))
@click.option("--explain", is_flag=True, help=_("Say how each number came about, and name its records."))
@as_json
@as_csv
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    codes: tuple[str, ...],
    period: str,
    by: str,
    scope: str,
    as_of: str,
    at: str,
    versus: str,
    with_renewals: bool,
    everything: bool,
    lists: bool,
    explain: bool,
    json: bool,
    csv: bool,
) -> None:
    """Ask, and print in the form asked for."""
    if lists:
        _list(session, _chosen(session.book.snapshot(), codes, everything=True), json=json)
        return
    asked = ask(session, period=period, as_of=as_of, at=at, scope=scope, by=by, with_renewals=with_renewals)
    snapshot = asked.numbers.ground.snapshot
    kpis, known = _chosen(snapshot, codes, everything=everything), kpis_of(snapshot)
    values = asked.numbers.answer(kpis, asked.question)
    if versus:
        _compare(session, asked, ask_of_other(session, asked, versus), kpis, json=json)
    elif json:
        _print_json(session, asked, values, known, explain=explain)
    elif csv:
        print_csv(CSV_COLUMNS, [_csv_row(session, each, known[each.code]) for each in values])
    elif explain:
        _explain(session, values, known)
    else:
        _print(session, values, by)


def _chosen(snapshot: Snapshot, codes: Sequence[str], *, everything: bool) -> list[Kpi]:
    """Return the KPIs of a book that are named; without any all of them, or the headlines and the book's own."""
    if codes:
        known = kpis_of(snapshot)
        return [kpi_named(each, known) for each in codes]
    own = own_kpis(snapshot)
    return [*(all_kpis().values() if everything else headline_kpis()), *own.values()]


def _print(session: Session, values: Sequence[KpiValue], by: str) -> None:
    for line in tables_of_groups(session, values) if by else table_of_values(session, values):
        session.print(line)
    if values and not by:
        first = values[0]
        state = _("{period} to date, seen from {day}") if first.is_to_date else _("{period}, seen from {day}")
        period = show_span(first.span.named, session.language)
        session.say(state, period=period, day=show_day(first.as_of, session.language))


def _explain(session: Session, values: Sequence[KpiValue], known: Mapping[str, Kpi]) -> None:
    for place, value in enumerate(values):
        if place:
            session.print()
        for line in explain_value(session, value, known[value.code]):
            session.print(line)


def _print_json(
    session: Session, asked: Asked, values: Sequence[KpiValue], known: Mapping[str, Kpi], *, explain: bool
) -> None:
    records: Mapping[str, Record] = asked.numbers.ground.snapshot.records if explain else {}
    forms = []
    for value in values:
        kpi = known[value.code]
        form = form_kpi_value(value, kpi, session.language)
        form["at"] = asked.at or None
        if explain:
            form.update(form_explanation(value.figure, kpi, value.currency, records, session.language))
        forms.append(form)
    print_json(forms)


def _compare(session: Session, asked: Asked, other: Asked, kpis: Sequence[Kpi], *, json: bool) -> None:
    """Print each number at both moments and the records that make the difference."""
    pairs = [
        (before, after, compare_figures(before.figure, after.figure))
        for before, after in zip(
            other.numbers.answer(kpis, other.question), asked.numbers.answer(kpis, asked.question), strict=True
        )
    ]
    snapshot = asked.numbers.ground.snapshot
    records, known = {**other.numbers.ground.snapshot.records, **snapshot.records}, kpis_of(snapshot)
    if json:
        print_json([form_difference(session, asked, other, known[each[1].code], each, records) for each in pairs])
        return
    for place, pair in enumerate(pairs):
        if place:
            session.print()
        for line in lines_of_difference(session, known[pair[1].code], pair, records):
            session.print(line)


def _csv_row(session: Session, value: KpiValue, kpi: Kpi) -> list[str]:
    figure, language = value.figure, session.language
    form = form_kpi_value(value, kpi, language)

    def cell(name: str) -> str:
        found = form[name]
        if isinstance(found, dict):
            return str(found.get("amount") or "")
        return "" if found is None else str(found)

    group = value.group
    return [
        *(cell(name) for name in CSV_COLUMNS[:7]),
        (group.id or "") if group else "",
        language.choose(group.title) if group else "",
        cell("value"),
        unit_word(value.unit, value.currency),
        str(figure.n),
        cell("numerator"),
        cell("denominator"),
        cell("reason"),
    ]


def _list(session: Session, kpis: Sequence[Kpi], *, json: bool) -> None:
    if not json:
        for line in table_of_kpis(session, kpis):
            session.print(line)
        return
    choose = session.language.choose
    currency = session.book.config.currency
    print_json(
        [
            {
                "code": each.code,
                "name": choose(each.names),
                "unit": unit_word(each.unit, currency),
                "better": each.better.value,
                "family": each.family.value,
                "definition": choose(each.definition),
                "source": each.source,
                "is_headline": each.is_headline,
            }
            for each in kpis
        ]
    )
