"""Answers from a book in which files cannot be read: given all the same, and never as if they were whole."""

from __future__ import annotations

from typing import Any

import click

from ..schema.errors import CarteraError
from ..schema.sentences import plural
from .command import Command
from .exits import REFUSED
from .session import Session

_NAMED = 3


class Answer(Command):
    """A command that answers from all records: it ends with 1 where some could not be read, and names them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, then say what its answer lacks."""
        code = super().invoke(ctx)
        # Beside a view the first word is one of the query, and no type.
        lacking = _unreadable(ctx.obj, None if ctx.params.get("view_name") else ctx.params.get("type_word"))
        if not lacking:
            return code
        ctx.obj.say(
            plural(
                "{n} file cannot be read and is missing here: {paths}. “cartera check” says why.",
                "{n} files cannot be read and are missing here: {paths}. “cartera check” says why.",
                len(lacking),
                paths=", ".join(lacking[:_NAMED]) + (" …" if len(lacking) > _NAMED else ""),
            )
        )
        return code or REFUSED


def _unreadable(session: Session, type_word: str | None) -> list[str]:
    """Return the files that the answer would have been looked for in; those of one type where it was about one."""
    snapshot = session.book.snapshot()
    try:
        name = session.book.type_named(type_word).name if type_word else ""
    except CarteraError:
        name = ""
    found = snapshot.shelves[name].broken() if name else snapshot.broken.items()
    return sorted(path for path, _ in found)
