"""A log entry: an interaction, the task it leads to and the next step of what it was about, as one plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass, field
from ..schema.record import Record
from ..schema.tree import Tree
from .files.edits import Edit, Put
from .plan import Plan, join

if TYPE_CHECKING:
    from .book import Book

LONGEST_TITLE = 72
"""Characters of a title made from the text; the whole text then stands below it."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What is to be written, every value as it will stand in the file."""

    text: str
    """What happened."""
    client: str | None
    """The slug of the client it happened with."""
    fields: Mapping[str, Tree]
    """The interaction's other fields: kind, moment, people."""
    next_step: str = ""
    """What comes next; empty where nothing does."""
    task_fields: Mapping[str, Tree] = field(default_factory=dict)
    """The other fields of the task made of it: by when, who, about what."""
    deal: Record | None = None
    """The opportunity whose next step it is."""


def plan_entry(book: Book, entry: LogEntry) -> Plan:
    """Plan everything an entry says, as one commit; the interaction names the task."""
    task = plan_task(book, entry.next_step, entry.client, entry.task_fields) if entry.next_step else None
    title, body = split_title(entry.text)
    fields = {"title": title, **entry.fields}
    if task is not None:
        fields["actions"] = [each.id.rpartition("/")[2] for each in task.changes]
    interaction = book.new("interaction", fields, client=entry.client, body=body)
    plans = [interaction, task, _plan_next_step(book, entry)]
    return join([each for each in plans if each], interaction.subject)


def plan_task(book: Book, text: str, client: str | None, fields: Mapping[str, Tree]) -> Plan:
    """Plan a task; it lies with its client, else with whoever does it."""
    title, body = split_title(text)
    assignee = fields.get("assignee")
    person = assignee if isinstance(assignee, str) else book.me
    return book.new("task", {"title": title, **fields}, client=client, person=None if client else person, body=body)


def split_title(text: str) -> tuple[str, str]:
    """Return a title made from a text, and the text to stand below it where the title does not say it all."""
    whole = text.strip()
    first = whole.split("\n", maxsplit=1)[0]
    title = first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", maxsplit=1)[0] + "…"
    return title, "" if title == whole else f"{whole}\n"


def _plan_next_step(book: Book, entry: LogEntry) -> Plan | None:
    """Return the plan that sets the next step of the opportunity it was about."""
    if entry.deal is None or entry.deal.type != "opportunity" or not entry.next_step:
        return None
    edits: list[Edit] = [Put(("next_step",), entry.next_step)]
    due = entry.task_fields.get("due")
    if isinstance(due, str):
        edits.append(Put(("next_step_due",), due[: len("2026-07-14")]))
    return book.edit(entry.deal, edits)
