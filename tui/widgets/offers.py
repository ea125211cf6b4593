"""What may complete the row being typed: a short list under it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ...schema.clean import clean
from ..presentation.cells import fit
from ..presentation.completion import Candidate, Completion
from ..presentation.plain import plain


class OfferTaken(Message):
    """A candidate was clicked."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__()
        self.candidate = candidate
        """Which one."""


class Offers(Widget):
    """Candidates with one marked; hidden while there are none."""

    DEFAULT_CSS = """
    Offers { display: none; height: auto; background: $panel; color: $foreground; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="offers")
        self.completion = Completion(0)
        self.place = 0
        """Which candidate is marked."""

    @property
    def marked(self) -> Candidate | None:
        """The candidate that Enter takes; None while hidden."""
        found = self.completion.candidates
        return found[self.place] if self.display and self.place < len(found) else None

    def offer(self, completion: Completion) -> None:
        """Show other candidates, or hide when there are none."""
        self.completion = completion
        if not completion.candidates and not self.display:
            return
        self.place = 0
        self.display = bool(completion.candidates)
        self.styles.height = len(completion.candidates)
        self.refresh(layout=True)

    def step(self, by: int) -> None:
        """Mark another candidate, round and round."""
        if self.completion.candidates:
            self.place = (self.place + by) % len(self.completion.candidates)
            self.refresh()

    def render(self) -> Content:
        """Return one line for each candidate."""
        width = self.size.width
        return Content("\n").join(
            self._line(each, width, marked=place == self.place) for place, each in enumerate(self.completion.candidates)
        )

    def on_click(self, event: events.Click) -> None:
        """Take the candidate under the mouse."""
        event.stop()
        if 0 <= event.y < len(self.completion.candidates):
            self.post_message(OfferTaken(self.completion.candidates[event.y]))

    @staticmethod
    def _line(candidate: Candidate, width: int, *, marked: bool) -> Content:
        about = clean(candidate.about)
        title = fit(f"{'>' if marked else ' '} {clean(candidate.title)}", max(4, width - cell_len(about) - 2))
        if marked:
            return plain(fit(f"{title} {about}", width), "bold reverse")
        return Content.assemble(plain(title), plain(fit(f" {about}", max(0, width - cell_len(title))), "$text-muted"))
