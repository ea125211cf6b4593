"""One place knows what people call a field: in queries, in ``f=v`` and in forms."""

import pytest
from cartera.records.assignments import UnknownField, find_field
from cartera.records.field_names import stored_fields
from cartera.records.query.names import find_field as find_asked
from cartera.schema.declare import declare_schema, read_own_trees


@pytest.fixture(scope="module")
def types():
    return declare_schema(read_own_trees("types"), read_own_trees("packs")).types


@pytest.mark.parametrize(
    ("type_name", "word", "field"),
    [
        ("opportunity", "close", "expected_close"),
        ("opportunity", "cierre", "expected_close"),
        ("opportunity", "estado", "stage"),
        ("opportunity", "Importe", "amount"),
        ("opportunity", "próximo paso", "next_step"),
        ("contact", "correo", "emails"),
        ("task", "estado", "status"),
    ],
)
def test_a_word_means_the_same_field_in_a_query_and_in_an_assignment(types, type_name, word, field):
    record_type = types[type_name]
    assert next(stored_fields(record_type, word)).name == field
    assert find_field(record_type, word)[0] == (field,)
    asked = find_asked(record_type, word)
    assert getattr(asked, "name", None) == field


def test_a_name_beats_a_short_name_and_a_label(types):
    assert next(stored_fields(types["proposal"], "status")).name == "status"


def test_a_word_that_means_nothing_is_named_with_the_nearest(types):
    with pytest.raises(UnknownField, match="amont"):
        find_field(types["opportunity"], "amont")
