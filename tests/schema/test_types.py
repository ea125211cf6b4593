from collections import Counter
from collections.abc import Iterator

import pytest
from cartera.schema.declare import read_own_trees
from cartera.schema.field import Field, Labels, Shape
from cartera.schema.record_type import Schema
from cartera.schema.validate import validate

NAMES = [
    "client",
    "contact",
    "opportunity",
    "proposal",
    "contract",
    "project",
    "task",
    "interaction",
    "case",
    "feedback",
    "review",
    "plan",
    "kpi",
    "budget",
    "transaction",
    "user",
    "target",
    "product",
    "intel",
    "asset",
    "journal",
    "forecast",
    "metric",
    "view",
]


def walk(fields: tuple[Field, ...], where: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield f"{where}.{field.name}", field
        yield from walk(field.fields, f"{where}.{field.name}")


def every_field(schema: Schema) -> Iterator[tuple[str, Field]]:
    for record_type in schema.types.values():
        yield from walk(record_type.fields, record_type.name)
    for pack in schema.packs.values():
        for place, fields in pack.fields.items():
            yield from walk(fields, f"{pack.name}/{place}")


def is_whole(labels: Labels) -> bool:
    return bool(labels.get("en", "").strip() and labels.get("es", "").strip())


def test_there_are_23_types(schema):
    assert sorted(schema.types) == sorted(NAMES)


def test_every_type_field_choice_and_state_has_both_labels(schema):
    lacking = [where for where, field in every_field(schema) if not is_whole(field.label)]
    lacking += [
        f"{where}={each.word}"
        for where, field in every_field(schema)
        for each in field.choices
        if not is_whole(each.label)
    ]
    for record_type in schema.types.values():
        lacking += [
            f"{record_type.name}.{name}"
            for name in ("label", "plural", "about")
            if not is_whole(getattr(record_type, name))
        ]
        for flow in record_type.machine.flows.values() if record_type.machine else ():
            lacking += [flow.name] if not is_whole(flow.label) else []
            lacking += [state.word for state in flow.states.values() if not is_whole(state.label)]
            lacking += [state.word for state in flow.states.values() for g in state.guards if not is_whole(g.says)]
    for pack in schema.packs.values():
        lacking += [] if is_whole(pack.label) and is_whole(pack.about) else [pack.name]
        lacking += [item.item for item in pack.compliance if not is_whole(item.label)]
    assert lacking == []


def test_every_explanation_of_a_field_is_in_both_languages(schema):
    assert [where for where, field in every_field(schema) if field.about and not is_whole(field.about)] == []


def test_every_choice_field_has_choices_and_only_those(schema):
    for where, field in every_field(schema):
        assert bool(field.choices) == (field.kind.name == "choice"), where


def test_a_shared_word_is_declared_because_something_uses_it(schema):
    used = {field.name for _, field in every_field(schema)}
    used |= {choice.word for _, field in every_field(schema) for choice in field.choices}
    used |= {item.item for pack in schema.packs.values() for item in pack.compliance} | set(schema.packs)
    assert sorted(set(read_own_trees("types")["_words"]) - used) == []


def test_no_field_is_called_like_a_truth_value(schema):
    assert not {"on", "off", "yes", "no", "y", "n", "id", "type"} & {
        field.name for record_type in schema.types.values() for field in record_type.fields
    }


def test_links_lead_to_types_that_exist(schema):
    for where, field in every_field(schema):
        assert set(field.to) <= set(schema.types), where


def test_entry_keys_listed_fields_and_asks_exist(schema):
    for where, field in every_field(schema):
        assert not field.key or field.sub_field(field.key), where
    for record_type in schema.types.values():
        flows = record_type.machine.flows.values() if record_type.machine else ()
        asked = [ask for flow in flows for state in flow.states.values() for ask in state.asks]
        set_fields = [e.field for flow in flows for s in flow.states.values() for e in s.effects if not e.on]
        for name in (*record_type.listed, *asked, *set_fields):
            assert record_type.field_at(name), f"{record_type.name}.{name}"


def test_defaults_are_values_of_their_fields_or_known_words(schema):
    words = {"today", "now", "me", "book.country", "book.tz", "book.lang", "book.currency"}
    for where, field in every_field(schema):
        if field.default and field.default not in words:
            field.parse(field.default)
            assert field.shape is Shape.SCALAR, where


def test_a_new_opportunity_lacks_only_what_a_person_must_say(schema):
    record_type = schema.types["opportunity"]
    lacking = [f.name for f in record_type.fields if f.required and not f.default and not f.written_by_program]
    assert lacking == ["title"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("clients/acme/client.md", "client"),
        ("clients/acme/contacts/ana.md", "contact"),
        ("clients/acme/interactions/2026/2026-05-20-call-45j3.md", "interaction"),
        ("people/ana/user.yaml", "user"),
        ("people/ana/journal/2026/2026-07-14.md", "journal"),
        ("people/ana/reviews/2026-07-14-self-aaaa.md", "review"),
        ("market/2026/2026-07-03-x-7fjw.md", "intel"),
        ("library/x.md", "asset"),
        ("projects/x.md", "project"),
        ("opportunities/without-a-client.md", "opportunity"),
        ("README.md", None),
        ("clients/acme/notes.md", None),
        ("clients/acme/files/contract.md", None),
    ],
)
def test_the_folder_decides_the_type(schema, path, name):
    found = schema.type_of_path(path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("word", ["opportunity", "opportunities", "Oportunidad", "oportunidades", "deals", "Negocio"])
def test_a_type_is_found_by_any_of_its_names(schema, word):
    assert schema.type_named(word).name == "opportunity"


def test_no_word_means_two_types(schema):
    words = Counter(word for each in schema.types.values() for word in each.called)
    assert [word for word, count in words.items() if count > 1] == ["kpis"]
    assert schema.type_named("kpis").name == "kpi", "the folder inside clients comes before the one at the book's root"


def test_a_folder_at_the_root_may_hold_another_type_than_inside_a_client(schema):
    assert schema.type_of_path("kpis/demos.yaml").name == "metric"
    assert schema.type_of_path("clients/acme/kpis/deliveries.md").name == "kpi"


def test_every_example_is_sound(schema, examples):
    for record, _ in examples:
        assert validate(record, schema.type_for(record.type, "logistics")) == []
        assert validate(record, schema.type_for(record.type, "")) == []


def test_the_examples_show_every_type(examples):
    # A view is a list of the program and a metric one of its numbers: no records of the domain.
    assert {record.type for record, _ in examples} == set(NAMES) - {"view", "metric"}
