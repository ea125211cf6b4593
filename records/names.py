"""Names people type: any unambiguous part of a name or title finds its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..schema.errors import Misused, NotFound
from ..schema.folding import fold
from ..schema.nearest import nearest
from ..schema.record import Record
from ..schema.sentences import plural, sentence
from .snapshot import Snapshot

_SHOWN = 5


class NoSuchRecord(NotFound):
    """What was typed fits no record."""

    def __init__(self, text: str, suggestion: str | None) -> None:
        super().__init__(
            sentence("No record fits “{text}”.", text=text),
            sentence("Did you mean {nearest}?", nearest=suggestion) if suggestion else None,
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
        NoSuchRecord: it fits nothing.
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
    raise NoSuchRecord(text, nearest(wanted, _all_names(pool)))


def _linked(snapshot: Snapshot, text: str, types: Sequence[str]) -> list[Record]:
    return snapshot.meant_by(text, None, tuple(types)) if text else []


def _beginning(pool: Iterable[Record], wanted: str) -> list[Record]:
    return [
        each for each in pool if wanted and (fold(each.name).startswith(wanted) or fold(each.title).startswith(wanted))
    ]


def _containing(pool: Iterable[Record], wanted: str) -> list[Record]:
    return [each for each in pool if wanted and (wanted in fold(each.id) or wanted in fold(each.title))]


def _all_names(pool: Iterable[Record]) -> Iterable[str]:
    for each in pool:
        yield each.name
        yield each.title
