"""Which column a dotted name means, and what stands in it."""

from datetime import date
from decimal import Decimal

import pytest
from cartera.records.query.columns import UnknownColumn, column_of, columns_to_choose, find_column
from cartera.records.query.select import select_by
from cartera.schema.values import Money

DEAL = "clients/acme/opportunities/platform-g2vp"


def value_of(facts, record_id, name):
    record = facts.snapshot.records[record_id]
    return column_of(facts.types[record.type], name, facts).value(record)


@pytest.mark.parametrize(
    ("record_id", "name", "value"),
    [
        (DEAL, "amount", Money("EUR", Decimal("48000.00"))),
        (DEAL, "importe", Money("EUR", Decimal("48000.00"))),
        (DEAL, "client.industry", "logistics"),
        (DEAL, "cliente.sector", "logistics"),
        (DEAL, "client.days_silent", 25),
        (DEAL, "owner.title", "Ana Ruiz"),
        (DEAL, "owner.manager.title", "Lucía Gil"),
        (DEAL, "stakeholders.contact.influence", 5),
        (DEAL, "stakeholders.role", ("economic",)),
        (DEAL, "close", date(2026, 9, 15)),
        ("clients/cien/client", "tier_override.tier", "A"),
        ("clients/acme/tasks/send-cccc", "about.amount", Money("EUR", Decimal("48000.00"))),
    ],
)
def test_a_dotted_name_reaches_fields_facts_and_what_is_linked(facts, record_id, name, value):
    assert value_of(facts, record_id, name) == value


def test_a_link_that_leads_nowhere_shows_nothing(facts):
    assert value_of(facts, "clients/banco/opportunities/fund-m4p2", "owner.title") is None


def test_the_label_of_what_is_linked_says_both(facts):
    found = column_of(facts.types["opportunity"], "client.industry", facts)
    assert found.label["es"] == "Cliente: Sector"
    assert found.name == "client.industry"


def test_what_stands_in_the_file_is_told_only_of_the_record_itself(facts):
    deal = facts.snapshot.records[DEAL]
    assert column_of(facts.types["opportunity"], "amount", facts).tree(deal) == "48000.00 EUR"
    assert column_of(facts.types["opportunity"], "client.industry", facts).tree(deal) is None


def test_an_unknown_column_names_the_nearest(facts):
    with pytest.raises(UnknownColumn) as raised:
        column_of(facts.types["opportunity"], "amuont", facts)
    assert "amount" in str(raised.value.hint)


@pytest.mark.parametrize("name", ["", ".", "client.", "amount.deep", "links." * 40 + "title"])
def test_a_name_that_leads_nowhere_is_no_column(facts, name):
    assert find_column(facts.types["opportunity"], name, facts) is None


def test_links_to_any_type_are_searched_once_a_type(facts):
    assert find_column(facts.types["opportunity"], "links.links.links.links.title", facts) is not None


def test_every_field_and_fact_can_be_chosen(facts):
    names = [each.name for each in columns_to_choose([facts.types["client"], facts.types["contact"]])]
    assert {"title", "lifecycle", "days_silent", "emails"} <= set(names)
    assert len(names) == len(set(names))


def test_a_list_can_be_ordered_by_what_is_linked(facts):
    found = select_by(facts, "is:open", types=["opportunity"], order="client.industry")
    assert [each.name for each in found] == ["fund-m4p2", "platform-g2vp"]
