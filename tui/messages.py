"""Messages: what the bridge and the widgets tell the screens and the app. All in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from ..schema.errors import CarteraError
from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.sentences import Sentence
from .presentation.cells import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..records.bulk import Bulk
    from ..records.draft_shelf import Left
    from ..records.index.words import Hit
    from ..records.plan import Plan
    from ..records.query.complete import Completion as QueryCompletion
    from ..records.query.groups import Group
    from ..records.saving.writes import Receipt, Recovery
    from ..records.snapshot import Snapshot
    from ..records.steps import Step
    from ..records.views.news import News
    from ..records.views.review import Review
    from .palette.titles import TitleHit
    from .presentation.completion import Completion
    from .presentation.today import Day


class BookOpened(Message):
    """The book has been read."""

    def __init__(self, snapshot: Snapshot, me: str, recovery: Recovery | None = None) -> None:
        super().__init__()
        self.snapshot = snapshot
        """All its records."""
        self.me = me
        """The handle of the person at the keyboard; empty when unknown."""
        self.recovery = recovery
        """What an earlier run had left unfinished, and what became of it."""

    @property
    def pending(self) -> Sentence | None:
        """Why saves of an earlier run still wait for their commit."""
        return self.recovery.pending if self.recovery else None


class FilesChecked(Message):
    """All files were looked at since the program began."""


class BookChanged(Message):
    """Records are not what they were: by a save here or an edit outside."""

    def __init__(self, snapshot: Snapshot, *, is_awaited: bool = True) -> None:
        super().__init__()
        self.snapshot = snapshot
        """All records now."""
        self.is_awaited = is_awaited
        """Whether somebody did it here and waits to see it."""


class Saved(Message):
    """A save was acknowledged."""

    def __init__(self, says: Sentence, ids: tuple[str, ...], receipt: Receipt | None = None) -> None:
        super().__init__()
        self.says = says
        """What was done."""
        self.ids = ids
        """The records written."""
        self.receipt = receipt
        """The commit, why it waits, and what somebody else was writing too; None where nothing was written."""

    @property
    def pending(self) -> Sentence | None:
        """Why it is on disk but not yet committed."""
        return self.receipt.pending if self.receipt else None


class ProblemsCounted(Message):
    """The problems of the book have been judged."""

    def __init__(self, snapshot: Snapshot, errors: int, others: int, conflicts: int = 0) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The snapshot they belong to."""
        self.conflicts = conflicts
        """How many conflicts wait for a person."""
        self.errors = errors
        """How many keep something from being read or counted."""
        self.others = others
        """How many are warnings and notices."""


class Gathered(Message):
    """The records of each client are at hand."""


class RowsReady(Message):
    """What a table shows has been computed."""

    def __init__(
        self, snapshot: Snapshot, ids: tuple[str, ...], question: object, groups: tuple[Group, ...] = ()
    ) -> None:
        super().__init__()
        self.groups = groups
        """The same records in groups; empty where the list is not grouped."""
        self.snapshot = snapshot
        """The snapshot the rows are of."""
        self.ids = ids
        """The records, in order."""
        self.question = question
        """What was asked; an answer to an older question is dropped."""


class DueReady(Message):
    """What is due has been computed."""

    def __init__(self, snapshot: Snapshot, day: Day) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The snapshot it is of."""
        self.day = day
        """What is due, and how the day stands."""


class NewsRead(Message):
    """What others changed has been asked of git."""

    def __init__(self, news: tuple[News, ...]) -> None:
        super().__init__()
        self.news = news
        """The newest first."""


class ReviewReady(Message):
    """The review of a day has been computed."""

    def __init__(self, snapshot: Snapshot, review: Review) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The snapshot it is of."""
        self.review = review
        """Its steps with what they hold."""


class QuestionRefused(Message):
    """The filter cannot be understood, often because it is still being typed."""

    def __init__(self, question: object, mistake: CarteraError) -> None:
        super().__init__()
        self.question = question
        """What was asked."""
        self.mistake = mistake
        """Why it means nothing."""


class CompletionReady(Message):
    """What could stand at the cursor of a filter has been found."""

    def __init__(self, text: str, completion: QueryCompletion) -> None:
        super().__init__()
        self.text = text
        """The filter it is for."""
        self.completion = completion
        """The candidates."""


class Mistook(Message):
    """What was asked cannot be done."""

    def __init__(self, mistake: CarteraError) -> None:
        super().__init__()
        self.mistake = mistake
        """Why."""


class Broke(Message):
    """A bug: work in a thread ended with an exception nobody expected."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error
        """The exception; its values are never shown."""


class Selected(Message):
    """The cursor of a list stands on another record."""

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        """Empty when the list is empty."""


class Opened(Message):
    """A record was clicked or followed."""

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        """Which one."""


class Performed(Message):
    """An action was chosen somewhere else than by its key: the footer, help or the palette."""

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id
        """The id in the table of actions."""


class BulkPlanned(Message):
    """What would be done to many records has been planned."""

    def __init__(self, bulk: Bulk) -> None:
        super().__init__()
        self.bulk = bulk
        """The plan, and who cannot be changed."""


class HeadingChosen(Message):
    """The heading of a group was clicked."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        """Which row of the table it is."""


class Ordered(Message):
    """A column's title was clicked."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        """Which one."""


class Found(Message):
    """What a search found."""

    def __init__(self, snapshot: Snapshot, text: str, hits: tuple[Hit, ...]) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records searched."""
        self.text = text
        """What was searched for."""
        self.hits = hits
        """The best first."""


class Stepped(Message):
    """A deed that lasts has come so far, or has ended."""

    def __init__(self, step: Step | None, cancel: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.step = step
        """How far it is; None where it has ended."""
        self.cancel = cancel
        """Ends it; None where it has ended."""


class RestorePlanned(Message):
    """It is known what bringing something back would change."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        """The change; nothing is written yet."""


class FileRead(Message):
    """A file of the book was read as it is."""

    def __init__(self, path: str, content: bytes, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.path = path
        """Relative to the book."""
        self.content = content
        """Its bytes."""
        self.problems = problems
        """What is wrong in it now."""


class Reread(Message):
    """A record was read again from disk."""

    def __init__(self, record: Record | None) -> None:
        super().__init__()
        self.record = record
        """As it is now; None where it is gone or cannot be read."""


class Completed(Message):
    """What completes a text typed into a form has been looked up."""

    def __init__(self, text: str, completion: Completion) -> None:
        super().__init__()
        self.text = text
        """What stood there when it was asked."""
        self.completion = completion
        """What fits."""


class DraftsRead(Message):
    """What earlier runs left unfinished has been read."""

    def __init__(self, left: list[Left]) -> None:
        super().__init__()
        self.left = left
        """The newest first."""


class CopyMade(Message):
    """A private copy of a file is ready to be edited."""

    def __init__(self, path: str, copy: Path, line: int, record: Record | None, content: bytes) -> None:
        super().__init__()
        self.path = path
        """The file, relative to the book."""
        self.copy = copy
        """Where the copy stands."""
        self.line = line
        """The line to begin at."""
        self.record = record
        """The record the copy was made of; None where the file is no readable record."""
        self.content = content
        """The bytes the copy began with."""


class CopyRefused(Message):
    """What was written into a copy cannot be saved; the copy is still there."""

    def __init__(self, made: CopyMade, says: Sentence, line: int) -> None:
        super().__init__()
        self.made = made
        """The copy."""
        self.says = says
        """Why it cannot be saved."""
        self.line = line
        """The line that is meant."""


class TitlesFound(Message):
    """What the palette found."""

    def __init__(self, snapshot: Snapshot, text: str, hits: tuple[TitleHit, ...]) -> None:
        super().__init__()
        self.snapshot = snapshot
        """The records looked through."""
        self.text = text
        """What was typed."""
        self.hits = hits
        """The best first."""
