"""Twenty broken files among hundreds, and naughty strings as titles: listed exactly, shown literally, kept whole."""

import json
import random
import unicodedata

import pytest
from cartera.records.files.compose import compose
from cartera.tests.hostile.cases import CONTENTS, HEADERS, header
from cartera.tests.hostile.conftest import CLIENT, DEAL, GOOD, Place, commit_all, write_files

KEYS = {"path", "line", "field", "severity", "message", "hint", "code"}
GOOD_DEALS = 480


def many_files():
    """Return 480 sound deals of 40 clients, and 20 broken ones among them, by path."""
    files = {
        f"clients/c{n:02}/client.md": compose({**CLIENT, "title": f"Client {n}"}, "", list(CLIENT)) for n in range(40)
    }
    good = {
        f"clients/c{n % 40:02}/opportunities/deal-{n:04}.md": compose({**DEAL, "title": f"Deal {n}"}, "", list(DEAL))
        for n in range(GOOD_DEALS)
    }
    chance = random.Random(20)
    hostile = [header(text) for text, _ in chance.sample(list(HEADERS.values()), 14)]
    unreadable = [content for content, code in CONTENTS.values() if code not in {"empty-file", "no-front-matter"}]
    hostile += chance.sample(unreadable, 6)
    broken = {f"clients/c{n * 2:02}/opportunities/deal-x{n:03}.md": content for n, content in enumerate(hostile)}
    return files | good, broken


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("many"))
    good, broken = many_files()
    write_files(place.book, GOOD | good | broken)
    commit_all(place.book, place.environment)
    return place, broken


def test_check_lists_exactly_the_broken_files_and_ends_with_1(many):
    place, broken = many
    (check,) = place.run(["check", "--json"])
    assert check.code == 1
    assert {each["path"] for each in check.json} == set(broken)
    assert len(check.json) == len(broken) == 20
    for each in check.json:
        assert set(each) == KEYS
        assert each["severity"] == "error"
        assert each["message"]
        assert each["hint"]


def test_everything_else_works_beside_them(many):
    place, broken = many
    before = {path: (place.book / path).read_bytes() for path in broken}
    listed, found, shown, saved, history, made, gone, undone, again = place.run(
        ["list", "opportunity", "--ids"],
        ["find", "Deal 77"],
        ["show", "deal-0077"],
        ["set", "deal-0077", "amount=5k"],
        ["history", "deal-0077"],
        ["new", "task", "title=Call", "--client", "c07"],
        ["rm", "deal-0078", "--yes"],
        ["undo"],
        ["list", "opportunity", "--ids"],
    )
    assert [each.code for each in (shown, saved, history, made, gone, undone)] == [0] * 6
    assert [(each.code, "cannot be read and are missing here" in each.text) for each in (listed, found, again)] == [
        (1, True)
    ] * 3
    assert len(listed.out.splitlines()) == len(again.out.splitlines()) == GOOD_DEALS + 1
    assert {path: (place.book / path).read_bytes() for path in broken} == before


def test_a_broken_file_that_is_mended_is_a_record_again(many):
    place, broken = many
    path = next(iter(broken))
    (place.book / path).write_bytes(compose({**DEAL, "title": "Mended"}, "", list(DEAL)))
    check, shown = place.run(["check", "--json"], ["show", path.removesuffix(".md"), "--json"])
    (place.book / path).write_bytes(broken[path])
    assert path not in {each["path"] for each in check.json}
    assert shown.json["title"] == "Mended"


@pytest.fixture(scope="module")
def naughty(shared):
    path = shared / "data/blns/blns.json"
    if not path.is_file():
        pytest.skip("the list of naughty strings is not beside the repository")
    return [each for each in json.loads(path.read_text(encoding="utf-8")) if each.strip()]


@pytest.mark.slow
def test_naughty_strings_typed_as_titles_come_back_unchanged(place, naughty):
    """Every sixth here, where each is a command and a commit; tests/cli and tests/files take them all."""
    naughty = naughty[::6]
    made = place.run(*(["new", "task", f"title={text}", "--json"] for text in naughty))
    assert [(each.command, each.text) for each in made if each.code] == []
    listed, table, csv = place.run(["list", "task", "--json"], ["list", "task"], ["list", "task", "--csv"])
    titles = {each["id"]: each["title"] for each in listed.json}
    ids = [each.json["changes"][0]["id"] for each in made]
    wrong = [(text, titles[name]) for text, name in zip(naughty, ids, strict=True) if titles[name] != text]
    assert not wrong
    for each in (table, csv):
        foreign = {sign for sign in each.out.decode() if sign not in "\n\r" and is_hidden(sign)}
        assert not foreign
    assert len(place.git("log", "--format=%H").splitlines()) == len(naughty) + 1


def is_hidden(sign):
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
