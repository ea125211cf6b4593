"""One run: everybody works at once, some are killed, and in the end all meet."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ...records.git.repository import open_repository
from ...records.saving.stale_locks import PATIENCE
from ...records.sync.setup import set_up
from ...schema.errors import CarteraError
from .colleague import wrong_clock
from .diary import Diary, Note
from .first_book import git, make_hub
from .meeting import sync
from .people import Person, make_people, serve

_ROUNDS = 6
"""How often everybody may sync in the end until all have the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a run."""

    clones: int = 20
    strangers: int = 2
    edits: int = 100
    """Saves of each."""
    kills: int = 60
    seed: int = 1
    syncs: float = 0.15
    """How often an edit is followed by a sync."""
    with_daemon: bool = True


@dataclass(slots=True)
class Ran:
    """What happened."""

    hub: Path
    people: list[Person]
    kills: int = 0
    """How many were killed at work."""
    rounds: int = 0
    """How often everybody had to sync in the end."""
    seconds: float = 0.0
    notes: list[Note] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """What ended otherwise than it should."""

    @property
    def counts(self) -> Counter[str]:
        """How often what was done."""
        return Counter(note.kind for note in self.notes)


def run(folder: Path, wanted: Wanted) -> Ran:
    """Let everybody work until all have done their share, and sync until all have the same."""
    begun = time.monotonic()
    with ExitStack() as stack:
        hub = make_hub(folder)
        addresses = [("path", str(hub)), ("file", hub.as_uri())]
        if wanted.with_daemon:
            addresses.append(("daemon", stack.enter_context(serve(folder)) + hub.name))
        people = make_people(folder, addresses, wanted.clones, wanted.strangers)
        ran = Ran(hub, people)
        _work(people, wanted, ran)
        _meet(people, wanted, ran)
    ran.notes = [note for person in people for note in Diary(person.diary, person.name).read()]
    ran.seconds = time.monotonic() - begun
    return ran


def _work(people: Sequence[Person], wanted: Wanted, ran: Ran) -> None:
    """Start everybody; kill now and then somebody with all that they have started, and start them again."""
    random = Random(wanted.seed)
    total = wanted.edits * len(people)
    strikes = sorted(random.randrange(total * 9 // 10) for _ in range(wanted.kills))
    log = people[0].root.parent / "errors.txt"
    with log.open("w") as errors:
        working = {person.name: _start(person, wanted, errors.fileno()) for person in people}
        while working:
            for person in people:
                process = working.get(person.name)
                if process is not None and process.poll() is not None:
                    del working[person.name]
                    if process.returncode:
                        ran.failed.append(f"{person.name} ended with {process.returncode}: {log.read_text()[-2000:]}")
            done = sum(_count_lines(person.diary) for person in people)
            while strikes and strikes[0] <= done:
                victims = [each for each in people if each.name in working and not each.is_stranger]
                strikes.pop(0)
                if victims:
                    victim = random.choice(victims)
                    time.sleep(random.random() * 0.1)
                    ran.kills += _kill(working[victim.name])
                    working[victim.name] = _start(victim, wanted, errors.fileno())
            time.sleep(0.05)


def _start(person: Person, wanted: Wanted, errors: int) -> subprocess.Popen[bytes]:
    command = person.command(wanted.edits, wanted.seed, wanted.syncs)
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=errors)


def _kill(process: subprocess.Popen[bytes]) -> bool:
    """Kill a program and all it has started; tell whether it was still at work."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _count_lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def _meet(people: Sequence[Person], wanted: Wanted, ran: Ran) -> None:
    """Let everybody sync, as many at once as there are processors, until nobody brings anything new."""
    random = Random(wanted.seed)
    for person in people:
        if person.is_stranger:
            set_up(open_repository(person.root))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for turn in range(1, _ROUNDS + 1):
            ran.rounds = turn
            list(pool.map(lambda person: _sync(person, random, ran), people))
            if len({git(person.root, "rev-parse", "HEAD") for person in people}) == 1:
                return


def _sync(person: Person, random: Random, ran: Ran) -> None:
    """Sync; where a lock that somebody killed had left is in the way, until it is old enough to be nobody's."""
    until = time.monotonic() + 3 * PATIENCE
    while True:
        try:
            sync(person.root, wrong_clock(person.years), random)
        except CarteraError as error:
            if time.monotonic() > until:
                ran.failed.append(f"{person.name} cannot sync in the end: {error}")
                return
            time.sleep(1.0)
        else:
            return
