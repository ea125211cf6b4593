"""Two people change the settings, the schema or the tiers of a book: by key as in a record, and in the same inbox."""

import pytest
from cartera.records.book import Book
from cartera.records.sync.inbox import Choice, all_conflicts, find_settings
from cartera.records.sync.resolving import find_conflict, plan_resolution, plan_value

CONFIG = "cartera.yaml"
SCHEMA = "schema/own.yaml"
TIERS = "tiers.yaml"
OWN = """\
extends: client
fields:
  floor:
    kind: text
    label: {en: Floor, es: Planta}
"""


@pytest.fixture
def both(ana, eva):
    ana.save({CONFIG: "name: Prueba\ncurrency: EUR\ncountry: ES\n", SCHEMA: OWN, TIERS: "a: 1\nb: 2\n"})
    ana.sync()
    eva.sync()
    return ana, eva


@pytest.fixture
def opened():
    books = []

    def open_book(person):
        books.append(Book(person.root, person._clock))
        return books[-1]

    yield open_book
    for each in books:
        each.close()


def test_different_settings_merge(both):
    ana, eva = both
    ana.edit("currency: EUR", "currency: USD", CONFIG)
    ana.sync()
    eva.edit("country: ES", "country: PT", CONFIG)
    assert not eva.sync().conflicts
    assert eva.read(CONFIG) == "name: Prueba\ncurrency: USD\ncountry: PT\n"


@pytest.mark.parametrize("choice", [Choice.KEPT, Choice.OTHER])
def test_one_setting_written_twice_is_in_the_inbox_and_counts_meanwhile(both, opened, choice):
    ana, eva = both
    ana.edit("currency: EUR", "currency: USD", CONFIG)
    ana.sync()
    eva.edit("currency: EUR", "currency: GBP", CONFIG)
    assert eva.sync().conflicts[CONFIG] == ("currency",)
    book = opened(eva)
    snapshot = book.snapshot()
    (conflict,) = all_conflicts(snapshot)
    assert (conflict.entry.kept, conflict.entry.other) == ("USD", "GBP")
    assert (conflict.entry.kept_credit.who, conflict.entry.other_credit.who) == ("Ana", "Eva")
    assert snapshot.config.currency == "USD"
    assert "conflicts" not in (snapshot.config.settings or {})
    assert [each.code for each in snapshot.problems if each.path == CONFIG] == ["settings-in-conflict"]
    book.apply(plan_resolution(book, find_conflict(find_settings(snapshot, CONFIG), "currency"), choice))
    assert all_conflicts(book.snapshot()) == []
    wanted = "USD" if choice is Choice.KEPT else "GBP"
    assert book.snapshot().config.currency == wanted
    assert eva.read(CONFIG) == f"name: Prueba\ncurrency: {wanted}\ncountry: ES\n"
    eva.sync()
    ana.sync()
    assert ana.read(CONFIG) == eva.read(CONFIG)
    eva.check_sound()


def test_a_declaration_written_twice_stays_in_force_and_is_settled_with_a_third_value(both, opened):
    ana, eva = both
    ana.edit("en: Floor", "en: Storey", SCHEMA)
    ana.sync()
    eva.edit("en: Floor", "en: Level", SCHEMA)
    eva.sync()
    book = opened(eva)
    field = book.type_named("client").by_name["floor"]
    (conflict,) = all_conflicts(book.snapshot())
    assert field.label["en"] == conflict.entry.kept
    assert conflict.record.path == SCHEMA
    book.apply(plan_value(book, conflict.record, conflict.entry.field, "Deck"))
    assert book.type_named("client").by_name["floor"].label["en"] == "Deck"
    assert "conflicts" not in eva.read(SCHEMA)


def test_tiers_written_twice_are_in_the_inbox(both, opened):
    ana, eva = both
    ana.edit("a: 1", "a: 3", TIERS)
    ana.sync()
    eva.edit("a: 1", "a: 4", TIERS)
    eva.sync()
    assert [each.record.path for each in all_conflicts(opened(eva).snapshot())] == [TIERS]


def test_settings_that_one_deletes_and_the_other_changes_stay_until_decided(both, opened):
    ana, eva = both
    ana.save({SCHEMA: None})
    ana.sync()
    eva.edit("en: Floor", "en: Level", SCHEMA)
    eva.sync()
    book = opened(eva)
    (conflict,) = all_conflicts(book.snapshot())
    book.apply(plan_resolution(book, conflict, Choice.OTHER))
    assert not (eva.root / SCHEMA).exists()
    assert all_conflicts(book.snapshot()) == []
