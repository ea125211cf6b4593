"""Clones of a part: what is not on the disk is absent and never deleted, in a sync, in plain git and in what is read."""

import subprocess

import pytest
from cartera.records.book import Book
from cartera.records.git import exchange, reading
from cartera.records.git.mistakes import ObjectsElsewhere
from cartera.records.git.sparse import Sparse, quote_pattern, read_patterns
from cartera.records.past import snapshot_at
from cartera.records.saving.writes import NotHeld
from cartera.records.sync.cloning import Extent, clone_book
from cartera.records.sync.mistakes import NoSuchClientThere
from cartera.schema.problems import Severity

from .conftest import CLIENT, TASK, Person

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
    assert report.conflicts[OTHER] == ("owner",)
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


@pytest.fixture
def partial(hub, ana, person, tmp_path):
    """A clone that left the contents of all earlier versions at the hub, over a real address."""
    ana.edit("owner: ana", "owner: luis")
    ana.edit("owner: luis", "owner: eva")
    ana.sync()
    subprocess.run(["git", "-C", str(hub), "config", "uploadpack.allowFilter", "true"], check=True)
    made = person("made")
    subprocess.run(["rm", "-rf", str(made.root)], check=True)
    subprocess.run(["git", "clone", "-q", "--filter=blob:none", f"file://{hub}", str(made.root)], check=True)
    for key, value in (("name", "Made"), ("email", "made@example.com")):
        made.git("config", f"user.{key}", value)
    return made


def missing_of(person):
    found = person.git("rev-list", "--objects", "--all", "--missing=print")
    return [line for line in found.splitlines() if line.startswith("?")]


def test_a_partial_clone_gets_earlier_versions_when_they_are_asked_for(partial):
    assert len(missing_of(partial)) == 2
    earlier = partial.git("rev-parse", f"HEAD~2:{CLIENT}")
    assert b"owner: ana" in partial.keeper.reader.read(earlier, "blob")
    assert partial.keeper.reader.find(f"HEAD~1:{CLIENT}").content.count(b"luis") == 1
    assert missing_of(partial) == []


def test_a_partial_clone_merges_with_what_it_fetches_for_it(partial, ana):
    ana.edit("owner: eva", "owner: ana")
    ana.edit("due: 2026-07-20", "due: 2026-07-21", TASK)
    ana.sync()
    partial.edit("Vigo", "Lugo")
    assert not partial.sync().conflicts
    assert {"owner: ana", "city: Lugo"} <= set(partial.read().splitlines())
    partial.check_sound()


def test_without_a_connection_an_earlier_version_that_is_elsewhere_is_a_sentence(partial, hub):
    earlier = partial.git("rev-parse", f"HEAD~2:{CLIENT}")
    hub.rename(hub.with_name("away.git"))
    with pytest.raises(ObjectsElsewhere) as told:
        partial.keeper.reader.read(earlier, "blob")
    assert "origin" in str(told.value)
    partial.edit("Vigo", "Lugo")


def test_what_a_partial_clone_lacks_is_never_fetched_with_a_program_that_the_book_names(partial, tmp_path):
    ran = tmp_path / "ran"
    partial.git("config", "core.sshCommand", f"touch {ran}; false")
    partial.git("remote", "set-url", "origin", "ssh://nobody@127.0.0.1:1/book")
    earlier = partial.git("rev-parse", f"HEAD~2:{CLIENT}")
    with pytest.raises(ObjectsElsewhere):
        partial.keeper.reader.read(earlier, "blob")
    assert not ran.exists()


@pytest.fixture
def large(ana, hub):
    """A hub with a second and a third client, that lets contents be left out."""
    subprocess.run(["git", "-C", str(hub), "config", "uploadpack.allowFilter", "true"], check=True)
    files = {f"clients/{name}/client.md": f"---\ntitle: {name}\nowner: ana\n---\n" for name in ("beta", "gamma")}
    ana.save({**files, "people/eva/user.md": "---\ntitle: Eva\n---\n"})
    ana.sync()
    return hub


def as_person(root):
    made = Person(root, "made")
    for key, value in (("name", "Made"), ("email", "made@example.com")):
        made.git("config", f"user.{key}", value)
    return made


def test_a_clone_of_some_clients_holds_them_and_all_that_belongs_to_none(large, tmp_path, ana):
    cloned = clone_book(f"file://{large}", tmp_path / "part", Extent(("acme", "gam")))
    made = as_person(cloned.root)
    assert cloned.absent == 1
    assert sorted(each.name for each in (cloned.root / "clients").iterdir()) == ["acme", "gamma"]
    assert (cloned.root / "people/eva/user.md").exists()
    assert len(missing_of(made)) == 1
    made.check_sound()
    ana.edit("owner: ana", "owner: luis", OTHER)
    ana.sync()
    made.edit("Vigo", "Lugo")
    made.sync()
    made.check_sound()
    assert "luis" in made.git("show", f"HEAD:{OTHER}")
    made.git("sparse-checkout", "add", "/clients/beta/")
    assert "luis" in (cloned.root / OTHER).read_text()
    made.check_sound()
    made.keeper.close()


def test_a_clone_of_a_client_that_is_not_there_leaves_nothing_and_names_the_nearest(large, tmp_path):
    with pytest.raises(NoSuchClientThere, match="gama") as told:
        clone_book(f"file://{large}", tmp_path / "part", Extent(("gama",)))
    assert "gamma" in str(told.value.hint)
    assert not (tmp_path / "part").exists()


def test_a_clone_of_the_newest_commits_merges_and_tells_no_history_it_does_not_know(large, tmp_path, ana):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    made = as_person(clone_book(f"file://{large}", tmp_path / "recent", Extent(depth=1)).root)
    assert made.git("rev-list", "--count", "HEAD") == "1"
    ana.edit("owner: luis", "owner: eva")
    ana.sync()
    made.edit("Vigo", "Lugo")
    made.sync()
    assert {"owner: eva", "city: Lugo"} <= set(made.read().splitlines())
    book = Book(made.root, made._clock)
    told = [entry.subject for entry in book.history(book.find("acme")) if entry.files]
    book.close()
    assert (len(told), "Start" in told) == (3, False)
    made.check_sound()
    made.keeper.close()


def test_a_name_with_signs_of_patterns_is_one_name(tmp_path):
    name = "a*[b]?c\\d !#"
    (pattern,) = read_patterns(f"/clients/{quote_pattern(name)}/\n")
    assert pattern.fits(f"clients/{name}", is_folder=True)
    assert not pattern.fits("clients/axb?c\\d !#", is_folder=True)


def test_a_past_moment_counts_what_is_held_now_and_is_fetched_in_one_go(large, tmp_path, monkeypatch):
    made = as_person(clone_book(f"file://{large}", tmp_path / "part", Extent(("acme",))).root)
    asked = []
    monkeypatch.setattr(reading, "fetch_objects", lambda *words: asked.append(words) or exchange.fetch_objects(*words))
    book = Book(made.root, made._clock)
    git = made.keeper.repository.git
    past = snapshot_at(git, book.schema, book.config, made.head())
    assert set(past.records) == set(book.snapshot().records)
    book.close()
    made.edit("title: Acme", "title: Acme Foods")
    assert len(snapshot_at(git, book.schema, book.config, made.git("rev-parse", "HEAD~2")).records) == 2
    assert len(asked) <= 1
    made.keeper.close()
