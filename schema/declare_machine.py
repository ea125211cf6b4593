"""From the schema language to state machines."""

from __future__ import annotations

from collections.abc import Mapping

from .declaration import Declaration
from .machine import OPEN, Effect, Flow, Guard, Machine, State
from .sentences import sentence

MACHINE_WORDS = ("field", "history", "note", "selector", "flows", "reopened")
FLOW_WORDS = ("label", "states")
STATE_WORDS = ("label", "kind", "to", "probability", "forecast", "asks", "guards", "effects")
GUARD_WORDS = (
    "says", "field", "at", "entry_has", "entry", "no_entry", "record", "where", "either", "when", "days_in_state", "rule",
)  # fmt: skip
EFFECT_WORDS = ("at", "set", "value", "unless", "only_if_empty")


def declare_machine(node: Declaration) -> Machine:
    """Return the machine of a declaration.

    Raises:
        BadDeclaration: it is not in the language.

    """
    node.allow(MACHINE_WORDS)
    flows = {name: _flow(name, each) for name, each in node.children("flows")}
    if not flows:
        raise node.refuse("flows", sentence("A machine needs at least one flow."))
    if not node.text("field"):
        raise node.refuse("field", sentence("A machine needs the field that holds the state."))
    return Machine(
        field=node.text("field"),
        history=node.text("history"),
        note=node.text("note") or "note",
        selector=node.text("selector"),
        flows=flows,
        reopened=tuple(_guard(each) for each in node.entries("reopened")),
    )


def _flow(name: str, node: Declaration) -> Flow:
    node.allow(FLOW_WORDS)
    kinds = {word: each.text("kind") or OPEN for word, each in node.children("states")}
    if not kinds:
        raise node.refuse("states", sentence("A flow needs at least one state."))
    states = {word: _state(word, each, kinds) for word, each in node.children("states")}
    return Flow(name=name, label=node.labels("label", name), states=states)


def _state(word: str, node: Declaration, kinds: Mapping[str, str]) -> State:
    node.allow(STATE_WORDS)
    probability = node.whole_number("probability")
    if probability is not None and probability > 100:
        raise node.refuse("probability", sentence("{number} % is above 100 %.", number=probability))
    return State(
        word=word,
        label=node.labels("label", word),
        kind=kinds[word],
        to=_targets(word, node, kinds),
        probability=probability,
        forecast=node.text("forecast"),
        asks=node.word_list("asks"),
        guards=tuple(_guard(each) for each in node.entries("guards")),
        effects=tuple(_effect(each) for each in node.entries("effects")),
    )


def _targets(word: str, node: Declaration, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the target states in flow order; ``forward``, ``back``, ``open`` and ``closed`` stand for several."""
    order = list(kinds)
    place = order.index(word)
    groups = {
        "forward": [each for each in order[place + 1 :] if kinds[each] == OPEN],
        "back": [each for each in order[:place] if kinds[each] == OPEN],
        "open": [each for each in order if kinds[each] == OPEN],
        "closed": [each for each in order if kinds[each] != OPEN],
    }
    chosen: set[str] = set()
    for each in node.word_list("to"):
        if each in kinds:
            chosen.add(each)
        elif each in groups:
            chosen.update(groups[each])
        else:
            raise node.unknown(each, [*kinds, *groups])
    return tuple(each for each in order if each in chosen and each != word)


def _guard(node: Declaration) -> Guard:
    node.allow(GUARD_WORDS)
    return Guard(
        says=node.labels("says"),
        field=node.text("field"),
        on=node.text("at"),
        entry_has=node.text("entry_has"),
        entry=node.child("entry").facts(),
        no_entry=node.child("no_entry").facts(),
        record=node.text("record"),
        where=node.child("where").facts(),
        either=tuple(_guard(each) for each in node.entries("either")),
        when=node.child("when").facts(),
        days_in_state=node.whole_number("days_in_state") or 0,
        rule=node.text("rule"),
    )


def _effect(node: Declaration) -> Effect:
    node.allow(EFFECT_WORDS)
    return Effect(
        on=node.text("at"),
        field=node.text("set"),
        value=node.text("value"),
        unless=frozenset(node.word_list("unless")),
        only_if_empty=node.truth("only_if_empty"),
    )
