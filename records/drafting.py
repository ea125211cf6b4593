"""Drafting: what a new record holds before anybody has typed more than its title, and where its file will lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from ..schema.dataclass import dataclass
from ..schema.errors import Refused
from ..schema.kinds import KINDS
from ..schema.record_type import RecordType
from ..schema.sentences import sentence
from ..schema.tree import Tree
from ..schema.values import Duration
from .config import BookConfig
from .files.locate import check_name, slug
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when."""

    me: str | None
    """The handle in ``people/``; None when nobody there has this git identity."""
    now: datetime
    """Aware, in the book's zone."""


class HomeMissing(Refused):
    """The record belongs to a person and none is named or known."""

    def __init__(self, type_name: str) -> None:
        super().__init__(
            sentence("A {type} lies in a person's folder, and it is not known whose.", type=type_name),
            sentence("Name the person, or put your git e-mail into your file in people/."),
        )


def draft_fields(
    record_type: RecordType, typed: Mapping[str, Tree], config: BookConfig, author: Author
) -> dict[str, Tree]:
    """Return the fields of a new record in writing order: what was typed, then the defaults of the type."""
    filled: dict[str, Tree] = {name: each for name, each in typed.items() if each not in (None, "", [], {})}
    for field in record_type.fields:
        if field.name not in filled and field.default:
            text = fill_word(field.default, config, author)
            if text:
                filled[field.name] = text
    machine = record_type.machine
    if machine:
        selector = filled.get(machine.selector) if machine.selector else ""
        flow = machine.flow(selector if isinstance(selector, str) else "")
        state = filled.setdefault(machine.field, flow.start.word)
        if machine.selector and machine.selector not in filled:
            filled[machine.selector] = flow.name
        if machine.history and machine.history not in filled:
            filled[machine.history] = [history_entry(str(state), author)]
    if "created" in record_type.by_name and "created" not in filled:
        filled["created"] = author.now.date().isoformat()
    ordered = {name: filled[name] for name in record_type.order if name in filled}
    return {**ordered, **filled}


def fill_word(word: str, config: BookConfig, author: Author) -> str:
    """Return the text a default stands for: ``today``, ``today+P30D``, ``now``, ``me``, ``book.currency`` … or itself."""
    if word.startswith("today+P"):
        length = KINDS["duration"].parse(word.partition("+")[2])
        days = round(length.days) if isinstance(length, Duration) else 0
        return (author.now.date() + timedelta(days=days)).isoformat()
    known: dict[str, Callable[[], str]] = {
        "today": lambda: author.now.date().isoformat(),
        "now": lambda: author.now.isoformat(timespec="seconds"),
        "me": lambda: author.me or "",
        "book.country": lambda: config.country,
        "book.currency": lambda: config.currency,
        "book.lang": lambda: config.language,
        "book.tz": lambda: config.tz,
    }
    return known[word]() if word in known else word


def history_entry(state: str, author: Author, note: str = "", note_name: str = "note") -> dict[str, Tree]:
    """Return the entry ``{at, to, by, note}`` for a history list, whose note is called ``note_name`` there."""
    entry: dict[str, Tree] = {"at": author.now.isoformat(timespec="seconds"), "to": state}
    if author.me:
        entry["by"] = author.me
    if note:
        entry[note_name] = note
    return entry


@dataclass(frozen=True, slots=True)
class Home:
    """Where a new record is wanted; what is None the program decides."""

    client: str | None = None
    """The slug of the client in whose folder it lies."""
    person: str | None = None
    """The handle of the person in whose folder it lies."""
    name: str | None = None
    """The slug its file name is made of, instead of its title's."""


def free_path(
    snapshot: Snapshot,
    record_type: RecordType,
    fields: Mapping[str, Tree],
    author: Author,
    home: Home,
    r4: Callable[[], str],
) -> str:
    """Return the path of a new record's file, with another random part while that name is taken.

    A name without a random part that is taken is returned all the same: the same slug there means the same thing, and
    the save refuses it.

    Raises:
        HomeMissing: the type lies in a person's folder and there is no person.
        UnusableName: no record may be called as ``home`` says.

    """
    for _ in range(8):
        path = place_file(record_type, fields, author, home, r4)
        if snapshot.reading_of(path) is None and path.rpartition(".")[0] not in snapshot.absent.ids:
            break
    return path


def place_file(
    record_type: RecordType, fields: Mapping[str, Tree], author: Author, home: Home, r4: Callable[[], str]
) -> str:
    """Return a path for a new record's file, by the layout of its type.

    Raises:
        UnusableName: no record may be called as ``home`` says.

    """
    if home.name:
        check_name(home.name)
    layout = record_type.layout
    title = fields.get("title")
    stem_slug = home.name or slug(title if isinstance(title, str) else "")
    dated = fields.get(layout.dated_by or "created")
    day = dated[:10] if isinstance(dated, str) and len(dated) >= 10 else author.now.date().isoformat()
    kind = fields.get("kind")
    stem = layout.name.format(
        slug=stem_slug, r4=r4() if "{r4}" in layout.name else "", date=day, year=day[:4], kind=slug(str(kind or "note"))
    )
    return f"{_home_folder(record_type, author, home)}{layout.folder}/{stem}.{layout.ending}"


def _home_folder(record_type: RecordType, author: Author, home: Home) -> str:
    """Return the folder, with a final slash, in which the type's folder lies; empty for the book's root."""
    homes = record_type.layout.homes
    if home.client and "client" in homes:
        return f"clients/{home.client}/"
    if home.person and "person" in homes:
        return f"people/{home.person}/"
    if homes[0] == "person":
        if not author.me:
            raise HomeMissing(record_type.name)
        return f"people/{author.me}/"
    return ""
