"""Pictures of numbers are exact: as wide as asked, full where the value is."""

from __future__ import annotations

from decimal import Decimal

from cartera.tui.looks.signs import in_ascii
from cartera.tui.presentation.charts import EIGHTHS, LEVELS, SHADES, bar, shade, sparkline, waterfall
from hypothesis import given
from hypothesis import strategies as st

amounts = st.decimals(-1_000_000, 1_000_000, places=2)


def test_a_bar_is_filled_by_its_share() -> None:
    assert bar(Decimal(5), Decimal(10), 4) == "██  "
    assert bar(Decimal(10), Decimal(10), 4) == "████"
    assert bar(Decimal(20), Decimal(10), 4) == "████"
    assert bar(Decimal(0), Decimal(10), 4) == "    "
    assert bar(None, Decimal(10), 4) == "    "


def test_a_little_is_seen_as_something() -> None:
    assert bar(Decimal("0.001"), Decimal(10), 4).strip()


def test_a_line_of_values_goes_from_the_bottom_to_the_top() -> None:
    assert sparkline([Decimal(0), Decimal(50), Decimal(100)]) == "▁▅█"
    assert sparkline([None, Decimal(3), Decimal(3)]) == "·▄▄"
    assert sparkline([None, None]) == "··"


def test_a_waterfall_begins_each_step_where_the_one_before_ended() -> None:
    assert waterfall([Decimal(50), Decimal(25), Decimal(25)], 8) == ["████    ", "    ██  ", "      ██"]
    assert waterfall([Decimal(100), Decimal(-50)], 4) == ["████", "  ▒▒"]


def test_a_target_beyond_the_sum_widens_the_scale() -> None:
    assert waterfall([Decimal(50)], 8, Decimal(100)) == ["████    "]


def test_heat_goes_from_nothing_to_full() -> None:
    assert [shade(each, 8) for each in (0, 1, 8)] == [" ", "░", "█"]


@given(st.lists(amounts, max_size=12), st.integers(1, 60), amounts)
def test_every_picture_is_as_wide_as_asked(values, width, most) -> None:
    assert all(len(line) == width for line in waterfall(values, width, most))
    assert all(len(bar(each, most, width)) == width for each in values)
    assert len(sparkline(values)) == len(values)


def test_a_terminal_without_blocks_still_tells_levels_and_shades_apart() -> None:
    assert len(set(in_ascii(LEVELS))) == len(LEVELS)
    assert len(set(in_ascii(SHADES))) == len(SHADES)
    assert in_ascii(EIGHTHS + LEVELS + SHADES).isascii()
