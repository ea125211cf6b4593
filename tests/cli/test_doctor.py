"""What the doctor and ``where`` see: each thing that needs attention is told with what to do, and ends with 1."""

import json
import subprocess

import pytest


@pytest.fixture
def book_git(shell):
    """Run plain git in the shell's book."""

    def run(*arguments):
        subprocess.run(["git", "-C", str(shell.book), *arguments], check=True, capture_output=True)

    return run


def needs(shell):
    """Return the messages of what needs attention, each with its hint."""
    result = shell.run("doctor", "--json")
    found = [each for each in json.loads(result.out) if each["severity"] != "ok"]
    assert result.code == (1 if found else 0)
    return [(each["message"], each["hint"]) for each in found]


def test_a_sound_book_needs_nothing(shell):
    assert needs(shell) == []
    out = shell.run("doctor").out
    assert "On the branch main, 1 commit" in out
    assert "“ana” in this book" in out
    assert "Everything saved is committed." in out


def test_a_lock_left_by_git_is_named(shell):
    (shell.book / ".git/index.lock").write_text("")
    (shell.book / ".git/refs/heads/main.lock").write_text("")
    ((message, hint),) = needs(shell)
    assert ".git/index.lock, .git/refs/heads/main.lock" in message
    assert "doctor --mend" in hint


def test_an_index_and_an_object_that_are_damaged_are_named_before_anything_is_mended(shell):
    (shell.book / ".git/index").write_bytes(b"garbage")
    broken = next(each for each in (shell.book / ".git/objects").glob("??/*") if each.is_file())
    broken.chmod(0o644)
    broken.write_bytes(b"garbage")
    found = dict(needs(shell))
    assert "doctor --mend" in found["git's index cannot be read."]
    assert any(broken.name in message for message in found)
    assert broken.read_bytes() == b"garbage"


def test_a_shared_book_whose_attributes_let_git_mix_lines_is_told(shell, book_git):
    book_git("remote", "add", "origin", "nowhere")
    assert any(".gitattributes does not forbid it" in message for message, _ in needs(shell))


def test_a_half_written_file_is_named(shell):
    (shell.book / "clients/acme/.cartera-1-0.tmp").write_text("half")
    ((message, _),) = needs(shell)
    assert "clients/acme/.cartera-1-0.tmp" in message


def test_a_journal_entry_that_was_set_aside_is_named(shell):
    folder = shell.book / ".git/cartera/journal"
    folder.mkdir(parents=True)
    (folder / "0000000001.save").write_bytes(b"\0")
    ((message, hint),) = needs(shell)
    assert "0000000001.save.damaged" in message
    assert ".git/cartera/journal" in hint


def test_what_was_edited_without_cartera_and_not_committed_is_named(shell):
    with (shell.book / "clients/acme/client.md").open("a") as file:
        file.write("More.\n")
    ((message, hint),) = needs(shell)
    assert message == "1 record file differs from the last commit: clients/acme/client.md"
    assert "git commit" in hint


def test_a_mistake_in_the_books_schema_is_told_with_its_file(shell, book_git):
    (shell.book / "schema").mkdir()
    (shell.book / "schema/own.yaml").write_text("extends: nothing\n")
    assert any(message.startswith("schema/own.yaml: ") for message, _ in needs(shell))


def test_a_mistake_in_the_settings_is_told(shell):
    (shell.book / "cartera.yaml").write_text("tz: Nowhere/Town\n")
    assert any(message.startswith("cartera.yaml: ") for message, _ in needs(shell))


def test_errors_in_records_are_counted(shell, book_git):
    (shell.book / "clients/acme/tasks/torn-k2k2.md").write_text("---\ntitle: a\ntitle: b\n---\n")
    book_git("add", "-A")
    book_git("commit", "-q", "-m", "torn")
    ((message, hint),) = needs(shell)
    assert message.startswith("1 error and 3 warnings")
    assert "cartera check" in hint


def test_on_no_branch_it_says_that_saves_wait(shell, book_git):
    book_git("switch", "-q", "--detach")
    ((message, _),) = needs(shell)
    assert "Saves wait" in message
    shell.run("set", "line-2", "amount=1k")
    assert any("1 save waits for its commit" in message for message, _ in needs(shell))


def test_schemas_for_editors_are_written_again_when_the_schema_changed(shell):
    written = shell.run("schema", "--write")
    assert written.code == 0
    assert "schema/json/opportunity.json" in written.out
    assert shell.run("schema", "--write").err == "Nothing to change.\n"
    (shell.book / "schema/own.yaml").write_text("extends: client\nfields: {region: {}}\n")
    assert any("1 schema for editors in schema/json is out of date." in message for message, _ in needs(shell))
    assert shell.run("schema", "--write").out == "schema/json/client.json\n"
    subject = subprocess.run(
        ["git", "-C", str(shell.book), "show", "--format=%s", "--name-only"], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert subject[0] == "JSON Schemas for editors"
    assert [each for each in subject[1:] if each] == ["schema/json/client.json"]


def test_where_tells_the_folders_and_the_place_in_git(shell, book_git):
    book_git("remote", "add", "origin", "https://ana:s3cret@example.com/book.git")
    told = json.loads(shell.run("where", "--json").out)
    assert told["book"] == str(shell.book)
    assert (told["branch"], told["commits"], told["upstream"]) == ("main", 1, None)
    assert told["remotes"] == [{"name": "origin", "url": "https://example.com/book.git"}]
    assert "s3cret" not in shell.run("where").out + shell.run("doctor").out


def test_where_works_without_git(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    result = shell.run("where")
    assert result.code == 0
    assert str(shell.book) in result.out
    assert "git is not installed" in result.err
