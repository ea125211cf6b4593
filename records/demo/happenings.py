"""What happened at a client of the demo: conversations, answers, deliveries, reviews and plans."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.tree import Tree
from .clients import CHANNELS, MINUTES, MOODS, SCALES, ClientTold
from .days import Days
from .deals import Deal, euros
from .shelf import Shelf
from .telling import Told


def tell_happenings(shelf: Shelf, days: Days, client: ClientTold, touches: Told) -> None:
    """Put everything that happened at a client on the shelf."""
    for row in client.told.rows("log"):
        _conversation(shelf, days, client, row)
    _touches(shelf, days, client, touches.rows(client.cast.language))
    for row in client.told.rows("feedback"):
        _answer(shelf, days, client, row)
    customer = next((each for each in client.deals if each.stage == "won"), None)
    if customer and len(client.cast.contacts) > 1 and not client.cast.churned:
        _unanswered(shelf, days, client)
    for told in client.told.maps("delivery"):
        if customer:
            _project(shelf, days, client, told, customer)
    if client.told.text("qbr"):
        _review(shelf, days, client)
    if client.told.rows("goals"):
        _plan(shelf, days, client)


def _conversation(shelf: Shelf, days: Days, client: ClientTold, row: Sequence[str]) -> None:
    offset, word, who, outcome, title, text = row
    kind, day = word.lstrip("<"), int(offset)
    is_ours = kind in {"internal", "note"}
    deal = client.deal_on(day)
    fields: dict[str, Tree | int] = {
        "title": title,
        "kind": kind,
        "direction": "internal" if is_ours else "in" if word.startswith("<") else "out",
        "at": days.at(day, 9 + shelf.pick(8), shelf.pick(12) * 5),
        "minutes": MINUTES.get(kind, 30),
        "channel": CHANNELS.get(kind, ""),
        "contacts": [] if is_ours else [client.names[who]],
        "users": [client.cast.owner],
        "about": [deal.name] if deal else [],
        "outcome": outcome,
        "mood": MOODS.get(outcome, 0),
        "owner": client.cast.owner,
        "created": days.text(day),
    }
    shelf.add("interaction", fields, f"{text}\n", client=client.cast.client)


def _touches(shelf: Shelf, days: Days, client: ClientTold, phrases: Sequence[Sequence[str]]) -> None:
    """Fill the days between the big moments; each phrase at most once a client."""
    left = list(phrases)
    people = [*client.names]
    reach = -client.cast.since - 4
    end = -client.cast.churned
    for _ in range(min(2 + reach // 60, 6)):
        kind, outcome, title, text = left.pop(shelf.pick(len(left)))
        who = people[shelf.pick(len(people))]
        day = -(end + 3 + shelf.pick(max(reach - end - 3, 1)))
        deal = client.deal_on(day)
        spoken = {"who": _first_name(client, who), "deal": deal.title if deal else client.told.text("title")}
        row = [str(day), kind, who, outcome, title.format(**spoken), text.format(**spoken)]
        _conversation(shelf, days, client, row)


def _first_name(client: ClientTold, who: str) -> str:
    """Return a contact's first name as it is written."""
    names = [each.text("name").split()[0] for each in client.told.maps("people")]
    return names[[*client.names].index(who)]


def _answer(shelf: Shelf, days: Days, client: ClientTold, row: Sequence[str]) -> None:
    offset, kind, who, score, comment = row
    day = int(offset)
    is_low = int(score) <= (6 if kind == "nps" else 3)
    fields: dict[str, Tree | int] = {
        **_invitation(days, client, day, kind, client.names[who]),
        "answered_at": days.at(day + 1, 10),
        "score": score,
        "scale": SCALES[kind],
        "comment": comment,
        "status": "in_progress" if is_low else "acknowledged",
    }
    shelf.add("feedback", fields, client=client.cast.client)


def _unanswered(shelf: Shelf, days: Days, client: ClientTold) -> None:
    """An invitation nobody answered: response rates need those too."""
    fields = _invitation(days, client, -19, "nps", client.cast.contacts[-1]) | {"status": "new"}
    shelf.add("feedback", fields, client=client.cast.client)


def _invitation(days: Days, client: ClientTold, day: int, kind: str, contact: str) -> dict[str, Tree | int]:
    return {
        "title": f"{kind.upper()} {days.day(day):%Y-%m} {client.told.text('title')}",
        "kind": kind,
        "survey": f"{kind}-relacional",
        "wave": f"{days.day(day):%Y-%m}",
        "contact": contact,
        "sent_at": days.at(day, 9),
        "about": "company" if kind == "nps" else "service",
        "owner": client.cast.owner,
        "created": days.text(day),
    }


def _project(shelf: Shelf, days: Days, client: ClientTold, told: Told, deal: Deal) -> None:
    """Put a delivery and its budget on the shelf."""
    cast, parts, done = client.cast, told.texts("parts"), told.number("done")
    start = deal.closes + 14
    ends = [start + 20 * (place + 1) if place < done else 6 + 9 * (place - done) for place in range(len(parts))]
    is_done = done == len(parts)
    deliverables: list[Tree] = []
    for place, (what, day) in enumerate(zip(parts, ends, strict=True)):
        entry: dict[str, Tree] = {"key": f"d{place + 1}", "what": what, "due": days.text(day), "owner": "olga"}
        entry |= {"dept": "operations", "visibility": "client"}
        if place < done:
            entry |= {"done_on": days.text(day), "accepted_by": cast.contacts[0], "accepted_on": days.text(day + 2)}
        deliverables.append(entry)
    moves = [("planned", start - 5), ("active", start), *([("done", ends[-1] + 3)] if is_done else [])]
    last = ends[-1] + 3
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": "delivery",
        "status": moves[-1][0],
        "status_history": [{"at": days.at(day, 9), "to": word, "by": "olga"} for word, day in moves],
        "contract": deal.contract,
        "opportunity": deal.name,
        "start": days.text(start),
        "end": days.text(last),
        "baseline_end": days.text(last),
        "deliverables": deliverables,
        "owner": "olga",
        "created": days.text(start - 5),
    }
    project = shelf.add("project", fields, client=cast.client)
    lines: list[Tree] = [
        {"key": "b1", "category": "licencias", "planned": euros(deal.amount / 2), "actual": euros(deal.amount / 2)},
        {"key": "b2", "category": "servicios", "planned": euros(deal.amount / 4), "actual": euros(deal.amount / 5)},
        {"key": "b3", "category": "contingencia", "planned": euros(deal.amount / 20), "actual": euros(0)},
    ]
    budget: dict[str, Tree | int] = {
        "title": f"Presupuesto {told.text('title')}" if cast.language == "es" else f"Budget {told.text('title')}",
        "scope": "project",
        "period": days.quarter(start),
        "project": project,
        "limit": euros(deal.amount),
        "lines": lines,
        "owner": "olga",
        "created": days.text(start - 4),
    }
    shelf.add("budget", budget, client=cast.client)


def _review(shelf: Shelf, days: Days, client: ClientTold) -> None:
    """Put the review that was held, and the one being prepared, on the shelf."""
    cast, held = client.cast, client.told.number("qbr")
    word = "Revisión trimestral" if cast.language == "es" else "Quarterly review"
    shared: dict[str, Tree | int] = {
        "kind": "qbr",
        "subject": cast.client,
        "participants": [cast.owner, cast.contacts[0]],
        "owner": cast.owner,
    }
    past: dict[str, Tree | int] = {
        **shared,
        "title": f"{word} {days.quarter(held)}",
        "period": days.quarter(held),
        "status": "closed",
        "at": days.at(held, 10),
        "snapshot": {
            "K9": {"value": "30", "count": "10", "as_of": days.text(held - 1)},
            "K13": {"value": "66.7", "count": "3", "as_of": days.text(held - 1)},
        },
        "you_said_we_did": [{"suggestion": client.told.rows("log")[-1][4], "action": word, "status": "open"}],
        "actions": list(client.tasks[:1]),
        "next_on": days.text(held + 91),
        "created": days.text(held - 7),
    }
    ahead: dict[str, Tree | int] = {
        **shared,
        "title": f"{word} {days.quarter(held + 91)}",
        "period": days.quarter(held + 91),
        "status": "planned",
        "at": days.at(held + 91, 10),
        "created": days.text(held + 1),
    }
    shelf.add("review", past, client=cast.client)
    shelf.add("review", ahead, client=cast.client)


def _plan(shelf: Shelf, days: Days, client: ClientTold) -> None:
    cast = client.cast
    year = days.today.year
    objectives: list[Tree] = [
        {"key": f"ob{place}", "what": what, "whose": whose, "metric": metric, "due": days.text(150), "status": "open"}
        for place, (what, whose, metric) in enumerate(client.told.rows("goals"), 1)
    ]
    told = Told({"what": client.told.text("about")})
    fields: dict[str, Tree | int] = {
        "title": f"{'Plan de cuenta' if cast.language == 'es' else 'Account plan'} {year}",
        "kind": "account",
        "period": str(year),
        "status": "active",
        "objectives": objectives,
        "risks": [{"what": told.text("what"), "probability": "3", "impact": "4", "owner": cast.owner}],
        "communication": [
            {"what": "Seguimiento" if cast.language == "es" else "Follow-up", "with": cast.contacts[0],
             "channel": "video", "every": "P14D", "owner": cast.owner},
        ],
        "owner": cast.owner,
        "created": days.text(max(cast.since + 10, -200)),
    }  # fmt: skip
    shelf.add("plan", fields, client=cast.client)
