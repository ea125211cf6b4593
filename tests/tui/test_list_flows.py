"""Lists arranged, saved, marked and stepped through, by keys alone."""

from contextlib import asynccontextmanager

import pytest
from cartera.records.files.private import PrivateFolder
from cartera.schema.language import Language
from cartera.tui.app import Cartera
from cartera.tui.modals.chooser import Chooser
from cartera.tui.modals.columns import ColumnsModal
from cartera.tui.modals.preview import PreviewModal
from cartera.tui.screens.listing import ListScreen
from cartera.tui.widgets.record_table import RecordTable

MARC = """
    ---
    title: Marc Soler
    email: marc@example.com
    role: am
    ---
    """


@pytest.fixture
def files(seller_files):
    return {**seller_files, "people/marc/user.md": MARC}


@pytest.fixture
def start(make_book, clock, wait_until, tmp_path):
    """Return what starts the program on a book, keeping what a person leaves in one private folder."""

    @asynccontextmanager
    async def run(book, size=(120, 30)):
        app = Cartera(lambda: book, Language("en"), clock, private=PrivateFolder(tmp_path / "private"))
        async with app.run_test(size=size, notifications=True) as pilot:
            await wait_until(pilot, lambda: app.snapshot is not None and app.problem_counts is not None)
            await wait_until(pilot, lambda: table(app).model.ids)
            yield app, pilot

    return run


def table(app):
    return app.screen.query_one(RecordTable)


async def type_text(pilot, text):
    for sign in text:
        await pilot.press({" ": "space", ":": "colon", "-": "minus", ".": "full_stop"}.get(sign, sign))


async def choose(pilot, wait_until, app, key, text):
    """Open a chooser with a key, type and take the first that fits."""
    await pilot.press(key)
    await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
    await type_text(pilot, text)
    await pilot.press("enter")
    await wait_until(pilot, lambda: not isinstance(app.screen, Chooser))


def owners(book):
    return {each.name: each.text("owner") for each in book.snapshot().of_type("client")}


@pytest.mark.asyncio
async def test_bulk_reassign_and_undo(make_book, files, start, wait_until, see):
    book = make_book(files)
    async with start(book) as (app, pilot):
        before = len(book.history())
        await pilot.press("space", "space")
        assert "2 marked" in "\n".join(see(app))
        await choose(pilot, wait_until, app, "D", "marc")
        await wait_until(pilot, lambda: isinstance(app.screen, PreviewModal))
        shown = "\n".join(see(app))
        assert "Given to Marc Soler (2 records)" in shown
        assert "Ana Ruiz -> Marc Soler" in shown
        assert owners(book) == {"acme": "ana", "bold": "ana", "calm": "ana"}
        await pilot.press("enter")
        await wait_until(pilot, lambda: owners(book) == {"acme": "marc", "bold": "marc", "calm": "ana"})
        assert len(book.history()) == before + 1
        assert "marked" not in "\n".join(see(app))
        await pilot.press("u")
        await wait_until(pilot, lambda: set(owners(book).values()) == {"ana"})


@pytest.mark.asyncio
async def test_a_field_of_all_marked_is_edited_and_who_cannot_is_named(make_book, files, start, wait_until, see):
    book = make_book(files)
    async with start(book) as (app, pilot):
        await pilot.press("asterisk")
        await choose(pilot, wait_until, app, "e", "city")
        await type_text(pilot, "Bilbao")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, PreviewModal))
        await pilot.press("enter")
        await wait_until(pilot, lambda: {each.text("city") for each in book.snapshot().of_type("client")} == {"Bilbao"})
        await pilot.press("asterisk")
        await choose(pilot, wait_until, app, "m", "Customer")
        await wait_until(pilot, lambda: isinstance(app.screen, PreviewModal))
        assert "cannot be changed" in "\n".join(see(app))
        await pilot.press("escape")


@pytest.mark.asyncio
async def test_one_field_of_the_record_under_the_cursor_is_edited_from_the_list(
    make_book, files, start, wait_until, see
):
    book = make_book(files)
    async with start(book) as (app, pilot):
        before = {each.id for each in book.snapshot().of_type("client") if each.text("city") == "Bilbao"}
        await choose(pilot, wait_until, app, "i", "city")
        await type_text(pilot, "Bilbao")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, PreviewModal))
        await pilot.press("enter")
        await wait_until(
            pilot,
            lambda: (
                len({each.id for each in book.snapshot().of_type("client") if each.text("city") == "Bilbao"} - before)
                == 1
            ),
        )


@pytest.mark.asyncio
async def test_marks_stay_on_their_records_and_escape_takes_them_before_the_filter(
    make_book, files, start, wait_until, see
):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press("space", "V")
        assert app.screen.marks.ids == {"clients/acme/client", "clients/bold/client"}
        await pilot.press("slash")
        await type_text(pilot, "calm")
        await pilot.press("enter")
        await wait_until(pilot, lambda: table(app).model.ids == ("clients/calm/client",))
        assert "2 marked, 2 not shown" in "\n".join(see(app))
        await pilot.press("escape")
        assert not app.screen.marks
        assert len(table(app).model.ids) == 1
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(table(app).model.ids) == 3)


@pytest.mark.asyncio
async def test_save_a_view_and_find_it_again_after_restart(make_book, files, start, wait_until, see):
    book = make_book(files)
    async with start(book) as (app, pilot):
        await pilot.press("slash")
        await type_text(pilot, "is:lead")
        await pilot.press("enter")
        await wait_until(pilot, lambda: table(app).model.ids == ("clients/bold/client",))
        await choose(pilot, wait_until, app, "v", "save this")
        await type_text(pilot, "New ones")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "For whom" in "\n".join(see(app)))
        await pilot.press("b")
        await wait_until(pilot, lambda: "views/new-ones" in book.snapshot().records)
        assert (book.root / "views/new-ones.yaml").is_file()
        await choose(pilot, wait_until, app, "v", "save this")
        await type_text(pilot, "Mine")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "For whom" in "\n".join(see(app)))
        await pilot.press("m")
        await wait_until(pilot, lambda: "mine" in app.lists.views)
    async with start(book) as (app, pilot):
        # The list comes back as it was left; the view of the book is found on it, and so is one's own.
        assert table(app).model.ids == ("clients/bold/client",)
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(table(app).model.ids) == 3)
        await choose(pilot, wait_until, app, "v", "new ones")
        await wait_until(pilot, lambda: table(app).model.ids == ("clients/bold/client",))
        assert "New ones" in "\n".join(see(app))
        await choose(pilot, wait_until, app, "v", "mine")
        await choose(pilot, wait_until, app, "v", "delete")
        await wait_until(pilot, lambda: "mine" not in app.lists.views)


@pytest.mark.asyncio
async def test_a_list_comes_back_as_it_was_left(make_book, files, start, wait_until, see):
    book = make_book(files)
    async with start(book) as (app, pilot):
        await choose(pilot, wait_until, app, "o", "title")
        await wait_until(pilot, lambda: app.screen.question.order == "title")
        await choose(pilot, wait_until, app, "o", "title")
        await wait_until(pilot, lambda: table(app).model.ids[0] == "clients/calm/client")
        await pilot.press("k")
        await pilot.press("g", "e")
        await pilot.press("g", "c")
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen) and table(app).model.ids)
        assert table(app).model.ids[0] == "clients/calm/client"
        assert table(app).selected == "clients/bold/client"
    async with start(book) as (app, pilot):
        await wait_until(pilot, lambda: table(app).model.ids[0] == "clients/calm/client")
        assert table(app).selected == "clients/bold/client"


@pytest.mark.asyncio
async def test_groups_have_counts_and_sums_and_fold(make_book, files, start, wait_until, see):
    async with start(make_book(files)) as (app, pilot):
        app.go_root(ListScreen("opportunity"))
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen) and len(table(app).model.ids) == 3)
        await choose(pilot, wait_until, app, "B", "stage")
        await wait_until(pilot, lambda: table(app).model.headings)
        shown = "\n".join(see(app))
        assert "- Prospecting  1  €9,000.00" in shown
        assert "- Proposal  1  €48,000.00" in shown
        await pilot.press("g", "g", "enter")
        await wait_until(pilot, lambda: "+ Prospecting  1" in "\n".join(see(app)))
        assert "Scanners" not in "\n".join(see(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Scanners" in "\n".join(see(app)))
        await choose(pilot, wait_until, app, "B", "no groups")
        await wait_until(pilot, lambda: not table(app).model.headings)


@pytest.mark.asyncio
async def test_columns_are_chosen_and_put_in_order(make_book, files, start, wait_until, see):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(app.screen, ColumnsModal))
        await type_text(pilot, "website")
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: any(each.name == "website" for each in table(app).model.columns))
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(app.screen, ColumnsModal))
        await pilot.press("alt+down", "enter")
        await wait_until(pilot, lambda: table(app).model.columns[1].name == "last_touch")
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(app.screen, ColumnsModal))
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: not app.screen.chosen)


@pytest.mark.asyncio
async def test_one_steps_to_the_next_record_without_going_back(make_book, files, start, wait_until, see):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Acme" in see(app)[0])
        await pilot.press("right", "J")
        await wait_until(pilot, lambda: "Bold Foods" in see(app)[0])
        assert app.screen.tab == "timeline"
        await pilot.press("J", "J")
        await wait_until(pilot, lambda: "last record of the list" in "\n".join(see(app)))
        await pilot.press("K", "escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen))
        assert table(app).selected == "clients/bold/client"


@pytest.mark.asyncio
async def test_a_tab_of_a_client_is_filtered_and_ordered(make_book, files, start, wait_until, see):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Acme" in see(app)[0])
        await pilot.press("slash")
        await wait_until(pilot, lambda: "This tab is no list" in "\n".join(see(app)))
        app.screen._open_tab("opportunity")
        await wait_until(pilot, lambda: len(table(app).model.ids) == 2)
        await choose(pilot, wait_until, app, "o", "amount")
        await wait_until(pilot, lambda: table(app).model.ids[0].endswith("support-m4n5"))
        await pilot.press("slash")
        await type_text(pilot, "platform")
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(table(app).model.ids) == 1)
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(table(app).model.ids) == 2)


@pytest.mark.asyncio
@pytest.mark.parametrize("keys", ["g p", "g r", "g s", "g v", "g a", "g m", "g l", "g d", "g q", "g t"])
async def test_each_view_with_a_key_opens_on_an_empty_and_a_small_book(make_book, files, start, wait_until, see, keys):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press(*keys.split(" "))
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.saved.name)
        await wait_until(pilot, lambda: app.screen._rows is not None)
        assert app.screen.view_title in see(app)[0]


@pytest.mark.asyncio
async def test_tab_completes_the_filter_and_goes_on_to_the_next(make_book, files, start, wait_until, see):
    async with start(make_book(files)) as (app, pilot):
        await pilot.press("slash")
        await type_text(pilot, "lifec")
        await pilot.press("tab")
        await wait_until(pilot, lambda: app.screen.question.text == "lifecycle:")
        await pilot.press("tab")
        await wait_until(pilot, lambda: app.screen.question.text == "lifecycle:lead")
        assert "customer" in "\n".join(see(app))
        await pilot.press("tab", "ctrl+n")
        await wait_until(pilot, lambda: app.screen.question.text == "lifecycle:customer")
        await wait_until(pilot, lambda: table(app).model.ids == ("clients/acme/client",))
        await pilot.press("enter", "j")
        assert app.screen.selected() == "clients/acme/client"


async def test_marking_where_nothing_is_shown_says_why_nothing_happens(run_app, seller_files, see_when):
    async with run_app({path: text for path, text in seller_files.items() if "clients/" not in path}) as (app, pilot):
        await see_when(app, pilot, "There are no clients yet.")
        await pilot.press("space")
        await see_when(app, pilot, "Select a record first.")
        await pilot.press("asterisk")
        await see_when(app, pilot, "Nothing is shown that could be marked.")


async def test_the_filter_of_a_view_stands_in_the_readers_words_and_is_no_change_of_it(run_app, files, see_when):
    async with run_app(files, language="es", size=(100, 24)) as (app, pilot):
        await pilot.press("g", "e", "v")
        await see_when(app, pilot, "es:abierta cierre:")
        await pilot.press("escape", "g", "t")
        await see_when(app, pilot, "Tareas pendientes (")
        await see_when(app, pilot, "/es:abierta")
        assert app.screen.present == app.screen.saved


async def test_tab_completes_the_filter_in_the_readers_words(run_app, files, see_when, wait_until):
    async with run_app(files, language="es", size=(100, 24)) as (app, pilot):
        await pilot.press("slash", *"cicl", "tab")
        await wait_until(pilot, lambda: app.screen.question.text == "ciclo-de-vida:")
        await pilot.press("tab")
        await see_when(app, pilot, "cliente")
        await wait_until(pilot, lambda: app.screen.question.text == "ciclo-de-vida:lead")
