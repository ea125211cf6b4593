"""A run held against all that must be true of it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from .oracle.promises import Promise, find_broken
from .oracle.repository import Objects
from .oracle.soundness import find_damage, find_missing, find_unsound, list_shown
from .oracle.verdict import Verdict
from .oracle.walking import Walk
from .running import Ran


@dataclass(slots=True)
class Judgement:
    """What the judge says."""

    verdict: Verdict
    """Of the history."""
    lost: list[str] = field(default_factory=list)
    """Saves that were acknowledged and are in no commit."""
    unsound: list[str] = field(default_factory=list)
    """What is wrong with repositories and files in the end."""
    inbox: list[str] = field(default_factory=list)
    """What inboxes do not show, or make up."""

    @property
    def complaints(self) -> list[str]:
        """All that is wrong, one line each."""
        return [*self.lost, *map(str, self.verdict.faults), *self.unsound, *self.inbox]


def judge_history(repository: Path, branch: str = "main") -> Verdict:
    """Return what the oracle says of a branch."""
    with Objects(repository) as objects:
        return Walk(objects, branch).run()


def judge(ran: Ran, inboxes: int | None = None) -> Judgement:
    """Return what is wrong with a run; ``inboxes`` limits whose inbox is looked at."""
    clones = [person.root for person in ran.people]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # while the history is walked, git and cartera look at the clones
        unsound = pool.map(lambda clone: list(find_unsound(clone, ran.hub)), clones)
        shown = pool.map(list_shown, clones[:inboxes])
        verdict = judge_history(ran.hub)
        judgement = Judgement(verdict, [*find_broken(_promises(ran), verdict.written), *ran.failed])
        judgement.unsound = [*find_damage(ran.hub), *chain.from_iterable(unsound)]
        for clone, conflicts in zip(clones, shown, strict=False):
            judgement.inbox += find_missing(clone.name, conflicts, verdict.inbox)
    return judgement


def _promises(ran: Ran) -> list[Promise]:
    return [
        Promise(note.who, note.kind, note.uid, note.field, note.token, note.commit)
        for note in ran.notes
        if note.is_edit
    ]
