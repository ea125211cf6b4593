"""Editing a file in the person's own editor: on a private copy, read back strictly and saved like any edit."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.message import Message

from ..records.book import Book
from ..records.files.atomic import blob_id, read_file
from ..records.mending import plan_mending
from ..records.planning import BrokenMeanwhile
from ..records.rewriting import plan_rewrite
from ..schema.clean import clean
from ..schema.errors import CarteraError, Refused
from ..schema.sentences import sentence
from . import messages
from .modals.ask import AskModal
from .presentation.answers import Answer

if TYPE_CHECKING:
    from .app import Cartera

_TAKES_LINE = frozenset(
    {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "hx", "kak", "joe", "ne", "mg", "gvim"}
)
"""Editors that begin at a line when told ``+12``."""


class NoEditor(Refused):
    """No editor is named, or it does not start."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence("The editor “{name}” does not start.", name=name) if name else sentence("No editor is named."),
            sentence("Name one in EDITOR, for example: export EDITOR=nano"),
        )


def ask_copy(app: Cartera, path: str, line: int) -> None:
    """Have a private copy of a file made; ``CopyMade`` comes when it is ready."""

    def job(book: Book) -> Message:
        content = read_file(book.root, path)
        copy = Path(mkdtemp(prefix="cartera-")) / path.rpartition("/")[2]
        with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        return messages.CopyMade(path, copy, line, book.snapshot().at_path(path), content)

    app.bridge.ask(app, job)


def editor_command(environment: Mapping[str, str], copy: Path, line: int) -> list[str]:
    """Return the words that start the editor on ``copy``.

    Raises:
        NoEditor: none is named.

    """
    words = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    if not words:
        raise NoEditor("")
    return [*words, *([f"+{line}"] if Path(words[0]).name in _TAKES_LINE else []), str(copy)]


def start_editor(app: Cartera, copy: Path, line: int) -> None:
    """Give the terminal to the editor until it ends.

    Raises:
        NoEditor: none is named, or it does not start, or this terminal cannot be given away.

    """
    command = editor_command(os.environ, copy, line)
    try:
        with app.suspend():
            subprocess.run(command, check=False)
    except (OSError, SuspendNotSupported) as failed:
        raise NoEditor(command[0]) from failed


def take_back(app: Cartera, made: messages.CopyMade) -> None:
    """Save what the editor left in the copy; ``CopyRefused`` comes when it cannot be read."""

    def job(book: Book) -> Message:
        content = made.copy.read_bytes()
        if content == made.content:
            _drop(made.copy)
            return messages.Saved(sentence("Nothing was changed."), ())
        try:
            if made.record is not None:
                plan = plan_rewrite(book.snapshot(), book.root, made.record, content)
            else:
                plan = plan_mending(book.snapshot(), made.path, content, blob_id(made.content))
            saved = book.apply(plan)
            stands = read_file(book.root, plan.changes[0].path if plan.changes else made.path)
        except BrokenMeanwhile as mistake:
            return messages.CopyRefused(made, mistake.sentence, mistake.problem.line or 1)
        except CarteraError as mistake:
            return messages.CopyRefused(made, mistake.sentence, made.line)
        if stands != content:
            says = sentence(
                "Saved together with what somebody else wrote; your own text is kept in {copy}", copy=made.copy
            )
            return messages.Saved(says, saved.ids, saved.receipt)
        _drop(made.copy)
        return messages.Saved(plan.subject, saved.ids, saved.receipt)

    app.bridge.ask(app, job)


def ask_again(app: Cartera, refused: messages.CopyRefused) -> None:
    """Say why the copy is not saved, and offer to go on editing it."""
    words = app.language.gettext
    where = words("The book is untouched. What you wrote is kept in {copy}").format(copy=refused.made.copy)
    says = words("Line {line}: {message}").format(line=refused.line, message=refused.says.text(app.language))
    answers = (Answer("e", "e", words("Edit it again"), "again"), Answer("escape", "Esc", words("Leave it there"), ""))

    def answered(word: str | None) -> None:
        if word == "again":
            app.post_message(
                messages.CopyMade(
                    refused.made.path, refused.made.copy, refused.line, refused.made.record, refused.made.content
                )
            )

    app.push_screen(AskModal(words("This cannot be saved"), [clean(says), clean(where)], answers), answered)


def _drop(copy: Path) -> None:
    """Remove a copy whose content is saved; what else an editor left beside it stays."""
    copy.unlink()
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()
