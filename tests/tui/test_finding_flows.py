"""Search, problems, history and the person's own editor, driven by keys."""

import stat

import pytest
from cartera.tui.editing import NoEditor, editor_command
from cartera.tui.modals.ask import AskModal
from cartera.tui.modals.chooser import Chooser
from cartera.tui.screens.file import FileScreen
from cartera.tui.screens.history import HistoryScreen
from cartera.tui.screens.problems import ProblemsScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.screens.record_form import RecordFormScreen
from cartera.tui.screens.search import SearchScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"
BROKEN = "clients/bold/opportunities/broken-r2s3.md"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


@pytest.fixture
def broken_files(seller_files):
    """The seller's book with one file that no reader takes."""
    return {**seller_files, BROKEN: "---\ntitle: Torn\nstage: a: b\n---\n"}


async def test_search_finds_a_word_of_a_text_and_opens_it(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("S")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press(*"quote")
        assert "First call" in await see_when(app, pilot, "a quote. See")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert app.screen.record_id == "clients/acme/interactions/2026/2026-07-10-call-a1b2"


async def test_search_forgives_a_mistyped_letter(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("S", *"platfrom")
        await see_when(app, pilot, "Platform ")


async def test_search_moves_with_arrows_while_one_types_and_teaches_when_empty(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("S")
        await see_when(app, pilot, "Type a name")
        await pilot.press(*"call")
        await wait_until(pilot, lambda: app.screen.selected() != "")
        first = app.screen.selected()
        await pilot.press("down")
        await wait_until(pilot, lambda: app.screen.selected() not in {"", first})
        await pilot.press("escape")
        await see_when(app, pilot, "Type a name")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(app.screen, SearchScreen))


async def test_what_a_search_found_is_filtered_grouped_and_marked(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("S", *"purchasing")
        await see_when(app, pilot, "Platform")
        await pilot.press("tab", "slash", *"amount", "greater_than_sign", *"10k")
        seen = await see_when(app, pilot, "1 shown")
        assert "Platform" in seen
        assert "Support" not in seen
        await pilot.press("escape", "B")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"stage", "enter")
        await see_when(app, pilot, "- Proposal")
        await pilot.press("asterisk")
        await see_when(app, pilot, "marked")
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: not isinstance(app.screen, SearchScreen))


async def test_what_a_search_found_is_saved_as_a_view_with_its_text(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("S", *"purchasing")
        await see_when(app, pilot, "Platform")
        await pilot.press("tab", "v")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press("enter")
        await see_when(app, pilot, "Title of the view")
        await pilot.press(*"Buying", "enter")
        await see_when(app, pilot, "For whom")
        await pilot.press("b")
        await wait_until(pilot, lambda: "views/buying" in app.snapshot.records)
        assert app.snapshot.records["views/buying"].text("query") == '"purchasing"'


async def test_a_broken_file_is_listed_and_shown_with_what_is_wrong_under_its_line(
    run_app, broken_files, wait_until, see_when
):
    async with run_app(broken_files) as (app, pilot):
        await pilot.press("exclamation_mark")
        await wait_until(pilot, lambda: isinstance(app.screen, ProblemsScreen) and app.screen.problem is not None)
        assert app.screen.problem.path == BROKEN
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, FileScreen))
        seen = await see_when(app, pilot, "stage: a: b")
        lines = seen.splitlines()
        line = next(number for number, each in enumerate(lines) if "stage: a: b" in each)
        assert "!" in lines[line + 1]


async def test_a_broken_file_is_mended_in_the_persons_editor(run_app, broken_files, wait_until, root):
    seen = []

    def edit(_app, copy, line):
        seen.append((stat.S_IMODE(copy.stat().st_mode), line, copy.read_text()))
        copy.write_text((root / f"{PLATFORM}.md").read_text().replace("Platform", "Whole again"))

    async with run_app(broken_files) as (app, pilot):
        app.editor = edit
        await pilot.press("exclamation_mark")
        await wait_until(pilot, lambda: isinstance(app.screen, ProblemsScreen) and app.screen.problem is not None)
        await pilot.press("E")
        await wait_until(pilot, lambda: BROKEN.removesuffix(".md") in app.snapshot.records)
    assert seen == [(0o600, 3, "---\ntitle: Torn\nstage: a: b\n---\n")]
    assert "Whole again" in (root / BROKEN).read_text()


async def test_a_copy_that_cannot_be_read_is_kept_and_can_be_edited_again(
    run_app, seller_files, wait_until, see_when, root
):
    texts = ["---\ntitle: one\ntitle: two\n---\n", "---\ntitle: Platform\nnext_step: Mended\n---\n"]
    copies = []

    def edit(_app, copy, _line):
        copies.append(copy)
        copy.write_text(texts.pop(0))

    async with run_app(seller_files) as (app, pilot):
        app.editor = edit
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("E")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await see_when(app, pilot, "The book is untouched")
        assert "next_step: Call purchasing" in (root / f"{PLATFORM}.md").read_text()
        await pilot.press("e")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("next_step") == "Mended")
    assert copies[0] == copies[1]
    assert not copies[0].exists()


async def test_an_editor_that_is_missing_is_told_and_loses_nothing(run_app, seller_files, see_when, monkeypatch):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with run_app(seller_files) as (app, pilot):
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("E")
        await see_when(app, pilot, "No editor is named")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"EDITOR": "vim"}, ["vim", "+7", "/tmp/x.md"]),
        ({"EDITOR": "code --wait"}, ["code", "--wait", "/tmp/x.md"]),
        ({"EDITOR": "nano", "VISUAL": "/usr/bin/nvim -p"}, ["/usr/bin/nvim", "-p", "+7", "/tmp/x.md"]),
    ],
)
def test_the_editor_is_started_at_the_line_where_it_knows_how(environment, words, tmp_path):
    from pathlib import Path

    assert editor_command(environment, Path("/tmp/x.md"), 7) == words


def test_no_editor_is_a_mistake_with_a_hint(tmp_path):
    with pytest.raises(NoEditor) as told:
        editor_command({}, tmp_path, 1)
    assert told.value.hint is not None


async def test_history_shows_each_field_before_and_after(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        form = app.screen
        form.pane.go_to(form.pane.form.row(("amount",)))
        await pilot.press(*"50k", "ctrl+s")
        await wait_until(pilot, lambda: not isinstance(app.screen, RecordFormScreen))
        app.open_record(PLATFORM)
        await pilot.pause()
        await pilot.press("H")
        await wait_until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        seen = await see_when(app, pilot, "Ana Prueba")
        assert "€48,000.00 → €50,000.00" in seen
        assert "(written)" in seen
