"""HubSpot exports beside the repository, imported by the recipe of docs/examples."""

from pathlib import Path

import pytest
from cartera.records.exchange.engine import prepare_import
from cartera.records.exchange.recipe_reader import read_recipe
from cartera.schema.problems import Severity

RECIPE = Path(__file__).parents[2] / "docs/examples/hubspot.yaml"


@pytest.fixture
def source(shared):
    folder = shared / "data/hubspot"
    if not folder.is_dir():
        pytest.skip("the HubSpot data are not there")
    return folder


@pytest.mark.slow
def test_all_of_it_comes_in_linked_and_sound(make_book, source, bring_in):
    book = make_book({})
    preview, _ = bring_in(book, read_recipe(RECIPE), source)
    snapshot = book.snapshot()
    assert preview.refusals == ()
    counts = {name: len(snapshot.of_type(name)) for name in ("client", "contact", "opportunity", "case")}
    assert counts == {"client": 200, "contact": 950, "opportunity": 500, "case": 300}
    assert len(snapshot.of_type("interaction")) + len(snapshot.of_type("task")) == 2000
    assert [each for each in snapshot.problems if each.severity is Severity.ERROR] == []
    assert all(each.client for each in snapshot.of_type("opportunity"))
    assert not prepare_import(book, read_recipe(RECIPE), source).plan
