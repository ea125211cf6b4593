"""docs/schema-language.md names every word the schema language has, and no other kind."""

from pathlib import Path

import pytest
from cartera.schema.declare import PACK_WORDS, PLACES, RULE_NAMES, TYPE_WORDS
from cartera.schema.declare_field import FIELD_WORDS
from cartera.schema.declare_machine import EFFECT_WORDS, FLOW_WORDS, GUARD_WORDS, MACHINE_WORDS, STATE_WORDS
from cartera.schema.field import Shape
from cartera.schema.kinds import KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "schema-language.md").read_text(encoding="utf-8")
WORDS = (
    *TYPE_WORDS, *FIELD_WORDS, *MACHINE_WORDS, *FLOW_WORDS, *STATE_WORDS, *GUARD_WORDS, *EFFECT_WORDS, *PACK_WORDS,
    *PLACES, *RULE_NAMES, *KINDS, *Shape,
)  # fmt: skip


@pytest.mark.parametrize("word", sorted(set(map(str, WORDS))))
def test_the_page_names_the_word(word):
    assert f"`{word}" in PAGE
