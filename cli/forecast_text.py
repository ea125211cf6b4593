"""The outlook of a period, as lines on stdout and as the object scripts read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..records.kpis.engine import Question
from ..records.kpis.outlook import DealChange, Outlook, OutlookDeal
from ..records.kpis.showing import NOTHING, show_amount
from ..records.kpis.value import Unit
from ..schema.formats import show_day, show_money, show_span
from ..schema.record import Record
from ..schema.values import Money
from .marking import mark as _
from .numbers_json import Plain, form_amount
from .session import Session
from .tables import Column, format_table, terminal_width

CHANGES = {
    "added": _("new in it"),
    "won": _("won"),
    "gone": _("no longer in it"),
    "amount": _("other amount"),
    "category": _("other category"),
}


def lines_of_outlook(session: Session, question: Question, found: Outlook) -> Iterator[str]:
    """Yield the bridge from closed to target, the range, the deals, and what changed since the last forecast."""
    text, currency = session.text, session.book.config.currency

    def money(value: Decimal | None) -> str:
        return show_amount(value, Unit.MONEY, currency, session.language)

    yield text(
        _("Forecast {period}, seen from {day}"),
        period=show_span(question.span.named, session.language),
        day=show_day(question.as_of, session.language),
    )
    rows = [
        [text(_("Closed")), money(found.closed)],
        [text(_("+ committed")), money(found.commit)],
        [text(_("+ best case")), money(found.best_case)],
        [text(_("+ pipeline")), money(found.pipeline)],
        [text(_("Weighted by stage")), money(found.weighted)],
        [text(_("Weighted by own history")), money(found.historical)],
        [text(_("Range (8 of 10)")), f"{money(found.range.low)} – {money(found.range.high)}"],
        [text(_("Target")), money(found.target)],
        [text(_("Gap")), money(found.gap)],
        [text(_("Coverage")), _measured(session, found.coverage.value, Unit.RATIO)],
        [text(_("Pace")), _measured(session, found.attainment.beside.get("pace"), Unit.PERCENT)],
    ]
    yield from format_table([Column(""), Column("", right=True)], rows, terminal_width())
    for each in (*([found.target_origin] if found.target_origin else []), *found.range.assumptions()):
        yield text(each)
    yield from _deal_lines(session, found)
    yield from _change_lines(session, found)


def _measured(session: Session, value: Decimal | None, unit: Unit) -> str:
    return show_amount(value, unit, session.book.config.currency, session.language)


def _deal_lines(session: Session, found: Outlook) -> Iterator[str]:
    text, currency, language = session.text, session.book.config.currency, session.language
    if not found.deals:
        return
    yield ""
    columns = [
        Column(text(_("Category"))),
        Column(text(_("Deal"))),
        Column(text(_("Client"))),
        Column(text(_("Amount")), right=True),
        Column("%", right=True),
        Column(text(_("own %")), right=True),
        Column(""),
    ]
    rows = [
        [
            _category(session, each.category),
            each.record.title,
            _client(session, each.record),
            show_amount(each.amount, Unit.MONEY, currency, language),
            _percent(each.probability),
            _percent(each.own_probability),
            text(_("overdue")) if each.is_overdue else "",
        ]
        for each in found.deals
    ]
    yield from format_table(columns, rows, terminal_width())


def _percent(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


def _category(session: Session, word: str) -> str:
    field = session.book.schema.types["opportunity"].by_name["forecast"]
    choice = field.choice(word)
    return session.language.choose(choice.label) if choice else word


def _client(session: Session, record: Record) -> str:
    client = session.book.snapshot().client_of(record)
    return client.title if client else ""


def _change_lines(session: Session, found: Outlook) -> Iterator[str]:
    if found.last is None:
        return
    text, currency, language = session.text, session.book.config.currency, session.language
    yield ""
    call = session.book.snapshot().value(found.last, "call")
    yield text(
        _("Since {title} (call {call}):"),
        title=found.last.title,
        call=show_money(call, language) if isinstance(call, Money) else NOTHING,
    )
    if not found.changes:
        yield text(_("Nothing has changed."))
        return
    columns = [
        Column(""),
        Column(text(_("Deal"))),
        Column(text(_("Before")), right=True),
        Column(text(_("Now")), right=True),
        Column("", right=True),
    ]
    rows = [
        [
            text(CHANGES[each.kind.value]),
            each.record.title,
            _told(session, each.before),
            _told(session, each.after),
            show_amount(each.amount, Unit.MONEY, currency, language),
        ]
        for each in found.changes
    ]
    yield from format_table(columns, rows, terminal_width())


def _told(session: Session, word: str) -> str:
    """Return an amount or a category of a change for a reader."""
    if not word or not word[-1].isdigit():
        return _category(session, word)
    return show_amount(Decimal(word), Unit.MONEY, session.book.config.currency, session.language)


def form_outlook(session: Session, question: Question, found: Outlook, who: str) -> dict[str, Plain]:
    """Return the outlook as the object scripts rely on."""
    currency = session.book.config.currency

    def money(value: Decimal | None) -> Plain:
        return form_amount(value, Unit.MONEY, currency)

    return {
        "period": question.span.text,
        "start": question.span.start.isoformat(),
        "end": question.span.end.isoformat(),
        "as_of": question.as_of.isoformat(),
        "who": who or None,
        "closed": money(found.closed),
        "commit": money(found.commit),
        "best_case": money(found.best_case),
        "pipeline": money(found.pipeline),
        "weighted": money(found.weighted),
        "historical": money(found.historical),
        "range": {
            "low": money(found.range.low),
            "middle": money(found.range.middle),
            "high": money(found.range.high),
            "rounds": found.range.rounds,
            "assumptions": [each.text(session.language) for each in found.range.assumptions()],
        },
        "target": money(found.target),
        "gap": money(found.gap),
        "coverage": form_amount(found.coverage.value, Unit.RATIO, currency),
        "coverage_reason": found.coverage.reason.text(session.language) if found.coverage.reason else None,
        "required_coverage": form_amount(found.coverage.beside.get("required"), Unit.RATIO, currency),
        "attainment": form_amount(found.attainment.value, Unit.PERCENT, currency),
        "pace": form_amount(found.attainment.beside.get("pace"), Unit.PERCENT, currency),
        "needed_per_day": form_amount(found.attainment.beside.get("needed"), Unit.MONEY_A_DAY, currency),
        "slippage": form_amount(found.slippage.value, Unit.PERCENT, currency),
        "deals": [_form_deal(each, currency) for each in found.deals],
        "exclusions": [{"id": each.id, "reason": each.reason.text(session.language)} for each in found.exclusions],
        "last": found.last.id if found.last else None,
        "changes": [_form_change(each, currency) for each in found.changes],
    }


def _form_deal(deal: OutlookDeal, currency: str) -> Plain:
    return {
        "id": deal.record.id,
        "title": deal.record.title,
        "amount": form_amount(deal.amount, Unit.MONEY, currency),
        "category": deal.category,
        "probability": form_amount(deal.probability, Unit.PERCENT, currency),
        "own_probability": form_amount(deal.own_probability, Unit.PERCENT, currency),
        "overdue": deal.is_overdue,
    }


def _form_change(change: DealChange, currency: str) -> Plain:
    return {
        "id": change.record.id,
        "title": change.record.title,
        "is": change.kind.value,
        "before": change.before,
        "after": change.after,
        "amount": form_amount(change.amount, Unit.MONEY, currency),
    }
