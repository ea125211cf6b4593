"""The list of today: everything due from every source, whose it is, ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from ....schema.dataclass import dataclass
from ....schema.dates_in_words import Moment
from ....schema.language import ENGLISH
from ....schema.reader import Desk
from ....schema.record import Record
from ...query.facts import Facts
from ...same_deed import Deed, deed
from ...snapshot import Snapshot
from . import sources, with_clients
from .due import HORIZON, SECTION_TITLES, Dated, Due, Reason, Section
from .score import parts_of

SOURCES: tuple[Callable[[Facts], Iterator[Dated]], ...] = (
    sources.open_tasks,
    sources.opportunities,
    with_clients.interactions,
    with_clients.reviews,
    with_clients.cases,
    with_clients.clients,
    sources.proposals,
    sources.contracts,
    sources.deliverables,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One section of the list with what stands under it."""

    section: Section
    """Which one."""
    due: tuple[Due, ...]
    """The most pressing first."""


def facts_of_day(snapshot: Snapshot, now: datetime) -> Facts:
    """Return the facts due things are found in: of no person, in the book's zone."""
    return Facts(snapshot, Desk(Moment(now.astimezone(snapshot.config.zone), ENGLISH)))


def due_list(snapshot: Snapshot, now: datetime, me: str | None) -> list[Due]:
    """Return what is due up to a week ahead, for ``me`` or for everybody, the most pressing first."""
    facts = facts_of_day(snapshot, now)
    last = facts.today + HORIZON
    dated = [
        each
        for source in SOURCES
        for each in source(facts)
        if each.day <= last and concerns(snapshot, each.record, me, each.on)
    ]
    tasks = {_deed(each) for each in dated if each.reason is Reason.TASK}
    once = (each for each in dated if each.reason is not Reason.NEXT_STEP or _deed(each) not in tasks)
    found = [Due(each, parts_of(facts, each)) for each in once]
    return sorted(found, key=lambda each: (-each.score, each.day, each.record.id, each.dated.what))


def _deed(dated: Dated) -> Deed:
    """Return what is to be done with whom and when: a next step that is a task of its own too is due once."""
    return deed(dated.record.client, dated.day, dated.what or dated.record.title)


def by_record(due: Iterable[Due]) -> list[Due]:
    """Return one line a record: the first, which presses most where ``due`` is ranked."""
    first: dict[str, Due] = {}
    for each in due:
        first.setdefault(each.record.id, each)
    return list(first.values())


def in_sections(due: Sequence[Due], now: datetime) -> list[Heading]:
    """Return the due things under their headings, empty ones left out; each keeps the order of ``due``."""
    held = {section: tuple(each for each in due if each.section(now) is section) for section in SECTION_TITLES}
    return [Heading(section, each) for section, each in held.items() if each]


def concerns(snapshot: Snapshot, record: Record, me: str | None, on: str = "") -> bool:
    """Return whether a record is on ``me``: as ``on`` says, as assignee or owner, else by its client's owner."""
    if me is None:
        return True
    if on := on or record.text("assignee") or record.text("owner"):
        return on == me
    users = record.tree.get("users")
    if isinstance(users, list) and users:
        return me in users
    client = snapshot.client_of(record)
    return client is None or me in {client.text("owner"), client.text("deputy")}
