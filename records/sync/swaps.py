"""Which records a merge made elsewhere put in the place of others, and which it made twice.

Without Cartera git guesses by likeness which file became which. Where one record went and another one like it came, what
belongs into the first may end in the second, and the second is gone although a file of its name is there. And where two
gave a record different names, or one edited what the other renamed, both files may stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from ..files.atomic import blob_id
from ..git.ancestry import merge_bases
from ..git.comparing import compare_trees
from ..git.reading import ObjectReader
from ..git.run import Git
from ..merge.renames import find_renames
from .merging import EMPTY_TREE


class Origins:
    """Where the versions that a merge had before it belong after it."""

    def __init__(self, git: Git, reader: ObjectReader, parents: Sequence[str], expected: str) -> None:
        """``expected`` is the tree that the merge of ``parents`` should have."""
        self._git = git
        self._reader = reader
        self._parents = parents
        self._expected = expected

    def is_of_another(self, path: str, content: bytes) -> bool:
        """Tell whether what a merge left at ``path`` is a version of another record and none of this one."""
        places = self._places.get(blob_id(content), set())
        return bool(places) and path not in places

    def has_followed(self, content: bytes, wanted: bytes) -> bool:
        """Tell whether git put what was edited at one place where somebody had moved the record by hand, untouched."""
        return bool(self._places.get(blob_id(content), set()) & self._former.get(blob_id(wanted), set()))

    def find_others(self, path: str, content: bytes) -> list[str]:
        """Return where the record belongs of which the file at ``path`` is one too many; the likeliest place first."""
        moved = {moves[path] for moves in self._moves.values() if path in moves}
        return [*sorted(moved), *sorted(self._places.get(blob_id(content), set()) - moved - {path})]

    @cached_property
    def _moves(self) -> Mapping[str, Mapping[str, str]]:
        """What each side calls otherwise than the merge should: path on that side → path after the merge."""
        return {
            parent: find_renames(compare_trees(self._git, parent, self._expected), self._reader.read_blobs).files
            for parent in self._parents
        }

    @cached_property
    def _former(self) -> Mapping[str, set[str]]:
        """The paths where each version of a common ancestor was, by blob."""
        places: defaultdict[str, set[str]] = defaultdict(set)
        for base in merge_bases(self._git, *self._parents):
            for path, each in compare_trees(self._git, EMPTY_TREE, base).items():
                if each.after is not None:
                    places[each.after.id].add(path)
        return places

    @cached_property
    def _places(self) -> Mapping[str, set[str]]:
        """The paths where each version of a side belongs, by blob."""
        places: defaultdict[str, set[str]] = defaultdict(set)
        for parent, moves in self._moves.items():
            for path, each in compare_trees(self._git, EMPTY_TREE, parent).items():
                if each.after is not None:
                    places[each.after.id].add(moves.get(path, path))
        return places
