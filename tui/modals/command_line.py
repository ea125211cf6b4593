"""The line at the bottom that takes commands: completed with Tab, remembered, its mistakes shown under it as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from ...schema.dataclass import dataclass, replace
from .. import messages
from ..answering import Box
from ..command_line.answers import MoveLacks, NewLacks, RecordMeant
from ..command_line.completing import Offers, complete_line
from ..command_line.ground import CommandGround
from ..command_line.history import History
from ..command_line.jobs import job_of
from ..command_line.mistakes import BadCommand, in_line
from ..command_line.orders import MakeRecord, Order
from ..command_line.reading import read_line
from ..command_line.understanding import Understood, understand
from ..presentation.plain import mistake_text, plain
from ..widgets.offer_list import OfferList

if TYPE_CHECKING:
    from ..app import Cartera

Done = Order | MoveLacks | NewLacks | RecordMeant | messages.Saved
"""What the line ended with: an order for the screen, or what came of one that wrote."""


@dataclass(frozen=True, slots=True)
class _Cycle:
    """The offers Tab goes round in, and the line as it was before the first."""

    offers: Offers
    text: str
    cursor: int
    at: int


class CommandLine(Box[Done]):
    """Answers with what is left to be done on the screen; None where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete(1)", show=False, priority=True),
        Binding("shift+tab", "complete(-1)", show=False, priority=True),
        Binding("up", "recall(1)", show=False, priority=True),
        Binding("down", "recall(-1)", show=False, priority=True),
    ]

    def __init__(self, ground: CommandGround, history: History, text: str = "") -> None:
        super().__init__()
        self.ground = ground
        """What the line stands on."""
        self.history = history
        """What was typed before, this line included once it is done."""
        self._text = text
        self._asked: str | None = None
        """The line whose meaning is being found out; None where nobody wants to know any more."""
        self._understood: Understood | None = None
        self._order: Order | None = None
        self._waits = False
        self._ours = ""
        self._cycle: _Cycle | None = None

    @property
    def cartera(self) -> Cartera:
        """The app, as what it is."""
        return cast("Cartera", self.app)

    def compose(self) -> ComposeResult:
        """Return the line, what it could become above it, what it means below it."""
        with Vertical(id="command"):
            yield OfferList(id="command-offers")
            with Horizontal(id="command-row"):
                yield Static(plain(":", "bold $text-accent"))
                yield Input(self._text, compact=True, select_on_focus=False, id="command-text")
            yield Static(plain(""), id="command-says")

    def on_mount(self) -> None:
        """Begin to type."""
        self._input.focus()
        self._judge(self._text)

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the line means now."""
        event.stop()
        if event.value != self._ours:
            self._cycle = None
            self.history = History(self.history.lines)
        self._judge(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what the line asks for; where it means nothing, it stays."""
        event.stop()
        if self._waits:
            return
        try:
            order = read_line(event.value, self.ground)
        except BadCommand as mistake:
            self._refuse(mistake)
            return
        if order is None:
            self.dismiss(None)
            return
        self._order, self.history = order, self.history.with_line(event.value.strip())
        job = job_of(order, self.ground.desk)
        if job is None:
            self.dismiss(order)
        else:
            self._waits = True
            self.cartera.bridge.ask(self, job)

    def on_saved(self, message: messages.Saved) -> None:
        """Close: it is on the disk, and the app says so."""
        self.dismiss(message if isinstance(self._order, MakeRecord) else None)

    def on_record_meant(self, message: RecordMeant) -> None:
        """Close, and let the record be opened."""
        self.dismiss(message)

    def on_move_lacks(self, message: MoveLacks) -> None:
        """Close, and let a form ask for the rest."""
        self.dismiss(message)

    def on_new_lacks(self, message: NewLacks) -> None:
        """Close, and let a form ask for the rest."""
        self.dismiss(message)

    def on_mistook(self, message: messages.Mistook) -> None:
        """Say under the line why it cannot be done."""
        message.stop()
        self._waits = False
        begins = len(self._input.value.split(" ", maxsplit=1)[0]) + 1
        self._refuse(in_line(message.mistake, begins, len(self._input.value) - begins))

    def on_understood(self, message: Understood) -> None:
        """Show what the line means and could become, unless it was typed on or refused meanwhile."""
        message.stop()
        if message.text != self._input.value or message.text != self._asked:
            return
        if self._cycle is None:
            self._understood = message
            self.query_one(OfferList).show(message.offers.offers, 1 + cell_len(message.text[: message.offers.start]))
        if message.wrong is None or message.is_begun:
            self._say(message.says or self._keys)
        else:
            self._say_wrong(message.wrong)

    def on_offer_list_taken(self, message: OfferList.Taken) -> None:
        """Write what was clicked, where the line as it is now could become that."""
        message.stop()
        taken = self._cycle
        text, cursor = (taken.text, taken.cursor) if taken else (self._input.value, self._input.cursor_position)
        offers = taken.offers if taken else self._offers_now()
        self._cycle = None
        if message.offer in offers.offers:
            self._write(*offers.take(text, cursor, message.offer))

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    def action_complete(self, step: int) -> None:
        """Write what could stand at the cursor; again, the next."""
        cycle = self._cycle
        if cycle is None:
            text, cursor = self._input.value, self._input.cursor_position
            offers = self._offers_now()
            if not offers.offers:
                self.app.bell()
                return
            cycle = _Cycle(offers, text, cursor, -1 if step > 0 else len(offers.offers))
        self._cycle = replace(cycle, at=(cycle.at + step) % len(cycle.offers.offers))
        self._write(*cycle.offers.take(cycle.text, cycle.cursor, cycle.offers.offers[self._cycle.at]))
        self.query_one(OfferList).mark(self._cycle.at)

    def action_recall(self, step: int) -> None:
        """Show an older or newer line."""
        self._cycle = None
        self.history, text = self.history.older(self._input.value) if step > 0 else self.history.newer()
        self._write(text, len(text))

    def _write(self, text: str, cursor: int) -> None:
        self._ours = text
        self._input.value = text
        self._input.cursor_position = cursor

    def _judge(self, text: str) -> None:
        """Have the line read beside the screen; of lines typed fast only the last."""
        cursor = self._input.cursor_position if self._input.value == text else len(text)
        ground, finder, self._asked = self.ground, self.cartera.titles, text

        def work() -> Understood | None:
            return understand(text, cursor, ground, finder) if self._asked == text else None

        self.cartera.bridge.compute(self, work)

    def _offers_now(self) -> Offers:
        """Return what could stand at the cursor: as it was shown, else found now."""
        text, known = self._input.value, self._understood
        if known is not None and known.text == text:
            return known.offers
        return complete_line(text, self._input.cursor_position, self.ground)

    @property
    def _keys(self) -> str:
        words = self.ground.language.gettext
        return words("A list, a command or an action. Tab completes, ↑ brings back, Esc closes.")

    def _say(self, text: str) -> None:
        self.query_one("#command-says", Static).update(plain(f"\n {text}", "$text-muted"))

    def _refuse(self, mistake: BadCommand) -> None:
        """Say why it is not done; what the line means, found out later, is not said over it."""
        self._asked = None
        self.app.bell()
        self._say_wrong(mistake)

    def _say_wrong(self, mistake: BadCommand) -> None:
        """Say what is wrong, with marks under the characters that are meant."""
        text = self._input.value if self.is_mounted else self._text
        before = 1 + cell_len(text[: mistake.at])
        marks = ""
        if before < self.size.width - 2:
            marks = " " * before + "^" * max(
                1, min(cell_len(text[mistake.at :][: mistake.length]), self.size.width - before)
            )
        says = mistake_text(mistake, self.ground.language)
        self.query_one("#command-says", Static).update(plain(f"{marks}\n ! {says}", "$text-error"))
