"""What is worked out of a record: prices by quantity, phases against what the client may spend each year."""

from datetime import date

import pytest
from cartera.records.views.worked_out import worked_out
from cartera.schema.language import ENGLISH

DAY = date(2026, 7, 31)
PRODUCT = """
    ---
    title: P
    family: f
    kind: product
    unit: u
    list_price: 100.00 EUR
    price_tiers:
      - {from: 1, discount_pct: 0}
      - {from: 50, discount_pct: 10}
      - {from: 200, discount_pct: 20}
    ---
    """
CLIENT = "---\ntitle: Acme\nkind: company\n---\n"
PROPOSAL = """
    ---
    title: Offer
    phases:
      - {phase: 1, start: 2026-10-01, amount: 18000.00 EUR}
      - {phase: 2, start: 2027-01-10, amount: 16000.00 EUR}
      - {phase: 3, start: 2027-07-01, amount: 14000.00 EUR}
    ---
    """
BUDGET = "---\ntitle: B\nscope: client\nperiod: 2027\nlimit: 25000.00 EUR\n---\n"


@pytest.fixture
def told(make_book):
    """Return a function that gives the lines of a record."""

    def tell(files, record_id):
        snapshot = make_book({"cartera.yaml": "name: P\n", **files}).snapshot()
        _, lines = worked_out(snapshot, snapshot.records[record_id], DAY, ENGLISH)
        return [(each.label, each.says.text(ENGLISH), each.is_warning) for each in lines]

    return tell


def test_the_price_of_each_step_is_said_both_ways_and_where_more_cost_less(told):
    assert told({"products/p.md": PRODUCT}, "products/p") == [
        ("1", "€100.00 by volume, €100.00 graduated", False),
        ("50", "€4,500.00 by volume, €4,990.00 graduated", False),
        ("200", "€16,000.00 by volume, €18,480.00 graduated", False),
        ("49", "by volume 50 cost less than 49", True),
        ("199", "by volume 200 cost less than 199", True),
    ]


def test_phases_are_held_against_the_budget_of_each_year(told):
    files = {
        "clients/acme/client.md": CLIENT,
        "clients/acme/proposals/offer.md": PROPOSAL,
        "clients/acme/budgets/b.md": BUDGET,
    }
    assert told(files, "clients/acme/proposals/offer") == [
        ("2026", "€18,000.00; no budget of the client is known", False),
        ("2027", "€30,000.00, more than the client's €25,000.00", True),
    ]


def test_of_most_records_there_is_nothing_to_work_out(told):
    assert told({"clients/acme/client.md": CLIENT}, "clients/acme/client") == []
