"""What a person learns of the repository, and that asking runs nothing of the book and shows no password."""

import os

import pytest
from cartera.records.git.mistakes import GitMissing, NoRepository, UnreadableRepository
from cartera.records.git.survey import OutsideEdits, Remote, clean_url, find_outside_edits, survey

CLIENT = "clients/acme/client.md"


def test_a_repository_is_told_with_branch_and_last_commit(committed_book, git):
    told = survey(committed_book)
    assert (told.branch, told.upstream, told.remotes, told.commits) == ("main", None, (), 1)
    assert told.last.id == git("rev-parse", "HEAD")
    assert (told.last.who, told.last.subject) == ("Ana Prueba", "Start")
    assert told.last.when.tzinfo is not None


def test_before_the_first_commit_there_is_a_branch_and_no_commit(tmp_path, git):
    git("init", "-q", "-b", "main")
    (tmp_path / "cartera.yaml").write_text("")
    told = survey(tmp_path)
    assert (told.branch, told.last, told.commits) == ("main", None, 0)
    assert find_outside_edits(tmp_path) == OutsideEdits((), (), ())


def test_on_no_branch_the_commit_is_told_all_the_same(committed_book, git):
    git("switch", "-q", "--detach")
    assert survey(committed_book).branch is None
    assert survey(committed_book).commits == 1


def test_how_far_the_branch_is_from_the_one_it_follows(committed_book, git, tmp_path_factory):
    there = tmp_path_factory.mktemp("there")
    git("clone", "-q", "--bare", str(committed_book), str(there))
    git("remote", "add", "origin", str(there))
    git("commit", "-q", "--allow-empty", "-m", "theirs")
    git("push", "-q", "-u", "origin", "main")
    git("reset", "-q", "--hard", "HEAD~1")
    git("commit", "-q", "--allow-empty", "-m", "one")
    git("commit", "-q", "--allow-empty", "-m", "two")
    upstream = survey(committed_book).upstream
    assert (upstream.name, upstream.ahead, upstream.behind) == ("origin/main", 2, 1)


def test_a_branch_that_was_never_fetched_counts_as_none(committed_book, git):
    git("remote", "add", "origin", "https://example.com/book.git")
    git("config", "branch.main.remote", "origin")
    git("config", "branch.main.merge", "refs/heads/main")
    assert survey(committed_book).upstream is None


def test_remotes_are_told_without_credentials(committed_book, git):
    git("remote", "add", "origin", "https://ana:s3cret@example.com/book.git?token=abc")
    git("remote", "add", "backup", "git@example.com:ana/book.git")
    assert survey(committed_book).remotes == (
        Remote("backup", "git@example.com:ana/book.git"),
        Remote("origin", "https://example.com/book.git"),
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://token@example.com/x", "https://example.com/x"),
        ("https://a:b@c@example.com/x", "https://example.com/x"),
        ("ssh://ana@example.com:22/x", "ssh://example.com:22/x"),
        ("https://example.com/x#secret", "https://example.com/x"),
        ("/srv/book.git", "/srv/book.git"),
        ("../book.git", "../book.git"),
        ("https://example.com/\x1b[31m", "https://example.com/\ufffd[31m"),
    ],
)
def test_an_address_is_shown_without_name_password_and_query(url, shown):
    assert clean_url(url) == shown


def test_files_edited_without_cartera_are_named(committed_book):
    assert find_outside_edits(committed_book).count == 0
    (committed_book / CLIENT).write_text("---\ntitle: Acme\n---\n")
    (committed_book / "clients/acme/contacts").mkdir()
    (committed_book / "clients/acme/contacts/eva.md").write_text("---\ntitle: Eva\n---\n")
    (committed_book / "README.md").write_text("no record")
    assert find_outside_edits(committed_book) == OutsideEdits(("clients/acme/contacts/eva.md",), (CLIENT,), ())
    (committed_book / CLIENT).unlink()
    assert find_outside_edits(committed_book).missing == (CLIENT,)


def test_names_from_the_repository_are_cleaned(committed_book, git):
    (committed_book / ".git/refs/heads/\u202eevil").write_text(git("rev-parse", "HEAD") + "\n")
    (committed_book / ".git/HEAD").write_text("ref: refs/heads/\u202eevil\n")
    git("config", "user.name", "Ana \x1b[31m")
    git("commit", "-q", "--allow-empty", "-m", "red \x1b[31m subject")
    told = survey(committed_book)
    assert told.branch == "\ufffdevil"
    assert told.last.subject == "red \ufffd[31m subject"
    assert told.last.who == "Ana \ufffd[31m"


def test_nothing_the_book_configures_is_run_or_read(committed_book, git, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    proof, program = elsewhere / "ran", elsewhere / "program"
    program.write_text(f"#!/bin/sh\necho $0 >> {proof}\n")
    program.chmod(0o755)
    (elsewhere / "included").write_text('[remote "evil"]\n\turl = /secret\n')
    for name in ("post-index-change", "reference-transaction"):
        hook = committed_book / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(program.read_text())
        hook.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "diff.external", "filter.x.clean", "filter.x.smudge"):
        git("config", key, str(program))
    git("config", "core.hooksPath", str(elsewhere))
    git("config", "include.path", str(elsewhere / "included"))
    git("config", "alias.rev-list", f"!{program}")
    (committed_book / ".gitattributes").write_text("* filter=x diff=x\n")
    (committed_book / CLIENT).write_text("---\ntitle: Acme\n---\n")
    (committed_book / "git").write_text(program.read_text())
    (committed_book / "git").chmod(0o755)
    monkeypatch.chdir(committed_book)
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:.")

    assert survey(committed_book).remotes == ()
    assert find_outside_edits(committed_book).modified == (CLIENT,)

    assert not proof.exists()


def test_an_environment_that_points_elsewhere_is_not_obeyed_and_stays(committed_book, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("other")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PYTHON_GIT_EXECUTABLE"):
        monkeypatch.setenv(name, str(other))
    monkeypatch.setenv("GIT_PYTHON_REFRESH", "nonsense")
    before = dict(os.environ)
    assert survey(committed_book).last.subject == "Start"
    assert dict(os.environ) == before


def test_a_repository_that_cannot_be_read_is_told_in_a_sentence(committed_book, git):
    tree = git("rev-parse", "HEAD^{tree}")
    (committed_book / ".git/objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(UnreadableRepository) as mistake:
        find_outside_edits(committed_book)
    assert str(mistake.value).endswith(".")


def test_without_a_repository_or_git_that_is_what_is_told(tmp_path, committed_book, monkeypatch, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(NoRepository):
        survey(empty)
    monkeypatch.setenv("PATH", str(empty))
    with pytest.raises(GitMissing):
        survey(committed_book)
