"""A book whose repository is odd, busy or hostile: records are read all the same, and what a save lacks is told."""

import os
import shutil
import subprocess

import pytest
from cartera.tests.hostile.conftest import Place, make_place

FRESH = 4_000_000_000
"""A time that is never long ago."""
CODES = {0, 1, 2, 3, 4}
WORKS = [["list", "opportunity", "--ids"], ["show", "line-2"], ["check"], ["today"], ["where"]]
SAVE = ["set", "line-2", "amount=1k"]
FILE = "clients/acme/opportunities/line-2-k3x9.md"


def no_repository(place):
    shutil.rmtree(place.book / ".git")


def without_commits(place):
    no_repository(place)
    place.git("init", "-q", "-b", "main")


def inside_another(place):
    no_repository(place)
    subprocess.run(
        ["git", "init", "-q", str(place.book.parent)], check=True, capture_output=True, env=place.environment
    )


def on_another_branch(place):
    place.git("switch", "-q", "-c", "draft")


def detached(place):
    place.git("switch", "-q", "--detach")


def torn(place, command):
    """Leave the repository in the middle of ``command`` with a conflict in another file."""
    path = place.book / "clients/acme/client.md"
    text = path.read_text()
    place.git("switch", "-q", "-c", "side")
    path.write_text(text.replace("biscuits", "bread"))
    place.git("commit", "-q", "-a", "-m", "side")
    place.git("switch", "-q", "main")
    path.write_text(text.replace("biscuits", "cake"))
    place.git("commit", "-q", "-a", "-m", "main")
    with pytest.raises(subprocess.CalledProcessError):
        place.git(*command)
    path.write_text(text)


def mid_merge(place):
    torn(place, ["merge", "-q", "side"])


def mid_rebase(place):
    torn(place, ["rebase", "-q", "side"])


def mid_cherry_pick(place):
    torn(place, ["cherry-pick", "side"])


def git_is_a_file(place):
    no_repository(place)
    (place.book / ".git").write_text("gitdir: ../../nowhere\n")


def git_is_a_binary_file(place):
    no_repository(place)
    (place.book / ".git").write_bytes(b"\0\xff" * 1000)


def git_is_empty(place):
    no_repository(place)
    (place.book / ".git").mkdir()


def head_is_garbage(place):
    (place.book / ".git/HEAD").write_bytes(b"\x1b[31m\xff\n")


def head_is_gone(place):
    (place.book / ".git/HEAD").unlink()


def head_leads_outside(place):
    (place.book / ".git/HEAD").write_text("ref: refs/heads/../../../../outside\n")


def settings_are_garbage(place):
    (place.book / ".git/config").write_bytes(b"[core\n\x1b]0;owned\x07\xff")


def objects_are_gone(place):
    shutil.rmtree(place.book / ".git/objects")


def branch_is_locked(place):
    lock = place.book / ".git/refs/heads/main.lock"
    lock.write_text("")
    os.utime(lock, (FRESH, FRESH))  # an old one is put aside


def index_is_garbage(place):
    (place.book / ".git/index").write_bytes(b"garbage")


def journal_is_garbage(place):
    folder = place.book / ".git/cartera/journal"
    folder.mkdir(parents=True)
    (folder / "0000000001.save").write_bytes(b'{"format": 1}')
    (folder / "0000000002.save").write_bytes(b'\x1b[31m{"format": 1, "files": [["../../evil", null, 4]]}\nevil')


def journal_leads_outside(place):
    folder = place.book / ".git/cartera/journal"
    folder.mkdir(parents=True)
    header = '{"format": 1, "subject": "x", "trailers": [], "made": "2026-07-01T09:00:00+02:00", "files": [["../evil.md", null, 4]]}'
    (folder / "0000000001.save").write_text(header + "\nevil")


def sha256(place):
    no_repository(place)
    place.git("init", "-q", "-b", "main", "--object-format=sha256")


def bare_repository_inside(place):
    subprocess.run(
        ["git", "init", "-q", "--bare", str(place.book / "clients/bare")],
        check=True,
        capture_output=True,
        env=place.environment,
    )
    (place.book / "clients/bare/config").write_text("[core]\n\tbare = true\n\tfsmonitor = touch ran\n")


STATES = {
    "no repository": (no_repository, "is not a git repository"),
    "without commits": (without_commits, None),
    "inside another repository": (inside_another, "inside another git repository"),
    "on another branch": (on_another_branch, None),
    "on no branch": (detached, "on no branch"),
    "mid-merge": (mid_merge, "git merge is under way"),
    "mid-rebase": (mid_rebase, "git rebase is under way"),
    "mid-cherry-pick": (mid_cherry_pick, "git cherry-pick is under way"),
    ".git leads nowhere": (git_is_a_file, ""),
    ".git is binary": (git_is_a_binary_file, ""),
    ".git is empty": (git_is_empty, ""),
    "HEAD is garbage": (head_is_garbage, ""),
    "HEAD is gone": (head_is_gone, ""),
    "HEAD leads outside": (head_leads_outside, ""),
    "settings are garbage": (settings_are_garbage, ""),
    "objects are gone": (objects_are_gone, ""),
    "the branch is locked": (branch_is_locked, "main.lock"),
    "the index is garbage": (index_is_garbage, None),
    "the journal is garbage": (journal_is_garbage, None),
    "the journal leads outside": (journal_leads_outside, None),
    "SHA-256": (sha256, "sha256"),
    "a bare repository inside": (bare_repository_inside, None),
}
"""States of a repository, and what a save says: None where it is committed, empty where any one sentence will do."""


DEEDS = [*WORKS, SAVE, ["history", "line-2"], ["doctor"], ["undo"], ["list", "client", "--ids"]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A book in each of the states, its deal as it was, and what each deed did there: all by one program, to start one."""
    folder = tmp_path_factory.mktemp("states")
    sound = make_place(folder / "sound")
    places, before = {}, {}
    for number, (state, (spoil, _)) in enumerate(STATES.items()):
        place = places[state] = Place(folder / f"state-{number}")
        shutil.copytree(sound.book, place.book, symlinks=True)
        spoil(place)
        before[state] = (place.book / FILE).read_text()
    results = sound.run(*(["-C", str(place.book), *words] for place in places.values() for words in DEEDS))
    each = len(DEEDS)
    return {
        state: (place, before[state], results[number * each : (number + 1) * each])
        for number, (state, place) in enumerate(places.items())
    }


@pytest.mark.parametrize("state", STATES)
def test_records_are_read_and_a_save_is_made_or_says_what_it_lacks(ran, state):
    says = STATES[state][1]
    place, before, (*works, saved, history, doctor, undone, again) = ran[state]
    for each in (*works, saved, history, doctor, undone, again):
        assert each.code in CODES, each.text
        assert not set(each.text) & set("\x1b\x07\xff"), each.text
    assert [(each.command, each.text) for each in works if each.code] == []
    assert again.out == b"clients/acme/client\n"
    assert (place.book.parent / "evil.md").exists() is False
    assert not list(place.book.parent.rglob("ran"))
    text = (place.book / FILE).read_text()
    if says is None:
        assert saved.code == 0, saved.text
        assert "Saved:" in saved.text
    else:
        assert says in saved.text
        assert text in (before, before.replace("48000.00", "1000.00"))


@pytest.fixture
def trap(place):
    """A program in the book that leaves a proof when it is run."""
    program = place.book / "trap"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {place.book.parent}/ran\ncat\n')
    program.chmod(0o755)
    return str(program)


KEYS = [
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy", "core.alternateRefsCommand",
    "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge", "filter.x.process", "merge.x.driver",
    "gpg.program", "gpg.ssh.program", "credential.helper", "sequence.editor", "pager.log", "pager.config", "alias.log",
    "alias.cat-file", "trailer.x.command", "trailer.x.cmd", "uploadpack.packObjectsHook", "interactive.diffFilter",
    "web.browser", "browser.x.cmd", "init.templateDir",
]  # fmt: skip
"""Settings whose value git may run."""


def test_nothing_a_repository_names_is_run(place, trap):
    for key in KEYS:
        place.git("config", key, trap)
    for key, value in {
        "core.hooksPath": str(place.book / "hooks"),
        "commit.gpgsign": "false",
        "log.showSignature": "true",
        "core.attributesFile": str(place.book / ".gitattributes"),
        "include.path": str(place.book / "included"),
        "core.splitIndex": "true",
        "core.untrackedCache": "true",
    }.items():
        place.git("config", key, value)
    (place.book / ".gitattributes").write_text("* filter=x diff=x merge=x working-tree-encoding=UTF-16\n")
    for folder in ("hooks", ".git/hooks"):
        for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change", "commit-msg"):
            hook = place.book / folder / name
            hook.parent.mkdir(exist_ok=True)
            shutil.copy(trap, hook)
    results = place.run(
        *WORKS, SAVE, ["history"], ["history", "line-2", "--json"], ["undo"], ["redo"], ["doctor"], ["where"],
        ["new", "task", "title=Call", "--client", "acme"], ["rm", "call", "--yes"], ["log", "call", "acme", "Hello"],
    )  # fmt: skip
    assert [(each.command, each.code, each.text) for each in results if each.code and each.command != ["doctor"]] == []
    assert not (place.book.parent / "ran").exists()


def test_hostile_names_of_branches_authors_and_commits_are_cleaned(place):
    place.git("config", "user.name", "Ana \x1b[31m\u202e")
    place.git("switch", "-q", "-c", "evil\u202egnp;touch-ran")
    place.git("commit", "-q", "--allow-empty", "-m", "\x1b]0;owned\x07 red \x1b[31m\n\nCartera-Record: ../../x")
    place.git("remote", "add", "origin", "https://u:secret@example.com/\x1b[31m")
    results = place.run(
        SAVE, ["history"], ["history", "--json"], ["where"], ["doctor"], ["undo"], ["history", "line-2"]
    )
    for each in results:
        assert each.code in CODES
        assert not set(each.text) & set("\x1b\x07\u202e"), each.text
        assert "secret" not in each.text


def fake_git(folder, script):
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('echo "git version 2.20.1"', "git 2.20 is too old"),
        ("echo nonsense", "too old"),
        ("exit 1", "too old"),
        ("kill -9 $$", "too old"),
        ('echo "git version 99999999999999.1"; test "$1" = version', "git"),
        ("printf 'git version 2.45.0\\n'; printf '\\033[31mevil\\007' >&2; test \"$1\" = version", "git"),
    ],
)
def test_a_git_that_is_old_or_odd_is_told_and_records_are_read(place, script, says):
    path = fake_git(place.book.parent / "bin", script)
    *works, saved = place.run(*WORKS, SAVE, PATH=path)
    assert [(each.command, each.text) for each in works if each.code] == []
    assert saved.code == 1
    assert says in saved.text
    assert not set(saved.text) & set("\x1b\x07")


def test_without_git_everything_that_reads_works(place):
    (place.book.parent / "empty").mkdir()
    *works, saved, history, doctor = place.run(
        *WORKS, SAVE, ["history"], ["doctor"], PATH=str(place.book.parent / "empty")
    )
    assert [(each.command, each.text) for each in works if each.code] == []
    for each in (saved, history, doctor):
        assert each.code == 1
        assert "git is not installed" in each.text


def test_a_git_lying_in_the_book_is_never_meant(place, trap):
    shutil.copy(trap, place.book / "git")
    results = place.run(*WORKS, SAVE, ["history"], ["doctor"], PATH=f".:{place.book}/nowhere:{os.environ['PATH']}:")
    assert not (place.book.parent / "ran").exists(), [each.text for each in results]


def test_an_environment_that_leads_git_elsewhere_is_not_obeyed(place):
    results = place.run(
        SAVE,
        ["history", "line-2"],
        ["where"],
        GIT_DIR=str(place.outside),
        GIT_WORK_TREE="/",
        GIT_INDEX_FILE="/dev/null",
        GIT_OBJECT_DIRECTORY=str(place.outside),
        GIT_EXTERNAL_DIFF="touch ran",
        GIT_PAGER="touch ran",
        GIT_SSH_COMMAND="touch ran",
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="core.fsmonitor",
        GIT_CONFIG_VALUE_0="touch ran",
    )
    assert [each.code for each in results] == [0, 0, 0]
    assert "Amount" in place.git("log", "-1", "--format=%s")


def test_without_an_identity_the_file_is_saved_and_the_commands_to_type_are_told(place):
    (place.home / "gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    (saved,) = place.run(SAVE)
    assert saved.code == 0
    assert "git config --global user.name" in saved.text
    assert "1000.00" in (place.book / FILE).read_text()
