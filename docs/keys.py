"""Makes ``docs/keys.md``: every action of the terminal with its keys, from the table the program uses."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema.language import ENGLISH, SPANISH
from ..tui.actions import ACTIONS, GROUP_TITLES, PLACE_TITLES, Action, Place, key_name

INTRODUCTION = """\
# Keys

Every key works over SSH and in tmux. Vim letters and arrows do the same. `?` shows the keys of the place you are in,
narrows as you type and does what you choose; `Ctrl-P` finds actions, lists and records by a few letters of their names; `:`
takes commands ([command-line.md](command-line.md)). After the first key of a sequence, such as `g`, the screen shows what may
follow. Your own keys, several for one action or in sequence, are explained in [keymap.md](keymap.md).

This page is generated from the table of actions (`tui/actions/`).
"""


def render_keys() -> str:
    """Return the page."""
    return "\n".join((INTRODUCTION, *_tables()))


def _tables() -> Iterator[str]:
    for group, title in GROUP_TITLES:
        yield f"## {title.text(ENGLISH)} · {title.text(SPANISH)}\n"
        yield "| Keys | What it does | Qué hace | Where |"
        yield "|---|---|---|---|"
        for action in ACTIONS:
            if action.group is group:
                yield _row(action)
        yield ""


def _row(action: Action) -> str:
    keys = ", ".join(f"`{key_name(key)}`" for key in action.keys)
    return f"| {keys} | {action.title.text(ENGLISH)} | {action.title.text(SPANISH)} | {_places(action)} |"


def _places(action: Action) -> str:
    """Return where it works; the order of the table of places."""
    if Place.ANYWHERE in action.places:
        return dict(PLACE_TITLES)[Place.ANYWHERE].text(ENGLISH)
    return ", ".join(title.text(ENGLISH) for place, title in PLACE_TITLES if place in action.places)
