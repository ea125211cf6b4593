"""The one place that starts git: which commands, in which environment, and what comes back."""

import io
import os
import re
import tokenize
from pathlib import Path

import cartera
import pytest
from cartera.records.git.mistakes import GitFailed, GitStuck, GitTooOld
from cartera.records.git.run import Git, clean, environment, require_git

ROOT = Path(cartera.__file__).parent
STARTERS = {
    "records/git/run.py": "git itself",
    "records/git/reading.py": "the type of the child that run.py starts",
}
"""Who may speak of processes in the record keeper, and why."""


def test_nobody_else_in_records_starts_git():
    speakers = set()
    for file in (ROOT / "records").rglob("*.py"):
        code = " ".join(
            token.string
            for token in tokenize.generate_tokens(io.StringIO(file.read_text()).readline)
            if token.type in {tokenize.NAME, tokenize.OP} or token.string in {'"git"', "'git'"}
        )
        if re.search(r"\bsubprocess\b|\bPopen\b|os \. (system|exec|spawn|popen)", code) and (
            "'git'" in code or '"git"' in code or "git" in file.parts
        ):
            speakers.add(file.relative_to(ROOT).as_posix())
    assert speakers == set(STARTERS)


def test_the_callers_environment_cannot_lead_git_elsewhere():
    caller = {
        "GIT_DIR": "/elsewhere",
        "GIT_INDEX_FILE": "/elsewhere/index",
        "GIT_WORK_TREE": "/",
        "GIT_EXTERNAL_DIFF": "evil",
        "GIT_SSH_COMMAND": "evil",
        "GIT_CONFIG_COUNT": "1",
        "LC_ALL": "es_ES.UTF-8",
        "GIT_AUTHOR_NAME": "Ana",
        "PATH": "/bin",
    }
    kept = environment(caller, {"GIT_AUTHOR_DATE": "1 +0000"})
    assert {name for name in kept if name.startswith("GIT_")} == {
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_DATE",
        "GIT_ALLOW_PROTOCOL",
        "GIT_ATTR_NOSYSTEM",
        "GIT_NO_LAZY_FETCH",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OPTIONAL_LOCKS",
        "GIT_TERMINAL_PROMPT",
    }
    assert (kept["LC_ALL"], kept["PATH"]) == ("C", "/bin")


def test_a_git_dir_of_the_caller_is_not_followed(book, git, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("elsewhere")))
    assert Git(book).run("rev-parse", "HEAD").strip()


@pytest.mark.parametrize("command", ["checkout", "reset", "pull", "stash", "rebase", "-c", "commit"])
def test_what_is_not_on_the_list_is_not_run(book, command):
    with pytest.raises(AssertionError):
        Git(book).run(command)


def test_a_failure_carries_gits_words_without_control_characters(book):
    with pytest.raises(GitFailed) as error:
        Git(book).run("rev-parse", "--verify", "a\x1b[31mb\x07")
    assert "\x1b" not in error.value.words
    assert error.value.words


def test_a_git_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\nexec sleep 60\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(GitStuck):
        Git(tmp_path).ask("version", seconds=0.1)


def test_an_old_git_is_named_with_what_is_needed(tmp_path, monkeypatch):
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\necho git version 2.20.1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(GitTooOld, match=r"2\.20"):
        require_git()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b]0;x\x07b", "a�]0;x�b"), ("\u202eevil", "�evil"), ("\x9b31m", "�31m"), ("ñ\té\n", "ñ\té\n")],
)
def test_what_would_steer_a_terminal_is_shown_as_a_mark(text, shown):
    assert clean(text) == shown


def test_a_git_in_a_folder_that_path_names_relatively_is_never_meant(tmp_path, monkeypatch):
    from cartera.records.git.run import find_program

    (tmp_path / "git").write_text("#!/bin/sh\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    assert find_program() != str(tmp_path / "git")
