"""Forms on a screen: what stands in them, how they follow their record, and what is kept of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.widget import Widget

from ...records.drafts import Draft
from ...schema.clean import clean
from ...schema.dates_in_words import Moment
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .. import messages
from ..actions import Place
from ..presentation.completion import complete
from ..presentation.draft_lines import draft_of
from ..presentation.following import follow
from ..presentation.form import Form
from ..presentation.form_rows import FormRow, essential
from ..presentation.ground import Ground
from ..widgets.form_pane import FormChanged, FormPane, OffersWanted
from .drafted import DraftedScreen
from .form_questions import offer_waiting, restored, tell_followed


class FormFrame(DraftedScreen[object]):
    """Shows a form, lets it follow its record and keeps its draft; what the keys do is ``FormScreen``'s."""

    place: ClassVar[Place] = Place.FORM
    BEARS: ClassVar[bool] = False
    """Whether records it links to can be made with what it writes."""

    def __init__(self, heading: str, record: Record | None = None) -> None:
        super().__init__()
        self._heading = heading
        self._record = record
        """The record the form began on, as it was last seen; None for what is no record yet."""
        self._shows_all = False
        self._inner: Form | None = None
        """The form as it would be if the screen opened over it were left now."""
        self.resumes = False
        """Whether the draft that waits is taken without asking."""

    @abstractmethod
    def first_form(self) -> Form:
        """Return the form as it is when the screen opens."""

    def usual(self, form: Form) -> Sequence[FormRow]:
        """Return the rows shown before all are asked for."""
        return form.rows

    def has_body(self) -> bool:
        """Return whether there is a text below the fields."""
        return True

    def start_of(self, record: Record) -> Mapping[str, Tree]:
        """Return what a form of ``record`` begins on."""
        return record.tree

    def ground(self, type_name: str, client: str) -> Ground:
        """Return what a form of a type in a client's folder stands on now."""
        moment = Moment(self.cartera.now, self.language)
        return Ground(self.snapshot, moment, type_name, client, self.cartera.me, bears=self.BEARS)

    @property
    def pane(self) -> FormPane:
        """The form."""
        return self.query_one(FormPane)

    def content(self) -> Iterable[Widget]:
        """Return the form."""
        form = restored(self) if self.resumes else self.first_form()
        yield FormPane(form, worth_showing(form, self.usual(form)), body=self.has_body())

    def on_mount(self) -> None:
        """Offer the draft that waits."""
        if not self.resumes:
            self.call_after_refresh(offer_waiting, self)

    def trail(self) -> tuple[str, ...]:
        """Return what is being written."""
        return (clean(self._heading),)

    def show_snapshot(self) -> None:
        """Judge by the records as they are now, and take over what others wrote into this one; what was typed stays."""
        if not self._stands:
            return
        form = self.pane.form
        form = form.stand_on(self.ground(form.ground.type, form.ground.client))
        now = self.snapshot.at_path(self._record.path) if self._record else None
        if self._record is not None and now is None:
            self.cartera.tell(sentence("The record is gone or cannot be read any more."), "warning")
        elif self._record is not None and now is not None and now.digest != self._record.digest:
            before, form, self._record = form, follow(form, self.start_of(now), now.body), now
            tell_followed(self, before, form)
        self.pane.exchange(form)

    # What is kept of it

    @property
    def _stands(self) -> bool:
        """Whether the form is there: when the program ends, what is in a screen goes before the screen does."""
        return bool(self.query(FormPane))

    def keep_draft(self) -> None:
        """Keep what stands in the form; what is gone already was kept when it could still be read."""
        if self._stands:
            super().keep_draft()

    def draft(self) -> Draft | None:
        """Return what would be lost, what is being written on a screen over this one included."""
        about, form = self.about(), self._inner or self.pane.form
        if about is None or not form.is_dirty:
            return None
        return draft_of(form, about, self._record.title if self._record else "", self.cartera.now)

    def show_inner(self, form: Form | None) -> None:
        """Take the form as it would be if the screen over it were left now; None when it was left."""
        self._inner = form
        self.note_typing()

    def take_form(self, form: Form) -> None:
        """Go on with a form that was begun before; the rows it fills are shown."""
        self.pane.exchange(form)
        self.pane.show_rows(worth_showing(form, self.usual(form)))

    def on_offers_wanted(self, message: OffersWanted) -> None:
        """Look beside the screen for what completes a text among many records."""
        message.stop()

        def look() -> messages.Completed:
            return messages.Completed(message.text, complete(message.field, message.text, message.ground))

        self.cartera.bridge.compute(self, look)

    def on_completed(self, message: messages.Completed) -> None:
        """Offer what was found."""
        message.stop()
        if self._stands:
            self.pane.take_offers(message.text, message.completion)

    def on_form_changed(self, message: FormChanged) -> None:
        """Keep what was typed."""
        message.stop()
        self.note_typing()


def usual_rows(form: Form, listed: Iterable[str], wanted: Iterable[tuple[str | int, ...]] = ()) -> list[FormRow]:
    """Return the rows that matter at once for a form of a record."""
    return essential(form.rows, form.start, form.state_kind, listed=listed, wanted=wanted)


def worth_showing(form: Form, usual: Iterable[FormRow]) -> list[FormRow]:
    """Return the usual rows, and those that were filled here or by others."""
    shown = {*(row.path for row in usual), *form.typed, *form.listed, *form.taken}
    return [row for row in form.rows if row.path in shown]
