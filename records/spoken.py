"""What a person's words about one record mean: which record a link leads to, which state, which fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..schema.field import Choice, Field
from ..schema.kinds import BadValueError
from ..schema.reader import Desk, read_choice
from ..schema.record import Record
from ..schema.tree import Tree
from .assignments import Assignment, BadFieldValue, Linker, edits_of
from .files.edits import PutBody, edited
from .names import find
from .snapshot import Snapshot


def linker_of(
    snapshot: Snapshot, find_me: Callable[[], str], origin: Record | None = None, client: str | None = None
) -> Linker:
    """Return what turns the words for a record into the link to write, seen from ``origin`` or a client's folder.

    What it returns raises ``NoSuchRecord`` and ``AmbiguousReference``. ``find_me`` returns the speaker's handle, or
    the empty text.
    """

    def link(field: Field, text: str) -> str:
        types = ("user",) if field.kind.name == "user" else field.to
        if field.kind.name == "user" and text.casefold() in {"me", "yo"} and (me := find_me()):
            return me
        return link_to(snapshot, _meant(snapshot, text, types, origin, client), origin, client, types)

    return link


def _meant(snapshot: Snapshot, text: str, types: tuple[str, ...], origin: Record | None, client: str | None) -> Record:
    """Return the record meant; inside a client's folder its own records come first."""
    near = snapshot.resolve(text, origin, types)
    if near is not None:
        return near
    slug = origin.client if origin else client
    own = [each for each in snapshot.of_client(slug) if not types or each.type in types] if slug else []
    wanted = text.casefold()
    fitting = [each for each in own if wanted in each.name or wanted in each.title.casefold()]
    return fitting[0] if len(fitting) == 1 else find(snapshot, text, types)


def link_to(
    snapshot: Snapshot, target: Record, origin: Record | None, client: str | None, types: tuple[str, ...]
) -> str:
    """Return the shortest link that means ``target`` from where it is written."""
    place = origin
    if place is None and client:
        place = snapshot.records.get(f"clients/{client}/client")
    if snapshot.resolve(target.name, place, types) is target:
        return target.name
    return f"{target.client}/{target.name}" if target.client else target.id


def state_called(snapshot: Snapshot, record: Record, words: str) -> str:
    """Return the word of the state of ``record`` that ``words`` mean, in either language.

    Raises:
        BadFieldValue: its flow has no such state.

    """
    record_type = snapshot.type_of(record)
    flow = record_type.flow_of(record)
    if flow is None:
        return words
    choices = [Choice(each.word, each.label) for each in flow.states.values()]
    try:
        return read_choice(choices, words).word
    except BadValueError as mistake:
        raise BadFieldValue(record_type.machine.field if record_type.machine else "", mistake) from mistake


def fields_given(record: Record, assignments: Sequence[Assignment], desk: Desk, link: Linker) -> dict[str, Tree]:
    """Return the top-level fields of ``record`` as they will be once the assignments are made."""
    tree = dict(record.tree)
    for each in assignments:
        for edit in edits_of(each, tree, desk, link):
            if not isinstance(edit, PutBody):
                tree = edited(tree, edit)
    names = {str(each.path[0]) for each in assignments if each.field is not None}
    return {name: tree.get(name) for name in names}
