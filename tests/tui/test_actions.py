from collections import Counter

import pytest
from cartera.schema.language import LANGUAGES, Language
from cartera.tui.actions import ACTIONS, CLOSED, PLACE_TITLES, Group, Place, Standing, action_of, actions_in, key_name
from cartera.tui.keys import read_key
from cartera.tui.performers import PERFORMERS
from cartera.tui.presentation.hints import fit_hints, hints_of
from cartera.tui.screens.book_screen import BookScreen
from cartera.tui.screens.client import ClientScreen
from cartera.tui.screens.clients import ClientsScreen
from cartera.tui.screens.history import HistoryScreen
from cartera.tui.screens.inbox import InboxScreen
from cartera.tui.screens.listing import ListScreen
from cartera.tui.screens.numbers import NumbersScreen
from cartera.tui.screens.pipeline import PipelineScreen
from cartera.tui.screens.problems import ProblemsScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.screens.today import TodayScreen

SCREENS = [
    ClientScreen, ClientsScreen, HistoryScreen, InboxScreen, ListScreen, NumbersScreen, PipelineScreen, ProblemsScreen,
    RecordScreen, TodayScreen,
]  # fmt: skip
SWALLOWED = {"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+enter", "ctrl+s+q"}


def test_every_action_has_its_own_id():
    assert not [word for word, count in Counter(each.id for each in ACTIONS).items() if count > 1]


@pytest.mark.parametrize("place", Place)
def test_no_key_means_two_things_in_one_place(place):
    keys = Counter(key for action in actions_in(place) for key in action.keys)
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("place", Place)
def test_no_key_is_also_the_beginning_of_a_sequence(place):
    keys = {key for action in actions_in(place) for key in action.keys}
    assert not {key.split(" ")[0] for key in keys if " " in key} & keys


def test_no_key_is_one_that_a_connection_swallows():
    keys = {part for action in ACTIONS for key in action.keys for part in key.split(" ")}
    assert not keys & SWALLOWED
    assert not [key for key in keys if key.startswith("ctrl+shift+")]


def test_every_place_has_a_name():
    assert [place for place, _ in PLACE_TITLES] == list(Place)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_of_a_screen_is_performed_by_somebody(screen):
    def is_performed(action):
        own = hasattr(screen, f"do_{action.id.replace('-', '_')}")
        return own or action.group is Group.MOVE or action.id in PERFORMERS

    assert not [action.id for action in actions_in(screen.place) if not is_performed(action)]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_deed_of_a_screen_is_in_the_table(screen):
    inherited = {name for name in dir(BookScreen) if name.startswith("do_")}
    deeds = {name for name in dir(screen) if name.startswith("do_")} - inherited
    known = {f"do_{action.id.replace('-', '_')}" for action in actions_in(screen.place)}
    if "do_filter_numbers" in known:  # where the usual key asks for the records that count
        known.add("do_filter")
    assert deeds <= known


def test_a_disabled_action_says_why():
    assert str(action_of("open").disabled(Standing(Place.CLIENTS))) == "Select a record first."
    assert action_of("open").disabled(Standing(Place.CLIENTS, record="clients/a/client")) is None


SPEAKING = {
    "new", "log", "task", "filter", "order", "columns", "group", "views", "mark-all", "next-record", "previous-record",
    "restore", "filter-numbers", "open-number", "period-length", "earlier", "later", "scope", "role", "break-down",
    "submit-forecast", "beside-down", "beside-up",
}  # fmt: skip
"""Actions that need no record: they open something, or say themselves why they cannot."""


@pytest.mark.parametrize("place", sorted(set(Place) - CLOSED))
def test_what_needs_a_record_says_so_where_none_is_selected(place):
    deeds = [each for each in actions_in(place) if each.group in {Group.RECORD, Group.LIST}]
    silent = {each.id for each in deeds if each.disabled(Standing(place)) is None}
    assert silent <= SPEAKING


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", [screen.place for screen in SCREENS])
def test_the_footer_fits_eighty_columns_and_shows_help_first(place, code):
    hints = fit_hints(hints_of(place, Language(code)), 78)
    assert sum(hint.width for hint in hints) - 2 <= 78
    assert hints[0].action == "help"


def test_keys_are_shown_as_people_read_them():
    assert [key_name(key) for key in ("g c", "ctrl+p", "escape", "slash", "G", "f5")] == [
        "g c",
        "Ctrl-P",
        "Esc",
        "/",
        "G",
        "F5",
    ]


def test_a_sequence_waits_for_its_second_key():
    first = read_key(Place.CLIENTS, "", "g")
    assert first.pending == "g"
    assert read_key(Place.CLIENTS, first.pending, "e").action.id == "pipeline"


def test_a_sequence_that_means_nothing_is_forgotten():
    reading = read_key(Place.CLIENTS, "g", "z")
    assert (reading.action, reading.pending, reading.lost) == (None, "", "g z")


def test_letters_are_text_while_typing():
    assert read_key(Place.CLIENTS, "", "j", typing=True).action is None
    assert read_key(Place.CLIENTS, "", "ctrl+q", typing=True).action.id == "quit"
