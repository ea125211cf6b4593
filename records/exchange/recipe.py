"""What a recipe says: which rows of which files become which records, and how each field is made.

The language is a closed list of words, so a recipe from a stranger can do nothing but fill fields. ``recipe_reader.py``
reads it, ``treatments.py`` and ``filling.py`` carry it out; ``docs/import.md`` explains it to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from ...schema.dataclass import dataclass, field
from ...schema.tree import Tree

CLEANINGS = ("lower", "upper", "title_case", "spaces", "digits", "country", "web")
"""The words ``clean`` knows: letters, single spaces, only digits, the code of a country's name, a web address."""

LINKED_BY = ("title", "name", "key", "email", "domain")
"""What a link may be found by."""


class WhenWrong(StrEnum):
    """What happens when a text is not of its field's kind."""

    REFUSE = "refuse"
    """The row is refused."""
    LEAVE_OUT = "leave_out"
    """The field stays empty; the preview says so."""
    NOTE = "note"
    """The field stays empty and the text goes to the record's body under its column."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with columns in braces: ``{First Name} {Last Name}``."""

    parts: tuple[tuple[str, str], ...]
    """Literal text and the column after it (empty after the last)."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(column for _, column in self.parts if column)


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows, fields or entries count: each column must hold one of the words, or anything where there are none."""

    columns: tuple[tuple[str, frozenset[str]], ...] = ()
    """Column and words; no words means that it must be filled."""

    def holds(self, cells: Mapping[str, str]) -> bool:
        """Return whether a row's cells fit."""
        return all(cells.get(name, "") in words if words else cells.get(name) for name, words in self.columns)


@dataclass(frozen=True, slots=True)
class LookUp:
    """A text from the rows of another file that belong to this one."""

    file: str
    """The other file."""
    match: tuple[tuple[str, str], ...]
    """Its column → the column here that must say the same."""
    only_if: Condition
    """Which of its rows count."""
    column: str
    """The column there that is taken."""
    take: str
    """Which of several: ``first``, ``last``, ``least``, ``greatest`` or ``count``."""


@dataclass(frozen=True, slots=True)
class LinkRule:
    """How the text of a link becomes the record it means."""

    type: str
    """The record type it leads to."""
    by: tuple[str, ...]
    """What it is found by, the first that finds one: words of ``LINKED_BY``."""
    near: bool
    """Whether one that is nearly the same will do; every such mend is reported."""
    its: str
    """Empty for the record itself, ``client`` for the client it belongs to."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text: where it comes from and how it is treated, in this order."""

    template: Template
    """The text of columns; empty where ``look_up`` gives it."""
    look_up: LookUp | None = None
    """The other file that gives it."""
    clean: tuple[str, ...] = ()
    """Words of ``CLEANINGS``."""
    before: str = ""
    """Only what stands before this."""
    after: str = ""
    """Only what stands after this."""
    replace: tuple[tuple[str, str], ...] = ()
    """Texts put in place of others."""
    split: str = ""
    """What separates the values of a list."""
    values: Mapping[str, str] | None = None
    """What each value becomes; an empty text leaves the field out."""
    otherwise: str | None = None
    """What a value not in ``values`` becomes; None means that it is wrong, ``=`` that it stays."""
    dates: tuple[str, ...] = ()
    """The forms a date may have, in the letters of ``strptime``."""
    at: str = ""
    """The time of day that makes a moment of a date."""
    money: str = ""
    """The currency that makes an amount of a number; ``{book.currency}`` for the book's."""
    scale: Decimal = Decimal(1)
    """What a number is multiplied with."""
    phone: str = ""
    """The country code, such as ``+1``, of phone numbers that have none."""
    link: LinkRule | None = None
    """The record it means."""
    default: str = ""
    """What an empty text becomes."""
    only_if: Condition = field(default_factory=Condition)
    """When there is a value at all."""
    if_wrong: WhenWrong = WhenWrong.REFUSE
    """What happens when it is not of its kind."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values or entries; what comes out empty is left out."""

    items: tuple[Filling, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map; nothing where it comes out empty or its condition does not hold."""

    fields: tuple[tuple[str, Filling], ...]
    only_if: Condition = field(default_factory=Condition)


Filling = Source | ListOf | MapOf
"""How one field is filled."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file (or several of one shape) and the record each of its rows becomes."""

    files: tuple[str, ...]
    """Names or patterns with ``*``."""
    type: str
    """The record type."""
    system: str
    """The word under ``ext:`` for ids of the system the rows come from."""
    key: Source
    """The id there: what a second import knows the record by."""
    only_if: Condition
    """Which rows count."""
    distinct: bool
    """Whether rows with a key seen before are silently the same record, as with people named in every row."""
    client: tuple[Source, ...]
    """The client it belongs to: the first that says one."""
    client_needed: bool
    """Whether a row without a client is refused; otherwise the record goes to the book's root with a warning."""
    name: Template | None
    """What the file is called after; its title where this is None."""
    mend: Mapping[str, Mapping[str, str]]
    """Column → what it says → what is meant; every use is reported."""
    fields: tuple[tuple[str, Filling], ...]
    """The fields, in any order."""
    body: tuple[Template, ...]
    """The paragraphs of the body; empty ones are left out."""
    encoding: str = ""
    """How the bytes are read; found out where it is empty."""
    delimiter: str = ""
    """What separates the cells; found out where it is empty."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole recipe."""

    path: str
    """The file it was read from, for people."""
    name: str
    """Its file name without ending: what its reports are called."""
    text: str
    """The whole of it, to find the line of a mistake."""
    title: str
    """What it is for."""
    schema: Mapping[str, Mapping[str, Tree]]
    """Declarations the book gets with the import, by file stem in ``schema/``."""
    steps: tuple[Step, ...]
    """In order: what is linked to comes first, or in the same step."""
