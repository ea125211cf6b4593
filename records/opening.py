"""Opening: where the book around a folder begins, and how a new book begins."""

from __future__ import annotations

from pathlib import Path
from random import Random

from ..schema.declare import declare_schema
from ..schema.errors import Refused
from ..schema.json_schema import editor_files
from ..schema.language import Language
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .book import Book, Clock
from .config import CONFIG_FILE
from .files.locate import slug
from .git.places import find_root
from .git.repository import ATTRIBUTES, initialise
from .own_trees import read_own
from .saving.keeper import Keeper
from .saving.writes import CommitMessage, Expected, FileWrite, Receipt

_OFFICE_HOURS = ("09:00-14:00", "15:00-18:00")
"""What a new user's working day is until they say otherwise."""


class BookExists(Refused):
    """The folder is a book already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(sentence("{folder} is a book already.", folder=folder))


class FolderInUse(Refused):
    """The folder holds other files, which a new book would take in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            sentence("{folder} is not empty, and it is not a book.", folder=folder),
            sentence("Choose an empty folder, or a git repository that you want to become a book."),
        )


def open_book(folder: Path, clock: Clock, *, cache: Path | None = None, randomness: Random | None = None) -> Book:
    """Return the book in which ``folder`` lies.

    Raises:
        NotABook: it lies in none.

    """
    return Book(find_root(folder), clock, cache=cache, randomness=randomness)


def create_book(
    folder: Path, clock: Clock, *, settings: dict[str, str], cache: Path | None = None
) -> tuple[Book, Receipt]:
    """Make a new book in ``folder`` and return it with the receipt of its first commit.

    ``settings`` are what ``cartera.yaml`` says: name, currency, language, country, tz.

    Raises:
        BookExists: it is one already.
        FolderInUse: it holds other files and is no git repository.

    """
    if (folder / CONFIG_FILE).exists():
        raise BookExists(folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / ".git").exists():
        raise FolderInUse(folder)
    initialise(folder)
    language = Language(settings.get("language") or "en")
    subject = sentence("New book “{name}”", name=settings.get("name") or folder.name).text(language)
    files = {
        CONFIG_FILE: _settings_file(settings, language),
        ".gitattributes": ATTRIBUTES,
        **_for_editors(language, cache),
    }
    with Keeper(folder.absolute(), clock) as keeper:
        receipt = keeper.write(
            [FileWrite(path, content, Expected.ANYTHING) for path, content in files.items()], CommitMessage(subject)
        )
    book = Book(folder.absolute(), clock, cache=cache)
    introduce(book)
    return book, receipt


def _for_editors(language: Language, cache: Path | None) -> dict[str, bytes]:
    """Return the JSON Schemas that the first line of a new record leads to."""
    own = read_own(cache)
    return editor_files(declare_schema(own.types, own.packs), language)


def introduce(book: Book) -> None:
    """Put whoever makes the book into ``people/``, by their git identity: owners and assignees are known from then on."""
    if book.identity is None or book.me is not None:
        return
    name, address = book.identity
    fields: dict[str, Tree] = {
        "title": name,
        "role": "ae",
        "email": address,
        "tz": book.config.tz,
        "hours": {day: list(_OFFICE_HOURS) for day in ("mon", "tue", "wed", "thu", "fri")},
    }
    book.apply(book.new("user", fields, name=slug(name.split()[0])))


def _settings_file(settings: dict[str, str], language: Language) -> bytes:
    """Return a ``cartera.yaml`` with a line of explanation for whoever opens it."""
    from .files.compose import compose

    note = language.gettext("Settings of this book. docs/file-format.md explains each.")
    order = ("name", "currency", "language", "country", "tz")
    body = compose({name: settings[name] for name in order if settings.get(name)}, "", order).decode()
    lines = [each for each in body.splitlines() if each != "---"]
    return "\n".join([f"# {note}", *lines, ""]).encode()
