import pytest
from cartera.records.query.complete import complete_query
from cartera.records.query.select import select_by
from hypothesis import given
from hypothesis import strategies as st


def texts(facts, text, *types):
    return [each.text for each in complete_query(text, len(text), facts, types or None).candidates]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("sta", ["stage:", "stage_history:", "stakeholders:"]),
        ("imp", ["amount:", "weighted:"]),
        ("owner:me is:ov", ["overdue"]),
        ("-stage:prop", ["proposal"]),
        ("stage:gan", ["won"]),
        ("stage:won,neg", ["negotiation"]),
        ("close:<eo", ["eow", "eom", "eoq", "eoy"]),
        ("client.indus", ["client.industry:", "client.pack:"]),
        ("client.industry:fin", ["finance"]),
        ("owner:l", ["lucia"]),
        ("client:ac", ["acme"]),
        ("client:monta", ["cien"]),
        ("has:next_step_", ["next_step_due"]),
        ("type:op", ["opportunity"]),
        ("zzz", []),
    ],
)
def test_what_could_stand_at_the_cursor_of_a_query_over_opportunities(facts, text, offered):
    assert texts(facts, text, "opportunity") == offered


def test_texts_in_use_are_offered_the_commonest_first(facts):
    assert texts(facts, "tags:", "client") == ["north", "parked", "vip"]


def test_the_part_being_written_is_told(facts):
    completion = complete_query("owner:me stage:pro amount>5", 18, facts, ["opportunity"])
    assert (completion.start, completion.end) == (15, 18)


@given(st.text(alphabet='staowner:<,.-()" ', max_size=16))
def test_any_text_can_be_completed(facts, text):
    completion = complete_query(text, len(text), facts)
    assert 0 <= completion.start <= completion.end == len(text)


def test_a_value_offered_can_be_asked_for(facts):
    for field in ("stage", "kind", "pipeline", "owner", "client", "is", "close", "type"):
        for value in texts(facts, f"{field}:", "opportunity"):
            select_by(facts, f"{field}:{value}", types=["opportunity"])
