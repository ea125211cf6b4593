"""The worked examples of the KPI catalogue about budgets, deliverables, offers, prices and margins."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest


@pytest.fixture(scope="session")
def cases(shared):
    path = shared / "domain/kpi_cases.json"
    if not path.is_file():
        pytest.skip("kpi_cases.json is not in the shared domain folder")
    found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["cases"]
    return {each["kpi"]: (each["input"], each["expected"]) for each in found}


def same(value, wanted):
    wanted = Decimal(str(wanted))
    return value is not None and round(value, max(-wanted.as_tuple().exponent, 0)) == wanted


def euros(amount):
    return f'"{Decimal(amount):.2f} EUR"'


def budget_file(write, name, lines, period="2026-Q4"):
    return write.record(f"clients/acme/budgets/{name}.md", title="B", scope="project", period=period, lines=lines)


def test_k37_a_budget_at_the_end_of_november(numbers_of, cases, ask, write):
    given, wanted = cases["K37"]
    line = (
        f"[{{key: b1, planned: {euros(given['planned'])}, actual: {euros(given['actual'])},"
        f" committed: {euros(given['committed'])}}}]"
    )
    numbers = numbers_of([write.client("acme"), budget_file(write, "b", line)])
    value = ask(numbers, "K37", "2026-Q4", "2026-11-30")
    beside = value.figure.beside
    assert same(value.value, wanted["use_pct"])
    assert same(beside["burn"], wanted["burn_index"])
    assert same(beside["available"], wanted["available"])
    assert same(beside["forecast"], wanted["linear_forecast"])
    assert same(beside["overrun"], wanted["overrun"])


def test_k37_what_a_line_does_not_say_comes_from_the_ledger(read, ask, write):
    bill = write.record(
        "clients/acme/transactions/2026/one.md", title="F", kind="expense", date="2026-10-05", net="70.00 EUR",
        budget_line="{budget: b, key: b1}",
    )  # fmt: skip
    numbers = read([write.client("acme"), budget_file(write, "b", f"[{{key: b1, planned: {euros(100)}}}]"), bill])
    assert ask(numbers, "K37", "2026-Q4", "2026-11-30").value == 70
    early = ask(numbers, "K37", "2026-Q4", "2026-10-04")
    assert (early.value, early.figure.beside["forecast"]) == (0, None)


def test_k38_deliverables(numbers_of, cases, ask, write):
    given, wanted = cases["K38"]
    ends = ["2026-07-01"] * given["on_time"] + ["2026-07-20"] * given["late_done"] + [None] * given["open_overdue"]
    entries = "".join(
        f"  - {{key: d{place}, what: W{place}, due: 2026-07-30, baseline_due: 2026-07-10{f', done_on: {end}' if end else ''}}}\n"
        for place, end in enumerate(ends)
    )
    project = write.record(
        "clients/acme/projects/p.md", title="P", kind="delivery", status="active", start="2026-06-01", end="2026-09-01",
        deliverables=f"\n{entries}".rstrip("\n"),
    )  # fmt: skip
    value = ask(numbers_of([write.client("acme"), project]), "K38", "2026-07")
    assert same(value.value, wanted["on_time_pct"])
    assert value.figure.n == given["due"]
    assert (value.figure.beside["late"], value.figure.beside["open"]) == (given["late_done"], given["open_overdue"])


def proposal(write, place, status, **more):
    return write.record(
        f"clients/acme/proposals/p-{place}.md", title="P", opportunity=f"o-{place}", version="1", status=status,
        created="2026-05-01", **more,
    )  # fmt: skip


def test_k39_proposals(numbers_of, cases, ask, write):
    given, wanted = cases["K39"]
    sent = date(2026, 7, 1)
    files = [write.client("acme")]
    for place, days in enumerate(given["sent_to_decision_days"]):
        decided = f"{sent + timedelta(days=days)}T10:00:00+02:00"
        files.append(proposal(write, place, "accepted", sent_at=f"{sent}T10:00:00+02:00", decided_at=decided))
    waiting = range(given["accepted"], given["decided"])
    files += [proposal(write, place, "sent", valid_until="2026-07-15") for place in waiting]
    files.append(proposal(write, 90, "withdrawn", decided_at="2026-07-15T10:00:00+02:00"))
    files.append(proposal(write, 91, "sent", valid_until="2026-12-15"))
    value = ask(numbers_of(files), "K39", "2026-07")
    assert same(value.value, wanted["acceptance_pct"])
    assert same(value.figure.beside["days_to_decision"], wanted["median_days"])


def product(write, name, price, cost=None):
    more = {"cost": f"{cost}.00 EUR"} if cost is not None else {}
    return write.record(
        f"products/{name}.md",
        title=name.title(),
        family="f",
        kind="product",
        unit="u",
        list_price=f"{price}.00 EUR",
        **more,
    )


def sale(write, name, amount, lines, **more):
    return write.deal("acme", name, "won", amount=f"{amount}.00 EUR", closed_on="2026-07-10", lines=lines, **more)


def test_k40_price_realisation(numbers_of, cases, ask, write):
    given, wanted = cases["K40"]
    lines = f"[{{product: uno, qty: 1, unit_price: {euros(given['value'])}}}]"
    files = [write.client("acme"), product(write, "uno", given["list"]), sale(write, "d1", given["value"], lines)]
    value = ask(numbers_of(files), "K40", "2026-07")
    assert same(value.value, wanted["realisation_pct"])
    assert same(value.figure.beside["discount"], wanted["mean_discount_pct"])


def test_k40_discounts_and_mark_ups_are_told_apart_and_by_product(read, ask, write):
    lines = f"[{{product: uno, qty: 2, unit_price: {euros(90)}}}, {{product: dos, qty: 1, unit_price: {euros(120)}}}]"
    files = [
        write.client("acme"),
        product(write, "uno", 100),
        product(write, "dos", 100),
        sale(write, "d1", 300, lines),
    ]
    numbers = read(files)
    value = ask(numbers, "K40", "2026-07")
    assert (value.value, value.figure.beside["below"], value.figure.beside["above"]) == (100, 20, 20)
    rows = {each.group.id: each.value for each in ask(numbers, "K40", "2026-07", by="product")[1:]}
    assert {name: round(rows[name], 6) for name in ("uno", "dos")} == {"uno": 90, "dos": 120}


def test_k41_margin(numbers_of, cases, ask, write):
    given, wanted = cases["K41"]
    lines = f"[{{product: uno, qty: 10, unit_price: {euros(given['revenue'] / 10)}}}]"
    event = write.record(
        "clients/acme/projects/fair.md", title="Fair", kind="event", status="done", start="2026-07-01", end="2026-07-02",
        cost=f"{given['cost_to_serve']}.00 EUR",
    )  # fmt: skip
    files = [
        write.client("acme"),
        product(write, "uno", 6000, given["cost"] // 10),
        sale(write, "d1", given["revenue"], lines),
        event,
    ]
    value = ask(numbers_of(files), "K41", "2026-07")
    assert same(value.value, wanted["gross_margin_pct"])
    assert same(value.figure.beside["contribution"], wanted["contribution_pct"])


def test_k41_without_a_cost_there_is_no_margin(read, ask, write):
    lines = f"[{{product: uno, qty: 1, unit_price: {euros(10)}}}]"
    numbers = read([write.client("acme"), product(write, "uno", 10), sale(write, "d1", 10, lines)])
    value = ask(numbers, "K41", "2026-07")
    assert (value.value, str(value.figure.reason)) == (None, "The cost of what was sold is not known.")


def test_k42_concentration(numbers_of, cases, ask, write):
    given, wanted = cases["K42"]
    rest = given["total"] - sum(given["values"])
    small = [rest // 60] * 59
    amounts = [*given["values"], *small, rest - sum(small)]
    files = []
    for place, amount in enumerate(amounts):
        files.append(write.client(f"c{place:02}"))
        files.append(write.deal(f"c{place:02}", f"d{place}", "won", amount=f"{amount}.00 EUR", closed_on="2026-07-10"))
    value = ask(numbers_of(files), "K42", "2026-07")
    assert same(value.value, wanted["top1_pct"])
    assert same(value.figure.beside["top5"], wanted["top5_pct"])
