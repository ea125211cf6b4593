"""The values of a record as cells: labels for words, titles for links, a tone where a value means something."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from ...records.link_titles import by_titles, linked_record
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.field import Field
from ...schema.formats import show_value
from ...schema.language import Language
from ...schema.machine import State
from ...schema.problems import Severity
from ...schema.record import CONFLICTS, Record
from ...schema.values import Value
from .cells import Cell, Tone

_STATE_TONES = {
    "won": Tone.GOOD,
    "done": Tone.GOOD,
    "lost": Tone.BAD,
    "void": Tone.MUTED,
    "closed": Tone.MUTED,
    "cancelled": Tone.MUTED,
}
_NUMBERS = frozenset({"money", "dec", "int", "pct"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: what every cell depends on besides the record."""

    language: Language
    """Of labels, dates and amounts."""
    today: date
    """The day against which something is overdue."""
    zone: tzinfo | None = None
    """In which moments are shown."""

    def words(self, message: str, /, **values: object) -> str:
        """Return a text of the catalogue in the reader's language."""
        found = self.language.gettext(message)
        return found.format(**values) if values else found


def is_number(field: Field | None) -> bool:
    """Return whether values of ``field`` stand on the right of a column."""
    return field is not None and field.kind.name in _NUMBERS


def show_field(snapshot: Snapshot, record: Record, name: str, reader: Reader) -> Cell:
    """Return what the cell of a field shows; a value that is not of its kind is shown as it stands in the file."""
    record_type = snapshot.type_of(record)
    machine = record_type.machine
    if machine is not None and name == machine.field:
        return show_state(record_type.state_of(record), record.text(name), reader)
    field = record_type.field_at(name)
    value = snapshot.value(record, name)
    if field is None or value is None:
        return Cell(clean(record.text(name)), Tone.BAD if record.text(name) and field else Tone.NORMAL)
    text = show_linked(snapshot, record, field, value, reader)
    tone = _tone_of_date(snapshot, record, name, value, reader)
    return Cell(clean(f"{text} !" if tone is Tone.BAD else text), tone)


def align_day(text: str) -> str:
    """Return a date as a column shows it: ``4 Jul 2026`` begins one cell later than ``14 Jul 2026``."""
    return f" {text}" if text[:1].isdigit() and text[1:2] == " " else text


def show_state(state: State | None, word: str, reader: Reader) -> Cell:
    """Return a state by its label; an unknown word as it is."""
    if state is None:
        return Cell(clean(word), Tone.BAD if word else Tone.NORMAL)
    return Cell(clean(reader.language.choose(state.label)), _STATE_TONES.get(state.kind, Tone.NORMAL))


def show_linked(snapshot: Snapshot, record: Record, field: Field, value: Value, reader: Reader) -> str:
    """Return a value in the reader's form; links show the title of what they lead to."""
    return show_value(field, by_titles(snapshot, record)(field, value), reader.language, reader.zone)


def absent_target(snapshot: Snapshot, record: Record, field: Field, value: object) -> str:
    """Return the id of a record that a scalar link field leads to and that this clone does not hold; else empty."""
    if not snapshot.absent or not isinstance(value, str) or field.kind.name not in {"ref", "user"}:
        return ""
    if linked_record(snapshot, record, field, value) is not None:
        return ""
    return next(iter(snapshot.absent.meant_by(value)), "")


def _tone_of_date(snapshot: Snapshot, record: Record, name: str, value: Value, reader: Reader) -> Tone:
    """Return how a date reads: what was due before today on an open record stands out."""
    if not isinstance(value, date) or isinstance(value, datetime):
        return Tone.NORMAL
    if name not in {"due", "next_step_due", "expected_close", "valid_until"} or value >= reader.today:
        return Tone.NORMAL
    state = snapshot.type_of(record).state_of(record)
    return Tone.BAD if state is None or state.kind == "open" else Tone.NORMAL


def mark_of(snapshot: Snapshot, record: Record) -> str:
    """Return the sign before a row: ``!`` for an error or a conflict in the record, ``?`` for a warning."""
    if record.tree.get(CONFLICTS):
        return "!"
    reading = snapshot.reading_of(record.path)
    worst = max((each.severity for each in reading.problems), default=None) if reading else None
    if worst is Severity.ERROR:
        return "!"
    return "?" if worst is Severity.WARNING else " "
