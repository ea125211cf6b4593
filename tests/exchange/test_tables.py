"""Reading tables: CSV as it is found."""

import pytest
from cartera.records.exchange.mistakes import MissingColumn, UnreadableTable
from cartera.records.exchange.tables import MAX_CELL, parse_table, read_table


def cells_of(text, **how):
    return [dict(row.cells) for row in parse_table(text, "a.csv", **how).rows]


def test_a_row_knows_the_line_on_which_it_begins():
    table = parse_table('name,note\r\nAcme,"one\r\ntwo"\r\n\r\nBeta,x\r\n', "a.csv")
    assert [(row.line, row.cells["name"]) for row in table.rows] == [(2, "Acme"), (5, "Beta")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_first_line(delimiter):
    assert cells_of(f'"a,b"{delimiter}c\n1{delimiter}2\n') == [{"a,b": "1", "c": "2"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("name\nLogística Ñ\n".encode(encoding))
    assert read_table(tmp_path / "a.csv").rows[0].cells["name"] == "Logística Ñ"


def test_an_encoding_named_wrong_is_told(tmp_path):
    (tmp_path / "a.csv").write_bytes("name\nÑ\n".encode("cp1252"))
    with pytest.raises(UnreadableTable, match="not text in utf-8"):
        read_table(tmp_path / "a.csv", encoding="utf-8")


def test_a_short_row_has_empty_cells_and_a_long_one_counts_its_extra():
    table = parse_table("a,b\n1\n1,2,3,4\n1,2,,\n", "a.csv")
    assert [(dict(row.cells), row.extra) for row in table.rows] == [
        ({"a": "1", "b": ""}, 0),
        ({"a": "1", "b": "2"}, 2),
        ({"a": "1", "b": "2"}, 0),
    ]


def test_a_missing_column_is_told_with_the_nearest():
    with pytest.raises(MissingColumn) as told:
        parse_table("acount,stage\n", "a.csv").require("account")
    assert "acount" in str(told.value.hint)


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(UnreadableTable, match="two columns “a”"):
        parse_table("a,a\n1,2\n", "a.csv")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\x01\x02\xff\xfe", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_table_is_told(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UnreadableTable):
        read_table(tmp_path / "a.csv")


def test_a_cell_larger_than_a_record_can_be_is_refused():
    with pytest.raises(UnreadableTable, match="too large"):
        parse_table("a\n" + "x" * (MAX_CELL + 1) + "\n", "a.csv")


def test_a_quote_that_never_ends_does_not_hang_or_crash():
    assert cells_of('a,b\n1,"never ends\n2,3\n') == [{"a": "1", "b": "never ends\n2,3"}]


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(UnreadableTable):
        read_table(tmp_path)


def test_a_formula_is_text():
    assert cells_of("a\n\"=cmd|' /C calc'!A0\"\n", delimiter=",") == [{"a": "=cmd|' /C calc'!A0"}]
