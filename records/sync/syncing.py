"""One exchange with the shared repository: fetch, merge, push; again where somebody else pushed first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from random import Random
from threading import Event

from ...schema.dataclass import dataclass, field, replace
from ...schema.language import ENGLISH, Language
from ...schema.problems import Problem
from ...schema.sentences import plural
from ..files.parse import read_text
from ..files.scan import is_record_path
from ..git.ancestry import count_commits, is_ancestor
from ..git.commit import read_author
from ..git.exchange import Exchange, Outcome, RemoteBranch, deepen, fetch, follow, push, read_followed
from ..git.mistakes import GitEnded
from ..git.places import find_edges
from ..git.repository import RepositoryState, read_state
from ..git.run import Git
from ..git.upkeep import keep_graph
from ..saving.incoming import Incoming
from ..saving.journal import PlannedFile, PlannedMerge
from ..saving.keeper import Keeper
from ..saving.writes import CommitMessage, Receipt
from .auditing import Auditor
from .merging import CommitMerger, MergedCommits
from .mistakes import (
    AccessDenied,
    NoSuchRemoteRepository,
    RefusedByServer,
    RemoteRewritten,
    RemoteUnreachable,
    ShallowHistory,
    SyncHindered,
    TooManyRaces,
    UnrelatedHistories,
)
from .pacing import TRIES, longest_wait
from .questions import find_questions
from .state import require_target

MERGE_TRAILER = "Cartera-Merge"
"""Marks a merge of ours and names the commit it brought in."""
DEPTHS = (100, 1000, None)
"""How many older commits a shallow clone asks for when it has too few to merge with; at last all."""


class Phase(Enum):
    """What an exchange is doing."""

    FETCH = "fetch"
    MERGE = "merge"
    PUSH = "push"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of an exchange."""

    phase: Phase
    """What begins now."""
    name: str
    """The branch it is exchanged with, such as ``origin/main``."""
    turn: int = 1
    """Which try it is; more than 1 after somebody else was faster."""
    count: int = 0
    """How many commits come in or go out."""


Tell = Callable[[Progress], None]


@dataclass(slots=True)
class SyncReport:
    """What an exchange did."""

    name: str
    """The branch it was exchanged with."""
    fetched: int = 0
    """Commits of others that are here now."""
    pushed: int = 0
    """Commits that are there now, merges among them."""
    merges: tuple[str, ...] = ()
    """The merge commits that were made; none where the branch only moved."""
    conflicts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a person has to decide, fields by path, whoever merged; the records hold it too."""
    lost: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What merges made without Cartera had dropped, fields by path; it is in the inbox now."""
    repaired: tuple[str, ...] = ()
    """The records in which git's conflict markers stood and that are whole again."""
    paths: tuple[str, ...] = ()
    """The files that changed here."""
    left_out: tuple[str, ...] = ()
    """Links, other repositories and unsafe names that came in: they stay in history and are not on the disk."""
    unreadable: tuple[Problem, ...] = ()
    """Why records that came in cannot be read; they are left as they are, here and in history."""
    is_stopped: bool = False
    """Whether somebody ended it before all was exchanged; the next one goes on from there."""
    spans: tuple[tuple[str, str], ...] = ()
    """The commits the branch was at before and after something came in: between them is what it changed here."""


@dataclass(slots=True)
class _Brought:
    """What one merge worked out."""

    merged: MergedCommits
    count: int


class Syncer:
    """Exchanges commits of one book."""

    def __init__(
        self,
        keeper: Keeper,
        language: Language = ENGLISH,
        randomness: Random | None = None,
        sleep: Callable[[float], object] | None = None,
        stop: Event | None = None,
    ) -> None:
        """``sleep`` returns something true where whoever waits has been told to end.

        ``stop`` may be set at any moment: what the network does is ended, and so is a merge that is still being worked out.
        """
        self._keeper = keeper
        self._language = language
        self._random = randomness or Random()  # noqa: S311 - spreads tries in time, keeps no secret
        self._stop = stop or Event()
        self._sleep = sleep or self._stop.wait

    def sync(self, tell: Tell = lambda _: None, *, accept_rewrite: bool = False) -> SyncReport:
        """Bring in what others did and send what was done here.

        Raises ``NoRemote``, ``SeveralRemotes``, ``SyncHindered``, ``RemoteUnreachable``, ``AccessDenied``,
        ``NoSuchRemoteRepository``, ``RemoteRewritten``, ``UnrelatedHistories``, ``ShallowHistory``,
        ``RefusedByServer``, ``TooManyRaces``, or what a save raises. Whatever was merged until then stays merged.
        """
        self._keeper.recover()
        state = self._require_free()
        assert state.branch is not None
        target = require_target(self._git, state.branch)
        report = SyncReport(target.name)
        try:
            self._exchange(target, state, report, tell, accept_rewrite=accept_rewrite)
        except GitEnded:
            report.is_stopped = True
        else:
            if read_followed(self._git, state.branch) is None:
                follow(self._git, state.branch, target)
        report.unreadable = tuple(self._find_unreadable(report.paths))
        if report.fetched or report.pushed:
            keep_graph(self._git)
        return report

    def _exchange(
        self, target: RemoteBranch, state: RepositoryState, report: SyncReport, tell: Tell, *, accept_rewrite: bool
    ) -> None:
        """Bring in and send until nothing is left to send. Raises ``GitEnded`` where it is stopped."""
        for turn in range(1, TRIES + 1):
            self._go_on("fetch")
            tell(Progress(Phase.FETCH, target.name, turn))
            upstream = self._fetch(target, accept_rewrite=accept_rewrite)
            if upstream is not None:
                self._bring_in(target, upstream, report, tell, turn)
            self._audit(state.head, report)
            if self._send(target, upstream, report, tell, turn):
                return
            tell(Progress(Phase.WAIT, target.name, turn))
            if self._sleep(self._random.random() * longest_wait(turn)):
                break
        self._go_on("fetch")
        raise TooManyRaces(target.name, turn, self._count_waiting(target))

    def _go_on(self, command: str) -> None:
        """Raise ``GitEnded`` where nothing more is to be begun."""
        if self._stop.is_set():
            raise GitEnded(command)

    def _find_unreadable(self, paths: Iterable[str]) -> Iterator[Problem]:
        for path in filter(is_record_path, paths):
            content = self._keeper.read(path)
            found = read_text(content, path) if content is not None else None
            if isinstance(found, Problem):
                yield found

    @property
    def _git(self) -> Git:
        return self._keeper.repository.git

    @property
    def _network(self) -> Git:
        """The git that asks others, which may be ended."""
        return replace(self._git, stop=self._stop)

    def _require_free(self) -> RepositoryState:
        state = read_state(self._keeper.repository, self._keeper.reader)
        if state.obstacle is not None:
            raise SyncHindered(state.obstacle)
        return state

    def _fetch(self, target: RemoteBranch, *, accept_rewrite: bool) -> str | None:
        """Return the commit the branch is at there now; None where there is no such branch yet."""
        exchange = fetch(self._network, target, accept_rewrite=accept_rewrite)
        if exchange.outcome is Outcome.NO_BRANCH:
            return None
        if exchange.outcome is Outcome.REWRITTEN:
            raise RemoteRewritten(target.name)
        if exchange.outcome not in {Outcome.DONE, Outcome.BEHIND}:
            self._raise_unreached(exchange, target)
        return self._keeper.reader.resolve(target.tracking)

    def _bring_in(self, target: RemoteBranch, upstream: str, report: SyncReport, tell: Tell, turn: int) -> None:
        brought: list[_Brought] = []
        head = ""

        def prepare() -> Incoming | None:
            nonlocal head
            state = self._require_free()
            if state.head is None:
                raise UnrelatedHistories
            head = state.head
            if is_ancestor(self._git, upstream, state.head):
                return None
            count = count_commits(self._git, state.head, upstream)
            self._go_on("merge")
            tell(Progress(Phase.MERGE, target.name, turn, count))
            go_on = partial(self._go_on, "merge")
            incoming, merged = prepare_merge(self._keeper, state.head, upstream, target.name, self._language, go_on)
            brought.append(_Brought(merged, count))
            return incoming

        receipt = self._with_history(target, lambda: self._keeper.bring_in(prepare))
        if receipt is None:
            return
        if receipt.pending is not None:
            raise SyncHindered(receipt.pending)
        merged = brought[-1].merged
        report.fetched += brought[-1].count
        report.spans += ((head, receipt.commit),) if receipt.commit else ()
        report.merges += (receipt.commit,) if receipt.commit and receipt.commit != upstream else ()
        ours = {path: tuple(each.field for each in decisions) for path, decisions in merged.conflicts.items()}
        report.conflicts = {**report.conflicts, **ours, **find_questions(merged.files)}
        report.left_out = tuple(dict.fromkeys((*report.left_out, *merged.left_out)))
        report.paths = tuple(dict.fromkeys((*report.paths, *(file.path for file in merged.files))))

    def _with_history(self, target: RemoteBranch, bring_in: Callable[[], Receipt | None]) -> Receipt | None:
        """Merge; a shallow clone gets older commits first, more and more, until it is seen where histories parted."""
        for depth in DEPTHS:
            try:
                return bring_in()
            except ShallowHistory:
                if not find_edges(self._keeper.repository.root):
                    raise
                if deepen(self._network, target, depth).outcome is not Outcome.DONE:
                    raise
        return bring_in()

    def _audit(self, since: str | None, report: SyncReport) -> None:
        """Put right what merges made without Cartera did, before it is passed on."""
        audit = Auditor(self._keeper, self._language).audit(since)
        report.lost = {**report.lost, **audit.lost}
        report.repaired += audit.repaired
        whole = (PlannedFile(path, None, self._keeper.read(path)) for path in audit.repaired)
        report.conflicts = {**report.conflicts, **find_questions(whole)}
        report.paths = tuple(dict.fromkeys((*report.paths, *audit.lost, *audit.repaired)))

    def _send(self, target: RemoteBranch, upstream: str | None, report: SyncReport, tell: Tell, turn: int) -> bool:
        """Push what is here and not there; tell whether nothing is left to send."""
        head = self._keeper.reader.resolve("HEAD")
        if head is None or head == upstream:
            return True
        self._go_on("push")
        count = count_commits(self._git, upstream, head)
        tell(Progress(Phase.PUSH, target.name, turn, count))
        exchange = push(self._network, target, head)
        if exchange.outcome is Outcome.BEHIND:
            return False
        if exchange.outcome is Outcome.REFUSED:
            raise RefusedByServer(target.name, exchange.words, count)
        if exchange.outcome is not Outcome.DONE:
            self._raise_unreached(exchange, target)
        report.pushed += count
        return True

    def _raise_unreached(self, exchange: Exchange, target: RemoteBranch) -> None:
        if exchange.outcome is Outcome.NOWHERE:
            raise NoSuchRemoteRepository(target.remote, exchange.words, self._count_waiting(target))
        kind = AccessDenied if exchange.outcome is Outcome.DENIED else RemoteUnreachable
        raise kind(target.remote, exchange.words, self._count_waiting(target))

    def _count_waiting(self, target: RemoteBranch) -> int:
        head = self._keeper.reader.resolve("HEAD")
        return count_commits(self._git, self._keeper.reader.resolve(target.tracking), head) if head else 0


def prepare_merge(
    keeper: Keeper,
    local: str,
    upstream: str,
    name: str,
    language: Language,
    go_on: Callable[[], None] = lambda: None,
) -> tuple[Incoming, MergedCommits]:
    """Work out what comes of the book's commit and another; nothing is written but objects.

    ``go_on`` is called in between and may end it. Raises ``UnrelatedHistories``, or ``NoIdentity`` where a commit of our own is needed and git knows nobody.
    """
    git = keeper.repository.git
    merger = CommitMerger(keeper.repository, keeper.reader, go_on)
    is_forward = is_ancestor(git, local, upstream)
    merged = merger.forward(local, upstream) if is_forward else merger.merge(local, upstream)
    if not is_forward:
        read_author(git)
    count = count_commits(git, local, upstream)
    subject = plural("Merge of {n} change of {name}", "Merge of {n} changes of {name}", count, name=name)
    message = CommitMessage(subject.text(language), ((MERGE_TRAILER, upstream),))
    planned = PlannedMerge(local, upstream, merged.tree, merged.beside, is_forward)
    return Incoming(message, merged.files, planned), merged
