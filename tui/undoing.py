"""Undo and redo: what they would do, doing it, and the list of the last changes to choose one from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.clean import clean
from ..schema.dataclass import replace
from ..schema.folding import fold
from ..schema.formats import show_instant
from ..schema.sentences import sentence
from . import messages

if TYPE_CHECKING:
    from ..records.book import Book
    from ..records.saving.undo_steps import UndoState, UndoStep
    from ..records.snapshot import Snapshot
    from .app import Cartera
    from .presentation.lines import Item


class Undoing:
    """Keeps what undo and redo would do; asked of git beside the screen after every change."""

    def __init__(self) -> None:
        self.state: UndoState | None = None
        """None until it was looked at."""

    @property
    def undoes(self) -> str:
        """What the next undo takes back; empty where there is nothing or it is not known yet."""
        return clean(self.state.undoes) if self.state else ""

    @property
    def redoes(self) -> str:
        """What the next redo makes again; empty where there is nothing or it is not known yet."""
        return clean(self.state.redoes) if self.state else ""

    def look(self, root: Path | None, snapshot: Snapshot) -> None:
        """Ask git, and call clients by their titles; for a thread."""
        from ..records.saving.undo_steps import read_undo_state
        from ..records.subjects import subject_by_title

        if root is not None:
            found = read_undo_state(root)
            self.state = replace(
                found,
                undoes=subject_by_title(found.undoes, snapshot),
                redoes=subject_by_title(found.redoes, snapshot),
                steps=tuple(replace(each, subject=subject_by_title(each.subject, snapshot)) for each in found.steps),
            )


def undo(app: Cartera, commit: str = "") -> None:
    """Take back the last change, or the one of ``commit``, and say what it was."""

    def job(book: Book) -> messages.Saved:
        from ..records.subjects import subject_by_title
        from ..records.undoing import take_back

        snapshot = book.snapshot()
        undone = take_back(book, commit)
        what = subject_by_title(undone.subject, snapshot)
        says = sentence("Undone: {what}; {key} does it again", what=what, key=app.keymap.table.key_of("redo", ":redo"))
        return messages.Saved(says, (), undone.receipt)

    app.bridge.ask(app, job)


def redo(app: Cartera) -> None:
    """Make again what was undone last, and say what it was."""

    def job(book: Book) -> messages.Saved:
        from ..records.subjects import subject_by_title
        from ..records.undoing import make_again

        redone = make_again(book)
        what = subject_by_title(redone.subject, book.snapshot())
        says = sentence(
            "Done again: {what}; {key} takes it back", what=what, key=app.keymap.table.key_of("undo", ":undo")
        )
        return messages.Saved(says, (), redone.receipt)

    app.bridge.ask(app, job)


def choose_undo(app: Cartera) -> None:
    """Show the last changes with who made them and when; the chosen one is taken back alone."""
    from .modals.chooser import Chooser, Wording

    state, words = app.undoing.state, app.language.gettext
    if state is None or not state.steps:
        app.tell(sentence("There is nothing of yours to undo."), "warning")
        return
    keys = words("↑ ↓ choose, Enter takes that change back and nothing else, Esc closes.")
    wording = Wording(words("Your last changes"), keys, words("No change says that."))
    steps = state.steps

    def chosen(commit: str | None) -> None:
        if commit:
            undo(app, commit)

    app.push_screen(Chooser(wording, lambda text: _step_items(app, steps, text), wide=True), chosen)


def _step_items(app: Cartera, steps: tuple[UndoStep, ...], text: str) -> list[Item]:
    from .presentation.cells import Tone
    from .presentation.lines import Item, Span

    taken_back = app.language.gettext("(taken back)")
    wanted, items = fold(text.strip()), []
    for each in steps:
        subject = clean(each.subject)
        if wanted not in fold(f"{subject} {each.who}"):
            continue
        said = "" if each.stands else f"  {taken_back}"
        tone = Tone.NORMAL if each.stands else Tone.MUTED
        when = show_instant(each.when, app.language, app.now.tzinfo)
        who = Span(f"{clean(each.who)}  ", Tone.MUTED)
        items.append(Item((who, Span(subject, tone), Span(said, Tone.MUTED)), label=when, target=each.commit))
    return items
