"""What is printed: safe for the terminal, aligned, exact for scripts."""

import json

import pytest
from cartera.cli.csv_form import disarm
from cartera.cli.tables import Column, cut, fit, format_table, measure
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = "\x1b]52;c;ZXZpbA==\x07 \u202egnp.exe \u200b [red]x[/] \x9b31m"


def with_title(shell, text):
    path = shell.book / "clients/acme/tasks/call-eva-m2p7.md"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("title: Call Eva", f"title: {json.dumps(text)}"), encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ["list", "task"],
        ["list", "task", "--json"],
        ["list", "task", "--csv"],
        ["show", "call-eva"],
        ["show", "call-eva", "--json"],
        ["today"],
        ["today", "--json"],
        ["find", "gnp"],
        ["check"],
        ["rm", "call-eva", "--dry-run"],
        ["set", "call-eva", "title=plain", "--dry-run"],
    ],
    ids=" ".join,
)
def test_nothing_a_terminal_would_obey_is_printed(shell, command):
    with_title(shell, HOSTILE)
    result = shell.run(*command)
    for character in "\x1b\x07\u202e\u200b\x9b":
        assert character not in result.out + result.err


def test_json_says_hostile_text_exactly(shell):
    with_title(shell, HOSTILE)
    result = shell.run("show", "call-eva", "--json")
    assert json.loads(result.out)["title"] == HOSTILE


def test_markup_is_only_text(shell):
    with_title(shell, "Renewal [Q3] [/] [bold]")
    assert "Renewal [Q3] [/] [bold]" in shell.run("list", "task").out


def test_every_naughty_string_survives_as_a_title(shell, shared):
    strings = [
        each for each in json.loads((shared / "data/blns/blns.json").read_text(encoding="utf-8")) if each.strip()
    ]
    for place, text in enumerate(strings[:: len(strings) // 60]):
        made = shell.run("new", "task", f"title={text}", "--json")
        if made.code:
            assert "Traceback" not in made.err
            continue
        (change,) = json.loads(made.out)["changes"]
        shown = shell.run("show", change["id"], "--json")
        assert json.loads(shown.out)["title"] == text.strip(), place


def test_a_table_is_aligned_in_cells_not_in_characters():
    lines = format_table([Column("A"), Column("B", right=True)], [["日本", "1"], ["e\u0301a", "1000"]], None)
    assert lines == ["A        B", "日本     1", "e\u0301a    1000"]


def test_a_narrow_terminal_cuts_the_widest_text_and_never_a_number():
    rows = [["a" * 40, "48.000,00 €"]]
    lines = format_table([Column("Title"), Column("Amount", right=True)], rows, 30)
    assert max(map(measure, lines)) == 30
    assert lines[1].endswith("48.000,00 €")
    assert "…" in lines[1]


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_cut_text_fits(text, width):
    assert measure(cut(text, width)) <= max(width, 1)


@given(
    st.lists(st.integers(min_value=1, max_value=99), min_size=1, max_size=8), st.integers(min_value=0, max_value=200)
)
def test_columns_are_never_wider_than_asked_nor_cut_below_what_is_readable(wide, room):
    fitted = fit(wide, room, [False] * len(wide))
    assert all(now <= before and (now == before or now >= 8) for now, before in zip(fitted, wide, strict=True))
    assert sum(fitted) <= room or all(each <= 8 for each in fitted)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(start):
    assert disarm(f"{start}cmd()").startswith("'")


@given(st.text())
def test_other_cells_begin_as_they_are(text):
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert not disarm(text).startswith("'") or text.startswith("'")
