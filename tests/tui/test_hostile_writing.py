"""Hostile text is literal and harmless where one writes, searches and mends, and saving keeps it unchanged."""

import json

import pytest
from cartera.records.files.compose import compose
from cartera.records.index.words import SearchIndex
from cartera.records.log_draft import understand_line
from cartera.schema.clean import must_hide
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import ENGLISH
from cartera.schema.problems import Problem
from cartera.schema.sentences import sentence
from cartera.tui.presentation.file_page import file_items
from cartera.tui.presentation.form import form_of_record
from cartera.tui.presentation.form_lines import label_width, lines_of, spans_of_line
from cartera.tui.presentation.ground import Ground
from cartera.tui.presentation.hits import hit_rows
from cartera.tui.presentation.log_preview import log_lines
from cartera.tui.presentation.problem_rows import problem_cells, problem_detail
from cartera.tui.presentation.values import Reader
from cartera.tui.screens.record_form import RecordFormScreen
from cartera.tui.screens.search import SearchScreen

OWN = [
    "Renewal [Q3]",
    "[/]",
    "[@click=app.quit]press[/]",
    "\x1b]52;c;aGFjaw==\x07",
    "\x9b31m",
    "a\u202eb\u2066c\u200bd",
    "line\nbreak\ttab",
    "{not} {a.format}",
    '"quoted", comma; \\ backslash',
    "٠١٢ שלום",
    "👩‍💻",
]


@pytest.fixture
def texts(shared):
    path = shared / "data" / "blns" / "blns.json"
    return OWN + ([each for each in json.loads(path.read_text()) if each.strip()] if path.is_file() else [])


@pytest.fixture
def hostile(texts):
    files = {"cartera.yaml": "name: Hostile\nlanguage: en\n"}
    for number, text in enumerate(texts):
        tree = {"title": text, "lifecycle": "lead", "city": text, "tags": [text], "needs": [{"need": text}]}
        files[f"clients/c{number:04}/client.md"] = compose(tree, f"{text}\n", list(tree))
    return files


def is_harmless(spans):
    return not any(must_hide(each) for span in spans for each in span.text)


def test_forms_search_log_and_problems_draw_nothing_a_terminal_obeys(make_book, hostile, texts, clock):
    snapshot = make_book(hostile).snapshot()
    moment = Moment(clock(), ENGLISH)
    reader = Reader(ENGLISH, clock().date(), clock().tzinfo)
    index = SearchIndex.build(snapshot)
    for number, text in enumerate(texts):
        record = snapshot.records[f"clients/c{number:04}/client"]
        form = form_of_record(record, snapshot.type_of(record), Ground(snapshot, moment, "client", record.name))
        lines = lines_of(form.rows, ENGLISH, body=True)
        width = label_width(lines, 80)
        for line in lines:
            assert is_harmless(spans_of_line(line, form, width, 80, at_cursor=False)), repr(text)
        draft = understand_line(f"call {text}: {text} > {text} @{text}", snapshot, moment, client=record)
        assert all(is_harmless(each) for each in log_lines(draft, snapshot.schema.types["interaction"], ENGLISH))
        problem = Problem(text, "bad", sentence("About {text}", text=text), line=1, hint=sentence("Not {t}", t=text))
        assert is_harmless(problem_cells(problem, ENGLISH).values())
        for item in (
            *problem_detail(problem, ENGLISH),
            *file_items(text.encode(errors="replace"), [problem], problem, ENGLISH),
        ):
            assert is_harmless(item.spans)
        hits = index.search(text, 5)
        row = hit_rows(snapshot, hits, reader)
        assert all(is_harmless(row(each.id).cells) for each in hits)


def test_what_a_form_shows_and_reads_again_is_the_same_value(make_book, hostile, texts, clock):
    snapshot = make_book(hostile).snapshot()
    for number, text in enumerate(texts):
        record = snapshot.records[f"clients/c{number:04}/client"]
        ground = Ground(snapshot, Moment(clock(), ENGLISH), "client", record.name)
        form = form_of_record(record, snapshot.type_of(record), ground)
        row = form.row(("tags",))
        again = form.type(("tags",), form.text(row) + ", more")
        kept = again.judge(row).tree
        assert kept == [text, "more"] or text != " ".join(text.split()), repr(text)


async def test_screens_stand_hostile_records_and_save_another_field_of_them(run_app, hostile, wait_until, tmp_path):
    few = {path: content for path, content in hostile.items() if path < "clients/c0011"}
    few["cartera.yaml"] = hostile["cartera.yaml"]
    async with run_app(few) as (app, pilot):
        for number in range(len(OWN)):
            record = app.snapshot.records[f"clients/c{number:04}/client"]
            app.push_screen(RecordFormScreen(record))
            await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
            form = app.screen
            form.pane.go_to(form.pane.form.row(("employees",)))
            await pilot.press("7", "ctrl+s")
            await wait_until(pilot, lambda: not isinstance(app.screen, RecordFormScreen))
        await pilot.press("S")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press("left_square_bracket", "slash")
        await wait_until(pilot, lambda: app.screen.selected() != "")
    for number, text in enumerate(OWN):
        before = hostile[f"clients/c{number:04}/client.md"].decode().splitlines()
        after = (tmp_path / f"book/clients/c{number:04}/client.md").read_text().splitlines()
        assert [each for each in after if each not in before] == ["employees: 7"], repr(text)
