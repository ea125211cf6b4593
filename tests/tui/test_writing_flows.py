"""What a person writes in the terminal, as messages, state and bytes on disk."""

import subprocess

import pytest
from cartera.tui.modals.ask import AskModal
from cartera.tui.modals.line import LineModal
from cartera.tui.screens.body import BodyScreen
from cartera.tui.screens.form import FormScreen
from cartera.tui.screens.item_form import ItemFormScreen
from cartera.tui.screens.items import ItemsScreen
from cartera.tui.screens.move import MoveFormScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.screens.record_form import FieldFormScreen, NewRecordScreen, RecordFormScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


def commits(root):
    done = subprocess.run(["git", "-C", str(root), "log", "--format=%s"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def changed_lines(root):
    """Return the lines the last commit took away and put in."""
    done = subprocess.run(
        ["git", "-C", str(root), "show", "--format=", "-U0"], capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


async def type_text(pilot, text):
    """Type as a person does: a key for each character."""
    names = {
        " ": "space",
        ">": "greater_than_sign",
        ":": "colon",
        "@": "at",
        ".": "full_stop",
        ",": "comma",
        "-": "minus",
        "+": "plus",
        "/": "slash",
    }
    await pilot.press(*(names.get(each, each) for each in text))


async def go_to(app, pilot, *path):
    """Put the cursor of the form on a row."""
    form = app.screen
    form.pane.go_to(form.pane.form.row(path))
    await pilot.pause()


async def test_a_call_and_its_next_step_are_one_line_two_keys_and_one_commit(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await type_text(pilot, "call eva 20m: budget ok > send the offer @friday")
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    [task] = (root / "clients/acme/tasks").iterdir()
    [call] = [each for each in (root / "clients/acme/interactions/2026").iterdir() if "2026-07-20" in each.name]
    assert "due: 2026-07-24" in task.read_text()
    written = call.read_text()
    assert "title: budget ok" in written
    assert "minutes: 20" in written
    assert "contacts: [eva]" in written or "- eva" in written


async def test_a_line_that_names_nobody_known_says_so_and_is_not_taken(
    run_app, seller_files, see_when, wait_until, root
):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await type_text(pilot, "call zoe: hello")
        assert "zoe" in await see_when(app, pilot, "! Nobody here")
        await pilot.press("enter")
        assert isinstance(app.screen, LineModal)
    assert len(commits(root)) == 1


async def test_a_logged_step_becomes_the_next_step_of_the_deal(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await type_text(pilot, "call: fine > send contract @tomorrow")
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    deal = (root / f"{PLATFORM}.md").read_text()
    assert "next_step: send contract" in deal
    assert "next_step_due: 2026-07-21" in deal


async def test_one_field_edited_is_one_line_changed(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "amount")
        await type_text(pilot, "50k")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
    assert changed_lines(root) == ["-amount: 48000.00 EUR", "+amount: 50000.00 EUR"]


async def test_a_bad_value_is_told_as_one_types_and_is_not_saved(run_app, seller_files, wait_until, see_when, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "expected_close")
        await type_text(pilot, "someday")
        await see_when(app, pilot, "is not understood as a date")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, RecordFormScreen)
    assert len(commits(root)) == 1


async def test_leaving_a_form_with_typed_text_asks_first(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("end", "x", "escape")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("escape", "d")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
    assert len(commits(root)) == 1


async def test_another_field_changed_outside_is_merged_into_the_form(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        file = root / f"{PLATFORM}.md"
        file.write_text(file.read_text().replace("next_step: Call purchasing", "next_step: Wait"))
        await go_to(app, pilot, "amount")
        await type_text(pilot, "50k")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
    assert "amount: 50000.00 EUR" in file.read_text()
    assert "next_step: Wait" in file.read_text()


@pytest.mark.parametrize(("key", "amount"), [("m", "50000.00"), ("t", "60000.00")])
async def test_the_same_field_changed_outside_is_asked_about(
    run_app, seller_files, wait_until, see_when, root, key, amount
):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        file = root / f"{PLATFORM}.md"
        file.write_text(file.read_text().replace("48000.00", "60000.00"))
        await go_to(app, pilot, "amount")
        await type_text(pilot, "50k")
        await go_to(app, pilot, "next_step")
        await pilot.press("end", "exclamation_mark")
        await pilot.press("ctrl+s")
        await see_when(app, pilot, "Theirs: €60,000.00")
        await pilot.press(key)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
    assert f"amount: {amount} EUR" in file.read_text()
    assert "next_step: Call purchasing!" in file.read_text()


async def test_a_new_client_needs_little_more_than_its_name(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("n")
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await type_text(pilot, "Delta Norte")
        await go_to(app, pilot, "industry")
        await type_text(pilot, "logis")
        await pilot.press("enter", "ctrl+s")
        await wait_until(pilot, (root / "clients/delta-norte/client.md").exists)
        await wait_until(pilot, lambda: not isinstance(app.screen, FormScreen))
    assert "industry: logistics" in (root / "clients/delta-norte/client.md").read_text()


async def test_a_link_is_completed_by_typing_part_of_a_title(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(NewRecordScreen("interaction", "acme"))
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await go_to(app, pilot, "contacts")
        await type_text(pilot, "pru")
        await see_when(app, pilot, "> Eva Prueba")
        await pilot.press("enter")
        assert app.screen.pane.field.value == "eva"


async def test_items_of_a_list_are_added_and_taken_away(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "objections")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemFormScreen))
        await type_text(pilot, "too dear")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemsScreen))
        await pilot.press("n")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemFormScreen))
        await type_text(pilot, "wrong")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemsScreen))
        await pilot.press("x", "escape")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    written = (root / f"{PLATFORM}.md").read_text()
    assert "text: too dear" in written
    assert "wrong" not in written


async def test_the_text_below_the_fields_is_written_on_a_screen_of_its_own(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(FieldFormScreen(app.snapshot.records["clients/acme/client"], ("body",)))
        await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))
        await type_text(pilot, " Or none.")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    assert (root / "clients/acme/client.md").read_text().endswith("Prefers short calls. Or none.\n")


async def test_a_move_asks_for_what_the_state_wants(run_app, seller_files, wait_until, root, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("m")
        await type_text(pilot, "lost")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MoveFormScreen))
        await type_text(pilot, "price")
        await pilot.press("enter")
        await type_text(pilot, "Ask earlier")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
        await see_when(app, pilot, "Lost")
    written = (root / f"{PLATFORM}.md").read_text()
    assert "stage: lost" in written
    assert "reason: price" in written
    assert "lesson: Ask earlier" in written


async def test_deleting_names_what_goes_and_undo_brings_it_back(run_app, seller_files, wait_until, see_when, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("X")
        seen = await see_when(app, pilot, "Delete this record?")
        assert "Platform" in seen
        assert "1 record links to it" in seen
        await pilot.press("y")
        await wait_until(pilot, lambda: PLATFORM not in app.snapshot.records)
        assert not (root / f"{PLATFORM}.md").exists()
        await pilot.press("u")
        await wait_until(pilot, lambda: PLATFORM in app.snapshot.records)
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: PLATFORM not in app.snapshot.records)


async def test_renaming_takes_the_links_along(run_app, seller_files, wait_until, see_when, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("R")
        await see_when(app, pilot, "Write another name.")
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, "New Name")
        await see_when(app, pilot, "new-name")
        await pilot.press("ctrl+u")
        await type_text(pilot, "new-name")
        await pilot.press("enter")
        await wait_until(pilot, (root / "clients/acme/opportunities/new-name.md").exists)
    assert "[[new-name]]" in (root / "clients/acme/interactions/2026/2026-07-10-call-a1b2.md").read_text()


async def test_a_field_of_several_lines_is_written_on_a_screen_of_its_own(run_app, seller_files, wait_until, root):
    text = seller_files["clients/acme/client.md"].replace(
        "source: web", "city: |\n      One\n      Two\n    source: web"
    )
    async with run_app({**seller_files, "clients/acme/client.md": text}) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records["clients/acme/client"]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "city")
        assert not app.screen.pane.field.display
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))
        await pilot.press("enter", *"Three", "ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("ctrl+s")
        written = ["One", "Two", "Three"]
        await wait_until(pilot, lambda: app.snapshot.records["clients/acme/client"].text("city").split() == written)
        assert len(commits(root)) == 2


async def test_a_record_deleted_meanwhile_is_told_and_the_text_stays_in_the_form(
    run_app, seller_files, wait_until, see_when, root
):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "next_step")
        await pilot.press("end", "exclamation_mark")
        (root / f"{PLATFORM}.md").unlink()
        await pilot.press("ctrl+s")
        await see_when(app, pilot, "This cannot be done")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        assert app.screen.pane.field.value == "Call purchasing!"


async def test_one_field_is_edited_from_its_line_on_the_page(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.chosen_field != "")
        while app.screen.chosen_field != "next_step_due":
            await pilot.press("j")
        await pilot.press("i")
        await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
        await type_text(pilot, "friday")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
    assert changed_lines(root) == ["-next_step_due: 2026-07-21", "+next_step_due: 2026-07-24"]


async def test_the_stage_is_moved_not_typed(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.chosen_field != "")
        while app.screen.chosen_field != "stage":
            await pilot.press("j")
        await pilot.press("i")
        await see_when(app, pilot, "Move “Platform” to")


async def test_a_task_is_done_with_one_key(run_app, seller_files, wait_until, root):
    task = "clients/acme/tasks/send-a1b2"
    text = "---\ntitle: Send\nassignee: ana\nstatus: open\nimportance: 2\n---\n"
    async with run_app({**seller_files, f"{task}.md": text}) as (app, pilot):
        app.open_record(task)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("x")
        await wait_until(pilot, lambda: app.snapshot.records[task].text("status") == "done")
    assert "done_on:" in (root / f"{task}.md").read_text()


async def test_a_new_record_asks_for_its_type_and_knows_its_client(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("n", *"contact", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await type_text(pilot, "Zoe Sol")
        await pilot.press("ctrl+s")
        await wait_until(pilot, (root / "clients/acme/contacts/zoe-sol.md").exists)
        await wait_until(
            pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.record_id.endswith("zoe-sol")
        )


async def test_what_the_client_lacks_is_filled_in_from_within_the_move(
    run_app, seller_files, wait_until, see_when, root
):
    files = {
        **seller_files,
        "clients/acme/client.md": seller_files["clients/acme/client.md"].replace("source: web", ""),
    }
    files[f"{PLATFORM}.md"] = files[f"{PLATFORM}.md"].replace("stage: proposal", "stage: lost")
    async with run_app(files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("m", *"prosp", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MoveFormScreen))
        await see_when(app, pilot, "(in Acme)")
        await pilot.press("ctrl+s")
        await see_when(app, pilot, "is missing in Acme")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
        await pilot.press(*"web", "ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, MoveFormScreen))
        await wait_until(pilot, lambda: app.snapshot.records["clients/acme/client"].text("source") == "web")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "stage: prospecting" in (root / f"{PLATFORM}.md").read_text())
