"""The whole history walked, commit by commit: every merge is judged by what its authors knew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from .causes import ALIVE, HOME, NO, YES, Said, Word, join, values_of
from .judging import Fault, asks, facts_of, is_disputed, judge, judge_order
from .memory import Memory
from .places import Records, State, changed_uids, client_of, home_of, is_between_halves, is_same, name_of
from .reading import CONFLICTS, GONE, Fact, Read
from .repository import Commit, Objects
from .verdict import Found, Verdict

MERGED = "Cartera-Merge: "
"""The trailer of a merge that the program made."""
AUDITED = "Cartera-Audit: "
"""The trailer of a commit in which the program put right what another merge had lost."""
_OF_PLACES = frozenset({"record came back", "deletion not told", "name lost"})
"""Faults that are about where a record lies or what it is called."""
COPY: Fact = ("@copy",)
"""A second file of a record, which a foreign merge made."""


@dataclass(slots=True)
class _Moment:
    """What is known at one commit."""

    state: State
    said: Said
    owed: frozenset[tuple[str, Fact]] = frozenset()
    """What a foreign merge lost and nobody has put right yet."""
    uses: int = 0


class Walk:
    """Walks the history of one branch."""

    def __init__(self, objects: Objects, branch: str = "main") -> None:
        self._records = Records(objects)
        self._commits = objects.list_commits(branch)
        self._numbers = {commit.id: number for number, commit in enumerate(self._commits)}
        self._moments: dict[str, _Moment] = {}
        self._memory = Memory()
        self._questioned: set[str] = set()
        # what looks like a fault and is what a person did, with whatever follows
        self._done_by_hand: set[Fault] = set()
        self._edited: Counter[str] = Counter()
        self._noted: set[Fault] = set()
        self.verdict = Verdict(len(self._commits))

    def run(self) -> Verdict:
        """Judge every merge, and the end."""
        children = Counter(parent for commit in self._commits for parent in commit.parents)
        for number, commit in enumerate(self._commits):
            parents = [self._moments[each] for each in commit.parents]
            moment = self._step(number, commit, parents)
            moment.uses = children[commit.id]
            self._moments[commit.id] = moment
            for each in commit.parents:
                self._moments[each].uses -= 1
                if not self._moments[each].uses:
                    del self._moments[each]
        last = self._commits[-1]
        self._judge_end(last, self._moments[last.id])
        self.verdict.hot = sum(count for _, count in self._edited.most_common(4))
        return self.verdict

    def _step(self, number: int, commit: Commit, parents: list[_Moment]) -> _Moment:
        state = self._records.follow(parents[0].state if parents else None, commit.tree)
        self.verdict.doubled |= {uid for uid, _ in state.doubled.values()}
        self._questioned |= {uid for uid, blob in state.doubled.values() if self._records.is_flagged(blob)}
        if len(parents) < 2:
            before = parents[0] if parents else _Moment(State(""), Said(0))
            said = Said(before.said.known | 1 << number, dict(before.said.records))
            self._memory.known.append(said.known)
            moment = _Moment(state, said, before.owed)
            if AUDITED in commit.message:
                self.verdict.audits += 1
                for uid in changed_uids(before.state, state):
                    self._memory.tell(number, uid, {ALIVE: YES}, said)
                    self._note_change(number, uid, before.state, state)
                self._judge(commit, moment, [before])
            else:
                self.verdict.edits += 1
                self._listen(number, commit, before, moment)
            return moment
        said = parents[0].said
        for each in parents[1:]:
            said = join(said, each.said, number, self._memory.known)
        self._memory.known.append(said.known)
        moment = _Moment(state, said, frozenset().union(*(each.owed for each in parents)))
        for uid in self._touched(moment, parents):
            self._forget(number, uid, moment, parents)
        if MERGED in commit.message:
            self.verdict.merges += 1
            self.verdict.crossed += self._has_several_bases(parents)
            self._judge(commit, moment, parents)
        else:
            self.verdict.foreign += 1
            self._accept(moment, parents)
        return moment

    # What people said

    def _listen(self, number: int, commit: Commit, before: _Moment, after: _Moment) -> None:
        """Note what a person's commit changed."""
        written = self.verdict.written.setdefault(commit.id, [])
        copies = before.state.doubled, after.state.doubled
        written += [(copies[0][path][0], COPY, path) for path in copies[0] if copies[0][path] != copies[1].get(path)]
        for uid in changed_uids(before.state, after.state):
            was, now = (self._version(each.state, uid) for each in (before, after))
            told: dict[Fact, str | None] = {}
            if now is not None:
                self._done_by_hand |= {Fault("stands twice", uid, (each,), each) for each in now.twice}
                old, new = self._facts(before.state, uid, was), self._facts(after.state, uid, now)
                told = {fact: new.get(fact) for fact in {*old, *new} if old.get(fact) != new.get(fact)}
                if was is None:
                    self._memory.take_back(number, uid, new, after.said)
                written += [(uid, ("body", line), line) for line in now.lines ^ (was.lines if was else frozenset())]
                settled = [each for key, each in was.open.items() if key not in now.open] if was else []
                for entry in settled:
                    told |= self._memory.settle(number, uid, entry, now, after.said)
                if not told and not settled:  # it went along with its client, who got another name
                    if is_between_halves(uid, before.state, after.state):
                        written.append((uid, HOME, after.state.places[uid].path))
                    continue
                if was is not None and client_of(old[HOME]) != client_of(new[HOME]) and now.aliases == was.aliases:
                    self._memory.note_move(number, uid)
            told[ALIVE] = YES if now else NO
            self._note_change(number, uid, before.state, after.state)
            self._edited[uid] += 1
            written += [(uid, fact, value) for fact, value in told.items()]
            self._memory.tell(number, uid, told, after.said)

    def _accept(self, moment: _Moment, parents: list[_Moment]) -> None:
        """Take what a person who merged with plain git chose where people disagreed; the rest is owed."""
        owed = set(moment.owed)
        for uid in self._touched(moment, parents):
            read = self._version(moment.state, uid)
            faults = list(self._judge_one(uid, read, moment))
            versions = [each for it in parents if (each := self._version(it.state, uid))]
            lost: set[tuple[str, Fact]] = set()
            for key, entry in (item for each in versions for item in each.open.items()):
                if read is None or key not in read.open:
                    # our merge takes what went for settled until the audit, and may ask about the field once too often
                    lost |= {(uid, (key,)), (uid, (CONFLICTS, entry.field))}
            facts = self._facts(moment.state, uid, read) if read else {}
            decided: dict[Fact, tuple[Word, ...]] = {}
            for fault in faults:
                words = moment.said.of(uid).get(fault.fact, ())
                stands = (YES if read else NO) if fault.fact == ALIVE else facts.get(fault.fact)
                chosen = tuple(word for word in words if word.value == stands)
                if chosen and chosen != words:
                    decided[fault.fact] = chosen  # nothing of the choice is written: only the others fall
                    self._done_by_hand |= {fault} if fault.fact == ALIVE else set()
                elif words and all(self._memory.was_left_behind(uid, word) for word in words):
                    decided[fault.fact] = (Word(len(self._memory.known) - 1, stands, words, is_nobodys=True),)
                else:
                    # who deletes what was cut short cannot know that somebody wrote into it
                    lost |= {fault.place, (uid, ALIVE)}
            owed |= lost
            if decided and not lost:
                for it in (each for each in parents if is_same(uid, each.state, moment.state)):
                    # nothing is left of what the others wrote into it, so they do not say either that it lives
                    decided[ALIVE] = it.said.of(uid)[ALIVE]
            if decided:
                moment.said.records[uid] = {**moment.said.of(uid), **decided}
        moment.owed = frozenset(owed)

    def _note_change(self, number: int, uid: str, before: State, after: State) -> None:
        """Note all that a commit made of a record."""
        was, now = (
            {**self._facts(state, uid, read), **{(CONFLICTS, key): YES for key in read.open}}
            if (read := self._version(state, uid))
            else {}
            for state in (before, after)
        )
        self._memory.note_change(number, uid, was, now)

    def _forget(self, number: int, uid: str, moment: _Moment, parents: list[_Moment]) -> None:
        """Let fall what does not count any more after a merge."""
        read = self._version(moment.state, uid)
        if read is None:
            self._memory.forget_twins(uid, moment.said)
            self._memory.forget_taken_back(uid, moment.said)
            return
        self._memory.forget_deleted(number, uid, self._facts(moment.state, uid, read), moment.said)
        for one, other in permutations(parents, 2):
            version = self._version(other.state, uid)
            entries = version.open.values() if version and self._version(one.state, uid) else ()
            deletions = [entry for entry in entries if not entry.field]
            for entry in [each for each in entries if each.kind == "field"] + deletions[: len(deletions) == 1]:
                if entry.id not in read.open:
                    self._memory.forget_settled(uid, entry, one.said.known & ~other.said.known, moment.said)

    # What a merge made of it

    def _judge(self, commit: Commit, moment: _Moment, parents: list[_Moment]) -> None:
        for path, why in moment.state.broken.items():
            if all(path not in each.state.broken for each in parents):
                self._note(commit, Fault("cannot be read", path, (), why))
        for uid in self._touched(moment, parents):
            read = self._version(moment.state, uid)
            faults = [*self._judge_one(uid, read, moment)]
            there = [(it, each) for it in parents if (each := self._version(it.state, uid))]
            if read is not None and uid not in self.verdict.doubled:
                if len(parents) > 1:
                    faults += judge_order(uid, read, [each for _, each in there])
                faults += self._judge_entries(uid, read, moment, there)
            for fault in faults:
                if self._is_of_one_form(fault, moment, there):
                    self._done_by_hand.add(fault)
                elif not self._is_of_foreign_merge(fault, moment):
                    self._note(commit, fault)
        self._judge_doubled(commit, moment, parents)

    def _judge_doubled(self, commit: Commit, moment: _Moment, parents: list[_Moment]) -> None:
        """Note records of which the merge made two."""
        known = {uid for each in parents for uid, _ in each.state.doubled.values()}
        known |= {each.uid for each in self._done_by_hand if each.fact == ALIVE}  # it lies where the hand had left it
        for path, (uid, _) in moment.state.doubled.items():
            place = moment.state.places[uid].path
            if uid not in known and uid not in self._questioned and not self._is_split(home_of(place, moment.state)):
                self._note(commit, Fault("record doubled", uid, (), f"{path}, {place}"))

    def _judge_one(self, uid: str, read: Read | None, moment: _Moment) -> Iterator[Fault]:
        """Yield what is wrong with one record, as far as that can be told."""
        place = moment.state.places.get(uid)
        if (place is not None and read is None) or uid in self.verdict.doubled:
            return
        path = place.path if place else ""
        home = home_of(path, moment.state) if path else ""
        names = self._memory.names_of(uid)
        dropped = self._memory.list_dropped(uid) if read and read.twice else frozenset()
        said = moment.said.of(uid)
        for fault in judge(uid, read, name_of(path), home, said, names, dropped):
            is_unseen = fault.kind == "deletion not told" and self._memory.was_moved_unseen(uid, home, said)
            if not (is_unseen or fault in self._done_by_hand or (fault.kind in _OF_PLACES and self._is_split(home))):
                yield fault

    def _is_split(self, home: str) -> bool:
        """Tell whether a foreign merge left half of a renamed client under each name.

        What lies in which folder is then nobody's word, and a name or a deletion in one does not reach the other.
        """
        return client_of(home) in self.verdict.doubled

    def _is_of_one_form(self, fault: Fault, moment: _Moment, parents: list[tuple[_Moment, Read]]) -> bool:
        """Tell whether somebody dropped one form of a paragraph that stood in two before: that says nothing of the other."""
        stood_twice = fault.fact[:1] == ("body",) and any(" ".join(fault.fact) in each.twice for _, each in parents)
        return stood_twice and fault.kind == "lost" and GONE in values_of(moment.said.of(fault.uid).get(fault.fact, ()))

    def _is_of_foreign_merge(self, fault: Fault, moment: _Moment) -> bool:
        """Tell whether a foreign merge is at fault, and nothing could tell of it until the audit."""
        # what it took out of the inbox is in no conflict either
        if not moment.owed.isdisjoint({fault.place, (fault.uid, (CONFLICTS, ".".join(fault.fact)))}):
            return True
        if not self._is_astray(fault, moment):
            return False
        if fault.fact == ALIVE:  # who deleted it under the old name did not reach it, and does not in later merges
            self._done_by_hand |= {replace(fault, kind=each) for each in _OF_PLACES}
        return True

    def _is_astray(self, fault: Fault, moment: _Moment) -> bool:
        """Tell whether a foreign merge took a name from the client of a record, and no audit has given it back yet.

        Without it nothing tells which folder became which, so what was put into the old one or deleted there stays.
        """
        if fault.fact not in {ALIVE, HOME}:
            return False
        place = moment.state.places.get(fault.uid)
        homes = values_of(moment.said.of(fault.uid).get(HOME, ())) | {
            home_of(place.path, moment.state) if place else ""
        }
        clients = {client_of(each) for each in homes if each}
        for uid, fact in moment.owed:
            if uid in clients and fact[0] == "aliases":
                read = self._version(moment.state, uid)
                if read is None or fact[-1] not in read.aliases:
                    return True
        return False

    def _judge_entries(
        self, uid: str, read: Read, moment: _Moment, parents: list[tuple[_Moment, Read]]
    ) -> Iterator[Fault]:
        """Yield conflicts that are none, that were settled, or that went without anybody's word."""
        versions = [version for _, version in parents]
        words, known = moment.said.of(uid), moment.said.known
        for key, entry in read.open.items():
            told = Fault("", uid, tuple(entry.field.split(".")), f"{entry.kept}, {entry.other}")
            if all(key not in each.open for each in versions):
                self.verdict.met += 1
                self.verdict.kinds[entry.kind] += 1
                is_owed = (uid, (CONFLICTS, entry.field)) in moment.owed
                is_part = any(each.holds(entry) for version in versions for each in version.open.values())
                if entry.kind == "field" and not (is_owed or is_part or self._memory.disagreed(uid, entry)):
                    yield replace(told, kind="no conflict")
            stood = bool(versions) and all(key in each.open for each in versions)
            stood |= any(key in each.open and self._memory.has_settled(uid, key, it.said.known) for it, each in parents)
            if (
                entry.kind == "field"
                and not stood
                and self._memory.was_settled(uid, entry, known)
                and not is_disputed(entry, words)
            ):
                yield replace(told, kind="settled conflict came back")
        gone = {entry.id: entry for version in versions for entry in version.open.values() if entry.id not in read.open}
        for entry in gone.values():
            if entry.field and not self._memory.has_settled(uid, entry.id, known):
                disagree = any({entry.kept, entry.other} <= values_of(found) for found in words.values())
                if disagree and not any(asks(read, entry, each) for each in words):
                    yield Fault("conflict dropped", uid, (entry.id,), f"{entry.field}: {entry.kept}, {entry.other}")

    def _judge_end(self, commit: Commit, moment: _Moment) -> None:
        """Judge all records, and what is still owed, at the last commit."""
        for uid in {*moment.state.places, *moment.said.records}:
            read = self._version(moment.state, uid)
            for fault in self._judge_one(uid, read, moment):
                self._note(commit, replace(fault, kind=f"{fault.kind}, in the end"))
            if read is not None:
                path = moment.state.places[uid].path
                self.verdict.inbox |= {(path, key): entry for key, entry in read.open.items()}
        for path, why in moment.state.broken.items():
            if path.startswith("clients/"):
                self._note(commit, Fault("cannot be read, in the end", path, (), why))
        for path, (uid, blob) in moment.state.doubled.items():
            if uid not in self._questioned and not self._is_split(home_of(moment.state.places[uid].path, moment.state)):
                self._note(commit, Fault("record doubled, in the end", uid, (), path))
            copy = self._records.read(blob)
            if isinstance(copy, Read):
                self.verdict.inbox |= {(path, key): entry for key, entry in copy.open.items()}

    # Looking

    def _has_several_bases(self, parents: list[_Moment]) -> bool:
        shared = parents[0].said.known & parents[1].said.known
        newest = shared.bit_length() - 1
        return newest >= 0 and bool(shared & ~self._memory.known[newest])

    def _touched(self, moment: _Moment, parents: Iterable[_Moment]) -> set[str]:
        return set().union(*(changed_uids(each.state, moment.state) for each in parents))

    def _version(self, state: State, uid: str) -> Read | None:
        place = state.places.get(uid)
        read = self._records.read(place.blob) if place else None
        return read if isinstance(read, Read) else None

    def _facts(self, state: State, uid: str, read: Read | None) -> dict[Fact, str]:
        if read is None:
            return {}
        path = state.places[uid].path
        return facts_of(read, name_of(path), home_of(path, state))

    def _note(self, commit: Commit, fault: Fault) -> None:
        """Note a fault where it is first seen."""
        if fault not in self._noted:
            self._noted.add(fault)
            self.verdict.faults.append(Found(commit.id, fault))
