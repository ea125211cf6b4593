"""One entry of the catalogue: what a KPI is called, what it means, where that comes from, and what computes it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.field import Labels
from .slice import Slice
from .value import Better, Figure, Unit


class Family(StrEnum):
    """The part of the work a KPI looks at."""

    REVENUE = "revenue"
    CLIENTS = "clients"
    SALES = "sales"
    FORECAST = "forecast"
    SATISFACTION = "satisfaction"
    SERVICE = "service"
    ACTIVITY = "activity"
    DELIVERY = "delivery"
    PEOPLE = "people"
    QUALITY = "quality"
    OWN = "own"


FAMILIES: dict[Family, Labels] = {
    Family.REVENUE: {"en": "Revenue", "es": "Ingresos"},
    Family.CLIENTS: {"en": "Clients", "es": "Clientes"},
    Family.SALES: {"en": "Sales", "es": "Ventas"},
    Family.FORECAST: {"en": "Pipeline and forecast", "es": "Embudo y previsión"},
    Family.SATISFACTION: {"en": "Satisfaction", "es": "Satisfacción"},
    Family.SERVICE: {"en": "Service", "es": "Servicio"},
    Family.ACTIVITY: {"en": "Activity", "es": "Actividad"},
    Family.DELIVERY: {"en": "Delivery and money", "es": "Entrega y dinero"},
    Family.PEOPLE: {"en": "People", "es": "Personas"},
    Family.QUALITY: {"en": "Data", "es": "Datos"},
    Family.OWN: {"en": "The book's own", "es": "De la cartera"},
}
"""What people call the families, in the order they are listed."""


@dataclass(frozen=True, slots=True)
class Side:
    """A further value a KPI gives beside its own."""

    name: str
    """The key in ``Figure.beside``."""
    unit: Unit
    """What it counts."""
    label: Labels
    """What people call it."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI."""

    code: str
    """``K14``."""
    names: Labels
    """What people call it."""
    unit: Unit
    """What its value counts."""
    better: Better
    """Which way it should go."""
    family: Family
    """What it looks at."""
    definition: Labels
    """How it is computed, what is left out and which variant was chosen, in a few sentences."""
    source: str
    """Where the definition comes from."""
    reads: frozenset[str]
    """The record types it looks at: where none of them changed, neither did it."""
    of: Callable[[Slice], Figure]
    """Computes it. Raises ``Unanswerable`` where there is no answer for a reason found on the way."""
    beside: tuple[Side, ...] = ()
    """What else its figure says."""
    fraction: tuple[Unit, Unit] = (Unit.COUNT, Unit.COUNT)
    """What numerator and denominator count."""
    part_unit: Unit | None = None
    """What each record behind it adds: money, days, a score; None where it only counts."""
    looks_ahead: bool = False
    """Whether it can be asked of a period that has not begun."""
    is_headline: bool = False
    """Whether it stands on the first screen of numbers."""
