"""What can be done with a due thing without opening it, and the two reviews of a day."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, Standing, without_book, without_record
from .places import DUE, RECORDS, Place

_TODAY = frozenset({Place.TODAY})
_REVIEW = frozenset({Place.REVIEW})


def not_a_task(standing: Standing) -> Sentence | None:
    """Return why it needs a task."""
    if reason := without_record(standing):
        return reason
    return None if standing.type == "task" else sentence("Only a task can be weighed or dropped.")


def _quadrant(number: int, title: Sentence) -> Action:
    return Action(f"quadrant-{number}", title, (str(number),), Group.RECORD, RECORDS, disabled=not_a_task)


ON_DUE: tuple[Action, ...] = (
    Action(
        "priority",
        sentence("Among the day's three priorities, or not"),
        ("plus",),
        Group.RECORD,
        RECORDS,
        disabled=without_record,
    ),
    Action("delegate", sentence("Give to somebody else"), ("D",), Group.RECORD, RECORDS, disabled=without_record),
    Action("follow-up", sentence("Follow up on a later day"), ("f",), Group.RECORD, RECORDS, disabled=without_record),
    _quadrant(1, sentence("Important and urgent: do it now")),
    _quadrant(2, sentence("Important, not urgent: plan it")),
    _quadrant(3, sentence("Urgent, not important: give it away")),
    _quadrant(4, sentence("Neither: let it go")),
    Action(
        "drop-task", sentence("Drop the task: it is not done any more"), ("d",), Group.RECORD, DUE, disabled=not_a_task
    ),
    Action(
        "explain",
        sentence("Why it stands where it stands"),
        ("equals_sign",),
        Group.RECORD,
        DUE,
        58,
        sentence("Why"),
        without_record,
    ),
    Action(
        "rank",
        sentence("Under headings, or one list by score"),
        ("minus",),
        Group.LIST,
        _TODAY,
        disabled=without_record,
    ),
    Action(
        "next-step", sentence("Next step of the review"), ("tab", "right"), Group.MOVE, _REVIEW, 96, sentence("Go on")
    ),
    Action("step-before", sentence("Step before"), ("shift+tab", "left"), Group.MOVE, _REVIEW),
    Action("morning-review", sentence("Review of the morning"), ("r m",), Group.GO, RECORDS, disabled=without_book),
    Action("evening-review", sentence("Review of the evening"), ("r e",), Group.GO, RECORDS, disabled=without_book),
)
"""In the order of help."""
