"""What a form asks over itself: what becomes of a draft, of a field two people changed, of what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...schema.clean import clean
from ...schema.sentences import sentence
from ...schema.tree import Path
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.conflict import clash_answers, clash_lines, label_at
from ..presentation.draft_lines import draft_lines, form_of_draft, moment_words
from ..presentation.following import Settlement, settle
from ..presentation.form import Form

if TYPE_CHECKING:
    from .form import FormScreen
    from .form_frame import FormFrame


def restored(screen: FormFrame) -> Form:
    """Return the form of the draft that waits about what the screen is about; its first form where none does."""
    about, fresh = screen.about(), screen.first_form()
    draft = screen.cartera.drafts.find(about) if about else None
    return form_of_draft(draft, fresh) if draft else fresh


def offer_waiting(screen: FormFrame) -> None:
    """Offer the draft that waits about what the form is about."""
    about = screen.about()
    draft = screen.cartera.drafts.find(about) if about else None
    if draft is None:
        return
    if not form_of_draft(draft, screen.pane.form).is_dirty:
        screen.drop_draft()  # what was typed is in the record by now
        return
    language = screen.language
    when = moment_words(draft.made, screen.cartera.now, language)
    title = language.gettext("Continue the draft of {when}?").format(when=when)

    def answered(word: str | None) -> None:
        if word == "continue":
            screen.take_form(form_of_draft(draft, screen.pane.form))
        elif word == "discard":
            screen.drop_draft()

    lines = draft_lines(draft, screen.pane.form, language)
    screen.app.push_screen(AskModal(clean(title), lines, draft_answers(language.gettext)), answered)


def draft_answers(words: Callable[[str], str]) -> tuple[Answer, ...]:
    """Return what can be done with a draft."""
    return (
        Answer("c", "c", words("Continue it"), "continue"),
        Answer("d", "d", words("Discard it"), "discard"),
        Answer("escape", "Esc", words("Later"), ""),
    )


def ask_clash(screen: FormScreen, path: Path, then: Callable[[], None]) -> None:
    """Ask what becomes of a field that somebody else changed too; ``then`` goes on when it is decided."""
    form = screen.pane.form

    def answered(word: str | None) -> None:
        if word and path in screen.pane.form.clashes:
            screen.pane.exchange(settle(screen.pane.form, path, Settlement(word)))
            then()

    title = screen.language.gettext("Somebody else changed the same field")
    screen.app.push_screen(AskModal(title, clash_lines(form, path), clash_answers(form, path)), answered)


def ask_leave(screen: FormScreen) -> None:
    """Ask what becomes of what was typed."""
    words = screen.language.gettext
    answers = (
        Answer("s", "s", words("Save"), "save"),
        *((Answer("k", "k", words("Leave and keep it as a draft"), "keep"),) if screen.keeps_draft else ()),
        Answer("d", "d", words("Leave and forget what was typed"), "leave"),
        Answer("escape", "Esc", words("Go on writing"), ""),
    )

    def answered(word: str | None) -> None:
        if word == "save":
            screen.do_save()
        elif word == "keep":
            screen.put_away()
            screen.dismiss(None)
        elif word == "leave":
            screen.drop_draft()
            screen.dismiss(None)

    screen.app.push_screen(AskModal(words("This is not saved yet."), (), answers), answered)


def tell_followed(screen: FormFrame, before: Form, after: Form) -> None:
    """Say what somebody else changed while the form was open."""
    fields = ", ".join(label_at(after, each) for each in after.clashes if each not in before.clashes)
    if fields:
        says = sentence("Somebody else changed what you are changing: {fields}. Ctrl-T decides.", fields=fields)
        screen.cartera.tell(says, "warning")
        screen.app.bell()
    elif after.taken != before.taken:
        fields = ", ".join(label_at(after, each) for each in after.taken)
        screen.cartera.tell(sentence("Somebody else changed this record meanwhile: {fields}.", fields=fields))
