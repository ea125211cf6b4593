"""How a few letters find a name, what was opened before, and the index of titles."""

from datetime import UTC, date

import pytest
from cartera.schema.language import Language
from cartera.tui.actions import ACTIONS, ALSO_CALLED, Place, Standing
from cartera.tui.palette.fitting import Fit, begins_but_slip, judge_fit
from cartera.tui.palette.titles import ENOUGH, TitleIndex
from cartera.tui.palette.visits import HALF_LIFE, MOST, Visits, read_visits, write_visits
from cartera.tui.presentation.choices import help_items, list_items
from cartera.tui.presentation.palette_items import PaletteGround, palette_items
from cartera.tui.presentation.values import Reader
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.text(alphabet="abcdeñ -", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("wanted", "fit"),
    [
        ("logistica cantabrica", Fit.WHOLE),
        ("logis", Fit.BEGINNING),
        ("canta logis", Fit.WORDS),
        ("lc", Fit.INITIALS),
        ("tabrica", Fit.WITHIN),
        ("logis plataforma", Fit.BESIDE),
        ("lgtc", Fit.SCATTERED),
        ("xyz", None),
        ("ogc", None),
    ],
)
def test_a_text_fits_a_name_in_one_of_many_ways(wanted, fit):
    assert judge_fit(wanted, "logistica cantabrica", "plataforma web") == fit


@pytest.mark.parametrize("slip", ["platfrom", "platform", "platfor", "platfrm", "plattform", "platvorm", "latform"])
def test_a_slip_of_one_letter_still_finds_the_word(slip):
    assert begins_but_slip(slip, "platform") or "platform".startswith(slip)


@pytest.mark.parametrize("other", ["plotfrom", "form", "plat", "platmmmm"])
def test_two_slips_do_not(other):
    assert not begins_but_slip(other, "platform")


@given(WORDS, st.data())
def test_any_one_letter_may_be_wrong(word, data):
    word = word.replace(" ", "x").replace("-", "y") + "abcd"
    at = data.draw(st.integers(0, len(word) - 1))
    wrong = word[:at] + "z" + word[at + 1 :]
    assert begins_but_slip(wrong, word) or wrong == word


@given(WORDS, WORDS)
def test_a_better_fit_is_never_worse_for_the_name_itself(name, other):
    assert judge_fit(name, name) == Fit.WHOLE
    assert judge_fit(name[:1], name) in {Fit.WHOLE, Fit.BEGINNING}
    assert judge_fit(other, name) is None or isinstance(judge_fit(other, name), Fit)


def test_what_is_opened_often_and_lately_weighs_more():
    visits = Visits()
    for target in ("a", "a", "b"):
        visits = visits.with_visit(target)
    assert visits.latest() == ["a", "b"]
    for number in range(HALF_LIFE * 3):
        visits = visits.with_visit(f"other-{number % 5}")
    visits = visits.with_visit("b")
    assert visits.weight("b") > visits.weight("a") > 0
    assert visits.weight("never") == 0


def test_visits_are_kept_and_read_again_and_the_oldest_forgotten():
    visits = Visits()
    for number in range(MOST + 5):
        visits = visits.with_visit(f"go:{number}")
    assert len(visits.weights) == MOST
    assert "go:0" not in visits.weights


@pytest.mark.parametrize("said", [None, [], {"count": "x"}, {"count": 1, "weights": {"a": "b", "c": [1]}}, 7])
def test_a_damaged_memory_counts_as_none(said):
    assert read_visits(said).weights == {}


def test_visits_come_back_as_they_were():
    import json

    visits = Visits().with_visit("go:a").with_visit("do:b").with_visit("go:a")
    assert read_visits(json.loads(write_visits(visits))) == visits


@pytest.fixture
def index(make_book, seller_files):
    return TitleIndex.build(make_book(seller_files).snapshot())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("acme", "clients/acme/client"),
        ("Calm W", "clients/calm/client"),
        ("waters", "clients/calm/client"),
        ("bf", "clients/bold/client"),
        ("platfrom", "clients/acme/opportunities/platform-k3x9"),
        ("scan bold", "clients/bold/opportunities/scanner-p6q7"),
        ("  PLÁTFORM ", "clients/acme/opportunities/platform-k3x9"),
    ],
)
def test_a_record_is_found_by_a_few_letters_of_its_title(index, text, first):
    assert [hit.id for hit in index.search(text)][:1] == [first]


def test_nothing_is_found_by_nothing_or_by_nonsense(index):
    assert index.search("  ") == []
    assert index.search("qqqqqq") == []


def test_the_index_follows_what_changes(make_book, seller_files, index):
    book = make_book(
        {
            **seller_files,
            "clients/calm/client.md": seller_files["clients/calm/client.md"].replace("Calm Waters", "Wild Sea"),
        },
        folder="later",
    )
    snapshot = book.snapshot()
    later = index.updated(snapshot, {"clients/calm/client", "clients/bold/opportunities/scanner-p6q7"})
    assert [hit.id for hit in later.search("wild")] == ["clients/calm/client"]
    assert later.search("calm waters") == []
    assert len(later.search("scanners")) == 1


def test_a_record_opened_before_is_found_among_more_than_are_looked_at(make_book):
    client = "---\ntitle: {}\n---\n"
    files = {f"clients/c{number:04}/client.md": client.format(f"Same {number:04}") for number in range(ENOUGH * 2)}
    index = TitleIndex.build(make_book(files).snapshot())
    last = f"clients/c{ENOUGH * 2 - 1:04}/client"
    assert last not in {hit.id for hit in index.search("same")}
    assert last in {hit.id for hit in index.search("same", ahead=[last])}


@pytest.mark.parametrize(
    ("text", "code", "action"),
    [
        ("snooze", "en", "reschedule"),
        ("postpone", "en", "reschedule"),
        ("posponer", "es", "reschedule"),
        ("aplazar", "es", "reschedule"),
        ("snooze", "es", "reschedule"),
        ("reasignar", "es", "delegate"),
        ("complete", "en", "done"),
        ("agenda", "en", "today"),
        ("salir", "es", "quit"),
    ],
)
def test_an_action_is_found_by_what_else_people_call_it(text, code, action):
    language, standing = Language(code), Standing(Place.TODAY, "tasks/x", "task")
    in_help = [each.target for each in help_items(text, standing, language)]
    ground = PaletteGround(standing, Reader(language, date(2026, 7, 20), UTC), None)
    in_palette = [each.target for each in palette_items(text, ground)]
    assert f"do:{action}" in in_help
    assert f"do:{action}" in in_palette


def test_what_else_an_action_is_called_names_actions_only():
    assert set(ALSO_CALLED) <= {each.id for each in ACTIONS}


def test_of_lists_those_come_first_whose_name_fits_best(make_book, seller_files):
    snapshot = make_book(seller_files).snapshot()
    found = [each.target for each in list_items("op", snapshot, Language("es"))]
    assert found[0] in {"list:feedback", "list:opportunity"}
    assert found[-1] == "list:user"
    assert len(list_items("", snapshot, Language("es"))) == len(snapshot.schema.types)
