"""What came in with the syncs, as rows: one for each field that changed, and one for each record or file as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from ..git.history import FileFate
from ..rows.names import ARRIVAL
from ..rows.rows import Rows, Told, tell_rows
from ..snapshot import Snapshot
from .brought import Brought
from .telling import ToldChange, ToldRecord


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came in."""

    exchange: Brought
    """With what it came, and by whom."""
    record: ToldRecord | None
    """The record; None for a file that is none."""
    change: ToldChange | None
    """The field; None where what is meant is the record or file as a whole."""
    path: str
    """The file."""


def rows_of_arrivals(exchanges: Sequence[Brought], snapshot: Snapshot) -> Rows[Arrival]:
    """Return what came in as rows, the last exchange first; ``snapshot`` knows the types of the records."""
    # The first exchange keeps its number when another comes, so that a folded group stays folded.
    told = (
        _tell(arrival, number - len(exchanges), snapshot)
        for number, exchange in enumerate(exchanges)
        for arrival in _arrivals(exchange)
    )
    return tell_rows(ARRIVAL, told, snapshot.config)


def _arrivals(exchange: Brought) -> Iterator[Arrival]:
    for record in exchange.records:
        path = f"{record.id}.md"
        changes = () if record.fate is FileFate.CREATED else record.changes
        if record.fate is not FileFate.EDITED or not changes:
            yield Arrival(exchange, record, None, path)
        for change in changes:
            yield Arrival(exchange, record, change, path)
    for path in exchange.others:
        yield Arrival(exchange, None, None, path)


def _tell(arrival: Arrival, exchange: int, snapshot: Snapshot) -> Told[Arrival]:
    record, change = arrival.record, arrival.change
    record_type = snapshot.schema.type_of_path(arrival.path) if record else None
    tree: dict[str, Tree] = {
        "title": record.title if record else arrival.path,
        "client": record.place if record else None,
        "of": record_type.name if record_type else None,
        "file": record.fate.value if record else None,
        "who": ", ".join(arrival.exchange.people),
        "exchange": str(exchange),
        "field": change.field if change else None,
        "before": change.before if change else None,
        "after": change.after if change else None,
    }
    return Told(f"{arrival.exchange.after}/{arrival.path}/{change.field if change else ''}", arrival, tree)
