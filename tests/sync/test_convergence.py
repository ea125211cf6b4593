"""Several people edit at random and sync at random: one tree in the end, and every value that two wrote is somewhere."""

import json
from random import Random

import pytest
from cartera.records.files.edits import Put, PutBody
from cartera.records.files.parse import Document, read_text
from cartera.records.files.write import splice
from cartera.records.merge.entries import read_entries

from .conftest import CLIENT, TASK

OWNERS = ("ana", "eva", "luis", "zoe")


def edit_at_random(person, random, serial):
    """Save one edit; return the value it wrote, as (path, field, value), or None where nothing can be told."""
    paths = sorted(str(each.relative_to(person.root)) for each in (person.root / "clients").rglob("*.md"))
    path = random.choice([CLIENT, CLIENT, *paths]) if (person.root / CLIENT).exists() else random.choice(paths)
    deed = random.choice(["field", "field", "field", "tags", "body", "create", "delete", "entry"])
    value = f"{person.name}{serial}"
    if deed == "create":
        place = f"clients/acme/tasks/t{serial}-{person.name}.md"
        person.save({place: f"---\ntitle: {value}\n---\n"})
        return None
    if deed == "delete" and path != CLIENT and random.random() < 0.5:
        person.save({path: None})
        return None
    content = (person.root / path).read_bytes()
    document = read_text(content, path)
    assert isinstance(document, Document)
    if deed == "tags":
        edits = [Put(("tags",), [*(document.tree.get("tags") or []), value])]
    elif deed == "entry":
        log = [*(document.tree.get("log") or []), {"at": f"2026-07-14T{serial % 24:02}:00:00+02:00", "to": value}]
        edits = [Put(("log",), log)]
    elif deed == "body":
        edits = [PutBody(f"{document.body}\n{value}\n")]
    else:
        edits = [Put((random.choice(["owner", "city"]),), value)]
    person.save({path: splice(content, path, edits, tuple(document.tree)).decode()})
    return path, deed, value


def everything(person):
    """Return all that a book says, conflicts included, as one text for each path."""
    told = {}
    for file in (person.root / "clients").rglob("*.md"):
        path = str(file.relative_to(person.root))
        document = read_text(file.read_bytes(), path)
        assert isinstance(document, Document), (path, document)
        entries = read_entries(document.tree.get("conflicts"))
        told[path] = json.dumps(document.tree) + document.body + str([(each.kept, each.other) for each in entries])
    return told


def run(people, seed, turns):
    random = Random(seed)
    for serial in range(turns):
        person = random.choice(people)
        edit_at_random(person, random, serial)
        if random.random() < 0.3:
            random.choice(people).sync()
    for _ in range(2):
        for each in people:
            each.sync()
    assert len({each.head() for each in people}) == 1
    for each in people:
        each.check_sound()
    return everything(people[0])


@pytest.mark.parametrize(
    "seed", [1, 2, pytest.param(3, marks=pytest.mark.slow), pytest.param(4, marks=pytest.mark.slow)]
)
def test_everybody_ends_with_one_tree(person, seed):
    run([person(name) for name in ("ana", "eva", "luis")], seed, 24)


def test_no_value_that_somebody_added_is_lost(person):
    """Tags, entries and paragraphs are only ever added here, so each must be in the end."""
    people = [person(name) for name in ("ana", "eva", "luis")]
    random = Random(11)
    added = []
    for serial in range(24):
        each = random.choice(people)
        path = random.choice([CLIENT, TASK])
        content = (each.root / path).read_bytes()
        document = read_text(content, path)
        value = f"{each.name}{serial}"
        edits = random.choice(
            [
                [Put(("tags",), [*(document.tree.get("tags") or []), value])],
                [PutBody(f"{document.body}\n{value}\n")],
                [Put(("owner",), value)],
            ]
        )
        each.save({path: splice(content, path, edits, tuple(document.tree)).decode()})
        if not isinstance(edits[0], Put) or edits[0].path == ("tags",):
            added.append((path, value))
        if random.random() < 0.4:
            random.choice(people).sync()
    for _ in range(2):
        for each in people:
            each.sync()
    told = everything(people[0])
    assert [value for path, value in added if value not in told[path]] == []
    assert len({each.head() for each in people}) == 1
