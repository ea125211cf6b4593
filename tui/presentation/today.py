"""What is due as rows under headings, what the header says of the day, and why a thing stands where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from ...records.journal import Priority, journal_on, top_of
from ...records.snapshot import Snapshot
from ...records.views.day import done_on_day
from ...records.views.today.due import REASON_WORDS, SECTION_TITLES, Due, Section
from ...records.views.today.listing import due_list
from ...records.views.today.words import is_late, say_when
from ...schema.clean import clean
from ...schema.dataclass import dataclass, replace
from ...schema.formats import show_day
from ...schema.record import Record
from ...schema.sentences import plural
from .cells import OWN, Cell, Column, Row, Tone
from .lines import Item, Span, blank
from .preview import preview_items
from .sections import Headline, Sectioned
from .values import Reader, align_day, mark_of

DAY, REASON, WHAT, SCORE, DATE = (f"{OWN}{name}" for name in ("day", "reason", "what", "score", "date"))
"""The columns of a day that are no fields."""
CLIENT = f"{OWN}client"

BY_SCORE = SCORE
"""The order that shows one list by score; without one, what is due stands under headings."""


@dataclass(frozen=True)
class Day:
    """What the screen of today shows, computed beside it; what every key asks of it is found out once."""

    due: tuple[Due, ...]
    """One line a record, the most pressing first."""
    others: Mapping[str, tuple[Due, ...]]
    """Record → why else it is due."""
    top: tuple[Priority, ...]
    """The three priorities."""
    done: int
    """How much is done today."""
    now: datetime
    """The moment it was computed for."""

    @cached_property
    def by_id(self) -> Mapping[str, Due]:
        """Every line by its record, the most pressing first."""
        return {each.record.id: each for each in self.due}

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """The records that are priorities."""
        return tuple(each.record.id for each in self.top if each.record)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The records of the day: the priorities, then what is due, the most pressing first."""
        return tuple(dict.fromkeys((*self.chosen, *self.by_id)))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The names of the types of what is due."""
        return tuple(dict.fromkeys(each.record.type for each in self.due))

    @cached_property
    def sections(self) -> Mapping[Section, tuple[str, ...]]:
        """The records that are due under each heading, each in the order of ``due``."""
        held: dict[Section, list[str]] = {section: [] for section in SECTION_TITLES}
        for record_id, each in self.by_id.items():
            held[each.section(self.now)].append(record_id)
        return {section: tuple(ids) for section, ids in held.items()}


def read_day(snapshot: Snapshot, now: datetime, me: str | None) -> Day:
    """Return the day of a person, computed from the records with all that keys ask of it: for a thread."""
    top = top_of(snapshot, journal_on(snapshot, me, now.date()))
    day = day_of(due_list(snapshot, now, me), top, len(done_on_day(snapshot, now, me)), now)
    assert day.ids is not None
    assert day.types is not None
    assert day.sections is not None
    return day


def day_of(due: Sequence[Due], top: Sequence[Priority], done: int, now: datetime) -> Day:
    """Return what is due as the screen shows it: one line a record by what presses most, the rest beside it."""
    lines: dict[str, list[Due]] = {}
    for each in due:
        lines.setdefault(each.record.id, []).append(each)
    others = {name: tuple(rest) for name, (_, *rest) in lines.items() if rest}
    return Day(tuple(first for first, *_ in lines.values()), others, tuple(top), done, now)


def only(day: Day, ids: Collection[str]) -> Day:
    """Return the day with no more than the records ``ids`` of it: those a filter leaves."""
    top = tuple(each for each in day.top if each.record is None or each.record.id in ids)
    return replace(day, due=tuple(each for record_id, each in day.by_id.items() if record_id in ids), top=top)


def today_sections(
    day: Day, columns: tuple[Column, ...], rows: Callable[[str], Row], reader: Reader, *, ranked: bool
) -> Sectioned:
    """Return the rows: the three priorities, then what is due under headings or in one list by score."""
    lines: list[Headline | str] = [*_top_lines(day, reader)] if day.ids else []
    if ranked:
        lines += _under(reader.words("By score"), Tone.STRONG, day.by_id, day.chosen)
    else:
        for section, ids in day.sections.items():
            tone = Tone.BAD if section is Section.OVERDUE else Tone.STRONG
            lines += _under(SECTION_TITLES[section].text(reader.language), tone, ids, day.chosen)
    return Sectioned(columns, tuple(lines), rows)


def today_columns(reader: Reader, others: Sequence[Column] = (), *, ranked: bool = False) -> tuple[Column, ...]:
    """Return the columns of the list: when, why and what always, then ``others`` in place of client and date.

    In the order of the score it stands first: in a narrow window the last columns have no room.
    """
    words = reader.words
    client = Column(CLIENT, words("Client"), least=8, most=26)
    usual = (client,) if ranked else (client, Column(DATE, words("Date"), least=10, most=12))
    return (
        *((Column(SCORE, words("Score"), least=5, most=6, right=True),) if ranked else ()),
        Column(DAY, words("Due"), least=8, most=17, whole=True),
        Column(REASON, words("Why"), least=13, most=16),
        Column(WHAT, words("What"), least=16, most=60, stretches=True),
        *(others or usual),
    )


def today_rows(
    day: Day, snapshot: Snapshot, reader: Reader, columns: Sequence[Column], other: Callable[[str], Row] | None = None
) -> Callable[[str], Row]:
    """Return the function that makes the row of a record by its id; ``other`` makes the cells that are not the day's."""
    due = day.by_id
    chosen = {each.record.id: each for each in day.top if each.record}
    own = [column.name for column in columns if other is None or column.name.startswith(OWN)]

    def make(record_id: str) -> Row:
        found, record = due.get(record_id), snapshot.records[record_id]
        cells = (
            _due_cells(found, record, day, snapshot, reader)
            if found is not None
            else _undue_cells(chosen[record_id], record, snapshot, reader)
        )
        others = other(record_id).cells if other is not None else ()
        return Row(record_id, (*(cells[name] for name in own), *others), mark_of(snapshot, record))

    return make


def _due_cells(due: Due, record: Record, day: Day, snapshot: Snapshot, reader: Reader) -> dict[str, Cell]:
    late = is_late(due, day.now)
    when = say_when(due, day.now, reader.language)
    return {
        DAY: Cell(f"{when} !" if late else when, Tone.BAD if late else Tone.NORMAL),
        REASON: Cell(_reasons(due, day, reader), Tone.MUTED),
        WHAT: Cell(clean(due.what)),
        CLIENT: Cell(_client(snapshot, record), Tone.MUTED),
        SCORE: Cell(str(due.score), Tone.MUTED),
        DATE: Cell(align_day(show_day(due.day, reader.language)), Tone.MUTED),
    }


def day_words(day: Day, reader: Reader) -> str:
    """Return how the day stands: how much is overdue, how much is for today, how much is done."""
    parts = (
        plural("{n} overdue", "{n} overdue", len(day.sections[Section.OVERDUE])),
        plural("{n} today", "{n} today", len(day.sections[Section.TODAY])),
        plural("{n} done", "{n} done", day.done),
    )
    return ", ".join(each.text(reader.language) for each in parts)


def score_lines(due: Due, reader: Reader) -> list[str]:
    """Return the score line by line: the points of each part and what they are for, then the sum."""
    width = max(len(f"{each.points:+}") for each in due.parts)
    lines = [f"{each.points:+{width}}  {clean(each.says.text(reader.language))}" for each in due.parts]
    score = reader.words("score")
    return [*lines, f"{due.score:>{width}}  {score}"]


def due_items(due: Due | None, others: Sequence[Due], snapshot: Snapshot, record: Record, reader: Reader) -> list[Item]:
    """Return what stands beside the list: why a record is due, how its score comes about, and the record."""
    items: list[Item] = []
    for each in (due, *others) if due else ():
        when = show_day(each.day, reader.language)
        hour = f" {each.at:%H:%M}" if each.at else ""
        why = REASON_WORDS[each.reason].text(reader.language)
        says = f"{why}: {when}{hour}" if each.what == record.title else f"{why}: {clean(each.what)}, {when}{hour}"
        items.append(Item((Span(says[:1].upper() + says[1:], Tone.STRONG if each is due else Tone.NORMAL),)))
    if due is not None:
        items += [Item((Span(line, Tone.MUTED),)) for line in score_lines(due, reader)]
        items.append(blank())
    return [*items, *preview_items(snapshot, record, reader)]


def _top_lines(day: Day, reader: Reader) -> list[Headline | str]:
    if not day.top:
        hint = reader.words("No priorities yet: + chooses what counts today, r m reviews the morning.")
        return [Headline((Span(hint, Tone.MUTED),))]
    done = sum(each.is_done for each in day.top)
    lines: list[Headline | str] = [
        Headline((Span(reader.words("Priorities ({done} of {n} done)", done=done, n=len(day.top)), Tone.GOOD),))
    ]
    return lines + [each.record.id if each.record else Headline((Span(f"   {clean(each.text)}"),)) for each in day.top]


def _under(title: str, tone: Tone, ids: Iterable[str], chosen: Collection[str]) -> list[Headline | str]:
    """Return a heading and the records under it, without the priorities, which stand above; nothing where none is left."""
    rest = [each for each in ids if each not in chosen]
    return [Headline((Span(f"{title} ({len(rest)})", tone),)), *rest] if rest else []


def _undue_cells(priority: Priority, record: Record, snapshot: Snapshot, reader: Reader) -> dict[str, Cell]:
    """Return the cells of a priority that is not due, or done."""
    kind = clean(reader.language.choose(snapshot.type_of(record).label))
    return {
        DAY: Cell(reader.words("done"), Tone.GOOD) if priority.is_done else Cell(""),
        REASON: Cell(kind, Tone.MUTED),
        WHAT: Cell(clean(record.title)),
        CLIENT: Cell(_client(snapshot, record), Tone.MUTED),
        SCORE: Cell(""),
        DATE: Cell(""),
    }


def _reasons(due: Due, day: Day, reader: Reader) -> str:
    more = len(day.others.get(due.record.id, ()))
    words = REASON_WORDS[due.reason].text(reader.language)
    return f"{words} +{more}" if more else words


def _client(snapshot: Snapshot, record: Record) -> str:
    client = snapshot.client_of(record)
    return clean(client.title) if client and client is not record else ""
