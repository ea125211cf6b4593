"""Forms: what every screen that fills one in shares."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual.widget import Widget

from ...schema.clean import clean
from ...schema.dates_in_words import Moment
from ...schema.sentences import sentence
from ..actions import Place
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.form import Form
from ..presentation.form_rows import FormRow, RowKind, essential
from ..presentation.ground import Ground
from ..widgets.form_pane import FormPane, LastRowLeft, RowOpened
from .body import BodyScreen
from .book_screen import FramedScreen
from .items import ItemsScreen

Answered = TypeVar("Answered")
"""What a screen over the form answers with."""


class FormScreen(FramedScreen[object]):
    """Fills in a form; sub-classes say where it comes from and how it is saved."""

    place: ClassVar[Place] = Place.FORM

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self._shows_all = False

    @abstractmethod
    def first_form(self) -> Form:
        """Return the form as it is when the screen opens."""

    @abstractmethod
    def save(self, form: Form) -> None:
        """Save what was written."""

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return the rows shown before all are asked for."""
        return form.rows

    def has_body(self) -> bool:
        """Return whether there is a text below the fields."""
        return True

    def ground(self, type_name: str, client: str) -> Ground:
        """Return what a form of a type in a client's folder stands on now."""
        return Ground(self.snapshot, Moment(self.cartera.now, self.language), type_name, client, self.cartera.me)

    @property
    def pane(self) -> FormPane:
        """The form."""
        return self.query_one(FormPane)

    def content(self) -> Iterable[Widget]:
        """Return the form."""
        form = self.first_form()
        yield FormPane(form, self.usual(form), body=self.has_body())

    def trail(self) -> tuple[str, ...]:
        """Return what is being written."""
        return (clean(self._heading),)

    def show_snapshot(self) -> None:
        """Judge by the records as they are now; what was typed stays."""
        form = self.pane.form
        self.pane.exchange(form.stand_on(self.ground(form.ground.type, form.ground.client)))

    # What the keys do

    def do_save(self) -> None:
        """Save, or go to the first row that keeps it from being saved."""
        blocking = self.pane.form.first_blocking()
        if blocking is not None:
            self.pane.go_to(blocking)
            self.app.bell()
            return
        self.save(self.pane.form)

    def do_leave(self) -> None:
        """Close what is offered; else leave, asking where something would be lost."""
        if self.pane.close_offers():
            return
        if not self.pane.form.is_dirty:
            self.dismiss(None)
            return
        words = self.language.gettext
        answers = (
            Answer("s", "s", words("Save"), "save"),
            Answer("d", "d", words("Leave and forget what was typed"), "leave"),
            Answer("escape", "Esc", words("Go on writing"), ""),
        )
        self.app.push_screen(AskModal(words("This is not saved yet."), (), answers), self._answered)

    def do_accept(self) -> None:
        """Take what is offered, open a list, or go on."""
        self.pane.accept()

    def do_complete(self) -> None:
        """Offer what fits."""
        self.pane.ask_offers()

    def do_more(self) -> None:
        """Show all rows, or the usual ones and those that were filled."""
        self._shows_all = not self._shows_all
        form = self.pane.form
        touched = {*form.typed, *form.listed}
        usual = {row.path for row in self.usual(form)} | touched
        self.pane.show_rows(form.rows if self._shows_all else [row for row in form.rows if row.path in usual])

    def do_next_field(self) -> None:
        """Go down."""
        self.pane.step(1)

    def do_previous_field(self) -> None:
        """Go up."""
        self.pane.step(-1)

    def on_row_opened(self, message: RowOpened) -> None:
        """Edit a list item by item, or a text of several lines."""
        message.stop()
        form, row = self.pane.form, message.row
        if row is None:
            self.app.push_screen(BodyScreen(self._heading, form.body), self._write(form.write_body))
        elif row.kind is RowKind.ITEMS:
            items_screen = ItemsScreen(row.field, form.items(row), form.ground)
            self.app.push_screen(items_screen, self._write(partial(form.list_items, row.path)))
        else:
            self.app.push_screen(BodyScreen(self._heading, form.text(row)), self._write(partial(form.type, row.path)))

    def _write(self, step: Callable[[Answered], Form]) -> Callable[[Answered | None], None]:
        """Return what takes an answer into the form."""

        def write(answer: Answered | None) -> None:
            if answer is not None:
                self.pane.exchange(step(answer))

        return write

    def on_last_row_left(self, message: LastRowLeft) -> None:
        """Say how to save."""
        message.stop()
        self.cartera.tell(sentence("This was the last field. Ctrl-S saves."))

    def _answered(self, word: str | None) -> None:
        if word == "save":
            self.do_save()
        elif word == "leave":
            self.dismiss(None)


def usual_rows(form: Form, listed: Iterable[str], wanted: Iterable[tuple[str | int, ...]] = ()) -> list[FormRow]:
    """Return the rows that matter at once for a form of a record."""
    return essential(form.rows, form.start, form.state_kind, listed=listed, wanted=wanted)
