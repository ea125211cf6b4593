"""Moves: the edits by which a record enters a state, on itself and on its client."""

from __future__ import annotations

from collections.abc import Mapping

from ..schema.machine import Effect, State
from ..schema.record import Record
from ..schema.tree import Tree
from .drafting import Author, fill_word, history_entry
from .files.edits import Append, Drop, Edit, Put
from .snapshot import Snapshot


def edits_of_move(
    snapshot: Snapshot, record: Record, state: State, author: Author, *, given: Mapping[str, Tree], note: str = ""
) -> list[Edit]:
    """Return the edits of the record itself: state, history, what was given, forecast category and effects."""
    machine = snapshot.type_of(record).machine
    if machine is None:
        raise ValueError(record.type)
    edits: list[Edit] = [Put((machine.field,), state.word)]
    if machine.history:
        edits.append(Append((machine.history,), history_entry(state.word, author, note, machine.note)))
    edits.extend(Put(tuple(name.split(".")), tree) for name, tree in given.items())
    if state.forecast and "forecast" in snapshot.type_of(record).by_name and "forecast" not in given:
        edits.append(Put(("forecast",), state.forecast))
    for effect in state.effects:
        if not effect.on and effect.field not in given:
            edits.extend(_edits_of_effect(snapshot, record, effect, author))
    return edits


def edits_of_client(
    snapshot: Snapshot, record: Record, state: State, author: Author
) -> tuple[Record, list[Edit]] | None:
    """Return the client and the edits a move makes on it; None when it makes none."""
    client = snapshot.client_of(record)
    if client is None or client is record:
        return None
    edits = [
        edit
        for effect in state.effects
        if effect.on == "client"
        for edit in _edits_of_effect(snapshot, client, effect, author)
    ]
    return (client, edits) if edits else None


def _edits_of_effect(snapshot: Snapshot, record: Record, effect: Effect, author: Author) -> list[Edit]:
    present = record.text(effect.field)
    if present and (effect.only_if_empty or present in effect.unless):
        return []
    value = fill_word(effect.value, snapshot.config, author)
    if not value:
        return [Drop((effect.field,))] if record.tree.get(effect.field) is not None else []
    if value == present:
        return []
    edits: list[Edit] = [Put((effect.field,), value)]
    machine = snapshot.type_of(record).machine
    if machine and machine.field == effect.field and machine.history:
        edits.append(Append((machine.history,), history_entry(value, author)))
    return edits
