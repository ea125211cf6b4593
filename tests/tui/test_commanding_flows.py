"""Keys and commands as one uses them: the line at the bottom, the palette, sequences, one's own keys, and the mouse."""

import pytest
from cartera.records.files.private import PrivateFolder
from cartera.schema.language import LANGUAGES, Language
from cartera.tui.actions import Group, Place
from cartera.tui.app import Cartera
from cartera.tui.command_line.completing import Offers
from cartera.tui.command_line.history import FILE as HISTORY_FILE
from cartera.tui.command_line.understanding import Understood
from cartera.tui.keymap.presets import PRESETS
from cartera.tui.keymap.reading import preset_keymap, read_keymap
from cartera.tui.modals.chooser import Chooser
from cartera.tui.modals.command_line import CommandLine
from cartera.tui.modals.palette import Palette
from cartera.tui.performers import PERFORMERS
from cartera.tui.presentation.hints import fit_hints, following_hints, hints_of, lay_out
from cartera.tui.screens.client import ClientScreen
from cartera.tui.screens.clients import ClientsScreen
from cartera.tui.screens.listing import ListScreen
from cartera.tui.screens.move import MoveFormScreen
from cartera.tui.screens.pipeline import PipelineScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.screens.record_form import NewRecordScreen
from cartera.tui.screens.search import SearchScreen
from cartera.tui.widgets.footer import Footer
from cartera.tui.widgets.key_panel import KeyPanel
from cartera.tui.widgets.line_view import LineView
from cartera.tui.widgets.offer_list import OfferList
from textual.widgets import Input

PLATFORM = "clients/acme/opportunities/platform-k3x9"


async def type_text(pilot, text):
    """Type a text as a person would, key after key."""
    names = {" ": "space", "=": "equals_sign", ":": "colon", "-": "minus", ">": "greater_than_sign", "+": "plus"}
    await pilot.press(*(names.get(each, each) for each in text))


@pytest.fixture
def command(wait_until):
    """Return a function that types a command and Enter, and waits until the line is closed."""

    async def run(app, pilot, text):
        await pilot.press("colon")
        await wait_until(pilot, lambda: isinstance(app.screen, CommandLine))
        await type_text(pilot, text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not isinstance(app.screen, CommandLine))

    return run


async def test_a_list_is_shown_by_its_name_and_a_query(run_app, seller_files, command, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await command(app, pilot, "deals stage:proposal")
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.type_name == "opportunity")
        shown = await see_when(app, pilot, "Platform")
        assert "Scanners" not in shown


async def test_fields_are_set_on_the_selected_record_and_undone(run_app, seller_files, command, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await command(app, pilot, "set amount=50k next_step=Call again")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "50000.00 EUR")
        assert app.snapshot.records[PLATFORM].text("next_step") == "Call again"
        await command(app, pilot, "undo")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "48000.00 EUR")


async def test_a_move_that_lacks_something_opens_the_form_with_what_was_given(
    run_app, seller_files, command, wait_until, see_when
):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await command(app, pilot, "move lost reason=price")
        await wait_until(pilot, lambda: isinstance(app.screen, MoveFormScreen))
        assert "Given already: " in await see_when(app, pilot, "Given already")


async def test_a_task_is_one_line_and_lies_with_the_client(run_app, seller_files, command, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await command(app, pilot, "task Call purchasing due=friday")
        await wait_until(pilot, lambda: any(each.title == "Call purchasing" for each in app.snapshot.of_type("task")))
        (task,) = [each for each in app.snapshot.of_type("task") if each.title == "Call purchasing"]
        assert (task.client, task.text("due"), task.text("about")) == ("acme", "2026-07-24", "platform-k3x9")


async def test_a_new_record_that_lacks_something_opens_its_form_filled(run_app, seller_files, command, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await command(app, pilot, "new contact Eva Sol --client bold")
        await wait_until(
            pilot,
            lambda: (
                isinstance(app.screen, NewRecordScreen)
                or any(each.title == "Eva Sol" for each in app.snapshot.of_type("contact"))
            ),
        )


async def test_a_mistake_keeps_the_line_open_and_says_what_would_work(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("colon")
        await type_text(pilot, "deals stge:won x")
        shown = await see_when(app, pilot, "there is no field “stge”.")
        assert "       ^^^^" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CommandLine)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen))


async def test_a_mistake_of_the_book_is_said_under_the_line(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("colon")
        await type_text(pilot, "go nobody here")
        await pilot.press("enter")
        await see_when(app, pilot, "No record fits “nobody here”.")
        assert isinstance(app.screen, CommandLine)


async def test_what_a_line_means_is_not_said_over_why_it_was_refused(run_app, seller_files, wait_until, see_when, see):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("colon")
        line = "go nobody here"
        await type_text(pilot, line)
        await pilot.press("enter")
        await see_when(app, pilot, "No record fits")
        app.screen.post_message(Understood(line, "Opens the record", None, Offers(0)))
        await pilot.pause()
        assert "No record fits" in "\n".join(see(app))


async def test_tab_goes_round_what_could_stand_there(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("colon")
        await wait_until(pilot, lambda: isinstance(app.screen, CommandLine))
        line = app.screen.query_one(Input)
        await type_text(pilot, "deals stage:pro")
        await pilot.press("tab")
        assert line.value == "deals stage:prospecting"
        await pilot.press("tab")
        assert line.value == "deals stage:proposal"
        await pilot.press("shift+tab")
        assert line.value == "deals stage:prospecting"


async def test_an_offer_is_taken_by_a_click(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("colon")
        await wait_until(pilot, lambda: isinstance(app.screen, CommandLine))
        await type_text(pilot, "deals stage:pro")
        offered = app.screen.query_one(OfferList)
        await wait_until(pilot, lambda: [each.text for each in offered.offers][:2] == ["prospecting", "proposal"])
        await pilot.click(OfferList, offset=(20, 1))
        await wait_until(pilot, lambda: app.screen.query_one(Input).value == "deals stage:proposal")


async def test_a_record_is_opened_by_a_part_of_its_name(run_app, seller_files, command, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await command(app, pilot, "go platf")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_the_list_on_the_screen_is_filtered_and_ordered(run_app, seller_files, command, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await command(app, pilot, "filter acme")
        await wait_until(pilot, lambda: app.screen.question.text == "acme")
        await command(app, pilot, "sort title-")
        await wait_until(pilot, lambda: app.screen.question.order == "title-")


async def test_what_is_looked_for_is_searched(run_app, seller_files, command, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await command(app, pilot, "find call")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await see_when(app, pilot, "First call")


async def test_lines_typed_before_come_back_even_in_the_next_run(make_book, seller_files, clock, tmp_path, wait_until):
    book = make_book(seller_files)
    private = PrivateFolder(tmp_path / "private")
    for typed in ("undo", ""):
        app = Cartera(lambda: book, Language("en"), clock, private=private)
        async with app.run_test() as pilot:
            await wait_until(pilot, lambda app=app: app.snapshot is not None and app.problem_counts is not None)
            await pilot.press("colon")
            await wait_until(pilot, lambda app=app: isinstance(app.screen, CommandLine))
            if typed:
                await type_text(pilot, "clients")
                await pilot.press("enter")
            else:
                await pilot.press("up")
                assert app.screen.query_one(Input).value == "clients"
    assert b"clients" in private.read(HISTORY_FILE)


async def test_the_palette_finds_a_record_with_a_slip_and_enter_waits_for_it(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"platfrom", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_the_palette_offers_first_what_was_opened_lately(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.open_record("clients/calm/client")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientScreen))
        await pilot.press("escape", "ctrl+p")
        shown = await see_when(app, pilot, "Lately")
        assert "Calm Waters" in shown


async def test_one_click_chooses_in_the_palette(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"pipel")
        await see_when(app, pilot, ">g e")
        await pilot.click(LineView, offset=(12, 0))
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))


async def test_help_narrows_says_why_not_and_does_what_is_chosen(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("question_mark")
        shown = await see_when(app, pilot, "Help: Clients")
        assert "finds anything by name" in " ".join(shown.split())
        await pilot.press(*"done")
        await see_when(app, pilot, "Only open tasks")
        for _ in "done":
            await pilot.press("backspace")
        await pilot.press(*"pipeline", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))


async def test_a_begun_sequence_shows_what_may_follow(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g")
        shown = await see_when(app, pilot, "e Pipeline")
        assert "g ..." in shown
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))
        assert not app.screen.query(KeyPanel)


async def test_a_key_that_may_follow_is_clicked(run_app, seller_files, wait_until, see, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g")
        await see_when(app, pilot, "e Pipeline")
        lines = see(app)
        row = next(number for number, line in enumerate(lines) if "e Pipeline" in line)
        await pilot.click(offset=(lines[row].index("e Pipeline") + 3, row))
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))
        assert app.screen.query_one(Footer).pending == ""


async def test_a_hint_of_the_footer_is_clicked(run_app, seller_files, wait_until, see):
    async with run_app(seller_files) as (app, pilot):
        place = see(app)[-1].index("? Help")
        await pilot.click(Footer, offset=(place + 1, 0))
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))


async def test_ones_own_keys_work_are_shown_and_leave_the_usual_ones(
    run_app, seller_files, tmp_path, wait_until, see_when
):
    async with run_app(seller_files) as (app, pilot):
        app.keymap = read_keymap(b"keys:\n  pipeline: [Alt-4, g x x]\n  clients: g z\n", tmp_path / "keymap.yaml")
        await pilot.press("alt+4")
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))
        await pilot.press("g", "z")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen))
        await pilot.press("g", "x", "x")
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))
        await pilot.press("question_mark", *"pipel")
        await see_when(app, pilot, "Alt-4, g x x")


async def test_a_keymap_with_a_mistake_is_told_at_the_start(make_book, seller_files, clock, tmp_path, see_when):
    book = make_book(seller_files)
    app = Cartera(lambda: book, Language("en"), clock)
    app.keymap = read_keymap(b"keys:\n  serch: F3\n", tmp_path / "keymap.yaml")
    async with app.run_test(notifications=True, size=(120, 30)) as pilot:
        shown = await see_when(app, pilot, "keymap.yaml, line 2")
        assert "There is no action “serch”." in " ".join(shown.split())


async def test_the_emacs_preset_moves_and_goes_back_as_emacs_does(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.keymap = preset_keymap("emacs")
        first = app.screen.selected()
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: app.screen.selected() != first)
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: app.screen.selected() == first)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientScreen))
        await pilot.press("ctrl+g")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen))
        await pilot.press("alt+x")
        await wait_until(pilot, lambda: isinstance(app.screen, Palette))


async def test_an_answer_is_given_by_a_click(run_app, seller_files, wait_until, see, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("X")
        await see_when(app, pilot, "Esc  ")
        lines = see(app)
        row = next(number for number, line in enumerate(lines) if "Esc  " in line)
        await pilot.click(offset=(lines[row].index("Esc  ") + 1, row))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert PLATFORM in app.snapshot.records


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("typing", [False, True])
def test_every_footer_fits_eighty_columns_with_help_in_sight(name, code, place, typing):
    hints = hints_of(place, Language(code), typing=typing, table=preset_keymap(name).table)
    shown = fit_hints(hints, 78)
    assert sum(hint.width for hint in shown) - 2 <= 78
    assert all(hint.key for hint in shown)
    if not typing and any(hint.action == "help" for hint in hints):
        assert "help" in [hint.action for hint in shown]


@pytest.mark.parametrize("width", [20, 38, 78, 118])
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_may_follow_is_laid_out_whole_and_in_order(code, width):
    hints = following_hints(Place.CLIENTS, "g", Language(code))
    rows = lay_out(hints, width)
    columns = [[row[at] for row in rows if at < len(row)] for at in range(len(rows[0]))]
    assert [hint for column in columns for hint in column] == list(hints)
    assert len(rows[0]) == 1 or sum(max(hint.width for hint in column) for column in columns) <= width


@pytest.mark.parametrize(
    "screen", [ClientScreen, ClientsScreen, ListScreen, PipelineScreen, RecordScreen, SearchScreen]
)
@pytest.mark.parametrize("name", PRESETS)
def test_every_action_of_a_screen_is_performed_by_somebody_in_every_preset(screen, name):
    actions = preset_keymap(name).table.in_place(screen.place)
    assert not [
        each.id
        for each in actions
        if each.group is not Group.MOVE
        and each.id not in PERFORMERS
        and not hasattr(screen, f"do_{each.id.replace('-', '_')}")
    ]
