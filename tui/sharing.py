"""Sharing from the terminal: one exchange at a key, and every so often where the book asks for it.

An exchange runs in a thread of its own with a keeper of its own, so that no save and no key waits for the network. What it
did comes back as messages; the records it changed are then read like any other edit from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from ..schema.errors import CarteraError
from ..schema.language import Language
from . import messages, reports

if TYPE_CHECKING:
    from ..records.config import BookConfig
    from ..records.saving.keeper import Keeper
    from ..records.sync.syncing import Progress, SyncReport
    from ..records.sync.worker import SyncWorker

PARTING = 1.0
"""Seconds an exchange has to end when the program does."""


class Sharer:
    """Exchanges one book with the shared repository."""

    def __init__(
        self,
        app: MessagePump,
        root: Path,
        clock: Callable[[], datetime],
        language: Language,
        look_at: Callable[[Collection[str]], None],
    ) -> None:
        """``look_at`` reads files anew; it is told what an exchange changed before the app is."""
        self._app = app
        self._look_at = look_at
        self._root = root
        self._clock = clock
        self._language = language
        self._busy = Lock()
        self._stop = Event()
        self._exchanging: Thread | None = None
        self._is_closed = False
        self._reading = Lock()
        self._unread = Event()
        self._worker: SyncWorker | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an exchange is under way."""
        return self._busy.locked()

    def sync(self) -> bool:
        """Begin an exchange, unless one is under way; tell which. The app hears of each step and of the end."""
        if not self._busy.acquire(blocking=False):
            return False
        self._stop = Event()
        self._exchanging = Thread(target=self._exchange, name="sync", daemon=True)
        self._exchanging.start()
        return True

    def stop(self) -> None:
        """End the exchange under way, as soon as nothing would be half done."""
        self._stop.set()

    def look(self) -> None:
        """Count what waits to be sent, beside the screen; the app gets ``SharingRead``."""
        self._unread.set()
        Thread(target=self._post, args=(self._read,), name="sharing", daemon=True).start()

    def saved(self) -> None:
        """Count what waits to be sent now; where the book asks to be exchanged by itself, do so soon."""
        self.look()
        if self._worker is not None:
            self._worker.nudge()

    def begin(self, config: BookConfig) -> None:
        """Begin to exchange every so often where the book asks for it and no other program does it already."""
        Thread(target=self._begin, args=(config,), name="sharing", daemon=True).start()

    def _begin(self, config: BookConfig) -> None:
        # Merging is imported with it: beside the screen, where no key waits for that.
        from ..records.sync.worker import SyncWorker, read_interval

        interval = read_interval(config)
        if interval is not None and self._worker is None:
            worker = SyncWorker(self._open, self._root, interval, self._tell_background, self._language)
            self._worker = worker if worker.start() else None
        if self._is_closed and self._worker is not None:
            self._worker.stop(0)

    def close(self) -> None:
        """End what is under way; what needs more than a moment is carried on by the next exchange."""
        self._is_closed = True
        self._stop.set()
        if self._exchanging is not None:
            self._exchanging.join(PARTING)
        if self._worker is not None:
            self._worker.stop(PARTING)

    def _open(self) -> Keeper:
        from ..records.saving.keeper import Keeper

        return Keeper(self._root, self._clock)

    def _exchange(self) -> None:
        try:
            self._post(self._sync)
        finally:
            self._busy.release()
        self._unread.set()
        self._post(self._read)

    def _sync(self) -> Message:
        from ..records.sync.syncing import Syncer

        def tell(progress: Progress) -> None:
            self._app.post_message(reports.SyncStepped(progress))

        try:
            with self._open() as keeper:
                report = Syncer(keeper, self._language, stop=self._stop).sync(tell)
        except CarteraError as mistake:
            return reports.Synced(None, mistake)
        return self._came(report)

    def _came(self, report: SyncReport, *, background: bool = False) -> Message:
        if report.paths:
            self._look_at(report.paths)
        return reports.Synced(report, None, background=background)

    def _tell_background(self, outcome: SyncReport | CarteraError) -> None:
        if isinstance(outcome, CarteraError):
            self._app.post_message(reports.Synced(None, outcome, background=True))
        else:
            self._app.post_message(self._came(outcome, background=True))
        self._unread.set()
        self._post(self._read)

    def _read(self) -> Message | None:
        """Count what waits to be sent, one at a time; what is asked meanwhile by several is counted once."""
        from ..records.sync.state import read_sharing

        with self._reading:
            if not self._unread.is_set():
                return None
            self._unread.clear()
            with self._open() as keeper:
                return reports.SharingRead(read_sharing(keeper))

    def _post(self, work: Callable[[], Message | None]) -> None:
        try:
            message = work()
        except CarteraError:
            return  # a repository that cannot be asked now is asked again after the next save
        except Exception as error:  # noqa: BLE001 - a bug in a thread must reach the error screen
            message = messages.Broke(error)
        if message is not None:
            self._app.post_message(message)
