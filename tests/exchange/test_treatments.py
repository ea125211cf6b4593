"""Treatments: one text made into what a field takes."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cartera.records.exchange.countries import code_of_country
from cartera.records.exchange.treatments import (
    choose,
    read_date,
    read_moment,
    read_money,
    read_number,
    read_phone,
    title_case,
)
from cartera.schema.kinds import KINDS, BadValueError
from hypothesis import given
from hypothesis import strategies as st

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1054", "1054"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234", "1234"),
        ("12,5", "12.5"),
        ("€ 1 234,5", "1234.5"),
        ("$210833.37", "210833.37"),
        ("-3.5", "-3.5"),
        ("1'000.25 CHF", "1000.25"),
    ],
)
def test_numbers_are_read_as_people_and_programs_write_them(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3,4,5", "12 monkeys 4", "=1+1"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadValueError):
        read_number(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_is_exact_and_of_its_kind(amount):
    text = read_money(f"{amount:f}", "USD", Decimal(1))
    assert KINDS["money"].parse(text).amount == amount


def test_money_can_be_written_in_millions():
    assert read_money("1100.04", "USD", Decimal(1000000)) == "1100040000.00 USD"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("416-810-9897x752", "+14168109897"),
        ("(376)694-9481 ext. 10", "+13766949481"),
        ("001-293-787-5966", "+12937875966"),
        ("+34 600 11 12 22", "+34600111222"),
        ("913.249.5790", "+19132495790"),
    ],
)
def test_phones_become_international(text, phone):
    assert read_phone(text, "+1") == phone


@pytest.mark.parametrize("text", ["call me", "12", "+0"])
def test_what_is_no_phone_is_refused(text):
    with pytest.raises(BadValueError):
        read_phone(text, "+1")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("United States of America", "US"),
        ("España", "ES"),
        ("Cote d'Ivoire", "CI"),
        ("Korea", "KR"),
        ("Svalbard & Jan Mayen Islands", "SJ"),
        ("Slovakia (Slovak Republic)", "SK"),
        ("es", "ES"),
    ],
)
def test_countries_are_known_by_many_names(name, code):
    assert code_of_country(name) == code


def test_a_country_that_is_none_is_not_guessed():
    assert code_of_country("Ruritania") is None


def test_a_value_the_recipe_does_not_know_is_told_with_the_nearest():
    with pytest.raises(BadValueError) as told:
        choose("Wonn", {"Won": "won", "Lost": "lost"}, None)
    assert "Won" in str(told.value.hint)


def test_dates_are_read_in_the_forms_that_are_named():
    assert read_date("31/12/2017", ("%m/%d/%Y", "%d/%m/%Y")) == "2017-12-31"


def test_a_day_and_a_time_make_a_moment_of_the_book():
    assert read_moment("2017-07-01", "09:00", MADRID) == "2017-07-01T09:00:00+02:00"
    assert read_moment("2017-01-01 08:15", "09:00", MADRID) == "2017-01-01T08:15:00+01:00"


def test_title_case_leaves_apostrophes_alone():
    assert title_case("pam o'BRIEN smith-jones") == "Pam O'brien Smith-Jones"
