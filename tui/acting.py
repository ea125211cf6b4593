"""How keys become deeds on a screen: reading them by the table of actions and performing what they mean."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual import events
from textual.screen import ScreenResultType

from ..schema.errors import CarteraError
from ..schema.language import Language
from . import messages
from .actions import Action, Group, Place, Standing, action_of
from .actions.action import never
from .answering import Answering
from .keys import read_key
from .typed_into import takes_text

if TYPE_CHECKING:
    from ..records.snapshot import Snapshot
    from .app import Cartera


@runtime_checkable
class Stepping(Protocol):
    """A widget whose cursor is moved by the movements of the table of actions."""

    def step(self, step: str) -> None:
        """Move by ``step``: the id of a movement."""


@cache
def _can_step(kinds: tuple[type, ...]) -> bool:
    """Return whether a widget of these classes is moved; asked of each once, for to look at a protocol takes time."""
    return issubclass(kinds[0], Stepping)


class Acting(Answering[ScreenResultType]):
    """A screen that takes its keys from the table of actions."""

    place: ClassVar[Place] = Place.ANYWHERE
    """Where in the table of actions it stands."""
    _pending = ""

    @property
    def cartera(self) -> Cartera:
        """The app, as what it is."""
        return cast("Cartera", self.app)

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.cartera.language

    @property
    def snapshot(self) -> Snapshot:
        """The records now; only to be asked once the book is open."""
        found = self.cartera.snapshot
        assert found is not None, "asked before the book was open"
        return found

    def standing(self) -> Standing:
        """Return where the user is and on what."""
        return Standing(self.place, book_open=self.cartera.snapshot is not None)

    @property
    def is_asked(self) -> bool:
        """Whether it was opened with a question of its own, so that it stands for nothing else."""
        return False

    def mover(self) -> object:
        """Return the widget that movements move: the focused one, or the only sensible one."""
        return self.focused

    def may_leave(self) -> bool:
        """Return whether the program may end from here; a form with something unsaved asks instead."""
        return True

    def show_pending(self, pending: str) -> None:
        """Show that the key sequence ``pending`` has begun and what may follow it; empty when it ended."""

    def on_key(self, event: events.Key) -> None:
        """Perform the action of a key; what is no action goes on to the widget's own keys.

        A key may still be on its way when the one before it has opened or closed a screen: it is meant for that one.
        """
        if self.app.screen is not self:
            event.stop()
            (self.app.screen.focused or self.app.screen).post_message(events.Key(event.key, event.character))
            return
        typing = takes_text(self.focused)
        reading = read_key(self.place, self._pending, event.key, typing=typing, table=self.cartera.keymap.table)
        was_pending, self._pending = self._pending, reading.pending
        if reading.pending or was_pending:
            self.show_pending(reading.pending)
            event.stop()
            event.prevent_default()
        if reading.action is not None:
            event.stop()
            event.prevent_default()
            self._try(reading.action)

    def on_performed(self, message: messages.Performed) -> None:
        """Perform an action chosen in the footer, in help or in the palette."""
        message.stop()
        if self._pending:
            self._pending = ""
            self.show_pending("")
        self._try(action_of(message.action_id))

    def perform_by_id(self, action_id: str) -> None:
        """Perform an action chosen by its word."""
        self._try(action_of(action_id))

    def _try(self, action: Action) -> None:
        """Perform an action; a bug in it shows the error screen and the program goes on."""
        try:
            self.perform(action)
            self.cartera.guide.saw(f"did:{action.id}")
        except CarteraError as mistake:
            self.cartera.show_mistake(mistake)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other actions still work
            self.cartera.show_bug(error)

    def perform(self, action: Action) -> None:
        """Do ``action`` here, or say why it cannot be done."""
        # What cannot be disabled is done without asking what it would stand on: a movement, thirty times a second.
        reason = None if action.disabled is never else action.disabled(self.standing())
        if reason is not None:
            self.cartera.tell(reason, "warning")
            return
        own = getattr(self, f"do_{action.id.replace('-', '_')}", None)
        if own is not None:
            own()
        elif action.group is Group.MOVE:
            mover = self.mover()
            if _can_step(mover.__class__.__mro__):
                cast("Stepping", mover).step(action.id)
                self.draw_step()
        else:
            self.cartera.perform(action.id)

    def on_mistook(self, message: messages.Mistook) -> None:
        """Show why what was asked cannot be done."""
        message.stop()
        self.cartera.show_mistake(message.mistake)

    def on_broke(self, message: messages.Broke) -> None:
        """Show the error screen and go on."""
        message.stop()
        self.cartera.show_bug(message.error)
