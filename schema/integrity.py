"""The integrity rules of 2-records §2.9 that one record can be judged by: histories, sums, dates, keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from .findings import Finding
from .kinds import INSTANT, BadValueError
from .problems import Severity
from .record import Record
from .record_type import RecordType
from .sentences import sentence
from .sums import SUM_RULES
from .tree import Path, Tree, value_at
from .values import Money, Value


def judge_state(record: Record, record_type: RecordType) -> Iterator[Finding]:
    """I18: the state is one of the flow that the record is in."""
    machine = record_type.machine
    flow = record_type.flow_of(record)
    if machine is None or flow is None:
        return
    word = record.text(machine.field)
    if word in flow.states or word not in machine.all_states():
        return
    yield Finding(
        (machine.field,),
        "unknown-choice",
        sentence("“{word}” is not a state of “{flow}”.", word=word, flow=flow.label),
        hint=sentence("It can be {words}.", words=", ".join(flow.states)),
    )


def judge_history(record: Record, record_type: RecordType) -> Iterator[Finding]:
    """I4: the last entry is the present state, and the moments ascend."""
    machine = record_type.machine
    history = record.tree.get(machine.history) if machine else None
    if machine is None or not isinstance(history, list) or not history:
        return
    last = history[-1]
    present = record.text(machine.field)
    if isinstance(last, dict) and last.get("to") != present:
        yield Finding(
            (machine.history, len(history) - 1, "to"),
            "history-mismatch",
            sentence(
                "The history ends with “{last}” but the record is “{present}”.", last=last.get("to"), present=present
            ),
            Severity.WARNING,
            sentence("Add an entry for the last change, or put the field back."),
        )
    before = None
    for place, entry in enumerate(history):
        at = entry.get("at") if isinstance(entry, dict) else None
        moment = _moment(at)
        if before is not None and moment is not None and moment < before:
            yield Finding(
                (machine.history, place, "at"),
                "history-mismatch",
                sentence("Entry {number} is earlier than the one before it.", number=place + 1),
                Severity.WARNING,
                sentence("Put the entries in the order in which they happened."),
            )
        before = moment or before


def _moment(text: Tree) -> datetime | None:
    try:
        moment = INSTANT.parse(text) if isinstance(text, str) else None
    except BadValueError:
        return None
    return moment if isinstance(moment, datetime) else None


def judge_record(record: Record, record_type: RecordType) -> Iterator[Finding]:
    """Yield what the type's own rules find: ``in_order``, ``known_keys`` and ``rules``."""
    for first, second in record_type.in_order:
        yield from _judge_order(record, record_type, first, second)
    for named, holder in record_type.known_keys:
        yield from _judge_keys(record, record_type, named, holder)
    for name in record_type.rules:
        yield from SUM_RULES[name](record, record_type)


def _judge_order(record: Record, record_type: RecordType, first: str, second: str) -> Iterator[Finding]:
    """I9: the first is not later or greater than the second, in the record or in each entry."""
    outer = first.partition(".")[0]
    inside = record.tree.get(outer)
    if not inside or not record.tree.get(second.partition(".")[0]):
        return
    if isinstance(inside, list):
        places: list[tuple[Path, Path]] = [
            ((outer, place, *first.split(".")[1:]), (outer, place, *second.split(".")[1:]))
            for place in range(len(inside))
        ]
    else:
        places = [(tuple(first.split(".")), tuple(second.split(".")))]
    for before, after in places:
        low, high = record_type.value(record, before), record_type.value(record, after)
        if low is not None and high is not None and _is_after(low, high):
            yield Finding(
                after,
                "wrong-order",
                sentence(
                    "“{second}” lies before “{first}”.",
                    first=_label(record_type, before),
                    second=_label(record_type, after),
                ),
                Severity.WARNING,
            )


def _label(record_type: RecordType, path: Path) -> Mapping[str, str]:
    field = record_type.field_at(path)
    return field.label if field else {"en": str(path[-1])}


def _is_after(low: Value, high: Value) -> bool:
    """Return whether ``low`` lies after ``high``; a day and a moment compare by the day."""
    if isinstance(low, datetime) and isinstance(high, datetime):
        return low > high
    if isinstance(low, date) and isinstance(high, date):
        return _day(low) > _day(high)
    if isinstance(low, Decimal | int) and isinstance(high, Decimal | int):
        return low > high
    if isinstance(low, Money) and isinstance(high, Money):
        return low.currency == high.currency and low.amount > high.amount
    return isinstance(low, str) and isinstance(high, str) and low > high


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _judge_keys(record: Record, record_type: RecordType, named: str, holder: str) -> Iterator[Finding]:
    """Yield each key that names an entry which is not there."""
    held = record.tree.get(holder)
    field = record_type.by_name.get(holder)
    if not isinstance(held, list) or field is None:
        held = []
    keys = {str(entry.get(field.key)) for entry in held if isinstance(entry, dict)} if field else set()
    for path, text in _texts_at(record.tree, tuple(named.split("."))):
        if text not in keys:
            yield Finding(
                path,
                "unknown-key",
                sentence("No entry of “{field}” is called “{key}”.", field=_label(record_type, (holder,)), key=text),
                Severity.WARNING,
            )


def _texts_at(tree: Mapping[str, Tree], steps: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield the texts at a dotted path, in every entry and in lists."""
    found: list[tuple[Path, Tree]] = [((), dict(tree))]
    for step in steps:
        found = [((*path, *inner), below) for path, each in found for inner, below in _below(each, step)]
    for path, each in found:
        if isinstance(each, list):
            yield from (((*path, place), text) for place, text in enumerate(each) if isinstance(text, str) and text)
        elif isinstance(each, str) and each:
            yield path, each


def _below(tree: Tree, step: str) -> Iterator[tuple[Path, Tree]]:
    if isinstance(tree, list):
        for place, entry in enumerate(tree):
            yield (place, step), value_at(entry, (step,))
    else:
        yield (step,), value_at(tree, (step,))
