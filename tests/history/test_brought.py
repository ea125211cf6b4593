"""What came in, told from the commits before and after: who, which records, which fields."""

from __future__ import annotations

import pytest
from cartera.records.history.arrivals import rows_of_arrivals
from cartera.records.history.brought import read_brought
from cartera.records.query.select import facts_at, select_by
from cartera.schema.language import ENGLISH
from cartera.tui.presentation.brought import (
    arrival_cells,
    arrival_columns,
    arrival_detail,
    arrival_sign,
    exchange_title,
)
from cartera.tui.presentation.values import Reader

CLIENT = "clients/acme/client"


@pytest.fixture
def book(make_book):
    return make_book(
        {
            "cartera.yaml": "name: Prueba\nlanguage: en\n",
            f"{CLIENT}.md": "---\ntitle: Acme\nowner: ana\ncity: Vigo\n---\n",
            "clients/acme/tasks/call-k3x9.md": "---\ntitle: Call\n---\n",
        }
    )


@pytest.fixture
def git(book):
    import subprocess

    def run(*arguments):
        done = subprocess.run(["git", "-C", str(book.root), *arguments], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    if not (book.root / ".git").exists():
        run("init", "-q", "-b", "main")
    run("add", "-A")
    run("-c", "user.name=Marc Prueba", "-c", "user.email=m@example.com", "commit", "-qm", "Start", "--allow-empty")
    return run


def change(book, git, who, files):
    before = git("rev-parse", "HEAD")
    for path, text in files.items():
        file = book.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_text(text)
    git("add", "-A")
    git("-c", f"user.name={who}", "-c", "user.email=x@example.com", "commit", "-qm", "Change")
    book.refresh()
    return before, git("rev-parse", "HEAD")


def arrivals(book, spans):
    snapshot = book.snapshot()
    exchanges = read_brought(book.root, snapshot, spans, ENGLISH, snapshot.config.zone)
    return rows_of_arrivals(exchanges, snapshot)


def shown(book, spans):
    """Return each row as it is read, under the name of the exchange it came with."""
    snapshot = book.snapshot()
    reader, above = Reader(ENGLISH, book.now().date(), snapshot.config.zone), None
    for row_id, each in arrivals(book, spans).things.items():
        if each.exchange is not above:
            above = each.exchange
            yield exchange_title(each, reader)
        record = arrivals(book, spans).snapshot.records[row_id]
        cells = arrival_cells(each, reader)
        texts = [cells[name].text if name in cells else record.text(name) for name in NAMES]
        yield f"{arrival_sign(each, snapshot)} {' | '.join(filter(None, texts))}".strip()


NAMES = [each.name for each in arrival_columns(Reader(ENGLISH, None, None))]


def test_who_and_which_fields_came_in_is_told_client_by_client(book, git):
    span = change(
        book,
        git,
        "Marc Prueba",
        {
            f"{CLIENT}.md": "---\ntitle: Acme\nowner: eva\ncity: Vigo\n---\n",
            "clients/acme/tasks/call-k3x9.md": None,
            "clients/acme/tasks/mail-w2q8.md": "---\ntitle: Mail\n---\n",
        },
    )
    assert [*shown(book, [span])] == [
        "Marc Prueba (1)",
        "Acme | Acme | Owner | ana | eva",
        "Call | Acme | Task (deleted)",
        "Mail | Acme | Task (new)",
    ]


def test_the_last_exchange_stands_first(book, git):
    first = change(book, git, "Marc", {f"{CLIENT}.md": "---\ntitle: Acme\ncity: Lugo\n---\n"})
    last = change(book, git, "Eva", {f"{CLIENT}.md": "---\ntitle: Acme\ncity: Vigo\n---\n"})
    assert [each for each in shown(book, [first, last]) if each.endswith("(1)")] == ["Eva (1)", "Marc (1)"]


def test_a_record_with_a_conflict_has_a_mark_and_not_its_entries(book, git):
    entry = "{id: ab12, field: owner, base: ana, other: luis}"
    text = f"---\ntitle: Acme\nowner: eva\ncity: Vigo\nconflicts:\n  - {entry}\n---\n"
    lines = [*shown(book, [change(book, git, "Marc", {f"{CLIENT}.md": text})])]
    assert "! Acme | Acme | Owner | ana | eva" in lines
    assert not any("luis" in each for each in lines)


def test_files_that_are_no_records_are_named(book, git):
    lines = shown(
        book, [change(book, git, "Marc", {"notes.txt": "x", "clients/acme/tasks/bad.md": "---\na: [\n---\n"})]
    )
    assert {"notes.txt | (file)", "clients/acme/tasks/bad.md | (file)"} <= set(lines)


def test_all_that_a_new_record_has_stands_below_the_list(book, git):
    text = "---\ntitle: Mail\nstatus: open\n---\nBy Friday.\n"
    rows = arrivals(book, [change(book, git, "Marc", {"clients/acme/tasks/mail-w2q8.md": text})])
    (arrival,) = rows.things.values()
    snapshot = book.snapshot()
    items = arrival_detail(arrival, snapshot, Reader(ENGLISH, book.now().date(), snapshot.config.zone))
    assert [f"{each.label} {each.text}".strip() for each in items] == [
        "Mail  Task  Acme",
        "Status Open",
        "Text By Friday.",
    ]


@pytest.mark.parametrize(("query", "count"), [("field:owner", 1), ("of:task", 2), ("file:deleted", 1), ("who:marc", 3)])
def test_what_came_in_is_asked_in_the_one_query_language(book, git, query, count):
    files = {f"{CLIENT}.md": "---\ntitle: Acme\nowner: eva\ncity: Vigo\n---\n", "clients/acme/tasks/call-k3x9.md": None}
    files["clients/acme/tasks/mail-w2q8.md"] = "---\ntitle: Mail\n---\n"
    rows = arrivals(book, [change(book, git, "Marc", files)])
    assert len(select_by(facts_at(rows.snapshot, book.now()), query)) == count
