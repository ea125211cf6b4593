"""The public sales data beside the repository: every number holds against one computed from the tables themselves."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import mean, median

import pytest
from cartera.records.exchange.engine import apply_import, prepare_import
from cartera.records.exchange.recipe_reader import read_recipe
from cartera.records.kpis.catalogue import all_kpis
from cartera.records.kpis.engine import Numbers

RECIPE = Path(__file__).parents[2] / "docs/examples/crm-sales-opportunities.yaml"
LAST = "2017-12-31"
pytestmark = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def source(shared):
    folder = shared / "data/crm-sales-opportunities"
    if not folder.is_dir():
        pytest.skip("the sales data are not there")
    return folder


@pytest.fixture
def numbers(make_book, source):
    book = make_book({"cartera.yaml": "name: Maven\ncurrency: USD\n"})
    apply_import(book, prepare_import(book, read_recipe(RECIPE), source))
    return Numbers(book.snapshot())


def read_rows(source, name):
    with (source / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def close(value, wanted):
    return abs(value - Decimal(str(wanted))) < Decimal("0.0001")


def test_sales_and_win_rates_by_agent_manager_region_product_and_quarter(numbers, source, ask):
    teams = {row["sales_agent"]: row for row in read_rows(source, "sales_teams.csv")}
    closed = [row for row in read_rows(source, "sales_pipeline.csv") if row["deal_stage"] in {"Won", "Lost"}]
    keys = {
        "owner": lambda row: row["sales_agent"],
        "manager": lambda row: teams[row["sales_agent"]]["manager"],
        "region": lambda row: teams[row["sales_agent"]]["regional_office"],
        "product": lambda row: row["product"].replace("GTXPro", "GTX Pro"),
    }
    for by, key_of in keys.items():
        tables = defaultdict(list)
        for row in closed:
            tables[key_of(row)].append(row)
        sold = {each.group.title["en"]: each for each in ask(numbers, "K1", "2017", LAST, by=by)[1:] if each.group.id}
        rates = {each.group.title["en"]: each for each in ask(numbers, "K14", "2017", LAST, by=by)[1:]}
        for name, rows in tables.items():
            won = [row for row in rows if row["deal_stage"] == "Won"]
            assert sold[name].value == sum(Decimal(row["close_value"]) for row in won)
            assert sold[name].figure.n == len(won)
            assert close(rates[name].value, 100 * len(won) / len(rows))
    total, *quarters = ask(numbers, "K1", "2017", LAST, by="quarter")
    assert total.value == 10005534
    assert [(each.group.id, each.figure.n, each.value) for each in quarters] == [
        ("2017-Q1", 531, 1134672),
        ("2017-Q2", 1254, 3086111),
        ("2017-Q3", 1257, 2982255),
        ("2017-Q4", 1196, 2802496),
    ]


def test_sizes_and_cycles(numbers, source, ask):
    won = [row for row in read_rows(source, "sales_pipeline.csv") if row["deal_stage"] == "Won"]
    values = [int(row["close_value"]) for row in won]
    days = [(date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days for row in won]
    size, cycle = ask(numbers, "K16", "2017", LAST), ask(numbers, "K6", "2017", LAST)
    assert close(size.value, mean(values))
    assert size.figure.beside["median"] == median(values)
    assert cycle.value == median(days)
    assert close(cycle.figure.beside["mean"], mean(days))


def test_the_whole_catalogue_answers_or_says_which_fact_is_missing(numbers, ask):
    for code in all_kpis():
        value = ask(numbers, code, "2017", LAST, compares=True)
        assert (value.value is None) == (value.figure.reason is not None), code
