"""One exchange: what others did comes in, what was done here goes out, and every hindrance has its sentence."""

import subprocess

import pytest
from cartera.records.files.parse import read_text
from cartera.records.git.exchange import Exchange, Outcome
from cartera.records.merge.entries import read_entries
from cartera.records.sync import mistakes, syncing
from cartera.records.sync.cloning import clone_book
from cartera.records.sync.setup import set_up
from cartera.records.sync.state import read_sharing
from cartera.records.sync.syncing import Phase

from .conftest import CLIENT, TASK


def conflicts_of(person, path=CLIENT):
    return read_entries(read_text((person.root / path).read_bytes(), path).tree.get("conflicts"))


def test_what_one_saves_the_other_has_after_both_sync(ana, eva):
    ana.edit("ana", "luis")
    assert ana.sync().pushed == 1
    report = eva.sync()
    assert (report.fetched, report.pushed, report.merges, report.paths) == (1, 0, (), (CLIENT,))
    assert eva.read() == ana.read()
    assert eva.head() == ana.head()
    eva.check_sound()


def test_edits_of_different_fields_merge_into_one_commit_with_both_parents(ana, eva):
    mine = ana.edit("owner: ana", "owner: luis")
    ana.sync()
    yours = eva.edit("Vigo", "Lugo")
    report = eva.sync()
    assert (report.fetched, report.pushed, dict(report.conflicts)) == (1, 2, {})
    assert "owner: luis" in eva.read()
    assert "city: Lugo" in eva.read()
    assert eva.git("log", "-1", "--format=%P").split() == [mine, yours]
    ana.sync()
    assert ana.read() == eva.read()
    for each in (ana, eva):
        each.check_sound()


def test_the_same_field_becomes_a_conflict_in_the_record_with_who_and_when(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.edit("Vigo", "Lugo")
    ana.sync()
    eva.edit("owner: ana", "owner: eva")
    report = eva.sync()
    assert report.conflicts[CLIENT] == ("owner",)
    (entry,) = conflicts_of(eva)
    assert (entry.base, entry.kept, entry.other) == ("ana", "luis", "eva")
    assert (entry.kept_credit.who, entry.other_credit.who) == ("Ana", "Eva")
    assert entry.kept_credit.at == "2026-07-14T09:31:00+02:00"


def test_two_clones_that_merge_the_same_pair_write_the_same_tree(ana, eva, tmp_path):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("owner: ana", "owner: eva")
    eva.save({TASK: None})
    ana.edit("Call", "Ring", TASK)
    for one, other in ((ana, eva), (eva, ana)):
        one.git("fetch", "-q", str(other.root), "HEAD:refs/heads/other")
    trees = set()
    for each in (ana, eva):
        each.git("remote", "set-url", "origin", str(each.root))
        each.git("config", "branch.main.merge", "refs/heads/other")
        each.git("config", "receive.denyCurrentBranch", "ignore")
        each.sync()
        trees.add(each.git("rev-parse", "HEAD^{tree}"))
    assert len(trees) == 1


def test_saves_made_offline_are_counted_and_sent_later(ana, hub):
    away = hub.rename(hub.with_name("away.git"))
    ana.edit("owner: ana", "owner: luis")
    ana.edit("Vigo", "Lugo")
    with pytest.raises(mistakes.NoSuchRemoteRepository):
        ana.sync()
    assert read_sharing(ana.keeper).to_send == 2
    away.rename(hub)
    assert ana.sync().pushed == 2
    assert read_sharing(ana.keeper).to_send == 0


def test_a_server_that_does_not_answer_says_how_much_waits(ana):
    ana.git("remote", "set-url", "origin", "git://127.0.0.1:1/book")
    ana.edit("owner: ana", "owner: luis")
    with pytest.raises(mistakes.RemoteUnreachable, match="1 change waits to be sent"):
        ana.sync()


def test_who_is_slower_merges_again_and_sends(ana, eva, monkeypatch):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("Vigo", "Lugo")
    seen = []

    def tell(progress):
        seen.append((progress.phase, progress.turn))
        if progress.phase is Phase.PUSH and progress.turn == 1:
            eva.sync()

    from random import Random

    from cartera.records.sync.syncing import Syncer

    report = Syncer(ana.keeper, randomness=Random(1), sleep=lambda _: None).sync(tell)
    assert (Phase.PUSH, 2) in seen
    assert len(report.merges) == 1
    assert "city: Lugo" in ana.read()
    assert ana.git("rev-parse", "origin/main") == ana.head()


def test_an_edit_on_the_disk_that_nobody_committed_survives(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    (eva.root / CLIENT).write_text(eva.read().replace("Vigo", "Lugo"))
    eva.sync()
    assert eva.git("show", f"HEAD:{CLIENT}") == ana.read().rstrip("\n")
    assert "city: Lugo" in eva.read()
    assert "owner: luis" in eva.read()


def test_an_edit_on_the_disk_of_the_same_field_becomes_a_conflict(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    (eva.root / CLIENT).write_text(eva.read().replace("owner: ana", "owner: eva"))
    eva.sync()
    (entry,) = conflicts_of(eva)
    assert {entry.kept, entry.other} == {"luis", "eva"}


def test_a_new_branch_is_made_at_the_remote(ana, hub):
    ana.git("switch", "-q", "-c", "norte")
    ana.edit("owner: ana", "owner: luis")
    assert ana.sync().name == "origin/norte"
    assert ana.git("ls-remote", "--heads", "origin", "norte").startswith(ana.head())


def test_an_empty_remote_receives_the_book(ana, tmp_path):
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "empty.git")], check=True)
    ana.git("remote", "set-url", "origin", str(tmp_path / "empty.git"))
    assert ana.sync().pushed == 1


def test_a_book_shared_with_nobody_says_so(ana):
    ana.git("remote", "remove", "origin")
    with pytest.raises(mistakes.NoRemote):
        ana.sync()
    assert read_sharing(ana.keeper).target is None


def test_several_remotes_without_an_origin_are_asked_about(ana):
    ana.git("remote", "rename", "origin", "one")
    ana.git("remote", "add", "two", "elsewhere")
    ana.git("branch", "--unset-upstream")
    with pytest.raises(mistakes.SeveralRemotes, match="one, two"):
        ana.sync()


@pytest.mark.parametrize("mark", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "BISECT_LOG"])
def test_nothing_is_exchanged_in_the_middle_of_something(ana, mark):
    (ana.root / ".git" / mark).write_text(ana.head() + "\n")
    with pytest.raises(mistakes.SyncHindered, match="under way"):
        ana.sync()


def test_nothing_is_exchanged_without_a_branch(ana):
    ana.git("checkout", "-q", "--detach")
    with pytest.raises(mistakes.SyncHindered, match="no branch"):
        ana.sync()


def rewrite(eva):
    eva.git("commit", "-q", "--amend", "-m", "Rewritten", "--date=2020-01-01T00:00:00Z")
    eva.git("push", "-q", "--force")


def test_a_replaced_history_is_told_every_time_until_a_person_accepts_it(ana, eva):
    eva.edit("owner: ana", "owner: eva")
    eva.sync()
    ana.edit("Vigo", "Lugo")
    ana.sync()
    rewrite(eva)
    for _ in range(2):
        with pytest.raises(mistakes.RemoteRewritten):
            ana.sync()
    ana.sync(accept_rewrite=True)
    assert "city: Lugo" in ana.read()
    ana.check_sound()


def test_another_book_at_the_remote_is_not_mixed_in(ana, tmp_path):
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", "-b", "main", str(other)], check=True)
    subprocess.run(["git", "-C", str(other), "commit", "-q", "--allow-empty", "-m", "Other"], check=True)
    ana.git("remote", "set-url", "origin", str(other))
    ana.git("update-ref", "-d", "refs/remotes/origin/main")
    before = ana.head()
    with pytest.raises(mistakes.UnrelatedHistories):
        ana.sync()
    assert ana.head() == before


def test_what_the_server_refuses_is_told_in_its_words_without_its_escapes(ana, hub):
    hook = hub / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'Only\\033]52;c;eA\\007 on Mondays\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    ana.edit("owner: ana", "owner: luis")
    with pytest.raises(mistakes.RefusedByServer, match="on Mondays") as refused:
        ana.sync()
    assert "\x1b" not in str(refused.value)
    assert refused.value.waiting == 1


def test_git_never_asks_on_the_terminal(ana):
    ana.git("remote", "set-url", "origin", "ssh://nobody@127.0.0.1:1/book")
    ana.git("config", "core.sshCommand", f"touch {ana.root}/ran #")
    with pytest.raises((mistakes.RemoteUnreachable, mistakes.AccessDenied)):
        ana.sync()
    assert not (ana.root / "ran").exists()


def test_a_password_in_an_address_is_never_shown(ana, tmp_path):
    ana.git("remote", "set-url", "origin", "https://ana:s3cret@127.0.0.1:1/book.git")
    with pytest.raises(mistakes.RemoteUnreachable) as unreachable:
        ana.sync()
    with pytest.raises(mistakes.NothingCloned) as uncloned:
        clone_book("https://ana:s3cret@127.0.0.1:1/book.git", tmp_path / "copy")
    assert "s3cret" not in f"{unreachable.value} {uncloned.value}"
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("address", ["ext::sh -c touch% ran", "fd::7"])
def test_an_address_that_is_a_command_runs_nothing(ana, address):
    ana.git("remote", "set-url", "origin", address)
    with pytest.raises(mistakes.RemoteUnreachable):
        ana.sync()
    assert not (ana.root / "ran").exists()


def test_a_link_from_elsewhere_is_kept_in_history_and_not_made_on_the_disk(ana, eva):
    (eva.root / "clients/acme/notes.md").symlink_to("/etc/passwd")
    eva.git("add", "-A")
    eva.git("commit", "-q", "-m", "Link")
    eva.git("push", "-q")
    assert ana.sync().left_out == ("clients/acme/notes.md",)
    assert not (ana.root / "clients/acme/notes.md").is_symlink()
    assert ana.git("ls-tree", "HEAD", "clients/acme/notes.md").startswith("120000")
    assert ana.git("diff", "--cached", "--name-only") == ""
    ana.edit("owner: ana", "owner: luis")
    assert ana.git("ls-tree", "HEAD", "clients/acme/notes.md").startswith("120000")


def test_a_colleagues_broken_record_comes_in_and_is_not_mended_silently(ana, eva):
    (eva.root / CLIENT).write_text("---\ntitle: [\n---\n")
    eva.git("commit", "-aqm", "Broken")
    eva.git("push", "-q")
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    (entry,) = conflicts_of(ana)
    assert ana.git("cat-file", "blob", entry.other) == "---\ntitle: [\n---"
    assert "owner: luis" in ana.read()


@pytest.fixture
def shallow(ana, eva, hub, person):
    """A clone that holds one commit of each of two histories, and not the one at which they parted."""
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    shallow = person("shallow")
    shallow.git("fetch", "-q", "--depth=1", f"file://{hub}", "main")
    shallow.git("update-ref", "refs/heads/main", "FETCH_HEAD")
    eva.edit("Vigo", "Lugo")
    eva.sync()
    shallow.edit("Notes", "More")
    shallow.git("remote", "set-url", "origin", f"file://{hub}")
    shallow.git("update-ref", "-d", "refs/remotes/origin/main")
    (shallow.root / ".git/shallow").write_text(shallow.git("rev-parse", "HEAD^") + "\n")
    shallow.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    return shallow


def test_a_clone_with_too_little_history_gets_more_by_itself(shallow):
    assert not shallow.sync().conflicts
    assert {"owner: luis", "city: Lugo", "More."} <= set(shallow.read().splitlines())
    shallow.check_sound()


def test_a_clone_with_too_little_history_that_gets_no_more_says_how(shallow, monkeypatch):
    monkeypatch.setattr(syncing, "deepen", lambda *_: Exchange(Outcome.UNREACHABLE))
    head = shallow.head()
    with pytest.raises(mistakes.ShallowHistory):
        shallow.sync()
    assert shallow.head() == head


def test_folders_that_are_not_on_the_disk_are_never_taken_for_deleted(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.git("sparse-checkout", "set", "people")
    assert eva.sync().fetched == 1
    assert not (eva.root / CLIENT).exists()
    eva.git("sparse-checkout", "disable")
    assert "owner: luis" in eva.read()


def test_a_lock_on_the_index_hinders_no_sync(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    lock = eva.root / ".git/index.lock"
    lock.write_bytes(b"")
    assert eva.sync().fetched == 1
    lock.unlink()
    eva.sync()
    eva.check_sound()


def test_a_folder_in_the_place_of_a_file_arrives(ana, eva):
    ana.save({"notes/a": "file"})
    ana.sync()
    eva.sync()
    eva.save({"notes/a": None})
    eva.save({"notes/a/b.txt": "inside"})
    eva.sync()
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    assert (ana.root / "notes/a/b.txt").read_text() == "inside"
    ana.check_sound()


def test_a_file_in_the_place_of_a_folder_arrives(ana, eva):
    ana.save({"notes/a/b.txt": "inside"})
    ana.sync()
    eva.sync()
    eva.save({"notes/a/b.txt": None})
    eva.save({"notes/a": "file"})
    eva.sync()
    ana.sync()
    assert (ana.root / "notes/a").read_text() == "file"
    ana.check_sound()


def criss_cross(ana, eva):
    """Let both merge the other's first commit by plain git, so that their histories have two bases."""
    for each in (ana, eva):
        set_up(each.keeper.repository)
    for one, other, name in ((ana, eva, "eva"), (eva, ana, "ana")):
        one.git("fetch", "-q", str(other.root), f"HEAD:refs/heads/{name}")
    ana.git("merge", "-q", "--no-edit", "eva")
    eva.git("merge", "-q", "--no-edit", "ana")


def test_histories_that_crossed_are_merged_over_the_merge_of_their_bases(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("owner: ana", "owner: eva")
    criss_cross(ana, eva)
    ana.edit("Vigo", "Lugo")
    eva.edit("Call", "Ring", TASK)
    ana.sync()
    report = eva.sync()
    assert len(eva.git("merge-base", "--all", "HEAD^1", "HEAD^2").split()) == 2
    assert not report.conflicts
    assert [entry.field for entry in conflicts_of(eva)] == ["owner"]
    ana.sync()
    assert ana.head() == eva.head()
    assert "city: Lugo" in eva.read()
    assert "Ring" in ana.read(TASK)
    ana.check_sound()


def test_a_conflict_settled_on_one_side_of_a_crossing_stays_settled(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("owner: ana", "owner: eva")
    criss_cross(ana, eva)
    head, _, rest = ana.read().partition("conflicts:\n")
    ana.save({CLIENT: head.replace("owner: luis", "owner: eva") + rest.partition("\n")[2]})
    eva.edit("Vigo", "Lugo")
    ana.sync()
    eva.sync()
    assert not conflicts_of(eva)
    assert "owner: eva" in eva.read()


def test_what_came_in_lies_between_two_commits_of_this_book(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("Vigo", "Lugo")
    before = eva.head()
    report = eva.sync()
    assert report.spans == ((before, eva.head()),)
    assert eva.git("diff", "--no-textconv", "--name-only", before, eva.head()) == CLIENT
    before = ana.head()
    assert ana.sync().spans == ((before, ana.head()),)
    assert ana.sync().spans == ()
