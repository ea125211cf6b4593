"""What the lines of a list add up to, where they are lines of an offer or order."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.field import Field
from ...schema.formats import show_plain
from ...schema.language import Language
from ...schema.record_type import type_tree
from ...schema.sums import CENT, Entry, net_of, sum_of
from ...schema.tree import Tree
from ...schema.values import Money


def total_of(field: Field, trees: Sequence[Tree], language: Language) -> str:
    """Return the sum of lines after discount, as the reader writes it; empty where there is none to tell.

    Optional lines do not count, and lines of several currencies or with a part missing have no sum.
    """
    if field.sub_field("unit_price") is None:
        return ""
    lines = [_typed(field, each) for each in trees if isinstance(each, dict)]
    total = sum_of([net_of(each) for each in lines if each.get("optional") is not True]) if lines else None
    return show_plain(Money(total.currency, total.amount.quantize(CENT)), language) if total is not None else ""


def _typed(field: Field, tree: dict[str, Tree]) -> Entry:
    """Return the values of one line; what is missing or means nothing is left out."""
    typed = ((each.name, type_tree(each, tree.get(each.name))) for each in field.fields)
    return {name: value for name, value in typed if value is not None}
