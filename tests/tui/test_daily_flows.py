"""A seller's day by keys: what is due comes first, and what the screen says is still true."""

import pytest
from cartera.schema.sentences import sentence
from cartera.tui.actions import Place, Standing, action_of
from cartera.tui.messages import ProblemsCounted, Saved
from cartera.tui.modals.chooser import Chooser
from cartera.tui.screens.file import FileScreen
from cartera.tui.screens.listing import ListScreen
from cartera.tui.screens.pipeline import PipelineScreen
from cartera.tui.screens.problems import ProblemsScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.widgets.record_table import RecordTable

PLATFORM = "clients/acme/opportunities/platform-k3x9"

TASK = """
    ---
    title: {title}
    assignee: ana
    status: {status}
    due: {due}
    owner: ana
    ---
    """


@pytest.fixture
def busy_files(seller_files):
    """The small book with tasks: one late, one for later, one done."""
    return {
        **seller_files,
        "clients/acme/tasks/later-a1b2.md": TASK.format(title="Send the plan", status="open", due="2026-08-03"),
        "clients/bold/tasks/late-c3d4.md": TASK.format(title="Ask for the logo", status="open", due="2026-07-09"),
        "clients/bold/tasks/done-e5f6.md": TASK.format(title="Long done", status="done", due="2026-07-02"),
    }


async def test_open_tasks_stand_by_their_day_the_late_one_marked(run_app, busy_files, see_when):
    async with run_app(busy_files) as (app, pilot):
        await pilot.press("g", "t")
        seen = await see_when(app, pilot, " 9 Jul 2026 !")
        assert seen.index("Ask for the logo") < seen.index("Send the plan")
        assert "Long done" not in seen


async def test_a_task_is_put_off_with_a_day_in_words(run_app, busy_files, see_when, wait_until):
    async with run_app(busy_files) as (app, pilot):
        await pilot.press("g", "t")
        await see_when(app, pilot, "Ask for the logo")
        await pilot.press("z")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"friday")
        await see_when(app, pilot, "24 Jul 2026")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen))
        late = "clients/bold/tasks/late-c3d4"
        await wait_until(pilot, lambda: app.snapshot.records[late].text("due") == "2026-07-24")


async def test_the_next_step_of_a_deal_is_put_off_with_the_same_key(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "e")
        await see_when(app, pilot, "Scanners")
        deal = app.screen.selected()
        await pilot.press("z")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"tomorrow", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, PipelineScreen))
        assert app.snapshot.records[deal].text("next_step_due") == "2026-07-21"


def test_what_is_due_on_no_day_cannot_be_put_off():
    reason = action_of("reschedule").disabled(Standing(Place.CLIENTS, "clients/a/client", "client"))
    assert str(reason) == "Nothing about this record is due on a day."


async def test_a_book_without_tasks_says_how_to_write_one_though_the_list_is_filtered(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "t")
        assert "Press n to write one" in await see_when(app, pilot, "There are no tasks yet.")


async def test_a_filter_that_stands_there_is_narrowed_not_written_into(run_app, busy_files, see_when):
    async with run_app(busy_files) as (app, pilot):
        await pilot.press("g", "t")
        await see_when(app, pilot, "2 shown")
        await pilot.press("slash", *"plan")
        seen = await see_when(app, pilot, "1 shown")
        assert "is:open plan" in seen


async def test_a_mistake_in_a_filter_is_marked_under_its_characters(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("slash", *"bold", "space", *"lifecycl", "colon", "x")
        seen = await see_when(app, pilot, "Did you mean lifecycle?")
        typed, marks = next(
            (line, below) for line, below in zip(seen.splitlines(), seen.splitlines()[1:], strict=False) if "^" in below
        )
        assert typed[marks.index("^") : marks.rindex("^") + 1] == "lifecycl"


async def test_what_is_said_last_takes_the_place_of_what_was_said_before(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        for _ in range(3):
            await pilot.press("escape")
        seen = await see_when(app, pilot, "This is the first screen")
        assert seen.count("This is the first screen") == 1


async def test_a_mended_file_shows_nothing_wrong_any_more(run_app, seller_files, see_when, wait_until):
    broken = "clients/acme/opportunities/torn-z1z2.md"

    def edit(app, copy, _line):
        copy.write_text((app.bridge.root / f"{PLATFORM}.md").read_text())

    async with run_app({**seller_files, broken: "---\ntitle: Torn\ntitle: twice\n---\n"}) as (app, pilot):
        app.editor = edit
        await pilot.press("exclamation_mark")
        await wait_until(pilot, lambda: isinstance(app.screen, ProblemsScreen) and app.screen.problem is not None)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, FileScreen))
        await see_when(app, pilot, "! “title”")
        await pilot.press("E")
        seen = await see_when(app, pilot, "Nothing is wrong in this file any more.")
        assert "“title”" not in seen


async def test_the_table_of_the_pipeline_holds_the_deals_of_the_board_in_their_order(
    run_app, seller_files, see_when, wait_until
):
    path = "clients/calm/opportunities/renewal-r1s2.md"
    renewal = (
        seller_files[f"{PLATFORM}.md"].replace("Platform", "Renewal").replace("pipeline: b2b", "pipeline: renewal")
    )
    renewal = renewal.replace("proposal", "contacted")
    async with run_app({**seller_files, path: renewal}) as (app, pilot):
        await pilot.press("g", "e")
        await see_when(app, pilot, "Scanners")
        await pilot.press("v", "enter")
        table = app.screen.query_one(RecordTable)
        stages = [app.snapshot.records[each].text("stage") for each in table.model.ids]
        assert stages == ["prospecting", "qualification", "proposal"]
        await pilot.press("F")
        await wait_until(pilot, lambda: list(table.model.ids) == [path.removesuffix(".md")])


async def test_ctrl_z_gives_the_terminal_back_to_the_shell(run_app, seller_files, see_when, monkeypatch):
    stopped = []
    async with run_app(seller_files) as (app, pilot):
        monkeypatch.setattr(app, "action_suspend_process", lambda: stopped.append(True))
        await see_when(app, pilot, "Calm Waters")
        await pilot.press("ctrl+z")
        await pilot.press("slash", "a", "ctrl+z")
    assert stopped == [True, True]


async def test_a_save_that_is_told_while_the_next_screen_is_being_made_waits_for_nobody(
    run_app, seller_files, see_when
):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm Waters")
        app.push_screen(RecordScreen(PLATFORM))
        app.on_saved(Saved(sentence("It is saved."), ()))
        app.on_problems_counted(ProblemsCounted(app.snapshot, 0, 0))
        await see_when(app, pilot, "Opportunity: Platform")
        await see_when(app, pilot, "It is saved.")


async def test_a_form_marks_what_keeps_it_from_being_saved_otherwise_than_what_should_be_there(
    run_app, seller_files, see_when
):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "e")
        await see_when(app, pilot, "Scanners")
        await pilot.press("n")
        await see_when(app, pilot, "With which client?")
        await pilot.press("enter")
        seen = await see_when(app, pilot, "?Expected close")
        assert "!Title" in seen
