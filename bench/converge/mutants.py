"""Faults put into the merge on purpose: a judge that does not see them judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

MUTANTS: Mapping[str, Callable[[], None]] = {}


def break_merge(name: str) -> None:
    """Put one fault into this process."""
    MUTANTS[name]()
