"""Editing a file in the person's own editor, on a private copy."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import click

from ..records.files.parse import read_text
from ..schema.errors import Refused
from ..schema.problems import Problem
from ..schema.sentences import sentence
from .marking import mark as _
from .session import Session


class UnreadableText(Refused):
    """What was typed cannot be read as a record."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(
            sentence("Line {line}: {message}", line=problem.line or 1, message=problem.message), problem.hint
        )


class EditorFailed(Refused):
    """The editor could not be started or ended with a failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            sentence("The editor failed: {reason}", reason=reason), sentence("Name one that works in EDITOR.")
        )


def make_copy(path: str, content: bytes) -> Path:
    """Return a copy in a folder of its own: swap files and plug-ins of the editor never see the book."""
    copy = Path(mkdtemp(prefix="cartera-")) / path.rpartition("/")[2]
    copy.touch(mode=0o600)
    copy.write_bytes(content)
    return copy


def edit_copy(session: Session, path: str, copy: Path) -> bytes:
    """Return what the person made of a copy; what cannot be read is offered for editing again.

    Raises:
        UnreadableText: it cannot be read as a record and nobody wants to mend it.
        EditorFailed: the editor does not work.

    """
    while True:
        _open_editor(copy)
        content = copy.read_bytes()
        document = read_text(content, path)
        if not isinstance(document, Problem):
            return content
        message = document.message.text(session.language)
        session.say(_("Line {line}: {message}"), line=document.line or 1, message=message)
        if not session.confirm(_("Edit it again?")):
            raise UnreadableText(document)


def drop_copy(copy: Path) -> None:
    """Remove a copy whose content is saved."""
    copy.unlink()
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()


def _open_editor(copy: Path) -> None:
    try:
        click.edit(filename=str(copy))
    except click.ClickException as failed:
        raise EditorFailed(failed.format_message()) from failed
