"""K32, K33: how long clients and leads wait for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from ..working_time import WorkingWeek, week_of
from .kpi import Family, Kpi, Side
from .leads import BEGINNINGS
from .slice import Slice
from .stats import median, percent
from .value import Better, Exclusion, Figure, Part, Unit, no_figure

WRITTEN = frozenset({"email", "message", "letter", "social", "digital"})
"""Kinds of interaction that wait for an answer; a call has its answer in itself."""
AUTOMATIC = "auto"
"""The tag of an answer nobody wrote."""
RESPONSE_HOURS = Decimal(4)
"""Within how many working hours an answer is quick, where ``cartera.yaml`` says nothing under ``response_hours``."""
LEAD_HOURS = Decimal(1)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody waited for an answer."""

    record: Record
    """The message, or the lead."""
    asked: datetime
    """When it came."""
    answered: datetime | None
    """When the answer went out; None while there is none."""
    week: WorkingWeek
    """When whoever answers works."""

    @property
    def hours(self) -> Decimal | None:
        """The working hours it took."""
        return None if self.answered is None else _hours(self.week.between(self.asked, self.answered))

    @property
    def calendar_hours(self) -> Decimal | None:
        """The hours it took, nights and weekends too."""
        return None if self.answered is None else _hours(self.answered - self.asked)


def _hours(length: timedelta) -> Decimal:
    return Decimal(round(length.total_seconds())) / 3600


def first_response(seen: Slice) -> Figure:
    """Return the median working hours until a message of a client was answered."""
    waits = list(waits_of(seen))
    written = (seen.config.settings or {}).get("response_hours")
    allowed = Decimal(written) if isinstance(written, str) and written.isdecimal() else RESPONSE_HOURS
    return _figure(waits, allowed, "hours")


def lead_response(seen: Slice) -> Figure:
    """Return the median hours until somebody reached out to a lead."""
    return _figure(list(_leads(seen)), LEAD_HOURS, "calendar_hours")


def _figure(waits: Sequence[Wait], allowed: Decimal, measure: str) -> Figure:
    """Return the median of the waits that ended, in the measure that counts, and those that have not."""
    other = "calendar_hours" if measure == "hours" else "hours"
    answered = [each for each in waits if each.answered is not None]
    hours = _measured(answered, measure)
    unanswered = tuple(
        Exclusion(each.record.id, sentence("not answered since {moment}", moment=f"{each.asked:%Y-%m-%d %H:%M}"))
        for each in waits
        if each.answered is None
    )
    beside = {
        "other": median(_measured(answered, other)),
        "within": percent(sum(each <= allowed for each in hours), len(hours)),
        "unanswered": Decimal(len(unanswered)),
    }
    if not hours:
        reason = sentence("Nothing was answered yet.") if waits else sentence("Nothing came in in the period.")
        return no_figure(reason, beside, exclusions=unanswered)
    parts = tuple(Part(each.record.id, hour) for each, hour in zip(answered, hours, strict=True))
    return Figure(median(hours), n=len(hours), parts=parts, exclusions=unanswered, beside=beside)


def _measured(waits: Iterable[Wait], measure: str) -> list[Decimal]:
    return [value for each in waits if (value := getattr(each, measure)) is not None]


def waits_of(seen: Slice) -> Iterator[Wait]:
    """Yield the messages of clients in the period that wait or waited for an answer."""
    replies, outbound = _outbound(seen)
    for each in seen.records("interaction", "at"):
        if each.text("direction") != "in" or not _waits(each) or _is_automatic(each):
            continue
        asked = moment_of(seen, each, "at")
        if asked is None:
            continue
        direct = replies.get((each.client, each.name))
        contacts = _contacts(each)
        later = (at for at, whom in outbound.get(each.client, ()) if at > asked and (not contacts or contacts & whom))
        answered = direct or next(later, None)
        yield Wait(each, asked, answered, week_of_client(seen, each))


def _waits(interaction: Record) -> bool:
    return interaction.text("awaiting_reply") == "true" or interaction.text("kind") in WRITTEN


def _is_automatic(interaction: Record) -> bool:
    tags = interaction.tree.get("tags")
    return tags == AUTOMATIC or (isinstance(tags, list) and AUTOMATIC in tags)


def _contacts(interaction: Record) -> frozenset[str]:
    written = interaction.tree.get("contacts")
    links = written if isinstance(written, list) else [written]
    return frozenset(each.rpartition("/")[2] for each in links if isinstance(each, str))


_Outbound = Mapping[str | None, Sequence[tuple[datetime, frozenset[str]]]]


def _outbound(seen: Slice) -> tuple[Mapping[tuple[str | None, str], datetime], _Outbound]:
    """Return what we wrote or said up to the day: by the message it answers, and by client in the order of time."""
    replies: dict[tuple[str | None, str], datetime] = {}
    found: defaultdict[str | None, list[tuple[datetime, frozenset[str]]]] = defaultdict(list)
    for each in seen.snapshot.of_type("interaction"):
        if each.text("direction") != "out" or each.text("kind") == "note" or _is_automatic(each):
            continue
        at = moment_of(seen, each, "at")
        if at is None or at.astimezone(seen.config.zone).date() > seen.as_of:
            continue
        found[each.client].append((at, _contacts(each)))
        link = each.text("in_reply_to").rpartition("/")[2]
        if link and (known := replies.get((each.client, link), at)) >= at:
            replies[each.client, link] = min(known, at)
    for sent in found.values():
        sent.sort(key=lambda one: one[0])
    return replies, found


def moment_of(seen: Slice, record: Record, field: str) -> datetime | None:
    """Return a moment of a record, aware."""
    found = seen.snapshot.value(record, field)
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=seen.config.zone)


def week_of_client(seen: Slice, record: Record) -> WorkingWeek:
    """Return the week of whoever owns a record or its client."""
    client = seen.snapshot.client_of(record)
    owner = record.text("owner") or (client.text("owner") if client else "")
    return week_of(seen.ground.people.get(owner), seen.config.zone)


def _leads(seen: Slice) -> Iterator[Wait]:
    """Yield the leads that came in in the period, with the first time somebody reached out to them."""
    _, outbound = _outbound(seen)
    for client in seen.scope.records("client"):
        arrived = _arrival(seen, client)
        if arrived is None or not seen.covers(arrived.astimezone(seen.config.zone).date()):
            continue
        reached = next((at for at, _ in outbound.get(client.client, ()) if at >= arrived), None)
        yield Wait(client, arrived, reached, week_of_client(seen, client))


def _arrival(seen: Slice, client: Record) -> datetime | None:
    """Return when a lead came in, by the first entry of its lifecycle."""
    history = seen.snapshot.value(client, "lifecycle_history")
    first = history[0] if isinstance(history, tuple) and history else None
    at = first.get("at") if isinstance(first, Mapping) and first.get("to") in BEGINNINGS else None
    if not isinstance(at, datetime):
        return None
    return at if at.tzinfo else at.replace(tzinfo=seen.config.zone)


KPIS = (
    Kpi(
        code="K32",
        names={"en": "First response time", "es": "Tiempo de primera respuesta"},
        unit=Unit.HOURS,
        better=Better.DOWN,
        family=Family.SERVICE,
        definition={
            "en": "Median working hours from a written message of a client in the period to our first answer: what replies "
            "to it, else the next thing we sent or said to the same contact. Automatic answers (tag auto) do not count; what "
            "is not answered is listed. Beside it: the median in calendar hours, and the share within 4 working hours.",
            "es": "Mediana de horas laborables desde un mensaje escrito de un cliente en el periodo hasta nuestra primera "
            "respuesta: lo que le responde o, si no, lo siguiente que enviamos o dijimos al mismo contacto. Las respuestas "
            "automáticas (etiqueta auto) no cuentan; lo no respondido se indica. Al lado: la mediana en horas naturales y la "
            "parte dentro de 4 horas laborables.",
        },
        source="https://support.zendesk.com/hc/en-us/articles/4408834848154",
        reads=frozenset({"interaction", "client", "user"}),
        of=first_response,
        beside=(
            Side("other", Unit.HOURS, {"en": "Calendar hours", "es": "Horas naturales"}),
            Side("within", Unit.PERCENT, {"en": "In time", "es": "A tiempo"}),
            Side("unanswered", Unit.COUNT, {"en": "Not answered", "es": "Sin responder"}),
        ),
        part_unit=Unit.HOURS,
    ),
    Kpi(
        code="K33",
        names={"en": "Lead response time", "es": "Respuesta a leads"},
        unit=Unit.HOURS,
        better=Better.DOWN,
        family=Family.SERVICE,
        definition={
            "en": "Median hours from the arrival of a lead in the period to the first time somebody wrote or called; the share "
            "within one hour, and the median in working hours, stand beside.",
            "es": "Mediana de horas desde la llegada de un lead en el periodo hasta la primera vez que alguien escribió o llamó; "
            "al lado, la parte dentro de una hora y la mediana en horas laborables.",
        },
        source="https://leadsource.co/blog/lead-response-time",
        reads=frozenset({"interaction", "client", "user"}),
        of=lead_response,
        beside=(
            Side("other", Unit.HOURS, {"en": "Working hours", "es": "Horas laborables"}),
            Side("within", Unit.PERCENT, {"en": "Within one hour", "es": "En una hora"}),
            Side("unanswered", Unit.COUNT, {"en": "Not answered", "es": "Sin respuesta"}),
        ),
        part_unit=Unit.HOURS,
    ),
)
