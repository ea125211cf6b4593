import pytest
from cartera.schema.declare import BadDeclaration, declare_schema, read_own_trees
from cartera.schema.field import Shape
from cartera.schema.problems import Severity
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

OWN_TYPES = read_own_trees("types")
OWN_PACKS = read_own_trees("packs")


def declare(*book):
    import yaml

    return declare_schema(OWN_TYPES, OWN_PACKS, [yaml.load(each, Loader=yaml.CBaseLoader) for each in book])


def test_a_book_adds_a_field_in_the_language_of_our_own():
    schema = declare("extends: client\nfields:\n  region: {choices: [north, south]}\n")
    region = schema.types["client"].by_name["region"]
    assert region.from_book
    assert [each.word for each in region.choices] == ["north", "south"]
    assert schema.types["client"].order.index("region") < schema.types["client"].order.index("owner")


def test_a_label_may_be_left_out_or_be_one_text():
    schema = declare("extends: client\nfields:\n  sales_region: {}\n  zone: {label: Zona}\n")
    assert schema.types["client"].by_name["sales_region"].label == {"en": "Sales region"}
    assert schema.types["client"].by_name["zone"].label == {"en": "Zona"}


def test_a_book_adjusts_one_word_of_our_field_and_keeps_the_rest():
    schema = declare("extends: client\nfields:\n  city: {required: warning}\n  owner: {required: error}\n")
    client = schema.types["client"]
    assert client.by_name["city"].required is Severity.WARNING
    assert client.by_name["city"].label["es"] == "Ciudad"
    assert client.by_name["owner"].required is Severity.ERROR
    assert client.by_name["owner"].kind.name == "user"


def test_a_book_adds_a_type():
    schema = declare("""
        type: vehicle
        label: {en: Vehicle, es: Vehículo}
        layout: {folder: vehicles, homes: [client, book]}
        fields: {plate: {required: true}}
    """)
    vehicle = schema.type_of_path("clients/acme/vehicles/van.md")
    assert vehicle is schema.types["vehicle"]
    assert vehicle.from_book
    assert vehicle.order[:2] == ("title", "plate")


def test_a_book_adds_a_pipeline_with_stages_of_its_own():
    schema = declare("""
        extends: opportunity
        fields: {pipeline: {default: gtx}}
        machine:
          flows:
            gtx:
              label: {en: GTX, es: GTX}
              states:
                prospecting: {label: Prospecting, probability: "10", to: [forward, closed]}
                engaging: {label: Engaging, probability: "40", to: [back, closed]}
                won: {label: Won, kind: won}
                lost: {label: Lost, kind: lost, to: [open]}
    """)
    opportunity = schema.types["opportunity"]
    assert list(opportunity.machine.flows) == ["b2b", "b2c", "renewal", "gtx"]
    assert opportunity.by_name["stage"].choice("engaging")
    assert opportunity.by_name["pipeline"].choice("gtx")
    assert opportunity.by_name["pipeline"].default == "gtx"
    assert opportunity.machine.flows["gtx"].states["lost"].to == ("prospecting", "engaging")


def test_a_book_adds_a_pack_and_extends_ours():
    schema = declare(
        "pack: wine\nlabel: Vino\nfields:\n  client.pack: {hectares: {kind: dec}}\n",
        "pack: health\nfields:\n  contact: {college: {}}\n",
    )
    assert schema.type_for("client", "wine").field_at("pack.hectares").kind.name == "dec"
    assert schema.type_for("contact", "health").by_name["college"]
    assert schema.type_for("contact", "health").by_name["kol_level"]


def test_a_shared_declaration_is_taken_over_with_like():
    schema = declare("extends: client\nfields:\n  fame: {like: one_to_five, label: Fama}\n")
    fame = schema.types["client"].by_name["fame"]
    assert (fame.kind.name, fame.least, fame.most) == ("int", 1, 5)


def test_fields_inside_make_a_map_where_no_shape_is_named():
    schema = declare("extends: client\nfields:\n  office: {fields: {floor: {kind: int}}}\n")
    assert schema.types["client"].by_name["office"].shape is Shape.MAP


@pytest.mark.parametrize(
    ("declaration", "where", "sentence", "hint"),
    [
        ("extends: clint", "", "“clint” is not known.", "Did you mean “client”?"),
        ("label: x", "", "It must begin with type, extends or pack.", None),
        ("extends: client\nfields: {x: {kind: mony}}", "client.fields.x", "“mony” is not known.", "Did you mean “money”?"),
        ("extends: client\nfields: {x: {requird: true}}", "client.fields.x", "“requird” is not known.", "Did you mean “required”?"),
        ("extends: client\nfields: {x: money}", "client.fields.x", "It must be a map.", None),
        ("extends: client\nfields: {x: {shape: pile}}", "client.fields.x", "“pile” is not known.", None),
        ("extends: client\nfields: {x: {shape: entries}}", "client.fields.x.fields", "Entries and maps need fields.", None),
        ("extends: client\nfields: {x: {required: maybe}}", "client.fields.x", "“maybe” is not known.", None),
        ("extends: client\nfields: {x: {written_by_program: yes}}", "client.fields.x.written_by_program", "“yes” is neither true nor false.", None),
        ("extends: client\nfields: {x: {like: hystory}}", "client.fields.x", "“hystory” is not known.", "Did you mean “history”?"),
        ("extends: client\nfields: {x: {least: few}}", "client.fields.x.least", "“few” is not a whole number.", None),
        ("extends: client\nlisted: [lifecicle]", "client.listed", "“lifecicle” is not known.", "Did you mean “lifecycle”?"),
        ("extends: client\nin_order: [a b]", "client.in_order", "“a b” must name two fields with <= between them.", None),
        ("extends: client\nrules: [line-sums]", "client.rules", "“line-sums” is not known.", "Did you mean “line-sum”?"),
        ("extends: client\nlabel: {fr: Client}", "client.label", "Labels are texts under en and es.", None),
        ("extends: client\nlayuot: {}", "client", "“layuot” is not known.", "Did you mean “layout”?"),
        ("type: x\nlayout: {folder: tasks, homes: [book]}", "x.layout.folder", "The folder belongs to the type “task”.", None),
        ("type: x\nlayout: {folder: a/b, homes: [book]}", "x.layout.folder", "It must be the name of one folder.", None),
        ("type: x\nlayout: {folder: a, homes: [moon]}", "x.layout", "“moon” is not known.", None),
        ("extends: task\nmachine: {flows: {task: {states: {open: {to: [don]}}}}}", "task.machine.flows.task.states.open", "“don” is not known.", "Did you mean “done”?"),
        ("extends: task\nmachine: {flows: {task: {states: {open: {probability: '200'}}}}}", "task.machine.flows.task.states.open.probability", "200 % is above 100 %.", None),
        ("extends: task\nmachine: {flows: {x: {}}}", "task.machine.flows.x.states", "A flow needs at least one state.", None),
        ("pack: health\nfields: {clients: {x: {}}}", "health.fields", "“clients” is not known.", None),
    ],
)  # fmt: skip
def test_a_mistake_names_its_place_what_is_wrong_and_what_would_work(declaration, where, sentence, hint):
    with pytest.raises(BadDeclaration) as caught:
        declare(declaration)
    assert ".".join(caught.value.where) == where
    assert str(caught.value.reason) == sentence
    if hint:
        assert str(caught.value.hint) == hint


def test_packs_never_disagree_about_a_field():
    schema = declare()
    for place in {place for pack in schema.packs.values() for place in pack.fields}:
        seen = {}
        for pack in schema.packs.values():
            for field in pack.fields.get(place, ()):
                known = seen.setdefault(field.name, field)
                assert (known.kind, known.shape) == (field.kind, field.shape), f"{place}.{field.name}"


WORDS = st.sampled_from(
    [
        "client",
        "task",
        "type",
        "extends",
        "pack",
        "fields",
        "machine",
        "flows",
        "states",
        "kind",
        "shape",
        "label",
        "choices",
        "required",
        "required_when",
        "entries",
        "table",
        "map",
        "list",
        "layout",
        "folder",
        "homes",
        "to",
        "open",
        "done",
        "forward",
        "true",
        "3",
        "like",
        "history",
        "in_order",
        "rules",
        "default",
    ]
)
TREES = st.recursive(
    WORDS | st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(WORDS, TREES, max_size=4))
def test_any_declaration_is_taken_or_refused_in_a_sentence(tree):
    try:
        declare_schema({}, {}, [{"type": "thing", "layout": {"folder": "things", "homes": "book"}, **tree}])
    except BadDeclaration as mistake:
        assert str(mistake.reason)  # noqa: PT017
