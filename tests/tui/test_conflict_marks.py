"""A conflict is seen where its value is: beside the field on the page, and before the row in every list."""

from __future__ import annotations

import pytest
from cartera.schema.language import Language
from cartera.tui.presentation.record_page import record_items
from cartera.tui.presentation.values import Reader, mark_of

CALM = "clients/calm/client"
FIELD = "{id: ab12, field: city, base: Vigo, kept: Lugo, other: Ourense, other_by: Marc Prueba}"


@pytest.fixture
def page(make_book, seller_files):
    """Return a function that gives the lines of the page of a client with conflicts, and its mark."""

    def show(entry, language="en"):
        text = seller_files[f"{CALM}.md"].replace(
            "owner: ana", f"owner: ana\n    city: Lugo\n    conflicts:\n      - {entry}"
        )
        book = make_book({**seller_files, f"{CALM}.md": text})
        snapshot = book.snapshot()
        record = snapshot.records[CALM]
        reader = Reader(Language(language), book.now().date(), snapshot.config.zone)
        return [f"{each.label}: {each.text}" for each in record_items(snapshot, record, reader)], mark_of(
            snapshot, record
        )

    return show


def test_what_somebody_else_wrote_stands_beside_the_field(page):
    lines, mark = page(FIELD)
    assert "City: Lugo  ! Marc Prueba: Ourense" in lines
    assert mark == "!"
    assert not any("ab12" in each for each in lines)


def test_who_emptied_a_field_is_named_too(page):
    lines, _ = page("{id: ab12, field: city, base: Vigo, kept: Lugo}")
    assert "City: Lugo  ! ?: –" in lines


def test_a_conflict_of_the_text_or_of_the_whole_record_stands_above_the_fields(page):
    lines, _ = page("{id: ab12, field: body, base: a, kept: b, other: c, other_by: Marc}")
    assert lines[0] == "Text: ! Marc"
    lines, _ = page("{id: ab12, kind: deleted, kept: b, other_by: Marc}", "es")
    assert lines[0].endswith(": ! Marc")


def test_an_escape_in_a_conflict_is_only_shown(page):
    lines, _ = page('{id: ab12, field: city, kept: Lugo, other: "x\\e]52;c;eA\\a", other_by: "\\e[31mEva"}')
    assert not any("\x1b" in each for each in lines)


DEAL = "clients/acme/opportunities/platform-k3x9"
AMOUNT = """\
    conflicts:
      - {id: ab12, field: amount, base: 1.00 EUR, kept: 48000.00 EUR, other: 51000.00 EUR, other_by: Marc Prueba}
    """


@pytest.fixture
def disputed_deal(seller_files):
    """The files with a conflict in the amount of a deal."""
    text = seller_files[f"{DEAL}.md"]
    return {**seller_files, f"{DEAL}.md": text.replace("owner: ana\n    ---", f"owner: ana\n{AMOUNT}---")}


async def test_every_number_of_the_forecast_that_a_conflict_touches_has_a_mark(run_app, disputed_deal, see_when):
    async with run_app(disputed_deal, size=(120, 40)) as (app, pilot):
        await pilot.press("g", "f")
        seen = await see_when(app, pilot, "1 record behind these numbers has a conflict: g b settles it.")
        lines = [" ".join(each.split()) for each in seen.splitlines()]
        marked = {each.split("  ")[0].split(" ")[0] for each in lines if each.endswith("!")}
        assert {"Pipeline", "Weighted", "Likely"} <= marked
        assert "Closed" not in marked
        assert any("Platform" in each and each.endswith("!") for each in lines)
        assert not any("Scanners" in each and each.endswith("!") for each in lines)


async def test_the_page_of_a_client_marks_the_sums_that_a_conflict_touches(
    run_app, disputed_deal, see_when, wait_until
):
    async with run_app(disputed_deal, size=(120, 40)) as (app, pilot):
        app.open_record("clients/acme/client")
        seen = await see_when(app, pilot, "1 record behind these numbers has a conflict")
        lines = [" ".join(each.split()) for each in seen.splitlines()]
        assert "Open pipeline €49,200.50 !" in lines
        assert "Won -" in lines
        assert any(each.startswith(("Platform", ">Platform")) and each.endswith("!") for each in lines)
        app.screen._open_tab("numbers")
        seen = await see_when(app, pilot, "Score")
        assert any("Score" in each and each.rstrip().endswith("!") for each in seen.splitlines())
