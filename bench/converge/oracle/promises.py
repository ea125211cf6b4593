"""What people were told is saved, looked for in the history that all have in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .reading import Fact

WAITED = "none yet"
"""Stands for the commit of a save that waited for it when it was acknowledged."""


class Promise(NamedTuple):
    """One save that was acknowledged."""

    who: str
    kind: str
    uid: str
    field: str
    """What of the record it changed; empty: anything."""
    token: str
    """What the change can be found by; empty where something went."""
    commit: str


def find_broken(promises: Iterable[Promise], written: dict[str, list[tuple[str, Fact, str | None]]]) -> Iterator[str]:
    """Yield the promises of which no commit of the branch is the keeping.

    A save that waited for its commit is looked for in all of them.
    """
    everything = [each for changes in written.values() for each in changes]
    for promise in promises:
        changes = everything if promise.commit == WAITED else written.get(promise.commit)
        if changes is None:
            yield f"{promise.who}: the commit {promise.commit[:10]} ({promise.kind}) is not in the history"
        elif not any(_keeps(promise, *each) for each in changes):
            yield f"{promise.who}: {promise.commit[:10]} does not change {promise.field} of {promise.uid}: {changes[:9]}"


def _keeps(promise: Promise, uid: str, fact: Fact, value: str | None) -> bool:
    if uid == promise.uid and fact == ("@copy",):
        return True
    if uid != promise.uid or (promise.field and fact[0] != promise.field):
        return False
    return not promise.token or promise.token in (value or "") or promise.token in fact[-1]
