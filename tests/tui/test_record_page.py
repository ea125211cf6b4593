"""The page of a record: what a reader needs first, and what the program kept below it."""

from datetime import date

import pytest
from cartera.schema.language import SPANISH
from cartera.tui.presentation.record_page import record_items
from cartera.tui.presentation.values import Reader

PROPOSAL = """
    ---
    title: Platform v1
    opportunity: platform
    version: 1
    status: sent
    status_history:
      - {at: 2026-07-01T09:00:00+02:00, to: draft, by: ana}
      - {at: 2026-07-03T09:00:00+02:00, to: sent, by: ana}
    lines:
      - {key: l1, product: portal, qty: 24, unit_price: 1200.00 EUR}
      - {key: l2, product: portal, qty: 1, unit_price: 500.00 EUR}
    owner: ana
    created: 2026-07-01
    ---
    """


@pytest.fixture
def items(make_book):
    book = make_book({"clients/acme/proposals/platform-v1-a1b2.md": PROPOSAL})
    record = book.find("platform-v1")
    return record_items(book.snapshot(), record, Reader(SPANISH, date(2026, 7, 20)))


def test_a_history_stands_below_what_people_wrote(items):
    labels = [each.label for each in items]
    assert labels.index("Historial de estados") > labels.index("Responsable") > labels.index("Líneas")


def test_the_lines_of_an_offer_are_added_up(items):
    (total,) = [each for each in items if each.label == "Total"]
    assert total.text == "29.300,00 €"


def test_the_key_of_a_line_is_not_told(items):
    assert "l1" not in next(each.text for each in items if each.label == "Líneas")
