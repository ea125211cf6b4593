"""Periods, working days and rates of exchange."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cartera.records.kpis.spans import (
    PeriodNotUnderstood,
    months_in,
    previous_span,
    quarter_of,
    quarters_in,
    read_span,
    span_of_last_year,
)
from cartera.records.kpis.stats import median, rounded, wilson
from cartera.records.kpis.workdays import count_workdays, same_point
from cartera.records.rates import read_rates
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import ENGLISH, SPANISH

NOW = Moment(datetime(2026, 7, 31, 12, tzinfo=ZoneInfo("Europe/Madrid")), ENGLISH)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-Q3", "2026-07-01", "2026-10-01"),
        ("2026-07", "2026-07-01", "2026-08-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-W29", "2026-07-13", "2026-07-20"),
        ("last-month", "2026-06-01", "2026-07-01"),
        ("this quarter", "2026-07-01", "2026-10-01"),
        ("este trimestre", "2026-07-01", "2026-10-01"),
        ("2026-01-10..2026-02-01", "2026-01-10", "2026-02-01"),
    ],
)
def test_a_period_is_half_open(text, start, end):
    span = read_span(text, NOW)
    assert (str(span.start), str(span.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-Q1", "2026-04-01", "2026-07-01"),
        ("2026-Q4", "2027-01-01", "2027-04-01"),
        ("2026", "2026-04-01", "2027-04-01"),
        ("this quarter", "2026-07-01", "2026-10-01"),
        ("this year", "2026-04-01", "2027-04-01"),
        ("2026-07", "2026-07-01", "2026-08-01"),
    ],
)
def test_quarters_and_years_are_those_of_the_fiscal_year(text, start, end):
    span = read_span(text, NOW, 4)
    assert (str(span.start), str(span.end)) == (start, end)


def test_the_fiscal_quarter_of_a_day_and_what_came_before_it():
    quarter = quarter_of(date(2026, 2, 10), 4)
    assert (quarter.text, str(quarter.start)) == ("2025-Q4", "2026-01-01")
    assert previous_span(quarter, 4).text == "2025-Q3"
    assert span_of_last_year(quarter, 4).text == "2024-Q4"
    assert [each.text for each in quarters_in(read_span("2026", NOW, 4), 4)] == [
        f"2026-Q{each}" for each in range(1, 5)
    ]


def test_a_period_that_ends_before_it_begins_is_told():
    with pytest.raises(PeriodNotUnderstood, match="before it begins"):
        read_span("2026-02-01..2026-01-01", NOW)


def test_words_that_are_no_period_are_told_in_the_language_of_the_reader():
    with pytest.raises(PeriodNotUnderstood) as mistake:
        read_span("cuando sea", Moment(NOW.now, SPANISH))
    assert mistake.value.sentence.text(SPANISH) == "«cuando sea» no se entiende como periodo."


def test_months_of_a_span_are_cut_where_it_is():
    pieces = list(months_in(read_span("2026-01-15..2026-03-02", NOW)))
    assert [(each.text, (each.end - each.start).days) for each in pieces] == [
        ("2026-01", 17),
        ("2026-02", 28),
        ("2026-03", 1),
    ]


def test_working_days_leave_out_weekends_and_holidays():
    assert count_workdays(date(2026, 7, 1), date(2026, 10, 1)) == 66
    assert count_workdays(date(2026, 7, 1), date(2026, 8, 1)) == 23
    assert count_workdays(date(2026, 7, 1), date(2026, 8, 1), frozenset({date(2026, 7, 24), date(2026, 7, 25)})) == 22
    assert count_workdays(date(2026, 7, 4), date(2026, 7, 6)) == 0


def test_a_running_period_is_held_against_as_many_working_days():
    second = read_span("2026-Q2", NOW)
    assert same_point(second, 23) == date(2026, 5, 1)
    assert same_point(second, 999) == second.last


def test_a_rate_holds_until_the_day_before_the_next():
    rates, problems = read_rates("currency,from,rate\nUSD,2026-07-20,0.88\nUSD,2026-07-01,0.86\n")
    assert not problems
    found = [rates.rate("USD", date(2026, 7, day)) for day in (1, 19, 20, 31)]
    assert found == [Decimal(each) for each in ("0.86", "0.86", "0.88", "0.88")]
    assert rates.rate("USD", date(2026, 6, 30)) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n", 1),
        ("currency,from,rate\nUSD,2026-07-01,0\n", 2),
        ("currency,from,rate\nUSD,yesterday,1\n", 2),
        ("currency,from,rate\ndollars,2026-07-01,1\n", 2),
        ("currency,from,rate\nUSD,2026-07-01\n", 2),
        ("currency,from,rate\nUSD,2026-07-01,1\nUSD,2026-07-01,2\n", 3),
    ],
)
def test_a_line_of_rates_that_means_nothing_is_a_problem_with_its_number(text, line):
    _, (problem,) = read_rates(text)
    assert (problem.path, problem.line) == ("fx.csv", line)


def test_a_mistake_in_the_rates_is_shown_by_the_book(make_book):
    book = make_book({"fx.csv": "currency,from,rate\nUSD,never,1\n"})
    assert [(each.path, each.line) for each in book.snapshot().problems] == [("fx.csv", 2)]


def test_wilsons_interval_of_a_small_sample():
    low, high = wilson(5, 20)
    assert (rounded(low, 1), rounded(high, 1)) == (Decimal("11.2"), Decimal("46.9"))
    assert rounded(Decimal("2.5"), 0) == 3
    assert rounded(Decimal("-2.5"), 0) == -3
    assert median([Decimal(3), Decimal(1), Decimal(2), Decimal(10)]) == Decimal("2.5")
