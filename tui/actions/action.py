"""One thing a user can do, and what decides whether it can be done now."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.sentences import Sentence, sentence
from .places import CLOSED, Place


class Group(StrEnum):
    """Under which heading help shows an action."""

    GO = "go"
    MOVE = "move"
    LIST = "list"
    RECORD = "record"
    FORM = "form"
    BOOK = "book"
    HELP = "help"


GROUP_TITLES: tuple[tuple[Group, Sentence], ...] = (
    (Group.RECORD, sentence("Work on a record")),
    (Group.FORM, sentence("Fill in a form")),
    (Group.GO, sentence("Go somewhere")),
    (Group.LIST, sentence("Work on the list")),
    (Group.MOVE, sentence("Move about")),
    (Group.BOOK, sentence("The book")),
    (Group.HELP, sentence("Help and leaving")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the user is and on what, as far as actions care."""

    place: Place
    """The screen's place."""
    record: str = ""
    """The id of the selected record; empty where none is."""
    type: str = ""
    """The record type of the selected record."""
    has_flow: bool = False
    """Whether the selected record has a state that can be moved."""
    can_be_done: bool = False
    """Whether the selected record can be marked done: it is open and one of its next states ends it."""
    day_field: str = ""
    """The field that says when the selected record is due; empty where nothing about it is."""
    file: str = ""
    """The path of the selected file where it may be no readable record."""
    book_open: bool = True
    """Whether the book has been read."""
    undoes: str = ""
    """What the next undo takes back; empty where that is not known."""
    redoes: str = ""
    """What the next redo makes again; empty where that is not known."""
    lacks: bool = False
    """Whether some of the book is not held by this clone."""


def never(_standing: Standing) -> Sentence | None:
    """Return no reason: it can always be done."""
    return None


def without_book(standing: Standing) -> Sentence | None:
    """Return why nothing can be done before the book is read."""
    return None if standing.book_open else sentence("The book is still being read.")


def without_record(standing: Standing) -> Sentence | None:
    """Return why it needs a selected record."""
    return without_book(standing) or (None if standing.record or standing.file else sentence("Select a record first."))


def without_flow(standing: Standing) -> Sentence | None:
    """Return why it needs a record with a state to move."""
    if reason := without_record(standing):
        return reason
    return None if standing.has_flow else sentence("This record has no stage or status to move.")


def cannot_be_done(standing: Standing) -> Sentence | None:
    """Return why it needs a record that can be marked done."""
    if reason := without_record(standing):
        return reason
    return None if standing.can_be_done else sentence("Only open tasks, cases and the like can be marked done.")


def without_day(standing: Standing) -> Sentence | None:
    """Return why it needs a record that is due on a day."""
    if reason := without_record(standing):
        return reason
    return None if standing.day_field else sentence("Nothing about this record is due on a day.")


def lacks_nothing(standing: Standing) -> Sentence | None:
    """Return why there is nothing to get: the clone holds all of the book."""
    if reason := without_book(standing):
        return reason
    return None if standing.lacks else sentence("This clone holds every client of the book.")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do."""

    id: str
    """A stable kebab-case word; ``do_<id>`` performs it and user keymaps name it."""
    title: Sentence
    """What it does, as a menu says it."""
    keys: tuple[str, ...]
    """Textual key names; a sequence is written with a blank: ``g c``."""
    group: Group
    """Its heading in help."""
    places: frozenset[Place] = frozenset({Place.ANYWHERE})
    """Where it can be done."""
    rank: int = 0
    """Above 0: shown in the footer, the highest first."""
    short: Sentence | None = None
    """One word for the footer, where the title is longer."""
    disabled: Callable[[Standing], Sentence | None] = never
    """Says why it cannot be done now; None when it can."""
    while_typing: bool = False
    """Whether its keys work while the focus is in a text field."""
    named: Callable[[Standing], Sentence | None] = never
    """Says what exactly it does now, where that can be named; None where the title says it all."""

    def title_at(self, standing: Standing) -> Sentence:
        """Return what it does where one stands."""
        return self.named(standing) or self.title

    def is_in(self, place: Place) -> bool:
        """Return whether it can be done in ``place``; what works anywhere does not work in forms."""
        if place in CLOSED:
            return place in self.places
        return place in self.places or Place.ANYWHERE in self.places
