"""What can be done on the screens of numbers."""

from __future__ import annotations

from ...schema.sentences import sentence
from .action import Action, Group, without_book
from .places import Place

_NUMBERS = frozenset({Place.NUMBERS})
_NUMBER = frozenset({Place.NUMBER})
_FORECAST = frozenset({Place.FORECAST})
_PERIODS = _NUMBERS | _NUMBER | _FORECAST

ON_NUMBERS: tuple[Action, ...] = (
    Action(
        "open-number",
        sentence("Why this number?"),
        ("enter",),
        Group.RECORD,
        _NUMBERS,
        90,
        sentence("Why?"),
        without_book,
    ),
    Action(
        "earlier",
        sentence("The period before"),
        ("left", "left_square_bracket"),
        Group.MOVE,
        _PERIODS,
        78,
        sentence("Before"),
        without_book,
    ),
    Action(
        "later",
        sentence("The period after"),
        ("right", "right_square_bracket"),
        Group.MOVE,
        _PERIODS,
        77,
        sentence("After"),
        without_book,
    ),
    Action(
        "period-length",
        sentence("Month, quarter or year"),
        ("M",),
        Group.MOVE,
        _PERIODS,
        76,
        sentence("Length"),
        without_book,
    ),
    Action(
        "role", sentence("Headlines of another role"), ("F",), Group.MOVE, _NUMBERS, 74, sentence("Role"), without_book
    ),
    Action(
        "scope",
        sentence("Only some records: owner:me tier:A"),
        ("slash",),
        Group.MOVE,
        _PERIODS,
        72,
        sentence("Scope"),
        without_book,
    ),
    Action(
        "filter-numbers",
        sentence("Only some of the numbers: n<30 trend:down"),
        ("f",),
        Group.LIST,
        _NUMBERS,
        70,
        sentence("Filter"),
        without_book,
    ),
    Action(
        "break-down", sentence("Break the number down"), ("B",), Group.MOVE, _NUMBER, 74, sentence("By"), without_book
    ),
    Action(
        "submit-forecast",
        sentence("Submit this forecast"),
        ("w",),
        Group.RECORD,
        _FORECAST,
        79,
        sentence("Submit"),
        without_book,
    ),
)
"""In the order of help."""
