"""One person with a clone, who edits at random and syncs at random, in a process that may be killed at any moment.

``python -m cartera.bench.converge.colleague`` goes on where the last one was killed: the diary says how far it got.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from ...records.book import Book
from ...schema.errors import CarteraError
from .deeds import Deed, Desk, NothingToDo
from .diary import Diary, Note
from .meeting import look_at, merge_seen, sync
from .mutants import MUTANTS, break_merge
from .oracle.promises import WAITED
from .writers import parser_of_a_writer


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody works."""

    edits: int
    """How many saves are to be acknowledged."""
    syncs: float = 0.15
    """How often an edit is followed by a sync."""
    peers: float = 0.04
    """How often somebody else's clone is looked into, and later merged."""
    by_command: float = 0.0
    """How often the sync is a command of its own instead of a call."""
    heat: float = 0.5
    """How often an edit is about one of the few records that everybody works on."""


class Colleague:
    """Somebody at work."""

    def __init__(self, root: Path, diary: Diary, random: Random, clock: Callable[[], datetime], habits: Habits) -> None:
        self.root = root
        self._diary = diary
        self._random = random
        self._clock = clock
        self._habits = habits
        self._done = diary.count_edits()
        diary.note(Note(root.name, "begins"))
        self._began = sum(1 for _ in diary.read())
        self._book = Book(root, clock, cache=root.parent / "cache", randomness=random)
        self._turns = 0

    @property
    def is_done(self) -> bool:
        """Whether enough was edited."""
        return self._done >= self._habits.edits

    def close(self) -> None:
        """Let the book go."""
        self._book.close()

    def take_turn(self) -> None:
        """Edit once; perhaps look into somebody else's clone; perhaps sync."""
        self._edit()
        if self._random.random() < self._habits.peers:
            self._look_at_peer()
        elif self._random.random() < self._habits.peers * 2:
            self._merge_peer()
        if self._random.random() < self._habits.syncs:
            self.sync()

    def sync(self) -> bool:
        """Exchange with the hub; tell whether it went through."""
        if self._random.random() < self._habits.by_command:
            done = subprocess.run(
                [sys.executable, "-m", "cartera", "-C", str(self.root), "sync"],
                capture_output=True,
                text=True,
                check=False,
            )
            is_done, told = done.returncode in {0, 4}, done.stderr[-300:]
        else:
            is_done, told = self._sync_here()
        self._book.refresh()
        self._diary.note(Note(self.root.name, "sync" if is_done else "sync failed", told="" if is_done else told))
        return is_done

    def _sync_here(self) -> tuple[bool, str]:
        try:
            sync(self.root, self._clock, self._random)
        except CarteraError as error:
            return False, f"{type(error).__name__}: {error}"
        return True, ""

    def _edit(self) -> None:
        while True:
            self._turns += 1
            token = f"{self.root.name}n{self._began:04}t{self._turns:04}"
            try:
                deed = Desk(self._book, self._random, self._habits.heat).choose_deed(token)
                if not deed.plan.changes:
                    continue
                receipt = self._book.apply(deed.plan).receipt
            except NothingToDo:
                continue
            except CarteraError as error:
                self._diary.note(Note(self.root.name, "refused", told=f"{type(error).__name__}: {error}"))
                continue
            self._note(deed, receipt.commit)
            return

    def _note(self, deed: Deed, commit: str | None) -> None:
        self._diary.note_deed(deed, commit or WAITED)
        self._done += 1

    def _look_at_peer(self) -> None:
        """Fetch what another clone has now; it is merged some turns later, when that has gone on."""
        others = sorted(each for each in self.root.parent.glob("p*") if each != self.root)
        if others:
            look_at(self.root, self._random.choice(others))

    def _merge_peer(self) -> None:
        """Merge what was fetched from another clone."""
        try:
            merge_seen(self.root, self._clock)
        except CarteraError as error:
            self._diary.note(Note(self.root.name, "peer failed", told=f"{type(error).__name__}: {error}"))
        self._book.refresh()


def wrong_clock(years: float) -> Callable[[], datetime]:
    """Return a clock that goes wrong by some years."""
    return lambda: datetime.now(UTC) + timedelta(days=365 * years)


def main() -> int:
    """Work until enough was edited."""
    parser = parser_of_a_writer(__doc__)
    parser.add_argument("--years", type=float, default=0)
    parser.add_argument("--by-command", type=float, default=0)
    parser.add_argument("--mutant", choices=sorted(MUTANTS))
    wanted = parser.parse_args()
    if wanted.mutant:
        break_merge(wanted.mutant)
    diary = Diary(wanted.diary, wanted.root.name)
    random = Random(f"{wanted.seed} {wanted.root.name} {sum(1 for _ in diary.read())}")
    habits = Habits(wanted.edits, syncs=wanted.syncs, by_command=wanted.by_command)
    someone = Colleague(wanted.root, diary, random, wrong_clock(wanted.years), habits)
    while not someone.is_done:
        someone.take_turn()
    someone.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
