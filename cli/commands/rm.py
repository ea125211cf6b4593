"""``cartera rm REF``: delete a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from ...schema.errors import Refused
from ...schema.sentences import Sentence, plural, sentence
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..saving import save
from ..session import Session

if TYPE_CHECKING:
    from ...records.book import Book
    from ...schema.record import Record


class FolderNotEmpty(Refused):
    """The record names a folder, and other things lie in it."""

    def __init__(self, folder: str, contents: tuple[Sentence, ...]) -> None:
        super().__init__(
            sentence("In {folder} lie also: {contents}.", folder=folder, contents=contents),
            sentence("Add --with-contents to delete all of it in one commit."),
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
    from ...records.folders import records_inside

    book = session.book
    record = book.find(ref)
    folder, contents = _contents(book, record)
    if contents and not with_contents:
        raise FolderNotEmpty(folder, contents)
    if contents:
        session.say(sentence("With it go: {contents}.", contents=contents))
    snapshot = book.snapshot()
    going = {each.id: each for each in records_inside(snapshot, record)}
    linking = {link.id: link for each in going for link in snapshot.backlinks(each) if link.id not in going}
    if linking:
        names = [each.name for each in linking.values()]
        session.say(
            plural(
                "{n} record links to it: {names}",
                "{n} records link to it: {names}",
                len(names),
                names=", ".join(names[:5]) + (" …" if len(names) > 5 else ""),
            )
        )
    return save(session, book.remove(record, with_contents=bool(contents)), writing, question=_("Delete it?"))


def _contents(book: Book, record: Record) -> tuple[str, tuple[Sentence, ...]]:
    """Return the folder a record names, and in words what else lies in it: records by type, and files that are none."""
    from ...records.folders import folder_of, other_files, records_inside

    folder = folder_of(record)
    if folder is None:
        return "", ()
    snapshot = book.snapshot()
    inside = records_inside(snapshot, record)
    files = len(other_files(book.root, record, {each.path for each in inside}))
    types = Counter(each.type for each in inside if each is not record)
    words = [
        sentence("{type}: {n}", type=snapshot.schema.types[name].label, n=count)
        for name, count in sorted(types.items())
    ]
    if files:
        words.append(sentence("other files: {n}", n=files))
    return folder, tuple(words)
