"""Who is credited with which part of a deal, and which part of it each product is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...schema.tree import Tree
from .stats import HUNDRED, ONE
from .texts import read_money, read_number

Shares = tuple[tuple[str, Decimal], ...]
"""Names with the part of the whole that is theirs; together at most 1."""
_TEN_PLACES = Decimal("1e-10")


def credits_of(tree: Tree, owner: str) -> Shares:
    """Return who is credited with a deal: its splits, or its owner with all of it."""
    shares: list[tuple[str, Decimal]] = []
    for each in tree if isinstance(tree, list) else ():
        if isinstance(each, dict) and isinstance(user := each.get("user"), str):
            pct = read_number(each.get("pct"))
            if pct:
                shares.append((user, pct / HUNDRED))
    if shares:
        return tuple(shares)
    return ((owner, ONE),) if owner else ()


def products_of(tree: Tree) -> Shares:
    """Return which part of a deal each product is, by the net of its lines; evenly where they have no prices."""
    nets: dict[str, Decimal | None] = {}
    for each in tree if isinstance(tree, list) else ():
        if isinstance(each, dict) and isinstance(link := each.get("product"), str):
            name = link.rpartition("/")[2]
            net, so_far = _net(each), nets.get(name, Decimal(0))
            nets[name] = None if net is None or so_far is None else so_far + net
    if len(nets) < 2:
        return tuple((name, ONE) for name in nets)
    known = [each for each in nets.values() if each is not None]
    whole = sum(known, Decimal(0))
    if len(known) < len(nets) or whole <= 0:
        return _adding_up({name: ONE / len(nets) for name in nets})
    return _adding_up({name: net / whole for name, net in nets.items() if net is not None})


def _adding_up(shares: Mapping[str, Decimal]) -> Shares:
    """Return shares of ten decimals that are exactly one together: a partition must sum to the whole."""
    *others, last = shares
    cut = [(name, shares[name].quantize(_TEN_PLACES)) for name in others]
    return (*cut, (last, ONE - sum((part for _, part in cut), Decimal(0))))


def _net(line: Mapping[str, Tree]) -> Decimal | None:
    price = read_money(line.get("unit_price"))
    if price is None:
        return None
    quantity = read_number(line.get("qty"))
    discount = read_number(line.get("discount_pct")) or Decimal(0)
    return price.amount * (ONE if quantity is None else quantity) * (1 - discount / HUNDRED)
