"""The box in which another book is chosen: those that were open on this machine, or a path that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.message import Message

from ...schema.clean import clean
from ...schema.folding import fold
from ...schema.language import Language
from ..presentation.cells import Tone
from ..presentation.lines import Item, Span
from .chooser import Chooser, Wording

if TYPE_CHECKING:
    from ...records.files.private import PrivateFolder
    from ..app import Cartera


class BooksFound(Message):
    """It is known which books were open on this machine."""

    def __init__(self, books: tuple[Path, ...]) -> None:
        super().__init__()
        self.books = books
        """Their folders, the last one open first."""


class BookMet(Message):
    """A book lies in the folder that was chosen."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        """The book's folder."""


class BookChooser(Chooser):
    """Answers with the folder of a book; nothing is answered before one was found there."""

    def __init__(self, language: Language, person: PrivateFolder | None, present: Path | None) -> None:
        """``person`` holds what is known of other books; ``present`` is the one that is open."""
        words = language.gettext
        wording = Wording(
            words("Which book?"),
            words("Type to narrow, or a path; Enter opens it, Esc closes."),
            words("No other book was open here. Type the path of one."),
        )
        super().__init__(wording, lambda text: book_items(text, self._books, language), wide=True)
        self._books: Sequence[Path] = ()
        self._person = person
        self._present = present

    def on_mount(self) -> None:
        """Look beside the screen which books there are: their folders may lie on a slow network."""
        super().on_mount()
        person = self._person

        def look() -> BooksFound:
            from ...records.known_books import known_books

            return BooksFound(known_books(person) if person is not None else ())

        self._cartera.bridge.compute(self, look)

    def on_books_found(self, message: BooksFound) -> None:
        """Offer the others."""
        message.stop()
        self._books = [each for each in message.books if each != self._present]
        self.narrow("")

    def answer(self, target: str) -> None:
        """Look whether a book lies there; where none does, the person is told and may choose again."""
        if not target:
            self.dismiss("")
            return

        def look() -> BookMet:
            from ...records.git.places import find_root

            return BookMet(find_root(Path(target)))

        self._cartera.bridge.compute(self, look)

    def on_book_met(self, message: BookMet) -> None:
        """Answer with it."""
        message.stop()
        self.dismiss(str(message.root))

    @property
    def _cartera(self) -> Cartera:
        return cast("Cartera", self.app)


def book_items(text: str, books: Sequence[Path], language: Language) -> list[Item]:
    """Return the lines of the books that fit ``text``; a path that is typed is a line of its own."""
    typed, label = text.strip(), language.gettext("The book in")
    items = [
        Item((Span(clean(each.name), Tone.STRONG), Span(f"  {clean(str(each))}", Tone.MUTED)), target=str(each))
        for each in books
        if fold(typed) in fold(str(each))
    ]
    if typed.startswith(("/", "~", ".")):
        path = Path(typed).expanduser().absolute()
        items.append(Item((Span(f"{label} ", Tone.MUTED), Span(clean(str(path)), Tone.STRONG)), target=str(path)))
    return items
