"""What a person types to mean a record: as a command's argument, and as the value of a link field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.book import Book
from ..schema.dates_in_words import Moment
from ..schema.field import Field
from ..schema.reader import Desk
from ..schema.record import Record
from .session import Session

if TYPE_CHECKING:
    from .assignments import Linker


def desk_of(session: Session) -> Desk:
    """Return where values are typed: the reader's moment and language, the book's money and country."""
    book = session.book
    moment = Moment(session.now, session.language)
    return Desk(moment, book.config.currency, book.config.country, find_me=lambda: book.me or "")


def linker_of(session: Session, origin: Record | None = None, client: str | None = None) -> Linker:
    """Return what turns the words for a record into the link to write, seen from ``origin`` or a client's folder."""
    book = session.book

    def link(field: Field, text: str) -> str:
        types = ("user",) if field.kind.name == "user" else field.to
        if field.kind.name == "user" and text.casefold() in {"me", "yo"} and book.me:
            return book.me
        return link_to(book, _meant(book, text, types, origin, client), origin, client, types)

    return link


def _meant(book: Book, text: str, types: tuple[str, ...], origin: Record | None, client: str | None) -> Record:
    """Return the record meant; inside a client's folder its own records come first."""
    snapshot = book.snapshot()
    near = snapshot.resolve(text, origin, types)
    if near is not None:
        return near
    slug = origin.client if origin else client
    own = [each for each in snapshot.of_client(slug) if not types or each.type in types] if slug else []
    wanted = text.casefold()
    fitting = [each for each in own if wanted in each.name or wanted in each.title.casefold()]
    return fitting[0] if len(fitting) == 1 else book.find(text, types)


def link_to(book: Book, target: Record, origin: Record | None, client: str | None, types: tuple[str, ...]) -> str:
    """Return the shortest link that means ``target`` from where it is written."""
    snapshot = book.snapshot()
    place = origin
    if place is None and client:
        place = snapshot.records.get(f"clients/{client}/client")
    if snapshot.resolve(target.name, place, types) is target:
        return target.name
    return f"{target.client}/{target.name}" if target.client else target.id
