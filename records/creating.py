"""Creating: how a new book begins, its settings, its first person and its first commit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ..schema.declare import declare_schema
from ..schema.errors import Refused
from ..schema.json_schema import editor_files, modeline
from ..schema.language import Language
from ..schema.record_type import Schema
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .book import Book, Clock
from .config import CONFIG_FILE, BookConfig, read_config
from .drafting import Author, Home, draft_fields, place_file
from .dress import dress_record
from .files.atomic import read_file
from .files.compose import compose
from .files.locate import slug
from .files.mistakes import NoSuchFile
from .git.commit import read_author
from .git.mistakes import NoIdentity
from .git.repository import initialise
from .own_trees import read_own
from .saving.keeper import Keeper
from .saving.writes import BEGINS_TRAILER, CommitMessage, Expected, FileWrite, Receipt
from .sync.setup import complete_attributes, set_up

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
    own = read_own(cache)
    schema = declare_schema(own.types, own.packs)
    files = {
        CONFIG_FILE: _settings_file(settings, language),
        **editor_files(schema, language),
    }
    with Keeper(folder.absolute(), clock) as keeper:
        config = read_config(dict(settings))[0]
        files |= _maker(keeper, schema, config, clock().astimezone(config.zone))
        receipt = keeper.write(
            _beside_what_stands(folder, files),
            CommitMessage(subject, ((BEGINS_TRAILER, "1"),)),
        )
        set_up(keeper.repository)
    return Book(folder.absolute(), clock, cache=cache), receipt


def _beside_what_stands(folder: Path, files: Mapping[str, bytes]) -> list[FileWrite]:
    """Return the writes of a new book's files: what a person has there stays, and git's attributes are added to."""
    attributes = complete_attributes(folder)
    writes = [attributes] if attributes is not None else []
    for path, content in files.items():
        try:
            read_file(folder, path)
        except NoSuchFile:
            writes.append(FileWrite(path, content, Expected.ABSENT))
    return writes


def _maker(keeper: Keeper, schema: Schema, config: BookConfig, now: datetime) -> dict[str, bytes]:
    """Return the file in ``people/`` of whoever makes the book, by their git identity; nothing where git knows none.

    Owners and assignees are known from then on.
    """
    try:
        name, address = read_author(keeper.repository.git)
    except NoIdentity:
        return {}
    user = schema.types["user"]
    handle = slug(name.split()[0]) if name.split() else slug(address.partition("@")[0])
    said: dict[str, Tree] = {
        "title": name or handle,
        "role": "ae",
        "email": address,
        "tz": config.tz,
        "hours": {day: list(_OFFICE_HOURS) for day in ("mon", "tue", "wed", "thu", "fri")},
    }
    fields = draft_fields(user, said, config, Author(handle, now))
    path = place_file(user, fields, Author(handle, now), Home(name=handle), lambda: "")
    return {path: compose(dress_record(user, fields), "", user.order, modeline(path, user.name))}


def _settings_file(settings: dict[str, str], language: Language) -> bytes:
    """Return a ``cartera.yaml`` with a line of explanation for whoever opens it."""
    note = language.gettext("Settings of this book. docs/file-format.md explains each.")
    order = ("name", "currency", "language", "country", "tz")
    body = compose({name: settings[name] for name in order if settings.get(name)}, "", order).decode()
    lines = [each for each in body.splitlines() if each != "---"]
    return "\n".join([f"# {note}", *lines, ""]).encode()
