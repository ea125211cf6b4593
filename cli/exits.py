"""Exit codes: the one place where what happened becomes a number for scripts."""

from __future__ import annotations

from ..schema.errors import CarteraError, Misused, NeedsPerson, NotFound, Unreachable

OK = 0
"""It worked."""
REFUSED = 1
"""Problems were found, or what was asked was refused."""
USAGE = 2
"""The words of the command are off."""
NOT_FOUND = 3
"""No such book, record, type or field."""
NEEDS_PERSON = 4
"""A conflict that only a person can decide."""
UNREACHABLE = 5
"""The remote does not answer."""
BUG = 70
"""A mistake in Cartera itself (``EX_SOFTWARE``)."""
INTERRUPTED = 130
"""Stopped with Ctrl-C."""


def exit_code(error: CarteraError) -> int:
    """Return the code of a mistake, by its family."""
    for family, code in (
        (Misused, USAGE),
        (NotFound, NOT_FOUND),
        (NeedsPerson, NEEDS_PERSON),
        (Unreachable, UNREACHABLE),
    ):
        if isinstance(error, family):
            return code
    return REFUSED
