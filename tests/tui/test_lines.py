from cartera.schema.clean import clean
from cartera.tui.presentation.cells import Tone
from cartera.tui.presentation.lines import Item, Span, text_item, wrap_items, wrap_spans
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

texts = st.text(max_size=80).map(clean)


def text_of(line):
    return "".join(span.text for span in line)


@given(st.lists(texts, max_size=4), st.integers(4, 60))
def test_no_line_is_wider_than_the_page_but_for_blanks(parts, width):
    for line in wrap_spans([Span(each) for each in parts], width):
        assert cell_len(text_of(line).rstrip(" ")) <= width


@given(st.lists(texts, max_size=4), st.integers(4, 60))
def test_wrapping_loses_no_character(parts, width):
    wrapped = "".join(text_of(line) for line in wrap_spans([Span(each) for each in parts], width))
    assert wrapped == "".join(parts)


def test_values_stand_beside_their_labels_and_wrap_under_themselves():
    items = [Item((Span("one two three"),), label="Name"), Item((Span("x"),), label="A")]
    assert [text_of(line.spans).rstrip() for line in wrap_items(items, 15)] == [
        "Name  one two",
        "      three",
        "A     x",
    ]


def test_every_line_knows_its_item():
    lines = wrap_items([text_item("a b c d e f"), text_item("g")], 5)
    assert [line.item for line in lines] == [0, 0, 1]


def test_tones_survive_wrapping():
    lines = wrap_items([Item((Span("good ", Tone.GOOD), Span("bad", Tone.BAD)))], 5)
    assert [span.tone for line in lines for span in line.spans] == [Tone.GOOD, Tone.BAD]


def test_what_can_be_chosen_stands_further_in_on_its_second_line():
    items = [Item((Span("one two three four"),), target="a"), Item((Span("five six seven"),), target="b")]
    assert ["".join(span.text for span in line.spans).rstrip() for line in wrap_items(items, 10)] == [
        "one two", "  three", "  four", "five six", "  seven",
    ]  # fmt: skip
