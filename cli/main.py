"""The entry point ``cartera``."""

from __future__ import annotations

import sys
from typing import NoReturn

from .. import __version__


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Answered before click is imported: scripts and prompts ask for it often.
        sys.stdout.write(f"cartera {__version__}\n")
        sys.exit(0)
    from .running import run

    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            # A terminal that is not UTF-8 shows \xe1 instead of ending the program.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))
