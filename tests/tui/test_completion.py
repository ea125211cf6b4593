"""What is offered while one types into a row."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cartera.records.config import BookConfig
from cartera.records.snapshot import FileReading, Snapshot
from cartera.schema.dates_in_words import Moment
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.language import SPANISH
from cartera.schema.record import Record
from cartera.tui.presentation.completion import MOST, complete, complete_beside
from cartera.tui.presentation.ground import Ground

NOW = datetime(2026, 7, 17, 12, tzinfo=ZoneInfo("Europe/Madrid"))
SCHEMA = declare_schema(read_own_trees("types"), read_own_trees("packs"))


def ground_of(**titles: str) -> Ground:
    """Return a ground with contacts by path, such as ``acme__eva="Eva Sol"``."""
    records = [
        Record(f"clients/{each.split('__')[0]}/contacts/{each.split('__')[1]}.md", "contact", {"title": title}, "", "0")
        for each, title in titles.items()
    ]
    records += [
        Record(f"clients/{slug}/client.md", "client", {"title": slug.title()}, "", "0") for slug in ("acme", "bold")
    ]
    snapshot = Snapshot(SCHEMA, BookConfig(), [FileReading(each.path, each) for each in records])
    return Ground(snapshot, Moment(NOW, SPANISH), "interaction", client="acme")


FIELDS = SCHEMA.types["interaction"].by_name


def offered(field: str, text: str, ground: Ground, *, asked: bool = False) -> list[str]:
    return [each.text for each in complete(FIELDS[field], text, ground, asked=asked).candidates]


def test_choices_are_offered_by_their_label_in_the_readers_language():
    assert offered("kind", "llam", ground_of()) == ["Llamada"]
    assert "Reunión" in offered("kind", "reun", ground_of())


def test_nothing_is_offered_before_anything_is_typed_unless_asked():
    assert offered("kind", "", ground_of()) == []
    assert len(offered("kind", "", ground_of(), asked=True)) == MOST


def test_a_choice_written_out_needs_no_offer():
    assert offered("kind", "Llamada", ground_of()) == []


def test_people_of_the_same_client_come_first():
    ground = ground_of(bold__eva_paz="Eva Paz", acme__eva_sol="Eva Sol")
    assert offered("contacts", "eva", ground) == ["eva_sol", "eva_paz"]


def test_two_of_the_same_name_are_told_apart_by_a_longer_link():
    ground = ground_of(bold__eva="Eva Paz", calm__eva="Eva Mar")
    assert sorted(offered("contacts", "eva", ground)) == ["bold/eva", "calm/eva"]


def test_only_the_last_of_several_values_is_completed():
    ground = ground_of(acme__eva="Eva Sol", acme__luis="Luis Mar")
    completion = complete(FIELDS["contacts"], "eva, lu", ground)
    assert completion.take("eva, lu", completion.candidates[0]) == "eva, luis"


def test_any_word_of_a_title_may_be_typed_without_accents():
    assert offered("contacts", "ruiz mar", ground_of(acme__m="María Ruiz")) == ["m"]


def test_more_values_of_a_list_are_offered_beside_those_that_stand_there():
    ground = ground_of(acme__eva="Eva Sol", acme__luis="Luis Mar")
    text, completion = complete_beside(FIELDS["contacts"], "eva", ground)
    assert completion.take(text, completion.candidates[1]) == "eva, luis"


def test_a_single_value_is_offered_to_be_replaced():
    text, completion = complete_beside(FIELDS["kind"], "Llamada", ground_of())
    assert completion.take(text, completion.candidates[1]) != "Llamada"
    assert "," not in completion.take(text, completion.candidates[1])
