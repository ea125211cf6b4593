"""``cartera keys`` and the keymap of the person at the keyboard."""

import json

import pytest


@pytest.fixture
def keymap(shell, tmp_path):
    """A function that writes the person's keymap."""
    shell.environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    file = tmp_path / "config" / "cartera" / "keymap.yaml"

    def write(text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write


def keys_of(result, word):
    return next(each["keys"] for each in json.loads(result.out)["actions"] if each["action"] == word)


def test_the_usual_keys_are_listed_with_what_they_do(shell, keymap):
    result = shell.run("keys")
    assert result.code == 0
    assert "g e" in result.out
    assert "pipeline" in result.out


def test_keys_of_the_person_are_listed_instead(shell, keymap):
    file = keymap("keys:\n  search: [F12]\n")
    result = shell.run("keys", "--json")
    assert keys_of(result, "search") == ["f12"]
    assert json.loads(result.out)["file"] == str(file)


def test_what_does_not_count_is_told_and_ends_with_one(shell, keymap):
    keymap("preset: vim\nkeys:\n  search: [m, F12]\n")
    result = shell.run("keys")
    assert result.code == 1
    assert "keymap.yaml, line 3: “m” for “Search everything” is also “Move to another stage or status”" in result.err
    assert [each["line"] for each in json.loads(shell.run("keys", "--json").out)["problems"]] == [3]


def test_a_preset_can_be_looked_at_before_it_is_chosen(shell, keymap):
    assert keys_of(shell.run("keys", "--preset", "emacs", "--json"), "down")[0] == "ctrl+n"
    assert shell.run("keys", "--preset", "emcas").code == 3


def test_keys_can_be_listed_outside_a_book(shell, keymap, tmp_path):
    shell.book = tmp_path
    assert shell.run("keys").code == 0


def test_where_names_the_keymap_only_when_there_is_one(shell, keymap):
    assert json.loads(shell.run("where", "--json").out)["keymap"] is None
    file = keymap("preset: vim\n")
    assert json.loads(shell.run("where", "--json").out)["keymap"] == str(file)


def test_the_doctor_looks_at_the_keymap(shell, keymap):
    assert "keymap" not in shell.run("doctor").out
    keymap("preset: vim\n")
    assert "on the preset vim." in shell.run("doctor").out
    keymap("preset: wim\n")
    result = shell.run("doctor")
    assert "! Your keymap: There is no preset “wim”." in result.out
