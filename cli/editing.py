"""Editing a record in the person's own editor, on a private copy that is merged back field by field."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import click

from ..records.files.atomic import read_file
from ..records.files.parse import read_text
from ..schema.errors import Refused
from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.sentences import sentence
from .marking import mark as _
from .session import Session


class CopyKept(Refused):
    """What was typed cannot be saved; it is kept where the person can find it."""

    def __init__(self, problem: Problem, copy: Path) -> None:
        super().__init__(
            sentence("Line {line}: {message}", line=problem.line or 1, message=problem.message),
            sentence("The book is untouched. What you wrote is kept in {copy}.", copy=copy),
        )


class NoEditor(Refused):
    """The editor could not be started or ended with a failure."""

    def __init__(self, reason: str, copy: Path) -> None:
        super().__init__(
            sentence("The editor failed: {reason}", reason=reason),
            sentence("Name one that works in EDITOR. The copy is kept in {copy}.", copy=copy),
        )


def edit_text(session: Session, record: Record) -> tuple[bytes, Path]:
    """Return what the person made of a record's text, and the copy it stands in.

    The editor gets a copy in a private folder: swap files and plug-ins never see the book.

    Raises:
        CopyKept: the text cannot be read as a record and nobody wants to mend it.

    """
    copy = Path(mkdtemp(prefix="cartera-")) / Path(record.path).name
    copy.touch(mode=0o600)
    copy.write_bytes(read_file(session.book.root, record.path))
    while True:
        _open_editor(copy)
        content = copy.read_bytes()
        document = read_text(content, record.path)
        if not isinstance(document, Problem):
            return content, copy
        session.say(
            _("Line {line}: {message}"), line=document.line or 1, message=document.message.text(session.language)
        )
        if not session.confirm(_("Edit it again?")):
            raise CopyKept(document, copy)


def drop_copy(copy: Path) -> None:
    """Remove a copy whose content is saved."""
    copy.unlink()
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()


def _open_editor(copy: Path) -> None:
    try:
        click.edit(filename=str(copy))
    except click.ClickException as failed:
        raise NoEditor(failed.format_message(), copy) from failed
