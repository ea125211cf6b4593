"""What came in and is not put on anybody's disk, said the same by whatever brought it."""

from __future__ import annotations

from collections.abc import Iterable

from .marking import mark as _
from .session import Session


def tell_left_out(session: Session, paths: Iterable[str]) -> None:
    """Say of each path that it stays in history."""
    for path in paths:
        session.say(
            _(
                "{path} is a link, another repository or has an unsafe name; it stays in history and is not written here."
            ),
            path=path,
        )
