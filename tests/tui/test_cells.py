from cartera.schema.clean import clean
from cartera.tui.presentation.cells import GAP, Cell, Column, Row, fit, place_columns
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

texts = st.text(max_size=40).map(clean)


@given(texts, st.integers(0, 60), st.booleans())
def test_a_fitted_text_takes_exactly_its_width(text, width, right):
    assert cell_len(fit(text, width, right=right)) == width


def test_a_cut_text_says_that_it_is_cut():
    assert fit("Logística Cantábrica", 10) == "Logística…"


def test_numbers_stand_on_the_right():
    assert fit("12,00 €", 10, right=True) == "   12,00 €"


def test_a_wide_character_that_does_not_fit_leaves_a_blank():
    assert fit("漢字漢字", 4) == "漢… "


@st.composite
def tables(draw):
    columns = tuple(
        Column(f"c{n}", draw(texts), least=draw(st.integers(1, 12)), most=draw(st.integers(12, 40)), stretches=n == 0)
        for n in range(draw(st.integers(1, 7)))
    )
    rows = [Row(str(n), tuple(Cell(draw(texts)) for _ in columns)) for n in range(draw(st.integers(0, 4)))]
    return columns, rows


@given(tables(), st.integers(1, 160))
def test_columns_never_need_more_than_the_width(table, width):
    columns, rows = table
    placed = place_columns(columns, rows, width)
    assert sum(each.width for each in placed) + GAP * (len(placed) - 1) <= max(width, columns[0].least)


def test_the_last_columns_go_first_where_there_is_little_room():
    columns = (
        Column("title", "Title", least=10, stretches=True),
        Column("a", "A", least=12),
        Column("b", "B", least=12),
    )
    assert [each.index for each in place_columns(columns, [], 30)] == [0, 1]


def test_the_stretching_column_takes_what_is_left():
    columns = (Column("title", "Title", least=10, stretches=True), Column("a", "A", least=5))
    assert place_columns(columns, [], 40)[0].width == 40 - GAP - 5


def test_a_column_never_gives_way_below_its_least():
    columns = [Column("why", "Why", least=13, most=16), Column("what", "What", least=16, most=60, stretches=True)]
    sample = [Row("a", (Cell("sixteen letters!"), Cell("x" * 60)))]
    assert place_columns(columns, sample, 31)[0].width == 13
