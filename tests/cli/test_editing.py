"""``cartera edit``: the person's editor gets a private copy, and what comes back is merged."""

import stat
import sys
from pathlib import Path

import pytest

PATH = "clients/acme/opportunities/line-2-k3x9.md"


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Return a function that makes an editor of a few lines of Python, which get the copy as ``path``."""

    def make(lines):
        script = tmp_path / "editor.py"
        script.write_text(
            f"import pathlib, sys, os\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n{lines}\n"
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
        monkeypatch.delenv("EDITOR", raising=False)

    return make


def test_what_was_edited_is_saved_with_its_comments(shell, editor):
    editor("path.write_text(text.replace('# a first guess', '# asked twice').replace('Send the proposal', 'Call'))")
    result = shell.run("edit", "line-2")
    assert result.code == 0, result.err
    text = (shell.book / PATH).read_text()
    assert "# asked twice" in text
    assert "next_step: Call" in text


def test_an_unchanged_copy_saves_nothing(shell, editor):
    editor("pass")
    result = shell.run("edit", "line-2")
    assert result.code == 0
    assert "Nothing to change" in result.err


def test_the_copy_is_private_and_outside_the_book(shell, editor, tmp_path):
    editor(
        f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(f'{{path}} {{path.stat().st_mode:o}} {{path.parent.stat().st_mode:o}}')"
    )
    shell.run("edit", "line-2")
    path, mode, folder = (tmp_path / "seen").read_text().split()
    assert not path.startswith(str(shell.book))
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert stat.S_IMODE(int(folder, 8)) == 0o700


def test_text_that_is_no_record_is_kept_beside_and_the_book_stays(shell, editor):
    editor("path.write_text(text.replace('---', '--- {', 1))")
    before = (shell.book / PATH).read_bytes()
    result = shell.run("edit", "line-2")
    assert result.code == 1
    assert (shell.book / PATH).read_bytes() == before
    (kept,) = [line.rpartition(" ")[2] for line in result.err.splitlines() if "is kept in" in line]
    assert Path(kept).read_text().startswith("--- {")


def test_what_somebody_else_wrote_meanwhile_in_another_field_stays(shell, editor):
    target = shell.book / PATH
    editor(
        f"book = pathlib.Path({str(target)!r})\n"
        "book.write_text(book.read_text().replace('48000.00 EUR', '60000.00 EUR'))\n"
        "path.write_text(text.replace('Send the proposal', 'Call'))"
    )
    assert shell.run("edit", "line-2").code == 0
    assert "60000.00 EUR" in target.read_text()
    assert "next_step: Call" in target.read_text()


def test_the_same_field_changed_meanwhile_needs_a_person(shell, editor):
    target = shell.book / PATH
    editor(
        f"book = pathlib.Path({str(target)!r})\n"
        "book.write_text(book.read_text().replace('48000.00 EUR', '60000.00 EUR'))\n"
        "path.write_text(text.replace('48000.00 EUR', '70000.00 EUR'))"
    )
    result = shell.run("edit", "line-2")
    assert result.code == 4
    assert "60000.00 EUR" in target.read_text()


def test_an_editor_that_fails_loses_nothing(shell, editor):
    editor("sys.exit(3)")
    result = shell.run("edit", "line-2")
    assert result.code == 1
    assert "is kept in" in result.err
    assert "EDITOR" in result.err


def test_a_broken_file_is_mended_in_the_editor(shell, editor):
    torn = shell.book / "clients/acme/tasks/torn-k2k2.md"
    torn.write_text("---\ntitle: Torn\ntitle: Twice\nassignee: ana\nstatus: open\nimportance: 2\n---\n")
    editor("path.write_text(text.replace('title: Twice\\n', ''))")
    result = shell.run("edit", "torn-k2k2")
    assert result.code == 0, result.err
    assert shell.run("show", "torn").out.startswith("Torn\n")
