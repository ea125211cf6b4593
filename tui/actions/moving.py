"""How one moves about in what is shown."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group
from .places import STEPPED, Place

_BOARD = frozenset({Place.PIPELINE})
_PREVIEWED = frozenset({Place.CLIENTS, Place.LIST, Place.TODAY, Place.REVIEW, Place.SEARCH})
_BESIDE = _PREVIEWED | {Place.NUMBERS, Place.INBOX, Place.PROBLEMS, Place.HISTORY, Place.BROUGHT}
_SIDEWAYS = frozenset({Place.CLIENT, Place.PIPELINE})


def _step(word: str, title: Sentence, *keys: str, places: frozenset[Place] = STEPPED) -> Action:
    """Return a movement of the cursor."""
    return Action(word, title, keys, Group.MOVE, places)


MOVING: tuple[Action, ...] = (
    Action(
        "to-list",
        sentence("From the line to the list and back"),
        ("tab",),
        Group.MOVE,
        frozenset({Place.SEARCH}),
        65,
        sentence("List"),
        while_typing=True,
    ),
    _step("down", sentence("Down"), "j", "down"),
    _step("up", sentence("Up"), "k", "up"),
    _step("left", sentence("Left"), "left", "left_square_bracket", "shift+tab", places=_SIDEWAYS),
    _step("right", sentence("Right"), "right", "right_square_bracket", "tab", places=_SIDEWAYS),
    _step("top", sentence("To the top"), "g g", "home"),
    _step("bottom", sentence("To the bottom"), "G", "end"),
    _step("half-down", sentence("Half a page down"), "ctrl+d"),
    _step("half-up", sentence("Half a page up"), "ctrl+u"),
    _step("page-down", sentence("A page down"), "pagedown", "ctrl+f"),
    _step("page-up", sentence("A page up"), "pageup", "ctrl+b"),
    Action("flow", sentence("Next kind of pipeline"), ("F",), Group.MOVE, _BOARD),
    Action("preview", sentence("Show or hide the preview"), ("P",), Group.MOVE, _PREVIEWED),
    Action("beside-down", sentence("Scroll down what stands beside the list"), ("ctrl+e",), Group.LIST, _BESIDE),
    Action("beside-up", sentence("Scroll up what stands beside the list"), ("ctrl+y",), Group.LIST, _BESIDE),
)
"""In the order of help."""
