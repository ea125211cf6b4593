"""K34: how fast and how well complaints and failures are dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from ...schema.machine import OPEN
from ...schema.record import Record
from ...schema.sentences import sentence
from ..clocks import clock_length
from ..working_time import move_working_days
from .answering import moment_of, week_of_client
from .kpi import Family, Kpi, Side
from .margin import compensations
from .slice import Slice
from .stats import mean, median, percent, total
from .value import Better, Exclusion, Figure, Part, Unit, no_figure
from .workdays import count_workdays

KINDS = frozenset({"complaint", "incident", "delay", "crisis"})
"""Kinds of case that are a failure of ours in the eyes of the client."""
LEGAL_WORKDAYS = 15
"""Working days within which a complaint must be answered, where neither case nor ``cartera.yaml`` says another."""
_DAY = 86400


def complaint_handling(seen: Slice) -> Figure:
    """Return the median days from receipt to resolution of the cases resolved in the period."""
    cases = [each for each in seen.scope.records("case") if each.text("kind") in KINDS and _existed(seen, each)]
    resolved = [each for each in cases if seen.covers(seen.ground.day(each, "resolved_at"))]
    still_open = [each for each in cases if _is_open(seen, each)]
    days = {each.id: length for each in resolved if (length := _days(seen, each)) is not None}
    beside = {
        "mean": mean(list(days.values())),
        "workdays": median([Decimal(each) for case in resolved if (each := _workdays(seen, case)) is not None]),
        "acknowledged": median(_acknowledged(seen, cases)),
        "within": _within_clock(seen, resolved),
        "reopened": percent(sum(_was_reopened(each) for each in resolved), len(resolved)),
        "open": Decimal(len(still_open)),
        "open_age": median(
            [Decimal((seen.as_of - day).days) for each in still_open if (day := seen.ground.day(each, "received_at"))]
        ),
        "past_legal": Decimal(
            sum(seen.as_of > legal_due(seen, each) for each in still_open if seen.ground.day(each, "received_at"))
        ),
        "upheld": _upheld(seen, cases),
        "compensation": total(compensations(seen, resolved)),
    }
    exclusions = tuple(Exclusion(each.id, sentence("still open")) for each in still_open)
    if not days:
        return no_figure(sentence("No case was resolved in the period."), beside, exclusions=exclusions)
    parts = tuple(Part(record_id, length) for record_id, length in days.items())
    return Figure(median(list(days.values())), n=len(days), parts=parts, exclusions=exclusions, beside=beside)


def legal_due(seen: Slice, case: Record) -> date:
    """Return the day by which the law, or what the case says of it, wants an answer."""
    written = seen.ground.day(case, "legal_due")
    if written is not None:
        return written
    setting = (seen.config.settings or {}).get("legal_workdays")
    days = int(setting) if isinstance(setting, str) and setting.isdecimal() and len(setting) < 4 else LEGAL_WORKDAYS
    received = seen.ground.day(case, "received_at")
    return move_working_days(received, days) if received else date.max


def _existed(seen: Slice, case: Record) -> bool:
    received = seen.ground.day(case, "received_at")
    return received is None or received <= seen.as_of


def _is_open(seen: Slice, case: Record) -> bool:
    """Return whether a case had no resolution by the day."""
    resolved = seen.ground.day(case, "resolved_at")
    if resolved is not None:
        return resolved > seen.as_of
    state = seen.snapshot.type_of(case).state_of(case)
    return state is None or state.kind == OPEN


def _days(seen: Slice, case: Record) -> Decimal | None:
    """Return the days from receipt to resolution, hours as parts of a day; None where they are out of order."""
    received, resolved = moment_of(seen, case, "received_at"), moment_of(seen, case, "resolved_at")
    if received is None or resolved is None or resolved < received:
        return None
    return Decimal(round((resolved - received).total_seconds())) / _DAY


def _workdays(seen: Slice, case: Record) -> int | None:
    """Return the working days from the day of receipt to that of resolution."""
    received, resolved = seen.ground.day(case, "received_at"), seen.ground.day(case, "resolved_at")
    return count_workdays(received, resolved) if received and resolved and resolved >= received else None


def _acknowledged(seen: Slice, cases: Iterable[Record]) -> list[Decimal]:
    """Return the working hours until each case received in the period was acknowledged."""
    found = []
    for each in cases:
        received, acknowledged = moment_of(seen, each, "received_at"), moment_of(seen, each, "ack_at")
        if received and acknowledged and acknowledged >= received and seen.covers(seen.ground.day(each, "received_at")):
            length = week_of_client(seen, each).between(received, acknowledged)
            found.append(Decimal(round(length.total_seconds())) / 3600)
    return found


def _within_clock(seen: Slice, resolved: Iterable[Record]) -> Decimal | None:
    """Return the share of the resolved cases that took no longer than the clock of their severity."""
    judged = [within for each in resolved if (within := _is_in_time(seen, each)) is not None]
    return percent(sum(judged), len(judged))


def _is_in_time(seen: Slice, case: Record) -> bool | None:
    severity = case.text("severity")
    length = clock_length(seen.facts, "resolution", severity) or clock_length(seen.facts, "solution", severity)
    received, resolved = moment_of(seen, case, "received_at"), moment_of(seen, case, "resolved_at")
    if length is None or received is None or resolved is None:
        return None
    return resolved <= week_of_client(seen, case).after(received, length) + timedelta(seconds=1)


def _was_reopened(case: Record) -> bool:
    history = case.tree.get("status_history")
    return isinstance(history, list) and any(
        isinstance(each, dict) and each.get("to") == "reopened" for each in history
    )


def _upheld(seen: Slice, cases: Iterable[Record]) -> Decimal | None:
    """Return the share of the complaints closed in the period that were right, in part at least."""
    judged = [
        each.text("upheld")
        for each in cases
        if each.text("kind") == "complaint" and each.text("upheld") and seen.covers(seen.ground.day(each, "closed_at"))
    ]
    return percent(sum(each in {"yes", "partly"} for each in judged), len(judged))


KPIS = (
    Kpi(
        code="K34",
        names={"en": "Complaint handling", "es": "Reclamaciones"},
        unit=Unit.DAYS,
        better=Better.DOWN,
        family=Family.SERVICE,
        definition={
            "en": "Median calendar days from receipt to (the last) resolution, of the complaints, incidents, delays and crises "
            "resolved in the period. Beside it: working days, working hours to the acknowledgement, the share within the "
            "clock of their severity, the share reopened, what is open and how old, past the legal limit of 15 working "
            "days, the share of complaints upheld, and what compensations cost. Open cases are shown by age, because slow "
            "ones would vanish otherwise.",
            "es": "Mediana de días naturales desde la recepción hasta la (última) resolución, de las quejas, incidencias, "
            "retrasos y crisis resueltos en el periodo. Al lado: días laborables, horas laborables hasta el acuse, la parte "
            "dentro del plazo de su gravedad, la parte reabierta, lo abierto y su antigüedad, lo que pasa del límite legal de "
            "15 días laborables, la parte de quejas estimadas y el coste de las compensaciones. Lo abierto se muestra por "
            "antigüedad, porque si no los casos lentos desaparecerían.",
        },
        source="https://www.legislaciononline.es/novedades/28",
        reads=frozenset({"case", "client", "user"}),
        of=complaint_handling,
        beside=(
            Side("mean", Unit.DAYS, {"en": "Mean", "es": "Media"}),
            Side("workdays", Unit.DAYS, {"en": "Median working days", "es": "Mediana en días laborables"}),
            Side("acknowledged", Unit.HOURS, {"en": "Hours to acknowledge", "es": "Horas hasta el acuse"}),
            Side("within", Unit.PERCENT, {"en": "Within the clock", "es": "Dentro del plazo"}),
            Side("reopened", Unit.PERCENT, {"en": "Reopened", "es": "Reabiertos"}),
            Side("open", Unit.COUNT, {"en": "Open", "es": "Abiertos"}),
            Side("open_age", Unit.DAYS, {"en": "Median age of open ones", "es": "Antigüedad mediana"}),
            Side("past_legal", Unit.COUNT, {"en": "Past the legal limit", "es": "Fuera del límite legal"}),
            Side("upheld", Unit.PERCENT, {"en": "Upheld", "es": "Estimadas"}),
            Side("compensation", Unit.MONEY, {"en": "Compensation", "es": "Compensaciones"}),
        ),
        part_unit=Unit.DAYS,
    ),
)
