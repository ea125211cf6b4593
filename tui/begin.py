"""Beginning something new: of which type, for which client, and the log line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..records.book import Book
from ..records.drafts import About, Draft, DraftKind
from ..records.log_draft import understand_line
from ..records.snapshot import Snapshot
from ..records.task_deeds import is_answerable, plan_answer
from ..schema.clean import clean
from ..schema.dates_in_words import Moment
from ..schema.folding import fold
from ..schema.language import Language
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.tree import Tree
from . import messages
from .acting import Acting
from .actions import Place
from .drafts import LineDraft
from .modals.chooser import Chooser, Wording
from .modals.line import LineModal, Understood
from .presentation.cells import Tone
from .presentation.draft_lines import moment_words
from .presentation.lines import Item, Span
from .presentation.log_preview import STAYS_OPEN, answer_line, log_lines
from .screens.listing import ListScreen
from .screens.record_form import NewRecordScreen

if TYPE_CHECKING:
    from .app import Cartera

MOST_CLIENTS = 200
"""Clients offered at once; typing narrows them."""

_FIRST_TYPES = ("interaction", "task", "opportunity", "contact", "proposal", "contract", "case", "project")
"""What people write most often comes first where a type is chosen."""

NOWHERE = "-"
"""The answer that means: not in a client's folder."""


def begin_new(app: Cartera, selected: Record | None) -> None:
    """Write a new record: of the type of the list, else of a type that is chosen first."""
    screen = app.screen
    if isinstance(screen, ListScreen):
        _for_client(app, screen.record_type, selected)
    elif isinstance(screen, Acting) and screen.place is Place.PIPELINE and app.snapshot is not None:
        _for_client(app, app.snapshot.schema.types["opportunity"], selected)
    else:
        _choose_type(app, selected)


def begin_task(app: Cartera, selected: Record | None) -> None:
    """Write a new task about the selected record, in the folder of its client."""
    given: dict[str, Tree] = {}
    if selected is not None and selected.type in {"opportunity", "case", "project", "contract", "proposal"}:
        given["about"] = selected.name
    _open(app, "task", selected.client or "" if selected else "", given)


def begin_log(app: Cartera, selected: Record | None) -> None:
    """Log an interaction with the selected record's client in one line."""
    snapshot = app.snapshot
    if snapshot is None:
        return
    client = snapshot.client_of(selected) if selected else None
    about = _about(snapshot, selected)
    answered = selected if selected and is_answerable(snapshot, selected, app.now) else None
    moment, language = Moment(app.now, app.language), app.language
    interaction = snapshot.schema.types["interaction"]

    def judge(text: str) -> Understood:
        kept_open = answered is None or text.rstrip().endswith(STAYS_OPEN)
        draft = understand_line(_without_sign(text), snapshot, moment, client=client, about=about)
        says = [*log_lines(draft, interaction, language)]
        if answered is not None:
            says.insert(-len(draft.complaints) or len(says), answer_line(answered, language, stays_open=kept_open))
        return Understood(tuple(says), not draft.complaints)

    kept = _line_draft(app, selected, client)

    def typed(text: str | None) -> None:
        if text:
            app.bridge.ask(app, lambda book: log(book, text))

    def log(book: Book, text: str) -> messages.Saved:
        draft = understand_line(_without_sign(text), snapshot, moment, client=client, about=about)
        plan = plan_answer(book, draft, None if text.rstrip().endswith(STAYS_OPEN) else answered)
        saved = book.apply(plan)
        kept.drop()
        return messages.Saved(plan.subject, saved.ids, saved.receipt)

    words = language.gettext
    title = words("Log: {client}").format(client=client.title) if client else words("Log an interaction")
    keys = words("Enter saves, Esc closes.")
    example = words("call ana 20m: budget is fine > send the proposal @friday")
    waiting = kept.waiting
    if waiting is not None:
        when = moment_words(waiting.made, app.now, language)
        kept_from = words("Kept from {when}; Ctrl-U clears it.").format(when=when)
        keys = f"{kept_from} {keys}"
    text = waiting.text if waiting else ""
    app.push_screen(LineModal(title, f"{example}\n{keys}", judge, text, kept), typed)


def _about(snapshot: Snapshot, selected: Record | None) -> Record | None:
    """Return the deal or the like a log line is about: the selected one, or what the selected task is about."""
    if selected is None:
        return None
    if selected.type == "task":
        link = selected.text("about")
        selected = snapshot.resolve(link, selected) if link else None
    return selected if selected and selected.type in {"opportunity", "case", "project", "contract"} else None


def _without_sign(text: str) -> str:
    """Return a log line without the dots that keep the task it answers open."""
    return text.rstrip().removesuffix(STAYS_OPEN)


def continue_line(app: Cartera, draft: Draft) -> None:
    """Go on with a log line that was left behind, on the record it was typed on."""
    snapshot = app.snapshot
    begin_log(app, snapshot.at_path(draft.about.record) if snapshot and draft.about.record else None)


def _line_draft(app: Cartera, selected: Record | None, client: Record | None) -> LineDraft:
    """Return where a log line is kept while it is typed: one for each client, and for each deal and the like."""
    on = selected or client
    about = About(DraftKind.LINE, on.path if on else "", word="log")
    return LineDraft(app.drafts, about, on.title if on else "", lambda: app.now)


def _choose_type(app: Cartera, selected: Record | None) -> None:
    snapshot, language = app.snapshot, app.language
    if snapshot is None:
        return
    types = snapshot.schema.types

    def narrow(text: str) -> list[Item]:
        return _type_items(types, text, language)

    def chosen(name: str | None) -> None:
        if name:
            _for_client(app, types[name], selected, certain=True)

    words = language.gettext
    wording = Wording(
        words("What is new?"), words("Type to narrow, Enter chooses, Esc closes."), words("No such type.")
    )
    app.push_screen(Chooser(wording, narrow), chosen)


def _type_items(types: Mapping[str, RecordType], text: str, language: Language) -> list[Item]:
    ordered = [types[name] for name in _FIRST_TYPES if name in types]
    ordered += [each for each in types.values() if each.name not in _FIRST_TYPES]
    wanted = fold(text.strip())
    return [
        Item((Span(clean(language.choose(each.about)), Tone.MUTED),), label=label, target=each.name)
        for each in ordered
        if wanted in fold(label := clean(language.choose(each.label))) or wanted in each.name
    ]


def _for_client(app: Cartera, record_type: RecordType, selected: Record | None, *, certain: bool = False) -> None:
    """Write a new record of a type; where it lies with a client, ask with which one unless that is ``certain``."""
    snapshot = app.snapshot
    if snapshot is None:
        return
    near = snapshot.client_of(selected) if selected else None
    if "client" not in record_type.layout.homes:
        _open(app, record_type.name, "")
    elif near is not None and certain:
        _open(app, record_type.name, near.name)
    else:
        _choose_client(app, snapshot, near, lambda slug: _open(app, record_type.name, slug))


def fill_new(app: Cartera, type_name: str, client: str, given: Mapping[str, Tree]) -> None:
    """Write a new record of which some fields are given; where it lies with a client and none is, ask with which one."""
    snapshot = app.snapshot
    if snapshot is None:
        return
    if client or "client" not in snapshot.schema.types[type_name].layout.homes:
        _open(app, type_name, client, given)
    else:
        _choose_client(app, snapshot, None, lambda slug: _open(app, type_name, slug, given))


def _choose_client(app: Cartera, snapshot: Snapshot, near: Record | None, then: Callable[[str], None]) -> None:
    words = app.language.gettext
    clients = sorted(snapshot.of_type("client"), key=lambda each: (each is not near, fold(each.title)))

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        fitting = [each for each in clients if wanted in fold(each.title) or wanted in each.name]
        items = [Item((Span(clean(each.title)),), target=each.name) for each in fitting[:MOST_CLIENTS]]
        return [*items, Item((Span(words("(no client)"), Tone.MUTED),), target=NOWHERE)]

    def chosen(answer: str | None) -> None:
        if answer:
            then("" if answer == NOWHERE else answer)

    wording = Wording(
        words("With which client?"), words("Type to narrow, Enter chooses, Esc closes."), words("No such client.")
    )
    app.push_screen(Chooser(wording, narrow), chosen)


def _open(app: Cartera, type_name: str, client: str, given: Mapping[str, Tree] | None = None) -> None:
    def written(record_id: str | None) -> None:
        if record_id:
            app.open_record(record_id)

    app.push_screen(NewRecordScreen(type_name, client, given), lambda answer: written(str(answer) if answer else None))
