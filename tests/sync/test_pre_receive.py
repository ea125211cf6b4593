"""The sample hook for a team's server, in a real bare repository that is really pushed to."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from cartera.records.sync import mistakes

from .conftest import CLIENT, TASK

HOOK = Path(__file__).parents[2] / "docs/examples/pre-receive"
BROKEN = "---\ntitle: [\n---\n"


@pytest.fixture
def guarded(hub, monkeypatch, tmp_path):
    """The shared repository with the hook; programs started from here find ``cartera``."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (hub / "hooks").mkdir(exist_ok=True)
    shutil.copy(HOOK, hub / "hooks/pre-receive")
    return hub


def commit(person, path, text):
    (person.root / path).write_text(text)
    person.git("add", path)
    person.git("commit", "-q", "-m", "Edit")
    return person.head()


def push(person, *what):
    """Push by plain git and return what it said where it was refused, else an empty text."""
    try:
        person.git("push", "-q", "origin", *(what or ("HEAD",)))
    except AssertionError as refused:
        return str(refused)
    return ""


def test_a_push_with_a_record_that_cannot_be_read_is_refused(guarded, ana, tmp_path):
    before = ana.head()
    commit(ana, CLIENT, BROKEN)
    said = push(ana)
    assert f"{CLIENT}:" in said
    assert "Mend these records" in said
    assert ana.git("ls-remote", "origin", "main").startswith(before)
    assert not list((tmp_path / "temporary").iterdir())


def test_a_sync_says_in_the_servers_words_what_is_to_be_mended(guarded, ana):
    commit(ana, CLIENT, BROKEN)
    with pytest.raises(mistakes.RefusedByServer, match="Mend these records"):
        ana.sync()


def test_good_records_pass_and_wrong_values_are_left_to_people(guarded, ana, eva):
    ana.edit("owner: ana", "owner: luis")
    commit(ana, TASK, "---\ntitle: Call\ndue: some day\n---\n")
    ana.sync()
    eva.edit("owner: ana", "owner: eva")
    assert eva.sync().conflicts
    assert eva.git("ls-remote", "origin", "main").startswith(eva.head())


def test_a_fault_that_the_push_itself_mends_passes(guarded, ana):
    good = ana.read()
    commit(ana, CLIENT, BROKEN)
    commit(ana, CLIENT, good.replace("Vigo", "Lugo"))
    assert push(ana) == ""


def test_a_book_with_an_old_fault_can_be_pushed_to(guarded, ana):
    hook = guarded / "hooks/pre-receive"
    hook.rename(hook.with_suffix(".off"))
    commit(ana, CLIENT, BROKEN)
    assert push(ana) == ""
    hook.with_suffix(".off").rename(hook)
    commit(ana, TASK, "---\ntitle: Ring\n---\n")
    assert push(ana) == ""


def test_a_new_branch_is_read_whole_and_a_deleted_one_not_at_all(guarded, ana):
    assert push(ana, "HEAD:refs/heads/norte") == ""
    assert push(ana, ":refs/heads/norte") == ""
    commit(ana, CLIENT, BROKEN)
    assert "was not taken" in push(ana, "HEAD:refs/heads/sur")


def test_attributes_of_the_book_hide_nothing_from_the_hook(guarded, ana):
    commit(ana, ".gitattributes", "*.md export-ignore filter=evil ident working-tree-encoding=UTF-16\n")
    assert push(ana) == ""
    ana.git("config", "core.attributesFile", os.devnull)
    (ana.root / ".git/info/attributes").write_text("* -working-tree-encoding -filter\n")
    commit(ana, CLIENT, BROKEN)
    assert f"{CLIENT}:" in push(ana)


def test_a_branch_without_a_book_is_refused(guarded, ana):
    ana.git("rm", "-q", "cartera.yaml")
    ana.git("commit", "-q", "-m", "No book any more")
    assert "was not taken" in push(ana)


def test_git_leaves_conflict_markers_and_the_hook_stops_them(guarded, ana):
    commit(ana, CLIENT, ana.read() + "<<<<<<< a\nOne.\n=======\nTwo.\n>>>>>>> b\n")
    assert "conflict markers" in push(ana)
