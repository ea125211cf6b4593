"""The first run: what is offered where there is no book, and where each way leads."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from cartera.records.git.mistakes import NotABook
from cartera.schema.language import LANGUAGES, Language
from cartera.tui.first.beginnings import Beginnings, full_path, name_of_address, way_items
from cartera.tui.first.welcome_app import WelcomeApp
from cartera.tui.looks.traits import Looks
from textual.events import Key


@pytest.fixture
def ways(tmp_path):
    """Ways that write down what was asked of them."""
    asked = []

    def note(deed):
        def do(*arguments):
            asked.append((deed, *map(str, arguments)))
            return tmp_path / "book"

        return do

    def find(folder):
        raise NotABook(str(folder))

    made = Beginnings(
        tmp_path, (tmp_path / "old",), tmp_path / "demo", note("demo"), note("create"), find, note("clone")
    )
    return made, asked


@pytest.fixture
def run_welcome(ways):
    return lambda language="en": WelcomeApp(ways[0], Language(language), Looks())


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_ways_are_all_in_sight(run_welcome, see_when, code, size):
    app = run_welcome(code)
    async with app.run_test(size=size) as pilot:
        shown = await see_when(app, pilot, "git")
        if size[0] >= 80:
            for item in way_items(app._beginnings, app.language):
                assert item.spans[0].text in shown
        assert "?" in shown


async def test_the_sample_book_is_written_and_opened_with_its_tour(run_welcome, ways, see_when, tmp_path):
    app = run_welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "sample book")
        await pilot.press("j", "enter")
        await pilot.pause()
        while app.return_value is None:
            await pilot.pause(0.01)
    assert ways[1] == [("demo", str(tmp_path / "demo"))]
    assert app.return_value.wants_tour
    assert app.return_value.book == tmp_path / "book"


async def test_what_is_typed_while_a_book_comes_about_is_kept_for_it(run_welcome, ways, see_when, tmp_path):
    app, is_typed = run_welcome(), Event()

    def write(_folder):
        is_typed.wait(30)
        return tmp_path / "book"

    app._beginnings = replace(ways[0], write_demo=write)
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "sample book")
        await pilot.press("j", "enter", "g", "e", "enter")
        is_typed.set()
        while app.return_value is None:
            await pilot.pause(0.01)
    assert [each.key for each in app.return_value.typed] == ["g", "e", "enter"]


async def test_what_was_typed_before_a_book_stood_is_done_in_it(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.typed_before = (Key("g", "g"), Key("e", "e"))
        app.take_typed_before()
        await see_when(app, pilot, "Pipeline")
    assert app.typed_before == ()


async def test_a_book_elsewhere_is_made_where_one_says(run_welcome, ways, see_when, tmp_path):
    app = run_welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "sample book")
        await pilot.press("j", "j", "j", "enter")
        await see_when(app, pilot, "In which folder?")
        await pilot.press(*"mine")
        await see_when(app, pilot, "/mine")
        await pilot.press("enter")
        while app.return_value is None:
            await pilot.pause(0.01)
    assert ways[1] == [("create", str(tmp_path / "mine"))]


async def test_a_colleagues_book_is_fetched_into_a_folder_of_its_name(run_welcome, ways, see_when, tmp_path):
    app = run_welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "sample book")
        await pilot.press("up", *["j"] * 5, "enter")
        await see_when(app, pilot, "From which address?")
        await pilot.press(*"git@example.com:team/north.git", "enter")
        await see_when(app, pilot, "Into which folder?")
        await pilot.press("enter")
        while app.return_value is None:
            await pilot.pause(0.01)
    assert ways[1] == [("clone", "git@example.com:team/north.git", str(tmp_path / "north"))]


async def test_a_way_that_leads_nowhere_says_why_and_offers_the_others_again(run_welcome, see_when):
    app = run_welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "sample book")
        await pilot.press("enter")
        await see_when(app, pilot, "There is no book in")
        await pilot.press("escape", "question_mark")
        await see_when(app, pilot, "cartera init DIR")
        await pilot.press("escape", "q")
        await pilot.pause()
    assert app.return_value is None


@pytest.mark.parametrize(
    ("text", "meant"), [("mine", "/here/mine"), ("/other", "/other"), (" a/../b ", "/here/a/../b")]
)
def test_a_folder_is_meant_from_where_one_stands(text, meant):
    assert full_path(text, Path("/here")) == Path(meant)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.com/team/north.git", "north"),
        ("git@example.com:north.git/", "north"),
        ("/srv/books/south", "south"),
        ("", "book"),
    ],
)
def test_a_clone_is_called_as_git_would_call_it(address, name):
    assert name_of_address(address) == name
