"""The outlook of a period, its range, and what changed since somebody committed to a number."""

from decimal import Decimal
from random import Random

import pytest
from cartera.records.kpis.engine import Numbers, Question
from cartera.records.kpis.outlook import outlook
from cartera.records.kpis.simulation import Chance, simulate
from cartera.records.kpis.spans import Span
from cartera.records.kpis.submitting import NobodySubmits, PeriodWithoutName, plan_forecast

SUMMER = ("2026-07-01", "2026-10-01", "2026-Q3")


def span(start, end, text):
    from datetime import date

    return Span(date.fromisoformat(start), date.fromisoformat(end), text)


@pytest.fixture
def book(make_book, write):
    target = write.record(
        "targets/t.md", title="T", metric="K1", scope="user", who="ana", period="2026-Q3", value="180000.00 EUR"
    )
    facts = {"created": "2026-05-01", "owner": "ana"}
    return make_book(
        dict(
            [
                write.user("ana", email="ana@example.com"),
                write.client("acme"),
                target,
                write.deal("acme", "sold", "won", amount="66000.00 EUR", closed_on="2026-07-10", **facts),
                write.deal(
                    "acme", "sure", "commit", amount="36000.00 EUR", expected_close="2026-09-30", forecast="commit", **facts
                ),
                write.deal(
                    "acme", "maybe", "proposal", amount="40000.00 EUR", expected_close="2026-08-28", forecast="pipeline",
                    **facts,
                ),
                write.deal("acme", "late", "proposal", amount="10.00 EUR", expected_close="2026-07-03", **facts),
                write.deal("acme", "next", "proposal", amount="9.00 EUR", expected_close="2026-11-03", **facts),
            ]
        )
    )  # fmt: skip


def look(book, period=SUMMER, who=""):
    question = Question(span(*period), book.now().date())
    seen = Numbers(book.snapshot()).slice(question)
    return seen, outlook(seen, Random(1), who)


def test_an_outlook_leads_from_what_is_closed_to_the_target(book):
    _, found = look(book)
    assert [found.closed, found.commit, found.best_case, found.pipeline] == [66000, 102000, 102000, 142010]
    assert found.weighted == 66000 + 32400 + 20000 + 5
    assert (found.target, found.gap) == (180000, 114000)
    assert [each.record.name for each in found.deals] == ["sold", "sure", "maybe", "late"]
    assert [each.record.name for each in found.deals if each.is_overdue] == ["late"]


def test_a_submitted_forecast_holds_the_deals_behind_it(book):
    seen, found = look(book)
    saved = book.apply(plan_forecast(book, seen, found, "ana", Decimal(140000), "sin Rutalog"))
    record = book.snapshot().records[saved.ids[0]]
    assert record.text("call") == "140000.00 EUR"
    assert record.text("weighted") == "118405.00 EUR"
    assert [each["category"] for each in record.tree["lines"]] == ["closed", "commit", "pipeline", "pipeline"]
    assert not [each for each in book.snapshot().problems if each.path == record.path]


def test_a_forecast_without_deals_or_target_is_sound_and_claims_no_target_of_zero(make_book, write):
    book = make_book(dict([write.user("ana", email="ana@example.com"), write.client("acme")]))
    seen, found = look(book)
    saved = book.apply(plan_forecast(book, seen, found, "ana", Decimal(70000)))
    record = book.snapshot().records[saved.ids[0]]
    assert not {"target", "lines"} & set(record.tree)
    assert not [each for each in book.snapshot().problems if each.path == record.path]


def test_what_changed_since_the_last_forecast_is_named_deal_by_deal(book, write):
    from cartera.records.files.edits import Put

    seen, found = look(book)
    book.apply(plan_forecast(book, seen, found, "ana", Decimal(140000)))
    assert look(book)[1].changes == ()
    deals = {each.name: each for each in book.snapshot().of_type("opportunity")}
    for name, field, text in (
        ("maybe", "amount", "50000.00 EUR"),
        ("sure", "expected_close", "2026-12-01"),
        ("late", "forecast", "best_case"),
        ("next", "expected_close", "2026-09-03"),
    ):
        book.apply(book.edit(deals[name], [Put((field,), text)]))
    changes = {each.record.name: (each.kind.value, each.amount) for each in look(book)[1].changes}
    assert changes == {
        "maybe": ("amount", 10000),
        "sure": ("gone", -36000),
        "late": ("category", 0),
        "next": ("added", 9),
    }


def test_a_forecast_needs_a_period_with_a_name_and_somebody_who_commits(book):
    seen, found = look(book, ("2026-07-01", "2026-08-15", "2026-07-01..2026-08-15"))
    with pytest.raises(PeriodWithoutName):
        plan_forecast(book, seen, found, "ana", Decimal(1))
    seen, found = look(book)
    with pytest.raises(NobodySubmits):
        plan_forecast(book, seen, found, "", Decimal(1))


def test_the_range_lies_around_the_weighted_sum_and_is_the_same_each_time():
    chances = [Chance(Decimal(100), Decimal("0.5"))] * 40
    one, other = (simulate(Decimal(1000), chances, Random(7)) for _ in range(2))
    assert one == other
    assert one.low <= one.middle <= one.high
    assert 2800 <= one.middle <= 3200
    assert simulate(Decimal(5), [], Random(1)).high == 5
