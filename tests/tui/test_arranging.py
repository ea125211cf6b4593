"""Marks, groups as rows, what can be chosen for a list and what is remembered of it: all without a screen."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.records.files.private import PrivateFolder
from cartera.records.query.groups import group_records
from cartera.records.query.select import facts_at, select_by
from cartera.records.views.saved import SavedView
from cartera.schema.language import ENGLISH
from cartera.tui.presentation.arranging import column_items, group_items, order_items
from cartera.tui.presentation.cells import Cell, Column, Row, place_columns
from cartera.tui.presentation.grouped import HEADING, group_titles, lay_out, money_of, turned
from cartera.tui.presentation.marks import Marks
from cartera.tui.presentation.tables import columns_named, row_maker
from cartera.tui.presentation.values import Reader
from cartera.tui.remembering import ListMemory, Remembered
from cartera.tui.scribe import Scribe
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 7, 20, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
READER = Reader(ENGLISH, date(2026, 7, 20), ZoneInfo("Europe/Madrid"))
ROWS = ("a", "b", "c", "d", "e")


@pytest.fixture
def facts(make_book, seller_files):
    return facts_at(make_book(seller_files).snapshot(), NOW, "ana", ENGLISH)


def test_a_range_goes_from_the_last_mark_in_either_direction():
    assert Marks().toggle("d").reach("b", ROWS).ids == {"b", "c", "d"}
    assert Marks().toggle("b").reach("d", ROWS).ids == {"b", "c", "d"}
    assert Marks().reach("c", ROWS).ids == {"c"}


def test_all_are_marked_or_none():
    everything = Marks().toggle("hidden").all_or_none(ROWS)
    assert everything.ids == {*ROWS, "hidden"}
    assert not everything.all_or_none(ROWS)


def test_marks_of_records_that_are_gone_are_forgotten():
    marks = Marks().toggle("a").toggle("b").among({"a"})
    assert marks.ids == {"a"}
    assert marks.anchor == ""


@given(st.lists(st.sampled_from(ROWS)))
def test_a_record_marked_twice_is_not_marked(steps):
    marks = Marks()
    for each in steps:
        marks = marks.toggle(each)
    assert marks.ids == {each for each in ROWS if steps.count(each) % 2}


def test_groups_are_rows_with_their_records_under_them_unless_they_are_folded(facts):
    records = select_by(facts, "", types=["opportunity"])
    groups = group_records(records, "stage", facts, money="amount")
    ids, headings = lay_out(groups, frozenset({"prospecting"}), group_titles(facts, READER), ENGLISH)
    assert [each for each in ids if each in headings] == [
        f"{HEADING}prospecting",
        f"{HEADING}qualification",
        f"{HEADING}proposal",
    ]
    assert len(ids) == 3 + 2
    first = headings[f"{HEADING}prospecting"]
    assert (first.title, first.count, first.about, first.folded) == ("Prospecting", 1, "€9,000.00", True)


def test_the_order_is_turned_round_by_choosing_it_again():
    assert turned("amount", "amount") == "amount-"
    assert turned("amount-", "amount") == "amount"
    assert turned("", "title") == "title"


def test_what_can_be_chosen_narrows_by_label_name_and_path(facts):
    types = [facts.types["opportunity"]]
    columns = (Column("title", "Title"), Column("amount", "Amount"))
    assert next(each.target for each in order_items("amou", types, columns, "", facts, ENGLISH)) == "amount"
    assert "client.industry" in [each.target for each in order_items("client.industry", types, (), "", facts, ENGLISH)]
    assert "expected_close.month" in [each.target for each in group_items("close", types, "", facts, ENGLISH)]
    assert "client.industry" in [each.target for each in group_items("client.industry", types, "", facts, ENGLISH)]
    shown = column_items("", types, ["amount", "client.city"], facts, ENGLISH)
    assert [each.target for each in shown][:2] == ["amount", "client.city"]
    assert " 1 [x] " in shown[0].text


def test_money_is_summed_only_where_it_is_shown(facts):
    types = [facts.types["task"]]
    assert money_of(types, (Column("about.amount", "Amount"),), facts) == "about.amount"
    assert money_of(types, (Column("due", "Due"),), facts) == ""


def test_what_is_late_keeps_its_mark_however_narrow_the_list(facts):
    columns = columns_named([facts.types["task"]], ["client", "status", "due", "importance"], facts, READER.language)
    late = Cell("10 Nov 2026 !")
    sample = [Row("a", (Cell("x" * 60), Cell("y" * 20), Cell("Open"), late, Cell("2")))]
    placed = {columns[each.index].name: each.width for each in place_columns(columns, sample, 74)}
    assert placed["due"] >= len(late.text)


def test_columns_of_linked_records_show_their_values(facts):
    columns = columns_named([facts.types["opportunity"]], ["client.industry", "owner.title", "nosuch"], facts, ENGLISH)
    assert [each.title for each in columns] == ["Title", "Client: Industry", "Owner: Name"] or len(columns) == 3
    row = row_maker(facts, columns, READER)("clients/acme/opportunities/platform-k3x9")
    assert [each.text for each in row.cells] == ["Platform", "Other", "Ana Ruiz"]


def test_a_list_is_found_as_it_was_left(tmp_path):
    scribe = Scribe(PrivateFolder(tmp_path / "private"))
    left = Remembered("tier:A", "amount-", ("stage",), "owner", ("ana",), "silent", "clients/acme/client")
    ListMemory(scribe).keep("clients", left)
    scribe.close()
    again = ListMemory(Scribe(PrivateFolder(tmp_path / "private")))
    assert again.recall("clients") == left
    assert again.recall("pipeline") is None


@pytest.mark.parametrize(
    "said", ["{", "[]", '{"clients": 3}', '{"clients": {"query": 3, "columns": "x", "folded": [1]}}']
)
def test_what_was_remembered_badly_is_passed_over(tmp_path, said):
    folder = PrivateFolder(tmp_path / "private")
    folder.write("lists.json", said.encode())
    found = ListMemory(Scribe(folder)).recall("clients")
    assert found in (None, Remembered())


def test_only_so_many_lists_are_remembered(tmp_path):
    scribe = Scribe(PrivateFolder(tmp_path / "private"))
    memory = ListMemory(scribe)
    for number in range(100):
        memory.keep(f"list:{number}", Remembered(query=str(number)))
    scribe.close()
    kept = json.loads((tmp_path / "private/lists.json").read_text())
    assert "list:99" in kept
    assert len(kept) <= 60


def test_a_persons_own_view_is_kept_and_dropped(tmp_path):
    scribe = Scribe(PrivateFolder(tmp_path / "private"))
    memory = ListMemory(scribe)
    memory.keep_view(SavedView("mine", {"en": "Mine", "es": "Mine"}, ("client",), "tier:A"))
    assert memory.views["mine"].query == "tier:A"
    memory.drop_view("mine")
    scribe.close()
    assert ListMemory(Scribe(PrivateFolder(tmp_path / "private"))).views == {}
