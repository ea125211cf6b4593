"""The straight way into the terminal: where nothing but it is asked for, the command line is not loaded at all.

Loading it takes as long as drawing the first screen. What is not understood here goes the long way, where every mistake is
told. ``CARTERA_NO_STRAIGHT_WAY=1`` goes the long way always.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .ahead import look_at_book
from .program import COMPLETE_VARIABLE

SWITCH = "CARTERA_NO_STRAIGHT_WAY"
"""The environment variable that has the command line loaded first."""

PATIENCE = 0.02
"""Seconds for which the first screen waits until all files are looked at; else it shows what was kept, and says so."""


class Plain(NamedTuple):
    """What a command line says that names no command."""

    folder: str
    """Where the book lies; empty where none is named."""
    read_only: bool
    """Whether nothing may be written."""
    language: str | None
    """The language asked for."""


def read_plain(arguments: Sequence[str], environment: Mapping[str, str]) -> Plain | None:
    """Return what is asked where it is plainly the terminal; None where it is anything else, or not understood here."""
    if environment.get(SWITCH) == "1" or environment.get(COMPLETE_VARIABLE):
        return None
    folder, read_only, language = "", False, None
    words = iter(arguments)
    for word in words:
        if word == "-C":
            folder = next(words, "")
            if not folder:
                return None
        elif word == "--readonly":
            read_only = True
        elif word in {"--lang=en", "--lang=es"}:
            language = word.partition("=")[2]
        else:
            return None
    return Plain(folder, read_only, language)


def go_straight(arguments: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """Open the terminal where that is all that is asked for, and return the exit code; None where it is not."""
    asked = read_plain(arguments, environment)
    if asked is None:
        return None
    gc.disable()  # until the terminal decides when garbage is looked for (tui/collecting.py)
    ahead = look_at_book(asked.folder or ".", environment, PATIENCE)
    from .session import Session
    from .showing import open_terminal
    from .telling import tell_failure
    from .world import World

    world = World(asked.language, ahead=ahead)
    session = Session(world, Path(asked.folder), read_only=asked.read_only, lasts=True)
    try:
        return open_terminal(session, named=bool(asked.folder))
    except (Exception, KeyboardInterrupt) as failure:  # noqa: BLE001 - the last place that can still tell it
        return tell_failure(failure, session.language, world)
    finally:
        session.close()
