"""Records that somebody deleted and that came back by two ways: what their versions come from.

Their common ancestor is a commit that has no such file, but each says in a conflict what was deleted. Without that each would
have added all that it says, and bring back what the other took out since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...schema.errors import Refused
from ...schema.record import CONFLICTS
from ...schema.tree import Tree
from ..files.edits import Drop, Edit, Put, PutBody
from ..files.parse import Document, read_text
from ..files.scan import is_record_path, is_settings_path
from ..files.write import splice
from .body import shared_paragraphs
from .entries import ConflictEntry, Dispute, read_entries
from .lists import is_keyed, named

if TYPE_CHECKING:
    from .renames import ReadBlobs


def find_ancestor(path: str, ours: bytes, theirs: bytes, read: ReadBlobs) -> bytes | None:
    """Return what two versions of a record come from that was deleted; None where that is not told, or not here any more.

    Where two people deleted it, each in another state, it is what both states said. Raises what ``read`` raises.
    """
    if not (is_record_path(path) or is_settings_path(path)):
        return None
    told = [_deletions(path, content) for content in (ours, theirs)]
    shared = told[0].keys() & told[1].keys()
    sides = [[each[key] for key in shared or each] for each in told]
    if not all(sides):
        return None
    blobs = [str(max(side, key=lambda entry: (entry.other_credit.at, entry.id)).base) for side in sides]
    found = read(dict.fromkeys(blobs))
    contents = sorted(found[each] for each in blobs if each in found)
    return _said_by_both(path, contents[0], contents[1]) if len(contents) == len(blobs) else None


def _deletions(path: str, content: bytes) -> dict[Dispute, ConflictEntry]:
    """Return the conflicts of a record that name what somebody deleted, or a foreign merge dropped."""
    document = read_text(content, path)
    entries = read_entries(document.tree.get(CONFLICTS)) if isinstance(document, Document) else []
    told = [entry for entry in entries if entry.is_of_presence and isinstance(entry.base, str)]
    return {entry.dispute: entry for entry in told if re.fullmatch("[0-9a-f]{40}", str(entry.base))}


def _said_by_both(path: str, one: bytes, other: bytes) -> bytes | None:
    """Return a record that says what two versions both say; None where there is none."""
    if one == other:
        return one
    first, second = read_text(one, path), read_text(other, path)
    if not isinstance(first, Document) or not isinstance(second, Document):
        return None
    tree = _shared_map(first.tree, second.tree)
    edits: list[Edit] = [Put((key,), tree[key]) if key in tree else Drop((key,)) for key in first.tree]
    if first.body != second.body:
        edits.append(PutBody(shared_paragraphs(first.body, second.body)))
    try:
        return splice(one, path, edits, list(first.tree))
    except Refused:
        return None


def _shared_map(one: Mapping[str, Tree], other: Mapping[str, Tree]) -> dict[str, Tree]:
    return {key: _shared(one[key], other[key]) for key in one if key in other and _is_alike(one[key], other[key])}


def _is_alike(one: Tree, other: Tree) -> bool:
    """Tell whether two values are one, or have parts that may be."""
    return one == other or any(isinstance(one, kind) and isinstance(other, kind) for kind in (dict, list))


def _shared(one: Tree, other: Tree) -> Tree:
    if isinstance(one, dict) and isinstance(other, dict):
        return _shared_map(one, other)
    if isinstance(one, list) and isinstance(other, list):
        if is_keyed(one) and is_keyed(other):
            return [*_shared_map(named(one), named(other)).values()]
        return [item for item in one if item in other]
    return one
