"""``cartera kpi`` and ``cartera forecast``: the forms scripts rely on, and what is asked with them."""

import json
import subprocess

import pytest

DEAL = """\
---
title: {title}
kind: new
pipeline: b2b
stage: {stage}
stage_history:
  - {{at: 2026-05-11T12:00:00+02:00, to: proposal, by: ana}}
  - {{at: {closed}T12:00:00+02:00, to: {stage}, by: ana}}
amount: {amount}
closed_on: {closed}
reason: price
owner: ana
created: 2026-05-11
---
"""


@pytest.fixture
def sold(shell):
    """A shell whose book has two deals won and one lost in July, committed."""
    folder = shell.book / "clients/acme/opportunities"
    for name, stage, closed, amount in (
        ("one", "won", "2026-07-02", "1000.00 EUR"),
        ("two", "won", "2026-07-10", "500.00 EUR"),
        ("three", "lost", "2026-07-11", "300.00 EUR"),
    ):
        (folder / f"{name}.md").write_text(DEAL.format(title=name.title(), stage=stage, closed=closed, amount=amount))
    for arguments in (["add", "-A"], ["commit", "-q", "-m", "Sales"]):
        subprocess.run(["git", "-C", str(shell.book), *arguments], check=True, capture_output=True)
    return shell


def ask(shell, *arguments):
    done = shell.run("kpi", *arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_number_in_json_has_the_keys_scripts_rely_on(sold):
    (value,) = ask(sold, "K14", "--period", "2026-07")
    assert {
        key: value[key] for key in ("code", "name", "period", "scope", "as_of", "unit", "n", "reason", "group")
    } == {
        "code": "K14",
        "name": "Win rate",
        "period": "2026-07",
        "scope": "",
        "as_of": "2026-07-20",
        "unit": "%",
        "n": 3,
        "reason": None,
        "group": None,
    }
    assert (value["value"], value["numerator"], value["denominator"]) == (66.666667, 2, 3)


def test_money_is_amount_and_currency(sold):
    (value,) = ask(sold, "K1", "--period", "2026-07")
    assert value["value"] == {"amount": "1500.00", "currency": "EUR"}
    assert value["unit"] == "EUR"


def test_an_explanation_names_the_records_and_what_was_left_out(sold):
    (value,) = ask(sold, "K1", "--period", "2026-07", "--explain")
    assert [(each["title"], each["value"]["amount"]) for each in value["records"]] == [
        ("One", "1000.00"),
        ("Two", "500.00"),
    ]
    assert "won" in value["definition"]


def test_a_breakdown_lists_its_total_and_its_groups(sold):
    values = ask(sold, "K1", "--period", "2026-07", "--by", "owner")
    assert [each["group"] for each in values] == [None, {"id": "ana", "title": "Ana Prueba"}]
    months = ask(sold, "K1", "--period", "2026-Q3", "--by", "month")
    assert [each["group"] and each["group"]["id"] for each in months] == [None, "2026-07", "2026-08", "2026-09"]
    assert months[2]["reason"]


def test_the_day_decides_what_is_closed(sold):
    (value,) = ask(sold, "K1", "--period", "2026-07", "--as-of", "2026-07-05")
    assert value["value"]["amount"] == "1000.00"
    assert value["to_date"] is True


def test_a_commit_is_asked_without_touching_the_files(sold):
    before = sorted(path.read_bytes() for path in sold.book.rglob("*.md"))
    (value,) = ask(sold, "K1", "--period", "2026-07", "--at", "HEAD~1", "--as-of", "2026-07-31")
    assert value["value"]["amount"] == "0.00"
    assert len(value["at"]) == 40
    assert sorted(path.read_bytes() for path in sold.book.rglob("*.md")) == before


def test_two_moments_name_the_deals_that_made_the_difference(sold):
    (value,) = ask(sold, "K1", "--period", "2026-07", "--versus", "2026-07-05")
    assert value["versus"]["change"]["amount"] == "500.00"
    assert [each["title"] for each in value["versus"]["causes"]] == ["Two"]
    done = sold.run("kpi", "K1", "--period", "2026-07", "--versus", "HEAD~1")
    assert "One" in done.out


def test_what_cannot_be_said_is_said_in_the_language_of_the_reader(sold):
    done = sold.run("--lang", "es", "kpi", "K2", "--period", "2026-Q3")
    assert "No hay objetivo de T3 2026 para estos registros." in done.out
    assert "Cumplimiento de objetivo" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["K99"], 3, "There is no KPI"),
        (["K1", "--period", "whenever"], 2, "not understood as a period"),
        (["K1", "--period", "2026-02-01..2026-01-01"], 2, "before it begins"),
        (["K1", "--by", "colour"], 2, "not broken down"),
        (["K1", "--scope", "colour:red"], 2, "colour"),
        (["K1", "--as-of", "never"], 2, "never"),
        (["K1", "--as-of", "9999-12-31"], 2, "from 1 Jan 1900"),
        (["K1", "--period", "0001"], 2, "from 1 Jan 1900"),
        (["K1", "--period", "0001-01-01..9999-12-31"], 2, "from 1 Jan 1900"),
        (["K1", "--at", "nowhere"], 2, "neither a commit"),
    ],
)
def test_a_mistake_in_the_words_is_told(sold, arguments, code, words):
    done = sold.run("kpi", *arguments)
    assert (done.code, words in done.err) == (code, True), done.err


def test_the_catalogue_is_listed_in_both_languages(shell):
    assert "Win rate" in shell.run("kpi", "--list").out
    assert "Tasa de éxito" in shell.run("--lang", "es", "kpi", "--list").out
    codes = [each["code"] for each in json.loads(shell.run("kpi", "--list", "--json").out)]
    assert codes[:3] == ["K1", "K2", "K3"]


def test_every_number_of_the_catalogue_can_be_asked_for_and_explained(sold):
    for form in ([], ["--explain"], ["--json", "--explain"], ["--csv"], ["--by", "product"]):
        assert sold.run("kpi", "--all", "--period", "2026", *form).code == 0


def test_numbers_in_csv_have_a_line_each(sold):
    lines = sold.run("kpi", "K1", "K14", "--period", "2026-07", "--csv").out.splitlines()
    assert lines[0].startswith("code,name,period")
    assert [each.split(",")[0] for each in lines[1:]] == ["K1", "K14"]


def test_a_forecast_is_shown_and_kept(sold):
    done = sold.run("forecast", "--period", "2026-Q3", "--json")
    shown = json.loads(done.out)
    assert shown["closed"]["amount"] == "1500.00"
    assert shown["range"]["assumptions"]
    kept = sold.run("forecast", "submit", "--who", "ana", "--period", "2026-Q3", "--call", "2k", "-y", "--ids")
    assert kept.code == 0, kept.err
    again = json.loads(sold.run("forecast", "--who", "ana", "--period", "2026-Q3", "--json").out)
    assert again["last"] == kept.out.strip()
    assert again["changes"] == []


def test_a_forecast_without_its_number_or_of_nobody_is_refused(sold):
    assert sold.run("forecast", "submit", "--who", "ana").code == 2
    assert "Neither a person nor a team" in sold.run("forecast", "--who", "anna").err
    assert sold.run("forecast", "submit", "--who", "ana", "--call", "x").code == 2
