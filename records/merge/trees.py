"""Two histories' changes of one book brought together, path by path, without touching any file.

A record's identity is its path; a rename is followed, so that what the other side edited or put into the folder comes
along. What only one side changed is taken as it is, byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from ...schema.dataclass import dataclass, field, replace
from ..breath import at_ease, breathe
from ..files.atomic import blob_id
from ..files.scan import is_record_path
from ..git.comparing import TreeChange
from ..git.mistakes import ObjectMissing
from ..git.trees import FILE, TreeEntry
from .collisions import find_collisions
from .coming_back import find_ancestor
from .copies import copy_path
from .decisions import Decision, Side
from .entries import ConflictEntry, Credit
from .records import Credits, MergedFile, merge_record, nobody
from .renames import ReadBlobs, Renames, add_alias, find_renames, find_twins, move_into, name_in_path, names_folder

_PLAIN = (FILE, "100755")

CreditsFor = Callable[[str, str], Credits]
"""Takes the paths of a record in ours and in theirs and returns who is credited for its values."""
WasKept = Callable[[Side, frozenset[str]], bool]
"""Takes a side and the paths of a record there, and tells whether somebody of that side settled a deletion by keeping it."""


@dataclass(frozen=True, slots=True)
class MergedContent:
    """What a path shall hold that neither side had."""

    content: bytes
    """The bytes."""
    mode: str = FILE
    """As git writes it."""


Outcome = TreeEntry | MergedContent | None
"""What a path shall hold: what one side has, something new, or nothing."""


@dataclass(slots=True)
class MergedTrees:
    """What must change in our tree to bring theirs in."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """By path; what stays as ours has it is not named."""
    decisions: dict[str, tuple[Decision, ...]] = field(default_factory=dict)
    """What was done with the fields of each file that both sides changed."""
    made: dict[str, tuple[ConflictEntry, ...]] = field(default_factory=dict)
    """The conflicts written into each record that neither side had in it."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """What was read on the way, by blob."""

    def note(self, path: str, merged: MergedFile) -> None:
        """Keep what was done with one file."""
        if merged.decisions:
            self.decisions[path] = (*self.decisions.get(path, ()), *merged.decisions)
        if merged.made:
            self.made[path] = (*self.made.get(path, ()), *merged.made)
        for copy in merged.copies:
            self.outcomes[copy.path] = MergedContent(copy.content)

    @property
    def conflicts(self) -> dict[str, tuple[Decision, ...]]:
        """What a person has to decide, by path."""
        found = {path: tuple(one for one in each if one.is_conflict) for path, each in self.decisions.items()}
        return {path: each for path, each in found.items() if each}


@dataclass(frozen=True, slots=True)
class _Move:
    """What one side did to one file, its renames followed."""

    origin: str | None
    """What it was called; None for a new file."""
    place: str | None
    """What it is called now; None where it is gone."""
    before: TreeEntry | None
    after: TreeEntry | None
    is_kept: bool = False
    """Whether somebody decided that it stays, although it reads as before."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One path with what both sides made of it."""

    place: str
    base: TreeEntry | None
    ours: TreeEntry | None
    theirs: TreeEntry | None
    ours_place: str
    theirs_place: str
    alias: str = ""
    """The name it loses because both sides renamed it."""
    is_kept: bool = False
    """Whether one side deleted what somebody of the other had decided to keep."""


def merge_changes(
    ours: Mapping[str, TreeChange],
    theirs: Mapping[str, TreeChange],
    read: ReadBlobs,
    credits_for: CreditsFor = lambda _ours, _theirs: nobody,
    was_kept: WasKept = lambda _side, _paths: False,
) -> MergedTrees:
    """Merge what two sides changed against their common ancestor.

    ``was_kept`` is asked only where one side deleted what reads on the other as it did before.
    """
    our_renames, their_renames = find_renames(ours, read), find_renames(theirs, read)
    one, other = _fold(ours, our_renames), _fold(theirs, their_renames)
    one, other = _with_kept(one, other, Side.OURS, was_kept), _with_kept(other, one, Side.THEIRS, was_kept)
    ways = _ways(our_renames, their_renames), _ways(their_renames, our_renames)
    tasks = list(at_ease(_tasks((one, other), (ours, theirs), ways, read)))
    merged = MergedTrees()
    by_place: defaultdict[str, list[_Task]] = defaultdict(list)
    for task in tasks:
        by_place[task.place].append(task)
    wanted = (each for each in tasks if _needs_reading(each) or (len(by_place[each.place]) > 1 and _is_plain(each)))
    contents = merged.contents = read(entry.id for task in wanted for entry in _entries(task))
    for task in tasks:
        if task.ours is not None and task.ours_place != task.place:
            merged.outcomes.setdefault(task.ours_place, None)
    for place, sharing in by_place.items():
        breathe()
        _settle(place, sharing, contents, merged, credits_for, read)
    _part_files_from_folders(merged, ours)
    return merged


def _part_files_from_folders(merged: MergedTrees, ours: Mapping[str, TreeChange]) -> None:
    """Give a file another name where the other side made a folder of its name."""
    own = {path: change.after for path, change in ours.items() if change.after is not None}
    standing = [path for path in own if path not in merged.outcomes]
    for path in find_collisions([path for path, each in merged.outcomes.items() if each is not None], standing):
        file = merged.outcomes[path] if path in merged.outcomes else own[path]
        assert file is not None
        blob = file.id if isinstance(file, TreeEntry) else blob_id(file.content)
        merged.outcomes[path] = None
        merged.outcomes[copy_path(path, blob)] = file


def _settle(
    place: str,
    tasks: list[_Task],
    contents: Mapping[str, bytes],
    merged: MergedTrees,
    credits_for: CreditsFor,
    read: ReadBlobs,
) -> None:
    """Put what a path shall hold into ``merged``; where a renamed record and a new one meet, they become one."""
    outcome: Outcome = None
    earlier: list[_Task] = []
    for task in sorted(tasks, key=_rank):
        found = _merge(task, contents, merged, credits_for(task.ours_place, task.theirs_place), read)
        if outcome is not None and found is not None:
            one, other = _content(outcome, contents), _content(found, contents)
            if one is not None and other is not None:
                credits_of = _credit_tasks(earlier, [task], credits_for)
                united = merge_record(place, _recall(place, one, other, read), one, other, credits_of)
                assert united.content is not None
                merged.note(place, united)
                found = MergedContent(united.content)
        outcome = found if found is not None else outcome
        earlier.append(task)
    if len(tasks) > 1 or tasks[0].ours_place != place or outcome != tasks[0].ours:
        merged.outcomes[place] = outcome


def _credit_tasks(ours: list[_Task], theirs: list[_Task], credits_for: CreditsFor) -> Credits:
    """Return who is credited where records that met under one name are merged, whichever of them each side has."""

    def credit(decision: Decision) -> tuple[Credit, Credit]:
        return _newest(ours, decision, credits_for), _newest(theirs, decision, credits_for)

    return credit


def _newest(tasks: list[_Task], decision: Decision, credits_for: CreditsFor) -> Credit:
    """Return who wrote last into what became of some tasks."""
    told = []
    for task in tasks:
        sides = credits_for(task.ours_place, task.theirs_place)(decision)
        told += [each for each, entry in zip(sides, (task.ours, task.theirs), strict=True) if entry is not None]
    return max(told, key=lambda each: (each.moment is not None, each.moment and each.moment.timestamp(), each.who))


def _rank(task: _Task) -> tuple[bool, list[str]]:
    """Order tasks of one place the same in every clone: what was renamed first, then what is new."""
    return task.base is None, sorted(entry.id for entry in _entries(task))


def _merge(
    task: _Task, contents: Mapping[str, bytes], merged: MergedTrees, credits_of: Credits, read: ReadBlobs
) -> Outcome:
    base, ours, theirs = task.base, task.ours, task.theirs
    outcome: Outcome
    if theirs in (ours, base) and not task.is_kept:
        outcome = ours
    elif ours == base and not task.is_kept:
        outcome = theirs
    elif not _needs_reading(task):
        outcome = _prefer(ours, theirs)
    else:
        before, one, other = (contents[each.id] if each else None for each in (base, ours, theirs))
        if base is None and one is not None and other is not None:
            before = _recall(task.place, one, other, read)
        result = merge_record(task.place, before, one, other, credits_of, is_kept=task.is_kept)
        merged.note(task.place, result)
        outcome = MergedContent(result.content, _mode(base, ours, theirs)) if result.content is not None else None
    if task.alias and outcome is not None:
        content = _content(outcome, contents)
        if content is not None:
            return MergedContent(add_alias(task.place, content, task.alias), outcome.mode)
    return outcome


def _recall(place: str, one: bytes, other: bytes, read: ReadBlobs) -> bytes | None:
    """Return what two versions without a common ancestor come from; None where it is not told, or not here."""
    try:
        return find_ancestor(place, one, other, read)
    except ObjectMissing:
        return None


def _needs_reading(task: _Task) -> bool:
    """Tell whether both sides changed the content of a plain file, or a name must be added to it."""
    differs = task.theirs not in (task.ours, task.base) and task.ours != task.base
    return (differs or task.is_kept or bool(task.alias)) and _is_plain(task)


def _is_plain(task: _Task) -> bool:
    return all(entry.mode in _PLAIN for entry in _entries(task))


def _entries(task: _Task) -> list[TreeEntry]:
    return [entry for entry in (task.base, task.ours, task.theirs) if entry is not None]


def _content(outcome: Outcome, contents: Mapping[str, bytes]) -> bytes | None:
    if isinstance(outcome, MergedContent):
        return outcome.content
    return contents.get(outcome.id) if outcome is not None else None


def _mode(base: TreeEntry | None, ours: TreeEntry | None, theirs: TreeEntry | None) -> str:
    modes = [entry.mode if entry else None for entry in (base, ours, theirs)]
    changed = [mode for mode in modes[1:] if mode and mode != modes[0]]
    return max(changed) if changed else (modes[1] or modes[2] or FILE)


def _prefer(ours: TreeEntry | None, theirs: TreeEntry | None) -> TreeEntry | None:
    """Choose between two entries of which one is a link, a folder of another repository or the like: a file stays."""
    sides = [entry for entry in (ours, theirs) if entry is not None]
    return max(sides, key=lambda entry: (entry.mode in _PLAIN, entry.mode, entry.id), default=None)


def _tasks(
    moves: tuple[list[_Move], list[_Move]],
    changes: tuple[Mapping[str, TreeChange], Mapping[str, TreeChange]],
    ways: tuple[Mapping[str, str], Mapping[str, str]],
    read: ReadBlobs,
) -> Iterator[_Task]:
    """Yield every path that theirs changed, or that must change its place because theirs renamed a folder."""
    (one, other), (our_ways, their_ways) = moves, ways
    by_origin = {move.origin: move for move in one if move.origin is not None}
    met = [_meet(each.origin, by_origin.get(each.origin), each, our_ways, their_ways) for each in other if each.origin]
    yield from met
    taken = {task.place for task in met}
    touched = {move.origin for move in other}
    standing = {move.place: move for move in one if move.place != move.origin and move.origin not in touched | {None}}
    made_by_us, made_by_them = _made(one, our_ways), _made(other, their_ways)
    ways_of_twins = (
        find_twins(_places(made_by_us), _places(made_by_them), changes[0], read),
        find_twins(_places(made_by_them), _places(made_by_us), changes[1], read),
    )
    for made, twins in ((made_by_them, ways_of_twins[0]), (made_by_us, ways_of_twins[1])):
        for old, new in twins.items():
            made[new].extend(made.pop(old))
    for place, move in standing.items():
        if place is not None and (place in taken or place in made_by_them):
            made_by_us[place].append(move)
    for place in dict.fromkeys((*made_by_them, *made_by_us)):
        pairs = zip_longest(_in_order(made_by_us.get(place)), _in_order(made_by_them.get(place)))
        is_crowded = place in taken or place in made_by_them or len(made_by_us.get(place, ())) > 1
        for mine, yours in pairs:
            at_ours, at_theirs = (move.place if move and move.place else place for move in (mine, yours))
            if is_crowded or at_ours != place:
                sides = mine.after if mine else None, yours.after if yours else None
                yield _Task(place, None, *sides, at_ours, at_theirs)


def _made(moves: list[_Move], ways: Mapping[str, str]) -> defaultdict[str, list[_Move]]:
    """Return what a side made anew, by where it lies after the merge; two folders that became one may hold namesakes."""
    made: defaultdict[str, list[_Move]] = defaultdict(list)
    for move in moves:
        if move.origin is None and move.place:
            made[move_into(move.place, ways)].append(move)
    return made


def _places(made: Mapping[str, list[_Move]]) -> dict[str, str]:
    return {landing: moves[0].place for landing, moves in made.items() if len(moves) == 1 and moves[0].place}


def _in_order(moves: list[_Move] | None) -> list[_Move]:
    return sorted(moves or (), key=lambda move: move.after.id if move.after else "")


def _fold(changes: Mapping[str, TreeChange], renames: Renames) -> list[_Move]:
    """Return what a side did, a removal and a creation under another name made into one move."""
    targets = set(renames.files.values())
    moves = []
    for path, change in changes.items():
        if path in renames.files:
            target = renames.files[path]
            moves.append(_Move(path, target, change.before, changes[target].after))
        elif path not in targets:
            origin = path if change.before is not None else None
            moves.append(_Move(origin, path if change.after is not None else None, change.before, change.after))
    return moves


def _with_kept(own: list[_Move], foreign: list[_Move], side: Side, was_kept: WasKept) -> list[_Move]:
    """Return what a side did, with what somebody decided to keep there of all that the other side deleted.

    Who settles a deletion by keeping the record may leave it just as it was, and nothing but history tells of the decision.
    """
    deleted = [(each.origin, each.before) for each in foreign if each.place is None]
    if not deleted:
        return own
    found = {move.origin: move for move in own if move.origin is not None}
    for origin, before in deleted:
        if origin is not None and is_record_path(origin):
            move = found.get(origin, _Move(origin, origin, before, before))
            if move.place is not None and move.after == before and was_kept(side, frozenset({origin, move.place})):
                found[origin] = replace(move, is_kept=True)
    return [*found.values(), *(move for move in own if move.origin is None)]


def _meet(
    origin: str, ours: _Move | None, theirs: _Move, our_ways: Mapping[str, str], their_ways: Mapping[str, str]
) -> _Task:
    """Return what both made of one file; where one renamed it and the other the folder it lies in, both count."""
    sides = ((ours, our_ways), (theirs, their_ways))
    home, places = origin, [each.place for each, _ in sides if each is not None]
    if not names_folder(origin):
        home = move_into(origin, {**their_ways, **our_ways})
        places = [each.place and move_into(each.place, ways) for each, ways in sides if each is not None]
    names = sorted({place for place in places if place is not None and place != home})
    place = names[-1] if names else home
    alias = ""
    if len(names) > 1 and name_in_path(names[0]) != name_in_path(place):
        alias = name_in_path(names[0])
    base = theirs.before
    return _Task(
        place,
        base,
        ours.after if ours else base,
        theirs.after,
        (ours.place if ours else origin) or origin,
        theirs.place or origin,
        alias,
        is_kept=theirs.is_kept or (ours is not None and ours.is_kept),
    )


def _ways(own: Renames, foreign: Renames) -> dict[str, str]:
    """Return where folders of a side lie after the merge: renamed by the other side, or by both and the other's name won."""
    ways = {old: max(new, own.folders.get(old, new)) for old, new in foreign.folders.items()}
    for old, new in own.folders.items():
        if ways.get(old, new) != new:
            ways[new] = ways[old]
    return ways
