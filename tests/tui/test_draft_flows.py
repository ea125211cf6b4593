"""What was typed and not saved: kept while one types, offered back, merged with what the record holds by then."""

import subprocess
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from cartera.records.book import Book
from cartera.records.draft_shelf import content_of
from cartera.records.drafts import About, Draft, DraftItems, DraftKind, DraftLine
from cartera.records.files.private import PrivateFolder
from cartera.records.saving.lock import hold_lock
from cartera.schema.language import Language
from cartera.tui import messages
from cartera.tui.app import Cartera
from cartera.tui.modals.ask import AskModal
from cartera.tui.modals.line import LineModal
from cartera.tui.screens.body import BodyScreen
from cartera.tui.screens.item_form import ItemFormScreen
from cartera.tui.screens.items import ItemsScreen
from cartera.tui.screens.move import MoveFormScreen
from cartera.tui.screens.record_form import FieldFormScreen, NewRecordScreen, RecordFormScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"
MADE = datetime(2026, 7, 20, 6, 12, tzinfo=UTC)
EDIT = About(DraftKind.EDIT, f"{PLATFORM}.md")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


@pytest.fixture
def private(tmp_path):
    return PrivateFolder(tmp_path / "state" / "book")


@pytest.fixture
def run_kept(make_book, clock, wait_until, private, root, seller_files):
    """Return a context manager that runs the app with a private folder, on a book that is made at its first run."""

    @asynccontextmanager
    async def run(language="en", size=(80, 24)):
        book = make_book(seller_files) if not root.exists() else Book(root, clock)
        app = Cartera(lambda: book, Language(language), clock, private=private)
        async with app.run_test(size=size, notifications=True) as pilot:
            await wait_until(pilot, lambda: app.drafts.keeps and app.problem_counts is not None)
            yield app, pilot

    return run


def drafts(private):
    return [private.read_json(name) for name in private.names("draft-")]


def leave_behind(private, draft):
    """Put a draft where a run that was killed would have left it."""
    private.write("draft-dead-01.json", content_of(draft))


def amount_draft(book_amount="48000.00 EUR", typed="50k", tree="50000.00 EUR"):
    start = {"title": "Platform", "amount": book_amount, "next_step": "Call purchasing"}
    return Draft(EDIT, "Platform", MADE, start, "", (DraftLine(("amount",), typed, tree),))


async def edit_platform(app, pilot, wait_until):
    app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
    await wait_until(pilot, lambda: any(isinstance(each, RecordFormScreen) for each in app.screen_stack))


async def type_amount(app, pilot, *keys):
    app.screen.pane.go_to(app.screen.pane.form.row(("amount",)))
    await pilot.pause()
    await pilot.press(*keys)


async def test_what_is_typed_is_kept_and_forgotten_when_it_is_saved(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        await type_amount(app, pilot, *"50k")
        kept = [[["amount"], "50k", "50000.00 EUR"]]
        await wait_until(pilot, lambda: [each["lines"] for each in drafts(private)] == [kept])
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: not drafts(private))


async def test_what_is_typed_back_to_what_it_was_is_forgotten(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        await pilot.press("end", "x")
        await wait_until(pilot, lambda: drafts(private))
        await pilot.press("backspace")
        await wait_until(pilot, lambda: not drafts(private))


async def test_leaving_can_keep_what_was_typed_and_opening_again_offers_it(run_kept, wait_until, see_when, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        await type_amount(app, pilot, *"50k")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("k")
        await wait_until(pilot, lambda: not isinstance(app.screen, RecordFormScreen | AskModal))
        await edit_platform(app, pilot, wait_until)
        seen = await see_when(app, pilot, "Continue the draft of 09:30?")
        assert "Amount: €48,000.00 → €50,000.00" in seen
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        assert app.screen.pane.form.typed == {("amount",): "€50,000.00"}


async def test_leaving_can_forget_what_was_typed(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        await type_amount(app, pilot, *"50k")
        await wait_until(pilot, lambda: drafts(private))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("d")
        await wait_until(pilot, lambda: not drafts(private))


async def test_the_next_start_offers_what_a_killed_run_left(run_kept, wait_until, see_when, private, root):
    leave_behind(private, amount_draft())
    async with run_kept() as (app, pilot):
        seen = await see_when(app, pilot, "Continue the draft of “Platform” from 08:12?")
        assert "Amount: €48,000.00 → €50,000.00" in seen
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen) and app.screen.pane.form.is_dirty)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "amount: 50000.00 EUR" in (root / f"{PLATFORM}.md").read_text())
        await wait_until(pilot, lambda: not drafts(private))


async def test_the_offer_speaks_spanish_too(run_kept, see_when, private):
    leave_behind(private, amount_draft())
    async with run_kept("es") as (app, pilot):
        assert "48.000,00 € → 50.000,00 €" in await see_when(app, pilot, "08:12")


async def test_later_leaves_it_and_discard_forgets_it(run_kept, wait_until, see_when, private):
    leave_behind(private, amount_draft())
    async with run_kept() as (app, pilot):
        await see_when(app, pilot, "Continue the draft")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(app.screen, AskModal))
        assert drafts(private)
        await pilot.press("g", "w")
        await see_when(app, pilot, "Continue the draft")
        await pilot.press("d")
        await wait_until(pilot, lambda: not drafts(private))


async def test_a_draft_meets_what_somebody_else_wrote_meanwhile_field_by_field(
    run_kept, wait_until, see_when, private, root
):
    leave_behind(private, amount_draft())
    async with run_kept() as (app, pilot):
        await pilot.press("escape")
        file = root / f"{PLATFORM}.md"
        file.write_text(file.read_text().replace("Call purchasing", "Wait").replace("48000.00", "60000.00"))
        app.bridge.look_again()
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("next_step") == "Wait")
        await edit_platform(app, pilot, wait_until)
        await see_when(app, pilot, "Continue the draft")
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen) and app.screen.pane.form.clashes)
        await pilot.press("ctrl+s")
        await see_when(app, pilot, "Theirs: €60,000.00")
        await pilot.press("m")
        await wait_until(pilot, lambda: "amount: 50000.00 EUR" in file.read_text())
    assert "next_step: Wait" in file.read_text()


async def test_a_draft_that_was_saved_just_before_the_end_is_not_offered(run_kept, wait_until, private):
    leave_behind(private, amount_draft(typed="48k", tree="48000.00 EUR"))
    async with run_kept() as (app, pilot):
        await wait_until(pilot, lambda: app.drafts.left)
        await pilot.press("escape")
        await edit_platform(app, pilot, wait_until)
        await wait_until(pilot, lambda: not drafts(private))
        assert isinstance(app.screen, RecordFormScreen)


async def test_a_line_closed_with_escape_is_there_again(run_kept, wait_until, see_when, private, root):
    async with run_kept() as (app, pilot):
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await pilot.press(*"call", "space", *"eva", "escape")
        await wait_until(pilot, lambda: drafts(private))
        await pilot.press("l")
        await see_when(app, pilot, "Kept from 09:30")
        await pilot.press("colon", "space", *"fine", "enter")
        await wait_until(pilot, lambda: not drafts(private))
    calls = (root / "clients/acme/interactions/2026").glob("2026-07-20*")
    assert "title: fine" in next(calls).read_text()


async def test_a_line_being_typed_is_kept_without_being_closed(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(app.screen, LineModal))
        await pilot.press(*"call")
        await wait_until(pilot, lambda: [each["text"] for each in drafts(private)] == ["call"])


async def test_a_new_record_is_kept_and_comes_back_with_what_was_typed(run_kept, wait_until, see_when, private, root):
    async with run_kept() as (app, pilot):
        app.push_screen(NewRecordScreen("contact", "acme"))
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await pilot.press(*"Zoe")
        await wait_until(pilot, lambda: [each["title"] for each in drafts(private)] == ["Zoe"])
        [name] = private.names("draft-")
    private.write("draft-dead-02.json", private.read(name))
    private.drop(name)
    async with run_kept() as (app, pilot):
        assert "Name: Zoe" in await see_when(app, pilot, "Continue the draft of a new record (Contact) “Zoe”")
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen) and app.screen.pane.form.is_dirty)
        await pilot.press("ctrl+s")
        await wait_until(pilot, (root / "clients/acme/contacts/zoe.md").exists)


async def test_a_text_being_written_over_the_form_is_kept_with_it(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        app.push_screen(FieldFormScreen(app.snapshot.records["clients/acme/client"], ("body",)))
        await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))
        await pilot.press("exclamation_mark")
        await wait_until(pilot, lambda: [each["body"] for each in drafts(private)] == ["Prefers short calls.!\n"])


async def test_an_item_being_filled_in_is_kept_with_its_record(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        app.screen.pane.go_to(app.screen.pane.form.row(("objections",)))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemFormScreen))
        await pilot.press(*"dear")
        kept = [[["objections"], [[{"text": "dear"}, None]]]]
        await wait_until(pilot, lambda: [each["lists"] for each in drafts(private)] == [kept])
        await pilot.press("escape", "d")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemsScreen))
        await wait_until(pilot, lambda: not drafts(private))


async def test_what_a_move_asks_for_is_kept(run_kept, wait_until, see_when, private):
    async with run_kept() as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("m", *"lost", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MoveFormScreen))
        await pilot.press("enter", *"Ask")
        await wait_until(pilot, lambda: drafts(private))
        assert drafts(private)[0]["word"] == "lost"


async def test_leaving_the_program_keeps_what_was_typed(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        await type_amount(app, pilot, *"50k")
        await pilot.press("ctrl+q")
    assert [each["lines"][0][1] for each in drafts(private)] == ["50k"]


async def test_a_draft_of_a_record_that_is_gone_is_told(run_kept, see_when, private):
    about = About(DraftKind.EDIT, "clients/acme/opportunities/gone-0000.md")
    items = DraftItems(("objections",), (({"text": "dear"}, 7),))
    leave_behind(private, Draft(about, "Gone", MADE, {}, "", (), (items,)))
    async with run_kept() as (app, pilot):
        await see_when(app, pilot, "Continue the draft of “Gone”")
        await pilot.press("c")
        await see_when(app, pilot, "The record is gone")
        assert drafts(private)


async def test_hostile_text_in_a_draft_is_shown_and_not_obeyed(run_kept, see_when, private):
    title = "[@click=app.exit]x[/] \x1b]52;c;aGFjaw==\x07"
    leave_behind(private, Draft(EDIT, title, MADE, {}, "", (DraftLine(("title",), title, title),)))
    async with run_kept() as (app, pilot):
        assert "\x1b" not in await see_when(app, pilot, "[@click=app.exit]x[/]")


def test_nothing_of_a_draft_is_in_the_book(root, private, make_book, seller_files):
    make_book(seller_files)
    leave_behind(private, amount_draft())
    seen = subprocess.run(["git", "-C", str(root), "status", "--porcelain"], capture_output=True, text=True, check=True)
    assert seen.stdout == ""


async def test_what_is_typed_while_a_save_waits_is_kept_and_goes_on_where_it_was_saved(run_kept, wait_until, root):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        form = app.screen
        form.pane.go_to(form.pane.form.row(("next_step",)))
        await pilot.press("end", *" now")
        with hold_lock(root / ".git/cartera", 0):
            await pilot.press("ctrl+s", *" or later")
        await wait_until(pilot, lambda: app.screen is not form)
        assert "next_step: Call purchasing now\n" in (root / f"{PLATFORM}.md").read_text()
        draft = app.drafts.find(EDIT)
        assert [(each.path, each.text) for each in draft.lines] == [(("next_step",), "Call purchasing now or later")]
        assert draft.start["next_step"] == "Call purchasing now"


async def test_nothing_is_left_of_a_form_that_was_saved_whole(run_kept, wait_until, private):
    async with run_kept() as (app, pilot):
        await edit_platform(app, pilot, wait_until)
        form = app.screen
        await type_amount(app, pilot, "end", "1")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: app.screen is not form)
        assert app.drafts.left == []
    assert drafts(private) == []


async def test_who_types_already_is_told_of_a_draft_in_a_line_that_takes_no_keys(run_kept, private, see_when):
    leave_behind(private, amount_draft(typed="48k", tree="48000.00 EUR"))
    async with run_kept() as (app, pilot):
        await see_when(app, pilot, "Continue the draft")
        await pilot.press("escape", "j")
        app.post_message(messages.DraftsRead(app.drafts.left))
        await see_when(app, pilot, "1 draft waits: g w")
        await pilot.press("g", "w")
        await see_when(app, pilot, "Continue the draft")
