"""K39: which proposals are accepted, and how long they take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .stats import median
from .texts import read_number
from .value import Better, Figure, Part, Unit

DECIDED = frozenset({"accepted", "rejected", "expired"})
RUNNING = frozenset({"sent", "viewed"})


@dataclass(frozen=True, slots=True)
class Offer:
    """The last version of a proposal that somebody decided on, or that ran out."""

    proposal: Record
    """The version."""
    is_accepted: bool
    """Whether it was taken."""
    decided: date
    """The day of the decision, or on which it ran out."""
    sent: date | None
    """The day it went to the client."""


def proposal_acceptance(seen: Slice) -> Figure:
    """Return the share of the proposals decided in the period that were accepted."""
    latest: dict[tuple[str | None, str], Record] = {}
    for each in sorted(seen.scope.records("proposal"), key=_version):
        made = seen.ground.day(each, "created")
        if made is None or made <= seen.as_of:
            latest[each.client, each.text("opportunity").rpartition("/")[2] or each.id] = each
    offers = [found for each in latest.values() if (found := _offer(seen, each)) and seen.covers(found.decided)]
    waited = [
        Decimal((each.decided - each.sent).days) for each in offers if each.sent and each.proposal.text("decided_at")
    ]
    preparing = [
        Decimal((each.sent - made).days)
        for each in offers
        if each.sent and (made := seen.ground.day(each.proposal, "created")) and made <= each.sent
    ]
    return rate(
        sum(each.is_accepted for each in offers),
        len(offers),
        sentence("No proposal was decided in the period."),
        parts=tuple(Part(each.proposal.id, Decimal(each.is_accepted)) for each in offers),
        beside={"days_to_decision": median(waited), "days_to_send": median(preparing)},
    )


def _version(proposal: Record) -> tuple[Decimal, str]:
    return read_number(proposal.tree.get("version")) or Decimal(1), proposal.id


def _offer(seen: Slice, proposal: Record) -> Offer | None:
    """Return what became of a proposal; None while it runs, or where it was withdrawn or replaced."""
    status, sent = proposal.text("status"), seen.ground.day(proposal, "sent_at")
    decided, valid = seen.ground.day(proposal, "decided_at"), seen.ground.day(proposal, "valid_until")
    if status in RUNNING and valid is not None and valid < seen.as_of:
        return Offer(proposal, False, valid, sent)
    if status not in DECIDED:
        return None
    day = decided or (valid if status == "expired" else None)
    return Offer(proposal, status == "accepted", day, sent) if day else None


KPIS = (
    Kpi(
        code="K39",
        names={"en": "Proposal acceptance", "es": "Propuestas aceptadas"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "Accepted ÷ decided (accepted, rejected, run out) proposals, by the day of the decision; of each opportunity "
            "the last version counts. Beside it: the median days from sending to decision, and from draft to sending.",
            "es": "Propuestas aceptadas ÷ decididas (aceptadas, rechazadas, caducadas), por el día de la decisión; de cada "
            "oportunidad cuenta la última versión. Al lado: la mediana de días del envío a la decisión y del borrador al "
            "envío.",
        },
        source="",
        reads=frozenset({"proposal", "client"}),
        of=proposal_acceptance,
        beside=(
            Side("days_to_decision", Unit.DAYS, {"en": "Days to decision", "es": "Días hasta la decisión"}),
            Side("days_to_send", Unit.DAYS, {"en": "Days to send", "es": "Días hasta el envío"}),
        ),
    ),
)
