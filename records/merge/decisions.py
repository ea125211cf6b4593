"""What a merge did with one field, as a value that a person, a test and the inbox can look at."""

from __future__ import annotations

import json
from enum import Enum

from ...schema.dataclass import dataclass
from ...schema.tree import Path, Tree, dotted


class Missing(Enum):
    """Stands for a field that is not there, which is something else than one left empty."""

    MISSING = "missing"


MISSING = Missing.MISSING
Value = Tree | Missing


class Side(Enum):
    """Whose value stays in a field that both changed."""

    OURS = "ours"
    """The first version's."""
    THEIRS = "theirs"
    """The second version's."""
    EITHER = "either"
    """The one that sorts last: two people who merge the same pair get the same."""


class Action(Enum):
    """What was done with a field that at least one side changed."""

    OURS = "ours"
    """Only the first side had changed it."""
    THEIRS = "theirs"
    """Only the second side had changed it."""
    SAME = "same"
    """Both had made the same of it."""
    BOTH = "both"
    """Both had changed it, and what both did is in the result: lists joined, histories by time."""
    CONFLICT = "conflict"
    """Both had changed it differently; one of the two values stays until a person decides."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a merge did with one field."""

    path: Path
    """Where it stands; an entry of a list is named by what it is told by. Empty where the whole file is meant."""
    base: Value
    """What it was."""
    ours: Value
    """What one side made of it."""
    theirs: Value
    """What the other side made of it."""
    action: Action
    """What was done."""
    value: Value
    """What stands in the result; of a conflict, the suggestion that stays until a person decides."""

    @property
    def field(self) -> str:
        """The dotted field path."""
        return dotted(self.path)

    @property
    def is_conflict(self) -> bool:
        """Whether a person has to decide."""
        return self.action is Action.CONFLICT


def canonical(tree: Value) -> str:
    """Return a text that is equal exactly for equal trees."""
    return "" if tree is MISSING else json.dumps(tree, sort_keys=True, ensure_ascii=False)


def choose(ours: Value, theirs: Value, prefer: Side = Side.EITHER) -> Value:
    """Return which of two values stays until a person decides; what is left beats what was removed."""
    if ours is MISSING or theirs is MISSING:
        return theirs if ours is MISSING else ours
    if prefer is Side.EITHER:
        return max(ours, theirs, key=canonical)
    return ours if prefer is Side.OURS else theirs
