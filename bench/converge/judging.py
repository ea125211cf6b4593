"""A run held against all that must be true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .oracle.promises import Promise, find_broken
from .oracle.repository import Objects
from .oracle.soundness import find_missing, find_unsound
from .oracle.walking import Verdict, Walk
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
    verdict = judge_history(ran.hub)
    promises = [
        Promise(note.who, note.kind, note.uid, note.field, note.token, note.commit)
        for note in ran.notes
        if note.is_edit
    ]
    judgement = Judgement(verdict, [*find_broken(promises, verdict.written), *ran.failed])
    clones = [person.root for person in ran.people]
    judgement.unsound = list(find_unsound(ran.hub, clones))
    for clone in clones[:inboxes]:
        judgement.inbox += find_missing(clone, verdict.inbox)
    return judgement
