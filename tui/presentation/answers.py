"""Answers to a question that lies over a screen."""

from __future__ import annotations

from ...schema.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    key: str
    """The key that gives it, as Textual names it."""
    name: str
    """The key as people read it."""
    title: str
    """What it does."""
    word: str
    """What the question is answered with."""
