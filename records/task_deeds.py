"""What one does with a due thing without opening it: put it off, give it away, follow it up, weigh it, drop it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ..schema.errors import Refused
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Path, Tree
from .files.edits import Append, Edit, Put, PutBody
from .log_draft import LogDraft, plan_log
from .log_entry import plan_task
from .plan import Plan, join
from .same_deed import DUE, twin_of
from .snapshot import Snapshot
from .views.today.day_field import is_planned
from .views.today.with_clients import WRITTEN

if TYPE_CHECKING:
    from .book import Book

ABOUT_TYPES = frozenset({"opportunity", "case", "project", "contract", "proposal"})
"""Types a new task is said to be about."""

QUADRANTS: Mapping[int, Sentence] = {
    1: sentence("do it now"),
    2: sentence("plan it"),
    3: sentence("give it away"),
    4: sentence("let it go"),
}
"""The four quadrants of importance and urgency."""

HELD = "reached"
"""The outcome of a meeting that took place, until somebody says a better one."""

_IMPORTANCE = {1: "1", 2: "1", 3: "3", 4: "3"}
_BEGINS = time(9)
"""The hour of a moment that had none."""


class NoTask(Refused):
    """The deed is for tasks, and this is another record."""

    def __init__(self, record: Record) -> None:
        super().__init__(
            sentence("“{title}” is no task.", title=record.title), sentence("Make a task for it first, or move it.")
        )


def plan_snooze(book: Book, record: Record, field: Path, when: date | datetime) -> Plan:
    """Plan that what stands in ``field`` is due on another day; a moment keeps its hour where none is named."""
    subject = sentence("“{title}” put off until {day}", title=record.title, day=_day_of(when))
    return book.edit(record, [Put(field, _written(book, record, field, when))], subject)


def plan_put_off(book: Book, record: Record, field: Path, when: date | datetime) -> Plan:
    """Plan as ``plan_snooze``, and the same for the other record in which the deed stands, so that it is asked once."""
    planned = plan_snooze(book, record, field, when)
    twin = twin_of(book.snapshot(), record) if field == (DUE.get(record.type),) else None
    if twin is None:
        return planned
    other = DUE[twin.type]
    return join([planned, plan_snooze(book, twin, (other,), when)], planned.subject)


def plan_delegation(
    book: Book, record: Record, to: Record, *, expected: str = "", check_on: date | datetime | None = None
) -> Plan:
    """Plan that a task is somebody else's; anything else leads to a task about it that is theirs."""
    delegated: dict[str, Tree] = {"date": book.now().date().isoformat()}
    if book.me:
        delegated["by"] = book.me
    if expected:
        delegated["expected"] = expected
    if check_on is not None:
        delegated["check_on"] = check_on.isoformat()
    if record.type == "task":
        subject = sentence("“{title}” given to {who}", title=record.title, who=to.title)
        edits: list[Edit] = [Put(("assignee",), to.name), Put(("delegated",), delegated)]
        return book.edit(record, edits, subject)
    fields: dict[str, Tree] = {"assignee": to.name, "delegated": delegated, **_about(record)}
    return plan_task(book, expected or record.text("next_step") or record.title, record.client, fields)


def plan_follow_up(book: Book, record: Record, due: date | datetime, text: str = "") -> Plan:
    """Plan a task with the same client that takes a record up again on a day."""
    title = text or sentence("Follow up: {title}", title=record.title).text(book.language)
    return plan_task(book, title, record.client, {"due": due.isoformat(), **_about(record)})


def plan_quadrant(book: Book, record: Record, quadrant: int) -> Plan:
    """Plan where a task stands between importance and urgency; its importance follows.

    Raises:
        NoTask: the record is none.

    """
    _require_task(record)
    edits: list[Edit] = [Put(("importance",), _IMPORTANCE[quadrant]), Put(("quadrant",), str(quadrant))]
    return book.edit(record, edits, sentence("“{title}”: {what}", title=record.title, what=QUADRANTS[quadrant]))


def plan_drop(book: Book, record: Record) -> Plan:
    """Plan that a task is not done any more.

    Raises:
        NoTask: the record is none.

    """
    _require_task(record)
    return book.move(record, "cancelled")


def is_answerable(snapshot: Snapshot, record: Record, now: datetime) -> bool:
    """Return whether a log line can answer a record: an open task, or a meeting whose hour has come."""
    if record.type == "task":
        return record.text("status") in {"open", "waiting"}
    at = snapshot.value(record, "at") if record.type == "interaction" and is_planned(record) else None
    return isinstance(at, datetime) and at <= now and record.text("kind") not in WRITTEN and not record.text("mood")


def plan_answer(book: Book, draft: LogDraft, answered: Record | None) -> Plan:
    """Plan what a log line says, as one commit with what it answers: a task is done, a meeting has its words."""
    if answered is not None and answered.type == "interaction":
        return _plan_minutes(book, draft, answered)
    logged = plan_log(book, draft)
    if answered is None:
        return logged
    done = book.move(answered, "done")
    return join([logged, done], sentence("{logged}; done: “{title}”", logged=logged.subject, title=answered.title))


def _plan_minutes(book: Book, draft: LogDraft, meeting: Record) -> Plan:
    """Plan that a planned meeting was held: what came of it below its agenda, and the task it leads to."""
    edits: list[Edit] = [Put(("outcome",), HELD)]
    if draft.line.text:
        edits.append(PutBody(f"{meeting.body.rstrip()}\n\n{draft.line.text}\n".lstrip("\n")))
    if draft.line.minutes is not None:
        edits.append(Put(("minutes",), str(draft.line.minutes)))
    if draft.contacts and not meeting.tree.get("contacts"):
        edits.append(Put(("contacts",), [each.name for each in draft.contacts]))
    task = None
    if draft.line.next_step:
        fields: dict[str, Tree] = {"due": draft.due.isoformat()} if draft.due else {}
        task = plan_task(book, draft.line.next_step, meeting.client, fields)
        edits += [Append(("actions",), each.id.rpartition("/")[2]) for each in task.changes]
    held = book.edit(meeting, edits, sentence("“{title}” held", title=meeting.title))
    return join([each for each in (held, task) if each], held.subject)


def _day_of(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _about(record: Record) -> dict[str, Tree]:
    if record.type in ABOUT_TYPES:
        return {"about": record.name}
    about = record.tree.get("about") if record.type == "task" else None
    return {"about": about} if about else {}


def _written(book: Book, record: Record, field: Path, when: date | datetime) -> str:
    """Return a day as the field holds it: a moment where it needs one."""
    declared = book.snapshot().type_of(record).field_at(field)
    if declared is not None and declared.kind.name == "date":
        return _day_of(when).isoformat()
    if isinstance(when, datetime) or declared is None or declared.kind.name != "datetime":
        return when.isoformat()
    before = book.snapshot().type_of(record).value(record, field)
    zone = book.config.zone
    hour = before.astimezone(zone).time() if isinstance(before, datetime) else _BEGINS
    return datetime.combine(when, hour, zone).isoformat()


def _require_task(record: Record) -> None:
    if record.type != "task":
        raise NoTask(record)
