"""A book as it stood on any day."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from cartera.records.kpis.deal_reader import DealReader
from cartera.schema.declare import declare_schema, read_own_trees
from hypothesis import given
from hypothesis import strategies as st

MACHINE = declare_schema(read_own_trees("types"), read_own_trees("packs")).types["opportunity"].machine
ZONES = st.sampled_from(
    ["Europe/Madrid", "America/Bogota", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
)
HISTORY = [
    ("2026-02-01", "prospecting"),
    ("2026-03-01", "proposal"),
    ("2026-04-01", "lost"),
    ("2026-05-01", "negotiation"),
    ("2026-06-15", "won"),
]
MOVES = (
    "[{at: 2026-03-10T09:00:00+02:00, from: 2026-03-31, to: 2026-04-30},"
    " {at: 2026-05-02T09:00:00+02:00, from: 2026-04-30, to: 2026-06-30}]"
)


@pytest.fixture
def deal(read, write):
    """One deal, lost in April, reopened in May, won in June."""
    file = write.deal(
        "acme", "d1", "won", amount="100.00 EUR", created="2026-02-01", closed_on="2026-06-15", history=HISTORY,
        expected_close="2026-06-30", close_date_moves=MOVES,
    )  # fmt: skip
    numbers = read([write.client("acme"), file])
    return next(iter(numbers.ground.deals.values()))


@pytest.mark.parametrize(
    ("day", "stage", "outcome", "expected"),
    [
        ("2026-02-01", "prospecting", "open", "2026-03-31"),
        ("2026-02-28", "prospecting", "open", "2026-03-31"),
        ("2026-03-15", "proposal", "open", "2026-04-30"),
        ("2026-04-01", "lost", "lost", "2026-04-30"),
        ("2026-05-01", "negotiation", "open", "2026-04-30"),
        ("2026-06-14", "negotiation", "open", "2026-06-30"),
        ("2026-06-15", "won", "won", "2026-06-30"),
        ("2030-01-01", "won", "won", "2026-06-30"),
    ],
)
def test_a_deal_stands_as_its_history_says_at_the_end_of_each_day(deal, day, stage, outcome, expected):
    standing = deal.standing(date.fromisoformat(day))
    assert (standing.stage, standing.outcome, str(standing.expected_close)) == (stage, outcome, expected)


def test_before_it_was_created_a_deal_does_not_exist(deal):
    assert deal.standing(date(2026, 1, 31)) is None


def test_the_day_a_deal_gives_itself_counts_before_that_of_its_last_move(read, write, ask):
    file = write.deal(
        "acme", "d1", "won", amount="7.00 EUR", created="2026-05-01", closed_on="2026-06-30",
        history=[("2026-05-01", "proposal"), ("2026-07-02", "won")],
    )  # fmt: skip
    numbers = read([write.client("acme"), file])
    assert ask(numbers, "K1", "2026-06").value == 7
    assert ask(numbers, "K1", "2026-07").value == 0
    assert ask(numbers, "K17", "2026-06", as_of="2026-06-29").value == 7


def test_a_closed_deal_without_history_was_open_until_it_closed(read, write, ask):
    path, text = write.deal("acme", "d1", "lost", amount="7.00 EUR", created="2026-05-01", closed_on="2026-06-30")
    lines = [each for each in text.splitlines() if "stage_history" not in each and "{at:" not in each]
    numbers = read([write.client("acme"), (path, "\n".join(lines) + "\n")])
    value = ask(numbers, "K17", "2026", as_of="2026-06-01")
    assert (value.value, value.figure.n) == (7, 1)
    assert value.figure.lines[0].label["en"] == "Stage not noted"


def test_moves_written_out_of_order_are_put_in_order(read, write, ask):
    history = [("2026-06-01", "negotiation"), ("2026-05-01", "proposal")]
    numbers = read([write.client("acme"), write.deal("acme", "d1", "negotiation", amount="7.00 EUR", history=history)])
    (line,) = ask(numbers, "K17", "2026", as_of="2026-05-15").figure.lines
    assert line.name == "proposal"


def test_the_evening_of_the_last_day_is_in_the_period_of_the_books_own_zone(read, write, ask):
    path, text = write.deal("acme", "d1", "won", amount="7.00 EUR", created="2026-06-01", closed_on=None)
    text = text.replace("2026-06-01T12:00:00+02:00", "2026-07-31T23:30:00-05:00")
    numbers = read([write.client("acme"), (path, text)])
    assert ask(numbers, "K1", "2026-07", as_of="2026-09-01").value == 0
    assert ask(numbers, "K1", "2026-08", as_of="2026-09-01").value == 7


BOUNDS = (datetime(1995, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001 - hypothesis takes bounds without a zone


@given(moment=st.datetimes(*BOUNDS), offset=st.integers(-12, 14), zone=ZONES)
def test_the_day_of_a_moment_is_that_of_the_books_zone(moment, offset, zone):
    reader = DealReader(MACHINE, ZoneInfo(zone))
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=offset)))
    assert reader.day(aware.isoformat()) == aware.astimezone(ZoneInfo(zone)).date()
