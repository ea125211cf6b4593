"""Today by keys: what is due is dealt with from the list, and the two reviews lead through the day."""

import pytest
from cartera.records.journal import journal_on, marks_of, top_of
from cartera.records.views.review import Step
from cartera.tui.modals.chooser import Chooser
from cartera.tui.modals.line import LineModal
from cartera.tui.screens.review import ReviewScreen
from cartera.tui.screens.today import TodayScreen

TASK = """
    ---
    title: {title}
    assignee: ana
    status: open
    importance: 2
    due: {due}
    ---
    """

MARC = """
    ---
    title: Marc Prueba
    email: marc@example.com
    role: ae
    ---
    """


@pytest.fixture
def day_files(seller_files):
    """The small book with two late tasks, one for today and one for tomorrow."""
    where = "clients/bold/tasks/"
    seller_files.pop("clients/acme/opportunities/support-m4n5.md")
    return {
        **seller_files,
        "people/marc/user.md": MARC,
        f"{where}logo-a1b2.md": TASK.format(title="Ask for the logo", due="2026-07-09"),
        f"{where}prices-c3d4.md": TASK.format(title="Send prices", due="2026-07-16"),
        f"{where}call-e5f6.md": TASK.format(title="Call purchasing", due="2026-07-20"),
        f"{where}visit-g7h8.md": TASK.format(title="Plan the visit", due="2026-07-21"),
    }


LOGO, PRICES, CALL = (f"clients/bold/tasks/{name}" for name in ("logo-a1b2", "prices-c3d4", "call-e5f6"))
TODAY = "2026-07-20"


@pytest.fixture
def today(run_app, day_files, see_when):
    """Return the app on its screen of today."""

    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def run(**options):
        async with run_app(day_files, **options) as (app, pilot):
            await pilot.press("g", "h")
            await see_when(app, pilot, "Plan the visit")
            yield app, pilot

    return run


def journal(app, day=None):
    return journal_on(app.snapshot, "ana", day or app.now.date())


def selected(app):
    return app.snapshot.records[app.screen.selected()].title


async def test_what_is_due_stands_under_headings_with_counts(today, see):
    async with today() as (app, _pilot):
        seen = "\n".join(see(app))
        assert "2 overdue, 1 today, 0 done" in seen
        assert seen.index("Overdue (2)") < seen.index("Ask for the logo") < seen.index("Today (1)")
        assert seen.index("Today (1)") < seen.index("Next seven days")


async def test_one_key_shows_one_list_by_score_and_another_says_why(today, see_when):
    async with today() as (app, pilot):
        await pilot.press("minus")
        assert "Overdue (2)" not in await see_when(app, pilot, "By score (")
        await pilot.press("equals_sign")
        seen = await see_when(app, pilot, "11 days late, 5 a day up to 100")
        assert "+100  it is due" in seen
        assert " 155  score" in seen


async def test_snooze_keeps_the_place(today, wait_until):
    async with today() as (app, pilot):
        await pilot.press("home")
        assert selected(app) == "Ask for the logo"
        await pilot.press("z", "enter")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("due") == "2026-07-21")
        await wait_until(pilot, lambda: selected(app) == "Send prices")


async def test_a_day_to_put_off_to_is_typed_in_words(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("z", *"friday")
        await see_when(app, pilot, "Fri 24 Jul 2026")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("due") == "2026-07-24")


async def test_done_goes_on_with_the_next_row_and_counts(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("x")
        await see_when(app, pilot, "1 overdue, 1 today, 1 done")
        await wait_until(pilot, lambda: selected(app) == "Send prices")


async def test_a_task_is_given_away_with_what_is_expected_and_when_one_looks(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("D")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"marc", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await pilot.press(*"the vector file @thursday")
        await see_when(app, pilot, "Thu 23 Jul 2026")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("assignee") == "marc")
        assert app.snapshot.records[LOGO].tree["delegated"] == {
            "date": TODAY,
            "by": "ana",
            "expected": "the vector file",
            "check_on": "2026-07-23",
        }
        await see_when(app, pilot, "check on it")


async def test_a_quadrant_a_follow_up_and_a_drop_are_one_key_each(today, wait_until):
    async with today() as (app, pilot):
        await pilot.press("1")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("quadrant") == "1")
        await pilot.press("d")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("status") == "cancelled")
        await wait_until(pilot, lambda: selected(app) == "Send prices")
        await pilot.press("f", "enter")
        titles = lambda: [each.title for each in app.snapshot.of_type("task")]  # noqa: E731
        await wait_until(pilot, lambda: "Follow up: Send prices" in titles())


async def test_the_three_priorities_stand_at_the_top_and_in_the_journal(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("plus")
        await see_when(app, pilot, "Priorities (0 of 1 done)")
        await wait_until(pilot, lambda: selected(app) == "Send prices")
        assert [each.title for each in top_of(app.snapshot, journal(app))] == ["Ask for the logo"]
        await pilot.press("plus")
        seen = await see_when(app, pilot, "Priorities (0 of 2 done)")
        assert seen.index("Send prices") < seen.index("Today (1)")


async def test_morning_review_to_first_call_logged(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("r", "m")
        await see_when(app, pilot, "Nobody else has changed anything of yours.")
        await pilot.press("tab")
        await see_when(app, pilot, "Overdue, one by one (2)")
        await pilot.press("x")
        await see_when(app, pilot, "Overdue, one by one (1)")
        await pilot.press("z", *"thursday", "enter")
        await see_when(app, pilot, "Nothing is overdue.")
        await pilot.press("tab")
        await see_when(app, pilot, "There are no meetings today.")
        await pilot.press("tab", "tab")
        await see_when(app, pilot, "Three priorities of today")
        await pilot.press("plus")
        await see_when(app, pilot, "chosen")
        await pilot.press("tab")
        await wait_until(pilot, lambda: isinstance(app.screen, TodayScreen))
        await wait_until(pilot, lambda: len(marks_of(journal(app), "morning")) == 5)
        assert marks_of(journal(app), "morning") == {
            "changes": "true",
            "overdue": "0",
            "meetings": "true",
            "at_risk": "0",
            "top_three": "true",
        }
        await see_when(app, pilot, "Priorities (0 of 1 done)")
        await pilot.press("home", "l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await pilot.press(*"call: they agree", "enter")
        calls = lambda: [each.title for each in app.snapshot.of_type("interaction")]  # noqa: E731
        await wait_until(pilot, lambda: "they agree" in calls())
        assert app.snapshot.records[CALL].text("status") == "done"


async def test_a_review_left_half_way_goes_on_there(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("r", "m")
        await see_when(app, pilot, "step 1 of 5")
        await pilot.press("tab", "tab")
        await see_when(app, pilot, "step 3 of 5")
        await pilot.press("escape")
        await wait_until(pilot, lambda: "overdue" in marks_of(journal(app), "morning"))
        await pilot.press("r", "m")
        await see_when(app, pilot, "step 3 of 5")
        await pilot.press("left")
        await see_when(app, pilot, "step 2 of 5")


async def test_end_of_day_marks_the_journal_and_plans_the_next_one(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("x")
        await see_when(app, pilot, "1 done")
        await pilot.press("r", "e")
        await see_when(app, pilot, "Done today (1)")
        await pilot.press("tab", "tab", "tab", "tab")
        await see_when(app, pilot, "Three priorities of the next day")
        await pilot.press("plus")
        await see_when(app, pilot, "chosen")
        await pilot.press("tab")
        await wait_until(pilot, lambda: len(marks_of(journal(app), "shutdown")) == 5)
        assert marks_of(journal(app), "shutdown")["tomorrow_planned"] == "true"
        (chosen,) = top_of(app.snapshot, journal(app, app.now.date().replace(day=21)))
        assert chosen.title == "Send prices"


async def test_a_review_says_where_it_is_and_steps_back_stop_at_the_first(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("r", "e")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await pilot.press("left", "shift+tab")
        assert app.screen.review.steps[app.screen.at].step is Step.DONE
        await see_when(app, pilot, "End of the day > step 1 of 5")


async def test_what_is_due_is_filtered_in_the_language_of_every_list(today, see_when, see):
    async with today() as (app, pilot):
        await pilot.press("slash", *"title", "colon", *"logo")
        seen = await see_when(app, pilot, "1 shown")
        assert "Overdue (1)" in seen
        assert "Send prices" not in seen
        await pilot.press("escape")
        await see_when(app, pilot, "Send prices")
        assert "Filter /" not in "\n".join(see(app))


async def test_what_is_due_is_grouped_and_comes_back_under_its_headings(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("B")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"assignee", "enter")
        seen = await see_when(app, pilot, "- Ana Ruiz  4")
        assert "Overdue (2)" not in seen
        await pilot.press("B", "enter")
        await see_when(app, pilot, "Overdue (2)")
        assert selected(app) == "Ask for the logo"


async def test_chosen_columns_stand_behind_when_why_and_what(today, see_when, wait_until):
    async with today(size=(120, 40)) as (app, pilot):
        await pilot.press("C")
        await wait_until(pilot, lambda: not isinstance(app.screen, TodayScreen))
        await pilot.press(*"importance", "tab", "enter")
        seen = await see_when(app, pilot, "Importance")
        assert "Client" not in seen.splitlines()[1]
        assert "Ask for the logo" in seen


async def test_marked_due_things_are_given_away_together_and_one_undo_takes_it_back(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("home", "space", "space")
        await see_when(app, pilot, "2 marked")
        await pilot.press("D")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"marc", "enter")
        await see_when(app, pilot, "Given to Marc Prueba (2 records)")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("assignee") == "marc")
        await wait_until(pilot, lambda: app.snapshot.records[PRICES].text("assignee") == "marc")
        await pilot.press("u")
        await wait_until(pilot, lambda: app.snapshot.records[PRICES].text("assignee") == "ana")


async def test_in_a_narrow_window_the_preview_comes_under_the_list(today, see_when, see):
    async with today() as (app, pilot):
        assert "11 days late" not in "\n".join(see(app))
        await pilot.press("P")
        await see_when(app, pilot, "11 days late")
        assert "Overdue (2)" in "\n".join(see(app))
        await pilot.press("P")
        await pilot.pause()
        assert "11 days late" not in "\n".join(see(app))


async def test_the_day_is_found_again_as_it_was_left(today, see_when):
    async with today() as (app, pilot):
        await pilot.press("minus")
        await see_when(app, pilot, "By score (")
        await pilot.press("g", "c")
        await see_when(app, pilot, "Bold Foods")
        await pilot.press("g", "h")
        await see_when(app, pilot, "By score (")


async def test_what_is_due_is_saved_as_a_view_that_any_list_and_command_can_show(today, see_when, wait_until):
    async with today() as (app, pilot):
        await pilot.press("slash", *"title", "colon", *"logo", "enter")
        await see_when(app, pilot, "1 shown")
        await pilot.press("v")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"save", "enter")
        await see_when(app, pilot, "Title of the view")
        await pilot.press(*"Logos", "enter")
        await see_when(app, pilot, "For whom")
        await pilot.press("b")
        await wait_until(pilot, lambda: "views/logos" in app.snapshot.records)
        view = app.snapshot.records["views/logos"]
        assert view.text("query") == "has:urgency title:logo"
        await pilot.press("escape")
        await see_when(app, pilot, "Send prices")
        await pilot.press("v")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"logos", "enter")
        seen = await see_when(app, pilot, "1 shown")
        assert "has:urgency" not in seen


async def test_marked_due_things_are_put_off_together_each_by_what_makes_it_due(today, see_when, wait_until):
    async with today() as (app, pilot):
        platform = app.snapshot.records["clients/acme/opportunities/platform-k3x9"]
        await pilot.press("asterisk", "z")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"31/7", "enter")
        await see_when(app, pilot, "Put off until")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.records[LOGO].text("due") == "2026-07-31")
        put_off = app.snapshot.records[platform.id]
        assert put_off.text("next_step_due") == "2026-07-31"
        assert put_off.text("expected_close") == platform.text("expected_close")
