"""Drafts in the terminal: kept while one types, dropped when they are saved, and known until somebody decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass
from ..schema.errors import CarteraError
from . import messages

# The record keeper is loaded beside the first frame.
if TYPE_CHECKING:
    from ..records.draft_shelf import DraftShelf, Left
    from ..records.drafts import About, Draft
    from .scribe import Scribe

KEEP_AFTER = 0.5
"""Seconds after a key until what was typed is told to the scribe: a dropped line loses less than a second of typing."""


class Drafts:
    """The drafts of this run, and those that earlier ones left behind."""

    def __init__(self, scribe: Scribe, session: str) -> None:
        self._scribe = scribe
        self._session = session
        self._shelf: DraftShelf | None = None
        self._left: dict[str, Left] = {}

    def open(self) -> messages.DraftsRead | None:
        """Begin this run's session and read what was left; None where nothing is kept. For a thread."""
        from ..records.draft_shelf import DraftShelf

        if self._scribe.folder is None:
            return None
        shelf = DraftShelf(self._scribe.folder, self._session)
        try:
            shelf.begin()
        except CarteraError:
            return None  # a home that cannot be written to keeps no drafts; the book itself is not concerned
        self._shelf = shelf
        return messages.DraftsRead(shelf.left())

    def close(self) -> None:
        """End the session; call it when the scribe has written everything."""
        if self._shelf is not None:
            self._shelf.end()

    def take_left(self, left: list[Left]) -> None:
        """Remember what was left behind; of several about the same thing, the newest."""
        for each in reversed(left):
            self._left[each.draft.about.key] = each

    @property
    def keeps(self) -> bool:
        """Whether drafts are kept at all: there is a private folder that can be written to."""
        return self._shelf is not None

    @property
    def left(self) -> list[Left]:
        """What waits for a decision, the newest first."""
        return sorted(self._left.values(), key=lambda each: each.draft.made, reverse=True)

    def find(self, about: About) -> Draft | None:
        """Return what was left behind about something."""
        left = self._left.get(about.key)
        return left.draft if left else None

    def keep(self, draft: Draft) -> None:
        """Have a draft written; it is being worked on, so it is not offered."""
        from ..records.draft_shelf import content_of

        if self._shelf is None:
            return
        name = self._shelf.name_of(draft.about)
        before = self._left.pop(draft.about.key, None)
        older = before.name if before is not None and before.name != name else ""
        self._scribe.write(name, content_of(draft), instead_of=older)

    def put_away(self, draft: Draft) -> None:
        """Have a draft written that is left for later: it is offered again."""
        from ..records.draft_shelf import Left

        if self._shelf is None:
            return
        self.keep(draft)
        self._left[draft.about.key] = Left(self._shelf.name_of(draft.about), draft)

    def drop(self, about: About) -> None:
        """Forget a draft: it was saved, or is not wanted."""
        if self._shelf is None:
            return
        self._scribe.drop(self._shelf.name_of(about))
        before = self._left.pop(about.key, None)
        if before is not None:
            self._scribe.drop(before.name)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """The draft of one typed line."""

    drafts: Drafts
    """Where it is kept."""
    about: About
    """What the line is for, and on which record."""
    title: str
    """What the record is called."""
    clock: Callable[[], datetime]
    """Tells the present moment, aware."""

    @property
    def waiting(self) -> Draft | None:
        """What was left behind; None where nothing was."""
        return self.drafts.find(self.about)

    def keep(self, text: str) -> None:
        """Keep the line as it is while it is typed."""
        if text.strip():
            self.drafts.keep(self._draft(text))
        else:
            self.drop()

    def put_away(self, text: str) -> None:
        """Keep the line for later: its box was closed, or it is being saved."""
        if text.strip():
            self.drafts.put_away(self._draft(text))
        else:
            self.drop()

    def drop(self) -> None:
        """Forget the line."""
        self.drafts.drop(self.about)

    def _draft(self, text: str) -> Draft:
        from ..records.drafts import Draft

        return Draft(self.about, self.title, self.clock(), text=text)
