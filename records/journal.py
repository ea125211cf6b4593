"""The journal of a person's day: its three priorities, and how far its two reviews went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass
from ..schema.errors import Refused
from ..schema.formats import show_day
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree
from .files.edits import Edit, Put
from .plan import Plan
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .book import Book

MOST = 3
"""More priorities than this are none."""

SOLD = frozenset({"opportunity", "proposal"})
"""Types of which what is won is done; a client that is won is only beginning."""


class NobodyHere(Refused):
    """It is not known who works here, so there is no journal to write in."""

    def __init__(self) -> None:
        super().__init__(
            sentence("A journal belongs to a person, and it is not known who you are."),
            sentence("Put your git e-mail into your file in people/."),
        )


class EnoughChosen(Refused):
    """Three priorities are chosen already."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Three are chosen for that day already."), sentence("Take one off first: the same key does it.")
        )


@dataclass(frozen=True, slots=True)
class Priority:
    """One of the three things of a day."""

    text: str
    """As it stands in the journal: a link, or words."""
    record: Record | None
    """The record it means; None where it is words."""
    is_done: bool
    """Whether the record it means is finished."""

    @property
    def title(self) -> str:
        """What it says to a person."""
        return self.record.title if self.record else self.text


def journal_on(snapshot: Snapshot, who: str | None, day: date) -> Record | None:
    """Return a person's journal of a day."""
    return snapshot.records.get(f"people/{who}/journal/{day:%Y}/{day}") if who else None


def top_of(snapshot: Snapshot, journal: Record | None) -> list[Priority]:
    """Return the priorities of a day in their order."""
    if journal is None:
        return []
    return [_priority(snapshot, journal, each) for each in _texts(journal.tree.get("top"))]


def marks_of(journal: Record | None, field: str) -> Mapping[str, str]:
    """Return how far a review went: the words of ``morning`` or ``shutdown``."""
    tree = journal.tree.get(field) if journal else None
    return {name: each for name, each in tree.items() if isinstance(each, str)} if isinstance(tree, dict) else {}


def plan_priority(book: Book, day: date, record: Record) -> Plan:
    """Plan that a record is among the three of a day, or no longer where it was.

    Raises:
        EnoughChosen: three others are.
        NobodyHere: it is not known whose day it is.

    """
    snapshot = book.snapshot()
    chosen = top_of(snapshot, journal_on(snapshot, book.me, day))
    kept = [each.text for each in chosen if each.record is None or each.record.id != record.id]
    is_taken_off = len(kept) < len(chosen)
    if not is_taken_off and len(kept) >= MOST:
        raise EnoughChosen
    shown = show_day(day, book.language)
    subject = (
        sentence("“{title}” is no longer a priority of {day}", title=record.title, day=shown)
        if is_taken_off
        else sentence("“{title}” is a priority of {day}", title=record.title, day=shown)
    )
    top = kept if is_taken_off else [*kept, link_text(snapshot, record)]
    return _plan(book, day, {"top": [*top]}, subject)


def plan_marks(book: Book, day: date, field: str, marks: Mapping[str, str]) -> Plan:
    """Plan that the review in ``field`` went as ``marks`` say; what else stands there stays."""
    before = marks_of(journal_on(book.snapshot(), book.me, day), field)
    after: dict[str, Tree] = {**before, **marks}
    shown = show_day(day, book.language)
    subject = (
        sentence("Morning review of {day}", day=shown)
        if field == "morning"
        else sentence("End of the day, {day}", day=shown)
    )
    return _plan(book, day, {field: after}, subject)


def link_text(snapshot: Snapshot, record: Record) -> str:
    """Return the shortest text by which a journal means a record: its name, else its id."""
    return record.name if snapshot.resolve(record.name, None) is record else record.id


def _plan(book: Book, day: date, fields: Mapping[str, Tree], subject: Sentence) -> Plan:
    me = book.me
    if me is None:
        raise NobodyHere
    journal = journal_on(book.snapshot(), me, day)
    if journal is not None:
        edits: list[Edit] = [Put((name,), tree) for name, tree in fields.items() if journal.tree.get(name) != tree]
        return book.edit(journal, edits, subject) if edits else Plan(subject)
    said: dict[str, Tree] = {"title": show_day(day, book.language), "date": day.isoformat(), "who": me, **fields}
    return Plan(subject, book.new("journal", said, person=me).changes)


def _priority(snapshot: Snapshot, journal: Record, text: str) -> Priority:
    record = snapshot.resolve(text, journal)
    state = snapshot.type_of(record).state_of(record) if record else None
    is_sold = record is not None and record.type in SOLD
    is_done = state is not None and (state.kind == "done" or (is_sold and state.kind == "won"))
    return Priority(text, record, is_done)


def _texts(tree: Tree) -> list[str]:
    return [each for each in tree if isinstance(each, str) and each] if isinstance(tree, list) else []
