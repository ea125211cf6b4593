"""A seller's way through the screens: what the keys do, judged by what is on the screen and on the disk."""

from cartera.records.files.edits import Put
from cartera.tui.screens.client import ClientScreen
from cartera.tui.screens.clients import ClientsScreen
from cartera.tui.screens.listing import ListScreen
from cartera.tui.screens.pipeline import PipelineScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.screens.small import SmallScreen
from cartera.tui.screens.today import TodayScreen
from cartera.tui.widgets.filter_bar import FilterBar
from cartera.tui.widgets.record_table import RecordTable


def on(app, screen):
    return lambda: isinstance(app.screen, screen) and app.screen.is_mounted


async def test_the_frame_is_there_before_the_book_is_read(make_book, clock, see, seller_files):
    from cartera.schema.language import ENGLISH
    from cartera.tui.app import Cartera

    def never_opened():
        raise AssertionError

    app = Cartera(never_opened, ENGLISH, clock)
    app.bridge.open = lambda: None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Reading the book" in see(app)[0]
        await pilot.press("n")
        await pilot.pause()
        assert app.snapshot is None


async def test_clients_are_listed_and_enter_opens_one(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Bold Foods")
        await pilot.press("down", "enter")
        await wait_until(pilot, on(app, ClientScreen))
        seen = await see_when(app, pilot, "Call purchasing")
        assert "Open pipeline" in seen
        assert "€9,000.00" in seen


async def test_vim_letters_move_like_arrows(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        table = app.screen.query_one(RecordTable)
        for keys, selected in [
            (["j"], "bold"),
            (["G"], "calm"),
            (["k"], "bold"),
            (["g", "g"], "acme"),
            (["end"], "calm"),
            (["home"], "acme"),
            (["ctrl+d"], "calm"),
            (["ctrl+u"], "acme"),
        ]:
            await pilot.press(*keys)
            assert table.selected == f"clients/{selected}/client", keys


async def test_the_filter_narrows_as_it_is_typed_and_escape_takes_it_off(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("slash", *"bold")
        table = app.screen.query_one(RecordTable)
        await wait_until(pilot, lambda: list(table.model.ids) == ["clients/bold/client"])
        await see_when(app, pilot, "1 shown")
        await pilot.press("enter", "escape")
        await wait_until(pilot, lambda: len(table.model.ids) == 3)


async def test_a_filter_that_means_nothing_says_why_and_keeps_the_rows(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("slash", *"waters")
        await see_when(app, pilot, "1 shown")
        app.screen.query_one(FilterBar).set_text("lifecycl:x")
        seen = await see_when(app, pilot, "Did you mean lifecycle?")
        assert "Calm Waters" in seen


async def test_an_edit_outside_appears_and_the_selection_stays(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("j")
        root = app.bridge.root
        (root / "clients/aaa").mkdir()
        text = (root / "clients/bold/client.md").read_text()
        (root / "clients/aaa/client.md").write_text(text.replace("Bold Foods", "Aaa First"))
        (root / "clients/bold/client.md").write_text(text.replace("Bold Foods", "Bolder Foods"))
        await pilot.press("f5")
        seen = await see_when(app, pilot, "Bolder Foods")
        assert "Aaa First" in seen
        assert app.screen.query_one(RecordTable).selected == "clients/bold/client"


async def test_the_watcher_brings_an_edit_without_a_key(make_book, clock, seller_files, wait_until, see_when):
    from cartera.schema.language import ENGLISH
    from cartera.tui.app import Cartera

    book = make_book(seller_files)
    app = Cartera(lambda: book, ENGLISH, clock, watches=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await see_when(app, pilot, "Calm Waters")
        await wait_until(pilot, lambda: app.bridge.is_watching)
        path = book.root / "clients/calm/client.md"
        path.write_text(path.read_text().replace("Calm Waters", "Wild Waters"))
        await see_when(app, pilot, "Wild Waters")


async def test_a_record_shows_its_fields_by_label_and_enter_follows_a_link(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        app.open_record("clients/acme/interactions/2026/2026-07-10-call-a1b2")
        await wait_until(pilot, on(app, RecordScreen))
        seen = await see_when(app, pilot, "Eva Prueba")
        assert "They want a quote." in seen
        while app.screen.chosen_field != "contacts.0":
            await pilot.press("down")
        await pilot.press("enter")
        await see_when(app, pilot, "Contact: Eva Prueba")
        seen = await see_when(app, pilot, "Linked from")
        assert "First call" in seen
        await pilot.press("escape")
        await see_when(app, pilot, "They want a quote.")


async def test_the_board_shows_count_and_money_of_every_stage(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("g", "e")
        await wait_until(pilot, on(app, PipelineScreen))
        seen = await see_when(app, pilot, "Scanners")
        for line in ["Prospecting", "Proposal", "Won", "€48k", "€9k"]:
            assert line in seen
        await pilot.press("right")
        seen = await see_when(app, pilot, "Support")
        assert "€1,200.50" in seen


async def test_the_pipeline_is_a_table_too_and_the_deal_stays_selected(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "e")
        await wait_until(pilot, on(app, PipelineScreen))
        await see_when(app, pilot, "Scanners")
        deal = app.screen.selected()
        await pilot.press("v", "enter")
        seen = await see_when(app, pilot, "Expected close")
        assert "Platform" in seen
        assert app.screen.selected() == deal
        await pilot.press("down", "v", "enter")
        await see_when(app, pilot, ">Qualification")


async def test_the_cursor_of_the_board_follows_its_deal_to_another_stage(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "e")
        await wait_until(pilot, on(app, PipelineScreen))
        await see_when(app, pilot, "Scanners")
        deal = app.screen.selected()
        path = app.bridge.root / f"{deal}.md"
        path.write_text(path.read_text().replace("prospecting", "negotiation"))
        await pilot.press("f5")
        await wait_until(pilot, lambda: app.snapshot.records[deal].text("stage") == "negotiation")
        await see_when(app, pilot, ">Negotiation")
        assert app.screen.selected() == deal


async def test_tabs_of_a_client_list_what_it_holds(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("enter")
        await wait_until(pilot, on(app, ClientScreen))
        await see_when(app, pilot, "[Summary]")
        await pilot.press("right")
        seen = await see_when(app, pilot, "First call")
        assert "[Timeline]" in seen
        await pilot.press("right")
        seen = await see_when(app, pilot, "weight 20")
        assert "[Numbers]" in seen
        await pilot.press("right")
        seen = await see_when(app, pilot, "[Contacts 1]")
        assert "Eva Prueba" in seen
        await pilot.press("shift+tab", "shift+tab", "shift+tab")
        await see_when(app, pilot, "[Summary]")


async def test_today_shows_what_is_due_the_late_one_marked(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "h")
        await wait_until(pilot, on(app, TodayScreen))
        seen = await see_when(app, pilot, "Call purchasing")
        assert "19 days ago !" in seen
        assert "tomorrow" in seen


async def test_a_list_of_any_type_is_chosen_by_name(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("g", "o", *"intera", "enter")
        await wait_until(pilot, on(app, ListScreen))
        await see_when(app, pilot, "First call")


async def test_help_lists_the_keys_of_the_place_and_enter_runs_one(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("question_mark", *"pipel")
        await see_when(app, pilot, "g e")
        await pilot.press("enter")
        await wait_until(pilot, on(app, PipelineScreen))


async def test_the_palette_finds_records_without_accents(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("ctrl+p", *"calm")
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("enter")
        await wait_until(pilot, on(app, ClientScreen))
        assert app.screen.record_id == "clients/calm/client"


async def test_a_small_window_asks_for_more_room_until_it_gets_it(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.resize_terminal(20, 10)
        await wait_until(pilot, on(app, SmallScreen))
        await see_when(app, pilot, "40x10")
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, on(app, ClientsScreen))


async def test_a_window_that_stays_small_can_be_left(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files, size=(20, 10)) as (app, pilot):
        await wait_until(pilot, on(app, SmallScreen))
        await pilot.press("ctrl+q")
        await wait_until(pilot, lambda: app.return_code == 0)


async def test_undo_takes_back_the_last_save(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        record = app.snapshot.records["clients/acme/client"]
        before = (app.bridge.root / record.path).read_bytes()
        app.bridge.save(app, lambda book: book.edit(record, [Put(("title",), "Apex")]))
        await see_when(app, pilot, "Apex")
        await pilot.press("u")
        await wait_until(pilot, lambda: app.snapshot.records["clients/acme/client"].title == "Acme")
        assert (app.bridge.root / record.path).read_bytes() == before
        await see_when(app, pilot, "Undone")


async def test_a_mistake_is_said_in_a_box_and_nothing_else_happens(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("u")
        await see_when(app, pilot, "This cannot be done")
        await pilot.press("escape")
        await see_when(app, pilot, "Calm Waters")


async def test_a_bug_in_an_action_shows_no_record_and_the_app_goes_on(run_app, seller_files, see_when, monkeypatch):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Acme")

        def broken(_app):
            secret = "Acme"
            raise ValueError(secret)

        monkeypatch.setattr(app, "perform", broken)
        await pilot.press("g", "e")
        seen = await see_when(app, pilot, "A mistake in Cartera")
        assert "ValueError" in seen
        assert "Acme" not in "\n".join(line for line in seen.splitlines() if "│" in line)
        await pilot.press("escape")
        await see_when(app, pilot, "Calm Waters")


async def test_a_book_without_clients_says_what_to_do(run_app, see_when):
    async with run_app({"cartera.yaml": "name: Empty\n"}) as (app, pilot):
        seen = await see_when(app, pilot, "There are no clients yet.")
        assert "Press n" in seen


async def test_the_mouse_selects_opens_and_orders(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        table = app.screen.query_one(RecordTable)
        await pilot.click(RecordTable, offset=(10, 3))
        await wait_until(pilot, lambda: table.selected == "clients/calm/client")
        await pilot.click(RecordTable, offset=(5, 0))
        await wait_until(pilot, lambda: table.model.ordered_by == "title")
        await pilot.click(RecordTable, offset=(10, 3), times=2)
        await wait_until(pilot, on(app, ClientScreen))


async def test_why_a_save_waits_stands_in_the_header_until_it_is_committed(
    run_app, seller_files, see, see_when, wait_until
):
    async with run_app(seller_files, size=(120, 40)) as (app, pilot):
        await see_when(app, pilot, "Acme")
        git = app.bridge.root / ".git"
        (git / "MERGE_HEAD").write_text((git / "refs/heads/main").read_text())
        record = app.snapshot.records["clients/acme/client"]
        app.bridge.save(app, lambda book: book.edit(record, [Put(("title",), "Apex")]))
        await see_when(app, pilot, "Apex")
        await wait_until(pilot, lambda: app.pending is not None)
        await wait_until(pilot, lambda: app.notice[:20] in see(app)[0])
        (git / "MERGE_HEAD").unlink()
        record = app.snapshot.records["clients/acme/client"]
        app.bridge.save(app, lambda book: book.edit(record, [Put(("title",), "Apogee")]))
        await wait_until(pilot, lambda: app.pending is None)


async def test_what_was_said_does_not_stay_behind_a_box(run_app, see, see_when, wait_until):
    async with run_app({}) as (app, pilot):
        app.NOTIFICATION_TIMEOUT = 1000
        await pilot.press("e")
        await see_when(app, pilot, "Select a record first.")
        await pilot.press("l")
        await see_when(app, pilot, "Log an interaction")
        app.clear_notifications()
        await wait_until(pilot, lambda: "Select a record first." not in "\n".join(see(app)))
