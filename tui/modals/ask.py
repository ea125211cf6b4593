"""A question with a few answers: each has a key, and the words say what it does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ..answering import Box
from ..presentation.answers import Answer
from ..presentation.cells import fit
from ..presentation.plain import plain


class AnswerLine(Static):
    """One answer, under the mouse too."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word
            """The word of the answer."""

    def __init__(self, answer: Answer, wide: int) -> None:
        key = plain(fit(answer.name, wide), "bold $text-accent")
        super().__init__(Content.assemble(key, plain(f"  {answer.title}")))
        self._word = answer.word

    def on_click(self) -> None:
        """Answer."""
        self.post_message(self.Chosen(self._word))


class AskModal(Box[str]):
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
            with Vertical(classes="box-keys"):
                wide = max((cell_len(each.name) for each in self._answers), default=0)
                yield from (AnswerLine(each, wide) for each in self._answers)

    def on_answer_line_chosen(self, message: AnswerLine.Chosen) -> None:
        """Answer what was clicked."""
        message.stop()
        self.dismiss(message.word)

    def on_key(self, event: events.Key) -> None:
        """Answer, or close without an answer."""
        event.stop()
        event.prevent_default()
        found = next((each for each in self._answers if each.key == event.key), None)
        if found is not None:
            self.dismiss(found.word)
        elif event.key == "escape":
            self.dismiss("")
