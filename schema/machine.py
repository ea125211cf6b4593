"""State machines as data: which state may follow which, and what a state asks for on entry.

Guards are declared here and judged in ``records/guards.py``, because they look at other records.
"""

from __future__ import annotations

from collections.abc import Mapping

from .dataclass import dataclass
from .field import Labels

OPEN = "open"
"""The kind of the states in which there is still something to do."""

Facts = tuple[tuple[str, frozenset[str]], ...]
"""Field → words, of which the field must hold one; the empty word stands for an empty field."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that must be true before a record enters a state; whatever is given must hold together."""

    says: Labels
    """What is missing, in words: "an amount"."""
    field: str = ""
    """A dotted field that must be filled; ``body`` is the text below the front matter."""
    on: str = ""
    """Where ``field`` is looked up: empty for the record itself, else the name of a ref field, or ``client``."""
    entry_has: str = ""
    """When ``field`` is a list of entries: the sub-field that at least one entry must have filled."""
    entry: Facts = ()
    """When ``field`` is a list of entries: what at least one of them must hold."""
    no_entry: Facts = ()
    """When ``field`` is a list of entries: what none of them may hold; the list itself may then be empty."""
    record: str = ""
    """A record type of which at least one record must exist (in the same client, where there is one)."""
    where: Facts = ()
    """What that record must hold; the word ``$self`` is the name of this record."""
    either: tuple[Guard, ...] = ()
    """Guards of which one must hold."""
    when: Facts = ()
    """What this record must hold for the guard to count at all."""
    days_in_state: int = 0
    """How many working days (Monday to Friday) the record must have been in its present state."""
    rule: str = ""
    """A check that needs arithmetic over other records: ``within-limits`` (the discount and margin of the lines stay
    within the limits of the owner's ``user`` record) or ``tier-below-a`` (the client's tier is not A)
    or of the present day: ``close-ahead`` (the expected close is not past)."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the program does in the same commit when a record enters a state."""

    on: str
    """Empty for the record itself, ``client`` for its client."""
    field: str
    """The field to set."""
    value: str
    """The text to set; ``today`` and ``now`` are filled in, empty clears the field."""
    unless: frozenset[str] = frozenset()
    """Present texts of the field that are left alone."""
    only_if_empty: bool = False
    """Whether a field that holds anything is left alone."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of a flow."""

    word: str
    """As written in files."""
    label: Labels
    """As read by people."""
    kind: str
    """``open``, or how it ended: ``won``, ``lost``, ``void``, ``done``, ``closed`` …"""
    to: tuple[str, ...]
    """The states that may follow, in flow order."""
    probability: int | None = None
    """First guess in percent, where the flow has one."""
    forecast: str = ""
    """The forecast category a record gets on entry."""
    asks: tuple[str, ...] = ()
    """Fields that must be filled on entry; what is missing is asked for."""
    guards: tuple[Guard, ...] = ()
    """What else must be true on entry."""
    effects: tuple[Effect, ...] = ()
    """What happens with it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One machine: its states in order."""

    name: str
    """The word in the selector field (``b2b``), empty where there is only one flow."""
    label: Labels
    """As read by people."""
    states: Mapping[str, State]
    """By word, in order."""

    @property
    def start(self) -> State:
        """The state a new record begins in."""
        return next(iter(self.states.values()))

    def goes_back(self, origin: str, target: str) -> bool:
        """Return whether ``origin`` → ``target`` is a step back between open states, which needs a note."""
        order = list(self.states)
        if origin not in self.states or target not in self.states:
            return False
        both_open = self.states[origin].kind == self.states[target].kind == OPEN
        return both_open and order.index(target) < order.index(origin)


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine of a record type: one flow, or several chosen by a field."""

    field: str
    """The field that holds the state."""
    history: str
    """The list field to which every move is appended as ``{at, to, by, note}``; empty where none is kept."""
    note: str
    """What ``note`` is called in that list."""
    selector: str
    """The field that names the flow; empty where there is only one."""
    flows: Mapping[str, Flow]
    """By name; the first is the default."""
    reopened: tuple[Guard, ...] = ()
    """What else must be true where a record that had ended enters an open state."""

    def flow(self, name: str) -> Flow:
        """Return the flow called ``name``, the first one where it is empty or unknown."""
        return self.flows.get(name) or next(iter(self.flows.values()))

    def all_states(self) -> dict[str, State]:
        """Return every state of every flow by word; the first flow that has it wins."""
        found: dict[str, State] = {}
        for flow in self.flows.values():
            for word, state in flow.states.items():
                found.setdefault(word, state)
        return found
