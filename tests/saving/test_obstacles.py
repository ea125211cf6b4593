"""Saving while something is in the way: the file is saved, the commit waits, and nobody has to repair anything."""

import os
import shutil
import subprocess

import pytest
from cartera.records.git.mistakes import GitMissing, NoRepository
from cartera.records.saving.keeper import Keeper

CLIENT = "clients/acme/client.md"


def client(owner="ana", stage="lead"):
    return f"---\ntitle: Acme\nowner: {owner}\nstage: {stage}\n---\nNotes.\n"


@pytest.fixture
def conflict(book, git):
    """Leave two branches that changed the same line, standing on ``main``."""
    git("switch", "-q", "-c", "side")
    (book / CLIENT).write_text(client(stage="won"))
    git("commit", "-qam", "side")
    git("switch", "-q", "main")
    (book / CLIENT).write_text(client(stage="lost"))
    git("commit", "-qam", "main")


def other(owner="ana"):
    return {"other.md": f"---\ntitle: Other\nowner: {owner}\n---\n"}


@pytest.mark.parametrize(
    ("begin", "word", "leave"),
    [
        (["merge", "side"], "merge", ["merge", "--abort"]),
        (["rebase", "side"], "rebase", ["rebase", "--abort"]),
        (["cherry-pick", "side"], "cherry-pick", ["cherry-pick", "--abort"]),
        (["revert", "HEAD~1"], "revert", ["revert", "--abort"]),
        (["bisect", "start"], "bisect", ["bisect", "reset"]),
        (["switch", "--detach"], "branch", ["switch", "main"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)
def test_a_save_in_the_middle_of_something_waits_and_is_committed_after(
    book, git, keeper, save, conflict, begin, word, leave
):
    if begin[0] == "revert":
        (book / CLIENT).write_text(client(stage="again"))
        git("commit", "-qam", "again")
    git(*begin, check=False)
    head = git("rev-parse", "HEAD")

    receipt = save(keeper, other(), "new other")

    assert receipt.commit is None
    assert word in str(receipt.pending)
    assert (book / "other.md").exists()
    assert git("rev-parse", "HEAD") == head
    assert keeper.pending() == ("new other",)
    assert word in str(keeper.recover().pending)

    git(*leave)
    recovery = keeper.recover()

    assert recovery.pending is None
    assert git("log", "-1", "--format=%s") == "new other"
    assert git("status", "--porcelain") == ""
    assert keeper.pending() == ()


def test_what_an_abort_put_back_is_saved_again_by_field(book, git, keeper, save):
    """A rebase stops; the person saves; ``rebase --abort`` resets the file; the save is not lost."""
    git("switch", "-q", "-c", "side")
    (book / CLIENT).write_text(client(stage="won"))
    git("commit", "-qam", "side")
    git("switch", "-q", "main")
    (book / "cartera.yaml").write_text("name: Moved\n")
    git("commit", "-qam", "main")
    git("switch", "-q", "side")
    git("-c", "sequence.editor=sed -i s/pick/edit/", "rebase", "-q", "-i", "main")
    save(keeper, {CLIENT: client(owner="luis", stage="won")}, "owner")
    git("checkout", "-q", "main", "--", CLIENT)
    git("rebase", "--abort")
    assert (book / CLIENT).read_text() == client(stage="won")

    recovery = keeper.recover()

    assert recovery.conflicts == ()
    assert (book / CLIENT).read_text() == client(owner="luis", stage="won")
    assert git("status", "--porcelain") == ""


def test_waiting_saves_of_one_record_become_one_commit_each(book, git, keeper, save):
    git("switch", "-q", "--detach")
    for owner in ("b", "c", "d"):
        save(keeper, {CLIENT: client(owner)}, f"owner {owner}")
    assert keeper.pending() == ("owner b", "owner c", "owner d")
    git("switch", "-q", "main")

    assert save(keeper, {CLIENT: client("e")}, "owner e").commit

    assert git("log", "--format=%s").splitlines() == ["owner e", "owner d", "owner c", "owner b", "Start"]
    assert "owner: c" in git("show", f"HEAD~2:{CLIENT}")


def test_an_outside_edit_of_another_field_meanwhile_is_merged(book, git, keeper, save):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    (book / CLIENT).write_text(client(stage="won"))  # written from the old text, by an editor left open
    git("switch", "-q", "main")

    recovery = keeper.recover()

    assert (book / CLIENT).read_text() == client(owner="luis", stage="won")
    assert recovery.conflicts == ()


def test_an_outside_edit_of_the_same_field_stays_on_disk_and_the_save_in_history(book, git, keeper, save):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    (book / CLIENT).write_text(client(owner="eva"))
    git("switch", "-q", "main")

    recovery = keeper.recover()

    assert [(each.path, each.fields) for each in recovery.conflicts] == [(CLIENT, ("owner",))]
    assert (book / CLIENT).read_text() == client(owner="eva")
    assert "owner: luis" in git("show", f"HEAD:{CLIENT}")


def test_a_save_is_committed_even_if_its_file_was_removed_outside(book, git, keeper, save):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    (book / CLIENT).unlink()
    git("switch", "-q", "main")

    assert [each.path for each in keeper.recover().conflicts] == [CLIENT]
    assert "owner: luis" in git("show", f"HEAD:{CLIENT}")
    assert "owner: luis" in (book / CLIENT).read_text()


def test_without_an_identity_the_save_waits_and_the_two_commands_are_named(book, git, keeper, save, monkeypatch):
    config = os.environ["GIT_CONFIG_GLOBAL"]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git("config", "user.useConfigOnly", "true")

    receipt = save(keeper, {CLIENT: client(owner="luis")}, "owner")

    assert receipt.commit is None
    assert "who you are" in str(receipt.pending)
    assert "git config --global user.name" in str(receipt.hint)
    assert (book / CLIENT).read_text() == client(owner="luis")

    monkeypatch.setenv("GIT_CONFIG_GLOBAL", config)
    assert len(keeper.recover().commits) == 1


def test_a_lock_left_on_the_branch_is_named_and_the_save_waits(book, git, keeper, save):
    lock = book / ".git/refs/heads/main.lock"
    lock.write_text("")
    receipt = save(keeper, {CLIENT: client(owner="luis")})
    assert "main.lock" in str(receipt.pending)
    lock.unlink()
    assert len(keeper.recover().commits) == 1
    assert git("status", "--porcelain") == ""


def test_without_git_records_are_left_alone_and_git_is_named(book, clock, save, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    with Keeper(book, clock) as keeper:
        assert keeper.recover().pending is None
        with pytest.raises(GitMissing):
            save(keeper, {CLIENT: client(owner="luis")})
    assert (book / CLIENT).read_text() == client()


def test_a_folder_without_git_can_be_opened_but_not_saved_into(tmp_path, clock, save):
    with Keeper(tmp_path, clock) as keeper:
        assert keeper.recover().commits == ()
        assert keeper.pending() == ()
        with pytest.raises(NoRepository):
            save(keeper, other())
    assert not (tmp_path / "other.md").exists()


def test_a_damaged_journal_entry_is_set_aside_and_named(book, keeper, save):
    save(keeper, other())
    (book / ".git/cartera/journal/0000000001.save").write_bytes(b'{"format": 1')
    assert keeper.recover().damaged == ("0000000001.save",)
    assert save(keeper, other("luis")).commit


def test_an_added_working_tree_has_its_own_branch(book, git, clock, tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree") / "plan"
    git("worktree", "add", "-q", "-b", "plan", str(tree))
    from cartera.records.saving.writes import CommitMessage, Expected, FileWrite

    with Keeper(tree, clock) as keeper:
        receipt = keeper.write([FileWrite("a.md", b"a", Expected.ABSENT)], CommitMessage("Edit"))
    assert receipt.commit == git("rev-parse", "plan")
    assert subprocess.run(["git", "-C", tree, "status", "--porcelain"], capture_output=True, check=True).stdout == b""


def test_no_hook_runs_in_a_save(book, git, keeper, save, tmp_path_factory):
    proof = tmp_path_factory.mktemp("proof") / "ran"
    (book / ".git/hooks").mkdir(exist_ok=True)
    for name in ("reference-transaction", "pre-commit", "post-index-change", "post-commit"):
        hook = book / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} >> {proof}\n")
        hook.chmod(0o755)
    git("config", "core.fsmonitor", str(book / ".git/hooks/pre-commit"))
    save(keeper, {CLIENT: client(owner="luis")})
    assert not proof.exists()


def test_a_signer_that_the_book_names_is_not_run(book, git, keeper, save, tmp_path_factory):
    folder = tmp_path_factory.mktemp("signer")
    for name in ("evil", "mine"):
        signer = folder / name
        signer.write_text(f"#!/bin/sh\necho {name} >> {folder}/ran\nexit 1\n")
        signer.chmod(0o755)
    git("config", "commit.gpgsign", "true")
    git("config", "gpg.program", str(folder / "evil"))
    git("config", "--global", "gpg.program", str(folder / "mine"))

    receipt = save(keeper, {CLIENT: client(owner="luis")})

    assert receipt.commit is None
    assert "commit-tree" in str(receipt.pending)
    assert (folder / "ran").read_text() == "mine\n"


def test_a_signed_commit_is_signed(book, git, keeper, save, tmp_path_factory):
    signer = tmp_path_factory.mktemp("signer") / "gpg"
    signer.write_text(
        '#!/bin/sh\ncat > /dev/null\nprintf "[GNUPG:] SIG_CREATED x\\n" >&2\n'
        'printf -- "-----BEGIN PGP SIGNATURE-----\\n\\nabc\\n-----END PGP SIGNATURE-----\\n"\n'
    )
    signer.chmod(0o755)
    git("config", "--global", "gpg.program", str(signer))
    git("config", "--global", "commit.gpgsign", "true")
    save(keeper, {CLIENT: client(owner="luis")})
    assert "BEGIN PGP SIGNATURE" in git("cat-file", "commit", "HEAD")


def test_a_save_that_cannot_reach_its_file_holds_up_no_other(book, git, keeper, save, tmp_path_factory):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    shutil.rmtree(book / "clients/acme")
    (book / "clients/acme").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    git("switch", "-q", "main")

    assert save(keeper, other(), "other").commit

    assert git("log", "--format=%s").splitlines() == ["other", "owner", "Start"]
    assert "owner: luis" in git("show", f"HEAD:{CLIENT}")
    assert (book / "clients/acme").is_symlink()


def test_a_waiting_save_on_a_folder_that_may_not_be_written_holds_up_no_other(book, git, keeper, save, monkeypatch):
    from cartera.records.files import disk

    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="luis")}, "owner")
    git("checkout", "-q", "--", CLIENT)
    git("switch", "-q", "main")
    create, locked = disk.create_file, (book / "clients/acme").stat().st_ino

    def deny(name, folder):
        if os.fstat(folder).st_ino == locked:
            raise PermissionError(13, "Permission denied")
        return create(name, folder)

    monkeypatch.setattr(disk, "create_file", deny)
    assert save(keeper, other(), "other").commit
    assert keeper.pending() == ("owner",)
    monkeypatch.undo()
    assert len(keeper.recover().commits) == 1
    assert (book / CLIENT).read_text() == client(owner="luis")
