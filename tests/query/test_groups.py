"""Groups of a list: each record in one, counts and sums that add up."""

from collections import Counter
from decimal import Decimal

import pytest
from cartera.records.query.groups import group_records
from cartera.records.query.mistakes import BadQuery
from cartera.records.query.select import select_by
from cartera.schema.values import Money
from hypothesis import given, settings
from hypothesis import strategies as st


def grouped(facts, name, *, order="", money="amount", types=("opportunity",)):
    return group_records(select_by(facts, "", types=types, order=order), name, facts, money=money, order=order)


def test_groups_stand_in_the_order_of_the_choices(facts):
    assert [each.key for each in grouped(facts, "stage")] == ["proposal", "negotiation", "won", "lost"]


def test_groups_fall_where_the_list_falls_by_the_same_column(facts):
    assert next(each.key for each in grouped(facts, "stage", order="stage-")) == "lost"


def test_money_is_added_up_by_currency(facts):
    by_owner = {each.key: each for each in grouped(facts, "pipeline")}
    assert by_owner["b2b"].sums == (Money("USD", Decimal("90000.00")), Money("EUR", Decimal("48000.00")))
    assert len(by_owner["b2b"].ids) == 3


def test_records_without_a_value_come_last(facts):
    groups = grouped(facts, "next_step")
    assert groups[-1].key == ""
    assert groups[-1].value is None
    assert len(groups[-1].ids) == 3


def test_dates_are_grouped_by_the_span_that_is_named(facts):
    assert [each.key for each in grouped(facts, "expected_close.month")] == ["2026-06", "2026-07", "2026-09", ""]
    assert [each.key for each in grouped(facts, "expected_close.quarter")] == ["2026-Q2", "2026-Q3", ""]


def test_moments_are_grouped_by_their_day(facts):
    groups = group_records(select_by(facts, "", types=["interaction"]), "at", facts)
    assert [each.key for each in groups] == ["2026-06-20", "2026-07-10"]


def test_what_is_linked_groups_by_the_record_it_leads_to(facts):
    groups = grouped(facts, "client")
    assert [each.key for each in groups] == [
        "clients/acme/client",
        "clients/banco/client",
        "clients/cien/client",
    ]
    assert [each.key for each in grouped(facts, "client.industry")] == ["finance", "logistics", "retail"]


def test_an_unknown_field_is_refused_with_the_nearest(facts):
    with pytest.raises(BadQuery):
        grouped(facts, "stgae")


def test_no_records_make_no_groups(facts):
    assert group_records([], "stage", facts) == ()


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(["stage", "owner", "client", "expected_close.month", "amount", "tags", "due"]), data=st.data()
)
def test_the_groups_are_a_partition_whose_sums_are_the_whole(facts, name, data):
    everything = select_by(facts, "", types=["opportunity"])
    records = data.draw(st.lists(st.sampled_from(everything), unique_by=lambda each: each.id))
    groups = group_records(records, name, facts, money="amount")
    assert Counter(each for group in groups for each in group.ids) == Counter(each.id for each in records)
    whole = Counter()
    for record in records:
        value = facts.value(record, "amount")
        if isinstance(value, Money):
            whole[value.currency] += value.amount
    parts = Counter()
    for group in groups:
        for each in group.sums:
            parts[each.currency] += each.amount
    assert parts == whole
