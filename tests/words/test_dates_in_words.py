"""Today is Wednesday, 15 July 2026, eleven in the morning in Madrid."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.schema.dates_in_words import Moment, add_months, read_date, read_day, read_instant
from cartera.schema.formats import show_day, show_instant
from cartera.schema.kinds import BadValueError
from cartera.schema.language import ENGLISH, SPANISH
from hypothesis import given
from hypothesis import strategies as st

MADRID = ZoneInfo("Europe/Madrid")

DAYS = [
    ("hoy", "today", "2026-07-15"),
    ("mañana", "tomorrow", "2026-07-16"),
    ("pasado mañana", "day after tomorrow", "2026-07-17"),
    ("ayer", "yesterday", "2026-07-14"),
    ("anteayer", "the day before yesterday", "2026-07-13"),
    ("viernes", "fri", "2026-07-17"),
    ("el viernes", "on Friday", "2026-07-17"),
    ("miércoles", "wednesday", "2026-07-22"),
    ("este miércoles", "this wednesday", "2026-07-15"),
    ("el lunes pasado", "last monday", "2026-07-13"),
    ("el próximo lunes", "next monday", "2026-07-20"),
    ("+2s", "+2w", "2026-07-29"),
    ("-3d", "-3d", "2026-07-12"),
    ("en 3 días", "in 3 days", "2026-07-18"),
    ("dentro de dos semanas", "in two weeks", "2026-07-29"),
    ("dentro de un mes", "in a month", "2026-08-15"),
    ("hace 3 días", "3 days ago", "2026-07-12"),
    ("+3 días laborables", "+3 working days", "2026-07-20"),
    ("la semana que viene", "next week", "2026-07-22"),
    ("fin de mes", "end of month", "2026-07-31"),
    ("final de mes", "end of the month", "2026-07-31"),
    ("a fin de mes", "eom", "2026-07-31"),
    ("fin de la semana", "eow", "2026-07-19"),
    ("fin de semana", "weekend", "2026-07-18"),
    ("fin de trimestre", "end of quarter", "2026-09-30"),
    ("fin del trimestre", "eoq", "2026-09-30"),
    ("fin de año", "eoy", "2026-12-31"),
    ("fin del próximo mes", "end of next month", "2026-08-31"),
    ("fin de agosto", "end of august", "2026-08-31"),
    ("principio de mes", "start of month", "2026-07-01"),
    ("principios de octubre", "beginning of october", "2026-10-01"),
    ("14 jul", "July 14", "2026-07-14"),
    ("14 de julio de 2027", "14 July 2027", "2027-07-14"),
    ("el 14 de septiembre", "sep 14th", "2026-09-14"),
    ("viernes 17 de julio", "friday 17 july", "2026-07-17"),
    ("el día 20", "the 20th", "2026-07-20"),
    ("el día 3", "the 3rd", "2026-08-03"),
    ("14/07/2026", "2026-07-14", "2026-07-14"),
    ("14.7.26", "14-jul-2026", "2026-07-14"),
    ("14/7", "14/7", "2026-07-14"),
    ("29/2", "29 feb", "2028-02-29"),
]


@pytest.mark.parametrize(("spanish_words", "english_words", "day"), DAYS)
def test_a_day_in_words_is_understood_in_both_languages(spanish, english, spanish_words, english_words, day):
    assert read_date(spanish_words, spanish).isoformat() == day
    assert read_date(english_words, english).isoformat() == day


@pytest.mark.parametrize(("spanish_words", "english_words", "day"), DAYS)
def test_case_and_accents_do_not_count(spanish, spanish_words, english_words, day):
    assert read_date(spanish_words.upper(), spanish).isoformat() == day
    assert read_date(f"  {english_words.title()} ", spanish).isoformat() == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("mañana a las 10", "2026-07-16T10:00:00+02:00"),
        ("fri 16:30", "2026-07-17T16:30:00+02:00"),
        ("tomorrow at 9", "2026-07-16T09:00:00+02:00"),
        ("lunes a las 5 de la tarde", "2026-07-20T17:00:00+02:00"),
        ("monday at 5 pm", "2026-07-20T17:00:00+02:00"),
        ("12:30", "2026-07-15T12:30:00+02:00"),
        ("+3h", "2026-07-15T14:00:00+02:00"),
        ("dentro de 30 minutos", "2026-07-15T11:30:00+02:00"),
        ("2026-07-14 09:30", "2026-07-14T09:30:00+02:00"),
        ("2026-07-14T09:30:00Z", "2026-07-14T09:30:00+00:00"),
        ("14 dic 10:00", "2026-12-14T10:00:00+01:00"),
        ("ahora", "2026-07-15T11:00:00+02:00"),
    ],
)
def test_a_time_of_day_makes_a_moment_of_the_zone(spanish, text, moment):
    assert read_date(text, spanish).isoformat() == moment


def test_the_language_decides_which_number_is_the_month(spanish, english):
    assert read_date("3/8", spanish) == date(2026, 8, 3)
    assert read_date("8/3", english) == date(2026, 8, 3)


def test_next_friday_is_next_weeks_in_english_and_the_coming_one_in_spanish(english, spanish):
    assert read_date("next friday", english) == date(2026, 7, 24)
    assert read_date("el próximo viernes", spanish) == date(2026, 7, 17)


def test_a_day_without_year_looks_back_a_quarter_at_most(spanish):
    assert read_date("20 abr", spanish) == date(2026, 4, 20)
    assert read_date("10 abr", spanish) == date(2027, 4, 10)


@pytest.mark.parametrize(
    "text", ["", "banana", "31/2", "35 jul", "mañana 9", "99999999", "+99999y", "0/0", "2026-02-30"]
)
def test_what_is_no_date_is_refused_with_examples(spanish, text):
    with pytest.raises(BadValueError) as refused:
        read_date(text, spanish)
    assert refused.value.hint is not None


def test_a_weekday_that_does_not_fit_its_date_is_refused(spanish):
    with pytest.raises(BadValueError, match="2026-07-14 is not a viernes"):
        read_date("viernes 14 de julio", spanish)


def test_a_day_asked_for_as_a_moment_begins_at_midnight_and_today_means_now(spanish):
    assert read_instant("mañana", spanish).isoformat() == "2026-07-16T00:00:00+02:00"
    assert read_instant("hoy", spanish) == spanish.now
    assert read_day("mañana a las 10", spanish) == date(2026, 7, 16)


def test_hours_are_added_through_a_change_of_the_clock():
    before = Moment(datetime(2026, 3, 29, 1, 30, tzinfo=MADRID), SPANISH)
    assert read_date("+1h", before).isoformat() == "2026-03-29T03:30:00+02:00"


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_refusal(text):
    moment = Moment(datetime(2026, 7, 15, 11, tzinfo=UTC), SPANISH)
    try:
        found = read_date(text, moment)
    except BadValueError:
        return
    assert isinstance(found, date)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([SPANISH, ENGLISH]))
def test_a_day_shown_is_read_back(day, language):
    moment = Moment(datetime(2026, 7, 15, 11, tzinfo=UTC), language)
    assert read_date(show_day(day, language), moment) == day


@given(
    st.integers(-2_000_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from([SPANISH, ENGLISH]),
)
def test_a_moment_shown_is_read_back_to_the_minute(instant, language):
    moment = Moment(datetime(2026, 7, 15, 11, tzinfo=UTC), language)
    assert read_date(show_instant(instant, language), moment) == instant.replace(second=0, microsecond=0)


@given(st.dates(min_value=date(100, 1, 1), max_value=date(9000, 1, 1)), st.integers(-600, 600))
def test_months_are_added_to_the_same_day_or_the_last(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and add_months(moved.replace(day=1), 1).day == 1)
