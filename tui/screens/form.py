"""Forms: what every screen that fills one in shares."""

from __future__ import annotations

from abc import abstractmethod

from ...records.drafts import About, DraftKind
from ...schema.sentences import sentence
from ..presentation.draft_lines import draft_of
from ..presentation.form import Form
from ..presentation.late_typing import typed_since
from ..widgets.form_pane import LastRowLeft, RowOpened
from .finding_rows import find_row
from .form_frame import FormFrame, worth_showing
from .form_questions import ask_clash, ask_leave
from .opening_rows import open_row
from .outside import write_form_outside


class FormScreen(FormFrame):
    """Fills in a form; sub-classes say where it comes from and how it is saved."""

    _saving: Form | None = None
    """What was given to be saved."""

    @abstractmethod
    def save(self, form: Form) -> None:
        """Save what was written."""

    def may_leave(self) -> bool:
        """What was typed is kept as a draft; where nothing can be kept, ask first."""
        if not self.pane.form.is_dirty:
            return True
        self.keep_draft()
        if not self.cartera.drafts.keeps:
            self.do_leave()
        return self.cartera.drafts.keeps

    # What the keys do

    def do_save(self) -> None:
        """Save, or go to the first row that keeps it from being saved."""
        self.pane.commit()
        blocking = self.pane.form.first_blocking()
        if blocking is not None:
            self.pane.go_to(blocking)
            self.app.bell()
            return
        clash = next(iter(self.pane.form.clashes), None)
        if clash is not None:
            ask_clash(self, clash, self.do_save)
            return
        self._saving = self.pane.form
        self.save(self.pane.form)

    def leave_saved(self, path: str, result: str | None) -> None:
        """Leave: it is in the record at ``path``. What was typed while the save waited is kept as a draft of it."""
        self.pane.commit()
        late = typed_since(self._saving, self.pane.form) if self._saving is not None else None
        if late is not None and not self.cartera.drafts.keeps:
            self.cartera.tell(sentence("What you typed while it was saved is not saved yet."), "warning")
            return
        self.drop_draft()
        if late is not None:
            about = About(DraftKind.EDIT, path)
            self.cartera.drafts.put_away(draft_of(late, about, self._heading, self.cartera.now))
            self.cartera.tell(
                sentence("What you typed while it was saved is kept as a draft: edit the record to go on.")
            )
        self.dismiss(result)

    def do_settle(self) -> None:
        """Decide about the field somebody else changed too: the one under the cursor, else the first."""
        clashes = self.pane.form.clashes
        path = self.pane.line.path if self.pane.line else ()
        if clashes:
            ask_clash(self, path if path in clashes else next(iter(clashes)), lambda: None)
        else:
            self.cartera.tell(sentence("Nobody else has changed what you are changing."))

    def do_leave(self) -> None:
        """Close what is offered; else leave, asking where something would be lost."""
        if self.pane.close_offers():
            return
        self.pane.commit()
        if not self.pane.form.is_dirty:
            self.keep_draft()
            self.dismiss(None)
            return
        ask_leave(self)

    def do_accept(self) -> None:
        """Take what is offered, open a list, or go on."""
        self.pane.accept()

    def do_complete(self) -> None:
        """Offer what fits."""
        self.pane.ask_offers()

    def do_more(self) -> None:
        """Show all rows, or the usual ones and those that were filled."""
        self._shows_all = not self._shows_all
        self.pane.show_rows(
            self.pane.form.rows if self._shows_all else worth_showing(self.pane.form, self.usual(self.pane.form))
        )

    def do_find_field(self) -> None:
        """Go to a field by its name; one that is not shown comes up."""
        find_row(self)

    def do_outside(self) -> None:
        """Write on in the person's own editor."""
        write_form_outside(self)

    def do_next_field(self) -> None:
        """Go down."""
        self.pane.step(1)

    def do_previous_field(self) -> None:
        """Go up."""
        self.pane.step(-1)

    def on_row_opened(self, message: RowOpened) -> None:
        """Edit a list item by item, or a text of several lines."""
        message.stop()
        open_row(self, self._heading, message.row)

    def on_last_row_left(self, message: LastRowLeft) -> None:
        """Say how to save."""
        message.stop()
        self.cartera.tell(sentence("This was the last field. Ctrl-S saves."))
