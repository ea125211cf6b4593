"""The story of a client beside a list: what happened, newest first, with the record under the cursor standing out."""

from __future__ import annotations

from collections.abc import Sequence

from ...records.snapshot import Snapshot
from ...records.views.timeline import client_timeline
from ...schema.clean import clean
from ...schema.record import Record
from .cells import Tone
from .client_page import show_when
from .lines import Item, Span, blank, heading
from .values import Reader, align_day, show_field

MOST = 80
"""Events shown: more than any window has lines."""


def story_items(snapshot: Snapshot, record: Record, reader: Reader) -> Sequence[Item]:
    """Return the timeline of the client of ``record``; nothing where it belongs to none."""
    client = snapshot.client_of(record)
    if client is None:
        return ()
    events = client_timeline(snapshot, client.client or "")[:MOST]
    lines = [_event(snapshot, each.record, align_day(show_when(each.at, reader)), record, reader) for each in events]
    return (heading(f"{clean(client.title)}: {reader.words('Timeline')}"), blank(), *lines)


def _event(snapshot: Snapshot, event: Record, when: str, chosen: Record, reader: Reader) -> Item:
    """Return one line: an interaction by its kind, anything else by its type."""
    kind = show_field(snapshot, event, "kind", reader).text if event.type == "interaction" else ""
    spans = (
        Span(f"{kind or clean(reader.language.choose(snapshot.type_of(event).label))}  ", Tone.MUTED),
        Span(clean(event.title), Tone.STRONG if event is chosen else Tone.NORMAL),
    )
    return Item(spans, label=when, target=event.id)
