"""A field of a record type: its kind or shape, when it is required, how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from .dataclass import dataclass, field
from .kinds import BadValueError, Kind, UnknownChoiceError, shown
from .nearest import nearest
from .problems import Severity
from .sentences import sentence
from .values import Money, Value

Labels = Mapping[str, str]
"""``{"en": …, "es": …}``."""


class Shape(StrEnum):
    """How values of a field are laid out."""

    SCALAR = "scalar"
    """One value of ``kind``."""
    LIST = "list"
    """Several scalars of ``kind``."""
    ENTRIES = "entries"
    """A list of maps with ``fields``."""
    MAP = "map"
    """One map with ``fields``."""
    TABLE = "table"
    """A map with keys of the user's own: scalars of ``kind``, or maps of ``fields``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word a choice field may hold."""

    word: str
    """As written in files."""
    label: Labels
    """As read by people."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is required: each named fact must have one of the words."""

    facts: tuple[tuple[str, frozenset[str]], ...]
    """Field name → words, of which the field must hold one; the empty word stands for an empty field.

    The name ``state`` means the kind of the machine's present state (``open``, ``won`` …).
    """
    severity: Severity = Severity.WARNING
    """How bad it is when the field is missing then."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type, of an entry or of a map."""

    name: str
    """The key in the file."""
    shape: Shape
    """Scalar, list, entries, map or table."""
    kind: Kind
    """The kind of the scalars; text where the shape has sub-fields."""
    label: Labels
    """What people call it."""
    about: Labels = field(default_factory=dict)
    """One sentence on what to write, empty where the label says it."""
    required: Severity | None = None
    """How bad its absence always is; None where it may be absent."""
    required_when: tuple[Condition, ...] = ()
    """The conditions under which it may not be absent."""
    default: str = ""
    """The text a new record gets.

    ``today``, ``now``, ``me`` and, from the book's configuration, ``book.country``, ``book.tz``, ``book.lang`` and
    ``book.currency`` are filled in by the program.
    """
    choices: tuple[Choice, ...] = ()
    """The words allowed when the kind is ``choice``, in order."""
    to: tuple[str, ...] = ()
    """The record types a ``ref`` may lead to; empty means any."""
    fields: tuple[Field, ...] = ()
    """Sub-fields of entries, maps and tables."""
    key: str = ""
    """The sub-field that identifies an entry when two versions are merged; empty means its whole content."""
    least: int | None = None
    """The least number it may be."""
    most: int | None = None
    """The greatest number it may be; in a list, how many values it may have."""
    traced_in: str = ""
    """The list field to which every change of this one is appended as ``{at, from, to}``; empty where none is kept."""
    not_summed: bool = False
    """Whether lists show its amounts without adding them up: a price of one piece says nothing in a sum."""
    written_by_program: bool = False
    """Histories and the like: shown, never asked for in a form."""
    from_book: bool = False
    """Declared by the book, not by us."""

    def parse(self, text: str) -> Value:
        """Return the value of one scalar of this field.

        Raises:
            UnknownChoiceError: it is none of the choices.
            BadValueError: it is not of the kind, or out of bounds.

        """
        if self.choices and self.choice(text) is None:
            raise self._unknown_choice(text)
        value = self.kind.parse(text)
        number = value.amount if isinstance(value, Money) else value
        if isinstance(number, int | Decimal) and self.shape is not Shape.LIST:
            if self.least is not None and number < self.least:
                raise BadValueError(sentence("{text} is below {least}.", text=shown(text), least=self.least))
            if self.most is not None and number > self.most:
                raise BadValueError(sentence("{text} is above {most}.", text=shown(text), most=self.most))
        return value

    def _unknown_choice(self, text: str) -> UnknownChoiceError:
        near = nearest(text, [name for each in self.choices for name in (each.word, *each.label.values())])
        word = next((each.word for each in self.choices if near in {each.word, *each.label.values()}), None)
        return UnknownChoiceError(
            sentence("“{text}” is not one of the choices.", text=shown(text)),
            sentence("Did you mean “{word}”?", word=word)
            if word
            else sentence("It can be {words}.", words=", ".join(each.word for each in self.choices)),
        )

    def sub_field(self, name: str) -> Field | None:
        """Return the sub-field called ``name``."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def can_link(self) -> bool:
        """Whether it, or a sub-field, names another record."""
        return self.kind.name in {"ref", "user"} or any(each.can_link for each in self.fields)

    def choice(self, word: str) -> Choice | None:
        """Return the choice written as ``word``."""
        return next((each for each in self.choices if each.word == word), None)
