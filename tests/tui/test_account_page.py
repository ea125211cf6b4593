"""The numbers of a client as lines: every point of its health said, pictures of exact width, nothing made up."""

from datetime import date

import pytest
from cartera.records.kpis.account import account_of
from cartera.records.kpis.engine import Numbers, Question
from cartera.records.kpis.spans import quarter_of
from cartera.schema.language import Language
from cartera.tui.presentation.account_page import account_items
from cartera.tui.presentation.lines import wrap_items
from cartera.tui.presentation.values import Reader
from rich.cells import cell_len

DAY = date(2026, 7, 31)
CLIENT = """\
---
title: Acme
kind: company
industry: logistics
lifecycle: customer
potential: 80000.00 EUR
owner: ana
---
"""
FILES = {
    "clients/acme/client.md": CLIENT,
    "clients/acme/opportunities/won.md": (
        "---\ntitle: Won\nkind: new\npipeline: b2b\nstage: won\namount: 1200.00 EUR\nclosed_on: 2026-05-04\n"
        "owner: ana\ncreated: 2026-01-02\n---\n"
    ),
    "clients/acme/feedback/2026/one.md": (
        "---\ntitle: NPS\nkind: nps\nscore: 4\nscale: 0-10\nanswered_at: 2026-06-01T10:00:00+02:00\n---\n"
    ),
    "clients/acme/kpis/uptime.md": (
        "---\ntitle: Uptime\ndefinition: d\nunit: '%'\ndirection: at_least\ntarget: 99\nfrequency: monthly\nsource: manual\n"
        "created: 2026-01-01\nreadings:\n  - {period: 2026-05, value: 99.5}\n  - {period: 2026-06, value: 98}\n---\n"
    ),
    "clients/acme/budgets/plan.md": (
        "---\ntitle: Plan\nscope: client\nperiod: 2026\nlines:\n"
        "  - {key: a, planned: 1000.00 EUR, actual: 900.00 EUR, committed: 200.00 EUR}\n---\n"
    ),
    "clients/acme/interactions/2026/call.md": (
        "---\ntitle: Call\nkind: call\nat: 2026-07-29T10:00:00+02:00\ndirection: out\n---\n"
    ),
}


@pytest.fixture
def page(make_book):
    """Return a function that gives the lines of a client's numbers."""

    def of(files=FILES, width=118, code="en"):
        snapshot = make_book(dict(files)).snapshot()
        seen = Numbers(snapshot).slice(Question(quarter_of(DAY, 1), DAY))
        (client,) = snapshot.of_type("client")
        items = account_items(
            account_of(seen, client), snapshot.schema.types["client"], Reader(Language(code), DAY, snapshot.config.zone)
        )
        return ["".join(span.text for span in line.spans) for line in wrap_items(items, width)]

    return of


def line_with(lines, text):
    (found,) = [each for each in lines if text in each]
    return " ".join(found.split())


def test_every_point_of_the_health_is_said(page):
    lines = page()
    assert "A detractor has not been called back." in "\n".join(lines)
    assert "33 weight 25 Latest answers: NPS 4." in line_with(lines, "NPS 4")
    assert "– weight 15 There was no revenue in the year before." in line_with(lines, "year before")


def test_revenue_satisfaction_figures_and_budget_stand_on_it(page):
    lines = page()
    assert line_with(lines, "Q2 2026") == "Q2 2026 ████████████████████████ €1,200.00"
    assert line_with(lines, "Q3 2026") == "Q3 2026 €0.00 to date"
    assert line_with(lines, "4/10").startswith("NPS")
    assert line_with(lines, "Uptime") == "Uptime █▁ 98 % missed 2026-06"
    assert "90.0% €900.00 of €1,000.00 over budget" in line_with(lines, "over budget")


def test_activity_is_a_column_a_week_and_a_row_a_weekday(page):
    lines = page()
    assert line_with(lines, "Wed").split()[1] == "·" * 25 + "▓"
    assert line_with(lines, "Fri").split()[1] == "·" * 26
    assert lines[-1].endswith("31 Jul 2026: 1 interaction")


def test_a_client_of_whom_nothing_is_known_has_no_made_up_numbers(page):
    lines = page({"clients/acme/client.md": "---\ntitle: Acme\n---\n"})
    text = "\n".join(lines)
    assert "Too little known" in text
    assert "Revenue by quarter" not in text
    assert "Satisfaction" in text, "a measure without data is named"


def test_the_formula_of_the_tier_is_told(page):
    formula = "potential: {weight: 3, full: 100000.00 EUR}\ncomplexity: {weight: 1}\ntiers: {A: 75, D: 0}\n"
    lines = page({**FILES, "tiers.yaml": formula})
    assert line_with(lines, "/ 100") == "Tier A 80 / 100"
    assert "80 weight 3 €80,000.00" in line_with(lines, "€80,000")
    assert "– weight 1 not known" in line_with(lines, "not known")


def test_a_missing_rate_is_told_and_hides_nothing_else(page):
    deal = FILES["clients/acme/opportunities/won.md"].replace("EUR", "USD")
    lines = page({**FILES, "clients/acme/opportunities/won.md": deal})
    text = "\n".join(lines)
    assert "There is no exchange rate of USD" in text
    assert "Uptime" in text


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("width", [30, 78, 118])
def test_no_line_is_wider_than_the_page(page, width, code):
    assert all(cell_len(each.rstrip()) <= width for each in page(width=width, code=code))
