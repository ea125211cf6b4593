from datetime import date
from decimal import Decimal

import pytest
from cartera.records.query.derived import all_derived, derived_of
from cartera.records.query.select import facts_at
from cartera.schema.values import Money


def fact(facts, record_id, name):
    record = facts.snapshot.records[record_id]
    return derived_of(record.type)[name].of(facts, record)


@pytest.mark.parametrize(
    ("record_id", "name", "value"),
    [
        ("clients/acme/client", "last_touch", date(2026, 6, 20)),
        ("clients/acme/client", "days_silent", 25),
        ("clients/banco/client", "last_touch", None),
        ("clients/banco/client", "days_silent", 136),
        ("clients/acme/client", "next_step", "Enviar la propuesta"),
        ("clients/acme/client", "next_step_due", date(2026, 7, 13)),
        ("clients/acme/client", "tier", "B"),
        ("clients/banco/client", "tier", "A"),
        ("clients/cien/client", "tier", "A"),
        ("clients/acme/contacts/elena-ruiz", "last_touch", date(2026, 6, 20)),
        ("clients/acme/opportunities/platform-g2vp", "last_touch", date(2026, 6, 20)),
        ("clients/acme/opportunities/platform-g2vp", "days_in_stage", 14),
        ("clients/acme/opportunities/platform-g2vp", "probability", Decimal(50)),
        ("clients/acme/opportunities/platform-g2vp", "weighted", Money("EUR", Decimal("24000.00"))),
        ("clients/acme/opportunities/platform-g2vp", "due", date(2026, 7, 13)),
        ("clients/acme/opportunities/platform-g2vp", "overdue", True),
        ("clients/acme/opportunities/platform-g2vp", "age", 44),
        ("clients/acme/opportunities/renewal-k3x9", "age", 120),
        ("clients/acme/opportunities/renewal-k3x9", "overdue", False),
        ("clients/acme/opportunities/renewal-k3x9", "days_to_close", None),
        ("clients/cien/opportunities/shop-a1b2", "weighted", None),
        ("clients/acme/contracts/master-dddd", "notice_date", date(2026, 10, 2)),
        ("clients/acme/contracts/master-dddd", "days_to_end", 169),
        ("clients/acme/tasks/send-cccc", "due_in", 5),
        ("people/ana/user", "client", None),
    ],
)
def test_a_derived_fact_follows_from_the_records_and_the_day(facts, record_id, name, value):
    assert fact(facts, record_id, name) == value


def test_a_tier_chosen_by_a_person_holds_until_its_day(snapshot):
    later = facts_at(snapshot, date(2027, 1, 1))
    assert fact(later, "clients/cien/client", "tier") is None


def test_every_derived_fact_is_named_in_both_languages_and_computed_for_its_types(facts):
    for name, each in all_derived().items():
        assert each.field.name == name
        assert set(each.field.label) == {"en", "es"}
        for record in facts.snapshot:
            if each.is_for(record.type):
                each.of(facts, record)


def test_a_contact_planned_for_the_future_is_not_the_last_one(make_snapshot, now):
    snapshot = make_snapshot(
        {
            "clients/acme/client.md": "title: Acme\n",
            "clients/acme/interactions/2026/a.md": "title: A\nkind: call\ndirection: out\nat: 2026-07-01T09:00:00+02:00\n",
            "clients/acme/interactions/2026/b.md": "title: B\nkind: call\ndirection: out\nat: 2026-08-01T09:00:00+02:00\n",
        }
    )
    assert fact(facts_at(snapshot, now), "clients/acme/client", "last_touch") == date(2026, 7, 1)
