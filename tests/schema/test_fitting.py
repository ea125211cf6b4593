"""The quick test of a field and the slow judge that explains it never disagree."""

from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.field import Field, Shape
from cartera.schema.fitting import fits_of
from cartera.schema.judging import judge_field
from cartera.schema.record import Record
from cartera.schema.validate import validate
from hypothesis import given, settings
from hypothesis import strategies as st

SCHEMA = declare_schema(read_own_trees("types"), read_own_trees("packs"))
FIELDS = [
    (f"{name}.{field.name}", field)
    for name in SCHEMA.types
    for field in SCHEMA.type_with_packs(name).fields
]  # fmt: skip
TEXTS = ["", "x", "ana", "3", "-1", "200", "12.5", "true", "2026-07-14", "2026-07-14T09:30:00+02:00", "1.00 EUR", "P7D"]


def trees_for(field: Field) -> st.SearchStrategy:
    """Trees that often, but not always, are what the field wants."""
    words = [choice.word for choice in field.choices]
    scalar = st.sampled_from(TEXTS + words) | st.none() | st.text(max_size=8)
    inner = {each.name: trees_for(each) for each in field.fields}
    entry = st.fixed_dictionaries({}, optional={**inner, "unknown": scalar} if inner else {"a": scalar})
    wanted = {
        Shape.SCALAR: scalar,
        Shape.LIST: st.lists(scalar, max_size=5),
        Shape.ENTRIES: st.lists(entry, max_size=3),
        Shape.MAP: entry,
        Shape.TABLE: st.dictionaries(st.sampled_from("abc"), entry if inner else scalar | st.lists(scalar, max_size=2)),
    }[field.shape]
    return wanted | scalar | st.lists(scalar, max_size=2) | st.dictionaries(st.just("a"), scalar)


@settings(deadline=None)
@given(st.data())
def test_the_quick_test_and_the_judge_agree(data):
    where, field = data.draw(st.sampled_from(FIELDS))
    tree = data.draw(trees_for(field))
    assert fits_of(field)(tree) == (list(judge_field(field, tree, (field.name,))) == []), where


@settings(deadline=None)
@given(st.data())
def test_any_record_is_judged_without_an_exception_and_every_sentence_can_be_read(data):
    record_type = SCHEMA.types[data.draw(st.sampled_from(sorted(SCHEMA.types)))]
    chosen = data.draw(st.lists(st.sampled_from(record_type.fields), max_size=6, unique_by=lambda each: each.name))
    tree = {field.name: data.draw(trees_for(field)) for field in chosen}
    record = Record("clients/acme/x.md", record_type.name, tree, data.draw(st.text(max_size=30)), "")
    for problem in validate(record, record_type):
        assert str(problem.message)
        assert problem.hint is None or str(problem.hint)
