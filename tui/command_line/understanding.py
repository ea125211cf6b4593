"""All that is shown of a line while it is typed, made in one go beside the screen."""

from __future__ import annotations

from textual.message import Message

from ..palette.finder import TitleFinder
from .completing import Offers, complete_line, name_wanted
from .echoing import echo_of
from .ground import CommandGround
from .mistakes import BadCommand
from .reading import read_line


class Understood(Message):
    """What a line means, what is wrong with it, and what it could become."""

    def __init__(self, text: str, says: str, wrong: BadCommand | None, offers: Offers) -> None:
        super().__init__()
        self.text = text
        """The line."""
        self.says = says
        """What it asks for; empty where it asks for nothing yet."""
        self.wrong = wrong
        """Why it cannot be done."""
        self.offers = offers
        """What could stand at its cursor."""

    @property
    def is_begun(self) -> bool:
        """Whether what is wrong stands where one is writing and can still become something."""
        wrong = self.wrong
        return wrong is not None and bool(self.offers.offers) and wrong.at + wrong.length >= len(self.text)


def understand(text: str, cursor: int, ground: CommandGround, finder: TitleFinder) -> Understood:
    """Return what is shown of a line; only the thread of the views calls it, because ``finder`` is its own."""
    wanted = name_wanted(text)
    titles = finder.find(ground.snapshot, wanted, ()).hits if wanted else ()
    offers = complete_line(text, cursor, ground, titles)
    try:
        order = read_line(text, ground)
    except BadCommand as wrong:
        return Understood(text, "", wrong, offers)
    return Understood(text, echo_of(order, ground) if order else "", None, offers)
