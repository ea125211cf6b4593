"""What is done to all marked records at once: asked for once, previewed field by field, saved as one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.message import Message

from ..records.book import Book
from ..records.bulk import Deed, finish, moving, plan_bulk, remove, setting
from ..records.files.edits import Put
from ..records.guards import allowed_states
from ..records.plan import Plan
from ..records.spoken import linker_of
from ..records.task_deeds import plan_drop, plan_quadrant, plan_snooze
from ..records.views.today.day_field import day_field
from ..schema.clean import clean
from ..schema.dates_in_words import Moment
from ..schema.errors import Refused
from ..schema.folding import fold
from ..schema.machine import State
from ..schema.reader import Desk
from ..schema.record import Record
from ..schema.sentences import Sentence, plural, sentence
from . import messages
from .bulk_fields import ask_field
from .due_deeds import ask_day
from .modals.chooser import Chooser, Wording
from .modals.preview import PreviewModal
from .presentation.bulk_page import bulk_items
from .presentation.cells import Tone
from .presentation.lines import Item, Span
from .waiting import told

if TYPE_CHECKING:
    from .screens.marked import MarkedScreen

Together = Callable[["MarkedScreen", Sequence[Record]], None]
"""Does one action to all marked records of a list."""


_MANY = 300
"""Records from which saving takes long enough to say so."""


class NotDue(Refused):
    """Nothing about a record is due on a day, so it cannot be put off."""

    def __init__(self, record: Record) -> None:
        super().__init__(sentence("Nothing about “{title}” is due on a day.", title=record.title))


def preview(screen: MarkedScreen, records: Sequence[Record], deed: Deed, what: Sentence) -> None:
    """Have it planned what ``deed`` does to each record; ``BulkPlanned`` brings the preview."""
    app = screen.cartera

    def job(book: Book) -> Message | None:
        return told(app, lambda tell: messages.BulkPlanned(plan_bulk(book, records, deed, what, tell)))

    app.bridge.ask(screen, job)


def show_preview(screen: MarkedScreen, message: messages.BulkPlanned) -> None:
    """Show what would be done; Enter does it as one commit, and takes the marks away."""
    bulk, words = message.bulk, screen.language.gettext
    keys = words("Enter does it as one save, which u takes back; Esc leaves all as it is.")
    if not bulk.plan:
        keys = words("There is nothing to do. Esc closes.")
    items = bulk_items(bulk, screen.snapshot, screen.reader)
    title = clean(bulk.plan.subject.text(screen.language))

    def answered(done: bool | None) -> None:
        if done:
            if bulk.count > _MANY:
                count = plural("Saving {n} record...", "Saving {n} records...", bulk.count)
                screen.cartera.tell(count)
            screen.cartera.bridge.save(screen.cartera, lambda _book: bulk.plan)
            screen.unmark()

    heading = title[:1].upper() + title[1:]
    screen.app.push_screen(PreviewModal(heading, items, keys, can_be_done=bool(bulk.plan)), answered)


def set_words(screen: MarkedScreen, records: Sequence[Record], words: Sequence[str], what: Sentence) -> None:
    """Preview the assignments ``words`` on each record."""
    app, snapshot = screen.cartera, screen.snapshot
    desk = Desk(Moment(app.now, app.language), snapshot.config.currency, snapshot.config.country, app.me)
    preview(screen, records, setting(words, desk, lambda record: linker_of(snapshot, lambda: app.me, record)), what)


def edit_fields(screen: MarkedScreen, records: Sequence[Record]) -> None:
    """Ask for a field and its value."""
    ask_field(screen, records, lambda words, what: set_words(screen, records, words, what))


def _move(screen: MarkedScreen, records: Sequence[Record]) -> None:
    """Ask for a state that at least one of the records may enter."""
    states: dict[str, State] = {}
    for record in records:
        for each in allowed_states(screen.snapshot, record):
            states.setdefault(each.word, each)
    if not states:
        screen.cartera.tell(sentence("From here they go nowhere."), "warning")
        return
    language = screen.language

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        return [
            Item((Span(label), Span(f"  {each.word}", Tone.MUTED)), target=each.word)
            for each in states.values()
            if wanted in fold(label := clean(language.choose(each.label))) or wanted in each.word
        ]

    def chosen(word: str | None) -> None:
        if word:
            preview(screen, records, moving(word), sentence("moved to {state}", state=states[word].label))

    words = language.gettext
    wording = Wording(
        words("Move the marked records to"),
        words("↑ ↓ choose, Enter moves, Esc closes."),
        words("No state is called that."),
    )
    screen.app.push_screen(Chooser(wording, narrow), chosen)


def _drop(screen: MarkedScreen, records: Sequence[Record]) -> None:
    preview(screen, records, plan_drop, sentence("dropped"))


def _done(screen: MarkedScreen, records: Sequence[Record]) -> None:
    preview(screen, records, finish, sentence("done"))


def _remove(screen: MarkedScreen, records: Sequence[Record]) -> None:
    preview(screen, records, remove, sentence("deleted"))


def _reschedule(screen: MarkedScreen, records: Sequence[Record]) -> None:
    """Ask for the day to which all are put off."""
    due_by = screen.due_by

    def chosen(day: date | datetime) -> None:
        def deed(book: Book, record: Record) -> Plan:
            field = due_by.get(record.id) or day_field(book.snapshot(), record)
            if not field:
                raise NotDue(record)
            return plan_snooze(book, record, tuple(field.split(".")), day)

        preview(
            screen, records, deed, sentence("put off until {day}", day=day.date() if isinstance(day, datetime) else day)
        )

    ask_day(screen.cartera, screen.language.gettext("Put the marked records off until"), chosen)


def _quadrant(number: int) -> Together:
    """Return what puts tasks into a quadrant."""

    def together(screen: MarkedScreen, records: Sequence[Record]) -> None:
        def deed(book: Book, record: Record) -> Plan:
            return plan_quadrant(book, record, number)

        preview(screen, records, deed, sentence("quadrant {number}", number=number))

    return together


def _delegate(screen: MarkedScreen, records: Sequence[Record]) -> None:
    """Ask who shall have them: tasks by their assignee, all else by its owner."""
    language = screen.language
    users = screen.snapshot.of_type("user")

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        return [
            Item((Span(clean(each.title)), Span(f"  {each.name}", Tone.MUTED)), target=each.name)
            for each in users
            if wanted in fold(each.title) or wanted in each.name
        ]

    def chosen(handle: str | None) -> None:
        user = next((each for each in users if each.name == handle), None)
        if user is not None:
            deed = _giving(user.name)
            preview(screen, records, deed, sentence("given to {person}", person=user.title))

    words = language.gettext
    wording = Wording(
        words("Who shall have the marked records"),
        words("Type to narrow, Enter chooses, Esc closes."),
        words("Nobody is called that."),
    )
    screen.app.push_screen(Chooser(wording, narrow), chosen)


def _giving(handle: str) -> Deed:
    def deed(book: Book, record: Record) -> Plan:
        name = "assignee" if "assignee" in book.snapshot().type_of(record).by_name else "owner"
        if record.text(name) == handle:
            return Plan(sentence("nothing changed"))
        return book.edit(record, [Put((name,), handle)])

    return deed


TOGETHER: Mapping[str, Together] = {
    "edit": edit_fields,
    "ask-field": edit_fields,
    "move": _move,
    "done": _done,
    "reschedule": _reschedule,
    "delegate": _delegate,
    "remove": _remove,
    "drop-task": _drop,
    **{f"quadrant-{number}": _quadrant(number) for number in range(1, 5)},
}
"""What can be done to all marked records, by the id of the action."""

ALONE = frozenset({"edit-file", "rename", "move-on", "move-back", "copy", "follow-up", "priority"})
"""What is done to one record only."""
