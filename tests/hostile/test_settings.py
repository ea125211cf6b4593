"""What a book says of itself is untrusted too: a mistake in it is told, leaves ours in force, and runs nothing."""

import os
import shutil

import pytest
from cartera.tests.hostile.conftest import GOOD, Place, write_files
from cartera.tests.hostile.settings_cases import SCHEMAS, SETTINGS, kind_of

CASES = {f"schema/{name}.yaml": case for name, case in SCHEMAS.items()} | {
    f"cartera.yaml {name}": case for name, case in SETTINGS.items()
}
CODES = {0, 1, 2, 3}


def commands(book):
    return [
        ["-C", book, "check", "--json", "--level", "notice"],
        ["-C", book, "list", "opportunity", "--ids"],
        ["-C", book, "schema", "opportunity"],
        ["-C", book, "new", "opportunity", "title=Third", "--client", "acme", "--dry-run"],
        ["-C", book, "new", "vehicle", "title=Van", "--dry-run"],
    ]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """What each command did in a book with each of the files, by case."""
    place = Place(tmp_path_factory.mktemp("settings"))
    write_files(place.book, GOOD)
    asked = []
    for number, (case, (text, _)) in enumerate(CASES.items()):
        book = place.book.parent / f"book-{number}"
        shutil.copytree(place.book, book)
        write_files(book, {case.partition(" ")[0]: text.encode()})
        asked += commands(str(book))
    results = place.run(*asked)
    size = len(commands(""))
    assert not list(place.book.parent.rglob("ran"))
    return {case: results[number * size : (number + 1) * size] for number, case in enumerate(CASES)}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_book_with_such_a_file_works_and_the_mistake_is_told(ran, case):
    check, listed, *others = ran[case]
    assert check.code in {0, 1}, check.text
    told = [each for each in check.json if each["path"] == case.partition(" ")[0]]
    assert [each["code"] for each in told] == ([CASES[case][1]] if CASES[case][1] else [])
    assert all(each["message"].endswith(".") for each in told)
    assert listed.out == b"clients/acme/opportunities/line-2-k3x9\n"
    for each in others:
        assert each.code in CODES, each.text
    for each in (check, listed, *others):
        shown = each.text.replace("\n", "")
        assert not [sign for sign in shown if sign in "\x1b\x07\x9b\u202e"]


@pytest.mark.slow
def test_a_hostile_name_for_new_files_costs_no_memory_and_is_never_formatted(ran):
    made = ran["schema/name-of-a-gigabyte.yaml"][-1]
    assert made.code == 3  # there is no such type
    assert len(made.text) < 1000


def test_a_schema_that_is_a_link_or_holds_odd_things_is_told_and_read_nowhere(place):
    place.outside.mkdir()
    (place.outside / "x.yaml").write_text(kind_of())
    folder = place.book / "schema"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(place.outside / "x.yaml")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "\x1b[31m.yaml").write_text(kind_of())
    check, schema = place.run(["check", "--json"], ["schema"])
    assert {each["path"] for each in check.json} >= {"schema/link.yaml", "schema/pipe.yaml", "schema/folder.yaml"}
    assert b"vehicle" not in schema.out
    assert "\x1b" not in check.text + schema.text

    shutil.rmtree(folder)
    folder.symlink_to(place.outside)
    check, schema = place.run(["check", "--json"], ["schema"])
    assert [(each["path"], each["code"]) for each in check.json] == [("schema", "symlink")]
    assert b"vehicle" not in schema.out


def test_a_settings_file_that_is_a_link_is_told_and_not_read(place):
    place.outside.mkdir()
    (place.outside / "cartera.yaml").write_text("name: Elsewhere\ncurrency: JPY\n")
    (place.book / "cartera.yaml").unlink()
    (place.book / "cartera.yaml").symlink_to(place.outside / "cartera.yaml")
    check, doctor, listed = place.run(["check", "--json"], ["doctor"], ["list", "client", "--ids"])
    assert {each["path"] for each in check.json} == {"cartera.yaml"}
    assert b"Elsewhere" not in doctor.out
    assert listed.code == 0


def test_thousands_of_schema_files_are_refused_at_once(place):
    write_files(
        place.book, {f"schema/f{n}.yaml": f"extends: task\nfields: {{x{n}: {{}}}}\n".encode() for n in range(3000)}
    )
    (check,) = place.run(["check", "--json"])
    assert [(each["path"], each["code"]) for each in check.json] == [("schema", "too-many-files")]
