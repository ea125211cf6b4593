"""The ways to come to a book, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.language import Language
from ..presentation.cells import Tone
from ..presentation.lines import Item, Span


class Way(StrEnum):
    """How one comes to a book."""

    DEMO = "demo"
    HERE = "here"
    ELSEWHERE = "elsewhere"
    CLONE = "clone"
    OPEN = "open"


KNOWN = "known:"
"""Begins the target of a book that was open before."""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Where one stands, and who does what is chosen; the deeds run in a thread and raise ``CarteraError``."""

    here: Path
    """The folder the program was started in."""
    known: tuple[Path, ...]
    """Books that were open before, the last one first."""
    demo: Path
    """Where the sample book lies or will lie."""
    write_demo: Callable[[Path], Path]
    """Writes the sample book into a folder, or finds it there, and returns the book's folder."""
    create: Callable[[Path], Path]
    """Makes a new book in a folder and returns it."""
    find: Callable[[Path], Path]
    """Returns the folder of the book in which a folder lies."""
    clone: Callable[[str, Path], Path]
    """Fetches the book at an address into a folder and returns it."""


def way_items(beginnings: Beginnings, language: Language) -> list[Item]:
    """Return what can be chosen: books known already first."""
    words = language.gettext
    known = [_item(clean(each.name), clean(str(each)), f"{KNOWN}{each}") for each in beginnings.known]
    ways = [
        _item(
            words("Look around in a sample book"),
            words("Thirty clients, and a tour of five minutes."),
            Way.DEMO,
        ),
        _item(words("Begin my book in this folder"), clean(str(beginnings.here)), Way.HERE),
        _item(words("Begin my book in another folder"), words("It is made where you say."), Way.ELSEWHERE),
        _item(words("Open a book in another folder"), words("One that is on this machine already."), Way.OPEN),
        _item(words("Fetch a colleague's book"), words("By its git address."), Way.CLONE),
    ]
    return [*known, *ways]


def _item(title: str, about: str, target: str) -> Item:
    return Item((Span(title, Tone.STRONG), Span(f"  {about}", Tone.MUTED)), target=target)


def full_path(text: str, here: Path) -> Path:
    """Return the folder a person means: ``~`` is their home, a relative one begins where they stand."""
    return (here / Path(text.strip()).expanduser()).absolute()


def name_of_address(address: str) -> str:
    """Return what git would call the folder of a clone: the last part of the address without ``.git``."""
    last = address.strip().rstrip("/").replace(":", "/").rpartition("/")[2]
    return last.removesuffix(".git") or "book"
