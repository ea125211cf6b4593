"""Going on with what was left behind: the drafts of a run that was cut off are offered when the book is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.draft_shelf import Left
from ..records.drafts import Draft, DraftKind
from ..records.guards import missing_for
from ..schema.clean import clean
from ..schema.dataclass import replace
from ..schema.dates_in_words import Moment
from ..schema.sentences import plural, sentence
from .begin import continue_line
from .modals.ask import AskModal
from .presentation.answers import Answer
from .presentation.draft_lines import draft_lines, moment_words
from .presentation.form import Form, form_of_new
from .presentation.ground import Ground
from .screens.form_questions import draft_answers
from .screens.move import MoveFormScreen
from .screens.record_form import FieldFormScreen, NewRecordScreen, RecordFormScreen

if TYPE_CHECKING:
    from .app import Cartera


def offer_drafts(app: Cartera) -> None:
    """Offer what was left behind, one draft after another, the newest first."""
    left = app.drafts.left
    if left:
        _offer(app, left, 0)
    else:
        app.tell(sentence("There is no draft."))


def offer_unasked(app: Cartera) -> None:
    """Offer what was left behind at the start; to whom types already, in a line that takes no keys.

    A box would take those on their way to a list for its answers: ``g d`` would throw the draft away.
    """
    if app.last_typed:
        key = app.keymap.table.key_of("drafts", ":drafts")
        says = plural("{n} draft waits: {key}", "{n} drafts wait: {key}", len(app.drafts.left), key=key)
        app.tell(says, "warning")
    else:
        offer_drafts(app)


def _offer(app: Cartera, left: list[Left], place: int) -> None:
    draft = left[place].draft
    words = app.language.gettext
    when = moment_words(draft.made, app.now, app.language)
    title = words("Continue the draft of {what} from {when}?").format(what=_name(app, draft), when=when)
    lines = draft_lines(draft, _form(app, draft), app.language)
    following = place + 1 < len(left)
    more = (Answer("n", "n", words("Next draft ({n} of {all})").format(n=place + 1, all=len(left)), "next"),)

    def answered(word: str | None) -> None:
        if word == "continue":
            _resume(app, draft)
        elif word == "discard":
            app.drafts.drop(draft.about)
        if word in {"discard", "next"} and following:
            _offer(app, left, place + 1)

    answers = (*draft_answers(words), *(more if following else ()))
    app.push_screen(AskModal(clean(title), lines, answers), answered)


def _name(app: Cartera, draft: Draft) -> str:
    """Return what a draft is of, in words."""
    about, snapshot = draft.about, app.snapshot
    if about.kind is DraftKind.LINE or snapshot is None:
        return app.language.gettext("a log line")
    title = app.language.gettext("“{title}”").format(title=draft.title) if draft.title else ""
    if about.kind is DraftKind.NEW and about.type in snapshot.schema.types:
        label = app.language.choose(snapshot.schema.types[about.type].label)
        return app.language.gettext("a new record ({type}) {title}").format(type=label, title=title).strip()
    return title or about.record


def _form(app: Cartera, draft: Draft) -> Form | None:
    """Return a form that knows what the fields of a draft are called; None where its type is gone."""
    snapshot, about = app.snapshot, draft.about
    record = snapshot.at_path(about.record) if snapshot and about.record else None
    name = record.type if record else about.type
    if snapshot is None or name not in snapshot.schema.types:
        return None
    ground = Ground(
        snapshot, Moment(app.now, app.language), name, about.client or (record.client if record else "") or ""
    )
    form = form_of_new(snapshot.schema.types[name], draft.start, ground)
    return replace(form, is_new=about.kind is DraftKind.NEW)


def _resume(app: Cartera, draft: Draft) -> None:
    """Open the form again with what was typed."""
    snapshot, about = app.snapshot, draft.about
    if snapshot is None:
        return
    if about.kind is DraftKind.LINE:
        continue_line(app, draft)
        return
    if about.kind is DraftKind.NEW:
        if about.type in snapshot.schema.types:
            _push(app, NewRecordScreen(about.type, about.client, draft.start))
        return
    record = snapshot.at_path(about.record)
    if record is None:
        app.tell(sentence("The record is gone or cannot be read any more."), "warning")
    elif about.kind is DraftKind.EDIT:
        path = tuple(about.word.split("."))
        _push(app, FieldFormScreen(record, path) if about.word else RecordFormScreen(record))
    else:
        flow = snapshot.type_of(record).flow_of(record)
        state = flow.states.get(about.word) if flow else None
        if state is not None:
            _push(app, MoveFormScreen(record, state, missing_for(snapshot, record, state, now=app.now)))


def _push(app: Cartera, screen: RecordFormScreen | NewRecordScreen | MoveFormScreen) -> None:
    screen.resumes = True
    app.push_screen(screen)
