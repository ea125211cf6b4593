"""Steps: how far a long deed has come, told to whoever waits for it, who may end it.

A deed that can last over a second takes a ``Tell`` and calls it on the thread it works on, often: whoever listens shows
some of it (``paced``). To cancel, the listener raises ``Cancelled`` out of that call. A deed tells only where nothing is
half done: what it has worked out is thrown away, and neither book nor cache have changed. Once a save is promised
(records/saving/keeper.py) nothing is told any more, since it cannot be taken back by stopping.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from ..schema.dataclass import dataclass
from ..schema.errors import Refused
from ..schema.sentences import Sentence, sentence

PACE = 0.1
"""Seconds between two steps that are shown: oftener nobody can read."""
PATIENCE = 1.0
"""Seconds after which somebody who waits should be told."""


class Deed(Enum):
    """What is being done."""

    READ = "read"
    """Records are read from their files."""
    IMPORT = "import"
    """Rows of tables are made into records."""
    CHANGE = "change"
    """The changes of many records are worked out."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a deed has come."""

    deed: Deed
    """What is being done."""
    done: int
    """How many records or rows are done."""
    total: int
    """How many there are; 0 while that is not known yet."""

    @property
    def sentence(self) -> Sentence:
        """The step in words, such as ``Reading records: 1200 of 10000``."""
        if self.deed is Deed.READ:
            if not self.total:
                return sentence("Looking for records …")
            return sentence("Reading records: {done} of {total}", done=self.done, total=self.total)
        if self.deed is Deed.IMPORT:
            return sentence("Taking in rows: {done} of {total}", done=self.done, total=self.total)
        return sentence("Preparing changes: {done} of {total}", done=self.done, total=self.total)


Tell = Callable[[Step], None]
"""Is told each step; raises ``Cancelled`` to end the deed."""


class Cancelled(Refused):
    """The person who waited has ended the deed."""

    def __init__(self) -> None:
        super().__init__(sentence("Cancelled: nothing was changed."))


def paced(tell: Tell, clock: Callable[[], float], *, patience: float = PATIENCE) -> Tell:
    """Return a ``Tell`` that passes on only what can be read: after ``patience`` seconds, then one every ``PACE``.

    ``clock`` gives seconds that only grow, such as ``time.monotonic``.
    """
    due = clock() + patience

    def pass_on(step: Step) -> None:
        nonlocal due
        now = clock()
        if now >= due:
            due = now + PACE
            tell(step)

    return pass_on
