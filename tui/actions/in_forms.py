"""What can be done while one fills in a form."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group
from .places import FORMS, ITEMS, Place


def _form(
    word: str,
    title: Sentence,
    *keys: str,
    rank: int = 0,
    short: Sentence | None = None,
    places: frozenset[Place] = FORMS,
) -> Action:
    """Return an action of forms: it works while one types."""
    return Action(word, title, keys, Group.FORM, places, rank, short, while_typing=True)


IN_FORMS: tuple[Action, ...] = (
    _form("save", sentence("Save"), "ctrl+s", "f2", rank=100, places=FORMS | {Place.TEXT}),
    _form("accept", sentence("Next field, or take what is offered"), "enter", rank=96, short=sentence("Go on")),
    _form(
        "leave",
        sentence("Leave the form"),
        "escape",
        rank=94,
        short=sentence("Leave"),
        places=FORMS | {Place.ITEMS, Place.TEXT},
    ),
    _form("complete", sentence("Offer what fits"), "ctrl+n", rank=92, short=sentence("Offers")),
    _form("settle", sentence("Decide where somebody else changed the same field"), "ctrl+t"),
    _form("more", sentence("Show all fields or the usual ones"), "ctrl+o", rank=90, short=sentence("All fields")),
    _form("find-field", sentence("Go to a field by its name"), "ctrl+f", "f3"),
    _form(
        "outside",
        sentence("Write on in your own editor"),
        "f4",
        rank=60,
        short=sentence("Editor"),
        places=FORMS | {Place.TEXT},
    ),
    _form(
        "preview-text",
        sentence("Show the text as it reads, or hide it"),
        "ctrl+o",
        rank=80,
        short=sentence("As it reads"),
        places=frozenset({Place.TEXT}),
    ),
    _form("open-item", sentence("Edit the item"), "enter", rank=90, short=sentence("Edit"), places=ITEMS),
    _form("add", sentence("Add an item"), "n", "a", rank=88, short=sentence("Add"), places=ITEMS),
    _form("drop", sentence("Take the item away"), "x", "delete", rank=86, short=sentence("Take away"), places=ITEMS),
    _form("item-up", sentence("Move the item up"), "K", "alt+up", places=ITEMS),
    _form("item-down", sentence("Move the item down"), "J", "alt+down", places=ITEMS),
    _form("next-field", sentence("Next field"), "tab", "down"),
    _form("previous-field", sentence("Previous field"), "shift+tab", "up"),
)
"""In the order of help."""
