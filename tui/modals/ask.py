"""A question with a few answers: each has a key, and the words say what it does."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ..presentation.answers import Answer
from ..presentation.plain import plain


class AskModal(ModalScreen[str]):
    """Answers with the word of the chosen answer; Esc answers with the empty word."""

    def __init__(self, title: str, lines: Sequence[str], answers: Sequence[Answer]) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """Return the box: what it is about, then one line an answer."""
        with VerticalScroll(classes="box"):
            yield Static(plain(self._title, "bold"), classes="box-title")
            for line in self._lines:
                yield Static(plain(line))
            yield Static(plain("\n".join(f"{each.name}  {each.title}" for each in self._answers)), classes="box-keys")

    def on_key(self, event: events.Key) -> None:
        """Answer, or close without an answer."""
        event.stop()
        event.prevent_default()
        found = next((each for each in self._answers if each.key == event.key), None)
        if found is not None:
            self.dismiss(found.word)
        elif event.key == "escape":
            self.dismiss("")
