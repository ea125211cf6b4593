"""Two moments of a number: what it was, what it is, and the records that make the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..records.kpis.difference import Difference
from ..records.kpis.kpi import Kpi
from ..records.kpis.showing import show_amount
from ..records.kpis.value import KpiValue, Unit
from ..schema.formats import show_day
from ..schema.record import Record
from .marking import mark as _
from .numbers import Asked
from .numbers_json import Plain, form_amount, form_kpi_value
from .session import Session
from .tables import Column, format_table, terminal_width


def lines_of_difference(
    session: Session,
    kpi: Kpi,
    pair: tuple[KpiValue, KpiValue, Difference],
    records: Mapping[str, Record],
) -> Iterator[str]:
    """Yield both values and a table of the records behind their difference."""
    before, after, difference = pair
    language, currency = session.language, after.currency

    def show(value: KpiValue) -> str:
        return show_amount(value.value, value.unit, currency, language)

    group = f" · {language.choose(after.group.title)}" if after.group else ""
    yield f"{after.code} {language.choose(after.names)}{group}"
    days = (show_day(each.as_of, language) for each in (before, after))
    first, last = days
    yield f"{first}: {show(before)}   {last}: {show(after)}   {_signed(session, difference, after)}"
    for value in (before, after):
        if value.figure.reason:
            yield session.text(value.figure.reason)
    if not difference.causes:
        return
    unit = kpi.part_unit or Unit.COUNT
    columns = [
        Column(session.text(_("Record"))),
        Column(session.text(_("Before")), right=True),
        Column(session.text(_("Now")), right=True),
        Column(session.text(_("Difference")), right=True),
    ]
    rows = [
        [
            records[each.id].title if each.id in records else each.id,
            show_amount(each.before, unit, currency, language),
            show_amount(each.after, unit, currency, language),
            show_amount(each.change, unit, currency, language),
        ]
        for each in difference.causes
    ]
    yield from format_table(columns, rows, terminal_width())


def _signed(session: Session, difference: Difference, value: KpiValue) -> str:
    """Return the change with its sign, empty where there is none to tell."""
    if difference.change is None:
        return ""
    sign = "+" if difference.change > 0 else ""
    return f"({sign}{show_amount(difference.change, value.unit, value.currency, session.language)})"


def form_difference(
    session: Session,
    asked: Asked,
    other: Asked,
    kpi: Kpi,
    pair: tuple[KpiValue, KpiValue, Difference],
    records: Mapping[str, Record],
) -> dict[str, Plain]:
    """Return the later number with the earlier one under ``versus`` and the records that make the difference."""
    before, after, difference = pair
    unit = kpi.part_unit or Unit.COUNT
    form = form_kpi_value(after, kpi, session.language)
    form["at"] = asked.at or None
    form["versus"] = {
        "as_of": before.as_of.isoformat(),
        "at": other.at or None,
        "value": form_amount(before.value, before.unit, before.currency),
        "change": form_amount(difference.change, after.unit, after.currency),
        "causes": [
            {
                "id": each.id,
                "title": records[each.id].title if each.id in records else each.id,
                "before": form_amount(each.before, unit, after.currency),
                "after": form_amount(each.after, unit, after.currency),
            }
            for each in difference.causes
        ],
    }
    return form
