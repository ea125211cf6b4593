"""Faults put into the merge on purpose: a judge that does not see them judges nothing.

Each replaces one step of the merge in this process by one that a tired programmer might have written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial, wraps
from typing import Any

from ...records.merge import apart, fields, lists, records, trees
from ...records.merge.decisions import MISSING, Action
from ...records.sync import merging

Function = Callable[..., Any]


def break_merge(name: str) -> Callable[[], None]:
    """Put one fault into this process; return what takes it out again."""
    undo: list[Callable[[], None]] = []
    for owner, attribute, fault in MUTANTS[name]:
        whole = getattr(owner, attribute)
        setattr(owner, attribute, wraps(whole)(fault(whole)))
        undo.append(partial(setattr, owner, attribute, whole))

    def mend() -> None:
        for each in undo:
            each()

    return mend


def _ours_wins_silently(_whole: Function) -> Function:
    def note(merger: Any, path: Any, base: Any, ours: Any, theirs: Any) -> Any:
        return merger.note(path, base, ours, theirs, Action.OURS, theirs if ours is MISSING else ours)

    return note


def _conflict_not_written(_whole: Function) -> Function:
    return lambda outcome, _credits: outcome


def _entry_of_a_list_dropped(merge_sets: Function) -> Function:
    def merge(base: Any, ours: Any, theirs: Any) -> Any:
        merged = merge_sets(base, ours, theirs)
        added = [each for each in merged if each not in base]
        return [each for each in merged if each != added[-1]] if len(added) > 1 else merged

    return merge


def _deletion_revived(merge: Function) -> Function:
    def revive(task: Any, *others: Any) -> Any:
        outcome = merge(task, *others)
        return task.base if outcome is None and task.base is not None else outcome

    return revive


def _edit_lost_to_a_deletion(merge_deleted: Function) -> Function:
    def drop(path: Any, base: Any, ours: Any, theirs: Any, credits_of: Any) -> Any:
        return replace(merge_deleted(path, base, ours, theirs, credits_of), content=None)

    return drop


def _deletion_not_told(_whole: Function) -> Function:
    def keep(content: Any, *others: Any) -> Any:
        del others
        return content

    return keep


def _rename_forgotten(find_renames: Function) -> Function:
    def find(_changes: Any, read: Any) -> Any:
        return type(find_renames({}, read))()

    return find


def _both_names_kept_apart(meet: Function) -> Function:
    def forget(*arguments: Any) -> Any:
        return replace(meet(*arguments), alias="")

    return forget


def _paragraph_doubled(merge_bodies: Function) -> Function:
    def double(base: str, ours: str, theirs: str, *others: Any) -> Any:
        merged = merge_bodies(base, ours, theirs, *others)
        return replace(merged, text="\n\n".join([merged.text.rstrip("\n"), *_of_one_side(base, ours, theirs)[-1:], ""]))

    return double


def _paragraph_of_one_lost(merge_bodies: Function) -> Function:
    def lose(base: str, ours: str, theirs: str, *others: Any) -> Any:
        merged = merge_bodies(base, ours, theirs, *others)
        lost = _of_one_side(base, ours, theirs)[-1:]
        return replace(merged, text="\n\n".join(each for each in merged.text.split("\n\n") if each.strip() not in lost))

    return lose


def _of_one_side(base: str, ours: str, theirs: str) -> list[str]:
    """Return the paragraphs that one of two sides has written, where both wrote some."""
    before, one, other = ({each.strip() for each in text.split("\n\n")} for text in (base, ours, theirs))
    return sorted((one ^ other) - before) if one - before and other - before else []


def _histories_side_by_side(interleave: Function) -> Function:
    def join(ours: Any, theirs: Any) -> Any:
        return list(reversed(interleave(ours, theirs)))

    return join


def _state_without_its_history(_whole: Function) -> Function:
    def leave(_tree: Any, _base: Any, _ours: Any, _theirs: Any, decisions: Any, _prefer: Any) -> Any:
        return list(decisions)

    return leave


def _one_base_only(merge_bases: Function) -> Function:
    def first(*arguments: Any) -> Any:
        return merge_bases(*arguments)[:1]

    return first


def _settled_again(merge_entries: Function) -> Function:
    def keep(base: Any, ours: Any, theirs: Any) -> Any:
        return merge_entries([], ours, theirs) if base else merge_entries(base, ours, theirs)

    return keep


def _conflicts_of_theirs_dropped(merge_entries: Function) -> Function:
    def drop(base: Any, ours: Any, theirs: Any) -> Any:
        del theirs
        return merge_entries(base, ours, base)

    return drop


Fault = tuple[Any, str, Callable[[Function], Function]]

MUTANTS: Mapping[str, tuple[Fault, ...]] = {
    "ours wins silently": ((fields._Merger, "disagree", _ours_wins_silently),),
    "a conflict is not written": ((records, "_with_entries", _conflict_not_written),),
    "an entry of a list is dropped": ((fields, "merge_sets", _entry_of_a_list_dropped),),
    "a deleted record is revived": ((trees, "_merge", _deletion_revived),),
    "an edit is lost to a deletion": ((records, "_merge_deleted", _edit_lost_to_a_deletion),),
    "a deletion is not told": ((records, "_flagged", _deletion_not_told),),
    "a rename is forgotten": ((trees, "find_renames", _rename_forgotten),),
    "one of two new names is lost": ((trees, "_meet", _both_names_kept_apart),),
    "a paragraph is doubled": tuple((user, "merge_bodies", _paragraph_doubled) for user in (apart, records)),
    "a paragraph is lost": tuple((user, "merge_bodies", _paragraph_of_one_lost) for user in (apart, records)),
    "histories are not in order": ((lists, "_interleave", _histories_side_by_side),),
    "a state without its history": ((fields, "agree_with_histories", _state_without_its_history),),
    "one base of several": ((merging, "merge_bases", _one_base_only),),
    "a settled conflict comes back": ((fields, "merge_entries", _settled_again),),
    "the other side's conflicts are dropped": ((fields, "merge_entries", _conflicts_of_theirs_dropped),),
}
"""By name: what is replaced by what."""
