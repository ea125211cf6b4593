"""``cartera import``: what is shown before, what is written, and that a second time writes nothing."""

import pytest

RECIPE = """\
title: Prospects
steps:
  - file: prospects.csv
    type: client
    key: {list: {column: Number}}
    fields:
      title: "{Company}"
      kind: company
      industry: {column: Sector, map: {Bank: finance, Farm: manufacturing}}
      country: ES
      tz: Europe/Madrid
      lang: es
      currency: EUR
      lifecycle: lead
      first_contact_at: {column: Since}
      source: import
"""
ROWS = "Number,Company,Sector,Since\n1,Caja Alta,Bank,2026-05-01\n2,Granja Vega,Farm,2026-05-02\n"


@pytest.fixture
def tables(shell, tmp_path):
    """A folder with one table and its recipe beside it."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "prospects.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    return folder, str(tmp_path / "recipe.yaml")


def commits(shell):
    return len(shell.run("history", "--limit", "100", "--json").out.split('"commit":')) - 1


def test_a_preview_writes_nothing(shell, tables):
    folder, recipe = tables
    before = commits(shell)
    result = shell.run("import", str(folder), "--recipe", recipe, "--dry-run")
    assert result.code == 0, result.err
    assert "Clients: 2 new" in result.out
    assert "title: Caja Alta" in result.out
    assert commits(shell) == before


def test_it_asks_and_without_a_terminal_wants_yes(shell, tables):
    folder, recipe = tables
    assert shell.run("import", str(folder), "--recipe", recipe).code == 2
    shell.answers.append("n")
    assert shell.run("import", str(folder), "--recipe", recipe).code == 1
    assert shell.run("list", "client", "title:vega", "--ids").out == ""


def test_it_is_one_commit_and_the_second_time_none(shell, tables):
    folder, recipe = tables
    before = commits(shell)
    assert shell.run("import", str(folder), "--recipe", recipe, "--yes").code == 0
    assert commits(shell) == before + 1
    assert shell.run("list", "client", "title:vega", "--ids").out != ""
    again = shell.run("import", str(folder), "--recipe", recipe, "--yes")
    assert "Nothing to change" in again.err
    assert commits(shell) == before + 1


def test_the_report_is_named_and_kept_in_the_book(shell, tables):
    folder, recipe = tables
    result = shell.run("import", str(folder), "--recipe", recipe, "--yes")
    (path,) = [word.rstrip(".") for word in result.err.split() if word.startswith("reports/")]
    assert (shell.book / path).is_file()


def test_a_refused_row_is_listed_and_the_exit_code_says_so(shell, tables):
    folder, recipe = tables
    (folder / "prospects.csv").write_text(ROWS + "3,,Bank,2026-05-03\n", encoding="utf-8")
    result = shell.run("import", str(folder), "--recipe", recipe, "--yes")
    assert result.code == 1
    assert "line 4" in result.out
    assert shell.run("import", str(folder), "--recipe", recipe, "--yes", "--strict").code == 1


def test_a_missing_recipe_is_not_found(shell, tables):
    folder, _ = tables
    assert shell.run("import", str(folder), "--recipe", "nowhere.yaml").code == 3
