"""Writing on in the person's own editor, from inside a form: with what is typed so far, and back into the form."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ...records.dress import dress_record
from ...records.files.compose import compose
from ...records.files.parse import read_text
from ...schema.errors import CarteraError, Refused
from ...schema.problems import Problem
from ...schema.sentences import sentence
from ..presentation.following import overwrite

if TYPE_CHECKING:
    from ..app import Cartera
    from .form_frame import FormFrame


class UnreadableCopy(Refused):
    """What the editor left cannot be read as a record."""

    def __init__(self, problem: Problem, copy: Path) -> None:
        super().__init__(
            sentence("Line {line}: {message}", line=problem.line or 1, message=problem.message),
            sentence("The form is as it was. What you wrote is kept in {copy}", copy=copy),
        )


def write_outside(app: Cartera, content: bytes, name: str) -> tuple[bytes, Path]:
    """Return what the person made of ``content`` in their editor, and the private copy it stands in.

    Raises:
        CarteraError: no editor is named, or it does not start.

    """
    copy = Path(mkdtemp(prefix="cartera-")) / name
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    app.editor(app, copy, 1)
    return copy.read_bytes(), copy


def write_text_outside(app: Cartera, text: str) -> str | None:
    """Return what the person made of a text; None where no editor starts, which is shown."""
    try:
        content, copy = write_outside(app, text.encode("utf-8", "surrogateescape"), "text.md")
    except CarteraError as mistake:
        app.show_mistake(mistake)
        return None
    _drop(copy)
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def write_form_outside(screen: FormFrame) -> None:
    """Let the person write on in the record's file as it would be saved now, and take what they wrote into the form."""
    form = screen.pane.form
    record_type = screen.snapshot.schema.types[form.ground.type]
    fields: Mapping[str, object] = form.tree()
    try:
        dressed = dress_record(record_type, form.tree())
        content, copy = write_outside(screen.cartera, compose(dressed, form.body, record_type.order), "record.md")
        document = read_text(content, "record.md")
        if isinstance(document, Problem):
            raise UnreadableCopy(document, copy)
    except CarteraError as mistake:
        screen.cartera.show_mistake(mistake)
        return
    _drop(copy)
    screen.take_form(overwrite(form, document.tree, document.body))
    shown = {str(row.path[0]) for row in form.rows}
    left = [name for name in {**fields, **document.tree} if fields.get(name) != document.tree.get(name)]
    lost = ", ".join(name for name in left if name not in shown)
    if lost:
        says = sentence("Not taken into the form, which has no such field: {fields}.", fields=lost)
        screen.cartera.tell(says, "warning")


def _drop(copy: Path) -> None:
    """Remove a copy that was read; what else an editor left beside it stays."""
    copy.unlink()
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()
