"""What the application knows of sharing: what waits to be sent, which conflicts wait for a person, what a sync does."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from ..records.read_only import BookReadOnly
from ..records.sync.mistakes import RemoteUnreachable
from ..schema.sentences import Sentence, plural, sentence
from . import messages, reports
from .book_app import BookApp
from .sharing import Sharer

if TYPE_CHECKING:
    from ..records.sync.state import Sharing
    from ..records.sync.syncing import Progress, SyncReport


class SharedApp(BookApp, inherit_bindings=False):
    """An application whose book others share."""

    sharer: Sharer | None = None
    """Exchanges the book; None until it is open."""
    sharing: Sharing | None = None
    """How it stands to the shared one; None until that is known."""
    is_offline = False
    """Whether the last exchange found nobody."""
    _sync_step: Sentence | None = None
    brought: tuple[tuple[str, str], ...] = ()
    """The commits before and after each time something came in since the book was opened, oldest first."""
    conflict_count = 0
    """How many conflicts wait for a person; counted with the problems, for it takes a look at every record."""
    copy_count = 0
    """How many files wait of which there are two versions; counted by a walk through the folders."""

    @property
    def notice(self) -> str:
        """What needs attention: a sync under way, conflicts, what the book says, what waits to be sent."""
        parts = [self._sync_step.text(self.language), self._way_to_stop] if self._sync_step else []
        if count := self.conflict_count + self.copy_count:
            conflicts = plural("{n} conflict", "{n} conflicts", count)
            parts.append(f"! {conflicts.text(self.language)}")
        parts += [super().notice, self._waiting]
        if self.is_read_only:
            parts.insert(0, self.language.gettext("[read only]"))
        return "  ".join(each for each in parts if each)

    @property
    def _way_to_stop(self) -> str:
        """The key that asks whether to end a sync; so does what leaves a screen, where there is none to leave."""
        key = self.keymap.table.key_of("sync")
        return self.language.gettext("({key} stops)").format(key=key) if key else ""

    @property
    def _waiting(self) -> str:
        to_send = self.sharing.to_send + self.sharing.waiting if self.sharing and self.sharing.target else 0
        words = [plural("{n} to send", "{n} to send", to_send).text(self.language)] if to_send else []
        words += [self.language.gettext("offline")] if self.is_offline else []
        return ", ".join(words)

    def share(self, root: Path | None) -> None:
        """Count what waits to be sent, and exchange every so often where the book asks for it."""
        if root is None or self.snapshot is None:
            return
        self.sharer = Sharer(self, root, self._clock, self.language, self.look_at)
        if self.is_read_only:
            return
        self.sharer.look()
        self.sharer.begin(self.snapshot.config)

    def end_sharing(self) -> None:
        """End the exchange in the background."""
        if self.sharer is not None:
            self.sharer.close()

    def look_at(self, paths: Collection[str]) -> None:
        """Read files anew; the app says how."""
        raise NotImplementedError

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be written; the app says it."""
        raise NotImplementedError

    def sync_now(self) -> None:
        """Exchange with the shared repository; keys and saves go on."""
        if self.is_read_only:
            raise BookReadOnly
        if self.sharer is not None and not self.sharer.sync():
            self._ask_to_stop()

    def stop_sync(self) -> bool:
        """End the exchange that is shown to be under way, unless there is none; tell which."""
        if self.sharer is None or self._sync_step is None:
            return False
        self.sharer.stop()
        return True

    def _ask_to_stop(self) -> None:
        from .modals.ask import AskModal
        from .presentation.answers import Answer

        words = self.language.gettext
        answers = (
            Answer("x", "x", words("Stop it"), "stop"),
            Answer("escape", "Esc", words("Let it go on"), ""),
        )
        lines = [words("What came in until now stays, and the next sync goes on from there.")]

        def answered(answer: str | None) -> None:
            if answer:
                self.stop_sync()

        self.push_screen(AskModal(words("A sync is under way."), lines, answers), answered)

    def on_sync_stepped(self, message: reports.SyncStepped) -> None:
        """Say what the exchange does."""
        self._sync_step = step_of(message.progress)
        self.refresh_header()

    def on_synced(self, message: reports.Synced) -> None:
        """Say what came and went, or why nothing did; read what came in."""
        self._sync_step = None
        self.is_offline = isinstance(message.mistake, RemoteUnreachable)
        self.refresh_header()
        if message.report is not None:
            self.brought += message.report.spans
            if message.report.paths or not message.background:
                self.tell(summary_of(message.report), "warning" if needs_somebody(message.report) else "information")
        elif message.mistake is not None and not message.background:
            self.show_mistake(message.mistake)

    def on_saved(self, _message: messages.Saved) -> None:
        """Count what waits to be sent with it."""
        if self.sharer is not None and not self.is_read_only:
            self.sharer.saved()

    def on_sharing_read(self, message: reports.SharingRead) -> None:
        """Show what waits to be sent."""
        self.sharing = message.sharing
        self.refresh_header()


def step_of(progress: Progress) -> Sentence:
    """Return what an exchange does, in a few words."""
    from ..records.sync.syncing import Phase

    if progress.phase is Phase.MERGE:
        return plural("merging {n}...", "merging {n}...", progress.count)
    if progress.phase is Phase.PUSH:
        return plural("sending {n}...", "sending {n}...", progress.count)
    return sentence("trying again...") if progress.phase is Phase.WAIT else sentence("fetching...")


def needs_somebody(report: SyncReport) -> bool:
    """Tell whether something came in that a person has to look at."""
    return bool(report.conflicts or report.lost or report.unreadable)


def summary_of(report: SyncReport) -> Sentence:
    """Return what an exchange did."""
    came = plural("{n} change came in", "{n} changes came in", report.fetched)
    went = plural("{n} change went out", "{n} changes went out", report.pushed)
    told = tuple(each for each, count in ((came, report.fetched), (went, report.pushed)) if count)
    count = sum(map(len, report.conflicts.values())) + sum(map(len, report.lost.values()))
    if report.unreadable:
        count_broken = len(report.unreadable)
        told += (plural("{n} record cannot be read: !", "{n} records cannot be read: !", count_broken),)
    if report.spans:
        told += (sentence("g n shows what changed"),)
    if count:
        told += (plural("{n} conflict for you: g b", "{n} conflicts for you: g b", count),)
    if report.is_stopped:
        return sentence("Sync stopped: {what}.", what=told or sentence("the next one goes on from there"))
    return sentence("Sync: {what}.", what=told or sentence("nothing new on either side"))
