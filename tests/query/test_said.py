import pytest
from cartera.records.query.complete import complete_query
from cartera.records.query.language import parse_query
from cartera.records.query.said import say_completion, say_query
from cartera.records.query.select import select_by
from cartera.records.views.saved import own_views
from cartera.schema.language import ENGLISH, SPANISH
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("is:open", "es:abierta"),
        ("is:open (close:<today or pushes>=2)", "es:abierta (cierre:<hoy o aplazamientos>=2)"),
        ('close:"this quarter"', 'cierre:"este trimestre"'),
        ("owner:me stage:negotiation,won", "responsable:yo etapa:negociación,ganada"),
        ("-tag:parked no:next-step", "-etiqueta:parked sin:próximo-paso"),
        ("client.industry:finance", "cliente.sector:finanzas"),
        ("has:competitors", "tiene:competidores"),
        ('title~(a|b) or "x or y"', 'título~(a|b) o "x or y"'),
        ("Responsable:ana", "Responsable:ana"),
        ("(unfinished", "(unfinished"),
        ("nothing:known", "nothing:known"),
    ],
)
def test_a_query_over_opportunities_is_said_in_spanish(facts, written, said):
    assert say_query(written, facts, ("opportunity",), SPANISH) == said


def test_who_reads_the_language_of_the_names_reads_a_query_as_it_is_written(facts):
    assert say_query("is:open  close:<today", facts, ("opportunity",), ENGLISH) == "is:open  close:<today"


@pytest.mark.parametrize("view", own_views().values(), ids=own_views())
def test_what_is_said_of_our_views_finds_the_same_records_and_is_said_no_other_way(facts, view):
    said = say_query(view.query, facts, view.types, SPANISH)
    assert select_by(facts, said, types=view.types) == select_by(facts, view.query, types=view.types)
    assert say_query(said, facts, view.types, SPANISH) == said


_PARTS = (
    "is:open",
    "-is:won",
    "status:open",
    "owner:me",
    'title:"a \\" b"',
    "«or»",
    "word",
    "type:task,case",
    "has:due",
)
_JOINTS = (" ", " or ", "  and ", " OR ")


@given(st.lists(st.tuples(st.sampled_from(_PARTS), st.sampled_from(_JOINTS)), max_size=6), st.booleans())
def test_a_query_said_in_other_words_has_the_same_shape_and_finds_the_same(facts, parts, is_inside):
    written = "".join(f"{part}{joint}" for part, joint in parts)
    text = f"({written} x)" if is_inside else f"{written} x"
    said = say_query(text, facts, (), SPANISH)
    assert type(parse_query(said)) is type(parse_query(text))
    assert select_by(facts, said) == select_by(facts, text)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("etap", ["etapa:"]),
        ("-stage:prop", ["propuesta"]),
        ("etapa:ganada,neg", ["negociación"]),
        ("(close:<mañ", ["mañana"]),
        ("client.indus", ["cliente.sector:", "cliente.campos-del-sector:"]),
        ("es:venc", ["vencida"]),
        ("owner:l", ["lucia"]),
        ("-i", ["importe:"]),
    ],
)
def test_what_could_stand_at_the_cursor_is_said_in_the_readers_words(facts, text, offered):
    found = complete_query(text, len(text), facts, ("opportunity",))
    said = say_completion(text, found, facts, ("opportunity",), SPANISH)
    assert [each.text for each in said.candidates][: len(offered)] == offered
    assert say_completion(text, found, facts, ("opportunity",), ENGLISH) == found
