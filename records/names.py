"""Names people type: any unambiguous part of a name or title finds its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from ..schema.errors import Misused, NotFound
from ..schema.folding import fold
from ..schema.nearest import nearest
from ..schema.problems import Problem
from ..schema.record import Record, name_of
from ..schema.sentences import plural, sentence
from .absent import word_to_hold
from .snapshot import Snapshot

_SHOWN = 5


class NoSuchRecord(NotFound):
    """What was typed fits no record."""

    def __init__(self, text: str, suggestion: str | None) -> None:
        super().__init__(
            sentence("No record fits “{text}”.", text=text),
            sentence("Did you mean {nearest}?", nearest=suggestion) if suggestion else None,
        )


class RecordBroken(NoSuchRecord):
    """What was typed names a file that cannot be read as a record."""

    def __init__(self, text: str, problem: Problem) -> None:
        NotFound.__init__(
            self,
            sentence("{path} cannot be read as a record: {reason}", path=problem.path, reason=problem.message),
            sentence("Mend it with “cartera edit {name}”, or in any editor.", name=text),
        )


class NotHeldHere(NotFound):
    """What was typed, or linked to, names a record that a sparse clone left out."""

    def __init__(self, record_id: str) -> None:
        super().__init__(
            sentence("{id} is in the book, but this clone does not hold it.", id=record_id),
            sentence("Get it: cartera hold {client}", client=word_to_hold(record_id)),
        )


class AmbiguousReference(Misused):
    """What was typed fits several records."""

    def __init__(self, text: str, candidates: Sequence[Record]) -> None:
        names = ", ".join(each.id for each in candidates[:_SHOWN]) + (" …" if len(candidates) > _SHOWN else "")
        super().__init__(
            plural(
                "“{text}” fits {n} record: {names}",
                "“{text}” fits {n} records: {names}",
                len(candidates),
                text=text,
                names=names,
            ),
            sentence("Write more of the name."),
        )
        self.candidates = tuple(candidates)
        """The records it fits, by id."""


def find(snapshot: Snapshot, text: str, types: Sequence[str] = ()) -> Record:
    """Return the one record ``text`` means.

    The id or file path wins, then the name or an alias, then a beginning of a name or title, then a part of one.
    A client is preferred to what lies in its folder.

    Raises:
        NoSuchRecord: it fits nothing; ``RecordBroken`` where it is the name of a file that cannot be read.
        AmbiguousReference: it fits several.

    """
    wanted = text.strip().removeprefix("./").rstrip("/")
    exact = snapshot.records.get(wanted) or snapshot.at_path(wanted) or snapshot.records.get(f"{wanted}/client")
    if exact and (not types or exact.type in types):
        return exact
    pool = [record for name in types for record in snapshot.of_type(name)] if types else list(snapshot)
    for fitting in (_linked(snapshot, wanted, types), _beginning(pool, fold(wanted)), _containing(pool, fold(wanted))):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            clients = [each for each in fitting if each.type == "client"]
            if len(clients) == 1:
                return clients[0]
            raise AmbiguousReference(text, fitting)
    elsewhere = _absent(snapshot, wanted)
    if elsewhere:
        raise NotHeldHere(elsewhere)
    broken = find_broken(snapshot, wanted)
    if broken is not None:
        raise RecordBroken(text, broken)
    raise NoSuchRecord(text, nearest(wanted, _all_names(pool)))


def _absent(snapshot: Snapshot, text: str) -> str | None:
    """Return the id of a record that a sparse clone left out and that ``text`` names."""
    near = {text, f"{text}/client", text.rpartition(".")[0]} & snapshot.absent.ids
    return next(iter(near or snapshot.absent.meant_by(text)), None)


def find_broken(snapshot: Snapshot, text: str) -> Problem | None:
    """Return the problem of a file that cannot be read and is called ``text``."""
    wanted = text.removeprefix("./")
    for path, problem in snapshot.broken.items():
        record_id = path.rpartition(".")[0]
        if wanted in {path, record_id, PurePosixPath(path).stem, name_of(record_id)}:
            return problem
    return None


def handle_of(snapshot: Snapshot, identity: tuple[str, str] | None) -> str | None:
    """Return the handle of the user with the e-mail address of a git identity."""
    if identity is None:
        return None
    wanted = identity[1].casefold()
    return next((each.name for each in snapshot.of_type("user") if each.text("email").casefold() == wanted), None)


def _linked(snapshot: Snapshot, text: str, types: Sequence[str]) -> list[Record]:
    return snapshot.meant_by(text, None, tuple(types)) if text else []


def _beginning(pool: Iterable[Record], wanted: str) -> list[Record]:
    return [
        each for each in pool if wanted and (fold(each.name).startswith(wanted) or fold(each.title).startswith(wanted))
    ]


def _containing(pool: Iterable[Record], wanted: str) -> list[Record]:
    """Return the records with ``wanted`` in their name or title; a text with a slash is looked for in the whole id."""
    if not wanted:
        return []
    if "/" in wanted:
        return [each for each in pool if wanted in each.id]
    return [each for each in pool if wanted in fold(each.name) or wanted in fold(each.title)]


def _all_names(pool: Iterable[Record]) -> Iterable[str]:
    for each in pool:
        yield each.name
        yield each.title
