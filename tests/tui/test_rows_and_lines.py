"""Rows and lines as people read them: dates under dates, sums under sums, paths by their end."""

import pytest
from cartera.schema.language import Language
from cartera.schema.problems import Problem, Severity
from cartera.schema.sentences import sentence
from cartera.tui.presentation.board import BoardColumn, index_line
from cartera.tui.presentation.cells import Cell, Column, Row, place_columns
from cartera.tui.presentation.file_page import file_items
from cartera.tui.presentation.problem_rows import problem_cells
from cartera.tui.presentation.values import align_day

EN = Language("en")


def wrong(path, line=None, says="“title” stands twice."):
    return Problem(
        path=path, line=line, field="", severity=Severity.ERROR, message=sentence(says), hint=None, code="test"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [("4 Jul 2026", " 4 Jul 2026"), ("14 Jul 2026", "14 Jul 2026"), ("04/07/2026", "04/07/2026"), ("-", "-")],
)
def test_days_of_one_digit_begin_a_cell_later(text, shown):
    assert align_day(text) == shown


def test_sums_of_stages_stand_under_each_other():
    columns = [
        BoardColumn("a", "First", ("80 k€",), 0, ("1", "2", "3")),
        BoardColumn("b", "Second", ("15.562 k€", "$3"), 0, ("1",) * 15),
        BoardColumn("c", "Third", (), 0, ()),
    ]
    lines = ["".join(span.text for span in index_line(columns, place, 34, chosen=False)) for place in range(3)]
    assert lines == [
        " First               3      80 k€ ",
        " Second             15  15.562 k€+",
        " Third               0            ",
    ]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("cartera.yaml", "cartera.yaml"),
        ("clients/bold/client.md", "bold/client.md"),
        ("people/ana/user.md", "people/ana/user.md"),
        ("clients/bold/contacts/odile.md", "bold/contacts/odile.md"),
        ("clients/bold/interactions/2026/2026-07-17-call-sz46.md", "bold/../2026-07-17-call-sz46.md"),
        (f"clients/{'x' * 40}.md", f"{'x' * 40}.md"),
    ],
)
def test_a_problem_names_its_file_by_whose_it_is_and_its_name(path, shown):
    assert problem_cells(wrong(path), EN)["file"].text == shown


def test_every_problem_of_a_file_stands_under_its_line_and_the_rest_above():
    first, second = wrong("a.md", 2), wrong("a.md", 1, "The first line is odd.")
    general = wrong("a.md", None, "Something is missing.")
    items = file_items(b"one\ntwo\n", [first, second, general], first, EN)
    assert [item.text for item in items] == [
        "! Something is missing.",
        "one",
        "! The first line is odd.",
        "two",
        "! “title” stands twice.",
    ]
    assert [item.text for item in items if item.can_be_chosen] == ["! “title” stands twice."]


def test_a_problem_past_the_end_of_its_file_is_said_above():
    items = file_items(b"one\n", [wrong("a.md", 9)], wrong("a.md", 3), EN)
    assert [item.text for item in items] == ["! “title” stands twice.", "one"]
    assert items[0].can_be_chosen


def test_a_column_of_days_gives_way_only_as_far_as_its_days_stay_whole():
    columns = [
        Column("title", "Title", least=16, stretches=True),
        Column("due", "Expected close", whole=True, most=16),
        Column("step", "Next step", most=30),
    ]
    rows = [Row("1", (Cell("Platform"), Cell(" 1 Jul 2026 !"), Cell("Call the purchasing department")))]
    assert [each.width for each in place_columns(columns, rows, 46)] == [16, 14, 12]
