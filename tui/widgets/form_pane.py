"""A form to fill in: its lines, one text field that stands on the row under the cursor, offers, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from ...schema.field import Field, Shape
from ..presentation.completion import Candidate, Completion, complete, complete_beside, is_long_work
from ..presentation.form import Form
from ..presentation.form_lines import FormLine, field_width, help_of, lines_of, note_at, place_of
from ..presentation.form_rows import FormRow, RowKind
from ..presentation.ground import Ground
from ..presentation.plain import plain
from .form_view import FormView, LineChosen
from .offers import Offers, OfferTaken
from .tones import TONES


class RowOpened(Message):
    """Enter was pressed on a row that is not typed into one line: a list of items, or a text of several lines."""

    def __init__(self, row: FormRow | None) -> None:
        super().__init__()
        self.row = row
        """Which row; None for the text below the fields."""


class FormChanged(Message):
    """Something was written into the form, or it follows what others wrote."""


class OffersWanted(Message):
    """What completes a text is to be looked up beside the screen, and given to ``take_offers``."""

    def __init__(self, field: Field, text: str, ground: Ground) -> None:
        super().__init__()
        self.field = field
        """What is typed into."""
        self.text = text
        """What stands there."""
        self.ground = ground
        """Among which records."""


class LastRowLeft(Message):
    """Enter was pressed on the last row."""


class FormPane(Vertical):
    """Fills in ``form``, which is exchanged with every key."""

    DEFAULT_CSS = """
    FormPane { height: 1fr; }
    FormPane #form-area { height: 1fr; layers: below field above; }
    FormPane #form-field { layer: field; height: 1; border: none; padding: 0; background: $surface; }
    FormPane #form-field:focus { border: none; background: $surface-lighten-1; }
    FormPane Offers { layer: above; }
    FormPane #form-note, FormPane #form-help {
        height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FormPane #form-help { color: $text-muted; }
    """

    def __init__(self, form: Form, rows: Sequence[FormRow], *, body: bool = False) -> None:
        super().__init__(id="form")
        self.form = form
        self._rows = tuple(rows)
        self._body = body
        self._typed_row: FormRow | None = None
        """The row whose text stands in the text field."""

    def compose(self) -> ComposeResult:
        """Return lines, field and offers in layers, and two lines below."""
        with Container(id="form-area"):
            yield FormView()
            yield Input(id="form-field", compact=True, select_on_focus=False)
            yield Offers()
        yield Static(plain(""), id="form-note")
        yield Static(plain(""), id="form-help")

    def on_mount(self) -> None:
        """Begin on the first row."""
        self.show_rows(self._rows)
        self.watch(self.view, "scroll_y", self._place_field, init=False)

    # What it is made of

    @property
    def view(self) -> FormView:
        """The lines."""
        return self.query_one(FormView)

    @property
    def field(self) -> Input:
        """The text field."""
        return self.query_one("#form-field", Input)

    @property
    def offers(self) -> Offers:
        """The candidates."""
        return self.query_one(Offers)

    @property
    def line(self) -> FormLine | None:
        """The line under the cursor."""
        return self.view.lines[self.view.cursor] if 0 <= self.view.cursor < len(self.view.lines) else None

    @property
    def row(self) -> FormRow | None:
        """The row under the cursor when it is typed into one line; a text of several lines is not."""
        row = self.line.row if self.line else None
        one_line = row is not None and row.kind is RowKind.LINE and "\n" not in self.form.text(row)
        return row if one_line else None

    # What others tell it

    def exchange(self, form: Form) -> None:
        """Show another state of the form, the cursor where it is."""
        before = self.form
        if form is not before:
            self.form = form
            self.post_message(FormChanged())
        self.view.show(form, self.view.lines)
        # Only where the step itself wrote: a fast typist is ahead of the messages that tell of their keys.
        row = self._typed_row
        if row is not None and before.text(row) != form.text(row) != self.field.value:
            with self.prevent(Input.Changed):
                self.field.value = form.text(row)
        self._say()

    def show_rows(self, rows: Sequence[FormRow], *, body: bool | None = None) -> None:
        """Show other rows of the form; the cursor stays on its row."""
        path = self.line.path if self.line else ()
        self._rows = tuple(rows)
        self._body = self._body if body is None else body
        self.view.show(self.form, lines_of(self._rows, self.form.ground.language, body=self._body))
        self.stand_at(place_of(self.view.lines, path))

    def go_to(self, row: FormRow) -> None:
        """Put the cursor on ``row``, which is shown when it was not."""
        if row not in self._rows:
            shown = {row.path, *(each.path for each in self._rows)}
            self.show_rows([each for each in self.form.rows if each.path in shown])
        self.stand_at(place_of(self.view.lines, row.path))

    def step(self, by: int) -> None:
        """Go to the next or previous row; while candidates are offered, mark another of them."""
        if self.offers.display:
            self.offers.step(by)
            return
        stops = [index for index, line in enumerate(self.view.lines) if line.can_be_chosen]
        if not stops:
            return
        place = stops.index(self.view.cursor) if self.view.cursor in stops else 0
        self.stand_at(stops[min(len(stops) - 1, max(0, place + by))])

    def accept(self) -> None:
        """Take the marked candidate; else open what has more than a line; else go on, and tell at the end."""
        marked = self.offers.marked
        if marked is not None:
            self.take(marked)
            return
        line = self.line
        if line is not None and self.row is None:
            self.post_message(RowOpened(line.row))
            return
        before = self.view.cursor
        self.step(1)
        if self.view.cursor == before:
            self.post_message(LastRowLeft())

    def ask_offers(self) -> None:
        """Offer candidates though nothing is typed; again marks the next one."""
        row = self.row
        if self.offers.display:
            self.offers.step(1)
        elif row is not None:
            completion = complete(row.field, self.field.value, self.form.ground, asked=True)
            if not completion.candidates or self.form.judge(row).complaint is None:
                text, completion = complete_beside(row.field, self.field.value, self.form.ground)
                with self.prevent(Input.Changed):
                    self.field.value = text
                self.field.cursor_position = len(text)
            self.offers.offer(completion)
            self._place_field()

    def close_offers(self) -> bool:
        """Hide the candidates; return whether there were any."""
        was_shown = bool(self.offers.display)
        self.offers.offer(Completion(0))
        return was_shown

    def take(self, candidate: Candidate) -> None:
        """Write a candidate into the row; what is not there yet is made with the record."""
        if candidate.birth is not None:
            self.exchange(self.form.bear((candidate.birth,)))
        with self.prevent(Input.Changed):
            self.field.value = self.offers.completion.take(self.field.value, candidate)
        self.field.cursor_position = len(self.field.value)
        self.close_offers()
        self.commit()
        self.field.focus()

    def stand_at(self, index: int) -> None:
        """Put the cursor on a line and let the keys write there."""
        self.commit()
        self.close_offers()
        self.view.cursor = index
        self.view.show_cursor()
        row = self.row
        self._typed_row = row
        self.field.display = row is not None
        if row is not None:
            with self.prevent(Input.Changed):
                self.field.value = self.form.text(row)
            chosen = row.field.kind.name != "text" and row.field.shape is Shape.SCALAR
            self.field.selection = Selection(0 if chosen else len(self.field.value), len(self.field.value))
            self.field.focus(scroll_visible=False)
        else:
            self.view.focus(scroll_visible=False)
        self.view.refresh()
        self._place_field()
        self._say()

    # What happens

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what was typed and offer what may be meant."""
        event.stop()
        row = self.row
        if row is None:
            return
        self.commit()
        text = self.field.value
        if is_long_work(row.field, self.form.ground):
            self.post_message(OffersWanted(row.field, text, self.form.ground))
        else:
            self.take_offers(text, complete(row.field, text, self.form.ground))

    def take_offers(self, text: str, completion: Completion) -> None:
        """Offer what completes ``text``, unless something else stands there by now."""
        if self.row is not None and self.field.value == text:
            self.offers.offer(completion)
            self._place_field()

    def on_line_chosen(self, message: LineChosen) -> None:
        """Go to the line the mouse chose; a list or text opens on the second click."""
        message.stop()
        again = message.index == self.view.cursor
        self.stand_at(message.index)
        if again and self.row is None and self.line is not None:
            self.post_message(RowOpened(self.line.row))

    def on_offer_taken(self, message: OfferTaken) -> None:
        """Take the candidate the mouse chose."""
        message.stop()
        self.take(message.candidate)

    def on_resize(self, _event: events.Resize) -> None:
        """Put the field back onto its row."""
        self.view.show_cursor()
        self.call_after_refresh(self._place_field)

    # Inside

    def commit(self) -> None:
        """Write into the form what stands in the text field, keys included whose messages are still on their way."""
        row = self._typed_row
        if row is not None and self.field.value != self.form.text(row):
            self.exchange(self.form.type(row.path, self.field.value))
            self._place_field()

    def _place_field(self) -> None:
        view = self.view
        room = max(4, view.size.width - view.value_left)
        self.field.styles.width = field_width(room, note_at(self.line, self.form)[0])
        self.field.styles.offset = (view.value_left, view.y_of(view.cursor))
        # The candidates stand under the row, or over it where there is no room below.
        offers, y, height = self.offers, view.y_of(view.cursor), len(self.offers.completion.candidates)
        below = y + 1 + height <= view.size.height
        offers.styles.width = room
        offers.styles.offset = (view.value_left, y + 1 if below else max(0, y - height))

    def _say(self) -> None:
        line = self.line
        note, tone = note_at(line, self.form)
        helped = help_of(line.row, self.form.ground.language) if line and line.row else ""
        self.query_one("#form-note", Static).update(plain(note, TONES.get(tone, "")), layout=False)
        self.query_one("#form-help", Static).update(plain(helped), layout=False)
