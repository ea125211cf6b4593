"""From one log line to what will be written: who is meant, which days, and the entry to be planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass
from ..schema.dates_in_words import Moment, read_date, read_instant
from ..schema.field import Field, Shape
from ..schema.folding import fold
from ..schema.kinds import BadValueError
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree
from .log_entry import LogEntry, plan_entry
from .logline import LogLine, parse_log_line
from .plan import Plan
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .book import Book


@dataclass(frozen=True, slots=True)
class LogDraft:
    """What a line was understood to mean."""

    line: LogLine
    """What it says word for word."""
    at: datetime
    """When it was."""
    client: Record | None
    """With whom; None while nobody is named."""
    contacts: tuple[Record, ...] = ()
    """Which of the client's people took part."""
    users: tuple[Record, ...] = ()
    """Which colleagues took part."""
    about: Record | None = None
    """The opportunity, case or project it was about."""
    due: date | datetime | None = None
    """By when the next step is due."""
    complaints: tuple[Sentence, ...] = ()
    """What keeps it from being saved."""


def understand_line(
    text: str, snapshot: Snapshot, moment: Moment, *, client: Record | None = None, about: Record | None = None
) -> LogDraft:
    """Return what ``text`` means; ``client`` and ``about`` are what was selected when it was begun."""
    line = parse_log_line(text, snapshot.schema.types["interaction"].by_name["kind"].choices)
    complaints: list[Sentence] = []
    whom, people, unknown = _find_people(line.who, snapshot, client)
    complaints.extend(sentence("Nobody here is called “{name}”.", name=name) for name in unknown)
    if whom is None:
        complaints.append(sentence("Name the client or one of its people before the colon."))
    if not line.text and not line.next_step:
        complaints.append(sentence("Say what happened."))
    at = moment.now.replace(microsecond=0)
    due: date | datetime | None = None
    try:
        at = read_instant(line.when, moment) if line.when else at
        due = read_date(line.due, moment) if line.due else None
    except BadValueError as mistake:
        complaints.append(mistake.reason)
    return LogDraft(
        line=line,
        at=at,
        client=whom,
        contacts=tuple(each for each in people if each.type == "contact"),
        users=tuple(each for each in people if each.type == "user"),
        about=about if about is not None and whom is not None and about.client == whom.name else None,
        due=due,
        complaints=tuple(complaints),
    )


def plan_log(book: Book, draft: LogDraft) -> Plan:
    """Plan the interaction, the task it leads to and the next step of what it was about, as one commit."""
    task_fields: dict[str, Tree] = {}
    if draft.due is not None:
        task_fields["due"] = draft.due.isoformat()
    if draft.about is not None:
        task_fields["about"] = draft.about.name
    return plan_entry(
        book,
        LogEntry(
            text=draft.line.text or draft.line.next_step,
            client=draft.client.name if draft.client else None,
            fields=_interaction_fields(draft, book.schema.types["interaction"].by_name["about"]),
            next_step=draft.line.next_step,
            task_fields=task_fields,
            deal=draft.about,
        ),
    )


def _interaction_fields(draft: LogDraft, about: Field) -> dict[str, Tree]:
    fields: dict[str, Tree] = {"kind": draft.line.kind, "at": draft.at.isoformat()}
    if draft.line.direction or draft.line.kind == "note":
        fields["direction"] = draft.line.direction or "internal"
    if draft.line.minutes is not None:
        fields["minutes"] = str(draft.line.minutes)
    if draft.contacts:
        fields["contacts"] = [each.name for each in draft.contacts]
    if draft.users:
        fields["users"] = [each.name for each in draft.users]
    if draft.about is not None:
        fields["about"] = [draft.about.name] if about.shape is Shape.LIST else draft.about.name
    return fields


def _find_people(
    words: Sequence[str], snapshot: Snapshot, client: Record | None
) -> tuple[Record | None, list[Record], list[str]]:
    """Return the client, the people and the names nobody has; the longest run of words that fits someone counts."""
    found: list[Record] = []
    unknown: list[str] = []
    for group in _groups(words):
        rest = list(group)
        while rest:
            taken, record = _longest_name(rest, snapshot, client)
            if record is None:
                unknown.append(" ".join(rest))
                break
            if record.type == "client":
                client = record
            else:
                client = client or snapshot.client_of(record)
                found.append(record)
            rest = rest[taken:]
    return client, found, unknown


def _groups(words: Sequence[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            groups.append([])
        else:
            groups[-1].append(word)
    return [each for each in groups if each]


def _longest_name(words: Sequence[str], snapshot: Snapshot, client: Record | None) -> tuple[int, Record | None]:
    for count in range(len(words), 0, -1):
        record = _named(words[:count], snapshot, client)
        if record is not None:
            return count, record
    return 0, None


def _named(words: Sequence[str], snapshot: Snapshot, client: Record | None) -> Record | None:
    """Return the one person or client that has all the words: the client's own people first, then clients, then all."""
    folded = [fold(each) for each in words]
    near = [each for each in snapshot.of_client(client.name) if each.type == "contact"] if client else []
    pools: tuple[Iterable[Record], ...] = (
        near,
        snapshot.of_type("client"),
        snapshot.of_type("user"),
        () if client else snapshot.of_type("contact"),
    )
    for pool in pools:
        fitting = [each for each in pool if _has_words(each, folded)]
        exact = [each for each in fitting if fold(each.title) == " ".join(folded)]
        if len(exact or fitting) == 1:
            return (exact or fitting)[0]
    return None


def _has_words(record: Record, folded: Sequence[str]) -> bool:
    parts = f"{fold(record.title)} {record.name.replace('-', ' ')}".split()
    return all(any(part.startswith(word) for part in parts) for word in folded)
