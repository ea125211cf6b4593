"""The line on stderr that says how far a long deed is: after a second, written over itself, and gone when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from ..records.steps import Step, paced
from .tables import cut

if TYPE_CHECKING:
    from ..schema.language import Language

ERASE = "\r\x1b[K"
"""Back to the start of the line, and all of it gone."""
WIDTH = 79
"""Cells of the line: on a narrower terminal it would break, and what is broken is not erased."""


class WaitingLine:
    """Shows steps on a terminal; called with each."""

    def __init__(
        self, stream: TextIO, language: Callable[[], Language], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._language = language
        self._pass_on = paced(self._show, clock)
        self._is_shown = False

    def __call__(self, step: Step) -> None:
        """Show a step if the last was long enough ago; after the last of all the line goes."""
        if step.total and step.done >= step.total:
            self.erase()
        else:
            self._pass_on(step)

    def erase(self) -> None:
        """Take the line away, if it is there."""
        if self._is_shown:
            self._is_shown = False
            self._write(ERASE)

    def _show(self, step: Step) -> None:
        self._is_shown = True
        self._write(ERASE + cut(step.sentence.text(self._language()), WIDTH))

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
