"""Commands over damaged books: the damage is shown, everything else works, no command calls it a success."""

import json
import shutil

import pytest


@pytest.fixture
def broken(shell):
    """The small book with a file that cannot be read and one with bad values."""
    (shell.book / "clients/acme/tasks/torn-k2k2.md").write_text(
        "---\ntitle: Torn\ntitle: Twice\n---\n", encoding="utf-8"
    )
    (shell.book / "clients/norte/tasks").mkdir()
    (shell.book / "clients/norte/tasks/odd-q7q7.md").write_text(
        "---\ntitle: Odd\nassignee: nobody\nstatus: opne\nimportance: 9\n---\n", encoding="utf-8"
    )
    return shell


def test_check_lists_each_error_with_line_and_hint_and_ends_with_1(broken):
    result = broken.run("check", "--json")
    problems = json.loads(result.out)
    assert result.code == 1
    assert {each["path"] for each in problems} == {"clients/acme/tasks/torn-k2k2.md", "clients/norte/tasks/odd-q7q7.md"}
    assert all(set(each) == {"path", "line", "field", "severity", "message", "hint", "code"} for each in problems)
    (twice,) = [each for each in problems if each["path"].endswith("torn-k2k2.md")]
    assert twice["line"] == 3
    assert twice["severity"] == "error"


def test_check_of_a_sound_part_ends_with_0(broken):
    assert broken.run("check", "people").code == 0
    assert broken.run("check", "clients/norte").code == 1


def test_good_records_are_listed_beside_broken_ones(broken):
    assert broken.run("list", "task", "--ids").out.split() == [
        "clients/acme/tasks/call-eva-m2p7",
        "clients/norte/tasks/odd-q7q7",
    ]


def test_a_broken_file_is_shown_as_the_text_it_is(broken):
    result = broken.run("show", "torn-k2k2")
    assert result.code == 1
    assert "title: Twice" in result.out
    assert "torn-k2k2.md:3" in result.out


def test_a_bad_value_is_shown_as_written(broken):
    assert "opne" in broken.run("show", "odd").out
    assert json.loads(broken.run("show", "odd", "--json").out)["fields"]["status"] == "opne"


def test_a_broken_file_is_never_rewritten(broken):
    before = (broken.book / "clients/acme/tasks/torn-k2k2.md").read_bytes()
    assert broken.run("set", "torn-k2k2", "title=x").code != 0
    assert broken.run("set", "line-2", "amount=1k").code == 0
    assert (broken.book / "clients/acme/tasks/torn-k2k2.md").read_bytes() == before


def test_no_book_here_is_told_with_what_to_do(shell, tmp_path, monkeypatch):
    lonely = tmp_path / "lonely"
    lonely.mkdir()
    shell.book = lonely
    result = shell.run("list", "task")
    assert result.code == 3
    assert "cartera init" in result.err


def test_without_git_records_can_be_read_and_the_doctor_says_why_nothing_is_saved(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert shell.run("doctor").code == 1
    assert "git is not installed" in shell.run("doctor").out


def test_without_an_identity_the_file_is_saved_and_the_commit_waits(shell, monkeypatch, tmp_path):
    (tmp_path / "nobody").write_text("[user]\n\tuseConfigOnly = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    result = shell.run("set", "line-2", "amount=1k")
    assert "git config --global user.name" in result.err
    assert "amount: 1000.00 EUR" in (shell.book / "clients/acme/opportunities/line-2-k3x9.md").read_text()


def test_a_bug_is_told_without_the_words_of_the_book(shell, monkeypatch):
    from cartera.records.book import Book

    def fail(*_):
        raise RuntimeError("Acme Foods")

    monkeypatch.setattr(Book, "find", fail)
    result = shell.run("show", "line-2")
    assert result.code == 70
    assert "RuntimeError" in result.err
    assert "Acme" not in result.err


def test_an_interrupt_ends_with_130(shell, monkeypatch):
    from cartera.records.book import Book

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Book, "find", interrupt)
    assert shell.run("show", "line-2").code == 130


def test_init_makes_a_book_that_commands_work_in(shell, tmp_path):
    made = shell.run("init", str(tmp_path / "fresh"), "--currency", "USD", "--language", "en")
    assert made.code == 0
    shell.book = tmp_path / "fresh"
    assert shell.run("new", "client", "Acme", "industry=other", "country=US", "source=web").code == 0
    assert shell.run("check").code == 0
    assert shell.run("list", "client", "--ids").out == "clients/acme/client\n"


def test_init_refuses_a_folder_that_holds_other_things(shell, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note.txt").write_text("mine")
    assert shell.run("init", str(tmp_path / "full")).code == 1
    shutil.rmtree(tmp_path / "full")


def test_in_the_middle_of_a_merge_the_file_is_saved_and_the_doctor_says_what_waits(shell):
    head = (shell.book / ".git/refs/heads/main").read_text()
    (shell.book / ".git/MERGE_HEAD").write_text(head)
    result = shell.run("set", "line-2", "amount=1k")
    assert result.code == 0
    assert "merge" in result.err
    assert "amount: 1000.00 EUR" in (shell.book / "clients/acme/opportunities/line-2-k3x9.md").read_text()
    examined = shell.run("doctor").out
    assert "merge" in examined
    assert "waits for its commit" in examined
    (shell.book / ".git/MERGE_HEAD").unlink()
    assert "in history now" in shell.run("list", "task").err


def test_a_person_git_does_not_know_in_the_book_is_told_how_to_be_known(shell):
    (shell.book / "people/ana/user.md").unlink()
    assert "cartera new user" in shell.run("doctor").out


def test_the_doctor_of_a_sound_book_ends_with_0(shell):
    result = shell.run("doctor", "--json")
    assert result.code == 0
    assert {each["severity"] for each in json.loads(result.out)} <= {"ok", "warning"}


@pytest.mark.parametrize(
    "words",
    [
        ("list", "task"),
        ("list", "task", "--json"),
        ("list", "--view", "silent", "contact"),
        ("find", "call"),
        ("today",),
        ("kpi",),
    ],
)
def test_an_answer_that_lacks_a_broken_file_names_it_and_ends_with_1(broken, words):
    result = broken.run(*words)
    assert result.code == 1
    assert "clients/acme/tasks/torn-k2k2.md" in result.err


def test_an_answer_about_another_type_is_whole(broken):
    result = broken.run("list", "contact")
    assert (result.code, "torn" in result.err) == (0, False)


def test_the_name_of_a_client_whose_file_is_broken_says_so(broken):
    (broken.book / "clients/acme/client.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = broken.run("set", "acme", "city=Vigo")
    assert result.code == 3
    assert "clients/acme/client.md cannot be read as a record" in result.err
