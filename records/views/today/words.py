"""What a due thing says of its time: how many days away, which hour, what is left of a clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from ....schema.formats import show_days_away
from ....schema.language import Language
from ....schema.sentences import Sentence, sentence
from .due import Due, Section
from .score import CLOCKS


def say_when(due: Due, now: datetime, language: Language) -> str:
    """Return when something is due: how many days away, today the hour, and of a clock what is left of it."""
    today = now.date()
    if due.at is None or due.day != today:
        return show_days_away((due.day - today).days, language)
    if due.reason in CLOCKS:
        return _left(due.at - now).text(language)
    return sentence("today {hour}", hour=f"{due.at:%H:%M}").text(language)


def is_late(due: Due, now: datetime) -> bool:
    """Return whether its day or hour has passed."""
    return due.section(now) is Section.OVERDUE


def _left(left: timedelta) -> Sentence:
    late = left < timedelta()
    hours, minutes = divmod(round(abs(left).total_seconds() / 60), 60)
    if hours:
        return sentence("{n} h ago", n=hours) if late else sentence("{n} h left", n=hours)
    return sentence("{n} min ago", n=minutes) if late else sentence("{n} min left", n=minutes)
