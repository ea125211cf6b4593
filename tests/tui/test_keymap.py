"""The user's own keys: what a keymap may say, what becomes of mistakes in it, and the presets."""

from contextlib import suppress
from pathlib import Path

import pytest
from cartera.tui.actions import USUAL, Place, key_name
from cartera.tui.keymap.presets import PRESETS
from cartera.tui.keymap.reading import load_keymap, preset_keymap, read_keymap
from cartera.tui.keymap.settling import clashes_within
from cartera.tui.keymap.spelling import UnusableKey, read_keys
from cartera.tui.keys import following, read_key
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

FILE = Path("keymap.yaml")


def read(text):
    return read_keymap(text.encode(), FILE)


def keys_of(keymap, word):
    return keymap.table.by_id[word].keys


def told(keymap):
    return [(each.line, str(each.message)) for each in keymap.problems]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("n", "n"),
        ("N", "N"),
        ("Shift-n", "N"),
        ("/", "slash"),
        ("?", "question_mark"),
        ("-", "minus"),
        ("Ctrl-P", "ctrl+p"),
        ("ctrl+p", "ctrl+p"),
        ("C-p", "ctrl+p"),
        ("^P", "ctrl+p"),
        ("M-x", "alt+x"),
        ("Alt-X", "alt+shift+x"),
        ("F3", "f3"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("Shift-Tab", "shift+tab"),
        ("Ctrl-_", "ctrl+underscore"),
        ("g  p", "g p"),
        ("Ctrl-X Ctrl-S", "ctrl+x ctrl+s"),
        ("question_mark", "question_mark"),
    ],
)
def test_keys_are_written_as_people_write_them(written, key):
    assert read_keys(written) == key


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Ctrl-I", "a terminal sends it as Tab."),
        ("Ctrl-M", "a terminal sends it as Enter."),
        ("Ctrl-j", "a terminal sends it as Enter."),
        ("Ctrl-h", "a terminal sends it as Backspace."),
        ("Ctrl-Shift-P", "terminals send Ctrl-Shift and Ctrl as the same key."),
        ("Ctrl-Enter", "SSH and tmux swallow Ctrl with that key."),
        ("Ctrl-1", "SSH and tmux swallow Ctrl with that key."),
        ("Cmd-P", "terminals do not send that key to programs."),
        ("Alt-<", "with Alt only letters, digits and arrows arrive as what they are."),
        ("Shift-Enter", "many terminals send it without Shift."),
        ("Hyperspace", "no key is called “Hyperspace”."),
        ("g Ctrl-I", "a terminal sends it as Tab."),
        (" ", "it is empty."),
    ],
)
def test_a_key_that_no_terminal_can_be_trusted_with_is_refused_with_the_reason(written, reason):
    with pytest.raises(UnusableKey) as refused:
        read_keys(written)
    assert str(refused.value.sentence).endswith(reason)


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_a_sign_has_the_name_the_terminal_library_gives_it(sign):
    assert read_keys(sign) == _character_to_key(sign)


@given(st.text(max_size=12))
def test_whatever_stands_for_a_key_is_read_or_refused(written):
    with suppress(UnusableKey):
        assert read_keys(written)


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_the_program_has_keys(content):
    assert keys_of(read_keymap(content, FILE), "help")


def test_the_usual_keys_of_every_action_can_be_written_in_a_keymap():
    for action in USUAL.actions:
        for keys in action.keys:
            written = " ".join(key_name(each) for each in keys.split(" "))
            assert read_keys(written) == keys


def test_an_action_named_has_the_keys_given_and_the_rest_keep_theirs():
    keymap = read("keys:\n  search: [F12, Alt-s]\n  refresh: Ctrl-L\n  theme: []\n")
    assert (keys_of(keymap, "search"), keys_of(keymap, "refresh"), keys_of(keymap, "theme")) == (
        ("f12", "alt+s"),
        ("ctrl+l",),
        (),
    )
    assert keys_of(keymap, "new") == ("n",)
    assert keymap.problems == ()


def test_without_a_file_the_keys_are_the_usual_ones(tmp_path):
    keymap = load_keymap(tmp_path / "keymap.yaml")
    assert (keymap.table, keymap.path, keymap.problems) == (USUAL, None, ())


def test_a_file_that_is_a_folder_is_told_and_the_keys_are_the_usual_ones(tmp_path):
    keymap = load_keymap(tmp_path)
    assert keymap.table is USUAL
    assert len(keymap.problems) == 1


def test_a_clash_names_both_actions_and_the_place_and_the_key_keeps_its_meaning():
    keymap = read("keys:\n  search: [m, F12]\n")
    assert told(keymap) == [(2, "“m” for “Search everything” is also “Move to another stage or status” (Clients).")]
    assert keys_of(keymap, "search") == ("f12",)
    assert read_key(Place.CLIENTS, "", "m", table=keymap.table).action.id == "move"


def test_an_action_whose_only_wish_clashes_has_its_usual_keys_again():
    keymap = read("keys:\n  search: m\n")
    assert keys_of(keymap, "search") == USUAL.by_id["search"].keys


def test_two_actions_may_swap_their_keys():
    keymap = read("keys:\n  new: t\n  task: n\n")
    assert keymap.problems == ()
    assert (keys_of(keymap, "new"), keys_of(keymap, "task")) == (("t",), ("n",))


def test_two_wishes_for_one_key_leave_it_to_the_first_in_the_table():
    keymap = read("keys:\n  new: Alt-9\n  task: Alt-9\n")
    assert (keys_of(keymap, "new"), keys_of(keymap, "task")) == (("alt+9",), ("t",))
    assert len(keymap.problems) == 1


def test_a_key_that_begins_a_sequence_clashes_with_it():
    keymap = read("keys:\n  new: g\n")
    assert keys_of(keymap, "new") == ("n",)
    assert "“g” for “New record”" in told(keymap)[0][1]


def test_an_unknown_action_names_the_nearest():
    (problem,) = read("keys:\n  serch: F3\n").problems
    assert (str(problem.message), str(problem.hint)) == ("There is no action “serch”.", "Did you mean “search”?")


def test_an_unknown_preset_names_those_there_are():
    keymap = read("preset: emcas\n")
    assert keymap.preset == "default"
    assert str(keymap.problems[0].hint) == "The presets are: default, vim, emacs."


def test_a_letter_is_refused_for_what_works_while_one_types():
    keymap = read("keys:\n  save: s\n")
    assert keys_of(keymap, "save") == USUAL.by_id["save"].keys
    assert "it works while one types" in told(keymap)[0][1]


def test_a_file_that_cannot_be_read_is_told_once_and_the_rest_is_as_usual():
    keymap = read("preset: vim\npreset: emacs\n")
    assert keymap.table is USUAL
    assert len(keymap.problems) == 1


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_actions_that_exist_and_keys_that_can_be_written(name):
    table = preset_keymap(name).table
    assert set(PRESETS[name]) <= set(table.by_id)
    for keys in (keys for wished in PRESETS[name].values() for keys in wished):
        assert read_keys(" ".join(key_name(each) for each in keys.split(" "))) == keys


@pytest.mark.parametrize("name", PRESETS)
def test_no_key_of_a_preset_means_two_things_in_one_place(name):
    found = clashes_within(preset_keymap(name).table)
    assert [(place, keys, one.id, other.id) for place, keys, one, _others, other in found] == []


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("letter", ["Z", "s", "space", "colon"])
def test_no_preset_keeps_a_letter_from_being_typed(name, place, letter):
    reading = read_key(place, "", letter, typing=True, table=preset_keymap(name).table)
    assert (reading.action, reading.pending) == (None, "")


def test_a_sequence_of_three_keys_waits_for_each():
    keymap = read("keys:\n  new: g z n\n")
    assert read_key(Place.LIST, "g", "z", table=keymap.table).pending == "g z"
    assert read_key(Place.LIST, "g z", "n", table=keymap.table).action.id == "new"


def test_what_may_follow_a_key_is_known():
    found = {rest: action.id for rest, action in following(Place.CLIENTS, "g")}
    assert found["c"] == "clients"
    assert found["g"] == "top"


def test_the_keys_of_a_keymap_that_write_nothing_work_while_one_types():
    table = preset_keymap("emacs").table
    assert read_key(Place.FORM, "ctrl+x", "ctrl+s", typing=True, table=table).action.id == "save"
    assert read_key(Place.FORM, "", "ctrl+x", typing=True, table=table).pending == "ctrl+x"


def test_the_keymap_of_the_documentation_is_sound():
    page = (Path(__file__).resolve().parents[2] / "docs" / "keymap.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert [str(each.message) for each in read(example).problems] == []
