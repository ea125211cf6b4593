"""Today is Wednesday, 15 July 2026."""

import pytest
from cartera.schema.formats import show_period
from cartera.schema.kinds import BadValueError
from cartera.schema.periods_in_words import read_period


@pytest.mark.parametrize(
    ("spanish_words", "english_words", "text"),
    [
        ("t3", "q3", "2026-Q3"),
        ("T3 2025", "Q3 2025", "2025-Q3"),
        ("2026-Q3", "2026 q3", "2026-Q3"),
        ("este trimestre", "this quarter", "2026-Q3"),
        ("trimestre pasado", "last quarter", "2026-Q2"),
        ("el trimestre que viene", "next quarter", "2026-Q4"),
        ("tercer trimestre de 2026", "third quarter 2026", "2026-Q3"),
        ("mes pasado", "last month", "2026-06"),
        ("próximo mes", "next month", "2026-08"),
        ("julio", "july", "2026-07"),
        ("julio de 2025", "jul 2025", "2025-07"),
        ("esta semana", "this week", "2026-W29"),
        ("semana 29", "week 29", "2026-W29"),
        ("el año que viene", "next year", "2027"),
        ("2026", "2026", "2026"),
        ("hoy", "yesterday", None),
    ],
)
def test_a_period_in_words_is_understood_in_both_languages(spanish, english, spanish_words, english_words, text):
    assert read_period(spanish_words, spanish).text == (text or "2026-07-15")
    assert read_period(english_words, english).text == (text or "2026-07-14")


@pytest.mark.parametrize("text", ["q5", "semana 77", "banana", ""])
def test_what_is_no_period_is_refused(spanish, text):
    with pytest.raises(BadValueError):
        read_period(text, spanish)


@pytest.mark.parametrize("text", ["2026", "2026-Q3", "2026-07", "2026-07-14"])
def test_a_period_shown_is_read_back(spanish, english, text):
    for moment in (spanish, english):
        assert read_period(show_period(read_period(text, moment), moment.language), moment).text == text
