"""Messages of the numbers, of sharing and of lists of other things: what was counted, exchanged and found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

from ..schema.errors import CarteraError

if TYPE_CHECKING:
    from ..records.kpis.account import Account
    from ..records.kpis.engine import Question
    from ..records.kpis.headlines import Headline
    from ..records.kpis.outlook import Outlook
    from ..records.kpis.team_weeks import TeamWeeks
    from ..records.kpis.value import KpiValue
    from ..records.rows.rows import Rows
    from ..records.snapshot import Snapshot
    from ..records.sync.settling import Settlement
    from ..records.sync.state import Sharing
    from ..records.sync.syncing import Progress, SyncReport


class SyncStepped(Message):
    """An exchange with the shared repository takes a step."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
        """What begins now."""


class Synced(Message):
    """An exchange has ended."""

    def __init__(self, report: SyncReport | None, mistake: CarteraError | None, *, background: bool = False) -> None:
        super().__init__()
        self.report = report
        """What it did; None where it could not be done."""
        self.mistake = mistake
        """Why it could not be done."""
        self.background = background
        """Whether nobody pressed a key for it."""


class SharingRead(Message):
    """It has been counted what waits to be sent."""

    def __init__(self, sharing: Sharing) -> None:
        super().__init__()
        self.sharing = sharing
        """How the book stands to the shared one."""


class RowsTold(Message):
    """It has been found out what stands in a list whose rows are no records."""

    def __init__(self, snapshot: Snapshot, rows: Rows[Any]) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records of the book they belong to."""
        self.rows = rows
        """What there is."""


class CopiesCounted(Message):
    """The files have been counted of which there are two versions."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        """How many."""


class ClientsHeld(Message):
    """Clients have been got that this clone did not hold."""

    def __init__(self, files: int, record_id: str) -> None:
        super().__init__()
        self.files = files
        """How many files are here now that were not before."""
        self.record_id = record_id
        """The record that is wanted of them; empty where none is."""


class SettlementPlanned(Message):
    """What would be done to the marked conflicts has been worked out."""

    def __init__(self, settlement: Settlement) -> None:
        super().__init__()
        self.settlement = settlement
        """What would be settled and how, and what cannot be."""


class NumbersCounted(Message):
    """The headline numbers have been computed, with or without their trends."""

    def __init__(
        self, snapshot: Snapshot, question: Question, rows: tuple[Headline, ...], team: TeamWeeks | None = None
    ) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records they are of."""
        self.question = question
        """What was asked; an answer to an older question is dropped."""
        self.rows = rows
        """The weightiest first."""
        self.team = team
        """What each person did week by week, where a manager asks."""


class NumberOpened(Message):
    """One number has been computed with what is behind it."""

    def __init__(
        self,
        snapshot: Snapshot,
        question: Question,
        values: tuple[KpiValue, ...],
        headline: Headline,
        team: TeamWeeks | None = None,
    ) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records it is of."""
        self.question = question
        """What was asked; an answer to an older question is dropped."""
        self.values = values
        """The total, then its groups."""
        self.headline = headline
        """Its target and trend."""
        self.team = team
        """What each person did week by week, where it is the number of that."""


class OutlookReady(Message):
    """What a period will come to has been computed."""

    def __init__(self, snapshot: Snapshot, question: Question, found: Outlook) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records it is of."""
        self.question = question
        """What was asked; an answer to an older question is dropped."""
        self.found = found
        """The outlook."""


class AccountCounted(Message):
    """The numbers of a client have been computed."""

    def __init__(self, snapshot: Snapshot, account: Account) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records they are of."""
        self.account = account
        """The numbers."""
