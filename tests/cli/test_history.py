"""``cartera history`` and ``cartera diff``: the past of a book from the command line."""

from __future__ import annotations

import json
import subprocess

import pytest


@pytest.fixture
def changed(shell):
    """A shell whose book has two changes of one deal."""
    for words in (
        ["set", "line-2", "amount=50k"],
        ["move", "line-2", "prospecting", "--note", "Budget gone"],
        ["set", "line-2", "amount=45k"],
    ):
        done = shell.run(*words)
        assert done.code == 0, done.err
    return shell


def test_one_field_is_followed_with_every_value_it_had(changed) -> None:
    done = changed.run("history", "line-2", "--field", "amount")
    assert done.out.count("Amount: ") == 2
    assert "€48,000.00 → €50,000.00" in done.out
    assert "€50,000.00 → €45,000.00" in done.out


def test_a_stage_that_went_backwards_is_found(changed) -> None:
    done = changed.run("history", "--query", "field:stage went:back", "--json")
    (entry,) = json.loads(done.out)
    assert [each["after"] for each in entry["files"][0]["fields"]] == ["prospecting"]


def test_a_client_has_the_history_of_all_it_holds(changed) -> None:
    assert changed.run("history", "acme").out.count("Second line") == 3


def test_only_what_one_person_did_is_shown(changed) -> None:
    assert json.loads(changed.run("history", "--by", "nobody", "--json").out) == []
    assert len(json.loads(changed.run("history", "--by", "prueba", "--json").out)) >= 3


def test_a_question_with_a_slip_is_refused_with_what_would_work(changed) -> None:
    done = changed.run("history", "--query", "wnt:back")
    assert done.code == 2
    assert "went" in done.err


def test_a_difference_is_told_by_record_and_field(changed) -> None:
    done = changed.run("diff", "HEAD~3..HEAD")
    assert "~ Opportunity “Second line”" in done.out
    assert "Amount: €48,000.00 → €45,000.00" in done.out
    assert "Records: 1 changed." in done.err


def test_without_words_the_last_commit_is_shown(changed) -> None:
    assert "Amount: €50,000.00 → €45,000.00" in changed.run("diff").out


def test_a_difference_as_json_has_typed_values(changed) -> None:
    (record,) = json.loads(changed.run("diff", "--json").out)
    assert record["fields"][0]["after"] == {"amount": "45000.00", "currency": "EUR"}


def test_the_page_for_a_reviewer_stands_alone(changed) -> None:
    page = changed.run("diff", "HEAD~3", "--html").out
    assert page.startswith("<!doctype html>")
    assert "€45,000.00" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_span_that_names_nothing_is_refused(changed) -> None:
    done = changed.run("diff", "gestern..HEAD")
    assert done.code == 2
    assert "gestern" in done.err


def test_a_branch_of_a_colleague_can_be_compared(changed) -> None:
    subprocess.run(["git", "-C", str(changed.book), "branch", "colleague", "HEAD~2"], check=True)
    assert "Amount: €50,000.00 → €45,000.00" in changed.run("diff", "colleague..HEAD").out


def test_a_field_is_brought_back_as_it_was(changed) -> None:
    done = changed.run("restore", "line-2", "--field", "amount", "--at", "HEAD~3")
    assert done.code == 0, done.err
    assert "€48,000.00" in changed.run("show", "line-2").out


def test_a_whole_record_is_brought_back_with_its_history_of_stages(changed) -> None:
    before = (changed.book / "clients/acme/opportunities/line-2-k3x9.md").read_bytes()
    assert changed.run("set", "line-2", "amount=1", "tags+=x").code == 0
    assert changed.run("restore", "line-2", "--at", "HEAD~1").code == 0
    assert (changed.book / "clients/acme/opportunities/line-2-k3x9.md").read_bytes() == before


def test_a_stage_is_not_put_back_without_its_history(changed) -> None:
    done = changed.run("restore", "line-2", "--field", "stage", "--at", "HEAD~3")
    assert done.code == 1
    assert "cartera move" in done.err


def test_a_deleted_record_comes_back_byte_for_byte(changed) -> None:
    path = changed.book / "clients/acme/opportunities/line-2-k3x9.md"
    before = path.read_bytes()
    assert changed.run("rm", "line-2", "--yes").code == 0
    assert changed.run("restore", "line-2-k3x9").code == 0
    assert path.read_bytes() == before


def test_a_deleted_client_comes_back_with_all_it_held(changed) -> None:
    before = {each: each.read_bytes() for each in (changed.book / "clients/acme").rglob("*.md")}
    done = changed.run("rm", "acme", "--with-contents", "--yes")
    assert done.code == 0, done.err
    assert changed.run("restore", "acme").code == 0
    assert {each: each.read_bytes() for each in (changed.book / "clients/acme").rglob("*.md")} == before


def test_without_a_moment_one_is_asked_for(changed) -> None:
    done = changed.run("restore", "line-2")
    assert done.code == 2
    assert "--at" in done.err


def test_what_never_was_cannot_come_back(changed) -> None:
    assert changed.run("restore", "nobody-ever").code == 3


def test_what_a_colleague_brought_is_seen_without_what_one_did_oneself(changed) -> None:
    def git(*words):
        subprocess.run(["git", "-C", str(changed.book), *words], check=True, capture_output=True)

    git("switch", "-q", "-c", "colleague", "HEAD~3")
    client = changed.book / "clients/acme/client.md"
    client.write_text(client.read_text().replace("kind: company", "kind: partner"))
    git("commit", "-qam", "Colleague")
    git("switch", "-q", "main")
    done = changed.run("diff", "HEAD...colleague")
    assert "Partner" in done.out
    assert "Amount" not in done.out


@pytest.fixture
def push(changed):
    """Return a function that commits a file as a colleague with plain git would."""

    def run(path, text, subject):
        (changed.book / path).write_text(text)
        subprocess.run(["git", "-C", str(changed.book), "add", "-A"], check=True)
        subprocess.run(["git", "-C", str(changed.book), "commit", "-qm", subject], check=True)

    return run


def test_commits_that_bring_a_broken_record_are_named(changed, push) -> None:
    push("clients/acme/tasks/broken-a1b2.md", "---\ntitle: [\n---\n", "Break it")
    done = changed.run("check", "--commits", "HEAD~1..HEAD")
    assert done.code == 1
    assert "Break it" in done.out
    assert changed.run("check", "--commits", "HEAD~2..HEAD~1").code == 0


def test_markers_that_were_mended_since_are_told_and_stop_nobody(changed, push) -> None:
    client = "clients/acme/client.md"
    sound = (changed.book / client).read_text()
    push(client, "<<<<<<< ours\n" + sound + "=======\n" + sound + ">>>>>>> theirs\n", "Merge badly")
    push(client, sound, "Mend")
    done = changed.run("check", "--commits", "HEAD~2..HEAD", "--json")
    assert done.code == 0
    assert {(each["mended"], each["path"]) for each in json.loads(done.out)} == {(True, client)}


def test_what_a_sync_would_bring_is_read_before_it_comes_in(changed, tmp_path) -> None:
    def git(*words, at):
        subprocess.run(["git", "-C", str(at), *words], check=True, capture_output=True)

    git("clone", "-q", "--bare", str(changed.book), "hub.git", at=tmp_path)
    git("clone", "-q", "hub.git", "colleague", at=tmp_path)
    git("remote", "add", "origin", str(tmp_path / "hub.git"), at=changed.book)
    client = tmp_path / "colleague/clients/acme/client.md"
    client.write_text(client.read_text().replace("kind: company", "kind: partner"))
    git("commit", "-qam", "Make it a partner", at=tmp_path / "colleague")
    git("push", "-q", at=tmp_path / "colleague")
    before = (changed.book / "clients/acme/client.md").read_bytes()
    done = changed.run("review")
    assert done.code == 0, done.err
    assert "Make it a partner" in done.out
    assert "Company → Partner" in done.out
    assert (changed.book / "clients/acme/client.md").read_bytes() == before
    assert "Make it a partner" in changed.run("review", "--offline").out


def test_without_a_shared_repository_a_review_says_so(changed) -> None:
    assert changed.run("review").code != 0
