"""What a group of a list is called in the reader's language."""

from __future__ import annotations

from datetime import date, tzinfo

from ...schema.formats import show_value, show_weekday
from ...schema.language import Language
from ...schema.sentences import sentence
from ..query.groups import Group
from ..snapshot import Snapshot

_BARE = frozenset({"int", "dec", "pct", "bool"})
"""Kinds whose values say nothing without the name of their field."""


def title_of_group(snapshot: Snapshot, group: Group, language: Language, zone: tzinfo) -> str:
    """Return the value a group shares: choices by label, links by title; numbers behind the name of their field."""
    place, value = group.place, group.value
    if place is None or value is None:
        return sentence("(none)").text(language)
    if place.derived is not None and place.path == "type":
        return language.choose(snapshot.schema.types[str(value)].plural)
    if place.field.kind.name in {"ref", "user"}:
        return ", ".join(_title(snapshot, each) for each in group.key.split(" "))
    machine = snapshot.type_of(place.record).machine
    state = snapshot.type_of(place.record).state_of(place.record) if machine and machine.field == place.path else None
    if state is not None:
        return language.choose(state.label)
    shown = show_value(place.field, value, language, zone)
    if isinstance(value, date):
        return f"{show_weekday(value, language)} {shown}"
    return f"{language.choose(place.field.label)}: {shown}" if place.field.kind.name in _BARE else shown


def _title(snapshot: Snapshot, record_id: str) -> str:
    target = snapshot.records.get(record_id)
    return target.title if target else record_id
