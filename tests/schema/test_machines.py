from cartera.schema.machine import Flow


def every_flow(schema) -> list[tuple[str, Flow]]:
    return [
        (f"{each.name}.{name}", flow)
        for each in schema.types.values()
        if each.machine
        for name, flow in each.machine.flows.items()
    ]


def reached(flow: Flow) -> set[str]:
    seen = {flow.start.word}
    todo = [flow.start.word]
    while todo:
        for word in flow.states[todo.pop()].to:
            if word not in seen:
                seen.add(word)
                todo.append(word)
    return seen


def test_every_state_can_be_reached(schema):
    for name, flow in every_flow(schema):
        assert reached(flow) == set(flow.states), name


def test_every_flow_can_end_and_every_open_state_leads_on(schema):
    for name, flow in every_flow(schema):
        assert any(state.kind != "open" for state in flow.states.values()), name
        assert all(state.to for state in flow.states.values() if state.kind == "open"), name


def test_probabilities_rise_to_won(schema):
    for name, flow in schema.types["opportunity"].machine.flows.items():
        chances = [state.probability for state in flow.states.values() if state.kind in {"open", "won"}]
        assert chances == sorted(chances), name
        assert chances[-1] == 100


def test_the_sales_stages_are_those_of_the_plan(schema):
    b2b = schema.types["opportunity"].machine.flows["b2b"]
    assert {word: (state.probability, state.forecast) for word, state in b2b.states.items()} == {
        "prospecting": (10, "omitted"),
        "qualification": (20, "pipeline"),
        "discovery": (35, "pipeline"),
        "proposal": (50, "pipeline"),
        "negotiation": (75, "best_case"),
        "commit": (90, "commit"),
        "won": (100, "closed"),
        "lost": (0, "omitted"),
        "void": (None, "omitted"),
    }


def test_won_is_final_and_lost_can_be_reopened(schema):
    b2b = schema.types["opportunity"].machine.flows["b2b"]
    assert b2b.states["won"].to == ()
    assert "negotiation" in b2b.states["lost"].to
    assert "won" not in b2b.states["lost"].to


def test_a_step_back_between_open_stages_is_told_from_a_reopening(schema):
    b2b = schema.types["opportunity"].machine.flows["b2b"]
    assert b2b.goes_back("negotiation", "discovery")
    assert not b2b.goes_back("discovery", "negotiation")
    assert not b2b.goes_back("lost", "discovery")


def test_winning_accepts_a_contract_or_an_order(schema):
    (guard,) = schema.types["opportunity"].machine.flows["b2b"].states["won"].guards
    assert [each.record for each in guard.either] == ["contract", "transaction"]


def test_winning_makes_the_client_a_customer_and_closes_today(schema):
    closed, customer = schema.types["opportunity"].machine.flows["b2b"].states["won"].effects
    assert (closed.field, closed.value, closed.only_if_empty) == ("closed_on", "today", True)
    assert (customer.on, customer.field, customer.value) == ("client", "lifecycle", "customer")


def test_guards_speak_of_fields_types_and_words_that_exist(schema):
    def check(record_type, guard):
        for each in guard.either:
            check(record_type, each)
        at = schema.types["client"] if guard.on == "client" else record_type
        if guard.field and guard.field != "body":
            field = at.field_at(guard.field)
            assert field, guard
            for name in (guard.entry_has, *(n for n, _ in (*guard.entry, *guard.no_entry))):
                assert not name or field.sub_field(name), guard
        held = schema.types[guard.record] if guard.record else at
        for facts, holder in ((guard.where, held), (guard.when, record_type)):
            for name, words in facts:
                field = holder.field_at(name)
                assert field, guard
                assert all(w == "$self" or not field.choices or field.choice(w) for w in words), guard

    for record_type in schema.types.values():
        for flow in record_type.machine.flows.values() if record_type.machine else ():
            for state in flow.states.values():
                for guard in state.guards:
                    check(record_type, guard)
