"""Moving a record into a state: what its guards miss is asked for where a person sits there."""

from __future__ import annotations

from collections.abc import Sequence

from ..records.assignments import Assignment, fields_of, read_assignment
from ..records.guards import MoveRefused, allowed_states
from ..records.plan import Plan
from ..records.spoken import fields_given, state_called
from ..schema.errors import Misused
from ..schema.record import Record
from ..schema.tree import Tree
from .choices import Writing
from .references import desk_of, linker_of
from .saving import save
from .session import Session


def move_record(
    session: Session, record: Record, assignments: Sequence[Assignment], writing: Writing, note: str = ""
) -> int:
    """Move ``record`` into the state that one of the assignments names, with the other fields in the same commit."""
    machine = session.book.snapshot().type_of(record).machine
    field = machine.field if machine else ""
    target = next(each.text for each in assignments if each.path == (field,))
    rest = [each for each in assignments if each.path != (field,)]
    return move_to(session, record, target, rest, writing=writing, note=note)


def move_to(
    session: Session,
    record: Record,
    words: str,
    assignments: Sequence[Assignment],
    *,
    writing: Writing,
    note: str = "",
) -> int:
    """Move ``record`` into the state called ``words``.

    Raises:
        MoveRefused: it may not go there, and nobody could say what is missing.

    """
    given = fields_given(record, assignments, desk_of(session), linker_of(session, record))
    state = state_called(session.book.snapshot(), record, words)
    plan = _plan(session, record, state, given, note)
    return save(session, plan, writing)


def _plan(session: Session, record: Record, state: str, given: dict[str, Tree], note: str) -> Plan:
    """Return the plan of the move, asking for what is missing; again for what was not understood, until it is empty."""
    asked: set[str] = set()
    while True:
        try:
            return session.book.move(record, state, given=given, note=note)
        except MoveRefused as refused:
            wanted = [each for each in refused.missing if each.field and each.field not in asked]
            if not wanted or not session.world.is_interactive():
                raise
            for each in wanted:
                answer = session.ask(session.language.choose(each.says))
                if each.field == "note":
                    note = answer
                answered = _read_answer(session, record, each.field, answer) if each.field != "note" else {}
                held = {**record.tree, **given}
                given |= {name: _joined(held.get(name), tree) for name, tree in answered.items()}
                if answered or not answer or each.field == "note":
                    asked.add(each.field)


def _joined(held: Tree, answered: Tree) -> Tree:
    """Return a field as answered, with the other parts of a map that was there."""
    return {**held, **answered} if isinstance(held, dict) and isinstance(answered, dict) else answered


def _read_answer(session: Session, record: Record, field: str, answer: str) -> dict[str, Tree]:
    """Return the field as answered; what is not understood is said, and asked again by the guard."""
    if not answer:
        return {}
    record_type = session.book.snapshot().type_of(record)
    try:
        assignment = read_assignment(f"{field}={answer}", record_type)
        tree, _body = fields_of([assignment], desk_of(session), linker_of(session, record))
    except Misused as mistake:
        for words in (mistake.sentence, mistake.hint):
            if words is not None:
                session.say(words)
        return {}
    return tree


def state_named_done(session: Session, record: Record) -> str | None:
    """Return the state that means a thing is finished, where the record can enter one."""
    return next(
        (each.word for each in allowed_states(session.book.snapshot(), record) if each.kind in {"done", "closed"}), None
    )
