"""The bridge to the record keeper: the only module that talks to the Book, one job at a time, in a thread of its own.

A job is a function of the Book that returns a message; the message is posted to whoever asked. A mistake of the user
comes back as ``Mistook``, anything else as ``Broke``. Widgets are never touched from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from ..schema.errors import CarteraError
from ..schema.sentences import Sentence
from . import messages
from .chores import Chores
from .waiting import told

# The record keeper is imported by the first job, beside the first frame.
if TYPE_CHECKING:
    from ..records.book import Book
    from ..records.files.watch import Watcher
    from ..records.plan import Plan
    from ..records.snapshot import Snapshot
    from ..records.steps import Tell

Job = Callable[["Book"], Message | None]
"""Work on the book; what it returns is posted to the asker."""


class Bridge:
    """Reads and writes the book for the screens."""

    def __init__(self, app: MessagePump, open_book: Callable[[], Book]) -> None:
        self._app = app
        self._open_book = open_book
        self._book: Book | None = None
        self._told: Snapshot | None = None
        self._looking = False
        self._closed = False
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="book")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="views")
        self._chores = Chores()
        self._watcher: Watcher | None = None

    @property
    def root(self) -> Path | None:
        """The folder of the book; None until it is open."""
        return self._book.root if self._book else None

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self._book.read_only if self._book else False

    @read_only.setter
    def read_only(self, wanted: bool) -> None:
        """Take effect at once: what was asked before is done or refused by it, whichever it meets."""
        self._ready().read_only = wanted

    @property
    def is_watching(self) -> bool:
        """Whether edits made outside are followed."""
        return self._watcher is not None

    def prepare(self) -> None:
        """Read the book now, before there is anything to wait with, so that the first frame has its records.

        For a book whose index is kept this is the shortest way: copies of the process look at the files for changes
        (records/index/workers.py), which they can only while there is no other thread.
        """
        self._book = self._open_book()
        self._book.snapshot()

    @property
    def prepared(self) -> messages.BookOpened | None:
        """The book that was read before it is asked for; None where it must still be read."""
        book = self._book
        if book is None:
            return None
        self._told = book.snapshot()
        return messages.BookOpened(self._told, book.me or "", book.recovery)

    def open(self) -> None:
        """Read the book unless it is read; the app gets ``BookOpened``."""
        self._submit(self._writer, self._app, self._open)

    def ask(self, asker: MessagePump, job: Job) -> None:
        """Run ``job`` after what was asked before; its message goes to ``asker``, mistakes too.

        Where the job changed the book, the app gets ``BookChanged`` first.
        """

        def work() -> Message | None:
            book = self._ready()
            try:
                return job(book)
            finally:
                self._tell(book)

        self._submit(self._writer, asker, work)

    def save(self, asker: MessagePump, make: Callable[[Book], Plan], says: Sentence | None = None) -> None:
        """Make a plan and apply it; ``asker`` gets ``Saved``, the app ``BookChanged`` before that."""

        def job(book: Book) -> Message:
            plan = make(book)
            saved = book.apply(plan)
            return messages.Saved(says or plan.subject, saved.ids, saved.receipt)

        self.ask(asker, job)

    def compute(self, asker: MessagePump, work: Callable[[], Message | None]) -> None:
        """Run a pure function of a snapshot beside the book's own jobs; its message goes to ``asker``."""
        self._submit(self._reader, asker, work)

    def later(self, asker: MessagePump, chore: Callable[[], Message | None]) -> None:
        """Find out what nobody waits for, behind what was given before; its message goes to ``asker``."""
        if not self._closed:
            self._chores.give(self._posting(asker, chore))

    def look_again(self) -> None:
        """Look at the whole disk; the app gets ``BookChanged`` when something differs. Never two looks at once."""
        if self._book is None or self._looking:
            return
        self._looking = True
        self._submit(self._writer, self._app, self._look)

    def look_at(self, paths: Collection[str]) -> None:
        """Look at some files, all of the disk where none is named; the app gets ``BookChanged`` when something differs."""
        self._submit(self._writer, self._app, partial(self._look_at, paths))

    def watch(self) -> None:
        """Follow what others write into the book from now on, what they wrote meanwhile included."""
        from ..records.files.watch import Watcher

        watcher = self._watcher = Watcher(self._ready().root)

        def follow() -> None:
            for paths in watcher.bursts():
                self.look_at(paths)

        Thread(target=follow, name="watch", daemon=True).start()

    def close(self) -> None:
        """Let what was asked of the book be done, saves that wait their turn included, and take no more."""
        self._closed = True
        if self._watcher is not None:
            self._watcher.close()
        self._chores.close()
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)  # a save that waits its turn was promised to the person
        if self._book is not None:
            self._book.close()

    def _open(self) -> Message | None:
        def read(tell: Tell) -> Message:
            book = self._book = self._book or self._open_book()
            book.tell = tell
            try:
                self._told = book.snapshot()
            finally:
                book.tell = None
            return messages.BookOpened(self._told, book.me or "", book.recovery)

        return told(self._app, read)

    def _look(self) -> None:
        if self._closed:
            return
        book = self._ready()
        try:
            book.refresh()
        finally:
            self._looking = False
            self._tell(book, is_awaited=False)
        self._app.post_message(messages.FilesChecked())

    def _look_at(self, paths: Collection[str]) -> None:
        if self._closed:
            return
        book = self._ready()
        book.refresh(paths or None)
        self._tell(book, is_awaited=False)

    def _tell(self, book: Book, *, is_awaited: bool = True) -> None:
        snapshot = book.snapshot()
        if snapshot is not self._told:
            self._told = snapshot
            self._app.post_message(messages.BookChanged(snapshot, is_awaited=is_awaited))

    def _ready(self) -> Book:
        assert self._book is not None, "asked before the book was open"
        return self._book

    def _submit(self, thread: ThreadPoolExecutor, asker: MessagePump, work: Callable[[], Message | None]) -> None:
        if not self._closed:
            thread.submit(self._posting(asker, work))

    def _posting(self, asker: MessagePump, work: Callable[[], Message | None]) -> Callable[[], None]:
        def run() -> None:
            try:
                answer = work()
            except CarteraError as mistake:
                answer = messages.Mistook(mistake)
            except Exception as error:  # noqa: BLE001 - a bug in a thread must reach the error screen
                answer = messages.Broke(error)
            if answer is not None:
                asker.post_message(answer)

        return run
