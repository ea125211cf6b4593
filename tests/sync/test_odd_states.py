"""A sync meets what it should not: each gets a sentence or is taken as it is, nothing runs, and nothing is lost."""

import subprocess
import unicodedata

import pytest
from cartera.records.sync import mistakes
from cartera.records.sync.cloning import Extent, clone_book
from cartera.schema.clean import clean
from cartera.schema.errors import CarteraError

from .conftest import CLIENT, TASK

NFC, NFD = (unicodedata.normalize(form, "clients/acme/tasks/reunión.md") for form in ("NFC", "NFD"))


def commit(person, message="Odd"):
    person.git("add", "-A")
    person.git("commit", "-q", "-m", message)


def push(person, message="Odd"):
    commit(person, message)
    person.git("push", "-q", "origin", "HEAD")


def tree_of(person):
    return person.git("ls-tree", "-r", "-z", "--name-only", "HEAD").rstrip("\0").split("\0")


def test_in_the_middle_of_a_rebase_a_sync_waits_and_afterwards_it_goes_on(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.git("config", "merge.cartera.driver", "false")
    (eva.root / ".gitattributes").write_text("*.md -merge\n")
    commit(eva)
    eva.edit("owner: ana", "owner: eva")
    eva.git("fetch", "-q")
    eva.git("rebase", "origin/main", check=False)
    before = eva.git("rev-parse", "HEAD")
    with pytest.raises(mistakes.SyncHindered):
        eva.sync()
    assert eva.git("rev-parse", "HEAD") == before
    eva.git("rebase", "--abort")
    assert eva.sync().conflicts
    eva.check_sound()


def test_other_line_ends_are_no_change_of_every_field(ana, eva):
    text = eva.read()
    (eva.root / CLIENT).write_bytes(text.replace("\n", "\r\n").replace("Vigo", "Lugo").encode())
    push(eva)
    ana.edit("owner: ana", "owner: luis")
    assert not ana.sync().conflicts
    assert "owner: luis" in ana.read()
    assert "city: Lugo" in ana.read()
    eva.sync()
    assert eva.head() == ana.head()


def test_a_name_that_differs_by_case_alone_arrives(ana, eva):
    eva.git("mv", TASK, "clients/acme/tasks/CALL-k3x9.md")
    push(eva)
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    assert sorted(path.name for path in (ana.root / "clients/acme/tasks").iterdir()) == ["CALL-k3x9.md"]
    ana.check_sound()


def test_two_names_that_look_the_same_are_two_files(ana, eva):
    ana.save({NFC: "---\ntitle: One\n---\n"})
    ana.sync()
    eva.save({NFD: "---\ntitle: Two\n---\n"})
    eva.sync()
    ana.sync()
    for each in (ana, eva):
        assert (each.root / NFC).read_text() == "---\ntitle: One\n---\n"
        assert (each.root / NFD).read_text() == "---\ntitle: Two\n---\n"
        each.check_sound()


@pytest.fixture
def elsewhere(tmp_path):
    """Another repository, to be embedded."""
    folder = tmp_path / "elsewhere"
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "commit", "-q", "--allow-empty", "-m", "Other"], check=True)
    return folder


def test_a_submodule_is_kept_in_history_and_never_fetched(ana, eva, elsewhere):
    eva.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(elsewhere), "clients/acme/inner")
    push(eva)
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    assert ana.git("ls-tree", "HEAD", "clients/acme/inner").startswith("160000 commit")
    assert not (ana.root / "clients/acme/inner/.git").exists()
    assert not (ana.root / ".git/modules").exists()
    assert "owner: luis" in ana.git("show", f"HEAD:{CLIENT}")


def test_a_repository_lying_in_the_book_is_left_alone(ana, eva, elsewhere):
    elsewhere.rename(ana.root / "clients/acme/inner")
    head = (ana.root / "clients/acme/inner/.git/HEAD").read_bytes()
    eva.edit("owner: ana", "owner: luis")
    eva.sync()
    ana.edit("Vigo", "Lugo")
    assert ana.sync().fetched == 1
    assert (ana.root / "clients/acme/inner/.git/HEAD").read_bytes() == head
    assert "clients/acme/inner" not in " ".join(tree_of(ana))


def test_attributes_that_come_in_change_no_byte_and_run_nothing(ana, eva):
    lines = "*.md merge=union filter=evil diff=evil ident text eol=crlf working-tree-encoding=UTF-16\n"
    ana.git("config", "filter.evil.smudge", f"touch {ana.root}/ran")
    ana.git("config", "filter.evil.clean", f"touch {ana.root}/ran")
    (eva.root / ".gitattributes").write_text(lines)
    eva.git("add", ".gitattributes")
    eva.git("commit", "-q", "-m", "Attributes")
    eva.git("push", "-q", "origin", "HEAD")
    (eva.root / ".git/info/attributes").write_text("* -filter -text -ident -working-tree-encoding -merge\n")
    (eva.root / CLIENT).write_text(eva.read().replace("owner: ana", "owner: eva"))
    push(eva)
    ana.edit("owner: ana", "owner: luis")
    report = ana.sync()
    assert report.conflicts[CLIENT] == ("owner",)
    assert b"\r" not in (ana.root / CLIENT).read_bytes()
    assert ana.git("cat-file", "blob", f"HEAD:{CLIENT}") == ana.read().rstrip("\n")
    assert not (ana.root / "ran").exists()


def test_no_hook_of_the_clone_runs_in_a_sync(ana, eva):
    hooks = ana.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-merge", "pre-push", "post-checkout", "pre-commit", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ana.root}/ran-{name}\n")
        (hooks / name).chmod(0o755)
    eva.edit("owner: ana", "owner: luis")
    eva.sync()
    ana.edit("Vigo", "Lugo")
    assert ana.sync().pushed == 2
    assert not list(ana.root.glob("ran-*"))


def test_a_hostile_name_of_a_branch_is_followed_and_told_cleaned(ana):
    name = "zz\u202eback"
    ana.git("switch", "-q", "-c", name)
    ana.edit("owner: ana", "owner: luis")
    report = ana.sync()
    assert report.name == f"origin/{name}"
    assert clean(f"{report.name}") != report.name
    assert ana.git("-c", "core.quotePath=false", "ls-remote", "--heads", "origin").count("zz") == 1


def test_a_file_that_two_made_under_names_of_windows_and_paths_outside_never_leave_the_folder(ana, eva):
    """The other side's tree is written by plumbing, as no honest git would."""
    blob = (
        subprocess.run(
            ["git", "-C", str(eva.root), "hash-object", "-w", "--stdin"], input=b"evil", capture_output=True, check=True
        )
        .stdout.decode()
        .strip()
    )
    made = (
        subprocess.run(
            ["git", "-C", str(eva.root), "mktree"],
            input=f"100644 blob {blob}\t..\n100644 blob {blob}\t.git\n".encode(),
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    entries = eva.git("ls-tree", "HEAD") + f"\n040000 tree {made}\tnotes\n"
    tree = (
        subprocess.run(["git", "-C", str(eva.root), "mktree"], input=entries.encode(), capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )
    bad = eva.git("commit-tree", "-p", "HEAD", "-m", "Evil", tree)
    eva.git("push", "-q", "origin", f"{bad}:refs/heads/main")
    ana.edit("owner: ana", "owner: luis")
    before = ana.head()
    with pytest.raises(CarteraError):
        ana.sync()
    assert ana.head() == before
    assert "owner: luis" in ana.read()
    assert not (ana.root / "notes").exists()


def test_a_record_that_comes_in_broken_is_named_and_left_as_it_is(ana, eva):
    (eva.root / TASK).write_text("---\ntitle: [\n---\n")
    push(eva)
    report = ana.sync()
    assert [each.path for each in report.unreadable] == [TASK]
    assert ana.read(TASK) == "---\ntitle: [\n---\n"
    assert ana.git("rev-parse", f"HEAD:{TASK}") == eva.git("rev-parse", f"HEAD:{TASK}")
    assert ana.sync().unreadable == ()


@pytest.fixture
def with_another_repository(ana, eva):
    """Eva committed a submodule whose changes its ``.gitmodules`` hides; ana has it too."""
    (eva.root / ".gitmodules").write_text('[submodule "sub"]\n\tpath = sub\n\turl = ./x\n\tignore = all\n')
    eva.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    eva.git("add", ".gitmodules")
    eva.git("commit", "-q", "-m", "Another repository")
    eva.git("push", "-q", "origin", "HEAD")
    assert ana.sync().left_out == ("sub",)


@pytest.mark.usefixtures("with_another_repository")
def test_a_submodule_whose_changes_are_hidden_is_merged_all_the_same(ana, eva):
    eva.git("update-index", "--cacheinfo", f"160000,{'2' * 40},sub")
    eva.git("commit", "-q", "-m", "Its newer state")
    eva.git("push", "-q", "origin", "HEAD")
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    assert ana.git("ls-tree", "HEAD", "sub").startswith(f"160000 commit {'2' * 40}")


@pytest.mark.usefixtures("with_another_repository")
def test_a_clone_of_some_clients_asks_nobody_for_the_list_of_submodules(ana, hub, tmp_path):
    ana.save({"clients/beta/client.md": "---\ntitle: Beta\n---\n"})
    ana.sync()
    subprocess.run(["git", "-C", str(hub), "config", "uploadpack.allowFilter", "true"], check=True)
    cloned = clone_book(f"file://{hub}", tmp_path / "part", Extent(("acme",)))
    assert (cloned.root / CLIENT).exists()
    assert not (cloned.root / "clients/beta").exists()
