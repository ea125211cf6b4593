"""Which numbers a conflict touches: those with a record behind them that two people wrote differently."""

from __future__ import annotations

from ...schema.sentences import Sentence, plural
from ..snapshot import Snapshot
from .value import KpiValue


def disputed_behind(snapshot: Snapshot, value: KpiValue) -> int:
    """Return how many of the records behind a number have a conflict; where no record has, none is looked at."""
    disputed = snapshot.shelves.disputed()
    return len({each.id for each in value.figure.parts} & disputed) if disputed else 0


def say_disputed(count: int) -> Sentence:
    """Return what a reader of a number must know who sees that it is disputed."""
    return plural("{n} record behind it has a conflict.", "{n} records behind it have conflicts.", count)
