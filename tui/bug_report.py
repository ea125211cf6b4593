"""A report of a bug without record content: the kind of exception and the lines of code it passed through."""

from __future__ import annotations

import traceback
from pathlib import Path

ROOT = Path(__file__).parent.parent


def report_of(error: BaseException) -> str:
    """Return the report: no message (it may quote a record), no local variables."""
    frames = traceback.extract_tb(error.__traceback__)
    passed = (f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join((type(error).__name__, *passed))


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])
