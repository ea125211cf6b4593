"""The public sales data beside the repository, imported by the recipe of docs/examples."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from cartera.records.exchange.engine import prepare_import
from cartera.records.exchange.recipe_reader import read_recipe
from cartera.schema.problems import Severity

RECIPE = Path(__file__).parents[2] / "docs/examples/crm-sales-opportunities.yaml"


@pytest.fixture
def source(shared):
    folder = shared / "data/crm-sales-opportunities"
    if not folder.is_dir():
        pytest.skip("the sales data are not there")
    return folder


EACH = 11
"""Every check brings in each eleventh deal; ``make proof`` brings in all 8,800."""


@pytest.fixture
def some(source, tmp_path):
    """The same tables with fewer deals."""
    folder = shutil.copytree(source, tmp_path / "some", copy_function=shutil.copyfile)
    folder.chmod(0o755)
    deals = folder / "sales_pipeline.csv"
    heading, *rows = deals.read_text(encoding="utf-8").splitlines(keepends=True)
    deals.write_text("".join([heading, *rows[::EACH]]), encoding="utf-8")
    return folder


def test_some_of_it_comes_in_once_and_is_sound(make_book, some, bring_in):
    book = make_book({})
    preview, _ = bring_in(book, read_recipe(RECIPE), some)
    snapshot = book.snapshot()
    assert preview.refusals == ()
    counts = {name: len(snapshot.of_type(name)) for name in ("client", "product", "user", "opportunity")}
    assert counts == {"client": 85, "product": 7, "user": 41, "opportunity": 8800 // EACH}
    assert [each for each in snapshot.problems if each.severity is Severity.ERROR] == []
    assert "GTX Pro" in {each.meant for each in preview.mends}
    assert not prepare_import(book, read_recipe(RECIPE), some).plan


@pytest.mark.exhaustive
def test_all_of_it_comes_in_once_and_is_sound(make_book, source, bring_in):
    book = make_book({})
    preview, _ = bring_in(book, read_recipe(RECIPE), source)
    snapshot = book.snapshot()
    assert preview.refusals == ()
    counts = {name: len(snapshot.of_type(name)) for name in ("client", "product", "user", "opportunity")}
    assert counts == {"client": 85, "product": 7, "user": 41, "opportunity": 8800}
    stages = Counter(each.text("stage") for each in snapshot.of_type("opportunity"))
    assert stages == {"won": 4238, "lost": 2473, "engaging": 1589, "prospecting": 500}
    assert [each for each in snapshot.problems if each.severity is Severity.ERROR] == []
    assert ("GTXPro", "GTX Pro", 1480) in {(each.said, each.meant, each.rows) for each in preview.mends}
    assert not prepare_import(book, read_recipe(RECIPE), source).plan
