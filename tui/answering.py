"""A screen that answers a question answers it once: a second Enter on its way must not close the screen below."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from .drawing.narrow import compositor
from .drawing.stepping import SteppingScreen


class Answering(SteppingScreen[ScreenResultType]):
    """Can be dismissed while it is on top, and not again."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(name, id, classes)
        self._compositor = compositor()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer; where it is closed already, or covered, nothing happens."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Box(ModalScreen[ScreenResultType]):
    """The same for what stands over a screen: Textual styles a class by its first bases, so it needs its own."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(name, id, classes)
        self._compositor = compositor()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer; where it is closed already, or covered, nothing happens."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
