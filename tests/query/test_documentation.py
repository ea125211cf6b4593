"""Every example of docs/query-language.md is a sound query."""

import re
from pathlib import Path

import pytest
from cartera.records.query.derived import all_derived
from cartera.records.query.select import select_by

PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"
EXAMPLES = sorted(
    {
        code
        for code in re.findall(r"`([^`]+)`", PAGE.read_text(encoding="utf-8"))
        if re.search(r"[\w-][:<>=~]=?[\w\"^<>+-]", code)
    }
)


@pytest.mark.parametrize("query", EXAMPLES)
def test_an_example_of_the_page_is_a_sound_query(facts, query):
    select_by(facts, query)


def test_the_page_names_every_derived_fact():
    text = PAGE.read_text(encoding="utf-8")
    unnamed = {name for name in all_derived() if f"`{name.replace('_', '-')}`" not in text} - {"name", "next_step"}
    assert unnamed == set()
