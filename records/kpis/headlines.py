"""The headline numbers of a role, each with its trend: what the first screen of numbers shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from ...schema.dataclass import dataclass, replace
from ...schema.field import Labels
from ...schema.record import Record
from ...schema.sentences import Sentence
from .catalogue import all_kpis
from .disputed import disputed_behind
from .engine import Numbers, Question
from .kpi import Kpi
from .spans import previous_span
from .targets import target_of
from .value import KpiValue

TREND = 8
"""Periods of a trend, the present one last."""


class Role(StrEnum):
    """Whose headlines they are."""

    EXECUTIVE = "executive"
    ACCOUNT_MANAGER = "account_manager"
    MANAGER = "manager"


ROLE_TITLES: Mapping[Role, Labels] = {
    Role.EXECUTIVE: {"en": "Account executive", "es": "Ejecutivo/a de cuentas"},
    Role.ACCOUNT_MANAGER: {"en": "Account manager", "es": "Gerente de cuentas"},
    Role.MANAGER: {"en": "The team", "es": "El equipo"},
}
"""What people call them."""

_CODES: Mapping[Role, tuple[str, ...]] = {
    Role.EXECUTIVE: ("K1", "K2", "K4", "K7", "K14", "K16", "K6", "K3", "K17", "K18", "K21", "K31", "K35"),
    Role.ACCOUNT_MANAGER: ("K12", "K8", "K4", "K27", "K28", "K9", "K5", "K34", "K35", "K38", "K41", "K1"),
    Role.MANAGER: ("K1", "K2", "K21", "K18", "K20", "K14", "K15", "K6", "K4", "K12", "K8", "K31", "K46", "K51"),
}
"""The KPIs of each role, the weightiest first; what the catalogue lacks is passed over."""
_ROLES: Mapping[str, Role] = {
    "am": Role.ACCOUNT_MANAGER,
    "senior_am": Role.ACCOUNT_MANAGER,
    "csm": Role.ACCOUNT_MANAGER,
    "manager": Role.MANAGER,
    "director": Role.MANAGER,
    "vp": Role.MANAGER,
    "salesops": Role.MANAGER,
}


def role_of(person: Record | None) -> Role:
    """Return the role a person of the book works in."""
    return _ROLES.get(person.text("role"), Role.EXECUTIVE) if person else Role.EXECUTIVE


def headlines_of(role: Role) -> list[Kpi]:
    """Return the headline KPIs of a role."""
    kpis = all_kpis()
    return [kpis[code] for code in _CODES[role] if code in kpis]


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline number."""

    kpi: Kpi
    """Which one."""
    value: KpiValue
    """Now, with the period before and the same a year ago."""
    target: Decimal | None
    """What is to be reached; None where nobody said."""
    origin: Sentence | None = None
    """Where the target comes from, if it is not one record's own value."""
    disputed: int = 0
    """How many of the records behind it have a conflict."""
    trend: tuple[Decimal | None, ...] = ()
    """The values of the last periods, the oldest first; empty until they are computed."""


def headlines(numbers: Numbers, kpis: Sequence[Kpi], question: Question) -> list[Headline]:
    """Return the values of the KPIs with their targets; trends are left to ``with_trend``."""
    seen = numbers.slice(question)
    values = numbers.answer(kpis, replace(question, by=""))
    found = []
    for kpi, value in zip(kpis, values, strict=True):
        target = target_of(seen, kpi.code)
        aim, origin = (target.value, target.origin) if target else (None, None)
        found.append(Headline(kpi, value, aim, origin, disputed_behind(seen.snapshot, value)))
    return found


def with_trend(numbers: Numbers, headline: Headline, question: Question, periods: int = TREND) -> Headline:
    """Return a headline with the values of the periods before; the present one comes last, as far as it has gone."""
    seen = numbers.slice(replace(question, by="", compares=False))  # values of other periods are kept as any others are
    values = [headline.value.value]
    span = seen.span
    for _ in range(periods - 1):
        span = previous_span(span, seen.config.fiscal_year_start)
        (value,) = numbers.answer([headline.kpi], replace(question, span=span, as_of=span.last, by="", compares=False))
        values.append(value.value)
    return replace(headline, trend=tuple(reversed(values)))
