"""What is wrong in one record, judged from its type alone. What needs other records is judged in ``records/index``.

Almost every record is sound, so the way through a sound one is short: each field's tree passes one compiled test.
Only a field that fails is looked at again, slowly, to say what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from .dataclass import dataclass
from .field import Condition, Field
from .findings import Finding
from .fitting import Fits, fits_of
from .integrity import judge_history, judge_record, judge_state
from .judging import judge_field, name_unknown
from .problems import Problem, Severity
from .record import Record
from .record_type import RecordType
from .secrets_in_text import judge_text
from .sentences import sentence
from .tree import Path, dotted

Judge = Callable[[Record, RecordType], Iterator[Finding]]


def validate(record: Record, record_type: RecordType, lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return every Problem of ``record`` under its type (``schema.type_for`` gives it with its pack's fields).

    ``lines`` are the lines of the top-level keys, or of dotted paths, as far as they are known.
    """
    plan = _plan_of(record_type)
    found: list[Finding] = []
    tree = record.tree
    for name, value in tree.items():
        fits = plan.fits.get(name)
        if fits is None:
            found.append(name_unknown(name, (name,), record_type.fields))
        elif value is not None and not fits(value):
            found.extend(judge_field(record_type.by_name[name], value, (name,)))
    for field, severity in plan.required:
        if not tree.get(field.name):
            found.append(_missing(field, severity))
    if plan.conditional:
        found.extend(_judge_conditions(record, record_type, plan))
    for judge in plan.judges:
        found.extend(judge(record, record_type))
    return [_problem(record.path, each, lines or {}) for each in found]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A record type prepared for validation."""

    fits: Mapping[str, Fits]
    """Field → whether its tree is sound."""
    required: tuple[tuple[Field, Severity], ...]
    """Fields that may never be absent."""
    conditional: tuple[tuple[Field, Condition], ...]
    """Fields that may not be absent under a condition."""
    judges: tuple[Judge, ...]
    """What looks at several fields at once."""


@lru_cache(maxsize=1024)
def _plan_of(record_type: RecordType) -> _Plan:
    machine = record_type.machine
    judges: list[Judge] = [judge_text]
    if machine and len(machine.flows) > 1:
        judges.append(judge_state)
    if machine and machine.history:
        judges.append(judge_history)
    if record_type.in_order or record_type.known_keys or record_type.rules:
        judges.append(judge_record)
    fields = record_type.fields
    return _Plan(
        fits={each.name: fits_of(each) for each in fields},
        required=tuple((each, each.required) for each in fields if each.required is not None),
        conditional=tuple((each, condition) for each in fields for condition in each.required_when),
        judges=tuple(judges),
    )


def _judge_conditions(record: Record, record_type: RecordType, plan: _Plan) -> Iterator[Finding]:
    state = record_type.state_of(record)
    kind = state.kind if state else ""
    for field, condition in plan.conditional:
        if not record.tree.get(field.name) and holds(condition, record, kind):
            yield _missing(field, condition.severity)


def holds(condition: Condition, record: Record, state_kind: str) -> bool:
    """Return whether every fact of a condition is true of ``record``, whose state is of ``state_kind``."""
    return all((state_kind if name == "state" else record.text(name)) in words for name, words in condition.facts)


def _missing(field: Field, severity: Severity) -> Finding:
    return Finding((field.name,), "missing-field", sentence("“{field}” is missing.", field=field.label), severity)


def _problem(path: str, finding: Finding, lines: Mapping[str, int]) -> Problem:
    return Problem(
        path,
        finding.code,
        finding.message,
        finding.severity,
        line_of(finding.path, lines),
        dotted(finding.path) or None,
        finding.hint,
    )


def line_of(path: Path, lines: Mapping[str, int]) -> int | None:
    """Return the line of the nearest known place at or above ``path``."""
    for length in range(len(path), 0, -1):
        line = lines.get(dotted(path[:length]))
        if line is not None:
            return line
    return None
