"""Everything hostile that lies in a book is listed once, in a clean sentence, and hides nothing else."""

import json

import pytest
from cartera.tests.hostile.cases import FOLDER, ODD, REFUSED, TEXTS


@pytest.fixture(scope="session")
def listed(hostile):
    """What ``check`` says, by path."""
    (result,) = hostile.run(["check", "--json", "--level", "notice"])
    assert result.code == 1
    found = {}
    for problem in result.json:
        found.setdefault(problem["path"], []).append(problem)
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_record_is_listed_with_one_sentence_and_a_way_out(listed, name):
    (problem,) = listed[f"{FOLDER}/{name}.md"]
    assert problem["code"] == REFUSED[name][1]
    assert problem["severity"] == "error"
    assert is_a_sentence(problem["message"])
    assert is_a_sentence(problem["hint"])


@pytest.mark.parametrize("path", [path for path, (_, code) in ODD.items() if code], ids=ascii)
def test_a_thing_that_is_not_opened_is_listed_with_one_sentence_and_a_way_out(listed, path):
    (problem,) = listed[path]
    assert problem["code"] == ODD[path][1]
    assert is_a_sentence(problem["message"])
    assert is_a_sentence(problem["hint"])


def test_nothing_else_is_listed_but_the_links_that_lead_nowhere(listed):
    expected = {f"{FOLDER}/{name}.md" for name in REFUSED} | {path for path, (_, code) in ODD.items() if code}
    others = {code["code"] for path in set(listed) - expected for code in listed[path]}
    assert others == {"dangling-link"}


def test_the_good_records_are_all_there(hostile):
    clients, deals, texts = hostile.run(
        ["list", "client", "--ids"], ["list", "opportunity", "--ids"], ["list", "client", "--json"]
    )
    assert len(clients.out.splitlines()) == len(TEXTS) + 1
    assert len(deals.out.splitlines()) == len(TEXTS) + 1
    assert b"clients/acme/client\n" in clients.out
    assert {each["title"] for each in texts.json} >= set(TEXTS.values())


def test_what_is_listed_is_the_same_from_the_cache_and_without_it(hostile):
    kept, again, anew = (
        *hostile.run(["check", "--json"], ["check", "--json"]),
        *hostile.run(["check", "--json"], XDG_CACHE_HOME=str(hostile.home / "another")),
    )
    assert kept.json == again.json == anew.json


def test_spanish_readers_get_spanish_sentences(hostile):
    english, spanish = hostile.run(["check", "--json"], ["--lang", "es", "check", "--json"])
    pairs = [
        (one["message"], other["message"]) for one, other in zip(english.json, spanish.json, strict=True)
    ]  # the same problems in the same order
    assert not [one for one, other in pairs if one == other]


def is_a_sentence(text):
    return text[0].isupper() or (
        text[0] in "“—" and text.endswith(".") and json.dumps(text, ensure_ascii=False).isprintable()
    )
