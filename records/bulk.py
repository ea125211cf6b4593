"""Many records at once: one plan from the same deed done to each, one commit, one undo.

What cannot be done to a record is told with its reason and hinders none of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass
from ..schema.errors import CarteraError
from ..schema.reader import Desk
from ..schema.record import Record
from ..schema.sentences import Sentence, plural, sentence
from . import steps
from .assignments import Linker, edits_of, read_assignment
from .guards import MoveRefused, allowed_states
from .plan import Plan, RecordChange
from .planning import plan_edit
from .saving.writes import FileWrite
from .spoken import fields_given, state_called
from .steps import Step, Tell

if TYPE_CHECKING:
    from .book import Book

Deed = Callable[["Book", Record], Plan]
"""Plans what is done to one record."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record to which it cannot be done."""

    record: Record
    """Which."""
    says: Sentence
    """Why."""
    hint: Sentence | None
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a deed does to many records."""

    plan: Plan
    """All changes; empty where there are none."""
    refused: tuple[Refusal, ...]
    """To which records it cannot be done."""
    untouched: tuple[Record, ...]
    """Records that are already as they would be."""

    @property
    def count(self) -> int:
        """How many files change."""
        return len(self.plan.changes)


def plan_bulk(book: Book, records: Sequence[Record], deed: Deed, what: Sentence, tell: Tell | None = None) -> Bulk:
    """Plan ``deed`` for each record; ``what`` it is in words. ``tell`` is told before each how many are planned."""
    changes: dict[str, RecordChange] = {}
    carried: dict[str, FileWrite] = {}
    refused: list[Refusal] = []
    untouched: list[Record] = []
    for number, record in enumerate(records):
        if tell is not None:
            tell(Step(steps.Deed.CHANGE, number, len(records)))
        try:
            plan = deed(book, record)
            if not plan.changes:
                untouched.append(record)
                continue
            for change in plan.changes:
                earlier = changes.get(change.path)
                changes[change.path] = _joined(book, earlier, change) if earlier else change
        except CarteraError as mistake:
            refused.append(Refusal(record, mistake.sentence, mistake.hint))
        else:
            carried.update({each.path: each for each in plan.carried})
    subject = plural("{what} ({n} record)", "{what} ({n} records)", len(changes), what=what)
    plan = Plan(subject, tuple(changes.values()), carried=tuple(carried.values())) if changes else Plan(subject)
    return Bulk(plan, tuple(refused), tuple(untouched))


def _joined(book: Book, earlier: RecordChange, later: RecordChange) -> RecordChange:
    """Return one change for two of the same file: what both say is said once."""
    record = earlier.before
    if record is None or earlier.after is None or later.after is None:
        return earlier
    edits = [*earlier.edits, *(each for each in later.edits if each not in earlier.edits)]
    return plan_edit(book.snapshot(), book.root, record, edits)


def setting(words: Sequence[str], desk: Desk, linker: Callable[[Record], Linker]) -> Deed:
    """Return the deed that makes the assignments ``words`` (``f=v``, ``f+=v``, ``f-=v``) on a record.

    A change of state goes through its guards.
    """

    def deed(book: Book, record: Record) -> Plan:
        snapshot = book.snapshot()
        record_type = snapshot.type_of(record)
        read = [read_assignment(word, record_type) for word in words]
        link = linker(record)
        machine = record_type.machine
        target = next((each for each in read if machine and each.path == (machine.field,) and each.sign == "="), None)
        if target is not None:
            rest = [each for each in read if each is not target]
            state = state_called(snapshot, record, target.text)
            if machine and record.text(machine.field) == state:
                return Plan(sentence("nothing changed"))
            return book.move(record, state, given=fields_given(record, rest, desk, link))
        edits = [edit for each in read for edit in edits_of(each, record.tree, desk, link)]
        return book.edit(record, edits)

    return deed


def moving(word: str) -> Deed:
    """Return the deed that moves a record into the state ``word``."""

    def deed(book: Book, record: Record) -> Plan:
        machine = book.snapshot().type_of(record).machine
        if machine and record.text(machine.field) == word:
            return Plan(sentence("nothing changed"))
        return book.move(record, word)

    return deed


def finish(book: Book, record: Record) -> Plan:
    """Plan that a record is done: the state that ends it well.

    Raises:
        MoveRefused: it can enter none.

    """
    allowed = allowed_states(book.snapshot(), record)
    done = next((each for each in allowed if each.kind == "done"), None)
    if done is None:
        raise MoveRefused(
            sentence("“{title}” cannot be marked done from here.", title=record.title), (), tuple(allowed)
        )
    return book.move(record, done.word)


def remove(book: Book, record: Record) -> Plan:
    """Plan that a record goes, a client with all of its folder."""
    return book.remove(record, with_contents=record.type == "client")
