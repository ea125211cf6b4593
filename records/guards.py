"""Guards: which states may follow, and what is still missing for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ..schema.dataclass import dataclass, replace
from ..schema.errors import Refused
from ..schema.field import Labels
from ..schema.machine import OPEN, Flow, Guard, State
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree, value_at
from .guarding import Case, holds, is_filled
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a state asks for and does not find."""

    says: Labels
    """What it is, in words."""
    field: str = ""
    """The field of this record that would fill it; empty when another record is wanted."""
    record: str = ""
    """The type of the record that is wanted; empty when a field is."""
    place: str = ""
    """Where the field stands when it is another record's: ``client``, or the field that links to it."""
    inside: str = ""
    """The field of that other record."""


class MoveRefused(Refused):
    """The record may not enter that state now."""

    def __init__(self, says: Sentence, missing: Sequence[Missing], allowed: Sequence[State]) -> None:
        super().__init__(says)
        self.missing = tuple(missing)
        """What is asked for; empty when the state itself cannot follow."""
        self.allowed = tuple(allowed)
        """The states that may follow the present one."""


def allowed_states(snapshot: Snapshot, record: Record) -> list[State]:
    """Return the states that may follow the record's present one, in flow order; all of them from an unknown one."""
    record_type = snapshot.type_of(record)
    flow = record_type.flow_of(record)
    if flow is None:
        return []
    state = record_type.state_of(record)
    return [flow.states[word] for word in state.to] if state else list(flow.states.values())


def missing_for(
    snapshot: Snapshot,
    record: Record,
    state: State,
    given: Mapping[str, Tree] | None = None,
    note: str = "",
    now: datetime | None = None,
) -> list[Missing]:
    """Return what ``state`` asks for and neither the record nor ``given`` holds ``now``."""
    tree = {**record.tree, **(given or {})}
    case = Case(snapshot, replace(record, tree=tree), now)
    record_type = snapshot.type_of(record)
    missing: list[Missing] = []
    for name in state.asks:
        if not is_filled(value_at(tree, name.split("."))):
            field = record_type.field_at(name)
            missing.append(Missing(field.label if field else {"en": name}, field=name))
    machine, flow, present = record_type.machine, record_type.flow_of(record), record_type.state_of(record)
    reopens = machine is not None and present is not None and present.kind != OPEN and state.kind == OPEN
    guards = (*state.guards, *(machine.reopened if machine and reopens else ()))
    missing.extend(_missing_of(guard) for guard in guards if not holds(case, guard))
    if flow and machine and flow.goes_back(record.text(machine.field), state.word) and not note:
        missing.append(
            Missing({"en": "a note on why it goes back", "es": "una nota de por qué retrocede"}, field="note")
        )
    return missing


def _missing_of(guard: Guard) -> Missing:
    """Return what a guard lacks: the first field of this record, and the first kind of record, that would do."""
    ways = (guard, *guard.either)
    fields = (
        each.field or each.where[0][0] for each in ways if (each.field or each.where) and not (each.on or each.record)
    )
    return Missing(
        guard.says,
        field=next((each for each in fields if each != "body"), ""),
        record=next((each.record for each in ways if each.record), ""),
        place=next((each.on for each in ways if each.on), ""),
        inside=next((each.field for each in ways if each.on), ""),
    )


def check_move(
    snapshot: Snapshot,
    record: Record,
    word: str,
    given: Mapping[str, Tree] | None = None,
    note: str = "",
    now: datetime | None = None,
) -> State:
    """Return the state ``word`` when the record may enter it ``now``.

    Raises:
        MoveRefused: it may not; says what is missing or what may follow.

    """
    allowed = allowed_states(snapshot, record)
    flow = snapshot.type_of(record).flow_of(record)
    state = next((each for each in allowed if each.word == word), None)
    if state is None or flow is None:
        raise MoveRefused(_cannot_follow(snapshot, record, flow, word, allowed), (), allowed)
    missing = missing_for(snapshot, record, state, given, note, now)
    if missing:
        raise MoveRefused(
            sentence(
                "“{title}” cannot go to {state} yet. It lacks: {what}.",
                title=record.title,
                state=state.label,
                what=tuple(each.says for each in missing),
            ),
            missing,
            allowed,
        )
    return state


def _cannot_follow(
    snapshot: Snapshot, record: Record, flow: Flow | None, word: str, allowed: Sequence[State]
) -> Sentence:
    record_type = snapshot.type_of(record)
    if flow is None:
        return sentence("A {type} has no states to move through.", type=record_type.label)
    return sentence(
        "From here “{title}” cannot go to {state}. It can go to: {allowed}.",
        title=record.title,
        state=flow.states[word].label if word in flow.states else word,
        allowed=tuple(each.label for each in allowed) or "–",
    )
