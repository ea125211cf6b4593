"""Getting clients that this clone does not hold: the one a link leads to, or one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from ..records.absent import word_to_hold
from ..records.names import NotHeldHere
from ..schema.clean import clean
from ..schema.folding import fold
from ..schema.sentences import sentence
from . import reports
from .modals.ask import AskModal
from .modals.chooser import Chooser, Wording
from .presentation.answers import Answer
from .presentation.lines import Item, Span

if TYPE_CHECKING:
    from ..records.book import Book
    from .app import Cartera

EVERYTHING = "=all"
"""The answer that means every client."""


def offer_hold(app: Cartera, record_id: str) -> None:
    """Say that a record is not here, and offer to get its client, or everything where it belongs to none."""
    words = app.language.gettext
    word = word_to_hold(record_id)
    clients = () if word == "--all" else (word,)
    get = words("Get {client}").format(client=clean(word)) if clients else words("Get everything")
    answers = (Answer("y", "y", get, "get"), Answer("escape", "Esc", words("Leave it"), ""))

    def answered(answer: str | None) -> None:
        if answer:
            hold(app, clients, record_id)

    says = clean(NotHeldHere(record_id).sentence.text(app.language))
    app.push_screen(AskModal(words("Not held here"), [says], answers), answered)


def choose_hold(app: Cartera) -> None:
    """Let the person choose a client that is not here."""
    from ..records.sync.holding import absent_clients

    names = absent_clients(app.snapshot.absent.ids) if app.snapshot else ()
    words = app.language.gettext
    everything = Item((Span(words("Everything")),), target=EVERYTHING)

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        return [*(Item((Span(clean(each)),), target=each) for each in names if wanted in fold(each)), everything]

    def chosen(name: str | None) -> None:
        if name:
            hold(app, () if name == EVERYTHING else (name,))

    wording = Wording(
        words("Clients this clone does not hold"),
        words("Type to narrow, Enter gets it, Esc closes."),
        words("No client is called that."),
    )
    app.push_screen(Chooser(wording, narrow), chosen)


def hold(app: Cartera, clients: Sequence[str], record_id: str = "") -> None:
    """Get clients, everything where none is named, beside the screens; then show ``record_id``."""
    app.tell(sentence("Getting {what}...", what=", ".join(clients) or sentence("everything")))

    def job(book: Book) -> Message:
        from ..records.read_only import BookReadOnly
        from ..records.saving.keeper import Keeper
        from ..records.sync.holding import hold_clients

        if book.read_only:
            raise BookReadOnly
        with Keeper(book.root, lambda: app.now) as keeper:
            held = hold_clients(keeper, clients)
        book.refresh()
        return reports.ClientsHeld(len(held.files), record_id)

    app.bridge.ask(app, job)
