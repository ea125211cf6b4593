"""Record text is never markup and never an order to the terminal, on any screen."""

import json

import pytest
from cartera.records.files.compose import compose
from cartera.schema.clean import clean, must_hide
from cartera.schema.language import ENGLISH
from cartera.tui.actions import Place, Standing
from cartera.tui.palette.titles import TitleIndex
from cartera.tui.presentation.board import board_columns, card_lines
from cartera.tui.presentation.cells import fit
from cartera.tui.presentation.client_page import client_preview, summary_items
from cartera.tui.presentation.palette_items import PaletteGround, palette_items
from cartera.tui.presentation.preview import preview_items
from cartera.tui.presentation.record_page import record_items
from cartera.tui.presentation.tables import columns_of, row_maker
from cartera.tui.presentation.values import Reader
from cartera.tui.widgets.record_table import RecordTable

OWN = [
    "Renewal [Q3]",
    "[/]",
    "[@click=app.quit]press[/]",
    "\x1b]52;c;aGFjaw==\x07",
    "\x9b31m",
    "a\u202eb\u2066c\u200bd",
    "line\nbreak\ttab",
    "{not} {a.format}",
    "%s %d",
    "٠١٢ שלום",
    "e\u0301" * 40,
    "👩‍💻",
]


def naughty_strings(shared):
    path = shared / "data" / "blns" / "blns.json"
    found = json.loads(path.read_text()) if path.is_file() else []
    return [each for each in found if each.strip()]


def files_of(titles):
    files = {"cartera.yaml": "name: Hostile\nlanguage: en\n"}
    for number, title in enumerate(titles):
        slug = f"c{number:04}"
        tree = {"title": title, "lifecycle": "lead", "city": title, "tags": [title]}
        files[f"clients/{slug}/client.md"] = compose(tree, f"{title}\n", list(tree))
        deal = {"title": title, "stage": "prospecting", "next_step": title, "next_step_due": "2026-07-01"}
        files[f"clients/{slug}/opportunities/{slug}-deal.md"] = compose(deal, "", list(deal))
    return files


def is_harmless(text):
    return not any(must_hide(each) for each in text)


@pytest.fixture
def hostile_book(make_book, shared):
    titles = OWN + naughty_strings(shared)
    return make_book(files_of(titles)), titles


def test_titles_come_back_from_disk_unchanged(hostile_book):
    book, titles = hostile_book
    snapshot = book.snapshot()
    assert not snapshot.broken
    assert [snapshot.records[f"clients/c{n:04}/client"].title for n in range(len(titles))] == titles


def test_every_page_and_table_shows_them_literally_and_obeys_nothing(hostile_book, clock):
    from cartera.records.query.select import facts_at
    from cartera.records.views.pipeline import board, flows_in_use

    book, titles = hostile_book
    snapshot = book.snapshot()
    now = clock()
    reader = Reader(ENGLISH, now.date(), now.tzinfo)
    row = row_maker(facts_at(snapshot, now), columns_of(snapshot.schema.types["client"], ENGLISH), reader)
    for number, title in enumerate(titles):
        client = snapshot.records[f"clients/c{number:04}/client"]
        deal = snapshot.records[f"clients/c{number:04}/opportunities/c{number:04}-deal"]
        cells = row(client.id).cells
        assert cells[0].text == clean(title)
        assert all(is_harmless(cell.text) for cell in cells)
        pages = [
            client_preview(snapshot, client, reader, now),
            summary_items(snapshot, client, reader, now),
            preview_items(snapshot, deal, reader),
            record_items(snapshot, deal, reader),
        ]
        for items in pages:
            assert all(is_harmless(item.text + item.label) for item in items)
            assert any(clean(title) in item.text for item in items)
        card = card_lines(snapshot, deal, 24, reader)
        assert all(is_harmless(span.text) for line in card for span in line)
    columns = board_columns(board(snapshot, flows_in_use(snapshot)[0]), reader)
    assert all(is_harmless(column.title) for column in columns)
    ground = PaletteGround(Standing(Place.CLIENTS), reader, snapshot)
    found = palette_items("a", ground, TitleIndex.build(snapshot).search("a"))
    assert all(is_harmless(item.text + item.label) for item in found)


async def test_the_list_draws_every_one_of_them(run_app, shared, see, see_when):
    titles = OWN + naughty_strings(shared)
    async with run_app(files_of(titles), size=(160, 50)) as (app, pilot):
        await see_when(app, pilot, "Renewal [Q3]")
        await pilot.press("P")
        table = app.screen.query_one(RecordTable)
        drawn = set()
        while True:
            drawn.update(see(app))
            before = table.cursor
            await pilot.press("pagedown")
            await pilot.pause()
            if table.cursor == before:
                break
        assert all(is_harmless(line) for line in drawn)
        width = table._placed[0].width
        begin = len(">! ")
        shown = {line[begin:].rstrip() for line in drawn}
        for title in titles:
            wanted = fit(clean(title), width).rstrip()
            assert any(line.startswith(wanted) for line in shown), repr(title)


async def test_the_pages_of_the_worst_are_drawn_literally(run_app, see, see_when):
    async with run_app(files_of(OWN), size=(120, 40)) as (app, pilot):
        for number, title in enumerate(OWN):
            slug = f"c{number:04}"
            for record in [f"clients/{slug}/client", f"clients/{slug}/opportunities/{slug}-deal"]:
                app.open_record(record)
                seen = await see_when(app, pilot, record)
                assert clean(title)[:20] in seen
                assert all(is_harmless(line) for line in see(app))
                await pilot.press("escape")
