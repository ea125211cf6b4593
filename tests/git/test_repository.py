"""Where a book's repository lies, what it is in the middle of, and how a new one begins."""

import pytest
from cartera.records.git.mistakes import (
    ForeignRepository,
    InsideAnotherRepository,
    NoRepository,
    NotABook,
    UnreadableRepository,
)
from cartera.records.git.places import find_root
from cartera.records.git.reading import ObjectReader
from cartera.records.git.repository import Activity, initialise, open_repository, read_state
from cartera.records.git.run import Answer, Git


def state(book):
    repository = open_repository(book)
    with ObjectReader(repository.git) as reader:
        return read_state(repository, reader)


def test_the_book_is_found_from_any_folder_in_it(book):
    assert find_root(book / "clients/acme") == book


def test_outside_a_book_that_is_said(tmp_path):
    with pytest.raises(NotABook):
        find_root(tmp_path)


def test_a_folder_without_git_is_said(tmp_path):
    with pytest.raises(NoRepository):
        open_repository(tmp_path)


def test_a_book_within_a_repository_is_refused_with_that_ones_name(book):
    (book / "inner").mkdir()
    with pytest.raises(InsideAnotherRepository, match=str(book)):
        open_repository(book / "inner")


def test_a_repository_with_other_object_names_is_refused(tmp_path, git):
    git("init", "-q", "--object-format=sha256")
    with pytest.raises(UnreadableRepository, match="sha256"):
        open_repository(tmp_path)


def test_a_repository_of_another_user_is_named_with_the_command_that_trusts_it(book, monkeypatch):
    words = f"fatal: detected dubious ownership in repository at '{book}'"
    monkeypatch.setattr(Git, "ask", lambda *_, **__: Answer(128, b"", words))
    with pytest.raises(ForeignRepository) as error:
        open_repository(book)
    assert f"safe.directory {book}" in str(error.value.hint)


def test_a_bare_repository_is_no_book(tmp_path, git):
    git("init", "-q", "--bare")
    with pytest.raises((NoRepository, UnreadableRepository)):
        open_repository(tmp_path)


def test_a_new_book_is_a_repository_on_main_without_commits(tmp_path):
    repository = initialise(tmp_path / "new/book")
    assert state(repository.root).branch == "main"
    assert state(repository.root).head is None
    assert state(repository.root).obstacle is None


def test_a_repository_that_is_there_already_stays(book, git):
    head = git("rev-parse", "HEAD")
    initialise(book)
    assert git("rev-parse", "HEAD") == head


def test_a_new_book_within_a_repository_is_refused_unless_ignored_or_asked_for(book):
    with pytest.raises(InsideAnotherRepository):
        initialise(book / "inner/deep")
    assert not (book / "inner").exists()
    initialise(book / "asked", nested=True)
    (book / ".gitignore").write_text("/ignored/\n")
    assert initialise(book / "ignored").root == book / "ignored"


@pytest.mark.parametrize(
    ("commands", "activity", "branch"),
    [
        ([], None, "main"),
        ([["switch", "-q", "-c", "trial/ñ"]], None, "trial/ñ"),
        ([["switch", "-q", "--detach"]], None, None),
        ([["bisect", "start"]], Activity.BISECT, "main"),
    ],
    ids=["plain", "another branch", "detached", "bisecting"],
)
def test_the_state_says_branch_and_activity(book, git, commands, activity, branch):
    for command in commands:
        git(*command)
    found = state(book)
    assert (found.activity, found.branch, found.head) == (activity, branch, git("rev-parse", "HEAD"))
    assert (found.obstacle is None) == (activity is None and branch is not None)


def test_attributes_of_a_new_book_keep_git_from_merging_records(book, git):
    from cartera.records.git.repository import ATTRIBUTES

    (book / ".gitattributes").write_bytes(ATTRIBUTES)
    shown = git("check-attr", "text", "merge", "diff", "--", "clients/acme/client.md")
    assert [line.rsplit(": ", 1)[1] for line in shown.splitlines()] == ["unset", "unset", "cartera"]
