"""Numbers in the form scripts read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..records.kpis.kpi import Kpi
from ..records.kpis.showing import unit_word
from ..records.kpis.stats import rounded
from ..records.kpis.value import Comparison, Figure, Group, KpiValue, Unit
from ..schema.currencies import WITHOUT_CENTS
from ..schema.language import Language
from ..schema.record import Record

PLACES = 6
"""Decimals of a rate: enough to round it to any form a reader wants."""
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can say; rates are numbers here, money is exact text."""


def form_amount(value: Decimal | None, unit: Unit, currency: str) -> Plain:
    """Return money as amount and currency, a whole number as one, anything else with up to six decimals."""
    if value is None:
        return None
    if unit in {Unit.MONEY, Unit.MONEY_A_DAY}:
        amount = rounded(value, 0 if currency in WITHOUT_CENTS else 2)
        return {"amount": f"{amount:f}", "currency": currency}
    short = rounded(value, PLACES)
    if unit is Unit.COUNT and short == short.to_integral_value():
        return int(short)
    return float(short)


def form_kpi_value(value: KpiValue, kpi: Kpi, language: Language) -> dict[str, Plain]:
    """Return a number as the object scripts rely on (docs/kpis.md)."""
    figure = value.figure
    above, below = kpi.fraction
    money = value.currency
    form: dict[str, Plain] = {
        "code": value.code,
        "name": language.choose(value.names),
        "period": value.span.text,
        "start": value.span.start.isoformat(),
        "end": value.span.end.isoformat(),
        "to_date": value.is_to_date,
        "scope": value.scope,
        "as_of": value.as_of.isoformat(),
        "value": form_amount(figure.value, value.unit, money),
        "unit": unit_word(value.unit, money),
        "n": figure.n,
        "numerator": form_amount(figure.numerator, above, money),
        "denominator": form_amount(figure.denominator, below, money),
        "reason": figure.reason.text(language) if figure.reason else None,
        "group": form_group(value.group, language),
        "interval": [float(rounded(each, PLACES)) for each in figure.interval] if figure.interval else None,
        "notes": [each.text(language) for each in figure.notes],
        "beside": {
            side.name: form_amount(figure.beside[side.name], side.unit, money)
            for side in kpi.beside
            if side.name in figure.beside
        },
        "lines": [
            {
                "group": each.group,
                "name": each.name,
                "label": language.choose(each.label),
                "value": form_amount(each.value, each.unit, money),
                "unit": unit_word(each.unit, money),
                "n": each.n,
                "why": each.why.text(language) if each.why else None,
            }
            for each in figure.lines
        ],
        "previous": _form_comparison(value.previous, value),
        "last_year": _form_comparison(value.last_year, value),
    }
    return form


def form_group(group: Group | None, language: Language) -> Plain:
    """Return which row of a breakdown it is: null for the total, a null id for what lies in no group."""
    return {"id": group.id or None, "title": language.choose(group.title)} if group else None


def _form_comparison(comparison: Comparison | None, value: KpiValue) -> Plain:
    if comparison is None:
        return None
    return {
        "period": comparison.span.text,
        "as_of": comparison.as_of.isoformat(),
        "value": form_amount(comparison.figure.value, value.unit, value.currency),
        "n": comparison.figure.n,
    }


def form_explanation(
    figure: Figure, kpi: Kpi, currency: str, records: Mapping[str, Record], language: Language
) -> dict[str, Plain]:
    """Return the definition, the records behind a number and those that were left out, each with its reason."""
    return {
        "definition": language.choose(kpi.definition),
        "source": kpi.source,
        "records": [
            {**_head(each.id, records), "value": form_amount(each.value, kpi.part_unit or Unit.COUNT, currency)}
            for each in figure.parts
        ],
        "exclusions": [{**_head(each.id, records), "reason": each.reason.text(language)} for each in figure.exclusions],
    }


def _head(record_id: str, records: Mapping[str, Record]) -> dict[str, Plain]:
    record = records.get(record_id)
    return {
        "id": record_id,
        "type": record.type if record else None,
        "title": record.title if record else record_id,
    }
