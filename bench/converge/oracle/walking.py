"""The whole history walked, commit by commit: every merge is judged by what its authors knew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .causes import Said, Word, join, knows, values_of
from .judging import ALIVE, NAME, NO, YES, Fault, facts_of, judge, judge_order
from .places import Records, State, changed_uids, home_of, name_of
from .reading import CONFLICTS, Fact, Open, Read
from .repository import Commit, Objects

MERGED = "Cartera-Merge: "
"""The trailer of a merge that the program made."""
AUDITED = "Cartera-Audit: "
"""The trailer of a commit in which the program put right what another merge had lost."""
COPY: Fact = ("@copy",)
"""A second file of a record, which a foreign merge made."""


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
        self._words: defaultdict[tuple[str, Fact], list[Word]] = defaultdict(list)
        self._known: list[int] = []
        self._settled: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._settled_fields: set[tuple[str, str]] = set()
        self._questioned: set[str] = set()
        self._changes: dict[tuple[int, str], frozenset[tuple[Fact, str]]] = {}
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
        self._questioned |= {path for path, (_, blob) in state.doubled.items() if self._records.is_flagged(blob)}
        if len(parents) < 2:
            before = parents[0] if parents else _Moment(State(""), Said(0))
            said = Said(before.said.known | 1 << number, dict(before.said.records))
            self._known.append(said.known)
            moment = _Moment(state, said, before.owed)
            if AUDITED in commit.message:
                self.verdict.audits += 1
                for uid in changed_uids(before.state, state):
                    self._tell(number, uid, {ALIVE: YES}, said)
                    self._note_change(number, uid, before.state, state)
                self._judge(commit, moment, [before])
            else:
                self.verdict.edits += 1
                self._listen(number, commit, before, moment)
            return moment
        said = parents[0].said
        for each in parents[1:]:
            said = join(said, each.said, number)
        self._known.append(said.known)
        moment = _Moment(state, said, frozenset().union(*(each.owed for each in parents)))
        for uid in self._touched(moment, parents):
            self._forget_twins(uid, moment)
            self._forget_deleted(number, uid, moment)
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
                old, new = self._facts(before.state, uid, was), self._facts(after.state, uid, now)
                told = {fact: new.get(fact) for fact in {*old, *new} if old.get(fact) != new.get(fact)}
                settled = [each for key, each in was.open.items() if key not in now.open] if was else []
                for entry in settled:
                    told |= self._settle(number, uid, entry, now, after.said)
                if not told and not settled:
                    continue  # it went along with its client, who got another name
            told[ALIVE] = YES if now else NO
            self._note_change(number, uid, before.state, after.state)
            self._edited[uid] += 1
            written += [(uid, fact, value) for fact, value in told.items()]
            self._tell(number, uid, told, after.said)

    def _tell(self, number: int, uid: str, told: dict[Fact, str | None], said: Said) -> None:
        words = {fact: Word(number, value) for fact, value in told.items()}
        for fact, word in words.items():
            self._words[uid, fact].append(word)
        said.tell(uid, words)

    def _settle(self, number: int, uid: str, entry: Open, now: Read, said: Said) -> dict[Fact, str | None]:
        """Return what a person decided who took a conflict out of a record.

        To choose a field's value anew is to write it. A paragraph that stays is not written: only the other falls.
        """
        self._settled[uid, entry.id] |= 1 << number
        self._settled_fields.add((uid, entry.field))
        decided: dict[Fact, str | None] = {}
        for fact, words in said.of(uid).items():
            if not entry.touches(fact) or not _is_meant(entry, fact):
                continue
            stands = now.facts.get(fact)
            if values_of(words) == {stands}:
                continue
            chosen = tuple(word for word in words if word.value == stands)
            if fact[0] == "body" and chosen:
                said.records[uid] = {**said.of(uid), fact: chosen}
            else:
                decided[fact] = stands
        return decided

    def _accept(self, moment: _Moment, parents: list[_Moment]) -> None:
        """Take what a person who merged with plain git chose where people disagreed; the rest is owed."""
        owed = set(moment.owed)
        for uid in self._touched(moment, parents):
            read = self._version(moment.state, uid)
            faults = list(self._judge_one(uid, read, moment))
            facts = self._facts(moment.state, uid, read) if read else {}
            decided: dict[Fact, tuple[Word, ...]] = {}
            for fault in faults:
                words = moment.said.of(uid).get(fault.fact, ())
                stands = (YES if read else NO) if fault.fact == ALIVE else facts.get(fault.fact)
                chosen = tuple(word for word in words if word.value == stands)
                if chosen and chosen != words:
                    decided[fault.fact] = chosen  # nothing of the choice is written: only the others fall
                else:
                    owed.add(fault.place)
            if decided:
                moment.said.records[uid] = {**moment.said.of(uid), **decided}
        moment.owed = frozenset(owed)

    def _note_change(self, number: int, uid: str, before: State, after: State) -> None:
        """Note all that a commit made of a record, the conflicts among it."""
        was, now = (
            {**self._facts(state, uid, read), **{(CONFLICTS, key): YES for key in read.open}}
            if (read := self._version(state, uid))
            else {}
            for state in (before, after)
        )
        self._changes[number, uid] = frozenset(was.items() ^ now.items())

    def _forget_twins(self, uid: str, moment: _Moment) -> None:
        """Let fall, of a record that is gone, what whoever deleted it knew from another clone.

        One rule makes the same record in two clones, one audit brings back the same: who deletes what the one did, deletes both.
        """
        words = moment.said.of(uid).get(ALIVE, ())
        if len(words) < 2 or self._version(moment.state, uid) is not None:
            return
        deleters = [self._known[word.commit] for word in words if word.value == NO]
        known = {
            self._changes[word.commit, uid]
            for word in self._words[uid, ALIVE]
            if any(knows(each, word) for each in deleters)
        }
        left = tuple(word for word in words if word.value == NO or self._changes[word.commit, uid] not in known)
        moment.said.records[uid] = {**moment.said.of(uid), ALIVE: left}

    def _forget_deleted(self, number: int, uid: str, moment: _Moment) -> None:
        """Let nothing count that whoever deleted a record knew, where it stays for what others wrote meanwhile."""
        said, read = moment.said.of(uid), self._version(moment.state, uid)
        deletions = [word for word in said.get(ALIVE, ()) if word.value == NO]
        if not deletions or read is None:
            return
        facts = self._facts(moment.state, uid, read)
        left: dict[Fact, tuple[Word, ...]] = {ALIVE: said[ALIVE]}
        for fact in {*said, *facts} - {ALIVE}:
            unknown = [
                word
                for word in said.get(fact, ())
                if not any(knows(self._known[each.commit], word) for each in deletions)
            ]
            earlier = [
                word
                for word in self._words.get((uid, fact), ())
                if word.value == facts.get(fact) and knows(moment.said.known, word)
            ]
            left[fact] = tuple(unknown) or tuple(earlier[-1:]) or (Word(number, facts.get(fact)),)
        moment.said.records[uid] = left

    # What a merge made of it

    def _judge(self, commit: Commit, moment: _Moment, parents: list[_Moment]) -> None:
        for path, why in moment.state.broken.items():
            if all(path not in each.state.broken for each in parents):
                self._note(commit, Fault("cannot be read", path, (), why))
        for uid in self._touched(moment, parents):
            read = self._version(moment.state, uid)
            faults = [*self._judge_one(uid, read, moment)]
            versions = [each for parent in parents if (each := self._version(parent.state, uid))]
            if read is not None and uid not in self.verdict.doubled:
                if len(parents) > 1:
                    faults += judge_order(uid, read, versions)
                faults += self._judge_entries(uid, read, versions, moment)
            for fault in faults:
                if fault.place not in moment.owed:
                    self._note(commit, fault)
        known = {uid for each in parents for uid, _ in each.state.doubled.values()}
        for path, (uid, _) in moment.state.doubled.items():
            if uid not in known and path not in self._questioned:
                self._note(commit, Fault("record doubled", uid, (), f"{path}, {moment.state.places[uid].path}"))

    def _judge_one(self, uid: str, read: Read | None, moment: _Moment) -> Iterator[Fault]:
        place = moment.state.places.get(uid)
        if (place is not None and read is None) or uid in self.verdict.doubled:
            return iter(())
        path = place.path if place else ""
        names = {word.value for word in self._words.get((uid, NAME), ())}
        if any(word.value == NO for word in self._words.get((uid, ALIVE), ())):
            names.add(None)
        return judge(uid, read, name_of(path), home_of(path, moment.state) if path else "", moment.said.of(uid), names)

    def _judge_entries(self, uid: str, read: Read, versions: list[Read], moment: _Moment) -> Iterator[Fault]:
        """Yield conflicts that are none, that were settled, or that went without anybody's word."""
        words = moment.said.of(uid)
        for key, entry in read.open.items():
            fact = tuple(entry.field.split("."))
            if all(key not in each.open for each in versions):
                self.verdict.met += 1
                self.verdict.kinds[entry.kind] += 1
                if entry.kind == "field" and not self._disagreed(uid, fact, entry):
                    yield Fault("no conflict", uid, fact, f"{entry.kept}, {entry.other}")
            disputed = any(entry.touches(each) and len(values_of(found)) > 1 for each, found in words.items())
            if self._settled[uid, key] & moment.said.known and not disputed and entry.kind == "field":
                yield Fault("settled conflict came back", uid, fact, f"{entry.kept}, {entry.other}")
        for version in versions:
            for key, entry in version.open.items():
                is_told = any(each.dispute == entry.dispute for each in read.open.values())
                is_moot = not any({entry.kept, entry.other} <= values_of(found) for found in words.values())
                is_settled = self._settled[uid, key] & moment.said.known
                if key not in read.open and not is_told and not is_moot and not is_settled:
                    yield Fault("conflict dropped", uid, (key,), f"{entry.field}: {entry.kept}, {entry.other}")

    def _disagreed(self, uid: str, fact: Fact, entry: Open) -> bool:
        """Tell whether two people wrote the two values without knowing of each other."""
        words = self._words.get((uid, fact))
        was_deleted = any(word.value == NO for word in self._words[uid, ALIVE])
        if words is None or was_deleted or (uid, entry.field) in self._settled_fields:
            return True  # what was deleted has no common ancestor when it comes back
        one = [word for word in words if word.value == entry.kept]
        other = [word for word in words if word.value == entry.other]
        return any(
            not knows(self._known[a.commit], b) and not knows(self._known[b.commit], a) for a in one for b in other
        )

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
            if path not in self._questioned:
                self._note(commit, Fault("record doubled, in the end", uid, (), path))
            copy = self._records.read(blob)
            if isinstance(copy, Read):
                self.verdict.inbox |= {(path, key): entry for key, entry in copy.open.items()}

    # Looking

    def _has_several_bases(self, parents: list[_Moment]) -> bool:
        shared = parents[0].said.known & parents[1].said.known
        newest = shared.bit_length() - 1
        return newest >= 0 and bool(shared & ~self._known[newest])

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


def _is_meant(entry: Open, fact: Fact) -> bool:
    """Tell whether a conflict's texts speak of a paragraph or an entry of a list."""
    if fact[0] != "body" and "#" not in fact:
        return True
    return any(each is not None and fact[-1] in each for each in (entry.base, entry.kept, entry.other))
