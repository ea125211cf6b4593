"""Sharing a book on the command line: clone, sync, conflicts, resolve, and the exit codes that scripts rely on."""

import json
import subprocess

import pytest

OWNER = "clients/acme/client"


@pytest.fixture
def hub(shell):
    """A bare repository that the shell's book is shared through."""
    place = shell.book.parent / "hub.git"
    subprocess.run(["git", "init", "-q", "--bare", str(place)], check=True)
    subprocess.run(["git", "-C", str(shell.book), "remote", "add", "origin", str(place)], check=True)
    assert shell.run("sync").code == 0
    return place


@pytest.fixture
def colleague(shell, hub):
    """A clone of the book in which Eva works; returns a function that runs commands there."""
    folder = shell.book.parent / "eva"
    result = shell.run("clone", str(hub), str(folder))
    assert result.code == 0, result.err
    for key, value in (("name", "Eva Prueba"), ("email", "eva@example.com")):
        subprocess.run(["git", "-C", str(folder), "config", f"user.{key}", value], check=True)
    return lambda *arguments: shell.run("-C", str(folder), *arguments)


def test_a_clone_is_ready_to_work_in(shell, colleague):
    assert json.loads(colleague("show", OWNER, "--json").out)["id"] == OWNER
    assert colleague("doctor").code in {0, 1}
    assert "would not merge" not in colleague("doctor").out


def test_sync_says_what_came_and_went(shell, colleague):
    shell.run("set", OWNER, "city=Lugo")
    assert shell.run("sync").err == "origin/main: 1 change went out.\n"
    result = colleague("sync")
    assert (result.code, result.out) == (0, f"{OWNER}.md\n")
    assert result.err == "origin/main: 1 change came in.\n"
    assert colleague("sync").err == "origin/main: nothing new on either side.\n"


def test_a_conflict_ends_with_4_until_somebody_resolves_it(shell, colleague):
    shell.run("set", OWNER, "city=Lugo")
    shell.run("sync")
    colleague("set", OWNER, "city=Vigo")
    result = colleague("sync", "--json")
    assert result.code == 4
    assert json.loads(result.out)["conflicts"] == [{"id": OWNER, "field": "city"}]
    listed = colleague("conflicts")
    assert listed.code == 4
    assert "Lugo" in listed.out
    assert "Eva Prueba" in listed.out
    (told,) = json.loads(colleague("conflicts", "--json").out)["conflicts"]
    assert (told["field"], told["kept"]["value"], told["other"]["value"]) == ("city", "Vigo", "Lugo")
    assert (told["kept"]["by"], told["choices"]) == ("Eva Prueba", ["kept", "other"])
    assert colleague("resolve", OWNER, "city", "--theirs").code == 0
    assert json.loads(colleague("show", OWNER, "--json").out)["fields"]["city"] == "Lugo"
    assert colleague("conflicts").code == 0
    colleague("sync")
    shell.run("sync")
    assert shell.run("conflicts").err == "There are no conflicts.\n"


@pytest.mark.parametrize(
    ("way", "city"),
    [(("--mine",), "Vigo"), (("--kept",), "Vigo"), (("--other",), "Lugo"), (("--value", "Soria"), "Soria")],
)
def test_each_way_to_resolve_puts_its_value_in_place(shell, colleague, way, city):
    shell.run("set", OWNER, "city=Lugo")
    shell.run("sync")
    colleague("set", OWNER, "city=Vigo")
    colleague("sync")
    assert colleague("resolve", OWNER, "city", *way).code == 0
    fields = json.loads(colleague("show", OWNER, "--json").out)["fields"]
    assert fields["city"] == city
    assert "conflicts" not in fields


def test_two_texts_can_both_stay(shell, colleague):
    shell.run("set", OWNER, "body=Prefers mornings.")
    shell.run("sync")
    colleague("set", OWNER, "body=Prefers afternoons.")
    colleague("sync")
    assert colleague("resolve", OWNER, "--both").code == 0
    body = json.loads(colleague("show", OWNER, "--json").out)["body"]
    assert "mornings" in body
    assert "afternoons" in body


def test_a_deal_that_two_moved_has_a_history_that_agrees_after_resolving(shell, colleague):
    deal = json.loads(shell.run("list", "opportunity", "--json").out)[0]["id"]
    path = shell.book / f"{deal}.md"
    shell.run("move", deal, "lost", "reason=price", "lesson=none")
    shell.run("sync")
    colleague("move", deal, "lost", "reason=fit", "lesson=none")
    colleague("sync")
    colleague("resolve", deal, "reason", "--other")
    colleague("sync")
    shell.run("sync")
    assert "history-mismatch" not in shell.run("check", "--json").out
    assert "reason: fit" in path.read_text()


def test_what_cannot_be_resolved_is_told_with_what_there_is(shell, colleague):
    assert colleague("resolve", OWNER, "city", "--mine").code == 3
    assert colleague("resolve", OWNER, "city").code == 2
    assert colleague("resolve", OWNER, "city", "--mine", "--kept").code == 2


def test_offline_ends_with_5_and_says_what_waits(shell, hub):
    subprocess.run(["git", "-C", str(shell.book), "remote", "set-url", "origin", "git://127.0.0.1:1/book"], check=True)
    shell.run("set", OWNER, "city=Lugo")
    result = shell.run("sync")
    assert result.code == 5
    assert "1 change waits to be sent" in result.err


def test_a_book_shared_with_nobody_ends_with_1_and_says_how_to_begin(shell):
    result = shell.run("sync")
    assert result.code == 1
    assert "git remote add origin" in result.err


def test_what_is_no_book_is_not_cloned(shell, tmp_path):
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path / "code")], check=True)
    subprocess.run(["git", "-C", str(tmp_path / "code"), "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    result = shell.run("clone", str(tmp_path / "code"), str(tmp_path / "copy"))
    assert (result.code, (tmp_path / "copy").exists()) == (3, False)
    assert shell.run("clone", str(tmp_path / "nowhere"), str(tmp_path / "copy")).code == 5
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").write_text("")
    assert shell.run("clone", str(tmp_path / "code"), str(tmp_path / "full")).code == 1


def test_the_doctor_mends_what_needs_no_question(shell, hub):
    assert "would not merge records" in shell.run("doctor").out
    assert "field by field now" in shell.run("doctor", "--mend").err
    assert "would not merge records" not in shell.run("doctor").out


def test_who_only_reads_exchanges_nothing(shell, hub, tmp_path):
    before = subprocess.run(["git", "-C", str(shell.book), "rev-parse", "HEAD"], capture_output=True, check=True).stdout
    for command in (["sync"], ["clone", str(hub), str(tmp_path / "copy")], ["doctor", "--mend"]):
        result = shell.run("--readonly", *command)
        assert (result.code, "reading only" in result.err) == (1, True), command
    assert not (tmp_path / "copy").exists()
    assert (
        subprocess.run(["git", "-C", str(shell.book), "rev-parse", "HEAD"], capture_output=True, check=True).stdout
        == before
    )


@pytest.fixture
def disputed(shell, colleague):
    """Make two fields of a client and a rule different in two clones; both meet in the colleague's."""
    rules = shell.book / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "remind.yaml").write_text("title: Remind\ndays: 1\n")
    subprocess.run(["git", "-C", str(shell.book), "add", "rules"], check=True)
    subprocess.run(["git", "-C", str(shell.book), "commit", "-qm", "Rule"], check=True)
    shell.run("sync")
    colleague("sync")
    for run, city, web, days in ((shell.run, "Lugo", "lugo.es", 3), (colleague, "Vigo", "vigo.es", 5)):
        run("set", OWNER, f"city={city}", f"website={web}")
        root = shell.book if run == shell.run else shell.book.parent / "eva"
        (root / "rules/remind.yaml").write_text(f"title: Remind\ndays: {days}\n")
        subprocess.run(["git", "-C", str(root), "commit", "-qam", "Days"], check=True)
    shell.run("sync")
    assert colleague("sync").code == 4
    return colleague


def test_all_conflicts_that_are_asked_for_are_settled_as_one_undo(shell, disputed):
    assert len(json.loads(disputed("conflicts", "--query", "kind:field", "--json").out)["conflicts"]) == 2
    assert json.loads(disputed("conflicts", "--query", "kind:copy", "--json").out)["conflicts"] == []
    result = disputed("resolve", "--query", "field:city,website", "--theirs")
    assert (result.code, result.err.splitlines()[-1][:6]) == (0, "Saved:")
    fields = json.loads(disputed("show", OWNER, "--json").out)["fields"]
    assert (fields["city"], fields["website"]) == ("Lugo", "https://lugo.es")
    disputed("undo")
    assert len(json.loads(disputed("conflicts", "--json").out)["conflicts"]) == 2


def test_what_cannot_be_settled_that_way_is_named_and_left(shell, disputed):
    result = disputed("resolve", "--query", "", "--mine")
    assert result.code == 4
    assert "rules/remind.yaml" in result.err
    left = json.loads(disputed("conflicts", "--json").out)
    assert (left["conflicts"], len(left["copies"])) == ([], 1)


@pytest.mark.parametrize(("way", "kept"), [("--kept", 0), ("--other", 1)])
def test_of_two_versions_of_a_file_one_is_kept(shell, disputed, way, kept):
    rules = shell.book.parent / "eva" / "rules"
    (copy,) = json.loads(disputed("conflicts", "--json").out)["copies"]
    versions = [(rules / "remind.yaml").read_text(), (rules.parent / copy).read_text()]
    assert disputed("resolve", "rules/remind.yaml", way).code == 0
    assert [each.name for each in rules.iterdir()] == ["remind.yaml"]
    assert (rules / "remind.yaml").read_text() == versions[kept]
    assert disputed("sync").code == 0


def test_it_must_be_said_once_what_is_to_be_settled(shell, hub):
    assert shell.run("resolve", "--mine").code == 2
    assert shell.run("resolve", OWNER, "--query", "", "--mine").code == 2
