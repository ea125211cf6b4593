"""History: who changed which field when, as a person would ask for it."""

from datetime import datetime, timedelta, timezone

import pytest
from cartera.records.git.history import FieldChange, FileFate, history
from cartera.records.git.log import resolve_revision
from cartera.records.git.mistakes import UnknownRevision
from cartera.records.git.repository import open_repository

CLIENT = "clients/acme/client.md"


@pytest.fixture
def commit(book, git, monkeypatch):
    """Return a function that writes files and commits them with plain git, an hour later each."""
    moment = datetime(2026, 7, 14, 9, 30, tzinfo=timezone(timedelta(hours=2)))

    def run(contents, subject):
        nonlocal moment
        moment += timedelta(hours=1)
        for path, text in contents.items():
            (book / path).parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                (book / path).unlink()
            else:
                (book / path).write_text(text)
        git("add", "-A")
        monkeypatch.setenv("GIT_AUTHOR_DATE", moment.isoformat())
        git("commit", "-q", "-m", subject)
        monkeypatch.delenv("GIT_AUTHOR_DATE")

    return run


def test_each_commit_of_a_record_says_which_fields_changed_from_what_to_what(book, commit):
    commit({CLIENT: "---\ntitle: Acme\nowner: luis\nstage: lead\n---\nNotes.\n"}, "owner")
    commit({CLIENT: "---\ntitle: Acme\nowner: luis\nstage: lead\ntags: [a, b]\n---\nNew.\n"}, "tags and body")
    commit({"other.md": "---\ntitle: Other\n---\n"}, "elsewhere")

    newest, middle, oldest = history(book, CLIENT)

    assert newest.subject == "tags and body"
    assert newest.fields == (FieldChange("tags", None, ["a", "b"]), FieldChange("body", "Notes.\n", "New.\n"))
    assert middle.fields == (FieldChange("owner", "ana", "luis"),)
    assert middle.who == "Ana Prueba"
    assert middle.when.isoformat() == "2026-07-14T10:30:00+02:00"
    assert [file.fate for file in oldest.files] == [FileFate.CREATED]


def test_entries_of_lists_and_maps_are_named_one_by_one(book, commit):
    head = "---\ntitle: Acme\n"
    commit({CLIENT: f"{head}cadence: {{every: P7D, mode: remote}}\nlog:\n  - {{at: a}}\n---\n"}, "one")
    commit({CLIENT: f"{head}cadence: {{every: P9D, mode: remote}}\nlog:\n  - {{at: a}}\n  - {{at: b}}\n---\n"}, "two")

    assert next(history(book, CLIENT)).fields == (
        FieldChange("cadence.every", "P7D", "P9D"),
        FieldChange("log.1", None, {"at": "b"}),
    )


def test_a_deleted_record_still_has_its_history(book, commit):
    commit({CLIENT: None}, "gone")
    assert [entry.files[0].fate for entry in history(book, CLIENT)] == [FileFate.DELETED, FileFate.CREATED]


def test_an_account_is_its_folder_and_the_book_is_everything(book, commit):
    commit({"clients/acme/tasks/call.md": "---\ntitle: Call\n---\n"}, "task")
    commit({"people/ana/user.md": "---\ntitle: Ana\n---\n"}, "user")

    assert [entry.subject for entry in history(book, "clients/acme")] == ["task", "Start"]
    assert [entry.subject for entry in history(book)] == ["user", "task", "Start"]
    assert [entry.subject for entry in history(book, limit=1)] == ["user"]


def test_a_renamed_record_is_followed_by_its_alias(book, commit):
    old, new = "clients/acme/tasks/call.md", "clients/acme/tasks/ring.md"
    commit({old: "---\ntitle: Call\n---\n", "clients/acme/tasks/like.md": "---\ntitle: Call\n---\n"}, "new task")
    commit({old: None, new: "---\ntitle: Call\naliases: [call]\n---\n"}, "rename")
    commit({new: "---\ntitle: Ring\naliases: [call]\n---\n"}, "title")

    entries = list(history(book, new))

    assert [entry.subject for entry in entries] == ["title", "rename", "new task"]
    assert entries[1].files[0].fate is FileFate.RENAMED
    assert entries[1].files[0].old_path == old


def test_a_renamed_client_is_followed_by_its_folder(book, commit):
    commit({CLIENT: None, "clients/nova/client.md": "---\ntitle: Acme\naliases: [acme]\n---\n"}, "rename")
    assert [entry.subject for entry in history(book, "clients/nova/client.md")] == ["rename", "Start"]


def test_a_like_record_that_went_is_never_guessed_to_be_the_same(book, commit):
    commit({CLIENT: None, "clients/nova/client.md": "---\ntitle: Acme\nowner: ana\n---\n"}, "look-alike")
    (only,) = history(book, "clients/nova/client.md")
    assert only.files[0].fate is FileFate.CREATED


def test_a_merge_shows_what_it_brought(book, commit, git):
    git("switch", "-q", "-c", "side")
    commit({CLIENT: "---\ntitle: Acme\nowner: eva\n---\n"}, "side")
    git("switch", "-q", "main")
    commit({"other.md": "---\ntitle: Other\n---\n"}, "main")
    git("merge", "-q", "--no-edit", "side")

    assert [entry.subject for entry in history(book, CLIENT)] == ["side", "Start"]
    assert {change.field for change in next(history(book)).fields} == {"owner", "stage", "body"}


def test_a_merge_that_decided_something_itself_is_an_entry(book, commit, git):
    git("switch", "-q", "-c", "side")
    commit({CLIENT: "---\ntitle: Acme\nowner: eva\n---\n"}, "side")
    git("switch", "-q", "main")
    commit({CLIENT: "---\ntitle: Acme\nowner: luis\n---\n"}, "main")
    git("merge", "-q", "--no-edit", "-s", "ours", "--no-commit", "side")
    commit({CLIENT: "---\ntitle: Acme\nowner: both\n---\n"}, "decided")

    entries = list(history(book, CLIENT))

    assert [entry.subject for entry in entries] == ["decided", "main", "side", "Start"]
    assert entries[0].fields == (FieldChange("owner", "luis", "both"),)


def test_an_unreadable_version_is_an_edit_without_fields(book, commit):
    commit({CLIENT: "---\ntitle: [\n---\n"}, "broken")
    assert [(entry.subject, entry.fields) for entry in history(book, CLIENT)] == [("broken", ()), ("Start", ())]


def test_what_would_steer_a_terminal_is_made_visible(book, commit, git):
    git("config", "user.name", "Eve\x1b[31m")
    commit({CLIENT: "---\ntitle: Acme\n---\n"}, "\x1b]52;c;eA==\x07\u202eevil")
    entry = next(history(book, CLIENT))
    assert (entry.who, entry.subject) == ("Eve�[31m", "�]52;c;eA==��evil")


def test_an_import_lists_its_files_without_reading_them(book, commit):
    commit({f"clients/c{number}/client.md": "---\ntitle: C\n---\n" for number in range(40)}, "import")
    commit({f"clients/c{number}/client.md": "---\ntitle: D\n---\n" for number in range(40)}, "bulk")
    entry = next(history(book))
    assert len(entry.files) == 40
    assert entry.fields == ()


def test_a_book_without_commits_has_no_history(tmp_path, git):
    git("init", "-q")
    assert list(history(tmp_path)) == []


def test_a_path_that_looks_like_an_option_or_a_pattern_is_a_path(book, commit):
    commit({"-p.md": "---\ntitle: Option\n---\n", "*.md": "---\ntitle: Star\n---\n"}, "odd")
    commit({"x.md": "---\ntitle: X\n---\n"}, "other")
    assert [entry.subject for entry in history(book, "*.md")] == ["odd"]
    assert [entry.subject for entry in history(book, "-p.md")] == ["odd"]


@pytest.mark.parametrize("words", ["nothing", "--output=/tmp/x", "HEAD~9", ""])
def test_words_that_name_no_commit_are_refused(book, words):
    with pytest.raises(UnknownRevision):
        resolve_revision(open_repository(book).git, words)


def test_words_that_name_a_commit_are_resolved(book, git):
    assert resolve_revision(open_repository(book).git, "main") == git("rev-parse", "HEAD")
