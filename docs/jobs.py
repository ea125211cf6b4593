"""Makes ``docs/jobs.md``: the most frequent jobs, how many keys each needs in the terminal and in a shell.

The keys stand here once. ``tests/outside/test_jobs.py`` presses exactly these on the sample book and types exactly these
commands, and looks whether both did the job; so the table cannot promise what does not work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..tui.actions import key_name
from .stage import keys_of

INTRODUCTION = """\
# The most frequent jobs, counted

Each job begins where the program does, on the list of clients of the sample book ({moment}), and ends when it is saved or
seen. A key counts as one, and so does each letter of a text; Shift does not. Beside it: what the same needs in a shell, with
the Enter at the end, in a folder of the book. In brackets: how much of it is text that has to be said anyway, such as the name
of a client or what was talked about.

This page is generated from `docs/jobs.py`; `tests/outside/test_jobs.py` presses these keys and types these commands and looks
whether the job is done.
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text typed letter by letter."""

    text: str
    """As typed."""


Press = str | Typed
"""One key by Textual's name, or a text."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing people do all day."""

    id: str
    """By which its check is found."""
    title: str
    """What is done."""
    presses: tuple[Press, ...]
    """In the terminal."""
    command: str
    """In the shell, without ``cartera``."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every single key, in order."""
        return tuple(
            key for each in self.presses for key in (keys_of(each.text) if isinstance(each, Typed) else (each,))
        )

    @property
    def said(self) -> int:
        """How many of them are text."""
        return sum(len(each.text) for each in self.presses if isinstance(each, Typed))

    @property
    def typed_in_shell(self) -> int:
        """How many keys the command takes, its Enter counted."""
        return len(f"cartera {self.command}") + 1


_LINE = "call mireia: budget is fine > send the proposal @fri"
_TO_CLIENT: tuple[Press, ...] = ("ctrl+p", Typed("tramo"), "enter")

JOBS: tuple[Job, ...] = (
    Job("log", "Log a call with its next step", ("l", Typed(_LINE), "enter"), f"log '{_LINE}'"),
    Job("find", "Find a client", _TO_CLIENT, "show tramo"),
    Job(
        "pipeline",
        "See the deals of a client",
        (*_TO_CLIENT, *["right_square_bracket"] * 5),
        "list opportunity client:tramo",
    ),
    Job(
        "move",
        "Move a deal to the next stage",
        ("g", "e", "slash", Typed("botella"), "enter", "greater_than_sign"),
        "move de-la-parcela qualification",
    ),
    Job(
        "done",
        "Complete a task",
        ("g", "t", "slash", Typed("contraof"), "enter", "x"),
        "done enviar-la-contraof",
    ),
    Job(
        "snooze",
        "Put a task off until Friday",
        ("g", "h", "slash", Typed("ficha"), "enter", "z", Typed("fri"), "enter"),
        "snooze mandar-a-ruben fri",
    ),
    Job("client", "New client", ("n", Typed("Nova"), "ctrl+s"), "new client title=Nova"),
    Job(
        "contact",
        "New contact of a client",
        (*_TO_CLIENT, "n", Typed("con"), "enter", Typed("Eva Ruiz"), "ctrl+s"),
        "new contact --client tramo title='Eva Ruiz'",
    ),
    Job(
        "deal",
        "New deal of a client, with amount, date and next step",
        (
            *_TO_CLIENT, "n", Typed("opp"), "enter", Typed("Second line"), *["enter"] * 4, Typed("20k"), "enter",
            Typed("eoq"), "enter", "enter", Typed("Call her"), "enter", Typed("fri"), "ctrl+s",
        ),
        "new opportunity --client tramo title='Second line' amount=20k expected_close=eoq next_step='Call her' "
        "next_step_due=fri",
    ),
    Job(
        "reassign",
        "Give all open tasks of a colleague to another, and see each before",
        ("g", "t", "slash", Typed("assignee:ana"), "enter", "asterisk", "D", Typed("marc"), "enter", "enter"),
        "set --where 'type:task is:open assignee:ana' assignee=marc --yes",
    ),
    Job("undo", "Take back the last save", ("u",), "undo"),
)  # fmt: skip
"""In the order of a day."""


def render_jobs() -> str:
    """Return the page."""
    from .stage import MOMENT

    return "\n".join((INTRODUCTION.format(moment=f"{MOMENT:%-d %B %Y, %H:%M}"), *_table(), ""))


def _table() -> Iterator[str]:
    yield "| Job | Keys in the terminal | | Keys in a shell | |"
    yield "|---|--:|---|--:|---|"
    for job in JOBS:
        terminal = " ".join(_shown(each) for each in job.presses)
        yield (
            f"| {job.title} | {len(job.keys)} ({job.said}) | {terminal} | {job.typed_in_shell} | "
            f"`cartera {job.command.replace('|', chr(92) + '|')}` |"
        )


def _shown(press: Press) -> str:
    return f"“{press.text}”" if isinstance(press, Typed) else f"`{key_name(press)}`"
