"""With ``--readonly`` nothing is written, whatever is asked."""

from __future__ import annotations

import subprocess

import pytest


def state(book):
    git = ["git", "-C", str(book)]
    return (
        subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True).stdout,
        subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True).stdout,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["set", "line-2", "amount=1"],
        ["new", "client", "title=New"],
        ["rm", "line-2", "--yes"],
        ["rename", "acme", "acme-2", "--yes"],
        ["undo"],
    ],
)
def test_what_would_write_is_refused(shell, words) -> None:
    assert shell.run("set", "line-2", "amount=2").code == 0
    before = state(shell.book)
    done = shell.run("--readonly", *words)
    assert done.code == 1, done.out
    assert "reading only" in done.err
    assert state(shell.book) == before


def test_what_reads_works_as_ever(shell) -> None:
    assert shell.run("--readonly", "list", "opportunity").out == shell.run("list", "opportunity").out
    assert shell.run("--readonly", "set", "line-2", "amount=2", "--dry-run").code == 0
