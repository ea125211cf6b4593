"""What can be put right in a clone without asking: saves that wait, locks nobody holds, the driver, markers in records.

Nothing is deleted without a copy: what is in the way is set aside in ``.git/cartera/set-aside``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ...schema.errors import CarteraError
from ...schema.language import Language
from ...schema.sentences import Sentence, plural, sentence
from ..git.exchange import read_remotes
from ..saving.keeper import Keeper
from ..saving.leftovers import find_leftovers
from ..saving.stale_locks import has_living_git, is_stale, set_aside
from ..saving.writes import CommitMessage
from .auditing import Auditor
from .rescue import mend_index, rescue, tidy
from .setup import complete_attributes, set_up


def mend(keeper: Keeper, language: Language, broken: Iterable[str] = ()) -> Iterator[Sentence]:
    """Put right what can be, and say after each what was done; ``broken`` are the records that cannot be read.

    What cannot be done now is said too, and hinders nothing else.
    """
    yield from _set_leftovers_aside(keeper)
    yield from _rescue(keeper)
    recovery = keeper.recover()
    if recovery.commits:
        yield plural(
            "{n} save that had been waiting is in history now.",
            "{n} saves that had been waiting are in history now.",
            len(recovery.commits),
        )
    try:
        keeper.stage()
        yield from _set_up_driver(keeper, language)
        yield from _repair(keeper, language, broken)
    except CarteraError as error:
        yield error.sentence


def _set_leftovers_aside(keeper: Keeper) -> Iterator[Sentence]:
    root, folder = keeper.repository.root, keeper.repository.folder
    found = find_leftovers(root)
    alive = has_living_git(root)
    for path in found.locks:
        if is_stale(root / path, alive=alive):
            place = os.path.relpath(root / path, folder)
            yield sentence(
                "The lock {path} belonged to nobody; it is in {place} now.",
                path=path,
                place=set_aside(folder, folder, place),
            )
        else:
            yield sentence("The lock {path} may be in use; it was left alone.", path=path)
    for path in found.temporaries:
        if is_stale(root / path, alive=alive):
            yield sentence(
                "{path} was begun and never finished; it is in {place} now.",
                path=path,
                place=set_aside(root, folder, path),
            )


def _rescue(keeper: Keeper) -> Iterator[Sentence]:
    try:
        tidy(keeper)
        yield from mend_index(keeper)
        yield from rescue(keeper)
    except CarteraError as error:
        yield error.sentence


def _set_up_driver(keeper: Keeper, language: Language) -> Iterator[Sentence]:
    if set_up(keeper.repository):
        yield sentence("git merges records of this book field by field now, whoever types “git merge”.")
    attributes = complete_attributes(keeper.repository.root)
    if attributes is not None and read_remotes(keeper.repository.git):
        done = sentence("No clone merges records of this book line by line any more: .gitattributes says so.")
        if keeper.write([attributes], CommitMessage(done.text(language))).commit:
            yield done


def _repair(keeper: Keeper, language: Language, broken: Iterable[str]) -> Iterator[Sentence]:
    audit = Auditor(keeper, language).repair(broken)
    for path in audit.repaired:
        yield sentence("{path} had conflict markers of git; both versions are in it now, as a conflict.", path=path)
    for path in audit.unrepaired:
        yield sentence("{path} has conflict markers that are not whole; repair it in an editor.", path=path)
