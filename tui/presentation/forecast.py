"""The forecast as a page: from closed to target, what is behind each step, and what changed since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from rich.cells import cell_len

from ...records.kpis.outlook import ChangeKind, DealChange, Outlook, OutlookDeal
from ...records.kpis.value import Unit
from ...schema.clean import clean
from ...schema.record import CONFLICTS
from ...schema.sentences import Sentence, sentence
from .cells import Tone, fit
from .charts import waterfall
from .disputed import dispute_items, mark_of_dispute
from .lines import Item, Span, blank, heading, text_item
from .numbers import Frame

WATERFALL = 12
"""Cells of the picture; amounts stand beside it at 80 columns."""

_CATEGORIES: dict[str, Sentence] = {
    "closed": sentence("Closed"),
    "commit": sentence("Commit"),
    "best_case": sentence("Best case"),
    "pipeline": sentence("Pipeline"),
    "omitted": sentence("Left out of the forecast"),
    "": sentence("Without a category"),
}
_CHANGES: dict[ChangeKind, Sentence] = {
    ChangeKind.ADDED: sentence("new"),
    ChangeKind.WON: sentence("won"),
    ChangeKind.GONE: sentence("gone"),
    ChangeKind.AMOUNT: sentence("amount"),
    ChangeKind.CATEGORY: sentence("category"),
}


def forecast_items(found: Outlook, frame: Frame) -> list[Item]:
    """Return the page."""
    behind = [deal.record for deal in found.deals if deal.record.tree.get(CONFLICTS)]
    return [
        *dispute_items(len(behind), frame.language),
        *_bridge(found, frame),
        blank(),
        *_figures(found, frame),
        blank(),
        *_changes(found, frame),
        *_deals(found.deals, frame),
        *_excluded(found, frame),
    ]


def _money(value: Decimal | None, frame: Frame) -> str:
    return frame.amount(value, Unit.MONEY, frame.snapshot.config.currency)


def _bridge(found: Outlook, frame: Frame) -> Iterator[Item]:
    """Yield the steps from what is closed to the target, each beginning where the one before ended."""
    yield heading(frame.words("From closed to target"))
    steps = [
        ("closed", found.closed),
        ("commit", found.commit - found.closed),
        ("best_case", found.best_case - found.commit),
        ("pipeline", found.pipeline - found.best_case),
    ]
    pictures = waterfall([amount for _, amount in steps], WATERFALL, found.target or Decimal(0))
    sums = [_money(each, frame) for each in accumulate(amount for _, amount in steps)]
    room = max(map(cell_len, sums))
    for (word, amount), picture, running in zip(steps, pictures, sums, strict=True):
        tone = Tone.GOOD if word == "closed" else Tone.NORMAL
        spans = (
            Span(picture, tone),
            Span(f"  {fit(_money(amount, frame), room, right=True)}"),
            Span(f"  = {fit(running, room, right=True)}", Tone.MUTED),
            *_mark(each for each in found.deals if each.category == word),
        )
        yield Item(spans, _CATEGORIES[word].text(frame.language))
    if found.target is not None:
        scale = max(found.target, found.pipeline, Decimal(1))
        place = min(WATERFALL - 1, max(0, round(found.target / scale * WATERFALL) - 1))
        yield Item(
            (
                Span(" " * place + "│" + " " * (WATERFALL - place - 1), Tone.STRONG),
                Span(f"  {fit(_money(found.target, frame), room, right=True)}"),
            ),
            frame.words("Target"),
        )


def _figures(found: Outlook, frame: Frame) -> Iterator[Item]:
    words = frame.words
    if found.target_origin is not None:
        yield text_item(clean(found.target_origin.text(frame.language)), Tone.MUTED)
    if found.target is None:
        yield text_item(words("Nobody set a target for this period: “cartera new target” does."), Tone.MUTED)
    else:
        gap = found.gap or Decimal(0)
        yield Item((Span(_money(max(gap, Decimal(0)), frame), Tone.STRONG),), words("To the target"))
        yield from _attainment(found, frame)
    mark = _mark(found.deals)
    yield Item((Span(_money(found.weighted, frame)), *mark), words("Weighted by stage"))
    yield Item((Span(_money(found.historical, frame)), *mark), words("Weighted by own history"))
    low, high = found.range.low, found.range.high
    often = words("8 of 10 simulations")
    yield Item(
        (Span(f"{_money(low, frame)} – {_money(high, frame)}"), Span(f"  {often}", Tone.MUTED), *mark),
        words("Likely range"),
    )
    coverage = found.coverage
    shown = frame.amount(coverage.value, Unit.RATIO, "")
    reason = clean(coverage.reason.text(frame.language)) if coverage.reason else ""
    yield Item((Span(shown), Span(f"  {reason}", Tone.MUTED), *mark), words("Coverage"))
    slipped = found.slippage
    if slipped.parts:
        names = ", ".join(_title(each.id, frame) for each in slipped.parts[:3])
        yield Item((Span(str(slipped.n)), Span(f"  {names}", Tone.MUTED)), words("Put off"))


def _attainment(found: Outlook, frame: Frame) -> Iterator[Item]:
    figure = found.attainment
    if figure.value is None:
        return
    pace = figure.beside.get("pace")
    text = frame.amount(figure.value, Unit.PERCENT, "")
    spans = [Span(text)]
    if pace is not None:
        tone = Tone.GOOD if pace >= 100 else Tone.WARNING
        text = frame.words("pace {pace}", pace=frame.amount(pace, Unit.PERCENT, ""))
        spans.append(Span(f"  {text}", tone))
    needed = figure.beside.get("needed")
    if needed is not None:
        text = frame.words("needed a working day: {amount}", amount=_money(needed, frame))
        spans.append(Span(f"  {text}", Tone.MUTED))
    yield Item(tuple(spans), frame.words("Of the target"))


def _changes(found: Outlook, frame: Frame) -> Iterator[Item]:
    if found.last is None:
        return
    yield heading(frame.words("Since “{title}”", title=clean(found.last.title)))
    if not found.changes:
        yield text_item(frame.words("No deal has changed."), Tone.MUTED)
    for change in found.changes:
        yield _change_item(change, frame)
    yield blank()


def _change_item(change: DealChange, frame: Frame) -> Item:
    sign = "+" if change.amount > 0 else ""
    amount = f"{sign}{_money(change.amount, frame)}" if change.amount else ""
    tone = Tone.GOOD if change.amount > 0 else Tone.BAD if change.amount < 0 else Tone.NORMAL
    spans = (
        Span(clean(change.record.title)),
        Span(f"  {amount}", tone),
        Span(f"  {_CHANGES[change.kind].text(frame.language)}", Tone.MUTED),
    )
    return Item(spans, key=f"change {change.record.id}", target=change.record.id)


def _deals(deals: Sequence[OutlookDeal], frame: Frame) -> Iterator[Item]:
    category = None
    for deal in deals:
        if deal.category != category:
            category = deal.category
            held = [each for each in deals if each.category == category]
            total = sum((each.amount or Decimal(0) for each in held), Decimal(0))
            title = _CATEGORIES.get(category, _CATEGORIES[""]).text(frame.language)
            yield heading(f"{title} ({len(held)}, {_money(total, frame)})")
        yield _deal_item(deal, frame)


def _deal_item(deal: OutlookDeal, frame: Frame) -> Item:
    client = frame.snapshot.client_of(deal.record)
    about = f"  {clean(client.title)}" if client else ""
    chance = f"  {frame.amount(deal.probability, Unit.PERCENT, '')}" if deal.category != "closed" else ""
    late = "  ! " + frame.words("should have closed") if deal.is_overdue else ""
    spans = (
        Span(clean(deal.record.title)),
        Span(about, Tone.MUTED),
        Span(chance, Tone.MUTED),
        Span(late, Tone.WARNING),
        *_mark([deal]),
    )
    return Item(spans, _money(deal.amount, frame), key=deal.record.id, target=deal.record.id)


def _mark(deals: Iterable[OutlookDeal]) -> tuple[Span, ...]:
    """Return the mark beside a number where a conflict touches one of the deals behind it."""
    return mark_of_dispute(each.record for each in deals)


def _excluded(found: Outlook, frame: Frame) -> Iterator[Item]:
    if not found.exclusions:
        return
    yield blank()
    yield heading(frame.words("Left out, and why ({n})", n=len(found.exclusions)))
    for each in found.exclusions:
        reason = clean(each.reason.text(frame.language))
        spans = (Span(_title(each.id, frame)), Span(f"  {reason}", Tone.MUTED))
        yield Item(spans, key=f"out {each.id}", target=each.id if each.id in frame.snapshot.records else "")


def _title(record_id: str, frame: Frame) -> str:
    record = frame.snapshot.records.get(record_id)
    return clean(record.title if record else record_id)
