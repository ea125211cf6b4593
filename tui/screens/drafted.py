"""Screens whose typing outlives the program: what stands in them is kept as a draft within a second of each key."""

from __future__ import annotations

from textual.screen import ScreenResultType
from textual.timer import Timer

from ...records.drafts import About, Draft
from ..drafts import KEEP_AFTER
from .book_screen import FramedScreen


class DraftedScreen(FramedScreen[ScreenResultType]):
    """Keeps what is typed; sub-classes say what it is about and what it holds now."""

    _kept: Timer | None = None
    _is_kept = False

    def about(self) -> About | None:
        """Return what a draft of this screen is about; None where another screen keeps it."""
        return None

    def draft(self) -> Draft | None:
        """Return what would be lost now; None when nothing would."""
        return None

    def note_typing(self) -> None:
        """Keep what stands here soon: in half a second, however many keys come until then."""
        if self._kept is None and self.about() is not None:
            self._kept = self.set_timer(KEEP_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what stands here now, or forget what was kept where nothing is left to lose."""
        self._stop_waiting()
        about, draft = self.about(), self.draft()
        if draft is not None:
            self.cartera.drafts.keep(draft)
            self._is_kept = True
        elif about is not None and self._is_kept:
            self.cartera.drafts.drop(about)
            self._is_kept = False

    @property
    def keeps_draft(self) -> bool:
        """Whether what stands here can be kept for later."""
        return self.about() is not None and self.cartera.drafts.keeps

    def put_away(self) -> None:
        """Keep what stands here for later: it is offered again."""
        draft = self.draft()
        if draft is not None:
            self._stop_waiting()
            self.cartera.drafts.put_away(draft)

    def drop_draft(self) -> None:
        """Forget it: it was saved, or is not wanted."""
        self._stop_waiting()
        about = self.about()
        if about is not None:
            self.cartera.drafts.drop(about)

    def _stop_waiting(self) -> None:
        if self._kept is not None:
            self._kept.stop()
            self._kept = None
