"""Reading only: a book in which nothing is written, whatever is asked."""

from __future__ import annotations

from ..schema.errors import Refused
from ..schema.sentences import sentence


class BookReadOnly(Refused):
    """The book was opened for reading only, and something would have been written."""

    def __init__(self) -> None:
        super().__init__(
            sentence("The book is open for reading only: nothing was written."),
            sentence("Leave --readonly away, or switch it off in the terminal, to write."),
        )
