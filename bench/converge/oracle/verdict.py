"""What a walk through a history found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .judging import Fault
from .reading import Fact, Open


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, and the commit that has it."""

    commit: str
    fault: Fault

    def __str__(self) -> str:
        """Tell it on one line."""
        fault = self.fault
        return f"{self.commit[:10]} {fault.kind}: {fault.uid} {'.'.join(fault.fact)}: {fault.told}"


@dataclass(slots=True)
class Verdict:
    """What the walk found."""

    commits: int = 0
    """How many commits there are."""
    merges: int = 0
    """How many of them the program merged."""
    foreign: int = 0
    """How many somebody merged with plain git."""
    crossed: int = 0
    """How many of those merges had several bases."""
    audits: int = 0
    """How many commits put right what a foreign merge had lost."""
    edits: int = 0
    """How many commits people made."""
    hot: int = 0
    """How many of those changed one of the four records that were changed most."""
    met: int = 0
    """How many conflicts merges wrote down."""
    faults: list[Found] = field(default_factory=list)
    """What must not be."""
    written: dict[str, list[tuple[str, Fact, str | None]]] = field(default_factory=dict)
    """What each commit of a person changed: record, fact, value."""
    inbox: dict[tuple[str, str], Open] = field(default_factory=dict)
    """The conflicts that are open in the end, by path and id."""
    doubled: set[str] = field(default_factory=set)
    """Records of which a foreign merge made two: which of them an edit meant cannot be told, so they are not judged."""
    kinds: Counter[str] = field(default_factory=Counter)
    """How many conflicts of each kind merges wrote down."""
