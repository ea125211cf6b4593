"""Every action of the table done on every screen: it does something, or says why it does not; never silence, never a crash.

A few places in each state of a book are walked in the suite, all of them with ``-m exhaustive``.
"""

import asyncio

import pytest
from cartera.schema.language import Language
from cartera.tui.acting import Acting
from cartera.tui.actions import Group, Place, actions_in
from cartera.tui.actions.moving import MOVING
from cartera.tui.app import Cartera
from cartera.tui.screens.bug import BugScreen

from .walking import STATES, presses, rest, send

WAYS = {
    Place.CLIENTS: "g c",
    Place.CLIENT: "g c enter right",
    Place.LIST: "g t",
    Place.RECORD: "g e enter",
    Place.PIPELINE: "g e",
    Place.TODAY: "g h",
    Place.REVIEW: "g c r m",
    Place.SEARCH: 'g c S "acme" tab',
    Place.PROBLEMS: "g c !",
    Place.FILE: "g c ! enter",
    Place.HISTORY: "g e H",
    Place.INBOX: "g b",
    Place.BROUGHT: "g c g n",
    Place.NUMBERS: "g k",
    Place.NUMBER: "g k enter",
    Place.FORECAST: "g f",
    Place.FORM: "g e e",
}
"""The keys that lead to each place."""
ENDING = frozenset({"quit", "suspend"})
"""What ends the program or puts it away."""
STEPS = frozenset(each.id for each in MOVING) | {"next-field", "previous-field", "left", "right"}
"""Movements: at the end of a list there is nowhere to go."""
IN_FORMS = frozenset({"accept"})
"""What goes on to the next field, where that may be the same line."""


def deeds_of(place):
    """Return the actions of a place, those first that leave the record as it is; what is everywhere is done once."""
    found = [each for each in actions_in(place) if each.id not in ENDING | STEPS | IN_FORMS]
    if place is not Place.CLIENTS:
        found = [each for each in found if each.group in {Group.RECORD, Group.LIST, Group.FORM} or place in each.places]
    return sorted(found, key=lambda each: each.id in {"remove", "rename", "done", "undo", "redo", "read-only"})


class Walk:
    """A walk through the actions of one place."""

    def __init__(self, app, pilot, see, place):
        self.app, self.pilot, self.see, self.place = app, pilot, see, place
        self.silent = []

    async def go(self):
        """Go to the place, whatever stands on the screen; return whether it can be reached."""
        app = self.app
        while len(app.screen_stack) > app.FIRST_LEVEL:
            app.pop_screen()
        await self.settle()
        for group in presses(WAYS[self.place]):
            for key in group:
                send(app, key)
            await self.settle()
        return isinstance(app.screen, Acting) and app.screen.place is self.place

    async def settle(self):
        """Let what is under way be done, timers excepted: resting until they too are over takes half a second."""
        for _ in range(2):
            for thread in (self.app.bridge._writer, self.app.bridge._reader):
                await asyncio.wrap_future(thread.submit(lambda: None))
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()

    def state(self):
        """Return all that an action may change."""
        app = self.app
        focus = app.screen.focused
        return [*app.screen_stack], self.see(app), app.snapshot, focus, app.bridge.read_only, app.theme

    async def do(self, action):
        """Do an action, and note whether it was silent."""
        app = self.app
        said, before, tell = [], self.state(), app.notify
        app.notify = lambda *words, **named: (said.append(words), tell(*words, **named))
        app.screen.perform_by_id(action.id)
        await self.settle()
        if not said and self.state() == before:
            await rest(app, self.pilot, self.see)  # perhaps it only takes longer
        app.notify = tell
        assert not isinstance(app.screen, BugScreen), f"{action.id} at {self.place}: {app.screen._report}"
        if not said and self.state() == before:
            self.silent.append(action.id)

    async def walk(self, actions):
        """Do each action where it belongs."""
        for action in actions:
            if await self.go():
                await self.do(action)


@pytest.fixture
def walk_through(make_book, clock, see):
    """Return a function that does actions of a place in a book of a state and gives those that were silent."""

    async def go(state, place, wanted=lambda action: True):
        book = make_book(STATES[state])
        app = Cartera(lambda: book, Language("en"), clock)
        app.editor = lambda *_: None
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            while app.problem_counts is None:
                await pilot.pause()
            walk = Walk(app, pilot, see, place)
            await walk.walk([each for each in deeds_of(place) if wanted(each)])
        return walk.silent

    return go


@pytest.mark.exhaustive
@pytest.mark.parametrize("place", WAYS)
@pytest.mark.parametrize("state", ["broken", "empty"])
async def test_no_action_is_silent_anywhere(walk_through, state, place):
    assert await walk_through(state, place) == []


@pytest.mark.parametrize(
    ("place", "word"), [(Place.HISTORY, "restore"), (Place.INBOX, "take-probable"), (Place.PROBLEMS, "mark")]
)
async def test_no_action_of_a_sample_is_silent(walk_through, place, word):
    assert await walk_through("broken", place, lambda action: action.id == word) == []


def test_every_place_one_can_be_in_is_walked():
    modal = {Place.ANYWHERE, Place.ITEMS, Place.TEXT}
    assert set(WAYS) == set(Place) - modal
