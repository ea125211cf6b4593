"""Where one can go."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, without_book


def _go(word: str, title: Sentence, *keys: str, rank: int = 0, short: Sentence | None = None) -> Action:
    """Return an action that leads to a screen of the book."""
    return Action(word, title, keys, Group.GO, rank=rank, short=short, disabled=without_book)


GOING: tuple[Action, ...] = (
    _go("clients", sentence("Clients"), "g c"),
    _go("pipeline", sentence("Pipeline"), "g e"),
    _go("tasks", sentence("Tasks"), "g t"),
    _go("today", sentence("Today"), "g h"),
    _go("proposals", sentence("Proposals under way"), "g p"),
    _go("renewals", sentence("Renewals"), "g r"),
    _go("cases", sentence("Open cases"), "g s"),
    _go("voice", sentence("Voice of the customer"), "g v"),
    _go("agenda", sentence("Agenda"), "g a"),
    _go("market", sentence("Market"), "g m"),
    _go("library", sentence("Library"), "g l"),
    _go("development", sentence("My development"), "g d"),
    _go("team", sentence("Team workload"), "g q"),
    _go("numbers", sentence("Numbers"), "g k"),
    _go("forecast", sentence("Forecast"), "g f"),
    _go("lists", sentence("List of any type"), "g o"),
    _go("search", sentence("Search everything"), "S", rank=60, short=sentence("Search")),
    _go("problems", sentence("Problems"), "exclamation_mark", "g comma"),
    Action("back", sentence("Back"), ("escape", "q"), Group.GO, rank=20),
)
"""In the order of help."""
