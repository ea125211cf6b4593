"""What a state asks for before a record may enter it, asked in a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget
from textual.widgets import Static

from ...records.drafts import About, DraftKind
from ...records.guarding import owner_of
from ...records.guards import Missing, missing_for
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.field import Field, Shape
from ...schema.kinds import TEXT
from ...schema.machine import State
from ...schema.problems import Severity
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .. import messages
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.form import Form
from ..presentation.form_rows import FormRow
from ..presentation.plain import plain
from ..widgets.form_pane import FormPane, LastRowLeft
from .form import FormScreen
from .record_form import FieldFormScreen

NOTE = Field("note", Shape.SCALAR, TEXT, {"en": "Note", "es": "Nota"})
"""The note of a move: why it goes back, or what happened."""


class MoveFormScreen(FormScreen):
    """Asks for the missing fields, then moves the record."""

    _record: Record

    def __init__(
        self, record: Record, state: State, missing: Sequence[Missing], given: Mapping[str, Tree] | None = None
    ) -> None:
        super().__init__(record.title, record)
        self._state = state
        self._missing = tuple(missing)
        self._given = given or {}

    def about(self) -> About | None:
        """A draft is about this move."""
        return About(DraftKind.MOVE, self._record.path, word=self._state.word)

    def start_of(self, record: Record) -> dict[str, Tree]:
        """Return the record's fields; its own note is not the note of the move."""
        return {name: tree for name, tree in record.tree.items() if name != NOTE.name}

    def first_form(self) -> Form:
        """Return a form of the fields that are asked for, and a note."""
        record_type = self.snapshot.type_of(self._record)
        names = {each.field.split(".")[0] for each in self._missing if each.field}
        asked = tuple(each for each in record_type.fields if each.name in names and each.name != NOTE.name)
        ground = self.ground(self._record.type, self._record.client or "")
        wants_note = any(each.field == NOTE.name for each in self._missing)
        note = replace(NOTE, required=Severity.ERROR) if wants_note else NOTE
        return Form((*asked, note), self.start_of(self._record), ground, state_kind=self._state.kind)

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return the rows that are asked for, and the note."""
        wanted = {*(tuple(each.field.split(".")) for each in self._missing if each.field), (NOTE.name,)}
        return [row for row in form.rows if row.path in wanted or row.path[:1] in wanted]

    def has_body(self) -> bool:
        """The text is not asked for here."""
        return False

    def trail(self) -> tuple[str, ...]:
        """Return the record and where it goes."""
        return (clean(self._record.title), clean(self.language.choose(self._state.label)))

    def content(self) -> Iterable[Widget]:
        """Return what is asked for, in words, over the form."""
        lines = [self.language.gettext("To go there it still needs:")]
        lines += [f"  - {self.language.choose(each.says)}{self._where(each)}" for each in self._missing]
        if self._given:
            lines.append(self.language.gettext("Given already: {fields}").format(fields=self._given_labels()))
        yield Static(plain("\n".join(lines)), id="move-asks")
        yield from super().content()

    def save(self, form: Form) -> None:
        """Move, when nothing is missing any more."""
        given = {**self._given, **form.changed()}
        note_tree = given.pop(NOTE.name, "")
        note = note_tree if isinstance(note_tree, str) else ""
        missing = missing_for(self.snapshot, self._record, self._state, given, note, self.cartera.now)
        if missing:
            what = tuple(each.says for each in missing)
            self.cartera.tell(sentence("It still lacks: {what}.", what=what), "warning")
            row = next((each for each in form.rows if each.path == tuple(missing[0].field.split("."))), None)
            if row is not None:
                self.query_one(FormPane).go_to(row)
            elif missing[0].place:
                self._offer_owner(missing[0])
            return
        record, word = self._record, self._state.word
        self.cartera.bridge.save(self, lambda book: book.move(record, word, given=given, note=note))

    def _offer_owner(self, missing: Missing) -> None:
        """Offer to fill in what is missing in another record; the move waits behind it."""
        owner = owner_of(self.snapshot, self._record, missing.place)
        field = self.snapshot.type_of(owner).field_at(missing.inside) if owner else None
        if owner is None or field is None:
            return
        words = self.language.gettext
        title = words("{field} is missing in {record}.").format(
            field=self.language.choose(field.label), record=owner.title
        )
        answers = (
            Answer("enter", "Enter", words("Fill it in there"), "open"),
            Answer("escape", "Esc", words("Go on writing"), ""),
        )
        path = tuple(missing.inside.split("."))

        def answered(word: str | None) -> None:
            if word:
                self.app.push_screen(FieldFormScreen(owner, path))

        self.app.push_screen(AskModal(clean(title), (), answers), answered)

    def on_saved(self, _message: messages.Saved) -> None:
        """Leave: it has moved."""
        self.leave_saved(self._record.path, None)

    def on_last_row_left(self, message: LastRowLeft) -> None:
        """Move."""
        message.stop()
        message.prevent_default()
        self.do_save()

    def _given_labels(self) -> str:
        by_name = self.snapshot.type_of(self._record).by_name
        return ", ".join(self.language.choose(by_name[name].label) for name in self._given)

    def _where(self, missing: Missing) -> str:
        """Return where something is filled in that this form cannot ask for."""
        if missing.record:
            record_type = self.snapshot.schema.types.get(missing.record)
            label = self.language.choose(record_type.label) if record_type else missing.record
            return " " + self.language.gettext("(a record of its own: {type})").format(type=label)
        if missing.field:
            return ""
        owner = owner_of(self.snapshot, self._record, missing.place) if missing.place else None
        says = self.language.gettext("(in another record)")
        return " " + (self.language.gettext("(in {record})").format(record=owner.title) if owner else says)
