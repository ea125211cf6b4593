"""One line to type, with what was understood of it shown below as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from ...schema.dataclass import dataclass
from ..answering import Box
from ..drafts import KEEP_AFTER, LineDraft
from ..presentation.lines import Span
from ..presentation.plain import plain
from ..widgets.tones import TONES


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line means."""

    lines: tuple[tuple[Span, ...], ...]
    """What is shown below it."""
    is_good: bool
    """Whether Enter may take it."""


class LineModal(Box[str]):
    """Answers with the line; Esc answers with the empty text."""

    def __init__(
        self,
        title: str,
        keys: str,
        judge: Callable[[str], Understood],
        text: str = "",
        draft: LineDraft | None = None,
    ) -> None:
        super().__init__()
        self._draft = draft
        """Keeps the line while it is typed, and when the box is closed without it; None where nothing is kept."""
        self._waits: Timer | None = None
        self._title = title
        self._keys = keys
        self._judge = judge
        self._text = text

    def compose(self) -> ComposeResult:
        """Return the box."""
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold"), classes="box-title")
            yield Input(self._text, compact=True, select_on_focus=False, id="line-text")
            yield Static(plain(""), id="line-understood")
            yield Static(plain(self._keys, "$text-muted"), classes="box-keys")

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(Input).focus()
        self._show(self._text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what was understood."""
        event.stop()
        self._show(event.value)
        if self._draft is not None and self._waits is None:
            self._waits = self.set_timer(KEEP_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep the line as it stands."""
        self._stop_waiting()
        if self._draft is not None:
            self._draft.keep(self.query_one(Input).value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line when it can be taken."""
        event.stop()
        if self._judge(event.value).is_good:
            self._put_away()
            self.dismiss(event.value)
        else:
            self.app.bell()

    def on_key(self, event: events.Key) -> None:
        """Close without a line."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._put_away()
            self.dismiss("")

    def _put_away(self) -> None:
        """Keep the line for later: it was closed, or its save may fail; who saves it drops it."""
        self._stop_waiting()
        if self._draft is not None:
            self._draft.put_away(self.query_one(Input).value)

    def _stop_waiting(self) -> None:
        if self._waits is not None:
            self._waits.stop()
            self._waits = None

    def _show(self, text: str) -> None:
        spans = [span for line in self._judge(text).lines for span in (*line, Span("\n"))]
        self.query_one("#line-understood", Static).update(
            Content.assemble(*(plain(span.text, TONES.get(span.tone, "")) for span in spans[:-1]))
        )
