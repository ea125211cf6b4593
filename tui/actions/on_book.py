"""What concerns the whole book, and help."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, Standing, without_book
from .places import EVERYWHERE


def _undo_here(standing: Standing) -> Sentence | None:
    """Return what an undo takes back now."""
    return sentence("Undo: {what}", what=standing.undoes) if standing.undoes else None


def _redo_here(standing: Standing) -> Sentence | None:
    """Return what a redo makes again now."""
    return sentence("Redo: {what}", what=standing.redoes) if standing.redoes else None


ON_BOOK: tuple[Action, ...] = (
    Action("undo", sentence("Undo the last save"), ("u",), Group.BOOK, disabled=without_book, named=_undo_here),
    Action("redo", sentence("Redo what was undone"), ("ctrl+r",), Group.BOOK, disabled=without_book, named=_redo_here),
    Action("undo-list", sentence("Your last changes: choose one to undo"), ("U",), Group.BOOK, disabled=without_book),
    Action("drafts", sentence("Go on with what was not saved"), ("g w",), Group.BOOK, disabled=without_book),
    Action("refresh", sentence("Look at the disk again"), ("f5",), Group.BOOK, disabled=without_book),
    Action(
        "read-only", sentence("Write nothing from now on, or write again"), ("f4",), Group.BOOK, disabled=without_book
    ),
    Action("signs", sentence("Draw with plain signs, or all"), ("f8",), Group.BOOK, EVERYWHERE, while_typing=True),
    Action("theme", sentence("Next colour theme"), ("f9",), Group.BOOK, EVERYWHERE, while_typing=True),
    Action(
        "palette",
        sentence("Palette: actions and records"),
        ("ctrl+p",),
        Group.HELP,
        rank=30,
        short=sentence("Palette"),
    ),
    Action("command", sentence("Command line"), ("colon",), Group.HELP, rank=18, short=sentence("Command")),
    Action("tour", sentence("Tour of five minutes: begin, put away, go on"), ("f6",), Group.HELP),
    Action("tour-skip", sentence("Skip this step of the tour"), ("f7",), Group.HELP),
    Action("help", sentence("Help"), ("question_mark", "f1"), Group.HELP, EVERYWHERE, 100),
    Action(
        "suspend",
        sentence("Back to the shell for a while (fg returns)"),
        ("ctrl+z",),
        Group.HELP,
        EVERYWHERE,
        while_typing=True,
    ),
    Action("quit", sentence("Leave Cartera"), ("ctrl+q", "ctrl+c"), Group.HELP, EVERYWHERE, while_typing=True),
)
"""In the order of help."""
