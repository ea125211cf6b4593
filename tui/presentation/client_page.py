"""The page of a client: its summary, its timeline as a table, and which tabs it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time

from ...records.snapshot import Snapshot
from ...records.views.overview import Overview, overview
from ...records.views.timeline import Event
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.formats import show_day, show_days_away, show_instant, show_money
from ...schema.record import Record
from ...schema.values import Money
from .cells import Cell, Column, Row, Tone
from .disputed import dispute_items, disputed_of, mark_of_dispute, mark_of_types
from .lines import Item, Span, blank, heading
from .record_page import body_items, field_items, known_problems, problem_items
from .values import Reader, align_day, mark_of, show_field

SUMMARY = "summary"
TIMELINE = "timeline"
NUMBERS = "numbers"
PAGES = frozenset({"", SUMMARY, NUMBERS})
"""The tabs that are no lists."""
_DEALS = frozenset({"opportunity"})


@dataclass(frozen=True, slots=True)
class PageTab:
    """One tab of a client's page."""

    name: str
    """``summary``, ``timeline``, ``numbers`` or a record type."""
    title: str
    """As shown, with the count where it lists records."""


def client_tabs(seen: Overview, snapshot: Snapshot, reader: Reader) -> tuple[PageTab, ...]:
    """Return the tabs: summary, timeline, numbers, and one for each type the client holds."""
    tabs = [
        PageTab(SUMMARY, reader.words("Summary")),
        PageTab(TIMELINE, reader.words("Timeline")),
        PageTab(NUMBERS, reader.words("Numbers")),
    ]
    for name, count in seen.counts:
        if name != "client":
            plural = clean(reader.language.choose(snapshot.schema.types[name].plural))
            tabs.append(PageTab(name, f"{plural} {count}"))
    return tuple(tabs)


def summary_items(snapshot: Snapshot, client: Record, reader: Reader, now: datetime) -> list[Item]:
    """Return the summary: what comes next, what is open, what happened last, then the client's own fields."""
    items = _overview_items(snapshot, client, reader, now)
    items.extend([blank(), heading(reader.words("Record"))])
    items.extend(field_items(snapshot, client, reader))
    items.extend(body_items(client))
    items.extend([blank(), Item((Span(clean(client.path), Tone.MUTED),))])
    return items


def client_preview(snapshot: Snapshot, client: Record, reader: Reader, now: datetime) -> list[Item]:
    """Return the summary without the client's own fields: what is shown beside the list of clients."""
    title = Item((Span(clean(client.title), Tone.STRONG),))
    return [title, blank(), *_overview_items(snapshot, client, reader, now)]


def _overview_items(snapshot: Snapshot, client: Record, reader: Reader, now: datetime) -> list[Item]:
    seen, disputed = overview(snapshot, client, now), disputed_of(snapshot, client)
    items = [*problem_items(known_problems(snapshot, client), reader), *dispute_items(len(disputed), reader.language)]
    items.extend(_headline(seen, disputed, reader))
    items.extend(_next_items(seen, reader))
    items.extend(_deal_items(snapshot, seen, reader))
    items.extend(_group(reader.words("Open cases"), (_titled(each) for each in seen.open_cases)))
    items.extend(_group(reader.words("Lately"), (_event_item(snapshot, each, reader) for each in seen.recent)))
    return items


def _headline(seen: Overview, disputed: Sequence[Record], reader: Reader) -> Iterator[Item]:
    last = seen.last_touch
    if last is None:
        yield Item((Span(reader.words("never"), Tone.WARNING),), label=reader.words("Last touch"))
    else:
        ago = show_days_away((last.date() - reader.today).days, reader.language)
        spans = (Span(ago), Span(f"  {show_day(last.date(), reader.language)}", Tone.MUTED))
        yield Item(spans, label=reader.words("Last touch"))
    is_open = mark_of_dispute(seen.open_deals)
    yield Item((Span(money_text(seen.open_money, reader)), *is_open), label=reader.words("Open pipeline"))
    over = [each for each in disputed if each not in seen.open_deals]
    yield Item((Span(money_text(seen.won_money, reader)), *mark_of_types(_DEALS, over)), label=reader.words("Won"))


def money_text(amounts: Sequence[Money], reader: Reader) -> str:
    """Return sums side by side, one a currency; a dash where there is none."""
    return "  ".join(show_money(each, reader.language) for each in amounts) or "-"


def _next_items(seen: Overview, reader: Reader) -> Iterator[Item]:
    if not seen.next_due:
        yield blank()
        yield Item((Span(reader.words("No next step. Press l to log one, t for a task."), Tone.WARNING),))
        return
    items = []
    for day, record in seen.next_due:
        late = day < reader.today
        when = f"{align_day(show_day(day, reader.language))}{' !' if late else ''}"
        what = record.text("next_step") or record.title
        more = f"  {record.title}" if record.text("next_step") else ""
        spans = (Span(clean(what), Tone.LINK), Span(clean(more), Tone.MUTED))
        items.append(Item((Span(f"{when}  ", Tone.BAD if late else Tone.NORMAL), *spans), target=record.id))
    yield from _group(reader.words("Next"), items)


def _deal_items(snapshot: Snapshot, seen: Overview, reader: Reader) -> Iterator[Item]:
    items = []
    for deal in seen.open_deals:
        mark = mark_of_dispute([deal])
        cells = [show_field(snapshot, deal, name, reader).text for name in ("stage", "amount", "expected_close")]
        facts = "  ".join(each for each in cells if each)
        spans = (Span(clean(deal.title), Tone.LINK), Span(f"  {facts}", Tone.MUTED), *mark)
        items.append(Item(spans, target=deal.id))
    yield from _group(reader.words("Open opportunities"), items)


def _titled(record: Record) -> Item:
    return Item((Span(clean(record.title), Tone.LINK),), target=record.id)


def _event_item(snapshot: Snapshot, event: Event, reader: Reader) -> Item:
    kind = clean(reader.language.choose(snapshot.type_of(event.record).label))
    spans = (
        Span(f"{align_day(show_day(event.at.date(), reader.language))}  ", Tone.MUTED),
        Span(clean(event.record.title), Tone.LINK),
        Span(f"  {kind}", Tone.MUTED),
    )
    return Item(spans, target=event.record.id)


def _group(title: str, items: Iterator[Item] | Sequence[Item]) -> Iterator[Item]:
    held = list(items)
    if held:
        yield blank()
        yield heading(title)
        yield from held


def timeline_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of a timeline."""
    return (
        Column("at", reader.words("When"), least=10, most=17),
        Column("type", reader.words("What"), least=6, most=14),
        Column("title", reader.words("Title"), least=16, most=60, stretches=True),
        Column("owner", reader.words("Who"), least=4, most=16),
    )


def timeline_rows(snapshot: Snapshot, events: Sequence[Event], reader: Reader) -> Callable[[str], Row]:
    """Return the function that makes the row of an event by its record's id."""
    moments = {event.record.id: event.at for event in events}

    def make(record_id: str) -> Row:
        record = snapshot.records[record_id]
        cells = (
            Cell(align_day(show_when(moments[record_id], reader)), Tone.MUTED),
            _kind_cell(snapshot, record, reader),
            Cell(clean(record.title)),
            Cell(show_field(snapshot, record, "owner", reader).text, Tone.MUTED),
        )
        return Row(record_id, cells, mark_of(snapshot, record))

    return make


def show_when(moment: datetime, reader: Reader) -> str:
    """Return a moment; a day alone where no time of day is known."""
    if moment.timetz().replace(tzinfo=None) == time.min:
        return show_day(moment.date(), reader.language)
    return show_instant(moment, reader.language, reader.zone)


def _kind_cell(snapshot: Snapshot, record: Record, reader: Reader) -> Cell:
    """Return what an event is: an interaction by its kind, anything else by its type."""
    if record.type == "interaction" and record.text("kind"):
        return show_field(snapshot, record, "kind", reader)
    return Cell(clean(reader.language.choose(snapshot.type_of(record).label)))
