"""Settling conflicts from the inbox: the one under the cursor at once, those that are marked after a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.assignments import tree_of
from ..records.link_titles import by_titles
from ..records.spoken import linker_of
from ..records.sync.copies import FileCopy
from ..records.sync.inbox import RecordConflict
from ..records.sync.resolving import plan_value
from ..records.sync.settling import Settlement, Waiting, Way, plan_settlement, settle_one
from ..schema.clean import clean
from ..schema.errors import CarteraError
from ..schema.field import Field
from ..schema.sentences import sentence
from ..schema.showing import show_tree
from . import reports
from .modals.line import LineModal, Understood
from .modals.preview import PreviewModal
from .presentation.cells import Tone
from .presentation.inbox import settlement_items
from .presentation.lines import Span

if TYPE_CHECKING:
    from .screens.inbox import InboxScreen


def path_of(waiting: Waiting) -> str:
    """Return the file that is edited to settle something by hand."""
    return waiting.path if isinstance(waiting, FileCopy) else waiting.record.path


def settle(screen: InboxScreen, way: Way) -> None:
    """Settle what is under the cursor; of what is marked, have it planned: ``SettlementPlanned`` brings it."""
    things, app = screen.chosen_things, screen.cartera
    if screen.marks:
        app.bridge.ask(screen, lambda book: reports.SettlementPlanned(plan_settlement(book, things, way)))
    elif things:
        app.bridge.save(app, lambda book: settle_one(book, things[0], way))


def show_settlement(screen: InboxScreen, found: Settlement) -> None:
    """Show what would be settled; Enter does it as one commit, and takes the marks away."""
    app, words = screen.cartera, screen.language.gettext
    keys = words("Enter does it as one save, which u takes back; Esc leaves all as it is.")
    if not found.plan:
        keys = words("There is nothing to do. Esc closes.")

    def answered(done: bool | None) -> None:
        if done:
            app.bridge.save(app, lambda _book: found.plan)
            screen.unmark()

    title = clean(found.plan.subject.text(screen.language))
    items = settlement_items(found, screen.snapshot, screen.reader)
    app.push_screen(PreviewModal(title, items, keys, can_be_done=bool(found.plan)), answered)


def write_third(screen: InboxScreen) -> None:
    """Settle a conflict with a value of one's own; texts, whole records and files are edited in the file."""
    conflict = screen.conflict
    declared = screen.snapshot.type_of(conflict.record).field_at(conflict.entry.field) if conflict else None
    if screen.marks:
        screen.cartera.tell(sentence("A value of one's own is written one at a time."), "warning")
    elif conflict is not None and declared is not None and conflict.entry.field != "body":
        _ask_value(screen, conflict, declared)
    elif screen.thing is not None:
        screen.cartera.edit_file(path_of(screen.thing))


def _ask_value(screen: InboxScreen, conflict: RecordConflict, declared: Field) -> None:
    app, language = screen.cartera, screen.language
    desk = app.facts.desk
    link = linker_of(screen.snapshot, lambda: app.me, conflict.record)

    def judge(text: str) -> Understood:
        try:
            tree = tree_of(declared, text, desk, link, whole=True)
        except CarteraError as mistake:
            return Understood(((Span(f"! {mistake.sentence.text(language)}", Tone.WARNING),),), is_good=False)
        titles = by_titles(screen.snapshot, conflict.record)
        shown = show_tree(declared, tree, language, screen.reader.zone, titles)
        return Understood(((Span(clean(shown)),),), is_good=bool(text.strip()))

    def typed(text: str | None) -> None:
        if text:
            tree = tree_of(declared, text, desk, link, whole=True)
            app.bridge.save(app, lambda book: plan_value(book, conflict.record, conflict.entry.field, tree))

    words = language.gettext
    title = words("What is right? {field}").format(field=clean(language.choose(declared.label)))
    app.push_screen(LineModal(title, words("Enter settles it, Esc closes."), judge), typed)
