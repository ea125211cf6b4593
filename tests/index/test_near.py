"""A record found near says what it says in the whole book."""

from contextlib import closing
from pathlib import Path

import pytest
from cartera.records.book import Book
from cartera.records.index.near import find_near
from cartera.records.index.rules import judge_record

EXAMPLE = Path(__file__).resolve().parents[3] / "shared/domain/example-book"

PERSON = "---\ntitle: Ana\nrole: ae\ntz: Europe/Madrid\n---\n"
CLIENT = "---\ntitle: Acme\nkind: company\nindustry: technology\nowner: ana\n---\n"


def task(about, **fields):
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: Llamar\nassignee: ana\nstatus: open\nimportance: 2\nabout: {about}\n{more}---\n"


def judged(snapshot, record):
    return list(judge_record(snapshot, record, snapshot.links_of(record)))


def near(book, text):
    return find_near(book.root, book.schema, book.config, text)


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the shared domain folder is not beside the repository")
def test_every_record_of_the_example_reads_the_same_near_and_in_the_whole_book(clock):
    with closing(Book(EXAMPLE, clock)) as book:
        whole = book.snapshot()
        answered = 0
        for record in whole:
            found = near(book, record.id)
            if found is None:
                continue
            answered += 1
            snapshot, here = found
            assert here == record
            assert snapshot.type_of(here).fields == whole.type_of(record).fields
            assert snapshot.client_of(here) == whole.client_of(record)
            assert snapshot.reading_of(here.path) == whole.reading_of(record.path)
            assert judged(snapshot, here) == judged(whole, record)
        assert answered > len(whole) // 4


@pytest.fixture
def book(make_book):
    return make_book(
        {
            "people/ana/user.md": PERSON,
            "clients/acme/client.md": CLIENT,
            "clients/acme/tasks/cerca-1111.md": task("acme"),
            "clients/acme/tasks/lejos-2222.md": task("beta"),
            "clients/acme/tasks/nadie-3333.md": task("nadie"),
            "clients/acme/tasks/largo-4444.md": task("acme/cerca-1111"),
            "clients/beta/client.md": CLIENT.replace("Acme", "Beta"),
        }
    )


@pytest.mark.parametrize(
    "text",
    [
        "clients/acme",
        "clients/acme/",
        "./clients/acme/client.md",
        "clients/acme/client",
        "clients/acme/tasks/cerca-1111",
        "clients/acme/tasks/cerca-1111.md",
    ],
)
def test_an_id_or_path_is_found_near(book, text):
    _, record = near(book, text)
    assert record == book.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "acme",
        "clients",
        "clients/acme/tasks/lejos-2222",
        "clients/acme/tasks/nadie-3333",
        "clients/acme/tasks/largo-4444",
        "clients/acme/tasks",
        "clients/nadie",
        "people/ana",
        "clients/../clients/acme",
        "",
    ],
)
def test_a_name_and_what_leads_out_of_the_folder_ask_the_whole_book(book, text):
    assert near(book, text) is None


def test_what_the_scan_would_not_enter_is_not_found_near(book):
    (book.root / "clients/gama").symlink_to(book.root / "clients/acme")
    assert near(book, "clients/gama") is None
    (book.root / "clients/beta/.git").mkdir()
    assert near(book, "clients/beta") is None
    (book.root / "clients/.git").mkdir()
    assert near(book, "clients/acme") is None
