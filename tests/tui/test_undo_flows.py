"""Undo by keys: it says what it takes back before and after, and a save that met another one is never silent."""

from cartera.records.saving.writes import Conflict, Receipt
from cartera.schema.sentences import sentence
from cartera.tui.messages import Saved
from cartera.tui.modals.ask import AskModal
from cartera.tui.modals.chooser import Chooser

DEAL = "clients/acme/opportunities/platform-k3x9"


async def put_off(app, pilot, wait_until, day="2026-07-22"):
    """Put the next step of the deal off by keys."""
    app.open_record(DEAL)
    await wait_until(pilot, lambda: getattr(app.screen, "selected", str)() == DEAL)
    await pilot.press("z", *day, "enter")
    await wait_until(pilot, lambda: app.snapshot.records[DEAL].text("next_step_due") == day)
    await wait_until(pilot, lambda: "Platform" in app.undoing.undoes)


async def test_the_palette_says_what_undo_takes_back(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await put_off(app, pilot, wait_until)
        await pilot.press("ctrl+p", *"undo")
        await see_when(app, pilot, "Undo: “Platform” put off until 22 Jul 2026")


async def test_undo_and_redo_say_what_they_did_and_which_key_turns_it_round(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await put_off(app, pilot, wait_until)
        await pilot.press("u")
        await see_when(app, pilot, "Undone: “Platform” put off until 22 Jul 2026; Ctrl-R does it again")
        await pilot.press("ctrl+r")
        await see_when(app, pilot, "Done again: “Platform” put off until 22 Jul 2026; u takes it back")
        assert app.snapshot.records[DEAL].text("next_step_due") == "2026-07-22"


async def test_one_of_the_last_changes_is_chosen_and_taken_back_alone(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await put_off(app, pilot, wait_until)
        await pilot.press("U")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await see_when(app, pilot, "Ana Prueba")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.records[DEAL].text("next_step_due") == "2026-07-21")


async def test_before_any_change_the_list_says_that_there_is_none(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("U")
        await see_when(app, pilot, "There is nothing of yours to undo.")


async def test_a_save_that_met_another_names_record_and_field(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        met = Receipt("0" * 40, conflicts=(Conflict(f"{DEAL}.md", ("next_step_due",)),), damaged=("12.json",))
        app.on_saved(Saved(sentence("It is saved."), (), met))
        seen = await see_when(app, pilot, "Somebody else was writing there too.")
        assert isinstance(app.screen, AskModal)
        assert "Next step due of “Platform”" in seen
        assert "12.json" in seen


async def test_deleting_a_client_counts_what_goes_with_it_and_undo_brings_all_of_it_back(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("X")
        seen = await see_when(app, pilot, "With it goes everything in clients/acme:")
        assert "Opportunities: 2" in seen
        await pilot.press("y")
        await wait_until(pilot, lambda: not app.snapshot.of_client("acme"))
        await pilot.press("u")
        await wait_until(pilot, lambda: len(app.snapshot.of_client("acme")) == 5)
