"""K37, K38: whether budgets hold and deliverables come in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .spans import DAY, Span
from .stats import HUNDRED, ZERO, percent, quotient, total
from .targets import period_of_record
from .texts import read_money
from .value import Better, Exclusion, Figure, Part, Unit, no_figure

TOO_EARLY = Decimal("0.1")
"""Before this part of its period is over nobody can say where a budget leads."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One budget on a day."""

    budget: Record
    """The budget."""
    planned: Decimal
    """What may be spent."""
    actual: Decimal
    """What was."""
    committed: Decimal
    """What is promised beyond that."""
    elapsed: Decimal
    """The part of its period that is over, 0 to 1."""


def budget_use(seen: Slice) -> Figure:
    """Return what was spent of the budgets that run in the period, and where that leads."""
    budgets = list(spendings(seen, seen.scope.records("budget")))
    planned = total(each.planned for each in budgets)
    if not planned:
        reason = (
            sentence("No budget of the period plans anything.")
            if budgets
            else sentence("No budget runs in the period.")
        )
        return no_figure(reason)
    actual, committed = total(each.actual for each in budgets), total(each.committed for each in budgets)
    due = total(each.planned * each.elapsed for each in budgets)
    leads = [each for each in budgets if each.elapsed >= TOO_EARLY]
    forecast = total(each.actual / each.elapsed for each in leads) if len(leads) == len(budgets) else None
    return Figure(
        HUNDRED * actual / planned,
        n=len(budgets),
        numerator=actual,
        denominator=planned,
        parts=tuple(Part(each.budget.id, each.actual) for each in budgets),
        beside={
            "available": planned - actual - committed,
            "committed": committed,
            "elapsed": percent(due, planned),
            "burn": quotient(actual, due),
            "forecast": forecast,
            "overrun": None if forecast is None else max(forecast - planned, ZERO),
        },
    )


def spendings(seen: Slice, budgets: Iterable[Record]) -> Iterator[Spending]:
    """Yield those of the budgets whose period overlaps with the slice's. Raises ``Unanswerable`` without a rate."""
    bills = _billed(seen)
    for budget in budgets:
        span = period_of_record(seen.ground, budget)
        if span is None or span.start >= seen.span.end or span.end <= seen.span.start:
            continue
        lines = budget.tree.get("lines")
        known = [each for each in lines if isinstance(each, dict)] if isinstance(lines, list) else []
        yield Spending(
            budget,
            total(_amount(seen, each, "planned") or ZERO for each in known),
            total(_spent(seen, budget, each, bills) for each in known),
            total(_amount(seen, each, "committed") or ZERO for each in known),
            elapsed_part(span, min(seen.as_of, seen.span.last)),
        )


def elapsed_part(span: Span, day: date) -> Decimal:
    """Return the part of a period that is over at the end of a day, 0 to 1."""
    over = (min(day + DAY, span.end) - span.start).days
    return Decimal(max(over, 0)) / (span.end - span.start).days


def _amount(seen: Slice, line: Mapping[str, Tree], field: str) -> Decimal | None:
    money = read_money(line.get(field))
    return seen.in_currency(money, seen.as_of) if money else None


def _spent(seen: Slice, budget: Record, line: Mapping[str, Tree], bills: Mapping[tuple[str, str], Decimal]) -> Decimal:
    """Return what a line has cost: what it says itself, else what was billed to it."""
    own = _amount(seen, line, "actual")
    return bills.get((budget.id, str(line.get("key"))), ZERO) if own is None else own


def _billed(seen: Slice) -> Mapping[tuple[str, str], Decimal]:
    """Return what the ledger says of each line of a budget, by the budget's id and the line's key."""
    found: dict[tuple[str, str], Decimal] = {}
    for each in seen.snapshot.of_type("transaction"):
        line, net, day = each.tree.get("budget_line"), read_money(each.tree.get("net")), seen.ground.day(each, "date")
        if not isinstance(line, dict) or net is None or day is None or day > seen.as_of:
            continue
        link = line.get("budget")
        budget = seen.snapshot.resolve(link, each, ("budget",)) if isinstance(link, str) else None
        if budget is not None:
            sign = -1 if each.text("kind") in {"credit_note", "refund"} else 1
            key = budget.id, str(line.get("key"))
            found[key] = found.get(key, ZERO) + sign * seen.in_currency(net, day)
    return found


def deliverables_on_time(seen: Slice) -> Figure:
    """Return the share of the deliverables due in the period that were done by the day first agreed."""
    done = count = late = still_open = 0
    parts: list[Part] = []
    exclusions: list[Exclusion] = []
    for project in seen.scope.records("project"):
        given = kept = 0
        for each in _deliverables(project):
            due = seen.ground.reader.day(each.get("baseline_due")) or seen.ground.reader.day(each.get("due"))
            if due is None or not seen.covers(due) or each.get("waived_on"):
                continue
            finished = seen.ground.reader.day(each.get("done_on"))
            is_done = finished is not None and finished <= seen.as_of
            given += 1
            kept += is_done and finished is not None and finished <= due
            late += is_done and finished is not None and finished > due
            still_open += not is_done
            if not is_done:
                exclusions.append(
                    Exclusion(project.id, sentence("“{what}” is overdue", what=str(each.get("what") or "?")))
                )
        count += given
        done += kept
        if given:
            parts.append(Part(project.id, Decimal(kept)))
    return rate(
        done,
        count,
        sentence("No deliverable was due in the period."),
        parts=tuple(parts),
        exclusions=tuple(exclusions),
        beside={"late": Decimal(late), "open": Decimal(still_open)},
    )


def _deliverables(project: Record) -> Iterator[Mapping[str, Tree]]:
    entries = project.tree.get("deliverables")
    yield from (each for each in entries if isinstance(each, dict)) if isinstance(entries, list) else ()


KPIS = (
    Kpi(
        code="K37",
        names={"en": "Budget use", "es": "Uso del presupuesto"},
        unit=Unit.PERCENT,
        better=Better.NEITHER,
        family=Family.DELIVERY,
        definition={
            "en": "Spent ÷ planned of the budgets that run in the period; what a line does not say itself comes from the ledger. "
            "Available is planned − spent − committed; the burn is use ÷ part of the period gone (more than 1 is too fast); "
            "the forecast is spent ÷ that part, not before a tenth of the period is over.",
            "es": "Gastado ÷ planificado de los presupuestos vigentes en el periodo; lo que una partida no dice sale de los "
            "movimientos. Disponible es planificado − gastado − comprometido; el ritmo es el uso ÷ parte transcurrida (más de 1 "
            "es demasiado rápido); la proyección es gastado ÷ esa parte, no antes de una décima parte del periodo.",
        },
        source="",
        reads=frozenset({"budget", "transaction", "client"}),
        of=budget_use,
        beside=(
            Side("available", Unit.MONEY, {"en": "Available", "es": "Disponible"}),
            Side("committed", Unit.MONEY, {"en": "Committed", "es": "Comprometido"}),
            Side("elapsed", Unit.PERCENT, {"en": "Time gone", "es": "Tiempo transcurrido"}),
            Side("burn", Unit.RATIO, {"en": "Burn", "es": "Ritmo de gasto"}),
            Side("forecast", Unit.MONEY, {"en": "Forecast", "es": "Proyección"}),
            Side("overrun", Unit.MONEY, {"en": "Overrun", "es": "Exceso"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
        looks_ahead=True,
    ),
    Kpi(
        code="K38",
        names={"en": "Deliverables on time", "es": "Entregables a tiempo"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.DELIVERY,
        definition={
            "en": "Deliverables done by the day first agreed (baseline_due, else due) ÷ deliverables due in the period. A new date "
            "without the client's consent does not change the first one; waived ones do not count.",
            "es": "Entregables hechos en la fecha acordada al principio (baseline_due o, si no, due) ÷ entregables con vencimiento "
            "en el periodo. Una fecha nueva sin acuerdo del cliente no cambia la primera; los dispensados no cuentan.",
        },
        source="",
        reads=frozenset({"project", "client"}),
        of=deliverables_on_time,
        beside=(
            Side("late", Unit.COUNT, {"en": "Done late", "es": "Hechos tarde"}),
            Side("open", Unit.COUNT, {"en": "Overdue", "es": "Vencidos"}),
        ),
    ),
)
