"""What came in, told from the commits before and after: who, which records, which fields."""

from __future__ import annotations

import pytest
from cartera.records.history.brought import read_brought
from cartera.schema.language import ENGLISH
from cartera.tui.presentation.brought import MOST, brought_items
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


def shown(book, spans):
    snapshot = book.snapshot()
    zone = snapshot.config.zone
    exchanges = read_brought(book.root, snapshot, spans, ENGLISH, zone)
    reader = Reader(ENGLISH, book.now().date(), zone)
    return [f"{each.label} {each.text}".strip() for each in brought_items(exchanges, snapshot, reader) if each.text]


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
    assert shown(book, [span]) == [
        "Marc Prueba (1)",
        "Acme",
        "Acme  Client",
        "Owner ana → eva",
        "Call  Task  (deleted)",
        "Mail  Task  (new)",
    ]


def test_the_last_exchange_stands_first(book, git):
    first = change(book, git, "Marc", {f"{CLIENT}.md": "---\ntitle: Acme\ncity: Lugo\n---\n"})
    last = change(book, git, "Eva", {f"{CLIENT}.md": "---\ntitle: Acme\ncity: Vigo\n---\n"})
    assert [each for each in shown(book, [first, last]) if each.endswith("(1)")] == ["Eva (1)", "Marc (1)"]


def test_a_record_with_a_conflict_has_a_mark_and_not_its_entries(book, git):
    entry = "{id: ab12, field: owner, base: ana, other: luis}"
    text = f"---\ntitle: Acme\nowner: eva\ncity: Vigo\nconflicts:\n  - {entry}\n---\n"
    lines = shown(book, [change(book, git, "Marc", {f"{CLIENT}.md": text})])
    assert "Acme  Client  ! conflict" in lines
    assert not any("luis" in each for each in lines)


def test_files_that_are_no_records_are_named(book, git):
    lines = shown(
        book, [change(book, git, "Marc", {"notes.txt": "x", "clients/acme/tasks/bad.md": "---\na: [\n---\n"})]
    )
    assert {"File notes.txt", "File clients/acme/tasks/bad.md"} <= set(lines)


def test_thousands_of_records_are_counted_not_listed(book, git):
    tasks = {f"clients/acme/tasks/t{number}.md": f"---\ntitle: T{number}\n---\n" for number in range(MOST + 3)}
    lines = shown(book, [change(book, git, "Marc", tasks)])
    assert lines[-1] == "… and 3 records more"
    assert len(lines) == MOST + 3


def test_where_nothing_came_in_it_says_when_it_would(book):
    assert shown(book, [])[0] == "Nothing has come in since the book was opened."
