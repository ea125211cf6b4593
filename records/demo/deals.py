"""Deals of the demo: an opportunity and all that follows from it, from the first offer to the last invoice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from .days import Days
from .shelf import Shelf
from .telling import Told

ORDER = ("prospecting", "qualification", "discovery", "proposal", "negotiation", "commit", "won")
RENEWAL_ORDER = ("upcoming", "contacted", "offered", "agreed", "won")
FORECASTS = {
    "prospecting": "omitted", "qualification": "pipeline", "discovery": "pipeline", "proposal": "pipeline",
    "negotiation": "best_case", "commit": "commit", "won": "closed", "lost": "omitted", "upcoming": "pipeline",
    "contacted": "pipeline", "offered": "best_case", "agreed": "commit",
}  # fmt: skip
PROBABILITIES = {
    "prospecting": 10, "qualification": 20, "discovery": 35, "proposal": 50, "negotiation": 75, "commit": 90,
    "won": 100, "lost": 0, "upcoming": 60, "contacted": 70, "offered": 80, "agreed": 95,
}  # fmt: skip
OFFERED = frozenset(("proposal", "negotiation", "commit", "won", "lost", "offered", "agreed"))
TECHNIQUES = ("consultative", "solution", "story", "challenger")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one story."""

    client: str
    """The client's folder."""
    owner: str
    """Who sells."""
    contacts: Sequence[str]
    """Their people, the one who decides first."""
    roles: Sequence[str]
    """What each of them is in a purchase."""
    language: str
    """What they speak."""
    country: str
    """Where they are."""
    since: int
    """The day of the first contact."""
    churned: int
    """The day they left, 0 where they did not."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal on the shelf."""

    name: str
    """What links call it."""
    title: str
    """What people call it."""
    owner: str
    """Who sells it."""
    stage: str
    """Where it stands."""
    begins: int
    """The day it began."""
    closes: int
    """The day it closed or is expected to."""
    amount: Decimal
    """All of it, in euros."""
    contract: str
    """Its contract; empty where there is none."""

    @property
    def is_open(self) -> bool:
        """Whether it is neither won nor lost."""
        return self.stage not in {"won", "lost"}

    @property
    def category(self) -> str:
        """Its forecast category."""
        return FORECASTS[self.stage]

    @property
    def weighted(self) -> Decimal:
        """Its amount by its probability."""
        return self.amount * PROBABILITIES[self.stage] / 100


def euros(amount: Decimal | int) -> str:
    """Return an amount as files write it."""
    return f"{Decimal(amount):.2f} EUR"


def tell_deal(shelf: Shelf, days: Days, cast: Cast, told: Told, kpis: Sequence[str]) -> Deal:
    """Put a deal with its proposals, contract and transactions on the shelf."""
    stage = told.text("stage")
    lines, amount = _lines(told)
    ends = told.number("closes")
    name = shelf.add("opportunity", _opportunity(days, cast, told, lines, amount), client=cast.client)
    proposal = _proposals(shelf, days, cast, told, name, lines) if stage in OFFERED else ""
    contract = ""
    if stage in {"won", "commit", "agreed"}:
        contract = _contract(shelf, days, cast, told, name, proposal, amount, kpis)
    if stage == "won":
        _transactions(shelf, days, cast, told, name, contract, lines, amount)
    return Deal(name, told.text("title"), cast.owner, stage, told.number("from"), ends, amount, contract)


def _lines(told: Told) -> tuple[list[dict[str, Tree]], Decimal]:
    """Return the lines of a deal and what they come to."""
    lines: list[dict[str, Tree]] = []
    total = Decimal(0)
    months, monthly, setup = told.number("months"), told.money("monthly"), told.money("setup")
    if setup:
        lines.append({"product": "implantacion", "qty": "1", "unit_price": euros(setup)})
        total += setup
    if monthly:
        lines.append({"product": told.text("product"), "qty": str(months), "unit_price": euros(monthly)})
        total += monthly * months
    else:
        lines.append(
            {"product": told.text("product"), "qty": told.text("qty"), "unit_price": euros(told.money("price"))}
        )
        total += told.money("price") * told.number("qty")
    return lines, total


def _opportunity(
    days: Days, cast: Cast, told: Told, lines: list[dict[str, Tree]], amount: Decimal
) -> dict[str, Tree | int]:
    stage, begins, ends = told.text("stage"), told.number("from"), told.number("closes")
    is_open = stage not in {"won", "lost"}
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": told.text("kind", "new"),
        "pipeline": "renewal" if told.text("kind") == "renewal" else "b2b",
        "stage": stage,
        "stage_history": list(_stages(days, cast, told)),
        "amount": euros(amount),
        "lines": list(lines),
        "expected_close": days.text(ends),
        "forecast": FORECASTS[stage],
        "first_contact_at": days.text(max(cast.since, begins) if told.text("kind") else cast.since),
        "stakeholders": [
            {"contact": contact, "role": role} for contact, role in zip(cast.contacts, cast.roles, strict=True) if role
        ],
        "competitors": [{"name": told.text("rival")}] if told.text("rival") else None,
        "technique": TECHNIQUES[crc32(told.text("title").encode()) % len(TECHNIQUES)],
        "strategy": told.text("strategy"),
        "owner": cast.owner,
        "created": days.text(begins),
    }
    if told.money("monthly"):
        fields["recurring"] = {"amount": euros(told.money("monthly")), "per": "month", "months": told.text("months")}
    if told.text("objection"):
        fields["objections"] = [{"text": told.text("objection"), "answer": told.text("answer"), "status": "answered"}]
    if stage in OFFERED or stage == "discovery":
        fields["qualification"] = {
            "budget": "yes" if stage in OFFERED else "unknown",
            "authority": "yes",
            "need": "yes",
        }
    if stage == "commit":
        fields["verbal_yes"] = {"contact": cast.contacts[0], "date": days.text(-5)}
    if is_open:
        fields |= {"next_step": told.text("next"), "next_step_due": days.text(told.number("in"))}
    else:
        fields |= {"closed_on": days.text(ends), "reason": told.text("why"), "lesson": told.text("lesson")}
        if told.text("revisit"):
            fields["revisit_on"] = days.text(told.number("revisit"))
    return fields


def _stages(days: Days, cast: Cast, told: Told) -> Sequence[dict[str, Tree]]:
    """Return the stage history, its moves spread evenly between the first day and the last."""
    stage, begins, ends = told.text("stage"), told.number("from"), told.number("closes")
    order = RENEWAL_ORDER if told.text("kind") == "renewal" else ORDER
    visited = (*order[:4], "lost") if stage == "lost" else order[: order.index(stage) + 1]
    if stage == "won":
        visited = tuple(each for each in visited if each not in {"commit", "agreed"})
    last = ends if stage in {"won", "lost"} else max(begins, min(-4, begins // 3))
    span = max(len(visited) - 1, 1)
    moves = [begins + (last - begins) * place // span for place in range(len(visited))]
    return [
        {"at": days.at(move, 9 + place), "to": word, "by": cast.owner}
        for place, (move, word) in enumerate(zip(moves, visited, strict=True))
    ]


def _proposals(shelf: Shelf, days: Days, cast: Cast, told: Told, deal: str, lines: list[dict[str, Tree]]) -> str:
    """Put the versions of the offer on the shelf and return the last; a negotiation has had two."""
    stage, begins, ends = told.text("stage"), told.number("from"), told.number("closes")
    is_open = stage not in {"won", "lost"}
    outcome = {"won": "accepted", "lost": "rejected"}.get(stage, "sent")
    sent = max(begins + 3, -18) if is_open else ends - min(24, (ends - begins) // 2)
    versions = 2 if stage in {"negotiation", "won"} and sent - begins > 30 else 1
    name = ""
    for version in range(1, versions + 1):
        is_last = version == versions
        day = sent if is_last else sent - 14
        status = outcome if is_last else "superseded"
        fields = _proposal(days, cast, told, day, status, ends)
        fields |= {
            "title": f"{told.text('title')} v{version}",
            "opportunity": deal,
            "version": version,
            "supersedes": name,
            "lines": [{"key": f"l{place}", **line, "level": "must"} for place, line in enumerate(lines, 1)],
        }
        name = shelf.add("proposal", fields, client=cast.client)
    return name


def _proposal(days: Days, cast: Cast, told: Told, sent: int, status: str, ends: int) -> dict[str, Tree | int]:
    moves = [("draft", sent - 3, 9, cast.owner), ("in_review", sent - 2, 12, cast.owner)]
    moves += [("approved", sent - 1, 14, "lucia"), ("sent", sent, 16, cast.owner)]
    decided = ends - 1 if status in {"accepted", "rejected"} else sent + 14
    if status != "sent":
        moves.append((status, decided, 17, cast.owner))
    fields: dict[str, Tree | int] = {
        "status": status,
        "status_history": [{"at": days.at(day, hour), "to": word, "by": who} for word, day, hour, who in moves],
        "valid_until": days.text(sent + 45),
        "approvals": [{"user": "lucia", "at": days.at(sent - 1, 14), "decision": "approved"}],
        "sent_at": days.at(sent, 16),
        "sent_to": [cast.contacts[0]],
        "owner": cast.owner,
        "created": days.text(sent - 3),
    }
    if status in {"accepted", "rejected"}:
        fields["decided_at"] = days.at(decided, 17)
        fields["decision_reason"] = told.text("lesson") if status == "rejected" else ""
    return fields


def _contract(
    shelf: Shelf, days: Days, cast: Cast, told: Told, deal: str, proposal: str, amount: Decimal, kpis: Sequence[str]
) -> str:
    """Put the contract of a deal on the shelf and return its name."""
    is_signed = told.text("stage") == "won"
    signed = told.number("closes") if is_signed else -3
    start = days.day(signed + 7)
    end = days.months_after(start, told.number("months") or 12) - timedelta(days=1)
    status = _contract_status(days, cast, end) if is_signed else "draft"
    moves = [("draft", signed - 6, 9)]
    if is_signed:
        moves += [("in_signature", signed - 2, 10), ("active", signed, 13)]
    if status == "terminated":
        moves.append((status, cast.churned, 12))
    if status == "expired":
        moves.append((status, -1, 8))
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "number": f"{days.day(signed).year}/{crc32(deal.encode()) % 900 + 100}",
        "kind": "subscription" if told.money("monthly") else "one_off",
        "status": status,
        "status_history": [{"at": days.at(day, hour), "to": word, "by": cast.owner} for word, day, hour in moves],
        "opportunity": deal,
        "proposal": proposal,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "notice_days": 60,
        "auto_renew": False,
        "total": euros(amount),
        "kpis": list(kpis),
        "owner": cast.owner,
        "created": days.text(signed - 6),
    }
    if told.money("monthly"):
        fields["recurring"] = {"amount": euros(told.money("monthly")), "per": "month"}
    if is_signed:
        day = days.text(signed)
        fields["signed_on"] = day
        fields["signatories"] = [{"contact": cast.contacts[0], "date": day}, {"user": "lucia", "date": day}]
    if status == "terminated":
        fields["termination"] = {"date": days.text(cast.churned), "by": "client", "reason": told.text("lesson")}
    note = (
        "Firmado por ambas partes; el original está en papel.\n" if cast.language == "es" else "Signed; paper copy.\n"
    )
    return shelf.add("contract", fields, note if is_signed else "", client=cast.client)


def _contract_status(days: Days, cast: Cast, end: date) -> str:
    if cast.churned:
        return "terminated"
    return "expired" if days.is_past(end) else "active"


def _transactions(
    shelf: Shelf, days: Days, cast: Cast, told: Told, deal: str, contract: str, lines: list[dict[str, Tree]],
    amount: Decimal,
) -> None:  # fmt: skip
    """Put the order, the invoices and the delivery of a won deal on the shelf."""
    closes, monthly = told.number("closes"), told.money("monthly")
    code = crc32(deal.encode()) % 9000
    order: dict[str, Tree | int] = {
        "title": f"{_word(cast, 'Pedido', 'Order')} {told.text('title')}",
        "kind": "order",
        "date": days.text(closes),
        "number": f"P-{code:04}",
        "net": euros(amount),
        "lines": list(lines),
        "about": deal,
        "owner": cast.owner,
        "created": days.text(closes),
    }
    shelf.add("transaction", order, client=cast.client)
    product = {"product": told.text("product")}
    if monthly:
        quarters = range(closes + 30, min(-1, cast.churned or -1), 91)
        for place, day in enumerate(list(quarters)[-3:]):
            line: dict[str, Tree] = {**product, "qty": "3", "unit_price": euros(monthly)}
            _invoice(shelf, days, cast, f"F{code:04}-{place + 1}", day, monthly * 3, line, contract)
    else:
        line = {**product, "qty": told.text("qty"), "unit_price": euros(told.money("price"))}
        _invoice(shelf, days, cast, f"F{code:04}-1", closes + 20, amount, line, contract)
        _delivery(shelf, days, cast, told, f"A-{code:04}", closes + 12, contract)


def _invoice(
    shelf: Shelf, days: Days, cast: Cast, number: str, day: int, net: Decimal, line: dict[str, Tree], contract: str
) -> None:
    due = days.day(day) + timedelta(days=30)
    fields: dict[str, Tree | int] = {
        "title": f"{_word(cast, 'Factura', 'Invoice')} {number}",
        "kind": "invoice",
        "date": days.text(day),
        "number": number,
        "net": euros(net),
        "tax": euros(net * Decimal("0.21") if cast.country == "ES" else 0),
        "lines": [line],
        "about": contract,
        "due_on": due.isoformat(),
        "paid_on": (due - timedelta(days=3)).isoformat() if days.is_past(due) else "",
        "owner": cast.owner,
        "created": days.text(day),
    }
    shelf.add("transaction", fields, client=cast.client)


def _delivery(shelf: Shelf, days: Days, cast: Cast, told: Told, number: str, day: int, contract: str) -> None:
    fields: dict[str, Tree | int] = {
        "title": f"{_word(cast, 'Entrega', 'Delivery')} {told.text('title')}",
        "kind": "delivery",
        "date": days.text(day),
        "number": number,
        "about": contract,
        "delivery": {
            "promised": days.text(day - 2),
            "delivered_on": days.text(day),
            "carrier": "Transportes Peñalara",
            "ref": number,
        },
        "owner": cast.owner,
        "created": days.text(day),
    }
    shelf.add("transaction", fields, client=cast.client)


def _word(cast: Cast, spanish: str, english: str) -> str:
    return spanish if cast.language == "es" else english
