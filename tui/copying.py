"""Copying a text of a record into the clipboard, through the terminal where it lets us."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..schema.clean import clean
from ..schema.folding import fold
from ..schema.record import Record
from ..schema.sentences import sentence
from .modals.chooser import Chooser, Wording
from .modals.copied import CopyModal
from .presentation.copyables import Copyable, copyables
from .presentation.lines import Item, Span

if TYPE_CHECKING:
    from .app import Cartera


def choose_copy(app: Cartera, record: Record) -> None:
    """Copy what is chosen of a record."""
    assert app.snapshot is not None, "the table of actions asks for a record"
    offers = copyables(app.snapshot, record, app.reader)
    words = app.language.gettext
    wording = Wording(
        words("Copy what?"), words("Type to narrow, ↑ ↓ choose, Enter copies, Esc closes."), words("Nothing fits.")
    )

    def chosen(place: str | None) -> None:
        if place:
            copy_text(app, offers[int(place)].text)

    app.push_screen(Chooser(wording, lambda text: _items(offers, text)), chosen)


def copy_text(app: Cartera, text: str) -> None:
    """Put ``text`` into the clipboard; where the terminal may not take it, show it to be marked by hand."""
    if app.looks.titles:
        app.copy_to_clipboard(text)
    if app.looks.copies:
        app.tell(sentence("Copied: {text}", text=clean(text)))
    else:
        app.push_screen(CopyModal(text, app.language))


def _items(offers: Sequence[Copyable], typed: str) -> list[Item]:
    wanted = fold(typed.strip())
    return [
        Item((Span(clean(each.text)),), label=each.label, target=str(place))
        for place, each in enumerate(offers)
        if wanted in fold(f"{each.label} {each.text}")
    ]
