"""One record of one commit held against what people said of it: nothing lost, nothing made up, nothing decided silently."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime

from .causes import ALIVE, HOME, NAME, NO, YES, Facts, claims_of, values_of
from .places import NO_CLIENT
from .reading import GONE, Fact, Open, Read


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be."""

    kind: str
    """In a word."""
    uid: str
    """The record."""
    fact: Fact
    """What of it; empty: all of it."""
    told: str
    """The values."""

    @property
    def place(self) -> tuple[str, Fact]:
        """What the fault is about."""
        return self.uid, self.fact


def facts_of(read: Read, name: str, home: str) -> dict[Fact, str]:
    """Return all that a version says, its name and its home among it."""
    return {**read.facts, NAME: name, HOME: home}


def judge(
    uid: str,
    read: Read | None,
    name: str,
    home: str,
    said: Facts,
    names: Container[str | None],
    dropped: Container[Fact] = (),
) -> Iterator[Fault]:
    """Yield what is wrong with a record (None: it is not there) after all that was ``said``.

    ``names`` are all it ever had, with None where it was ever deleted, and ``dropped`` the facts that were ever taken out:
    what comes back by two ways has no common ancestor, so of its names one may be forgotten and a paragraph that two wrote
    stands in both forms.
    """
    alive = values_of(said.get(ALIVE, ()))
    if read is None:
        if YES in alive:
            yield Fault("record lost", uid, ALIVE, str(sorted(map(str, alive))))
        return
    is_questioned = any(not each.field and each.kind != "unreadable" for each in read.open.values())
    if alive == {NO}:
        if not is_questioned:
            yield Fault("record came back", uid, ALIVE, name)
        return
    if NO in alive and not is_questioned:
        yield Fault("deletion not told", uid, ALIVE, name)
    yield from _judge_facts(uid, read, facts_of(read, name, home), said, names, dropped)


def _judge_facts(
    uid: str,
    read: Read,
    standing: dict[Fact, str],
    said: Facts,
    names: Container[str | None],
    dropped: Container[Fact],
) -> Iterator[Fault]:
    was_deleted = None in names
    for each in read.twice:
        is_paragraph = each.startswith("body ")
        if not is_paragraph or not (was_deleted or tuple(each.split(" ", 1)) in dropped):
            yield Fault("stands twice", uid, (each,), each)
    for fact, words in said.items():
        if fact != ALIVE and not (was_deleted and fact[0] in {NAME[0], "aliases"}):
            stands = standing.get(fact, GONE)
            yield from _judge_fact(uid, fact, stands, claims_of(words, stands), read)
    for fact, value in standing.items():
        if fact not in said and not (fact[0] == "aliases" and fact[-1] in names):
            yield Fault("made up", uid, fact, value)


def _judge_fact(uid: str, fact: Fact, stands: str | None, values: set[str | None], read: Read) -> Iterator[Fault]:
    if (values or {GONE}) == {stands} or _is_taken_in(fact, values):
        return
    others = sorted(str(each) for each in values - {stands})
    if fact == ("created",):
        if str(stands) > min(str(each) for each in values):
            yield Fault("not the first", uid, fact, f"{stands} of {others}")
        return
    if fact == NAME:
        if stands not in values or any(each not in read.aliases for each in values - {stands}):
            yield Fault("name lost", uid, fact, f"{stands} of {others}")
        return
    about = [each for each in read.open.values() if each.touches(fact)]
    if fact[0] == "body" and stands not in values and values & read.lines:
        return
    if stands not in values and not about:
        yield Fault("came back" if GONE in values else "lost", uid, fact, f"{stands} instead of {others}")
        return
    for value in values - {stands}:
        if value not in read.lines and not any(each.names(fact, value) for each in about):
            yield Fault("lost", uid, fact, f"{stands} stands, {value} is in no conflict")


def _is_taken_in(fact: Fact, values: set[str | None]) -> bool:
    """Tell whether a record was put into a folder that no client has: the client that had the name takes it in."""
    return fact == HOME and bool(values) and all(str(each).startswith(NO_CLIENT) for each in values)


def judge_order(uid: str, read: Read, parents: list[Read]) -> Iterator[Fault]:
    """Yield histories that a merge put out of order, and states that no longer say what their history says."""
    for name, entries in read.histories.items():
        told = [str(each) for each in entries]
        for parent in parents:
            known = [str(each) for each in parent.histories.get(name, [])]
            if [each for each in told if each in known] != [each for each in known if each in told]:
                yield Fault("order of a history", uid, (name,), " ".join(told))
        if _rises(entries) is False and all(_rises(parent.histories.get(name, [])) for parent in parents):
            yield Fault("history not by time", uid, (name,), " ".join(told))
        if not _agrees(read, name) and all(_agrees(parent, name) for parent in parents):
            yield Fault("state and history", uid, (name,), read.facts.get((name.removesuffix("_history"),), ""))


def _rises(entries: list[dict[str, str]]) -> bool:
    moments = [datetime.fromisoformat(each["at"]) for each in entries]
    return moments == sorted(moments)


def _agrees(read: Read, name: str) -> bool:
    entries = read.histories.get(name, [])
    return not entries or entries[-1].get("to") == read.facts.get((name.removesuffix("_history"),))


def asks(read: Read, entry: Open, fact: Fact) -> bool:
    """Tell whether a record asks a person what an entry of it asked before, in that entry's words or in others.

    A value of a dispute may have gone into another one: all that matters is that each stands or is in some conflict.
    """
    if any(each.covers(entry) for each in read.open.values()):
        return True
    about = [each for each in read.open.values() if each.touches(fact)]
    return entry.touches(fact) and all(
        value == read.facts.get(fact) or any(each.names(fact, value) for each in about)
        for value in (entry.kept, entry.other)
    )


def is_disputed(entry: Open, words: Facts) -> bool:
    """Tell whether people still disagree about something that a conflict is about."""
    return any(entry.touches(fact) and len(values_of(found)) > 1 for fact, found in words.items())
