"""Whoever types git merge, rebase, cherry-pick or stash pop gets what Cartera would have made."""

import subprocess
import sys

import pytest
from cartera.records.files.parse import read_text
from cartera.records.git.repository import ATTRIBUTES
from cartera.records.merge.entries import read_entries
from cartera.records.sync.driver import drive
from cartera.records.sync.setup import is_set_up, set_up

from .conftest import CLIENT, TASK


@pytest.fixture
def both(ana, eva):
    """Two people who changed the same records, one field in conflict."""
    ana.save({".gitattributes": ATTRIBUTES.decode()})
    ana.sync()
    eva.sync()
    for each in (ana, eva):
        set_up(each.keeper.repository)
    ana.edit("owner: ana", "owner: luis")
    ana.edit("Call", "Ring", TASK)
    ana.sync()
    text = eva.read().replace("owner: ana", "owner: eva").replace("Vigo", "Lugo").replace("Notes.", "More.")
    eva.save({CLIENT: text, TASK: eva.read(TASK).replace("2026-07-20", "2026-07-21")})
    eva.git("fetch", "-q")
    return ana, eva


def tree_of_sync(eva, tmp_path, person):
    """Return the tree that Cartera makes of the same pair, in another clone."""
    other = person("other")
    other.git("fetch", "-q", str(eva.root), "HEAD")
    other.git("reset", "-q", "--hard", "FETCH_HEAD")
    assert other.sync().merges
    return other.git("rev-parse", "HEAD^{tree}")


def check_clean(eva, tree):
    assert eva.git("status", "--porcelain") == ""
    assert eva.git("rev-parse", "HEAD^{tree}") == tree
    assert "<<<<" not in eva.read()
    (entry,) = read_entries(read_text(eva.read().encode(), CLIENT).tree["conflicts"])
    assert (entry.kept, entry.kept_credit.who, entry.other, entry.other_credit.who) == ("luis", "Ana", "eva", "Eva")


def test_a_plain_merge_gives_the_tree_of_a_sync(both, tmp_path, person):
    _, eva = both
    tree = tree_of_sync(eva, tmp_path, person)
    eva.git("merge", "-q", "--no-edit", "origin/main")
    check_clean(eva, tree)


def test_a_plain_rebase_gives_the_tree_of_a_sync(both, tmp_path, person):
    _, eva = both
    tree = tree_of_sync(eva, tmp_path, person)
    eva.git("rebase", "-q", "origin/main")
    check_clean(eva, tree)


def test_a_plain_pull_gives_the_tree_of_a_sync(both, tmp_path, person):
    _, eva = both
    tree = tree_of_sync(eva, tmp_path, person)
    eva.git("pull", "-q", "--no-rebase", "--no-edit")
    check_clean(eva, tree)


def test_a_cherry_pick_gives_the_tree_of_a_sync(both, tmp_path, person):
    _, eva = both
    tree = tree_of_sync(eva, tmp_path, person)
    eva.git("switch", "-q", "-c", "picked", "origin/main")
    eva.git("cherry-pick", "main")
    check_clean(eva, tree)


def test_a_stash_taken_back_merges_by_field(both):
    _, eva = both
    eva.git("reset", "-q", "--hard", "HEAD^")
    (eva.root / CLIENT).write_text(eva.read().replace("owner: ana", "owner: eva").replace("Vigo", "Lugo"))
    eva.git("stash", "-q")
    eva.git("merge", "-q", "--ff-only", "origin/main")
    eva.git("stash", "pop", "-q")
    assert "city: Lugo" in eva.read()
    (entry,) = read_entries(read_text(eva.read().encode(), CLIENT).tree["conflicts"])
    assert {entry.kept, entry.other} == {"luis", "eva"}


def test_a_clone_without_the_driver_gets_a_conflict_without_markers(both):
    _, eva = both
    eva.git("config", "--unset", "merge.cartera.driver")
    (eva.root / ".git/info/attributes").unlink()
    assert "CONFLICT" in eva.git("merge", "--no-edit", "origin/main", check=False)
    assert "<<<<" not in eva.read() + eva.read(TASK)


def test_two_broken_versions_are_left_to_the_person_without_markers(both):
    ana, eva = both
    for each, text in ((ana, "---\ntitle: [\n---\n"), (eva, "---\ntitle: {\n---\n")):
        each.save({CLIENT: text})
    ana.sync()
    eva.git("fetch", "-q")
    assert "CONFLICT" in eva.git("merge", "--no-edit", "origin/main", check=False)
    assert eva.read() == "---\ntitle: {\n---\n"


def test_the_driver_runs_nothing_that_lies_in_the_book(both):
    _, eva = both
    for name in ("yaml.py", "sitecustomize.py", "json.py", "cartera.py"):
        (eva.root / name).write_text("open('ran', 'w')\n")
    eva.git("merge", "-q", "--no-edit", "origin/main")
    assert not (eva.root / "ran").exists()


def test_setting_up_twice_changes_nothing_and_keeps_what_a_person_wrote(ana):
    repository = ana.keeper.repository
    attributes = ana.root / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.pdf binary")
    assert not is_set_up(repository)
    assert set_up(repository)
    assert not set_up(repository)
    assert attributes.read_text().startswith("*.pdf binary\n# Cartera")


def test_the_driver_loads_next_to_nothing():
    code = (
        "import sys, cartera.records.sync.driver;"
        "print([m for m in sys.modules if m.split('.')[0] in {'yaml', 'textual', 'click', 'jinja2', 'git', 'babel'}"
        " or m.startswith(('cartera.cli', 'cartera.tui', 'cartera.records.index', 'cartera.records.book'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_with_quotes_and_blanks_is_merged_like_any_other(tmp_path):
    for name, text in (("base", "a: 1\nb: 1\n"), ("ours", "a: 2\nb: 1\n"), ("theirs", "a: 1\nb: 2\n")):
        (tmp_path / name).write_text(text)
    assert drive(tmp_path, "base", "ours", "theirs", 'clients/it\'s a "name"/client.yaml') == 0
    assert (tmp_path / "ours").read_text() == "a: 2\nb: 2\n"


def test_plain_git_shows_a_change_by_its_fields(ana):
    set_up(ana.keeper.repository)
    ana.edit("owner: ana", "owner: 'luis'")
    (ana.root / CLIENT).write_text(ana.read().replace("owner: 'luis'", "owner: luis").replace("Vigo", "Lugo"))

    def changed(*arguments):
        shown = ana.git(*arguments, "-U0", "--", CLIENT).splitlines()
        return [line for line in shown if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]

    assert changed("diff") == ["-city: Vigo", "+city: Lugo"]
    assert changed("log", "-1", "-p") == ["-owner: ana", "+owner: luis"]


def test_a_module_in_the_book_is_not_imported_when_git_shows_a_change(ana):
    set_up(ana.keeper.repository)
    for name in ("yaml", "cartera", "sitecustomize", "re"):
        (ana.root / f"{name}.py").write_text(f"open({str(ana.root / 'ran')!r}, 'w').close()\n")
    (ana.root / CLIENT).write_text(ana.read().replace("Vigo", "Lugo"))
    assert "+city: Lugo" in ana.git("diff")
    assert not (ana.root / "ran").exists()


def test_a_clone_set_up_before_changes_could_be_shown_is_brought_up_to_date(ana):
    set_up(ana.keeper.repository)
    ana.git("config", "--unset", "diff.cartera.textconv")
    assert not is_set_up(ana.keeper.repository)
    assert set_up(ana.keeper.repository)
    assert not set_up(ana.keeper.repository)
