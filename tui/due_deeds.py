"""Deeds on a due thing: another day, another person, another time, its weight; asked in one small box each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ..records.journal import plan_priority
from ..records.task_deeds import plan_delegation, plan_drop, plan_follow_up, plan_put_off, plan_quadrant
from ..schema.clean import clean
from ..schema.dataclass import dataclass
from ..schema.dates_in_words import Moment, add_months, read_date
from ..schema.folding import fold
from ..schema.formats import show_plain, show_weekday
from ..schema.kinds import BadValueError
from ..schema.language import Language
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Path
from .acting import Acting
from .modals.chooser import Chooser, Wording
from .modals.line import LineModal, Understood
from .presentation.cells import Tone
from .presentation.lines import Item, Span

if TYPE_CHECKING:
    from .app import Cartera

OnDay = Callable[[date | datetime], None]
"""Does something with the day that was chosen."""

_WEEK = 7


@runtime_checkable
class Planning(Protocol):
    """A screen that chooses the priorities of another day than this one."""

    plans: date
    """Which day."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A day that needs no typing."""

    says: Sentence
    """What it is called."""
    day: date
    """Which one it is today."""


def presets(today: date) -> tuple[Preset, ...]:
    """Return the days people put things off to most."""
    return (
        Preset(sentence("tomorrow"), today + timedelta(days=1)),
        Preset(sentence("in two days"), today + timedelta(days=2)),
        Preset(sentence("on Monday"), today + timedelta(days=_WEEK - today.weekday())),
        Preset(sentence("in a week"), today + timedelta(weeks=1)),
        Preset(sentence("in two weeks"), today + timedelta(weeks=2)),
        Preset(sentence("in a month"), add_months(today, 1)),
        Preset(sentence("in three months"), add_months(today, 3)),
    )


def day_items(text: str, moment: Moment) -> list[Item]:
    """Return the days offered for what is typed: the day it names, else the usual ones whose name it begins."""
    wanted, language = fold(text.strip()), moment.language
    usual = {each.day: each for each in reversed(presets(moment.today))}
    offered = [each for _, each in sorted(usual.items()) if wanted in fold(each.says.text(language))]
    items = [_day_item(each.says.text(language), each.day, language) for each in offered]
    if not wanted:
        return items
    try:
        read = read_date(text, moment)
    except BadValueError as mistake:
        return items or [Item((Span(f"! {clean(mistake.reason.text(language))}", Tone.WARNING),))]
    return [
        _day_item(clean(text.strip()), read, language),
        *(each for each in items if each.target != read.isoformat()),
    ]


def ask_day(app: Cartera, title: str, then: OnDay) -> None:
    """Ask for a day, by a usual one or in words."""
    words, moment = app.language.gettext, Moment(app.now, app.language)
    keys = words("Type a day in words (friday, +3d, 12/9 10:00) or ↑ ↓, Enter takes it, Esc closes.")

    def chosen(target: str | None) -> None:
        if target:
            then(date.fromisoformat(target) if len(target) == len("2026-07-20") else datetime.fromisoformat(target))

    app.push_screen(Chooser(Wording(title, keys, ""), lambda text: day_items(text, moment)), chosen)


def reschedule(app: Cartera, record: Record) -> None:
    """Put a record off to another day."""
    field = app.screen.standing().day_field if isinstance(app.screen, Acting) else ""
    if field:
        path: Path = tuple(int(step) if step.isdecimal() else step for step in field.split("."))
        title = app.language.gettext("Put off “{title}” until").format(title=record.title)
        ask_day(app, title, lambda day: app.bridge.save(app, lambda book: plan_put_off(book, record, path, day)))


def follow_up(app: Cartera, record: Record) -> None:
    """Make a task that takes a record up again."""
    title = app.language.gettext("Follow up “{title}” on").format(title=record.title)
    ask_day(app, title, lambda day: app.bridge.save(app, lambda book: plan_follow_up(book, record, day)))


def delegate(app: Cartera, record: Record) -> None:
    """Give a task to somebody else, or a task about a record: to whom, what is expected, when to look at it."""
    snapshot, words = app.snapshot, app.language.gettext
    people = [each for each in snapshot.of_type("user") if each.name != app.me] if snapshot else []
    if not people:
        app.tell(sentence("There is nobody else in people/ to give it to."), "warning")
        return
    wording = Wording(
        words("Give “{title}” to").format(title=record.title),
        words("Type to narrow, Enter chooses, Esc closes."),
        words("Nobody is called that."),
    )

    def chosen(name: str | None) -> None:
        to = next((each for each in people if each.name == name), None)
        if to is not None:
            _ask_expected(app, record, to)

    app.push_screen(Chooser(wording, lambda text: _people_items(text, people)), chosen)


def _ask_expected(app: Cartera, record: Record, to: Record) -> None:
    words, language = app.language.gettext, app.language
    moment = Moment(app.now, language)

    def judge(text: str) -> Understood:
        try:
            expected, check_on = read_expected(text, moment)
        except BadValueError as mistake:
            return Understood(((Span(f"! {clean(mistake.reason.text(language))}", Tone.WARNING),),), is_good=False)
        day = f"{show_weekday(check_on, language)} {show_plain(check_on, language)}" if check_on else ""
        result, look, no_day = words("Expected"), words("Look at it"), words("no day: add @friday")
        lines = (
            (Span(f"{result}: ", Tone.MUTED), Span(clean(expected) or "–")),
            (Span(f"{look}: ", Tone.MUTED), Span(day or no_day)),
        )
        return Understood(lines, is_good=bool(expected))

    def typed(text: str | None) -> None:
        if text:
            expected, check_on = read_expected(text, moment)
            app.bridge.save(app, lambda book: plan_delegation(book, record, to, expected=expected, check_on=check_on))

    title = words("{who}: what do you expect, and when do you look? (a list of prices @friday)").format(who=to.title)
    app.push_screen(LineModal(title, words("Enter gives it away, Esc closes."), judge), typed)


def read_expected(text: str, moment: Moment) -> tuple[str, date | datetime | None]:
    """Return the expected result and the day after its last ``@``.

    Raises:
        BadValueError: what stands there is no day.

    """
    expected, sign, when = text.rpartition("@")
    if not sign:
        return text.strip(), None
    return expected.strip(), read_date(when, moment)


def _people_items(text: str, people: Sequence[Record]) -> list[Item]:
    wanted = fold(text.strip())
    return [
        Item((Span(clean(each.title)),), label=each.name, target=each.name)
        for each in people
        if wanted in fold(f"{each.title} {each.name}")
    ]


def _day_item(label: str, day: date | datetime, language: Language) -> Item:
    return Item(
        (Span(f"{show_weekday(day, language)} {show_plain(day, language)}"),), label=label, target=day.isoformat()
    )


def _weigh(quadrant: int, app: Cartera, record: Record) -> None:
    app.bridge.save(app, lambda book: plan_quadrant(book, record, quadrant))


def _drop(app: Cartera, record: Record) -> None:
    app.bridge.save(app, lambda book: plan_drop(book, record))


def _choose(app: Cartera, record: Record) -> None:
    day = app.screen.plans if isinstance(app.screen, Planning) else app.now.date()
    app.bridge.save(app, lambda book: plan_priority(book, day, record))


ON_DUE_RECORD: Mapping[str, Callable[[Cartera, Record], None]] = {
    "reschedule": reschedule,
    "follow-up": follow_up,
    "delegate": delegate,
    "drop-task": _drop,
    "priority": _choose,
    **{f"quadrant-{number}": partial(_weigh, number) for number in (1, 2, 3, 4)},
}
"""By the id of the action: what it does with the selected record."""
