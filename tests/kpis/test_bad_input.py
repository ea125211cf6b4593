"""What the records cannot answer gets a reason in words, never a wrong number."""

import pytest


def reason(value):
    assert value.value is None
    return str(value.figure.reason)


def test_no_target_is_no_answer(read, write, ask):
    numbers = read([write.client("acme"), write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02")])
    assert reason(ask(numbers, "K2", "2026-Q3")) == "There is no target for Q3 2026 and these records."
    assert "no target" in reason(ask(numbers, "K21", "2026-Q3"))


def test_a_target_of_zero_is_no_answer(read, write, ask):
    target = write.record(
        "targets/t.md", title="T", metric="K1", scope="company", who="all", period="2026-Q3", value="0.00 EUR"
    )
    assert reason(ask(read([target]), "K2", "2026-Q3")) == "The target for Q3 2026 is 0."


def test_no_closed_deal_is_neither_none_nor_all(read, write, ask):
    numbers = read([write.client("acme"), write.deal("acme", "d1", "proposal", amount="7.00 EUR")])
    for code in ("K14", "K15"):
        assert reason(ask(numbers, code, "2026-07")) == "No deal was closed in the period."
    assert reason(ask(numbers, "K16", "2026-07")) == "No deal was won in the period."
    assert ask(numbers, "K1", "2026-07").value == 0


def test_a_currency_without_a_rate_is_said_and_not_taken_for_one(read, write, ask):
    files = [write.client("acme"), ("fx.csv", "currency,from,rate\nUSD,2026-07-10,0.86\n")]
    files += [
        write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02"),
        write.deal("acme", "d2", "won", amount="10.00 USD", closed_on="2026-07-03"),
    ]
    numbers = read(files)
    assert reason(ask(numbers, "K1", "2026-07")) == "There is no exchange rate of USD for 3 Jul 2026 in fx.csv."
    assert ask(numbers, "K14", "2026-07").value == 100


def test_a_period_that_has_not_begun_has_no_sales_but_a_forecast(read, write, ask):
    deal = write.deal("acme", "d1", "proposal", amount="7.00 EUR", expected_close="2026-11-01")
    numbers = read([write.client("acme"), deal])
    assert reason(ask(numbers, "K1", "2026-Q4")) == "The period begins on 1 Oct 2026, after 31 Jul 2026."
    assert ask(numbers, "K18", "2026-Q4").value == 3.5


def test_a_deal_closed_before_it_began_is_listed_and_left_out(read, write, ask):
    deal = write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02", first_contact_at="2026-07-20")
    value = ask(read([write.client("acme"), deal]), "K6", "2026-07")
    assert value.value is None
    assert [str(each.reason) for each in value.figure.exclusions] == ["closed before its first contact"]


def test_a_won_deal_without_an_amount_counts_nothing_and_is_named(read, write, ask):
    value = ask(read([write.client("acme"), write.deal("acme", "d1", "won", closed_on="2026-07-02")]), "K1", "2026-07")
    assert (value.value, value.figure.n) == (0, 1)
    assert [each.id for each in value.figure.exclusions] == ["clients/acme/opportunities/d1"]


def test_lost_deals_without_amounts_give_no_rate_by_value(read, write, ask):
    files = [write.client("acme"), write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02")]
    files += [write.deal("acme", "d2", "lost", closed_on="2026-07-02", reason="price")]
    assert reason(ask(read(files), "K15", "2026-07")) == "None of the deals lost in the period has an amount."


@pytest.mark.parametrize("kind", ["partner", "supplier", "internal"])
def test_what_is_sold_to_ourselves_is_no_sale(read, write, ask, kind):
    files = [
        write.client("acme", kind=kind),
        write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02"),
    ]
    assert ask(read(files), "K1", "2026-07").value == 0


def test_a_test_record_counts_nowhere(read, write, ask):
    deal = write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02", tags="[test]")
    assert ask(read([write.client("acme"), deal]), "K1", "2026-07").value == 0


def test_a_book_without_records_has_no_numbers_and_breaks_on_none(read, ask):
    from cartera.records.kpis.catalogue import all_kpis

    for code in all_kpis():
        for by in ("", "owner", "product", "month"):
            ask(read([]), code, "2026-Q3", by=by, compares=True)


def test_a_scope_that_says_nothing_of_the_records_is_told(read, write, ask):
    value = ask(read([write.client("acme")]), "K4", "2026", scope="stage:won")
    assert reason(value) == "“stage:won” says nothing of Clients."


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_break_no_number(read, write, ask, day):
    from cartera.records.kpis.catalogue import all_kpis

    files = [
        write.client("acme", more=f"lifecycle_history: [{{at: {day}T00:00:00+00:00, to: customer, by: ana}}]\n"),
        write.deal("acme", "d1", "won", amount="7.00 EUR", closed_on=day, created=day, expected_close=day),
        write.deal("acme", "d2", "proposal", amount="7.00 EUR", created=day, expected_close=day),
        write.record(
            "clients/acme/contracts/v.md",
            status="active",
            start=day,
            end=day,
            recurring='{amount: "1.00 EUR", per: month}',
        ),
        write.record("clients/acme/transactions/1/t.md", kind="invoice", date=day, net="1.00 EUR", due_on=day),
        write.record(
            "clients/acme/cases/c.md", kind="complaint", status="received", received_at=f"{day}T10:00:00+00:00"
        ),
        write.record("clients/acme/interactions/1/i.md", kind="email", direction="in", at=f"{day}T10:00:00+00:00"),
        write.record("clients/acme/feedback/1/f.md", kind="nps", score=9, answered_at=f"{day}T10:00:00+00:00"),
        write.record("projects/p.md", kind="training", start=day, end=day, participants="[ana]"),
    ]
    numbers = read(files)
    for code in all_kpis():
        ask(numbers, code, "2026", compares=True)


def test_a_history_out_of_order_is_read_in_the_order_of_time(read, write, ask):
    moves = [("2026-06-20", "negotiation"), ("2026-06-01", "proposal"), ("2026-07-02", "won")]
    deal = write.deal(
        "acme", "d1", "won", amount="7.00 EUR", closed_on="2026-07-02", created="2026-05-01", history=moves
    )
    numbers = read([write.client("acme"), deal])
    assert ask(numbers, "K1", "2026-07").value == 7
    assert ask(numbers, "K17", "2026-07", as_of="2026-06-10").value == 7
    for code in ("K6", "K22", "K24", "K25", "K26"):
        value = ask(numbers, code, "2026-Q3")
        assert (value.value is None) == (value.figure.reason is not None), code
