"""What helps a fast typist in a form: going to a field by name, their own editor, and how a text reads."""

import pytest
from cartera.tui.presentation.cells import Tone
from cartera.tui.presentation.text_lines import text_items
from cartera.tui.screens.body import BodyScreen
from cartera.tui.screens.record_form import FieldFormScreen, RecordFormScreen
from cartera.tui.widgets.line_view import LineView
from textual.widgets import TextArea

PLATFORM = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


async def open_form(app, pilot, wait_until):
    app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
    await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))


async def open_text(app, pilot, wait_until):
    app.push_screen(FieldFormScreen(app.snapshot.records["clients/acme/client"], ("body",)))
    await wait_until(pilot, lambda: isinstance(app.screen, FieldFormScreen))
    await pilot.press("enter")
    await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))


@pytest.mark.parametrize(
    ("typed", "path"),
    [("techn", ("technique",)), ("close", ("expected_close",)), ("authority", ("qualification", "authority"))],
)
async def test_a_field_is_found_by_part_of_its_name_shown_or_not(run_app, seller_files, wait_until, typed, path):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        await pilot.press("ctrl+f", *typed, "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await wait_until(pilot, lambda: app.screen.pane.line.path == path)


def change(old, new, seen=None):
    """Return an editor in which somebody changes a text."""

    def edit(_app, copy, _line):
        text = copy.read_text()
        if seen is not None:
            seen.append(text)
        copy.write_text(text.replace(old, new))

    return edit


async def test_the_editor_begins_with_what_is_typed_and_comes_back_into_the_form(
    run_app, seller_files, wait_until, root
):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        app.screen.pane.go_to(app.screen.pane.form.row(("amount",)))
        await pilot.press(*"50k")
        seen = []
        app.editor = change("next_step: Call purchasing", "next_step: Wait", seen)
        await pilot.press("f4")
        await wait_until(pilot, lambda: ("next_step",) in app.screen.pane.form.typed)
        assert "amount: 50000.00 EUR" in seen[0]
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "next_step: Wait" in (root / f"{PLATFORM}.md").read_text())
    assert "amount: 50000.00 EUR" in (root / f"{PLATFORM}.md").read_text()


async def test_what_the_editor_made_unreadable_leaves_the_form_and_is_kept(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files, size=(120, 40)) as (app, pilot):
        await open_form(app, pilot, wait_until)
        app.editor = change("amount:", "amount: [")
        await pilot.press("f4")
        assert "is kept in" in await see_when(app, pilot, "The form is as it was")


async def test_a_text_is_written_on_in_the_editor(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await open_text(app, pilot, wait_until)
        await pilot.press("exclamation_mark")
        app.editor = change("calls.!", "letters.")
        await pilot.press("f4")
        await wait_until(pilot, lambda: app.screen.query_one(TextArea).text == "Prefers short letters.")


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((120, 40), True)])
async def test_how_a_text_reads_is_shown_beside_it_where_there_is_room(run_app, seller_files, wait_until, size, beside):
    async with run_app(seller_files, size=size) as (app, pilot):
        await open_text(app, pilot, wait_until)
        await wait_until(pilot, lambda: app.screen.query_one(LineView).display is beside)
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: app.screen.query_one(LineView).display is not beside)
        assert app.screen.query_one(TextArea).display is beside
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: app.screen.query_one(TextArea).display)


def test_a_text_reads_as_a_person_means_it():
    text = (
        "# Plan\n\n- [x] call **Eva**\n- see [[platform]]\n> too dear\n```\n# code\n```\n[a](https://example.com) `x`\n"
    )
    items = text_items(text)
    assert ["".join(span.text for span in each.spans) for each in items] == [
        "Plan",
        "",
        "[x] call Eva",
        "- see platform",
        "| too dear",
        "  # code",
        "a x",
    ]
    assert items[0].spans[0].tone is Tone.STRONG
    assert items[3].spans[-1].tone is Tone.LINK


def test_what_a_terminal_would_obey_is_shown():
    [item] = text_items("\x1b]52;c;aGFjaw==\x07 [@click=app.exit]x[/]")
    assert "\x1b" not in item.spans[0].text


async def test_a_link_among_very_many_records_is_looked_up_beside_the_screen(
    run_app, seller_files, wait_until, see_when, monkeypatch
):
    monkeypatch.setattr("cartera.tui.presentation.completion.MOST_AT_ONCE", 0)
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        app.screen.pane.go_to(app.screen.pane.form.row(("verbal_yes", "contact")))
        await pilot.press(*"pru")
        await see_when(app, pilot, "> Eva Prueba")
        await pilot.press("enter")
        assert app.screen.pane.field.value == "eva"


async def test_a_fast_typist_is_ahead_of_the_screen_and_loses_no_letter(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        pane = app.screen.pane
        pane.go_to(pane.form.row(("next_step",)))
        await pilot.press("ctrl+u", "end")
        pane.field.value = ""
        for letter in "fin de mes":
            pane.field.insert_text_at_cursor(letter)
        pane.step(1)
        await pilot.pause()
        assert pane.form.typed[("next_step",)] == "fin de mes"
        assert pane.form.text(pane.row) == pane.field.value


async def test_a_key_typed_just_before_saving_is_saved(run_app, seller_files, wait_until, root):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        pane = app.screen.pane
        pane.go_to(pane.form.row(("next_step",)))
        await pilot.press("end")
        pane.field.insert_text_at_cursor(" now")
        app.screen.do_save()
        await wait_until(pilot, lambda: "next_step: Call purchasing now" in (root / f"{PLATFORM}.md").read_text())
