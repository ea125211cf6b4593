"""A record type told to a person: its fields, and what moving a record asks for. The CLI prints it, the docs show it."""

from __future__ import annotations

from collections.abc import Iterator

from .dataclass import dataclass
from .field import Condition, Field, Labels, Shape
from .machine import Flow
from .problems import Severity
from .record_type import Layout, RecordType
from .sentences import Sentence, sentence


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field, or a field inside another."""

    name: str
    """Dotted where it stands inside another: ``lines.qty``."""
    label: Labels
    """What people call it."""
    kind: Sentence
    """What it holds: "money", "list of links to contact", "entries"."""
    required: Severity | None
    """How bad its absence always is; None where it may be absent."""
    required_when: tuple[str, ...]
    """The conditions under which it may not be absent, written like a query: ``status:sent,viewed``."""
    choices: tuple[tuple[str, Labels], ...]
    """The words it may hold, each with its label."""
    about: Labels
    """What to write, where the label does not say it."""
    default: str
    """What a new record gets."""
    written_by_program: bool
    """Whether the program writes it."""
    depth: int
    """0 for a field of the record, 1 for one inside it …"""


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state of a flow."""

    word: str
    """As written in files."""
    label: Labels
    """As read by people."""
    probability: int | None
    """First guess in percent."""
    moves: tuple[tuple[str, Labels], ...]
    """The states that may follow, each with its label."""
    asks: tuple[Labels, ...]
    """The fields that must be filled on entry."""
    needs: tuple[Labels, ...]
    """What else must be true on entry."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a person may want to know of a type."""

    name: str
    """The word on the command line."""
    label: Labels
    """What people call one."""
    about: Labels
    """What it is for."""
    files: str
    """Where its files lie, as a pattern: ``clients/<client>/tasks/<title>-<r4>.md``."""
    fields: tuple[FieldRow, ...]
    """Its fields in order, those inside others after them."""
    flows: tuple[tuple[Flow, tuple[StateRow, ...]], ...]
    """Its state machine: each flow with its states in order; none without a machine."""


def explain(record_type: RecordType) -> Explanation:
    """Return what there is to know of ``record_type``."""
    machine = record_type.machine
    return Explanation(
        name=record_type.name,
        label=record_type.label,
        about=record_type.about,
        files=_files(record_type.layout),
        fields=tuple(_rows(record_type.fields, "", 0)),
        flows=tuple((flow, _states(flow, record_type)) for flow in machine.flows.values()) if machine else (),
    )


def kind_of(field: Field) -> Sentence:
    """Return what a field holds, in words."""
    if field.shape is Shape.ENTRIES:
        return sentence("entries")
    if field.shape is Shape.MAP:
        return sentence("several facts")
    if field.shape is Shape.TABLE:
        return sentence("table")
    one = _KIND_NAMES[field.kind.name]
    if field.to:
        one = sentence("link to {types}", types=", ".join(field.to))
    return sentence("list of {kind}", kind=one) if field.shape is Shape.LIST else one


def _rows(fields: tuple[Field, ...], prefix: str, depth: int) -> Iterator[FieldRow]:
    for field in fields:
        yield FieldRow(
            name=prefix + field.name,
            label=field.label,
            kind=kind_of(field),
            required=field.required,
            required_when=tuple(_when(each) for each in field.required_when),
            choices=tuple((each.word, each.label) for each in field.choices),
            about=field.about,
            default=field.default,
            written_by_program=field.written_by_program,
            depth=depth,
        )
        yield from _rows(field.fields, f"{prefix}{field.name}.", depth + 1)


def _when(condition: Condition) -> str:
    return " ".join(f"{name}:{','.join(sorted(words))}" for name, words in condition.facts)


def _files(layout: Layout) -> str:
    homes = {"client": "clients/<client>/", "person": "people/<user>/", "book": ""}
    name = layout.name.replace("{", "<").replace("}", ">")
    return "  ".join(f"{homes[home]}{layout.folder}/{name}.{layout.ending}" for home in layout.homes)


def _states(flow: Flow, record_type: RecordType) -> tuple[StateRow, ...]:
    return tuple(
        StateRow(
            word=state.word,
            label=state.label,
            probability=state.probability,
            moves=tuple((word, flow.states[word].label) for word in state.to),
            asks=tuple(label_of(record_type, each) for each in state.asks),
            needs=tuple(each.says for each in state.guards),
        )
        for state in flow.states.values()
    )


def label_of(record_type: RecordType, name: str) -> Labels:
    """Return the label of a dotted field, with that of the field it stands in."""
    field = record_type.field_at(name)
    outer = record_type.by_name.get(name.partition(".")[0])
    if field is None:
        return {"en": name}
    if outer is None or outer is field:
        return field.label
    return {code: f"{outer.label.get(code, outer.name)}: {text}" for code, text in field.label.items()}


_KIND_NAMES = {
    "text": sentence("text"),
    "dec": sentence("number"),
    "pct": sentence("percent"),
    "int": sentence("whole number"),
    "bool": sentence("true or false"),
    "money": sentence("money"),
    "quantity": sentence("money or number"),
    "date": sentence("date"),
    "datetime": sentence("date and time"),
    "when": sentence("date, with time or without"),
    "tz": sentence("time zone"),
    "month": sentence("month"),
    "quarter": sentence("quarter"),
    "week": sentence("week"),
    "year": sentence("year"),
    "period": sentence("period"),
    "duration": sentence("duration"),
    "choice": sentence("choice"),
    "user": sentence("person of the team"),
    "ref": sentence("link"),
    "country": sentence("country"),
    "lang": sentence("language"),
    "currency": sentence("currency"),
    "phone": sentence("phone"),
    "email": sentence("e-mail"),
    "url": sentence("web address"),
    "month_day": sentence("day of the year"),
    "time": sentence("time of day"),
}
"""What each kind is called; a test keeps it whole."""
