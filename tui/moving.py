"""Moving a record to another state: choosing it, asking for what is missing, saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.guards import Missing, allowed_states, missing_for
from ..records.snapshot import Snapshot
from ..schema.clean import clean
from ..schema.machine import State
from ..schema.record import Record
from ..schema.sentences import sentence
from .modals.chooser import Chooser, Wording
from .presentation.cells import Tone
from .presentation.lines import Item, Span
from .screens.move import MoveFormScreen

if TYPE_CHECKING:
    from .app import Cartera


def choose_move(app: Cartera, record: Record) -> None:
    """Let the user choose the state a record goes to; each one says what it still asks for."""
    states = _forward_first(app.snapshot, record) if app.snapshot else []
    if not states:
        app.tell(sentence("From here it goes nowhere."), "warning")
        return
    words = app.language.gettext
    title = words("Move “{title}” to").format(title=record.title)
    wording = Wording(title, words("↑ ↓ choose, Enter moves, Esc closes."), words("No state is called that."))

    def chosen(word: str | None) -> None:
        state = next((each for each in states if each.word == word), None)
        if state is not None:
            enter_state(app, record, state)

    app.push_screen(Chooser(wording, lambda text: _items(app, record, states, text)), chosen)


def enter_state(app: Cartera, record: Record, state: State) -> None:
    """Move a record, after asking for what the state wants and does not find."""
    snapshot = app.snapshot
    if snapshot is None:
        return
    missing = missing_for(snapshot, record, state, now=app.now)
    if missing:
        app.push_screen(MoveFormScreen(record, state, missing))
    else:
        app.bridge.save(app, lambda book: book.move(record, state.word))


def move_along(app: Cartera, record: Record, *, on: bool) -> None:
    """Move a record to the next or the former open state of its flow."""
    snapshot = app.snapshot
    flow = snapshot.type_of(record).flow_of(record) if snapshot else None
    present = snapshot.type_of(record).state_of(record) if snapshot else None
    if snapshot is None or flow is None or present is None:
        return
    order = list(flow.states)
    place = order.index(present.word)
    allowed = {each.word: each for each in allowed_states(snapshot, record)}
    wanted = order[place + 1 :] if on else reversed(order[:place])
    state = next((allowed[word] for word in wanted if word in allowed), None)
    if state is None:
        app.tell(sentence("From here it goes nowhere in that direction."), "warning")
    else:
        enter_state(app, record, state)


def finish(app: Cartera, record: Record) -> None:
    """Move a record to the state that means done."""
    states = allowed_states(app.snapshot, record) if app.snapshot else []
    done = next((each for each in states if each.kind == "done"), None)
    if done is not None:
        enter_state(app, record, done)


def _forward_first(snapshot: Snapshot, record: Record) -> list[State]:
    """Return the states a record may go to: those that lie ahead before those that lie behind."""
    flow, present = snapshot.type_of(record).flow_of(record), snapshot.type_of(record).state_of(record)
    states = allowed_states(snapshot, record)
    if flow is None or present is None:
        return states
    return sorted(states, key=lambda each: flow.goes_back(present.word, each.word))


def _items(app: Cartera, record: Record, states: list[State], text: str) -> list[Item]:
    wanted = text.strip().casefold()
    return [
        Item(
            (Span(_asks(app, missing_for(app.snapshot, record, state, now=app.now)), Tone.MUTED),),
            label=label,
            target=state.word,
        )
        for state in states
        if app.snapshot is not None and wanted in (label := clean(app.language.choose(state.label))).casefold()
    ]


def _asks(app: Cartera, missing: list[Missing]) -> str:
    if not missing:
        return ""
    what = ", ".join(app.language.choose(each.says) for each in missing)
    return clean(app.language.gettext("asks for: {what}").format(what=what))
