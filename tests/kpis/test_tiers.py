"""Tiers: the formula of ``tiers.yaml``, what overrides it, and numbers narrowed to a tier."""

from datetime import date

import pytest
from cartera.records.kpis.catalogue import all_kpis
from cartera.records.kpis.engine import NoTiers, Numbers
from cartera.records.query.derived import all_derived
from cartera.records.query.select import facts_at, select
from cartera.records.query.tier import tier_score
from cartera.records.tiering import read_tiers

FORMULA = """
    potential: {weight: 50, full: 100000.00 EUR}
    revenue: {weight: 30, full: 50000.00 EUR}
    complexity: {weight: 10}
    industry: {weight: 10, points: {logistics: 60, other: 20}}
    tiers: {A: 75, B: 50, C: 25, D: 0}
    """
DAY = date(2026, 7, 31)
TREE = {
    "potential": {"weight": "50", "full": "100000.00 EUR"},
    "tiers": {"A": "75", "D": "0"},
}


@pytest.fixture
def tiers(make_book, write):
    """Return a function that makes a book with the formula and gives the tier of each client."""

    def of(*files, formula=FORMULA):
        snapshot = make_book({"tiers.yaml": formula, **dict(files)}).snapshot()
        facts = facts_at(snapshot, DAY)
        tier = all_derived()["tier"].of
        return {each.client: tier(facts, each) for each in snapshot.of_type("client")}, facts

    return of


def test_points_of_all_measures_make_the_tier(tiers, write):
    found, facts = tiers(
        write.client("acme", more="potential: 80000.00 EUR\ncomplexity: 3\n"),
        write.deal("acme", "won", "won", amount="25000.00 EUR", closed_on="2026-03-10"),
        write.deal("acme", "old", "won", amount="99000.00 EUR", closed_on="2024-03-10"),
    )
    (client,) = facts.snapshot.of_type("client")
    score = tier_score(facts, client, facts.snapshot.config.tiering)
    assert [(each.measure.name, each.points) for each in score.parts] == [
        ("potential", 80),
        ("revenue", 50),
        ("complexity", 60),
        ("industry", 60),
    ]
    assert score.points == 67
    assert found == {"acme": "B"}


def test_what_is_not_known_does_not_count_for_or_against(tiers, write):
    found, facts = tiers(write.client("acme", more="complexity: 5\n"), formula=FORMULA.replace("revenue", "#"))
    (client,) = facts.snapshot.of_type("client")
    assert tier_score(facts, client, facts.snapshot.config.tiering).points == 80
    assert found == {"acme": "A"}


def test_a_person_decides_until_the_day_they_named(tiers, write):
    override = "tier_override: {{tier: D, reason: r, until: {}}}\npotential: 100000.00 EUR\ncomplexity: 5\n"
    found, _ = tiers(
        write.client("now", more=override.format("2026-07-31")),
        write.client("over", more=override.format("2026-07-30")),
        formula=FORMULA.replace("revenue", "#"),
    )
    assert found == {"now": "D", "over": "A"}


def test_money_of_another_currency_needs_a_rate(tiers, write):
    files = [write.client("acme", more="potential: 100000.00 USD\n")]
    formula = "potential: {weight: 1, full: 100000.00 EUR}\ntiers: {A: 80, B: 0}\n"
    assert tiers(*files, formula=formula)[0] == {"acme": None}


def test_money_of_another_currency_counts_at_its_rate(tiers, write):
    files = [
        write.client("acme", more="potential: 100000.00 USD\n"),
        ("fx.csv", "currency,from,rate\nUSD,2026-01-01,0.5\n"),
    ]
    formula = "potential: {weight: 1, full: 100000.00 EUR}\ntiers: {A: 80, B: 0}\n"
    assert tiers(*files, formula=formula)[0] == {"acme": "B"}


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"potential": "50"}, "potential", "It needs a weight: {weight: 30}."),
        ({"potential": {"weight": "x", "full": "1.00 EUR"}}, "potential.weight", "x"),
        ({"potential": {"weight": "5"}}, "potential.full", "It needs the amount that earns all points: 100000.00 EUR."),
        ({"potental": {"weight": "5"}}, "potental", "“potental” is not one of"),
        ({"industry": {"weight": "5"}}, "industry.points", "It needs the points of industries"),
        ({"industry": {"weight": "5", "points": {"finance": "120"}}}, "industry.points.finance", "120"),
        ({"tiers": {}}, "tiers", "It needs the points from which each tier begins"),
        ({"tiers": {"E": "5"}}, "tiers.E", "“E” is not one of A, B, C, D."),
        ({"potential": {"weight": "0", "full": "1.00 EUR"}}, None, "No measure counts"),
    ],
)
def test_a_mistake_in_the_formula_is_a_problem_and_no_formula(change, field, message):
    formula, problems = read_tiers({**TREE, **change})
    assert formula.is_broken
    assert [(each.path, each.field) for each in problems] == [("tiers.yaml", field)]
    assert message in str(problems[0].message)


def test_every_number_can_be_narrowed_to_a_tier(make_book, write, ask):
    files = [
        write.client("acme", more="potential: 100000.00 EUR\ncomplexity: 5\n"),
        write.client("beta", more="potential: 1000.00 EUR\n"),
        write.deal("acme", "one", "won", amount="60000.00 EUR", closed_on="2026-07-10"),
        write.deal("beta", "two", "won", amount="10.00 EUR", closed_on="2026-07-10"),
        write.user("ana"),
    ]
    snapshot = make_book({"tiers.yaml": FORMULA, **dict(files)}).snapshot()
    assert [each.client for each in select(snapshot, "tier:A", types=["client"], today=DAY)] == ["acme"]
    numbers = Numbers(snapshot)
    assert ask(numbers, "K1", "2026-07", scope="tier:A").value == 60000
    assert {each.group.id: each.value for each in ask(numbers, "K1", "2026-07", by="tier")[1:]} == {"A": 60000, "D": 10}
    for code in all_kpis():
        value = ask(numbers, code, "2026-07", scope="tier:A")
        assert (value.value is None) == (value.figure.reason is not None), code
        assert "says nothing of" not in str(value.figure.reason or ""), code


@pytest.mark.parametrize("text", ["potential: {weight: 40\n", "revenu: {weight: 30}\ntiers: {A: 75}\n"])
def test_a_formula_with_a_mistake_is_no_other_formula(make_book, ask, write, text):
    files = dict([write.client("acme", more="potential: 900000.00 EUR\n"), ("tiers.yaml", text)])
    numbers = Numbers(make_book(files).snapshot())
    assert ask(numbers, "K1", "2026-07").value == 0
    with pytest.raises(NoTiers, match="has a mistake"):
        ask(numbers, "K1", "2026-07", by="tier")
    with pytest.raises(NoTiers):
        ask(numbers, "K1", "2026-07", scope="owner:ana or client.tier:A")
