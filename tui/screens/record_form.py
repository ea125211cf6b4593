"""Forms over records: edit one, write a new one, change a single field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ...records.births import plan_with_births
from ...records.book import Book
from ...records.drafting import Author, draft_fields
from ...records.drafts import About, DraftKind
from ...records.plan import Plan
from ...records.planning import EditConflict
from ...schema.clean import clean
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Path, Tree, dotted
from .. import messages
from ..presentation.following import follow
from ..presentation.form import Form, form_of_new, form_of_record
from ..presentation.form_rows import FormRow
from ..widgets.form_pane import LastRowLeft
from .form import FormScreen
from .form_frame import usual_rows


class RecordFormScreen(FormScreen):
    """Edits a record. What somebody else writes meanwhile is merged; the same field is asked about."""

    BEARS = True
    _record: Record

    def __init__(self, record: Record) -> None:
        super().__init__(record.title, record)

    def about(self) -> About | None:
        """A draft is about this record."""
        return About(DraftKind.EDIT, self._record.path)

    def first_form(self) -> Form:
        """Return the form of the record."""
        ground = self.ground(self._record.type, self._record.client or "")
        return form_of_record(self._record, self.snapshot.type_of(self._record), ground)

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return what is filled, required or listed."""
        return usual_rows(form, self.snapshot.type_of(self._record).listed)

    def save(self, form: Form) -> None:
        """Save what differs, on top of what the file holds by then."""
        edits = form.edits()
        if not edits:
            self.cartera.tell(sentence("Nothing was changed."))
            self.keep_draft()
            self.dismiss(None)
            return
        record = self._record

        def plan(book: Book) -> Plan:
            return plan_with_births(
                book, form.births, form.ground.client, lambda names: book.edit(record, form.with_names(names).edits())
            )

        self.cartera.bridge.save(self, plan)

    def on_saved(self, _message: messages.Saved) -> None:
        """Leave: it is on disk. The app says so."""
        self.leave_saved(self._record.path, None)

    def on_mistook(self, message: messages.Mistook) -> None:
        """Read again what somebody wrote between the last look and the save; show any other mistake."""
        if not isinstance(message.mistake, EditConflict):
            return
        message.stop()
        message.prevent_default()
        path = self._record.path

        def read(book: Book) -> messages.Reread:
            book.refresh([path])
            return messages.Reread(book.snapshot().at_path(path))

        self.cartera.bridge.ask(self, read)

    def on_reread(self, message: messages.Reread) -> None:
        """Follow what the record holds now, and save again: what both changed is asked about there."""
        message.stop()
        now = message.record
        if now is None:
            self.cartera.tell(sentence("The record is gone or cannot be read any more."), "warning")
            return
        if now.digest != self._record.digest:  # else the form has followed already
            self._record = now
            self.pane.exchange(follow(self.pane.form, now.tree, now.body))
        self.do_save()


class FieldFormScreen(RecordFormScreen):
    """Edits one field of a record: Enter saves."""

    def __init__(self, record: Record, path: Path) -> None:
        super().__init__(record)
        self._path = path

    def about(self) -> About | None:
        """A draft is about this one field."""
        return About(DraftKind.EDIT, self._record.path, word=dotted(self._path))

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return the one row, or the rows of the one map."""
        found = [row for row in form.rows if row.path[: len(self._path)] == self._path]
        return found or [row for row in form.rows if row.path[:1] == self._path[:1]]

    def has_body(self) -> bool:
        """The text is shown only when it is what is edited."""
        return self._path == ("body",)

    def on_last_row_left(self, message: LastRowLeft) -> None:
        """Save."""
        message.stop()
        message.prevent_default()
        self.do_save()


class NewRecordScreen(FormScreen):
    """Writes a new record of a type, with the defaults filled in."""

    BEARS = True

    def __init__(self, type_name: str, client: str = "", given: Mapping[str, Tree] | None = None) -> None:
        super().__init__("")
        self._type = type_name
        self._client = client
        self._given = given or {}

    def about(self) -> About | None:
        """A draft is about a new record of this type there."""
        return About(DraftKind.NEW, type=self._type, client=self._client)

    def first_form(self) -> Form:
        """Return the form with the defaults of the type."""
        record_type = self.snapshot.schema.types[self._type]
        author = Author(self.cartera.me or None, self.cartera.now)
        defaults = draft_fields(record_type, self._given, self.snapshot.config, author)
        shown = {name: tree for name, tree in defaults.items() if not record_type.by_name[name].written_by_program}
        return form_of_new(record_type, shown, self.ground(self._type, self._client))

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return what is required or listed."""
        return usual_rows(form, self.snapshot.schema.types[self._type].listed)

    def trail(self) -> tuple[str, ...]:
        """Return the client and what is being written."""
        if self.cartera.snapshot is None:
            return ()
        label = clean(self.language.choose(self.snapshot.schema.types[self._type].label))
        client = self.snapshot.records.get(f"clients/{self._client}/client") if self._client else None
        new = self.language.gettext("New: {type}").format(type=label)
        return (clean(client.title), new) if client else (new,)

    def save(self, form: Form) -> None:
        """Write the record's file."""
        client = self._client

        def make(book: Book, names: Mapping[str, str]) -> Plan:
            fields = form.with_names(names).new_fields()
            return book.new(self._type, fields, client=client or None, body=form.body)

        self.cartera.bridge.save(self, lambda book: plan_with_births(book, form.births, client, partial(make, book)))

    def on_saved(self, message: messages.Saved) -> None:
        """Leave, and show what was written."""
        made = message.ids[-1] if message.ids else None
        self.leave_saved(f"{made}.md", made)
