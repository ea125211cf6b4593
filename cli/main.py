"""The entry point ``cartera``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from typing import NoReturn

from .. import __version__


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    _open_closed_streams()
    _collect_seldom(os.environ)
    if sys.argv[1:] == ["--version"]:
        # Answered before click is imported: scripts and prompts ask for it often.
        sys.stdout.write(f"cartera {__version__}\n")
        sys.exit(0)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not UTF-8 shows \xe1 instead of ending the program.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from .straight import go_straight

    code = go_straight(sys.argv[1:], os.environ)
    if code is not None:
        sys.exit(code)
    from .ahead import begin_to_look

    ahead = begin_to_look(sys.argv[1:], os.environ)
    from .running import run

    sys.exit(run(sys.argv[1:], ahead=ahead))


def _collect_seldom(environment: Mapping[str, str]) -> None:
    """Look for garbage after tens of thousands of new objects instead of hundreds.

    Loading a program and a book makes next to none, and looking took a tenth of a command.
    ``CARTERA_USUAL_COLLECTOR=1`` leaves the collector as Python has it.
    """
    if environment.get("CARTERA_USUAL_COLLECTOR") != "1":
        gc.set_threshold(50_000, 20, 20)


def _open_closed_streams() -> None:
    """Let streams that were closed before the start lead nowhere, lest the next file that is opened takes their place."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - it stays open until the end
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
