"""The worked examples of the KPI catalogue (kpi_cases.json), each through real record files."""

import json
from decimal import Decimal

import pytest


@pytest.fixture(scope="session")
def catalogue(shared):
    path = shared / "domain/kpi_cases.json"
    if not path.is_file():
        pytest.skip("kpi_cases.json is not in the shared domain folder")
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@pytest.fixture
def expected(catalogue):
    """Return a function that gives the expected values of a case by KPI and the beginning of its name."""

    def find(code, name=""):
        found = [each for each in catalogue["cases"] if each["kpi"] == code and each["name"].startswith(name)]
        assert len(found) == 1, [each["name"] for each in found]
        return found[0]["expected"]

    return find


@pytest.fixture
def f1(catalogue, write, numbers_of):
    """Return the numbers of fixture F1, with further files where given."""

    def make(*more, **options):
        return numbers_of({**write.book(catalogue["F1"]), **dict(more)}, **options)

    return make


def same(value, wanted):
    """Return whether a value, rounded as the case writes it, is the wanted one."""
    wanted = Decimal(str(wanted))
    return value is not None and round(value, max(-wanted.as_tuple().exponent, 0)) == wanted


def target(write, value, period="2026-Q3", scope="team", who="norte"):
    return write.record(
        f"targets/cuota-{scope}-{who}.md", title="Cuota", metric="K1", scope=scope, who=who, period=period,
        value=f"{value}.00 EUR",
    )  # fmt: skip


def test_k1_bookings_of_july(f1, ask, expected):
    wanted, value = expected("K1"), ask(f1(), "K1", "2026-07")
    assert same(value.value, wanted["bookings"])
    assert value.figure.n == wanted["n"] == len(value.figure.parts)


def test_k2_attainment_of_july(f1, ask, expected, write):
    value = ask(f1(target(write, 80000, "2026-07")), "K2", "2026-07")
    assert same(value.value, expected("K2", "July")["attainment_pct"])


def test_k2_pace_of_the_third_quarter(f1, ask, expected, write):
    wanted = expected("K2", "Q3 pace")
    value = ask(f1(target(write, 180000)), "K2", "2026-Q3")
    beside = value.figure.beside
    assert same(value.value, wanted["attainment_pct"])
    assert same(beside["elapsed"], wanted["elapsed_pct"])
    assert same(beside["pace"], wanted["pace_index_pct"])
    assert same(beside["run_rate"], wanted["run_rate"])
    assert same(beside["needed"], wanted["needed_per_day"])


def test_k2_the_published_example(numbers_of, ask, expected, write):
    files = [
        write.client("acme"),
        write.deal("acme", "d1", "won", amount="235000.00 EUR", closed_on="2026-07-10"),
        target(write, 250000, scope="company", who="all"),
    ]
    assert same(ask(numbers_of(files), "K2", "2026-Q3").value, expected("K2", "Brainshark")["attainment_pct"])


def test_k3_the_new_client_of_july(f1, ask, expected):
    value = ask(f1(), "K3", "2026-07")
    assert value.value == expected("K3")["new_clients"]
    assert [each.id for each in value.figure.parts] == ["clients/c1/client"]


def customers(write, start=40, lost=3, new=8, new_lost=1):
    """Return clients with contracts: some that leave in the year, some that come, one of them for a short while."""
    spans = [("2025-01-01", "2026-05-31" if place < lost else None) for place in range(start)]
    spans += [("2026-03-01", "2026-08-31" if place < new_lost else None) for place in range(new)]
    files = []
    for place, (begun, ended) in enumerate(spans):
        name = f"c{place:02}"
        more = {"end": ended} if ended else {}
        files.append(write.client(name))
        files.append(
            write.record(
                f"clients/{name}/contracts/v-{place:04}.md",
                title="V",
                number=place,
                kind="subscription",
                status="expired" if ended else "active",
                start=begun,
                signed_on=begun,
                **more,
            )
        )
    return files


def test_k4_retention_by_sets_and_by_the_shortcut(numbers_of, ask, expected, write):
    wanted = expected("K4")
    value = ask(numbers_of(customers(write)), "K4", "2026", as_of="2026-12-31")
    assert same(value.value, wanted["retention_pct"])
    assert same(value.figure.beside["shortcut"], wanted["naive_pct"])
    assert value.figure.beside["end"] == 44


def test_k5_churn_of_the_opening_cohort(numbers_of, ask, expected, write):
    wanted = expected("K5")
    value = ask(numbers_of(customers(write)), "K5", "2026", as_of="2026-12-31")
    assert same(value.value, wanted["churn_pct"])
    assert same(value.figure.beside["of_all"], wanted["stripe_style_pct"])


def test_k6_the_cycle_of_july(f1, ask, expected):
    wanted, value = expected("K6"), ask(f1(), "K6", "2026-07")
    assert sorted(each.value for each in value.figure.parts) == sorted(wanted["days"])
    assert same(value.value, wanted["median"])
    assert same(value.figure.beside["mean"], wanted["mean"])
    assert same(value.figure.beside["from_created"], wanted["from_created_mean"])
    assert same(value.figure.beside["all_closed"], wanted["all_closed_mean"])


def test_k7_the_leads_of_a_quarter(numbers_of, ask, expected, write):
    wanted = expected("K7")
    files = []
    for place in range(50):
        files += lead(write, f"l{place:02}", "2026-01-15", qualified=place < 12, deal=place < 9, bought=place < 5)
    for place in range(2):
        files += lead(write, f"old{place}", "2025-11-02", qualified=True, deal=True, bought=True)
    value = ask(numbers_of(files), "K7", "2026-Q1", as_of="2026-07-31")
    assert same(value.value, wanted["lead_to_customer_pct"])
    assert same(value.figure.beside["qualified"], wanted["lead_to_qualified_pct"])
    assert same(value.figure.beside["opportunity"], wanted["lead_to_opportunity_pct"])
    assert same(value.figure.beside["period_basis"], wanted["period_basis_pct"])


def lead(write, name, day, *, qualified, deal, bought):
    moves = [(day, "lead")] + [("2026-02-01", "qualified")] * qualified + [("2026-03-01", "customer")] * bought
    lines = "".join(f"  - {{at: {at}T10:00:00+01:00, to: {word}, by: ana}}\n" for at, word in moves)
    yield write.client(name, more=f"lifecycle_history:\n{lines}")
    if deal:
        stage, closed = ("won", "2026-03-01") if bought else ("proposal", None)
        yield write.deal(name, f"d-{name}", stage, amount="10.00 EUR", created="2026-02-01", closed_on=closed)


def expansion(write):
    """Return 40 customers of whom six buy an upsell, four a cross-sell, one of these both; five upsells are lost."""
    files = []
    for place in range(40):
        files.append(write.client(f"c{place:02}"))
        files.append(
            write.record(
                f"clients/c{place:02}/contracts/v-0001.md",
                title="V",
                number=1,
                kind="subscription",
                status="active",
                start="2025-01-01",
                signed_on="2025-01-01",
            )
        )
    sold = [("upsell", place % 6, 4000) for place in range(7)]
    sold += [("cross_sell", place, 14000) for place in range(5, 9)]
    sold += [("new", 30, 216000)]
    files += [
        write.deal(f"c{client:02}", f"w{place}", "won", kind=kind, amount=f"{amount}.00 EUR", closed_on="2026-07-10")
        for place, (kind, client, amount) in enumerate(sold)
    ]
    files += [
        write.deal("c20", f"l{place}", "lost", kind="upsell", closed_on="2026-07-11", reason="price")
        for place in range(5)
    ]
    return files


def test_k10_upsell_of_the_base(numbers_of, ask, expected, write):
    value = ask(numbers_of(expansion(write)), "K10", "2026-07")
    wanted = expected("K10")
    assert same(value.value, wanted["upsell_rate_pct"])
    assert same(value.figure.beside["acceptance"], wanted["acceptance_pct"])


def test_k11_cross_sell_of_the_base(numbers_of, ask, expected, write):
    value = ask(numbers_of(expansion(write)), "K11", "2026-07")
    wanted = expected("K11")
    assert same(value.value, wanted["cross_sell_rate_pct"])
    assert same(value.figure.beside["either"], wanted["expansion_rate_pct"])
    assert same(value.figure.beside["expansion_share"], wanted["expansion_share_pct"])


def bill(write, client, day, amount):
    return write.record(
        f"clients/{client}/transactions/{day[:4]}/{day}-invoice-{client}.md", title="F", kind="invoice", date=day,
        net=f"{amount}.00 EUR",
    )  # fmt: skip


def test_k12_growth_of_one_account(numbers_of, ask, expected, write):
    wanted = expected("K12", "account")
    files = [write.client("acme")]
    files += [
        bill(write, "acme", *each) for each in (("2026-08-10", 52000), ("2026-05-10", 50000), ("2025-08-10", 40000))
    ]
    value = ask(numbers_of(files), "K12", "2026-Q3", as_of="2026-10-15")
    assert same(value.value, wanted["yoy_pct"])
    assert same(value.figure.beside["quarter"], wanted["qoq_pct"])


def test_k12_growth_of_a_portfolio(numbers_of, ask, expected, write):
    wanted = expected("K12", "portfolio")
    files = []
    for name, (now, then) in {"a": (52, 40), "b": (10, 20), "c": (8, 0)}.items():
        files += [write.client(name), bill(write, name, "2026-08-10", now)]
        files += [bill(write, name, "2025-08-10", then)] if then else []
    value = ask(numbers_of(files), "K12", "2026-Q3", as_of="2026-10-15")
    assert same(value.value, wanted["existing_pct"])
    assert same(value.figure.beside["all"], wanted["all_pct"])


def test_k14_win_rate(f1, ask, expected):
    wanted, value = expected("K14"), ask(f1(), "K14", "2026-07")
    beside = value.figure.beside
    assert same(value.value, wanted["win_rate_pct"])
    assert (beside["won"], beside["lost"]) == (wanted["won"], wanted["lost"])
    assert len(value.figure.exclusions) == wanted["void_excluded"]
    assert same(beside["without_no_decision"], wanted["without_no_decision_pct"])
    assert value.figure.interval is not None


def test_k15_win_rate_by_value(f1, ask, expected):
    assert same(ask(f1(), "K15", "2026-07").value, expected("K15")["value_win_rate_pct"])


def test_k16_deal_size(f1, ask, expected):
    wanted, value = expected("K16"), ask(f1(), "K16", "2026-07")
    assert same(value.value, wanted["mean"])
    assert same(value.figure.beside["median"], wanted["median"])


def test_k17_open_pipeline(f1, ask, expected):
    wanted, value = expected("K17"), ask(f1(), "K17", "2026-Q3")
    beside = value.figure.beside
    assert (value.value, value.figure.n) == (wanted["open_value"], wanted["open_deals"])
    assert beside["without_amount"] == wanted["without_amount"]
    assert (beside["due_deals"], beside["due_value"]) == (wanted["q3_deals"], wanted["q3_value"])


def test_k21_coverage_of_the_rest_of_the_quarter(f1, ask, expected, write):
    wanted = expected("K21")
    value = ask(f1(target(write, 180000)), "K21", "2026-Q3")
    assert same(value.value, wanted["coverage"])
    assert same(value.figure.beside["required"], wanted["required_by_value_win_rate"])
    assert same(value.figure.beside["weighted"], wanted["weighted_coverage"])


def test_k22_velocity(f1, ask, expected):
    assert same(ask(f1(), "K22", "2026-Q3").value, expected("K22")["eur_per_day"])


def test_the_dated_rate_of_the_day_of_closing(numbers_of, ask, expected, write):
    files = [write.client("acme"), ("fx.csv", "currency,from,rate\nUSD,2026-07-01,0.86\nUSD,2026-07-20,0.88\n")]
    files += [
        write.deal("acme", f"d{day}", "won", amount="10000.00 USD", closed_on=f"2026-07-{day}") for day in (14, 25)
    ]
    value, wanted = ask(numbers_of(files), "K1", "2026-07"), expected("FX")
    assert [each.value for each in value.figure.parts] == [wanted["eur_14"], wanted["eur_25"]]


def test_k18_weighted_forecast(f1, ask, expected, write):
    wanted = expected("K18")
    value = ask(f1(target(write, 180000)), "K18", "2026-Q3")
    beside = value.figure.beside
    assert same(value.value, wanted["forecast"])
    assert same(beside["open"], wanted["weighted_open_q3"])
    assert same(beside["all_open"], wanted["weighted_open_all"])
    assert same(beside["of_target"], wanted["forecast_pct_of_target"])
    assert same(beside["gap"], wanted["gap"])


def entered(write, counts):
    """Return closed deals of the spring that entered each stage; of each stage's so many were won."""
    for stage, (closed, won) in counts.items():
        for place in range(closed):
            outcome = "won" if place < won else "lost"
            history = [("2026-02-01", stage), ("2026-03-01", outcome)]
            yield write.deal(
                "old", f"{stage}-{place}", outcome, amount="1.00 EUR", closed_on="2026-03-01", history=history,
                created="2026-02-01", reason="price",
            )  # fmt: skip


def test_k19_historical_forecast(f1, ask, expected, write):
    wanted = expected("K19")
    counts = {"proposal": (20, 9), "negotiation": (12, 8), "commit": (10, 9)}
    value = ask(f1(write.client("old"), *entered(write, counts)), "K19", "2026-Q3")
    shares = {each.name: each.value for each in value.figure.lines}
    assert same(value.figure.beside["open"], wanted["historical_open"])
    assert same(value.value, wanted["forecast"])
    assert same(shares["proposal"], wanted["p_proposal_pct"])
    assert same(shares["negotiation"], wanted["p_negotiation_pct"])


def test_k20_forecast_by_category(f1, ask, expected):
    wanted, value = expected("K20"), ask(f1(), "K20", "2026-Q3")
    assert {name: value.figure.beside[name] for name in wanted} == wanted


def forecast(write, period, call, as_of, who="ana"):
    amounts = dict.fromkeys(
        ("closed", "commit", "best_case", "pipeline", "weighted", "historical", "target"), "0.00 EUR"
    )
    return write.record(
        f"forecasts/{period.lower()}-{who}-{as_of}.md", title="P", who=who, period=period, as_of=as_of, **amounts,
        call=f"{call}.00 EUR", lines="[]",
    )  # fmt: skip


def test_k23_accuracy_of_one_period_and_of_two(numbers_of, ask, expected, write):
    files = [
        write.user("ana"),
        write.client("acme"),
        write.deal("acme", "d1", "won", amount="137500.00 EUR", closed_on="2026-02-10"),
        write.deal("acme", "d2", "won", amount="110000.00 EUR", closed_on="2026-05-10"),
        forecast(write, "2026-Q1", 150000, "2026-01-15"),
        forecast(write, "2026-Q1", 1, "2026-02-15"),
        forecast(write, "2026-Q2", 90000, "2026-04-15"),
        forecast(write, "2026-Q3", 5, "2026-07-15"),
    ]
    numbers = numbers_of(files)
    for period, name in (("2026-Q1", "accuracy one"), ("2026", "accuracy two")):
        wanted, value = expected("K23", name), ask(numbers, "K23", period)
        assert same(value.value, wanted["accuracy_pct"])
        assert same(value.figure.beside["bias"], wanted["bias_pct"])
    assert len(value.figure.exclusions) == 1


def test_k23_takes_a_teams_forecast_for_its_peoples_in_that_period_only(numbers_of, ask, write):
    files = [
        write.user("ana"),
        write.client("acme"),
        write.deal("acme", "d1", "won", amount="100.00 EUR", closed_on="2026-02-10"),
        write.deal("acme", "d2", "won", amount="100.00 EUR", closed_on="2026-05-10"),
        forecast(write, "2026-Q1", 90, "2026-01-15"),
        forecast(write, "2026-Q2", 5, "2026-04-15"),
        forecast(write, "2026-Q2", 80, "2026-04-20", who="sales"),
    ]
    numbers = numbers_of(files)
    assert ask(numbers, "K23", "2026-Q1").value == 90
    assert ask(numbers, "K23", "2026-Q2").value == 80


def test_k24_time_in_stage_of_one_deal(numbers_of, ask, expected, write):
    wanted = expected("K24")
    stages = ("prospecting", "qualification", "discovery", "proposal", "negotiation", "won")
    days = ("2026-05-11", "2026-05-18", "2026-05-25", "2026-06-15", "2026-07-01", "2026-07-14")
    deal = write.deal(
        "acme", "o1", "won", amount="1.00 EUR", closed_on=days[-1], created=days[0],
        history=list(zip(days, stages, strict=True)),
    )  # fmt: skip
    value = ask(numbers_of([write.client("acme"), deal]), "K24", "2026")
    lines = [each for each in value.figure.lines if each.group == "days"]
    assert [each.value for each in lines] == wanted["days"]
    assert value.figure.beside["days"] == wanted["total"]
    assert value.value == 100


def test_k25_slippage(numbers_of, ask, expected, write):
    wanted = expected("K25")
    files = [write.client("acme")]
    for place in range(12):
        moves = {0: 2, 1: 1, 2: 1, 3: 1}.get(place, 0)
        out = place < 3
        last = "2026-11-15" if out else "2026-09-15"
        steps = ["2026-08-15"] * moves + [last]
        entries = ", ".join(
            f"{{at: 2026-07-{10 + each}T09:00:00+02:00, from: {steps[each]}, to: {steps[each + 1]}}}"
            for each in range(moves)
        )
        files.append(
            write.deal(
                "acme",
                f"d{place}",
                "proposal",
                amount="1.00 EUR",
                created="2026-05-01",
                expected_close=last,
                close_date_moves=f"[{entries}]" if moves else None,
            )
        )
    value = ask(numbers_of(files), "K25", "2026-Q3")
    assert same(value.value, wanted["slippage_pct"])
    assert same(value.figure.beside["moves_per_deal"], wanted["moves_per_deal"])


def answer(write, place, kind, score, day="2026-07-10", *, scale="1-5", contact=None):
    more = {"answered_at": f"{day}T11:00:00+02:00", "score": score} if score is not None else {}
    return write.record(
        f"clients/acme/feedback/2026/2026-07-05-{kind}-{place:04}.md", title="A", kind=kind, survey="s",
        sent_at="2026-07-05T09:00:00+02:00", scale=f'"{scale}"', about="company", contact=contact or f"c{place}", **more,
    )  # fmt: skip


def test_k8_satisfaction(numbers_of, catalogue, ask, expected, write):
    wanted = expected("K8")
    case = next(each["input"] for each in catalogue["cases"] if each["kpi"] == "K8")
    scores = [*case["scores"], *[None] * (case["invited"] - len(case["scores"]))]
    files = [write.client("acme"), *(answer(write, place, "csat", score) for place, score in enumerate(scores))]
    files.append(answer(write, 90, "csat", 1, "2026-07-06", contact="c0"))
    files[-1] = (files[-1][0], files[-1][1].replace("sent_at: 2026-07-05", "sent_at: 2026-06-05"))
    value = ask(numbers_of(files), "K8", "2026-07")
    assert same(value.value, wanted["csat_pct"])
    assert same(value.figure.beside["mean"], wanted["mean"])
    assert same(value.figure.beside["response"], wanted["response_pct"])


def test_k9_recommendation(numbers_of, catalogue, ask, write):
    scores = next(each["input"]["scores"] for each in catalogue["cases"] if each["kpi"] == "K9")
    files = [write.client("acme")]
    files += [answer(write, place, "nps", score, scale="0-10") for place, score in enumerate(scores)]
    files.append(answer(write, 50, "nps", 1, "2025-06-01", scale="0-10"))
    files.append(answer(write, 51, "nps", 2, "2026-01-01", scale="0-10", contact="c0"))
    files.append(answer(write, 52, "nps", 11, scale="0-10"))
    value = ask(numbers_of(files), "K9", "2026-07")
    cases = {each["name"]: each["expected"] for each in catalogue["cases"] if each["kpi"] == "K9"}
    wanted, margin = cases["NPS"], cases["NPS margin of error 95 %"]
    beside = value.figure.beside
    assert same(value.value, wanted["nps"])
    assert value.figure.n == wanted["n"]
    assert [beside[name] for name in ("promoters", "passives", "detractors")] == [
        wanted["promoters"],
        wanted["passives"],
        wanted["detractors"],
    ]
    assert same(beside["margin"], margin["moe_points"])
    assert len(value.figure.exclusions) == 1


def test_k13_agreed_figures_of_a_month(numbers_of, catalogue, ask, expected, write):
    wanted = expected("K13")
    case = next(each["input"]["kpis"] for each in catalogue["cases"] if each["kpi"] == "K13")
    files = [write.client("acme")]
    for place, each in enumerate(case):
        reading = (
            f"[{{period: 2026-06, value: {each['value']}, at: 2026-07-02}}]" if each["value"] is not None else "[]"
        )
        files.append(
            write.record(
                f"clients/acme/kpis/k-{place:04}.md",
                title=f"K{place}",
                definition="d",
                unit="u",
                direction={"ge": "at_least", "le": "at_most"}[each["op"]],
                target=each["target"],
                weight=each["weight"],
                frequency="monthly",
                source="manual",
                agreed_on="2026-01-01",
                readings=reading,
            )
        )
    value = ask(numbers_of(files), "K13", "2026-06")
    beside = value.figure.beside
    assert same(value.value, wanted["fulfilment_pct"])
    assert same(beside["weighted"], wanted["weighted_pct"])
    assert same(beside["coverage"], wanted["coverage_pct"])
    assert same(beside["strict"], wanted["strict_pct"])
    assert [each.name for each in value.figure.lines] == ["k-0002"]


def test_k44_response_and_coverage(numbers_of, ask, write):
    contract = write.record(
        "clients/acme/contracts/v-0001.md", title="V", number=1, kind="subscription", status="active",
        start="2025-01-01", signed_on="2025-01-01",
    )  # fmt: skip
    files = [write.client("acme"), contract, answer(write, 1, "nps", 9, scale="0-10"), answer(write, 2, "nps", None)]
    value = ask(numbers_of(files), "K44", "2026-07")
    assert (value.value, value.figure.beside["coverage"]) == (50, 100)


def contract(write, client, name, begun, *, until=None, monthly=None, per="month", status="active", **more):
    facts = {"end": until} if until else {}
    if monthly is not None:
        facts["recurring"] = f'{{amount: "{monthly}.00 EUR", per: {per}}}'
    return write.record(
        f"clients/{client}/contracts/{name}.md", title=name, number=name, kind="subscription", status=status,
        start=begun, signed_on=begun, **facts, **more,
    )  # fmt: skip


def recurring(write, customers):
    """Return clients who pay the first amount a month at the beginning of the year and the second at its end."""
    for name, (start, end) in customers.items():
        yield write.client(name.lower())
        if start:
            yield contract(write, name.lower(), f"{name}-1", "2025-01-01", until="2026-06-30", monthly=start)
        if end:
            yield contract(write, name.lower(), f"{name}-2", "2026-07-01", monthly=end)


def test_k27_k28_retention_of_revenue_by_customer(numbers_of, catalogue, ask, expected, write):
    case = next(each["input"] for each in catalogue["cases"] if each["kpi"] == "K28")
    numbers = numbers_of(recurring(write, {**case["customers"], **case["new"]}))
    gross, net = (ask(numbers, code, "2026", "2026-12-31") for code in ("K27", "K28"))
    assert same(gross.value, expected("K27", "GRR")["grr_pct"])
    assert same(net.value, expected("K28")["nrr_pct"])


def test_k27_movements_add_up(numbers_of, ask, expected, write):
    wanted = expected("K27", "aggregate")
    customers = {"a": (30000, 0), "b": (115000, 100000), "c": (255000, 315000), "d": (100000, 100000), "e": (0, 80000)}
    files = [*recurring(write, customers), *recurring(write, {"f": (0, 10000)})]
    files.append(contract(write, "f", "f-0", "2024-01-01", until="2025-06-30", monthly=10000, status="expired"))
    numbers = numbers_of(files)
    gross, net = (ask(numbers, code, "2026", "2026-12-31") for code in ("K27", "K28"))
    beside = gross.figure.beside
    names = ("start", "churn", "contraction", "expansion", "new", "reactivation", "end")
    assert [beside[name] for name in names] == [500000, 30000, 15000, 60000, 80000, 10000, wanted["end"]]
    assert same(gross.value, wanted["grr_pct"])
    assert same(net.value, wanted["nrr_pct"])
    assert same(beside["revenue_churn"], wanted["revenue_churn_pct"])


def test_k29_renewals_of_a_quarter(numbers_of, catalogue, ask, expected, write):
    wanted = expected("K29")
    case = next(each["input"] for each in catalogue["cases"] if each["kpi"] == "K29")
    files = [write.client("acme")]
    for place, (old, new) in enumerate(case["due_renewed_k"]):
        status = {None: "active", 0: "expired"}.get(new, "renewed")
        end = "2026-09-20" if new is None else "2026-07-15"
        files.append(
            contract(write, "acme", f"v{place}", "2025-07-16", until=end, status=status, total=f"{old}000.00 EUR")
        )
        if new:
            files.append(
                contract(write, "acme", f"w{place}", "2026-07-16", previous=f"v{place}", total=f"{new}000.00 EUR")
            )
    value = ask(numbers_of(files), "K29", "2026-Q3")
    beside = value.figure.beside
    assert same(value.value, wanted["count_pct"])
    assert same(beside["gross"], wanted["gross_value_pct"])
    assert same(beside["net"], wanted["net_value_pct"])
    assert beside["open"] == wanted["still_open"]
    assert same(beside["interim"], wanted["interim_count_pct"])
    assert same(beside["interim_gross"], wanted["interim_gross_pct"])


def test_k30_monthly_and_yearly(numbers_of, catalogue, ask, expected, write):
    wanted = expected("K30")
    case = next(each["input"]["contracts"] for each in catalogue["cases"] if each["kpi"] == "K30")
    files = [write.client("acme")]
    files += [
        contract(write, "acme", f"v{place}", "2026-01-01", monthly=each["amount"], per=each["per"])
        for place, each in enumerate(case)
    ]
    value = ask(numbers_of(files), "K30", "2026-Q3")
    assert (value.value, value.figure.beside["yearly"]) == (wanted["mrr"], wanted["arr"])
