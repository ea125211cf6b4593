"""The worked examples of the KPI catalogue about leads, campaigns, people, investments and prices."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cartera.records.kpis.engine import Question
from cartera.records.kpis.investment import cheaper_quantity, graduated_price, steps_of, volume_price
from cartera.records.kpis.phases import plan_phases
from cartera.records.kpis.spans import quarter_of


@pytest.fixture(scope="session")
def cases(shared):
    path = shared / "domain/kpi_cases.json"
    if not path.is_file():
        pytest.skip("kpi_cases.json is not in the shared domain folder")
    found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["cases"]
    return {(each["kpi"], each["name"]): (each["input"], each["expected"]) for each in found}


def same(value, wanted):
    wanted = Decimal(str(wanted))
    return value is not None and round(value, max(-wanted.as_tuple().exponent, 0)) == wanted


def test_k43_a_lead_that_went_quiet(numbers_of, cases, ask, write):
    _, wanted = cases["K43", "lead score"]
    path, text = write.client("acme")
    files = [(path, text.replace("lifecycle: customer", "lifecycle: qualified"))]
    for name, day, tag in (
        ("a", "2026-06-02", "whitepaper"),
        ("b", "2026-06-05", "article"),
        ("c", "2026-06-10", "article"),
        ("d", "2026-06-12", "demo_request"),
    ):
        files.append(
            write.record(
                f"clients/acme/interactions/2026/{name}.md",
                title="T",
                kind="digital",
                direction="in",
                at=f"{day}T10:00:00+02:00",
                content=f"{{tag: {tag}}}",
            )
        )
    numbers = numbers_of(files)
    value = ask(numbers, "K43", "2026-07")
    assert (value.value, value.figure.beside["before_decay"]) == (wanted["score"], wanted["before_decay"])
    assert ask(numbers, "K43", "2026-06", "2026-06-20").figure.beside["hot"] == 1


def test_k45_new_clients_by_recommendation(read, ask, write):
    files = [write.client("acme"), write.client("beta")]
    files[0] = (files[0][0], files[0][1].replace("source: event", "source: referral"))
    files += [write.deal(each, "d", "won", amount="1.00 EUR", closed_on="2026-07-03") for each in ("acme", "beta")]
    assert ask(read(files), "K45", "2026-07").value == 50


def test_k46_the_load_of_a_week(numbers_of, cases, ask, write):
    given, wanted = cases["K46", "workload"]
    blocks = ", ".join(
        ['{from: "08:00", to: "19:00", kind: client}'] * (given["blocks_h"] // 11)
        + ['{from: "07:00", to: "08:00", kind: admin}']
    )
    files = [write.user("ana", capacity=given["capacity_h"]), write.user("eva")]
    files += [
        write.record(
            "people/ana/journal/2026/2026-07-14.md",
            title="D",
            period="day",
            date="2026-07-14",
            who="ana",
            blocks=f"[{blocks}]",
        ),
        write.record(
            "tasks/t.md",
            title="T",
            assignee="ana",
            status="open",
            due="2026-07-15",
            importance="2",
            estimate=given["tasks_h"] * 60 + 30,
            spent=30,
        ),
        write.record("tasks/d.md", title="T", assignee="ana", status="done", due="2026-07-15", estimate=600),
    ]
    value = ask(numbers_of(files), "K46", "2026-W29")
    assert same(value.figure.beside["usable"], wanted["usable_h"])
    assert same(value.value, wanted["load_pct"])


def test_k47_goals_and_focus_of_one_person(numbers_of, cases, ask, write):
    given, wanted = cases["K47", "goals"]
    kept, begun = given["focus_done"], given["focus_planned"]
    focus = ", ".join(f"{{minutes: 25, interrupted: {str(place >= kept).lower()}}}" for place in range(begun))
    files = [write.user("ana"), write.client("acme")]
    files.append(
        write.record(
            "people/ana/journal/2026/2026-07-14.md",
            title="D",
            period="day",
            date="2026-07-14",
            who="ana",
            focus=f"[{focus}]",
        )
    )
    files.append(
        write.record(
            "targets/t.md",
            title="T",
            metric="call",
            scope="personal",
            who="ana",
            period="2026-07-14",
            value=given["daily_calls_target"],
        )
    )
    files += [
        write.record(
            f"clients/acme/interactions/2026/c{place}.md",
            title="T",
            kind="call",
            direction="out",
            at="2026-07-14T10:00:00+02:00",
            users="[ana]",
        )
        for place in range(given["done"])
    ]
    numbers = numbers_of(files)
    value = ask(numbers, "K47", "2026-07-14", scope="owner:ana")
    assert same(value.value, wanted["goal_pct"])
    assert same(value.figure.beside["focus"], wanted["focus_pct"])
    assert "private" not in str(ask(numbers, "K47", "2026-07-14").figure.reason)
    assert ask(numbers, "K47", "2026-07-14").value is None


def test_k48_a_training_whose_effect_is_not_sure(numbers_of, cases, ask, write):
    given, wanted = cases["K48", "training effect on win rate"]
    files = [write.user("ana"), write.client("acme")]
    files.append(
        write.record(
            "projects/course.md",
            title="Course",
            kind="training",
            status="done",
            start="2026-01-10",
            end="2026-01-12",
            participants="[ana]",
        )
    )
    for name, day, (won, count) in (("b", "2025-12-01", given["before"]), ("a", "2026-05-01", given["after"])):
        files += [
            write.deal(
                "acme",
                f"{name}{place}",
                "won" if place < won else "lost",
                amount="1.00 EUR",
                closed_on=day,
                created="2025-10-01",
                reason="price",
            )
            for place in range(count)
        ]
    value = ask(numbers_of(files), "K48", "2026-Q1")
    beside = value.figure.beside
    assert same(value.value, wanted["delta_points"])
    assert [same(beside[name], wanted[f"{name}_pct"]) for name in ("before", "after")] == [True, True]
    for name in ("before", "after"):
        for end, bound in zip(("low", "high"), wanted[f"wilson_{name}"], strict=True):
            assert same(beside[f"{name}_{end}"], bound)
    assert [str(each) for each in value.figure.notes] == ["Not conclusive: the intervals overlap."]


def test_k49_a_campaign(numbers_of, cases, ask, write):
    given, wanted = cases["K49", "campaign"]
    names = ("impressions", "clicks", "conversions", "leads")
    results = [f"{{metric: {name}, actual: {given[name]}}}" for name in names]
    results.append(f'{{metric: revenue, actual: "{given["revenue"]}.00 EUR"}}')
    project = write.record(
        "projects/spring.md",
        title="Spring",
        kind="campaign",
        status="done",
        start="2026-07-01",
        end="2026-07-20",
        cost=f"{given['cost']}.00 EUR",
        results=f"[{', '.join(results)}]",
    )
    value = ask(numbers_of([project]), "K49", "2026-07")
    beside = value.figure.beside
    assert same(value.value, wanted["roas"])
    assert same(beside["ctr"], wanted["ctr_pct"])
    assert same(beside["cvr"], wanted["cvr_pct"])
    assert [beside[name] for name in ("cpc", "cpa", "cpl")] == [wanted[name] for name in ("cpc", "cpa", "cpl")]


def test_k50_what_is_missing_in_the_records(read, ask, write):
    numbers = read([write.client("acme"), write.client("acme2"), write.deal("acme", "d", "proposal", owner="")])
    value = ask(numbers, "K50", "2026-07")
    assert 50 < value.value < 100
    assert (value.figure.beside["without_owner"], value.figure.beside["without_amount"]) == (1, 1)


def proposal(write, given):
    roi = (
        f'{{investment: "{given["investment"]}.00 EUR", horizon_years: {given["years"]},'
        f' yearly_benefit: "{given["yearly_benefit"]}.00 EUR", yearly_cost: "{given["yearly_cost"]}.00 EUR",'
        f' rate_pct: {given["rate_pct"]}, assumptions: ["120 calls less"]}}'
    )
    return write.record(
        "clients/acme/proposals/p.md",
        title="P",
        opportunity="o",
        version="1",
        status="sent",
        created="2026-07-01",
        roi=roi,
    )


def test_k51_the_return_of_a_proposal_and_its_cautious_case(numbers_of, cases, ask, write):
    given, wanted = cases["K51", "ROI of the example proposal"]
    _, cautious = cases["K51", "sensitivity benefit -30 %"]
    value = ask(numbers_of([write.client("acme"), proposal(write, given)]), "K51", "2026-07")
    beside = value.figure.beside
    assert same(value.value, wanted["roi_pct"])
    assert same(beside["payback"], wanted["payback_months"])
    assert same(beside["npv"], wanted["npv"])
    assert same(beside["cautious"], cautious["roi_pct"])
    assert same(beside["cautious_npv"], cautious["npv"])
    assert [str(each) for each in value.figure.notes] == ["Assumes: 120 calls less"]


def test_k52_views_that_differ_are_counted_and_shown_apart(read, ask, write):
    reviews = [
        write.record(
            f"people/ana/reviews/{kind}.md",
            title="R",
            kind=kind,
            subject="ana",
            status="held",
            at="2026-07-10T10:00:00+02:00",
            ratings=f"{{crm: {score}, data: 70}}",
        )
        for kind, score in (("self", 90), ("peer", 70))
    ]
    value = ask(read([write.user("ana"), *reviews]), "K52", "2026-Q3")
    assert value.value == 1
    assert {(each.group, each.name): each.value for each in value.figure.lines}["peer", "crm"] == 70


def test_prices_by_quantity(numbers_of, cases, write):
    tried = 0
    for (kpi, _), (given, wanted) in cases.items():
        if kpi != "PRICE":
            continue
        tiers = ", ".join(f"{{from: {least}, discount_pct: {discount}}}" for least, discount in given["tiers"])
        product = write.record(
            "products/p.md",
            title="P",
            family="f",
            kind="product",
            unit="u",
            list_price=f"{given['unit']}.00 EUR",
            price_tiers=f"[{tiers}]",
        )
        (record,) = numbers_of([product], folder=f"price{tried}").ground.snapshot.of_type("product")
        quantity, unit = Decimal(given["qty"]), Decimal(given["unit"])
        assert volume_price(quantity, unit, steps_of(record)) == Decimal(str(wanted["volume"]))
        assert graduated_price(quantity, unit, steps_of(record)) == Decimal(str(wanted["graduated"]))
        tried += 1
    assert tried == 5
    assert cheaper_quantity(Decimal(49), Decimal(100), steps_of(record)) == 50


def test_phases_fit_the_yearly_budgets(numbers_of, cases, write):
    given, wanted = cases["PHASE", "phases versus yearly client budget"]
    phases = ", ".join(
        f'{{phase: {place}, start: {year}-10-01, amount: "{amount}.00 EUR"}}'
        for place, (year, amount) in enumerate(given["phases"].items(), 1)
    )
    files = [write.client("acme")]
    files.append(
        write.record(
            "clients/acme/proposals/p.md", title="P", opportunity="o", version="1", status="sent", phases=f"[{phases}]"
        )
    )
    files += [
        write.record(
            f"clients/acme/budgets/b{year}.md", title="B", scope="client", period=year, limit=f"{amount}.00 EUR"
        )
        for year, amount in given["budget"].items()
    ]
    numbers = numbers_of(files)
    day = date(2026, 7, 31)
    (record,) = numbers.ground.snapshot.of_type("proposal")
    plan = plan_phases(numbers.slice(Question(quarter_of(day), day + timedelta(0))), record)
    assert (plan.total, plan.fits) == (wanted["total"], wanted["fits"])


def test_every_case_of_the_catalogue_is_tried(cases):
    tried = {
        *(f"K{number}" for number in range(1, 26)),
        "K27",
        "K28",
        "K29",
        "K30",
        "K31",
        "K32",
        "K34",
        "K35",
        "K36",
        "K37",
        "K38",
        "K39",
        "K40",
        "K41",
        "K42",
        "K43",
        "K46",
        "K47",
        "K48",
        "K49",
        "K51",
        "PRICE",
        "PHASE",
        "FX",
    }
    assert {kpi for kpi, _ in cases} <= tried
