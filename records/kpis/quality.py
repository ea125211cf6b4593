"""K50: how complete the records are that all other numbers are made of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from ...schema.folding import fold
from ...schema.record import Record
from ...schema.sentences import sentence
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .stats import median
from .touching import DEAL_TEXTS
from .unanswerable import Unanswerable
from .value import Better, Figure, Line, Part, Unit

LOOKED_AT = ("client", "contact", "opportunity", "proposal", "contract", "case", "task", "interaction", "feedback")
"""The types whose required fields are counted."""


def data_quality(seen: Slice) -> Figure:
    """Return the share of the required fields that are filled, by type, with what hurts most beside it."""
    filled = wanted = 0
    lines: list[Line] = []
    incomplete: list[Part] = []
    for name in LOOKED_AT:
        try:
            records = seen.records(name)
        except Unanswerable:
            continue
        there = asked = 0
        for each in records:
            required = [field.name for field in seen.snapshot.type_of(each).fields if field.required is not None]
            missing = sum(not each.tree.get(field) for field in required)
            asked += len(required)
            there += len(required) - missing
            if missing:
                incomplete.append(Part(each.id, Decimal(missing)))
        filled, wanted = filled + there, wanted + asked
        if asked:
            label = seen.snapshot.schema.types[name].plural
            lines.append(Line(name, label, Decimal(100) * there / asked, Unit.PERCENT, len(records)))
    deals = [each.deal.record for each in seen.open]
    return rate(
        filled,
        wanted,
        sentence("There are no records."),
        parts=tuple(sorted(incomplete, key=lambda part: (-(part.value or 0), part.id))),
        beside={
            "without_step": Decimal(sum(not each.text("next_step") for each in deals)),
            "without_owner": Decimal(sum(not each.text("owner") for each in deals)),
            "without_amount": Decimal(sum(not each.text("amount") for each in deals)),
            "duplicates": Decimal(_duplicates(seen)),
            "silent_days": _silence(seen),
        },
        lines=tuple(lines),
    )


def _duplicates(seen: Slice) -> int:
    """Return how many clients share a tax number or a name with another."""
    clients = seen.records("client")
    taxes = Counter(each.text("tax_id").replace(" ", "").upper() for each in clients)
    names = Counter(fold(each.title).strip() for each in clients)
    return sum(_is_double(each, taxes, names) for each in clients)


def _is_double(client: Record, taxes: Counter[str], names: Counter[str]) -> bool:
    tax = client.text("tax_id").replace(" ", "").upper()
    return (bool(tax) and taxes[tax] > 1) or names[fold(client.title).strip()] > 1


def _silence(seen: Slice) -> Decimal | None:
    """Return the median days since something was last noted of a client."""
    last: dict[str | None, date] = {}
    for each in seen.records("interaction"):
        day = seen.ground.day(each, "at")
        if day is not None and day <= seen.as_of and (each.client not in last or last[each.client] < day):
            last[each.client] = day
    return median([Decimal((seen.as_of - day).days) for day in last.values()])


KPIS = (
    Kpi(
        code="K50",
        names={"en": "Data quality", "es": "Calidad de datos"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.QUALITY,
        definition={
            "en": "Required fields that are filled ÷ required fields, by type. Beside it: open deals without next step, owner or amount, "
            "clients with the tax number or name of another, and the median days since something was noted of a client.",
            "es": "Campos obligatorios rellenos ÷ campos obligatorios, por tipo. Al lado: oportunidades abiertas sin próximo paso, "
            "responsable o importe, clientes con el NIF o el nombre de otro, y la mediana de días desde la última anotación de un "
            "cliente.",
        },
        source="",
        reads=frozenset({*LOOKED_AT, DEAL_TEXTS}),
        of=data_quality,
        beside=(
            Side("without_step", Unit.COUNT, {"en": "Deals without next step", "es": "Oportunidades sin próximo paso"}),
            Side("without_owner", Unit.COUNT, {"en": "Deals without owner", "es": "Oportunidades sin responsable"}),
            Side("without_amount", Unit.COUNT, {"en": "Deals without amount", "es": "Oportunidades sin importe"}),
            Side("duplicates", Unit.COUNT, {"en": "Clients that may be double", "es": "Clientes quizá duplicados"}),
            Side("silent_days", Unit.DAYS, {"en": "Days since the last note", "es": "Días desde la última nota"}),
        ),
        part_unit=Unit.COUNT,
    ),
)
