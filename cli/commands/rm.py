"""``cartera rm REF``: delete a record."""

from __future__ import annotations

import click

from ...schema.errors import Refused
from ...schema.sentences import Sentence, plural, sentence
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..saving import save
from ..session import Session


class FolderNotEmpty(Refused):
    """The record names a folder, and other things lie in it."""

    def __init__(self, folder: str, contents: tuple[Sentence, ...]) -> None:
        super().__init__(
            sentence("In {folder} lie also: {contents}.", folder=folder, contents=contents),
            sentence("Add --with-contents to delete all of it; one undo brings it back."),
        )


@click.command(
    "rm",
    cls=Command,
    help=_(
        "Delete a record. It asks first; history keeps it, and “cartera undo” brings it back. A client or person in "
        "whose folder other things lie is only deleted together with them."
    ),
    examples=("rm llamar-a-elena", "rm llamar-a-elena --yes", "rm acme-corp --with-contents"),
)
@click.argument("ref")
@click.option("--with-contents", is_flag=True, help=_("Delete also all that lies in the folder of the record."))
@writes
@click.pass_obj
def command(session: Session, ref: str, with_contents: bool, writing: Writing) -> int:
    """Delete after a question that names what goes and who links to it."""
    from ...records.removal import contents_words, losses_of

    book = session.book
    record = book.find(ref)
    snapshot = book.snapshot()
    losses = losses_of(snapshot, book.root, [record])
    contents = contents_words(snapshot, losses)
    if contents and not with_contents:
        raise FolderNotEmpty(losses.folder, contents)
    if contents:
        session.say(sentence("With it go: {contents}.", contents=contents))
    if losses.linking:
        names = [each.name for each in losses.linking]
        session.say(
            plural(
                "{n} record links to it: {names}",
                "{n} records link to it: {names}",
                len(names),
                names=", ".join(names[:5]) + (" …" if len(names) > 5 else ""),
            )
        )
    return save(session, book.remove(record, with_contents=bool(contents)), writing, question=_("Delete it?"))
