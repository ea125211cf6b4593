"""KPIs that a book defines for itself in ``kpis/``: computed from records, wrong ones told and never computed."""

import pytest
from cartera.records.kpis.engine import Numbers, Question
from cartera.records.kpis.own import kpis_of, own_kpis
from cartera.records.kpis.spans import read_span
from cartera.records.query.select import facts_at


def metric(name, **facts):
    return f"kpis/{name}.yaml", "".join(f"{key}: {value}\n" for key, value in {"title": name.title(), **facts}.items())


@pytest.fixture
def asked(read):
    """Return a function that reads files and asks the KPI called ``name``; ``by`` gives all rows."""

    from datetime import date

    def of(files, name, period="2026-07", as_of="2026-07-31", **options):
        numbers = read(files) if not isinstance(files, Numbers) else files
        snapshot = numbers.ground.snapshot
        day = date.fromisoformat(as_of)
        question = Question(read_span(period, facts_at(snapshot, day).desk.moment, 1), day, compares=False, **options)
        values = numbers.answer([kpis_of(snapshot)[name]], question)
        return values if question.by else values[0]

    return of


@pytest.fixture
def deals(write):
    """Three deals won and one lost in July, one of them shared, one without an amount."""
    path, text = write.client("beta")
    return [
        write.client("acme"),
        (path, text.replace("logistics", "finance")),
        write.deal("acme", "one", "won", amount="100.00 EUR", closed_on="2026-07-10"),
        write.deal(
            "beta", "two", "won", amount="300.00 EUR", closed_on="2026-07-12",
            splits="[{user: ana, pct: 50}, {user: marc, pct: 50}]",
        ),
        write.deal("beta", "three", "won", closed_on="2026-07-13"),
        write.deal("acme", "four", "lost", amount="400.00 EUR", closed_on="2026-07-20", reason="price"),
        write.deal("acme", "june", "won", amount="50.00 EUR", closed_on="2026-06-20"),
        write.user("ana"),
        write.user("marc"),
    ]  # fmt: skip


WON = {"records": "opportunity", "query": "stage:won", "dated_by": "closed_on"}


def test_records_are_counted_in_the_period_of_their_date(asked, deals):
    value = asked([*deals, metric("wins", measure="count", **WON)], "wins")
    assert (value.value, value.figure.n) == (3, 3)


def test_a_sum_names_what_has_no_value(asked, deals):
    value = asked([*deals, metric("sold", measure="sum", field="amount", **WON)], "sold")
    assert (value.value, value.unit.value) == (400, "money")
    assert [(each.id.rpartition("/")[2], str(each.reason)) for each in value.figure.exclusions] == [
        ("three", "has no value for “Amount”")
    ]


@pytest.mark.parametrize(("measure", "value", "other"), [("mean", 200, 200), ("median", 200, 200)])
def test_averages_stand_beside_each_other(asked, deals, measure, value, other):
    found = asked([*deals, metric("size", measure=measure, field="amount", **WON)], "size")
    assert (found.value, found.figure.beside["other"], found.figure.n) == (value, other, 2)


def test_a_rate_counts_or_adds_up(asked, deals):
    facts = {"records": "opportunity", "query": "stage:won", "among": "stage:won,lost", "dated_by": "closed_on"}
    files = [*deals, metric("rate", measure="rate", **facts), metric("worth", measure="rate", field="amount", **facts)]
    by_number, by_value = asked(files, "rate"), asked(files, "worth")
    assert (by_number.value, by_number.figure.numerator, by_number.figure.denominator) == (75, 3, 4)
    assert by_number.figure.interval is not None
    assert (by_value.value, by_value.figure.n, by_value.figure.interval) == (50, 3, None)


def test_a_weighted_mean_weighs(asked, write):
    files = [
        write.client("acme"),
        write.deal("acme", "big", "proposal", amount="300.00 EUR", probability_override="{pct: 80, reason: r}"),
        write.deal("acme", "small", "proposal", amount="100.00 EUR", probability_override="{pct: 40, reason: r}"),
        metric("chance", measure="weighted", records="opportunity", field="probability", weight="amount"),
    ]
    value = asked(files, "chance")
    assert (value.value, value.unit.value) == (70, "%")


def test_people_get_their_parts_of_a_deal_and_rows_add_up(asked, deals):
    total, *rows = asked([*deals, metric("sold", measure="sum", field="amount", **WON)], "sold", by="owner")
    assert sum(each.value for each in rows) == total.value == 400
    assert {each.group.id: each.value for each in rows} == {"ana": 250, "marc": 150}


def test_months_and_scopes_narrow_it(asked, deals):
    files = [*deals, metric("sold", measure="sum", field="amount", **WON)]
    _total, *months = asked(files, "sold", period="2026-Q2", by="month")
    assert [(each.group.id, each.value) for each in months] == [("2026-04", 0), ("2026-05", 0), ("2026-06", 50)]
    assert asked(files, "sold", scope="industry:finance").value == 300


def test_without_a_date_what_there_is_on_the_day_counts_as_it_stood(asked, write):
    files = [
        write.client("acme"),
        write.deal("acme", "one", "won", amount="100.00 EUR", created="2026-05-01", closed_on="2026-07-10"),
        metric("pipe", measure="sum", records="opportunity", field="amount", query="is:open"),
    ]
    assert asked(files, "pipe", as_of="2026-07-31").value == 0
    assert asked(files, "pipe", as_of="2026-07-09").value == 100


def test_other_records_stand_in_the_state_of_the_day_too(asked, write):
    case = write.record(
        "clients/acme/cases/c.md", title="C", kind="complaint", received_at="2026-07-02T10:00:00+02:00",
        status="resolved", created="2026-07-02",
        status_history="[{at: 2026-07-02T10:00:00+02:00, to: received}, {at: 2026-07-09T10:00:00+02:00, to: resolved}]",
    )  # fmt: skip
    files = [write.client("acme"), case, metric("open-cases", measure="count", records="case", query="is:open")]
    assert asked(files, "open-cases", as_of="2026-07-08").value == 1
    assert asked(files, "open-cases", as_of="2026-07-31").value == 0


def test_a_missing_rate_is_the_reason_and_no_sum(asked, write):
    files = [
        write.client("acme"),
        write.deal("acme", "one", "won", amount="100.00 USD", closed_on="2026-07-10"),
        metric("sold", measure="sum", field="amount", **WON),
    ]
    value = asked(files, "sold")
    assert value.value is None
    assert "There is no exchange rate of USD" in str(value.figure.reason)


def test_a_mean_of_nothing_is_no_answer(asked, write):
    value = asked([write.client("acme"), metric("size", measure="mean", field="amount", **WON)], "size")
    assert (value.value, str(value.figure.reason)) == (None, "No record has a value for it.")


@pytest.mark.parametrize(
    ("facts", "field", "message"),
    [
        ({"measure": "summ", "records": "opportunity"}, "measure", "“summ” is not one of"),
        ({"measure": "sum", "records": "opportunity"}, "field", "It does not say what is added up."),
        ({"measure": "sum", "records": "oportunity", "field": "amount"}, "records", "There is no record type"),
        ({"measure": "sum", "records": "opportunity", "field": "amuont"}, "field", "There is no field “amuont”."),
        ({"measure": "sum", "records": "opportunity", "field": "stage"}, "field", "“stage” is no number."),
        ({"measure": "count", "records": "opportunity", "query": "(stage:won"}, "query", ""),
        ({"measure": "count", "records": "opportunity", "query": "colour:red"}, "query", "there is no field “colour”"),
        ({"measure": "count", "records": "opportunity", "dated_by": "amount"}, "dated_by", "“amount” is no date."),
        ({"measure": "count", "records": "opportunity", "field": "amount"}, "field", "A count adds nothing up."),
        ({"measure": "rate", "records": "opportunity", "query": "stage:won"}, "among", "of what it is a share"),
        ({"measure": "weighted", "records": "opportunity", "field": "amount"}, "weight", "by what it is weighted"),
        ({"measure": "sum", "records": "opportunity", "field": "amount", "unit": "days"}, "unit", "is money"),
    ],
)
def test_a_mistake_in_the_file_is_a_problem_and_never_a_number(asked, read, deals, facts, field, message):
    numbers = read([*deals, metric("wrong", **facts)])
    problems = [each for each in numbers.ground.snapshot.problems if each.code == "bad-kpi"]
    assert [each.path for each in problems] == ["kpis/wrong.yaml"]
    assert problems[0].field == field
    assert message in str(problems[0].message)
    value = asked(numbers, "wrong")
    assert value.value is None
    assert str(value.figure.reason).startswith("kpis/wrong.yaml: ")


def test_a_file_cannot_take_the_place_of_a_kpi_of_the_catalogue(read, deals):
    numbers = read([*deals, metric("k1", measure="count", records="client")])
    assert kpis_of(numbers.ground.snapshot)["K1"].names["en"] == "Sales revenue"
    (problem,) = [each for each in numbers.ground.snapshot.problems if each.code == "bad-kpi"]
    assert "K1 is a KPI of the catalogue already." in str(problem.message)


def test_own_kpis_run_over_every_breakdown_or_say_why_not(asked, deals):
    files = [*deals, metric("sold", measure="sum", field="amount", **WON), metric("n", measure="count", records="case")]
    numbers_files = files
    for by in ("owner", "manager", "region", "product", "industry", "tier", "kind", "month", "quarter"):
        for name in ("sold", "n"):
            for value in asked(numbers_files, name, by=by):
                assert (value.value is None) == (value.figure.reason is not None)


def test_its_definition_says_how_it_is_computed(read, deals):
    numbers = read([*deals, metric("sold", measure="sum", field="amount", **WON)])
    kpi = own_kpis(numbers.ground.snapshot)["sold"]
    assert kpi.definition["en"] == "Sum (amount) · Opportunities: stage:won · closed_on."
    assert kpi.source == "kpis/sold.yaml"


def test_a_kpi_whose_file_cannot_be_read_says_so_instead_of_a_value(asked, make_book):
    book = make_book({"kpis/torn.yaml": "title: Torn\nmeasure: rate\n  query: is:won\n"})
    value = asked(Numbers(book.snapshot()), "torn")
    assert value.value is None
    assert "kpis/torn.yaml" in str(value.figure.reason)
