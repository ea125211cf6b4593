"""Changes told in the reader's words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from cartera.records.git.history import FieldChange
from cartera.records.history.telling import ToldChange, tell_changes
from cartera.records.own_trees import read_own
from cartera.schema.declare import declare_schema
from cartera.schema.language import ENGLISH, SPANISH

_OWN = read_own()
TYPE = declare_schema(_OWN.types, _OWN.packs).types["opportunity"]
ZONE = ZoneInfo("Europe/Madrid")


def tell(field, before, after, language=ENGLISH):
    return tell_changes([FieldChange(field, before, after)], TYPE, language, ZONE)


def test_a_choice_is_told_by_its_label_in_the_readers_language() -> None:
    (told,) = tell("stage", "proposal", "negotiation", SPANISH)
    assert (told.label, told.before, told.after) == ("Etapa", "Propuesta", "Negociación")


def test_an_entry_of_a_list_is_told_by_its_number() -> None:
    (told,) = tell("stage_history.1.to", None, "won")
    assert told.label.split(":")[0].endswith(" 2")


def test_a_move_is_told_by_the_label_of_the_stage_it_led_to() -> None:
    (told,) = tell("stage_history.1", None, {"to": "qualification", "by": "ana"}, SPANISH)
    assert told.after == "A: Cualificación, Por: ana"
    (told,) = tell("stage_history.1.to", "qualification", "won", SPANISH)
    assert (told.before, told.after) == ("Cualificación", "Ganada")


def test_a_value_that_only_looks_the_same_is_told_as_it_is_written() -> None:
    (told,) = tell("amount", "10 EUR", "10.00 EUR")
    assert told.before != told.after


@pytest.mark.parametrize("language", [ENGLISH, SPANISH])
def test_a_text_is_told_by_the_paragraphs_that_differ(language) -> None:
    told = tell("body", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo and a half.\n\nThree.\n\nFour.", language)
    assert [(each.before, each.after) for each in told] == [("Two.", "Two and a half."), ("", "Four.")]


def test_a_field_nobody_declared_is_told_by_its_key() -> None:
    assert tell("colour", "red", "blue") == [ToldChange("colour", "colour", "red", "blue")]
