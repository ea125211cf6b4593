"""What ``cartera doctor`` looks at around a book: Python, git, the cache, the terminal."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator

from ..records.git.run import read_version, require_git
from ..schema.errors import CarteraError
from ..schema.problems import Severity
from ..schema.sentences import sentence
from .book_health import examine_book
from .finding import Finding, attention, sound, wrong
from .places import cache_folder, keymap_file
from .session import Session

LEAST_COLUMNS, LEAST_ROWS = 60, 15
"""The smallest terminal the screens can be drawn on."""


def examine(session: Session) -> Iterator[Finding]:
    """Yield a finding for each thing looked at; without a book, for what does not need one."""
    yield from _python()
    yield from _git()
    try:
        _ = session.book
    except CarteraError as mistake:
        yield wrong(mistake)
    else:
        yield from examine_book(session)
    yield from _cache(session)
    yield from _keymap(session)
    yield from _terminal(session)


def _python() -> Iterator[Finding]:
    import yaml

    yield sound(sentence("Python {version}.", version=platform.python_version()))
    if not yaml.__with_libyaml__:
        yield Finding(
            Severity.ERROR,
            sentence("PyYAML was built without libyaml, and records cannot be read."),
            sentence("Install PyYAML from a wheel: pip install --force-reinstall --only-binary :all: pyyaml"),
        )


def _git() -> Iterator[Finding]:
    try:
        require_git()
    except CarteraError as mistake:
        yield wrong(mistake)
    else:
        yield sound(sentence("git {version}.", version=read_version()))


def _cache(session: Session) -> Iterator[Finding]:
    folder = cache_folder(session.world.environment)
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if os.access(existing, os.W_OK):
        size = sum(each.stat().st_size for each in folder.glob("*") if each.is_file()) if folder.is_dir() else 0
        yield sound(sentence("The cache is in {folder}; it holds {size} kB.", folder=folder, size=round(size / 1000)))
    else:
        yield attention(
            sentence("The cache folder {folder} may not be written; every start reads all files anew.", folder=folder),
            sentence("Set XDG_CACHE_HOME to a folder you may write."),
        )


def _keymap(session: Session) -> Iterator[Finding]:
    """Look at the person's own keys, where there are any."""
    file = keymap_file(session.world.environment)
    if not file.exists():
        return
    from ..tui.keymap.reading import load_keymap

    keymap = load_keymap(file)
    if keymap.problems:
        hint = sentence("“cartera keys” tells all that is wrong there.")
        yield attention(sentence("Your keymap: {message}", message=keymap.problems[0].message), hint)
    else:
        yield sound(sentence("Your keymap is {path}, on the preset {preset}.", path=file, preset=keymap.preset))


def _terminal(session: Session) -> Iterator[Finding]:
    """Look at what the screens would be drawn on."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield attention(
            sentence("The terminal's encoding is {encoding}: accents and signs will be replaced.", encoding=encoding),
            sentence("Set LANG to a UTF-8 locale, such as en_US.UTF-8 or es_ES.UTF-8."),
        )
    if not sys.stdout.isatty():
        yield sound(sentence("No terminal here: commands work, the screens need one."))
        return
    size = shutil.get_terminal_size()
    if session.world.environment.get("TERM", "dumb") == "dumb":
        yield attention(
            sentence("The terminal says it is “dumb”: the screens cannot be drawn."),
            sentence("Set TERM to what your terminal is, such as xterm-256color."),
        )
    elif size.columns < LEAST_COLUMNS or size.lines < LEAST_ROWS:
        yield attention(
            sentence(
                "The terminal has {columns}×{rows} cells; the screens need {least_columns}×{least_rows}.",
                columns=size.columns,
                rows=size.lines,
                least_columns=LEAST_COLUMNS,
                least_rows=LEAST_ROWS,
            ),
            sentence("Make the window larger."),
        )
    else:
        yield sound(sentence("The terminal has {columns}×{rows} cells.", columns=size.columns, rows=size.lines))
