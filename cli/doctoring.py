"""What ``cartera doctor`` looks at, one function each."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.git.commit import read_author
from ..records.git.reading import ObjectReader
from ..records.git.repository import open_repository, read_state
from ..records.git.run import require_git
from ..records.saving.keeper import Keeper
from ..schema.errors import CarteraError
from ..schema.problems import Severity
from ..schema.sentences import Sentence, plural, sentence
from .places import cache_folder
from .session import Session

LEAST_COLUMNS, LEAST_ROWS = 60, 15
"""The smallest terminal the screens can be drawn on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A notice means that it is sound."""

    severity: Severity
    """Error: Cartera cannot work. Warning: something is missing. Notice: sound."""
    says: Sentence
    """What was found."""
    hint: Sentence | None = None
    """What to do."""


def examine(session: Session) -> Iterator[Finding]:
    """Yield a finding for each thing looked at; without a book, for what does not need one."""
    yield from _python()
    yield from _git()
    try:
        book = session.book
    except CarteraError as mistake:
        yield _wrong(mistake)
    else:
        yield Finding(
            Severity.NOTICE, sentence("The book “{name}” is in {folder}.", name=book.config.name, folder=book.root)
        )
        yield from _identity(session)
        yield from _repository(session)
        yield from _records(session)
    yield from _cache(session)
    yield from _terminal(session)


def _wrong(mistake: CarteraError, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity, mistake.sentence, mistake.hint)


def _python() -> Iterator[Finding]:
    import yaml

    yield Finding(Severity.NOTICE, sentence("Python {version}.", version=platform.python_version()))
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
        yield _wrong(mistake)
    else:
        yield Finding(Severity.NOTICE, sentence("git is there and new enough."))


def _identity(session: Session) -> Iterator[Finding]:
    """Look at who git says writes, and whether that person has a file in people/."""
    book = session.book
    try:
        name, address = read_author(open_repository(book.root).git)
    except CarteraError as mistake:
        yield _wrong(mistake)
        return
    if book.me:
        yield Finding(
            Severity.NOTICE,
            sentence(
                "You are {name} <{address}>, “{handle}” in this book.", name=name, address=address, handle=book.me
            ),
        )
    else:
        yield Finding(
            Severity.WARNING,
            sentence(
                "git calls you {name} <{address}>, and nobody in people/ has that address.", name=name, address=address
            ),
            sentence("Make yourself known: cartera new user “{name}” email={address}", name=name, address=address),
        )


def _repository(session: Session) -> Iterator[Finding]:
    """Look for what keeps saves from being committed."""
    root = session.book.root
    try:
        repository = open_repository(root)
        with ObjectReader(repository.git) as reader:
            obstacle = read_state(repository, reader).obstacle
        with Keeper(root, session.world.clock) as keeper:
            waiting = keeper.pending()
    except CarteraError as mistake:
        yield _wrong(mistake)
        return
    if obstacle is not None:
        yield Finding(Severity.WARNING, sentence("Saves wait and are not committed: {reason}.", reason=obstacle))
    if waiting:
        yield Finding(
            Severity.WARNING,
            plural(
                "{n} save waits for its commit: {subjects}",
                "{n} saves wait for their commit: {subjects}",
                len(waiting),
                subjects="; ".join(waiting[:3]),
            ),
            sentence("The files are saved. They are committed with the next save once nothing stands in the way."),
        )
    if obstacle is None and not waiting:
        yield Finding(Severity.NOTICE, sentence("Everything saved is committed."))


def _records(session: Session) -> Iterator[Finding]:
    snapshot = session.book.snapshot()
    errors = sum(each.severity is Severity.ERROR for each in snapshot.problems)
    if errors:
        yield Finding(
            Severity.WARNING,
            plural("{n} error in the records.", "{n} errors in the records.", errors),
            sentence("“cartera check” lists them."),
        )
    else:
        count = len(snapshot.records)
        yield Finding(Severity.NOTICE, plural("{n} record, no errors.", "{n} records, no errors.", count))


def _cache(session: Session) -> Iterator[Finding]:
    folder = cache_folder(session.world.environment)
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if os.access(existing, os.W_OK):
        yield Finding(Severity.NOTICE, sentence("The cache is in {folder}.", folder=folder))
    else:
        yield Finding(
            Severity.WARNING,
            sentence("The cache folder {folder} may not be written; every start reads all files anew.", folder=folder),
            sentence("Set XDG_CACHE_HOME to a folder you may write."),
        )


def _terminal(session: Session) -> Iterator[Finding]:
    """Look at what the screens would be drawn on."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Finding(
            Severity.WARNING,
            sentence("The terminal's encoding is {encoding}: accents and signs will be replaced.", encoding=encoding),
            sentence("Set LANG to a UTF-8 locale, such as en_US.UTF-8 or es_ES.UTF-8."),
        )
    if not sys.stdout.isatty():
        yield Finding(Severity.NOTICE, sentence("No terminal here: commands work, the screens need one."))
        return
    size = shutil.get_terminal_size()
    if session.world.environment.get("TERM", "dumb") == "dumb":
        yield Finding(
            Severity.WARNING,
            sentence("The terminal says it is “dumb”: the screens cannot be drawn."),
            sentence("Set TERM to what your terminal is, such as xterm-256color."),
        )
    elif size.columns < LEAST_COLUMNS or size.lines < LEAST_ROWS:
        yield Finding(
            Severity.WARNING,
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
        yield Finding(
            Severity.NOTICE, sentence("The terminal has {columns}×{rows} cells.", columns=size.columns, rows=size.lines)
        )
