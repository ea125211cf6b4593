"""Somebody else writes a file of a save while the save is being written: nothing is lost, and it is said."""

import pytest
from cartera.cli.running import run
from cartera.cli.world import World
from cartera.records.files import disk

CLIENT = "clients/acme/client.md"


def client(owner="ana", stage="lead"):
    return f"---\ntitle: Acme\nowner: {owner}\nstage: {stage}\n---\nNotes.\n"


@pytest.fixture
def meanwhile(monkeypatch):
    """Return a function that lets ``act`` happen once, when the first file of the next save takes its place."""

    def prepare(act, name="a.md"):
        rename = disk.rename
        acts = [act]

        def rename_and_act(old, new, folder):
            rename(old, new, folder)
            if new == name and acts:
                acts.pop()()

        monkeypatch.setattr(disk, "rename", rename_and_act)

    return prepare


def two(text):
    return {"a.md": "---\ntitle: A\n---\n", CLIENT: text}


def test_an_edit_of_another_field_of_the_second_file_is_in_the_file_and_in_the_commit(
    book, git, keeper, save, meanwhile
):
    meanwhile(lambda: (book / CLIENT).write_text(client(stage="won")))

    receipt = save(keeper, two(client(owner="luis")))

    both = client(owner="luis", stage="won")
    assert receipt.commit == git("rev-parse", "HEAD")
    assert receipt.conflicts == ()
    assert (book / CLIENT).read_text() == both
    assert git("show", f"HEAD:{CLIENT}") == both.strip()
    assert git("status", "--porcelain") == ""


def test_an_edit_of_the_same_field_of_the_second_file_stays_on_disk_and_is_reported(book, git, keeper, save, meanwhile):
    meanwhile(lambda: (book / CLIENT).write_text(client(owner="eva")))

    receipt = save(keeper, two(client(owner="luis")))

    assert [(each.path, each.fields) for each in receipt.conflicts] == [(CLIENT, ("owner",))]
    assert (book / CLIENT).read_text() == client(owner="eva")
    assert "owner: luis" in git("show", f"{receipt.commit}:{CLIENT}")
    assert git("show", f"{receipt.commit}:a.md") == two("")["a.md"].strip()


def test_an_edit_of_the_second_file_that_the_save_removes_is_kept_and_reported(book, git, keeper, save, meanwhile):
    meanwhile(lambda: (book / CLIENT).write_text(client(owner="eva")))

    receipt = save(keeper, two(None))

    assert [each.path for each in receipt.conflicts] == [CLIENT]
    assert (book / CLIENT).read_text() == client(owner="eva")


def test_a_second_file_that_somebody_else_creates_first_is_kept_and_reported(book, git, keeper, save, meanwhile):
    meanwhile(lambda: (book / "z.txt").write_text("theirs"))

    receipt = save(keeper, {"a.md": "---\ntitle: A\n---\n", "z.txt": "mine"})

    assert [each.path for each in receipt.conflicts] == ["z.txt"]
    assert (book / "z.txt").read_text() == "theirs"
    assert git("show", f"{receipt.commit}:z.txt") == "mine"


def test_a_second_file_that_both_remove_is_gone_without_a_word(book, git, keeper, save, meanwhile):
    meanwhile((book / CLIENT).unlink)

    receipt = save(keeper, two(None))

    assert receipt.conflicts == ()
    assert (receipt.commit, receipt.pending) == (git("rev-parse", "HEAD"), None)
    assert git("status", "--porcelain") == ""


def test_an_edit_of_one_of_very_many_files_is_not_lost(book, git, keeper, save, meanwhile):
    many = {f"n{number}.md": f"---\ntitle: {number}\n---\n" for number in range(40)}
    meanwhile(lambda: (book / CLIENT).write_text(client(stage="won")))

    receipt = save(keeper, {"a.md": "---\ntitle: A\n---\n", **many, CLIENT: client(owner="luis")})

    assert receipt.conflicts == ()
    assert git("show", f"{receipt.commit}:{CLIENT}") == client(owner="luis", stage="won").strip()
    assert git("status", "--porcelain") == ""


def test_the_next_save_reports_a_waiting_one_that_met_an_outside_edit_once(book, git, keeper, save):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    (book / CLIENT).write_text(client(owner="eva"))

    waiting = save(keeper, {"a.md": "---\ntitle: A\n---\n"})
    git("switch", "-q", "main")
    done = save(keeper, {"b.md": "---\ntitle: B\n---\n"})

    assert waiting.pending is not None
    assert [each.path for each in waiting.conflicts] == [CLIENT]
    assert [each.path for each in done.conflicts] == [CLIENT]
    assert done.commit is not None


def test_the_next_save_names_a_damaged_journal_entry(book, keeper, save):
    save(keeper, {"a.md": "---\ntitle: A\n---\n"})
    (book / ".git/cartera/journal/0000000001.save").write_bytes(b'{"format": 1')

    receipt = save(keeper, {"b.md": "---\ntitle: B\n---\n"})

    assert receipt.damaged == ("0000000001.save",)
    assert receipt.commit is not None


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", f"{CLIENT} was changed outside too"), ("es", f"{CLIENT} también se cambió por fuera")],
)
def test_a_command_says_that_a_file_it_saved_was_changed_outside(book, clock, capsys, meanwhile, language, words):
    theirs = client().replace("Acme", "Theirs")
    meanwhile(lambda: (book / CLIENT).write_text(theirs), "0000000001.save")

    run(["--lang", language, "-C", str(book), "set", "acme", "title=Mine"], World(clock=clock))

    assert words in capsys.readouterr().err
    assert (book / CLIENT).read_text() == theirs
