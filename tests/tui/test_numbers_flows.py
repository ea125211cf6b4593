"""Numbers by keys: the headlines, why a number is what it is, the forecast up to submitting it."""

from __future__ import annotations

import pytest
from cartera.tui.screens.forecast import ForecastScreen
from cartera.tui.screens.number import NumberScreen
from cartera.tui.screens.numbers import NumbersScreen
from cartera.tui.screens.record import RecordScreen
from cartera.tui.widgets.line_view import LineView
from cartera.tui.widgets.record_table import RecordTable

WON = """
    ---
    title: {title}
    kind: new
    stage: won
    stage_history:
      - {{at: 2026-07-01T10:00:00+02:00, to: prospecting, by: ana}}
      - {{at: 2026-07-09T10:00:00+02:00, to: won, by: ana}}
    amount: {amount} EUR
    closed_on: 2026-07-09
    close_reason: price
    owner: ana
    ---
    """
TARGET = """
    ---
    title: Quota
    metric: K1
    scope: user
    who: ana
    period: 2026-Q3
    value: 100000.00 EUR
    owner: ana
    ---
    """


@pytest.fixture
def sold_files(seller_files):
    """The small book with two sales of the quarter and a target."""
    return {
        **seller_files,
        "clients/acme/opportunities/first-a1b2.md": WON.format(title="First sale", amount="30000.00"),
        "clients/bold/opportunities/second-c3d4.md": WON.format(title="Second sale", amount="12000.00"),
        "targets/quota-e5f6.md": TARGET,
    }


@pytest.fixture
def open_numbers(run_app, sold_files, wait_until):
    async def open_it(app, pilot):
        await pilot.press("g", "k")
        await wait_until(pilot, lambda: isinstance(app.screen, NumbersScreen) and app.screen.told)
        await wait_until(pilot, lambda: app.screen.told.things["numbers/K1"].trend)
        return app.screen

    return open_it


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_headlines_say_value_trend_and_target(run_app, sold_files, open_numbers, see, size, language):
    async with run_app(sold_files, size=size, language=language) as (app, pilot):
        await open_numbers(app, pilot)
        seen = "\n".join(see(app))
        assert ("€42,000.00" if language == "en" else "42.000,00 €") in seen
        assert "█" in seen
        assert ("42.0%" if language == "en" else "42,0 %") in seen
        assert app.screen.person.title in see(app)[0]
        assert "owner:me" not in seen


async def test_why_this_number_opens_the_records_behind_it(run_app, sold_files, open_numbers, wait_until, see_when):
    async with run_app(sold_files) as (app, pilot):
        await open_numbers(app, pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NumberScreen))
        seen = await see_when(app, pilot, "Value")
        assert "Q3 2026" in seen
        page = app.screen.query_one(LineView)
        targets = [each.target for each in page.items if each.target]
        assert targets[:2] == [
            "clients/acme/opportunities/first-a1b2",
            "clients/bold/opportunities/second-c3d4",
        ]
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_a_number_is_broken_down_by_what_one_chooses(run_app, sold_files, open_numbers, wait_until, see_when):
    async with run_app(sold_files) as (app, pilot):
        await open_numbers(app, pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NumberScreen))
        await see_when(app, pilot, "Value")
        await pilot.press("B")
        await wait_until(
            pilot, lambda: any("Broken down" in each.text for each in app.screen.query_one(LineView).items)
        )


async def test_the_period_before_has_its_own_numbers_and_reasons(run_app, sold_files, open_numbers, wait_until):
    async with run_app(sold_files) as (app, pilot):
        screen = await open_numbers(app, pilot)
        await pilot.press("left")
        await wait_until(pilot, lambda: screen.told.things["numbers/K1"].value.span.text == "2026-Q2")
        assert screen.told.things["numbers/K14"].value.figure.reason is not None
        await pilot.press("right", "M")
        await wait_until(pilot, lambda: screen.told.things["numbers/K1"].value.span.text == "2026-07")


async def test_a_save_elsewhere_changes_the_number_and_the_cursor_stays(run_app, sold_files, open_numbers, wait_until):
    async with run_app(sold_files) as (app, pilot):
        screen = await open_numbers(app, pilot)
        await pilot.press("j", "j")
        kept = screen.query_one(RecordTable).row_key
        deal = app.bridge.root / "clients/acme/opportunities/first-a1b2.md"
        deal.write_text(deal.read_text().replace("30000.00", "40000.00"))
        app.bridge.look_again()
        await wait_until(pilot, lambda: screen.told.things["numbers/K1"].value.value == 52000)
        assert screen.query_one(RecordTable).row_key == kept


async def test_a_forecast_is_bridged_to_the_target_and_submitted(run_app, sold_files, wait_until, see_when):
    async with run_app(sold_files) as (app, pilot):
        await pilot.press("g", "f")
        await wait_until(pilot, lambda: isinstance(app.screen, ForecastScreen))
        seen = await see_when(app, pilot, "From closed to target")
        assert "€100,000.00" in seen
        await pilot.press("w")
        await see_when(app, pilot, "The number you commit to")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.snapshot.of_type("forecast"))
        (kept,) = app.snapshot.of_type("forecast")
        assert kept.text("call") == "42000.00 EUR"
        await see_when(app, pilot, "Since “")


async def test_a_book_without_deals_says_why_there_is_no_number(run_app, wait_until, see_when):
    async with run_app({"cartera.yaml": "name: Empty\n"}) as (app, pilot):
        await pilot.press("g", "k")
        await see_when(app, pilot, "–")
        assert app.screen.told.things["numbers/K14"].value.figure.reason is not None
        await pilot.press("g", "f")
        await see_when(app, pilot, "Nobody set a target")
