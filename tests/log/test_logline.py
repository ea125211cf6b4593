"""The one line of a log entry, read without a book."""

from __future__ import annotations

import pytest
from cartera.records.logline import LogLine, parse_log_line
from cartera.schema.field import Choice
from hypothesis import given
from hypothesis import strategies as st

KINDS = (
    Choice("call", {"en": "Call", "es": "Llamada"}),
    Choice("email", {"en": "Email", "es": "Correo"}),
    Choice("meeting", {"en": "Meeting", "es": "Reunión"}),
    Choice("message", {"en": "Message", "es": "Mensaje"}),
    Choice("social", {"en": "Social network", "es": "Red social"}),
    Choice("note", {"en": "Note", "es": "Nota"}),
)


def read(text: str) -> LogLine:
    return parse_log_line(text, KINDS)


def test_a_whole_line_says_kind_person_text_step_and_day():
    assert read("llamada ana: presupuesto ok > enviar propuesta @viernes") == LogLine(
        kind="call",
        direction="",
        who=("ana",),
        minutes=None,
        when="",
        text="presupuesto ok",
        next_step="enviar propuesta",
        due="viernes",
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("call ana: ok", "call"),
        ("Llamada ana: ok", "call"),
        ("lla ana: ok", "call"),
        ("reunion ana: ok", "meeting"),
        ("REUNIÓN con ana: ok", "meeting"),
        ("red social ana: ok", "social"),
        ("me ana: two kinds begin with me", "note"),
        ("ok sin más", "note"),
        ("", "note"),
    ],
)
def test_the_kind_is_known_by_word_label_or_beginning(text, kind):
    assert read(text).kind == kind


def test_a_line_without_a_kind_is_a_note_and_keeps_its_colon():
    line = read("Idea: proponer un piloto")
    assert (line.kind, line.text, line.who) == ("note", "Idea: proponer un piloto", ())


def test_a_kind_without_a_colon_takes_the_rest_as_text():
    line = read("llamada no contesta")
    assert (line.kind, line.text) == ("call", "no contesta")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("call ana 20m: x", 20),
        ("call ana 20 min: x", 20),
        ("call ana 1h: x", 60),
        ("call ana 1h30: x", 90),
        ("call ana 20': x", 20),
        ("call ana: x", None),
    ],
)
def test_minutes_are_read_before_the_colon(text, minutes):
    line = read(text)
    assert (line.minutes, line.who) == (minutes, ("ana",))


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("llamada de ana: x", "in"),
        ("email from ana: x", "in"),
        ("email to ana: x", "out"),
        ("reunión con ana: x", "out"),
        ("email ana: x", ""),
    ],
)
def test_a_preposition_says_the_direction(text, direction):
    line = read(text)
    assert (line.direction, line.who) == (direction, ("ana",))


def test_a_preposition_inside_a_name_stays_in_the_name():
    assert read("llamada a María de la Cruz: x").who == ("María", "de", "la", "Cruz")


def test_several_people_are_parted_by_commas_and_joining_words():
    assert read("reunión ana ruiz, luis y olga: x").who == ("ana", "ruiz", ",", "luis", ",", "olga")


def test_when_it_was_stands_before_the_colon_and_may_hold_a_time():
    line = read("llamada ana @ayer 10:30: x")
    assert (line.when, line.text, line.who) == ("ayer 10:30", "x", ("ana",))


def test_an_address_is_not_a_day_and_a_comparison_is_not_a_step():
    line = read("email ana: mandar a x@example.com si 3>2 > llamar a y@example.com @mañana 9:00")
    assert line.text == "mandar a x@example.com si 3>2"
    assert (line.next_step, line.due) == ("llamar a y@example.com", "mañana 9:00")


def test_a_step_may_stand_alone():
    assert read("> llamar @lunes") == LogLine("note", "", (), None, "", "", "llamar", "lunes")


@given(st.text(max_size=200))
def test_any_text_is_a_line_and_loses_no_word(text):
    line = read(text)
    assert line.kind in {each.word for each in KINDS}
    if line.kind == "note" and not line.next_step and ":" not in text and ">" not in text and "→" not in text:
        assert line.text in " ".join(text.split())
