"""What a merge made without Cartera lost of one record: what it should say, what it says, and what was done since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from ...schema.record import CONFLICTS
from ...schema.tree import Tree, value_at
from ..files.edits import Put, edited
from ..files.parse import Document
from ..merge.body import BODY
from ..merge.decisions import MISSING, Value, canonical
from ..merge.entries import ConflictEntry, ConflictKind, read_entries
from ..merge.named_places import find_places


class Loss(NamedTuple):
    """A field that says otherwise than it should."""

    name: str
    kept: Value
    """What the merge left there."""
    other: Value
    """What it should have left."""


def find_losses(
    should: Document,
    does: Document,
    now: Document,
    is_unawares: Callable[[Loss], bool],
    lost_before: Collection[str] = (),
    known: Collection[str] = (),
) -> Iterator[Loss]:
    """Yield what a merge lost or brought back and nobody has put right since.

    What was in dispute is left out: whoever merged has decided it. What somebody edited and another had taken out is not: an
    earlier merge may have dropped it, and plain git shows nothing of that. Nor is a field ``lost_before``, which an earlier
    merge is known to have cut short: what stands there nobody wrote. Of a conflict that was open before (``known`` are the
    ids) only one of its two values is a choice. ``is_unawares`` tells whether a field that says something else now was
    written by people who knew neither of the merge nor of what it lost.
    """
    wanted = _as_decided(should, does, lost_before, known)
    for name in dict.fromkeys((*wanted, *does.tree)):
        loss = Loss(name, does.tree.get(name, MISSING), wanted.get(name, MISSING))
        if name == CONFLICTS or loss.kept == loss.other:
            continue
        left = now.tree.get(name, MISSING)
        if _lasts(loss, left) or (left not in loss[1:] and not _parts(left) and is_unawares(loss)):
            yield loss
    loss = Loss(BODY, does.body, should.body)
    if loss.kept != loss.other and _lasts(loss, now.body) and (BODY in lost_before or not _is_disputed(loss, should)):
        yield loss


def is_decided(tree: Mapping[str, Tree], name: str) -> bool:
    """Tell whether a field was in conflict, so that what stands there is a person's choice."""
    return any(each.field.partition(".")[0] == name for each in read_entries(tree.get(CONFLICTS)))


def field_of(document: Document, name: str) -> Value:
    """Return what a field, or the body, of a record says."""
    return document.body if name == BODY else document.tree.get(name, MISSING)


def _disputes(should: Document) -> Iterator[ConflictEntry]:
    for entry in read_entries(should.tree.get(CONFLICTS)):
        if entry.kind is ConflictKind.FIELD:
            yield entry


def _as_decided(
    should: Document, does: Document, lost_before: Collection[str], known: Collection[str]
) -> Mapping[str, Tree]:
    """Return the fields a merge should have left, with what was in dispute as whoever merged has chosen."""
    wanted, found = dict(should.tree), dict(does.tree)
    for entry in _disputes(should):
        places, standing = find_places(wanted, entry.field), find_places(found, entry.field)
        if entry.field == BODY or len(places) != 1 or entry.field.partition(".")[0] in lost_before:
            continue
        chosen = _look(found, standing[0]) if len(standing) == 1 else ""
        is_own = "." not in entry.field and entry.id not in known
        if chosen and (is_own or chosen in {canonical(entry.kept), canonical(entry.other)}):
            wanted = edited(wanted, Put(places[0], value_at(found, standing[0])))
    return wanted


def _look(tree: dict[str, Tree], place: tuple[str | int, ...]) -> str:
    """Return a text that is equal for equal values; empty where nothing stands."""
    holder = value_at(tree, place[:-1])
    last = place[-1]
    is_there = last in holder if isinstance(holder, dict) else isinstance(holder, list)
    return canonical(value_at(tree, place)) if is_there else ""


def _is_disputed(loss: Loss, should: Document) -> bool:
    """Tell whether all that a merge left out of a body was in dispute."""
    disputed = [each for each in _disputes(should) if each.field == BODY and MISSING not in (each.kept, each.other)]
    told = {line for entry in disputed for each in (entry.base, entry.kept, entry.other) for line in _lines(each)}
    return bool(disputed) and _lines(loss.other) - _lines(loss.kept) <= told


def _lasts(loss: Loss, now: Value) -> bool:
    """Tell whether something of a loss has lasted until now: a value written since is nobody's loss, unless it holds it."""
    if now == loss.kept:
        return True
    kept, other, left = (_parts(each) for each in (loss.kept, loss.other, now))
    return bool((other - kept) - left) or bool((kept - other) & left)


def _parts(value: Value) -> set[str]:
    """Return what can be lost of a value while the rest stays; nothing of a plain one."""
    if isinstance(value, list):
        return {canonical(each) for each in value}
    if isinstance(value, dict):
        return {f"{key} {canonical(each)}" for key, each in value.items()}
    return _lines(value) if isinstance(value, str) and "\n" in value else set()


def _lines(text: Value) -> set[str]:
    return {line for line in text.splitlines() if line.strip()} if isinstance(text, str) else set()
