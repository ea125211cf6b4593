"""Today is Wednesday, 15 July 2026; the reader is Ana, the book counts in euros, in Spain."""

from datetime import date

import pytest
from cartera.schema.field import Choice, Field, Shape
from cartera.schema.formats import show_value
from cartera.schema.kinds import KINDS, BadValueError
from cartera.schema.language import SPANISH
from cartera.schema.reader import read_words
from hypothesis import given
from hypothesis import strategies as st

STAGES = (
    Choice("prospecting", {"en": "Prospecting", "es": "Prospección"}),
    Choice("proposal", {"en": "Proposal", "es": "Propuesta"}),
    Choice("won", {"en": "Won", "es": "Ganada"}),
)


def field(kind, **facts):
    return Field(**{"name": "x", "shape": Shape.SCALAR, "kind": KINDS[kind], "label": {"en": "X", "es": "X"}, **facts})


@pytest.mark.parametrize(
    ("kind", "typed", "written"),
    [
        ("money", "50k", "50000.00 EUR"),
        ("date", "el viernes", "2026-07-17"),
        ("when", "mañana a las 10", "2026-07-16T10:00:00+02:00"),
        ("datetime", "hoy", "2026-07-15T11:00:00+02:00"),
        ("bool", "Sí", "true"),
        ("bool", "no", "false"),
        ("int", "1.200", "1200"),
        ("dec", "12,5", "12.5"),
        ("pct", "15,5 %", "15.5"),
        ("duration", "3 meses", "P3M"),
        ("month", "julio", "2026-07"),
        ("quarter", "este trimestre", "2026-Q3"),
        ("week", "hoy", "2026-W29"),
        ("phone", "600 111 222", "+34600111222"),
        ("phone", "+1 (555) 010-0000", "+15550100000"),
        ("phone", "0044 20 7946 0000", "+442079460000"),
        ("country", "es", "ES"),
        ("currency", "€", "EUR"),
        ("lang", "ES", "es"),
        ("quantity", "180k €", "180000.00 EUR"),
        ("quantity", "12,5", "12.5"),
        ("quantity", "25", "25"),
        ("month_day", "1 de octubre", "10-01"),
        ("month_day", "01-31", "01-31"),
        ("lang", "pt-BR", "pt-BR"),
        ("user", "yo", "ana"),
        ("user", "@Marc", "marc"),
        ("url", "example.com/a", "https://example.com/a"),
        ("time", "9:30", "09:30"),
        ("text", "  hola ", "hola"),
    ],
)
def test_what_is_typed_becomes_the_text_of_the_file(spanish_desk, kind, typed, written):
    declared = field(kind)
    assert declared.kind.write(read_words(declared, typed, spanish_desk).value) == written


@pytest.mark.parametrize("typed", ["won", "Ganada", "GANADA", "gan", "w"])
def test_a_choice_is_named_by_word_or_label_or_their_beginning(spanish_desk, typed):
    assert read_words(field("choice", choices=STAGES), typed, spanish_desk).value == "won"


def test_a_beginning_of_several_choices_is_refused_with_their_names(spanish_desk):
    with pytest.raises(BadValueError, match="Prospecting, Proposal"):
        read_words(field("choice", choices=STAGES), "pro", spanish_desk)


def test_a_mistyped_choice_is_refused_with_the_nearest(spanish_desk):
    with pytest.raises(BadValueError) as refused:
        read_words(field("choice", choices=STAGES), "ganda", spanish_desk)
    assert str(refused.value.hint) == "Did you mean Ganada?"


def test_a_choice_that_resembles_none_is_refused_with_the_choices_by_their_labels(spanish_desk):
    with pytest.raises(BadValueError) as refused:
        read_words(field("choice", choices=STAGES), "xyzzy", spanish_desk)
    assert "Ganada" in refused.value.hint.text(SPANISH)


def test_an_ambiguous_number_is_reported(spanish_desk, english_desk):
    assert read_words(field("money"), "1.234", spanish_desk).ambiguous
    assert read_words(field("dec"), "1.234", english_desk).ambiguous
    assert not read_words(field("int"), "1.234", english_desk).ambiguous


def test_a_list_is_split_at_commas_but_not_inside_quotes(spanish_desk):
    tags = field("text", shape=Shape.LIST)
    assert read_words(tags, 'vip, "uno, dos" ; tres', spanish_desk).value == ("vip", "uno, dos", "tres")


def test_a_field_of_several_facts_says_how_to_name_a_part(spanish_desk):
    recurring = field("text", name="recurring", shape=Shape.MAP, fields=(field("money", name="amount"),))
    with pytest.raises(BadValueError) as refused:
        read_words(recurring, "50", spanish_desk)
    assert "recurring.amount" in str(refused.value.hint)


def test_the_bounds_of_a_field_hold(spanish_desk):
    severity = field("int", least=1, most=4)
    assert read_words(severity, "4", spanish_desk).value == 4
    for typed in ("0", "5"):
        with pytest.raises(BadValueError):
            read_words(severity, typed, spanish_desk)


@pytest.mark.parametrize(
    ("kind", "typed"), [("pct", "150"), ("int", "1,5"), ("bool", "quizá"), ("phone", "12"), ("email", "x")]
)
def test_what_is_not_of_the_kind_is_refused(spanish_desk, kind, typed):
    with pytest.raises(BadValueError):
        read_words(field(kind), typed, spanish_desk)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=20))
def test_any_text_is_a_value_that_the_file_can_hold_or_a_refusal(spanish_desk, kind, text):
    declared = field(kind)
    try:
        value = read_words(declared, text, spanish_desk).value
    except BadValueError:
        return
    assert declared.kind.parse(declared.kind.write(value)) == value


@given(st.dates(min_value=date(1000, 1, 1)), st.decimals(-(10**9), 10**9, places=2))
def test_what_is_shown_can_be_typed_again(spanish_desk, english_desk, day, number):
    for desk in (spanish_desk, english_desk):
        for declared, value in ((field("date"), day), (field("dec"), number)):
            shown = show_value(declared, value, desk.moment.language)
            assert read_words(declared, shown, desk).value == value
