from cartera.schema.explain import _KIND_NAMES, explain
from cartera.schema.kinds import KINDS
from cartera.schema.language import ENGLISH, SPANISH


def test_every_kind_has_a_name():
    assert set(_KIND_NAMES) == set(KINDS)


def test_a_type_is_explained_field_by_field(schema):
    told = explain(schema.types["opportunity"])
    rows = {row.name: row for row in told.fields}
    assert told.files == "clients/<client>/opportunities/<slug>-<r4>.md"
    assert rows["amount"].kind.text(ENGLISH) == "money"
    assert rows["amount"].required_when == ("stage:agreed,commit,negotiation,offered,proposal,won",)
    assert rows["stakeholders.contact"].kind.text(ENGLISH) == "link to contact"
    assert rows["stakeholders.contact"].depth == 1
    assert ("upsell", {"en": "Upsell", "es": "Venta adicional"}) in rows["kind"].choices
    assert rows["stage_history"].written_by_program


def test_a_flow_is_explained_state_by_state(schema):
    told = explain(schema.types["opportunity"])
    flows = {flow.name: states for flow, states in told.flows}
    discovery = next(state for state in flows["b2b"] if state.word == "discovery")
    assert discovery.probability == 35
    assert "won" in [word for word, _ in discovery.moves]
    assert [SPANISH.choose(each) for each in discovery.asks] == [
        "Cualificación: Presupuesto",
        "Cualificación: Autoridad",
        "Cualificación: Plazo",
    ]
    assert [SPANISH.choose(each) for each in discovery.needs] == ["una necesidad del cliente con su evidencia"]


def test_every_type_can_be_explained(schema):
    for record_type in schema.types.values():
        told = explain(record_type)
        assert told.fields
        assert bool(told.flows) == (record_type.machine is not None)
