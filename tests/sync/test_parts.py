"""Clones of a part: what is not on the disk is absent and never deleted, in a sync, in plain git and in what is read."""

import subprocess

import pytest
from cartera.records.book import Book
from cartera.records.git.sparse import Sparse, read_patterns
from cartera.records.saving.writes import NotHeld
from cartera.schema.problems import Severity

from .conftest import CLIENT, TASK

OTHER = "clients/beta/client.md"
NEW = "clients/beta/tasks/new-a1b2.md"


def hold_acme(person):
    person.git("status")  # git only takes away what it has looked at
    person.git("sparse-checkout", "set", "--no-cone", "/*", "!/clients/*/", "/clients/acme/")


@pytest.fixture
def part(ana, eva):
    """Ana holds everything; Eva all but what lies in other clients' folders than Acme's."""
    ana.save(
        {
            OTHER: "---\ntitle: Beta\nowner: ana\ncity: Lugo\n---\nNotes.\n",
            "people/eva/user.md": "---\ntitle: Eva\n---\n",
        }
    )
    ana.sync()
    eva.sync()
    hold_acme(eva)
    assert not (eva.root / OTHER).exists()
    return eva


def test_changes_of_what_is_held_and_of_what_is_not_come_in(ana, part):
    ana.edit("owner: ana", "owner: luis")
    ana.edit("owner: ana", "owner: luis", OTHER)
    ana.save({NEW: "---\ntitle: New\n---\n"})
    ana.sync()
    part.edit("Vigo", "Pontevedra")
    part.sync()
    assert "owner: luis" in part.read()
    assert "Pontevedra" in part.read()
    assert not (part.root / "clients/beta").exists()
    assert "owner: luis" in part.git("show", f"HEAD:{OTHER}")
    assert "New" in part.git("show", f"HEAD:{NEW}")
    part.check_sound()
    ana.sync()
    assert (ana.root / NEW).exists()
    assert ana.head() == part.head()


def test_a_branch_that_only_moves_leaves_what_is_not_held_absent(ana, part):
    ana.save({NEW: "---\ntitle: New\n---\n", CLIENT: ana.read().replace("Vigo", "Lugo")})
    ana.sync()
    part.sync()
    assert part.head() == ana.head()
    assert "Lugo" in part.read()
    assert not (part.root / NEW).exists()
    part.check_sound()


def test_a_conflict_in_a_record_that_is_not_held_is_merged_all_the_same(ana, part):
    part.git("sparse-checkout", "disable")
    part.edit("owner: ana", "owner: eva", OTHER)
    hold_acme(part)
    ana.edit("owner: ana", "owner: luis", OTHER)
    ana.sync()
    report = part.sync()
    assert [each.field for each in report.conflicts[OTHER]] == ["owner"]
    assert "conflicts:" in part.git("show", f"HEAD:{OTHER}")
    assert not (part.root / OTHER).exists()
    part.check_sound()


def test_what_others_delete_and_rename_goes_in_history_too(ana, part):
    ana.save({OTHER: None, TASK: None})
    ana.sync()
    part.edit("Vigo", "Lugo")
    part.sync()
    assert not (part.root / TASK).exists()
    assert OTHER not in part.git("ls-tree", "-r", "--name-only", "HEAD")
    part.check_sound()


def test_plain_git_merges_a_part_as_cartera_does(ana, part, tmp_path):
    from cartera.records.sync.setup import set_up

    ana.edit("owner: ana", "owner: luis")
    ana.edit("owner: ana", "owner: luis", OTHER)
    ana.sync()
    part.edit("Vigo", "Lugo")
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-a", str(part.root), str(copy)], check=True)
    set_up(part.keeper.repository)
    part.git("pull", "-q", "--no-rebase", "--no-edit")
    merged = part.git("rev-parse", "HEAD^{tree}")
    part.check_sound()
    part.keeper.close()
    part.git("reset", "-q", "--hard", "HEAD^1")
    part.sync()
    assert part.git("rev-parse", "HEAD^{tree}") == merged
    part.check_sound()


def test_a_record_that_is_not_held_is_never_replaced_by_a_namesake(part):
    with pytest.raises(NotHeld):
        part.save({OTHER: "---\ntitle: Another Beta\n---\n"})
    part.check_sound()


def test_links_to_what_is_not_held_are_no_mistake(ana, part):
    text = "---\ntitle: Call\nabout: beta\n---\nSee [[acme]], [[beta]] and [[nobody-knows]].\n"
    part.save({TASK: text})
    book = Book(part.root, part._clock)
    problems = [each for each in book.snapshot().problems if each.path == TASK]
    book.close()
    assert [(each.code, each.severity) for each in problems if each.code.endswith(("link", "here"))] == [
        ("not-held-here", Severity.NOTICE)
    ]


def test_an_open_book_learns_what_a_sync_left_out(ana, part):
    book = Book(part.root, part._clock)
    assert book.snapshot().absent.ids == {OTHER.removesuffix(".md")}
    ana.save({NEW: "---\ntitle: New\n---\n"})
    ana.sync()
    part.sync()
    book.refresh()
    assert NEW.removesuffix(".md") in book.snapshot().absent.ids
    book.close()


@pytest.mark.parametrize(
    ("patterns", "held", "absent"),
    [
        (
            "/*\n!/clients/*/\n/clients/acme/",
            ["a.md", "people/a/user.md", "clients/x.md", "clients/acme/t/a.md"],
            ["clients/b/c.md"],
        ),
        (
            "/*\n!/*/\n/clients/\n!/clients/*/\n/clients/acme/",
            ["cartera.yaml", "clients/acme/client.md"],
            ["people/a/user.md"],
        ),
        (
            "*.yaml\n# comment\n\nclients/**/tasks",
            ["cartera.yaml", "a/b.yaml", "clients/a/b/tasks/t.md"],
            ["clients/a/x.md"],
        ),
        ("/clients/a\\*b/", ["clients/a*b/x.md"], ["clients/aab/x.md"]),
        ("**/t?sk.md", ["task.md", "a/b/tusk.md"], ["a/desk.md"]),
    ],
)
def test_patterns_are_read_as_git_reads_them(tmp_path, patterns, held, absent):
    sparse = Sparse(read_patterns(patterns), tmp_path, None)
    assert [path for path in (*held, *absent) if sparse.wants(path)] == held
    root = tmp_path / "told"
    for path in (*held, *absent):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")

    def git(*words):
        return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "All")
    git("sparse-checkout", "set", "--no-cone", *(each for each in patterns.splitlines() if each))
    present = {line[2:] for line in git("ls-files", "-t").splitlines() if line.startswith("H")}
    assert present == set(held)
