"""Saves: one commit each, nothing of the user's touched, nothing lost."""

import subprocess
import sys

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.files.mistakes import NotWritable, UnsafePath
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.writes import BookBusy, ChangedOnDisk, CommitMessage, Expected, FileWrite

CLIENT = "clients/acme/client.md"
EDITED = "---\ntitle: Acme\nowner: luis\nstage: lead\n---\nNotes.\n"


def test_a_save_is_one_commit_of_one_file(book, git, keeper, save):
    receipt = save(keeper, {CLIENT: EDITED}, "acme: owner ana → luis")

    assert receipt.commit == git("rev-parse", "HEAD")
    assert receipt.pending is None
    assert git("show", "--format=%s%n%an%n%aI", "--stat=80", "HEAD").splitlines()[:3] == [
        "acme: owner ana → luis",
        "Ana Prueba",
        "2026-07-14T09:30:01+02:00",
    ]
    assert git("diff", "--name-only", "HEAD~1").splitlines() == [CLIENT]
    assert git("log", "-1", "--format=%(trailers:key=Cartera-Record,valueonly)") == "clients/acme/client"
    assert (book / CLIENT).read_text() == EDITED
    assert git("status", "--porcelain") == ""
    assert git("reflog", "-1").endswith("cartera: acme: owner ana → luis")
    git("fsck", "--strict")


def test_a_file_that_changed_meanwhile_is_named_and_nothing_is_written(book, git, keeper):
    seen = blob_id((book / CLIENT).read_bytes())
    (book / CLIENT).write_text("---\ntitle: Somebody else's\n---\n")

    with pytest.raises(ChangedOnDisk) as error:
        keeper.write(
            [FileWrite("new.md", b"new", Expected.ABSENT), FileWrite(CLIENT, b"mine", seen)], CommitMessage("Edit")
        )

    assert error.value.paths == (CLIENT,)
    assert not (book / "new.md").exists()
    assert git("rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize(
    ("path", "expected"), [(CLIENT, Expected.ABSENT), ("gone.md", "0" * 40)], ids=["already there", "gone"]
)
def test_a_file_that_is_there_or_gone_against_expectation_is_a_change(keeper, path, expected):
    with pytest.raises(ChangedOnDisk):
        keeper.write([FileWrite(path, b"x", expected)], CommitMessage("Edit"))


def test_anything_may_be_replaced_where_that_is_said(keeper, book):
    assert keeper.write([FileWrite(CLIENT, b"x", Expected.ANYTHING)], CommitMessage("Edit")).commit
    assert (book / CLIENT).read_bytes() == b"x"


def test_removing_a_file_removes_its_empty_folder_and_is_a_commit(book, git, keeper, save):
    save(keeper, {CLIENT: None}, "Forget Acme")

    assert not (book / "clients").exists()
    assert git("ls-tree", "-r", "--name-only", "HEAD").splitlines() == ["cartera.yaml"]
    assert git("status", "--porcelain") == ""


def test_saving_what_is_there_already_makes_no_commit(book, git, keeper, save):
    receipt = save(keeper, {CLIENT: (book / CLIENT).read_text()})

    assert (receipt.commit, receipt.pending) == (None, None)
    assert git("rev-list", "--count", "HEAD") == "1"


def test_what_the_user_staged_elsewhere_stays_staged_and_uncommitted(book, git, keeper, save):
    (book / "cartera.yaml").write_text("name: Staged\n")
    git("add", "cartera.yaml")

    save(keeper, {CLIENT: EDITED})

    assert git("status", "--porcelain") == "M  cartera.yaml"


def test_a_locked_index_is_left_alone_and_told_later(book, git, keeper, save):
    lock = book / ".git/index.lock"
    lock.write_text("")

    assert save(keeper, {CLIENT: EDITED}).commit
    assert lock.exists()

    lock.unlink()
    keeper.recover()
    assert git("status", "--porcelain") == ""


def test_the_index_may_be_told_when_there_is_time(book, git, clock, save):
    with Keeper(book, clock, stages_later=True) as keeper:
        save(keeper, {CLIENT: EDITED})
        assert git("status", "--porcelain") != ""
        keeper.stage()
    assert git("status", "--porcelain") == ""


def test_the_index_is_told_when_a_keeper_that_stages_later_is_closed(book, git, clock, save):
    with Keeper(book, clock, stages_later=True) as keeper:
        save(keeper, {CLIENT: EDITED})
        assert git("status", "--porcelain") != ""
    assert git("status", "--porcelain") == ""


def test_what_the_index_was_not_told_before_a_crash_it_is_told_at_the_next_start(book, git, clock, save):
    killed = Keeper(book, clock, stages_later=True)
    save(killed, {CLIENT: EDITED})
    killed.reader.close()
    with Keeper(book, clock) as keeper:
        keeper.recover()
    assert git("status", "--porcelain") == ""


def test_a_lost_index_is_made_anew_whole(book, git, keeper, save):
    (book / ".git/index").unlink()
    save(keeper, {CLIENT: EDITED})
    assert git("status", "--porcelain") == ""


def test_the_first_commit_of_a_book_may_be_a_save(tmp_path, git, save):
    git("init", "-q", "-b", "main")
    with Keeper(tmp_path, _noon) as keeper:
        assert save(keeper, {"a.md": "a"}).commit == git("rev-parse", "main")
    assert git("status", "--porcelain") == ""


def test_a_save_lands_on_the_branch_that_is_current(git, keeper, save):
    git("switch", "-q", "-c", "trial/plan")
    assert save(keeper, {CLIENT: EDITED}).commit == git("rev-parse", "trial/plan") != git("rev-parse", "main")


def test_an_executable_record_stays_executable(book, git, keeper, save):
    (book / CLIENT).chmod(0o755)
    git("commit", "-qam", "Executable")
    save(keeper, {CLIENT: EDITED})
    assert git("ls-tree", "HEAD", CLIENT).startswith("100755")
    assert git("status", "--porcelain") == ""


def test_a_file_may_take_the_place_of_a_folder_in_history(book, git, keeper, save):
    save(keeper, {CLIENT: None})
    save(keeper, {"clients": "now a file"})
    assert git("ls-tree", "--name-only", "HEAD").splitlines() == ["cartera.yaml", "clients"]
    save(keeper, {"clients": None})
    save(keeper, {CLIENT: "folder again"})
    assert git("status", "--porcelain") == ""
    git("fsck", "--strict")


def test_a_path_into_git_is_refused(keeper):
    with pytest.raises(UnsafePath):
        keeper.write([FileWrite(".git/hooks/x", b"x", Expected.ABSENT)], CommitMessage("Edit"))


def test_line_breaks_and_escapes_in_a_subject_make_no_trailer(git, keeper, save):
    save(keeper, {CLIENT: EDITED}, "Evil\n\nCartera-Undoes: x\x1b]52;c;eA==\x07", (("Cartera-Record", "a\nb: c"),))
    assert git("log", "-1", "--format=%s") == "Evil Cartera-Undoes: x�]52;c;eA==�"
    assert git("log", "-1", "--format=%(trailers)") == "Cartera-Record: a b: c"


def test_many_files_are_one_commit_in_one_pack(book, git, keeper, save):
    texts = {f"clients/c{number % 7}/tasks/t{number}.md": f"---\ntitle: {number}\n---\n" for number in range(300)}

    receipt = save(keeper, texts, "Import 300 tasks")

    assert git("show", "--format=%H", "--name-only", "HEAD").splitlines()[0] == receipt.commit
    assert len(git("ls-tree", "-r", "--name-only", "HEAD").splitlines()) == 302
    assert len(list((book / ".git/objects/pack").glob("*.pack"))) == 1
    assert git("status", "--porcelain") == ""
    git("fsck", "--strict")


def test_records_packed_by_git_are_found(git, keeper, save):
    git("gc", "-q")
    assert save(keeper, {CLIENT: EDITED}).commit
    git("fsck", "--strict")


def test_a_commit_made_by_hand_meanwhile_is_kept(book, git, keeper, save, monkeypatch):
    committer = keeper._committer
    make = committer._make
    calls = []

    def race(entry, tree, head):
        commit = make(entry, tree, head)
        if not calls:
            calls.append(1)
            (book / "other.md").write_text("other")
            git("add", "other.md")
            git("commit", "-qm", "By hand")
        return commit

    monkeypatch.setattr(committer, "_make", race)
    receipt = save(keeper, {CLIENT: EDITED})

    assert receipt.commit == git("rev-parse", "HEAD")
    assert git("log", "--format=%s").splitlines() == ["Edit Acme", "By hand", "Start"]
    assert "other.md" in git("ls-tree", "--name-only", "HEAD")
    assert git("status", "--porcelain") == ""


def test_a_book_that_another_process_saves_into_is_waited_for_then_named_busy(book, keeper, save):
    hold = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    (book / ".git/cartera").mkdir()
    command = [sys.executable, "-c", hold, str(book / ".git/cartera/lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        keeper._patience = 0.05
        with pytest.raises(BookBusy):
            save(keeper, {CLIENT: EDITED})
        holder.kill()
    assert save(keeper, {CLIENT: EDITED}).commit


def test_a_read_only_folder_is_said_and_changes_nothing(book, git, keeper, save, monkeypatch):
    from cartera.records.files import disk

    def deny(name, folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "create_file", deny)
    with pytest.raises(NotWritable):
        save(keeper, {CLIENT: EDITED})
    monkeypatch.undo()
    assert "owner: ana" in (book / CLIENT).read_text()
    assert keeper.pending() == ()


def _noon():
    from datetime import UTC, datetime

    return datetime(2026, 7, 14, 12, tzinfo=UTC)
