"""Amounts and numbers as they stand in a file."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ...schema.kinds import MONEY, BadValueError
from ...schema.tree import Tree
from ...schema.values import Money


def read_money(text: Tree) -> Money | None:
    """Return an amount as it stands in a file; None where there is none or it is none."""
    if not isinstance(text, str):
        return None
    try:
        value = MONEY.parse(text)
    except BadValueError:
        return None
    return value if isinstance(value, Money) else None


def read_number(text: Tree) -> Decimal | None:
    """Return a number as it stands in a file; None where there is none or it is none."""
    if not isinstance(text, str) or not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
