"""Sync in the background, every so often, for a program that keeps a book open: one worker a book, whoever starts more."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event, Thread

from ...schema.errors import CarteraError
from ...schema.kinds import KINDS, BadValueError
from ...schema.language import ENGLISH, Language
from ...schema.values import Duration
from ..config import BookConfig
from ..git.places import find_git_folder
from ..saving.keeper import Keeper
from .syncing import Syncer, SyncReport

LEAST_SECONDS = 30.0
"""Servers and batteries thank for it; who cannot wait presses the key."""
SLOWEST = 8
"""How many times the interval it waits at most after failures."""
CALM = 2.0
"""Seconds from a save until it is sent, in which others that follow it come along; more after failures."""

Tell = Callable[[SyncReport | CarteraError], None]


def read_interval(config: BookConfig) -> float | None:
    """Return every how many seconds the book asks to be synced: ``sync: {every: PT10M}``; None where it does not ask."""
    settings = (config.settings or {}).get("sync")
    every = settings.get("every") if isinstance(settings, dict) else None
    if not isinstance(every, str) or not every:
        return None
    try:
        duration = KINDS["duration"].parse(every)
    except BadValueError:
        return None
    return max(LEAST_SECONDS, duration.days * 86_400) if isinstance(duration, Duration) else None


class SyncWorker:
    """A thread that syncs one book until it is stopped."""

    def __init__(
        self,
        open_keeper: Callable[[], Keeper],
        root: Path,
        interval: float,
        tell: Tell,
        language: Language = ENGLISH,
        randomness: Random | None = None,
        calm: float = CALM,
    ) -> None:
        """``tell`` is called from the worker's own thread with what each exchange did, or why it could not."""
        self._open_keeper = open_keeper
        self._root = root
        self._interval = interval
        self._tell = tell
        self._language = language
        self._random = randomness or Random()  # noqa: S311 - spreads clones in time, keeps no secret
        self._calm = calm
        self._wanted = Event()
        self._ended = Event()
        self._thread: Thread | None = None

    def start(self) -> bool:
        """Begin, unless another program syncs this book already; tell which."""
        claim = _claim(self._root)
        if claim is None:
            return False
        self._thread = Thread(target=self._run, args=(claim,), name="cartera-sync", daemon=True)
        self._thread.start()
        return True

    def nudge(self) -> None:
        """Sync soon, as after a save that others wait for; where the last one failed, not at once."""
        self._wanted.set()

    def stop(self, seconds: float = 5.0) -> None:
        """End; an exchange under way is given ``seconds``, and is carried on by the next start where it needs more."""
        self._ended.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, claim: int) -> None:
        failures = 0
        try:
            while not self._ended.is_set():
                if self._wanted.wait(self._pause(failures)):
                    self._ended.wait(self._calm * min(SLOWEST, 2.0**failures))
                self._wanted.clear()
                if not self._ended.is_set():
                    failures = 0 if self._sync() else failures + 1
        finally:
            os.close(claim)

    def _pause(self, failures: int) -> float:
        """Return how long to wait: the interval give or take a quarter, so that a team's clones do not march in step."""
        return self._interval * min(SLOWEST, 2.0**failures) * (0.75 + self._random.random() / 2)

    def _sync(self) -> bool:
        try:
            with self._open_keeper() as keeper:
                report = Syncer(keeper, self._language, self._random, stop=self._ended).sync()
        except CarteraError as error:
            self._tell(error)
            return False
        self._tell(report)
        return True


def _claim(root: Path) -> int | None:
    """Return an open file whose lock says that this program syncs the book; None where another one does."""
    folder = find_git_folder(root)
    if folder is None:
        return None
    (folder / "cartera").mkdir(exist_ok=True)
    file = os.open(folder / "cartera/syncing", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file
