"""What ``cartera doctor`` looks at in a book, one function each."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.editor_schemas import find_stale, has_any
from ..records.git.commit import read_author
from ..records.git.damage import find_damage
from ..records.git.exchange import read_promisor
from ..records.git.places import find_edges
from ..records.git.reading import ObjectReader
from ..records.git.repository import Repository, open_repository, read_state
from ..records.git.run import Git
from ..records.git.survey import Survey, find_outside_edits, survey
from ..records.saving.keeper import Keeper
from ..records.saving.leftovers import find_leftovers
from ..records.sync.inbox import all_conflicts
from ..records.sync.rescue import is_index_damaged
from ..records.sync.setup import complete_attributes, is_set_up
from ..schema.errors import CarteraError
from ..schema.formats import show_instant
from ..schema.json_schema import FOLDER
from ..schema.problems import Severity
from ..schema.sentences import Sentence, plural, sentence
from .finding import Finding, attention, sound, wrong
from .session import Session

_NAMED = 3
"""Files named in a sentence; it says how many there are."""


def examine_book(session: Session) -> Iterator[Finding]:
    """Yield a finding for each thing looked at in the session's book."""
    book = session.book
    yield sound(sentence("The book “{name}” is in {folder}.", name=book.config.name, folder=book.root))
    yield from _identity(session)
    yield from _repository(session)
    yield from _leftovers(session)
    yield from _settings(session)
    yield from _editor_schemas(session)
    yield from _records(session)


def _identity(session: Session) -> Iterator[Finding]:
    """Look at who git says writes, and whether that person has a file in people/."""
    book = session.book
    try:
        name, address = read_author(open_repository(book.root).git)
    except CarteraError as mistake:
        yield wrong(mistake)
        return
    if book.me:
        yield sound(
            sentence("You are {name} <{address}>, “{handle}” in this book.", name=name, address=address, handle=book.me)
        )
    else:
        yield attention(
            sentence(
                "git calls you {name} <{address}>, and nobody in people/ has that address.", name=name, address=address
            ),
            sentence("Make yourself known: cartera new user “{name}” email={address}", name=name, address=address),
        )


def _repository(session: Session) -> Iterator[Finding]:
    """Look where the book stands in git, and for what keeps saves from being committed."""
    root = session.book.root
    try:
        repository = open_repository(root)
        with ObjectReader(repository.git) as reader:
            obstacle = read_state(repository, reader).obstacle
        with Keeper(root, session.world.clock) as keeper:
            waiting = keeper.pending()
        told = survey(root)
        yield from _history(session, told)
        yield from _damage(repository)
        yield from _merging(repository, told)
        yield from _extent(session)
        if obstacle is not None:
            yield attention(sentence("Saves wait and are not committed: {reason}.", reason=obstacle))
        if waiting:
            yield _waiting(waiting)
        elif obstacle is None:
            yield sound(sentence("Everything saved is committed."))
            yield from _outside_edits(session)
    except CarteraError as mistake:
        yield wrong(mistake)


def _history(session: Session, told: Survey) -> Iterator[Finding]:
    """Tell branch, last commit and the repositories that commits are exchanged with."""
    branch = sentence("On the branch {branch}", branch=told.branch) if told.branch else sentence("On no branch")
    if told.last is None:
        yield sound(sentence("{branch}, without a commit so far.", branch=branch))
    else:
        when = show_instant(told.last.when, session.language, session.book.config.zone)
        yield sound(
            plural(
                "{branch}, {n} commit; it is of {when} by {who}: {subject}",
                "{branch}, {n} commits; the last is of {when} by {who}: {subject}",
                told.commits,
                branch=branch,
                when=when,
                who=told.last.who,
                subject=told.last.subject,
            )
        )
    if told.upstream is not None:
        yield sound(
            sentence(
                "{name} was {behind} commits ahead and {ahead} behind when it was last fetched.",
                name=told.upstream.name,
                behind=told.upstream.behind,
                ahead=told.upstream.ahead,
            )
        )
    for remote in told.remotes:
        yield sound(sentence("The repository {name} is {url}.", name=remote.name, url=remote.url))


def _damage(repository: Repository) -> Iterator[Finding]:
    """Look at all that git keeps of the book."""
    mend = sentence("“cartera doctor --mend” gets again what it can, and keeps what was there.")
    if is_index_damaged(repository):
        yield attention(sentence("git's index cannot be read."), mend)
    damage = find_damage(repository.git, repository.common / "objects")
    if damage:
        names = _named((*damage.files, *damage.derived, *damage.lacking))
        yield attention(sentence("Parts of the history are damaged or missing: {names}", names=names), mend)
    else:
        yield sound(sentence("All that git keeps of the book is sound."))


def _merging(repository: Repository, told: Survey) -> Iterator[Finding]:
    """Look whether plain git would merge the records of a shared book line by line."""
    mend = sentence("“cartera doctor --mend” sets it up.")
    if told.remotes and not is_set_up(repository):
        yield attention(sentence("A plain “git merge” in this clone would not merge records field by field."), mend)
    if told.remotes and complete_attributes(repository.root) is not None:
        says = sentence("A clone without Cartera would merge records line by line: .gitattributes does not forbid it.")
        yield attention(says, mend)


def _waiting(subjects: tuple[str, ...]) -> Finding:
    return attention(
        plural(
            "{n} save waits for its commit: {subjects}",
            "{n} saves wait for their commit: {subjects}",
            len(subjects),
            subjects="; ".join(subjects[:_NAMED]),
        ),
        sentence("The files are saved. They are committed with the next save once nothing stands in the way."),
    )


def _outside_edits(session: Session) -> Iterator[Finding]:
    edits = find_outside_edits(session.book.root)
    if edits.count:
        yield attention(
            plural(
                "{n} record file differs from the last commit: {names}",
                "{n} record files differ from the last commit: {names}",
                edits.count,
                names=_named((*edits.modified, *edits.missing, *edits.untracked)),
            ),
            sentence("They were edited without Cartera. Commit them with “git add --all” and “git commit”."),
        )


def _extent(session: Session) -> Iterator[Finding]:
    """Tell what of the book and its history this clone does not hold."""
    root = session.book.root
    absent = len(session.book.snapshot().absent)
    if absent:
        yield sound(
            plural(
                "This clone holds a part of the book: {n} record is not here; “cartera hold” lists the clients.",
                "This clone holds a part of the book: {n} records are not here; “cartera hold” lists the clients.",
                absent,
            )
        )
    if find_edges(root):
        yield sound(sentence("This clone holds only the newest commits; “git fetch --unshallow” gets the others."))
    remote = read_promisor(Git(root))
    if remote is not None:
        yield sound(sentence("Earlier versions are got from {name} when something asks for them.", name=remote))


def _leftovers(session: Session) -> Iterator[Finding]:
    """Look for what killed programs left behind."""
    left = find_leftovers(session.book.root)
    if left.locks:
        yield attention(
            sentence("A lock of git lies in the book: {names}", names=_named(left.locks)),
            sentence("Commits wait for it. If no git is at work in the book, “cartera doctor --mend” sets it aside."),
        )
    if left.temporaries:
        yield attention(
            plural(
                "{n} file was begun and never finished: {names}",
                "{n} files were begun and never finished: {names}",
                len(left.temporaries),
                names=_named(left.temporaries),
            ),
            sentence("What it held is in the record or in the journal; “cartera doctor --mend” sets it aside."),
        )
    if left.damaged:
        yield attention(
            sentence("Saves that the disk gave back damaged were set aside: {names}", names=_named(left.damaged)),
            sentence("They lie in .git/cartera/journal. Look at what they hold, then delete them."),
        )


def _settings(session: Session) -> Iterator[Finding]:
    """Tell what is wrong in cartera.yaml and in the book's own schema."""
    wrong_ones = [
        each
        for each in session.book.snapshot().book_problems
        if each.path == "cartera.yaml" or f"{each.path}/".startswith("schema/")
    ]
    for each in wrong_ones:
        place = f"{each.path}:{each.line}" if each.line else each.path
        yield attention(sentence("{place}: {message}", place=place, message=each.message), each.hint)
    if not wrong_ones:
        yield sound(sentence("Settings and schema of the book are sound."))


def _editor_schemas(session: Session) -> Iterator[Finding]:
    book = session.book
    stale = find_stale(book.root, book.schema, book.language)
    write = sentence("“cartera schema --write” writes them.")
    if not has_any(book.root):
        yield sound(sentence("The book has no schemas for editors; “cartera schema --write” writes them."))
    elif stale:
        says = plural(
            "{n} schema for editors in {folder} is out of date.",
            "{n} schemas for editors in {folder} are out of date.",
            len(stale),
            folder=FOLDER,
        )
        yield attention(says, write)
    else:
        yield sound(sentence("The schemas for editors are up to date."))


def _records(session: Session) -> Iterator[Finding]:
    snapshot = session.book.snapshot()
    conflicts = len(all_conflicts(snapshot))
    if conflicts:
        yield attention(
            plural("{n} conflict waits for a decision.", "{n} conflicts wait for a decision.", conflicts),
            sentence("“cartera conflicts” lists them."),
        )
    counts = {level: sum(each.severity is level for each in snapshot.problems) for level in Severity}
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    doubts: Sentence = plural("{n} warning", "{n} warnings", warnings)
    if errors:
        yield attention(
            plural(
                "{n} error and {warnings} in the records.",
                "{n} errors and {warnings} in the records.",
                errors,
                warnings=doubts,
            ),
            sentence("“cartera check” lists them."),
        )
    else:
        count = len(snapshot.records)
        yield sound(
            plural("{n} record, no errors, {warnings}.", "{n} records, no errors, {warnings}.", count, warnings=doubts)
        )


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
