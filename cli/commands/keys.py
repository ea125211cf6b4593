"""``cartera keys``: the keys of the terminal as they are in force, the person's own included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...schema.sentences import Sentence, sentence
from ..choices import as_json
from ..command import Command
from ..exits import OK, REFUSED
from ..json_form import Json, print_json
from ..marking import mark as _
from ..places import keymap_file
from ..session import Session
from ..tables import Column, format_table, terminal_width

if TYPE_CHECKING:
    from ...schema.problems import Problem
    from ...tui.actions import Action
    from ...tui.keymap.keymap import Keymap


@click.command(
    "keys",
    cls=Command,
    help=_(
        "List what the terminal can do and the keys that do it, your own included.\n\n"
        "What in your keymap does not count is told on stderr, and then the command ends with 1. docs/keymap.md says "
        "how to write one."
    ),
    examples=("keys", "keys --preset vim", "keys --json"),
)
@click.option("--preset", help=_("Show the keys of a preset instead: default, vim or emacs."))
@as_json
@click.pass_obj
def command(session: Session, preset: str | None, json: bool) -> int:
    """Print the table of actions, or a JSON object of it."""
    keymap = _asked(session, preset)
    if json:
        print_json(_form(session, keymap))
    else:
        _print(session, keymap)
    for problem in keymap.problems:
        session.say(_told(problem))
        if problem.hint is not None:
            session.say(problem.hint)
    return REFUSED if keymap.problems else OK


def _asked(session: Session, preset: str | None) -> Keymap:
    """Return the keymap of the person, or the one of a preset."""
    from ...tui.keymap.reading import load_keymap, preset_keymap

    return preset_keymap(preset) if preset is not None else load_keymap(keymap_file(session.world.environment))


def _print(session: Session, keymap: Keymap) -> None:
    from ...tui.actions import GROUP_TITLES, key_name

    columns = [Column(session.text(each)) for each in (_("Keys"), _("What it does"), _("Action"))]
    rows: list[tuple[str, str, str]] = []
    for group, _title in GROUP_TITLES:
        rows += [
            (", ".join(map(key_name, each.keys)), each.title.text(session.language), each.id)
            for each in keymap.table.actions
            if each.group is group
        ]
    for line in format_table(columns, rows, terminal_width()):
        session.print(line)


def _told(problem: Problem) -> Sentence:
    if problem.line is None:
        return sentence("{file}: {message}", file=problem.path, message=problem.message)
    return sentence("{file}, line {line}: {message}", file=problem.path, line=problem.line, message=problem.message)


def _form(session: Session, keymap: Keymap) -> dict[str, Json]:
    """Return the keymap as JSON: where it was read, its preset, every action, and what does not count."""
    return {
        "file": str(keymap.path) if keymap.path else None,
        "preset": keymap.preset,
        "actions": [_action(session, each) for each in keymap.table.actions],
        "problems": [
            {
                "code": each.code,
                "line": each.line,
                "message": each.message.text(session.language),
                "hint": each.hint.text(session.language) if each.hint else None,
            }
            for each in keymap.problems
        ],
    }


def _action(session: Session, action: Action) -> Json:
    return {
        "action": action.id,
        "title": action.title.text(session.language),
        "group": action.group.value,
        "keys": [*action.keys],
        "places": [*sorted(each.value for each in action.places)],
    }
