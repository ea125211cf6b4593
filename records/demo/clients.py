"""Clients of the demo: who they are, who works there, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...schema.dataclass import dataclass
from ...schema.tree import Tree
from ..files.locate import slug
from .days import Days
from .deals import Cast, Deal, euros, tell_deal
from .shelf import Shelf
from .telling import Told

CITIES_ABROAD = {"GB": ("Europe/London", "en"), "IE": ("Europe/Dublin", "en"), "ES": ("Europe/Madrid", "es")}
MINUTES = {"call": 12, "email": 8, "message": 3, "visit": 90, "demo": 60, "discovery": 50, "meeting": 45, "event": 20}
CHANNELS = {
    "call": "phone", "email": "email", "message": "message", "visit": "in_person", "demo": "in_person",
    "discovery": "video", "meeting": "in_person", "social": "social", "event": "in_person", "training": "in_person",
    "presentation": "video", "negotiation": "video",
}  # fmt: skip
MOODS = {"positive": 1, "negative": -1}
SCALES = {"nps": "0-10", "csat": "1-5", "ces": "1-7", "pulse": "1-5"}


@dataclass(frozen=True, slots=True)
class ClientTold:
    """A client whose story is on the shelf."""

    cast: Cast
    """Its people."""
    told: Told
    """Its story."""
    deals: tuple[Deal, ...]
    """Its deals, the latest last."""
    tasks: tuple[str, ...]
    """The names of its tasks."""
    names: Mapping[str, str]
    """First name → what links call the contact."""

    def deal_on(self, day: int) -> Deal | None:
        """Return the deal that was being talked about on a day."""
        alive = [each for each in self.deals if each.begins <= day <= max(each.closes, each.begins)]
        return alive[-1] if alive else None


def tell_client(shelf: Shelf, days: Days, told: Told, industry: str) -> ClientTold:
    """Put a client with its people, deals and everything that happened on the shelf."""
    zone, language = CITIES_ABROAD[told.text("country", "ES")]
    client = slug(told.text("title"))
    people = list(told.maps("people"))
    names = {slug(each.text("name").split()[0]): slug(each.text("name")) for each in people}
    lifecycle = told.text("lifecycle") or (
        "customer" if any(each.text("stage") == "won" for each in told.maps("deals")) else "qualified"
    )
    churn = told.texts("churn")
    cast = Cast(
        client=client,
        owner=told.text("owner"),
        contacts=tuple(names.values()),
        roles=tuple((each.texts("role") or [""])[0] for each in people),
        language=language,
        country=told.text("country", "ES"),
        since=told.number("since"),
        churned=int(churn[0]) if churn else 0,
    )
    _client(shelf, days, told, cast, industry, lifecycle, zone)
    for person in people:
        _contact(shelf, days, cast, person)
    kpis = [_kpi(shelf, days, cast, each) for each in told.maps("kpi")]
    deals = tuple(tell_deal(shelf, days, cast, each, kpis) for each in told.maps("deals"))
    cases = {each.text("title"): _case(shelf, days, cast, each, names) for each in told.maps("cases")}
    about = next(iter(cases.values()), "") or next((each.name for each in deals if each.is_open), "")
    tasks = tuple(_task(shelf, days, cast, row, about) for row in told.rows("tasks"))
    return ClientTold(cast, told, deals, tasks, names)


def _client(shelf: Shelf, days: Days, told: Told, cast: Cast, industry: str, lifecycle: str, zone: str) -> None:
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": "company",
        "industry": industry,
        "country": cast.country,
        "city": told.text("city"),
        "tz": zone,
        "lang": cast.language,
        "currency": "EUR",
        "employees": told.text("employees"),
        "website": f"https://{cast.client}.example/",
        "lifecycle": lifecycle,
        "lifecycle_history": list(_lifecycle(days, told, cast, lifecycle)),
        "first_contact_at": days.text(cast.since),
        "source": told.text("source"),
        "owner": cast.owner,
        "deputy": told.text("deputy"),
        "potential": euros(told.money("potential")),
        "complexity": 1 + len(cast.contacts),
        "cadence": {"touch": {"every": "P14D"}, "review": {"every": "P3M"}} if lifecycle == "customer" else {},
        "needs": [
            {"key": f"n{place}", "need": need, "date": days.text(int(day)), "priority": priority, "status": status}
            for place, (day, need, priority, status) in enumerate(told.rows("needs"), 1)
        ],
        "pack": told.map("pack"),
        "created": days.text(cast.since),
    }
    if cast.churned:
        fields["churn"] = {"date": days.text(cast.churned), "reason": told.texts("churn")[1], "by": cast.owner}
    shelf.add("client", fields, told.text("about") + "\n")


def _lifecycle(days: Days, told: Told, cast: Cast, lifecycle: str) -> Iterator[dict[str, Tree]]:
    won = [each.number("closes") for each in told.maps("deals") if each.text("stage") == "won"]
    moves = [("lead", cast.since)]
    if lifecycle != "lead":
        moves.append(("qualified", cast.since + 6))
    if won:
        moves.append(("customer", min(won)))
    if lifecycle == "former":
        moves.append(("former", cast.churned))
    for word, day in moves:
        yield {"at": days.at(day, 13), "to": word, "by": cast.owner}


def _contact(shelf: Shelf, days: Days, cast: Cast, person: Told) -> None:
    first, *rest = slug(person.text("name")).split("-")
    code = sum(map(ord, person.text("name"))) % 900 + 100
    phone = f"+346001{code}99"[:12] if cast.country == "ES" else f"+44207946{code:04}"
    fields: dict[str, Tree | int] = {
        "title": person.text("name"),
        "job": person.text("job"),
        "emails": [f"{first}.{rest[0]}@{cast.client}.example"],
        "phones": [phone],
        "lang": cast.language,
        "prefers": {"channel": "phone" if code % 2 else "email", "formality": "usted" if code % 3 == 0 else "tu"}
        if cast.language == "es"
        else {"channel": "email"},
        "buying_role": list(person.texts("role")),
        "influence": person.text("influence"),
        "sentiment": person.text("mood"),
        "consents": [{"purpose": "marketing", "basis": "consent", "given_on": days.text(cast.since)}],
        "left_on": days.text(person.number("left")) if person.text("left") else "",
        "created": days.text(cast.since),
    }
    shelf.add("contact", fields, client=cast.client)


def _kpi(shelf: Shelf, days: Days, cast: Cast, told: Told) -> str:
    readings: list[Tree] = []
    values = told.texts("readings")
    first_of_month = days.today.replace(day=1)
    for place, value in enumerate(values):
        month = days.months_after(first_of_month, place - len(values))
        taken = days.months_after(month, 1).replace(day=2)
        taken = min(taken, days.today)
        readings.append(
            {"period": f"{month:%Y-%m}", "value": value, "at": taken.isoformat(), "by": cast.owner},
        )
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "definition": f"{told.text('title')} ({told.text('unit')})",
        "unit": told.text("unit"),
        "direction": told.text("direction"),
        "target": told.text("target"),
        "frequency": "monthly",
        "weight": 1,
        "source": "manual",
        "agreed_on": days.text(cast.since + 20),
        "agreed_with": cast.contacts[0],
        "readings": readings,
        "owner": cast.owner,
        "created": days.text(cast.since + 20),
    }
    return shelf.add("kpi", fields, client=cast.client)


def _case(shelf: Shelf, days: Days, cast: Cast, told: Told, names: Mapping[str, str]) -> str:
    day, status = told.number("d"), told.text("status")
    moves = [("received", days.at(day, 9, 5)), ("acknowledged", days.at(day, 9, 20)), ("resolving", days.at(day, 11))]
    if status == "closed":
        moves += [("resolved", days.at(day + 7, 16)), ("closed", days.at(day + 21, 12))]
    options = told.rows("options")
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": told.text("kind"),
        "severity": told.text("severity"),
        "status": status,
        "status_history": [{"at": at, "to": word, "by": cast.owner} for word, at in moves],
        "received_at": days.at(day, 9, 5),
        "received_via": "phone",
        "reported_by": names[told.text("by")],
        "tracking": f"{cast.client[:2].upper()}-{-day:04}",
        "ack_at": days.at(day, 9, 20),
        "impact": told.text("impact"),
        "cause": told.text("cause"),
        "root_cause": told.text("root"),
        "upheld": told.text("upheld"),
        "options": [
            {"key": f"o{place}", "type": sort, "what": what, "cost": euros(int(cost)), "status": state}
            for place, (sort, what, cost, state) in enumerate(options, 1)
        ],
        "chosen": [f"o{place}" for place, row in enumerate(options, 1) if row[3] == "accepted"],
        "owner": cast.owner,
        "created": days.text(day),
    }
    promised = told.texts("promised")
    if promised:
        fields["promised"] = {"original": days.text(int(promised[0])), "new": days.text(int(promised[1]))}
    if status == "closed":
        fields |= {"resolved_at": moves[3][1], "closed_at": moves[4][1], "confirmed_on": days.text(day + 20)}
    else:
        fields |= {"update_every": "P1D", "next_update_due": days.at(1, 9)}
    return shelf.add("case", fields, told.text("text") + "\n", client=cast.client)


def _task(shelf: Shelf, days: Days, cast: Cast, row: Sequence[str], about: str) -> str:
    due, assignee, importance, status, title, *note = row
    fields: dict[str, Tree | int] = {
        "title": title,
        "assignee": assignee,
        "status": status,
        "due": days.text(int(due)),
        "importance": importance,
        "estimate": 30,
        "about": about if status != "done" else "",
        "requested_by": cast.contacts[0],
        "promised_to_client": importance == "1",
        "owner": cast.owner,
        "created": days.text(min(int(due), 0) - 4),
    }
    if status == "done":
        fields |= {"done_on": days.at(int(due), 16), "result": note[0] if note else ""}
    if status == "waiting":
        fields["waiting_for"] = note[0]
    return shelf.add("task", fields, client=cast.client)
