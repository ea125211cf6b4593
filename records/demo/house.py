"""Our own side of the demo: people, products, library, market, targets, forecasts and journals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from ...schema.tree import Tree
from ..files.locate import slug
from ..tiering import TIERS_FILE
from .clients import ClientTold
from .days import Days
from .deals import Deal, euros
from .shelf import Shelf
from .telling import Told

SELLERS = ("ana", "marc", "thomas")
QUOTAS = {"ana": 40000, "marc": 60000, "thomas": 80000}
PRODUCT_QUOTAS = {"traza-planta": 70000, "traza-cloud": 40000, "traza-frio": 40000}
CLIENT_GOALS = {"northgate-robotics": 45000, "bitacora-software": 30000}
TIERS = """\
# Qué cuenta para el nivel de un cliente: A, B, C o D. docs/file-format.md lo explica.
potential: {weight: 50, full: 90000.00 EUR}
revenue: {weight: 30, full: 40000.00 EUR}
industry: {weight: 20, points: {health: 100, manufacturing: 80, logistics: 60, other: 40}}
tiers: {A: 70, B: 45, C: 20, D: 0}
"""
OWN_KPIS: Sequence[Mapping[str, Tree | int]] = (
    {
        "title": "Ventas grandes",
        "titles": {"en": "Big wins", "es": "Ventas grandes"},
        "measure": "sum",
        "records": "opportunity",
        "query": "stage:won amount>=25k",
        "field": "amount",
        "dated_by": "closed_on",
        "definition": "Lo ganado en oportunidades de 25.000 o más.",
    },
    {
        "title": "Visitas",
        "titles": {"en": "Visits", "es": "Visitas"},
        "measure": "count",
        "records": "interaction",
        "query": "kind:visit,meeting",
        "dated_by": "at",
        "definition": "Visitas y reuniones con clientes: lo que no se hace desde la silla.",
    },
    {
        "title": "Edad del embudo",
        "titles": {"en": "Age of the pipeline", "es": "Edad del embudo"},
        "measure": "median",
        "records": "opportunity",
        "query": "is:open",
        "field": "age",
        "unit": "days",
        "better": "down",
        "definition": "Días que lleva abierta una oportunidad. Las viejas no maduran: se olvidan.",
    },
)
WEEK: dict[str, Tree] = {day: ["09:00-14:00", "15:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
JOURNAL_NOTES = (
    "Dos visitas y ninguna sorpresa. Los días así también cuentan.",
    "Me interrumpieron cuatro veces; tres eran mías.",
    "La propuesta de hoy se escribió sola porque ayer pregunté.",
    "Cansancio. La llamada difícil, mañana a primera hora.",
    "Preparar el día: lo primero, la llamada que no apetece.",
)


def tell_house(shelf: Shelf, days: Days, told: Told) -> None:
    """Put people, products, library and market on the shelf."""
    for person in told.maps("team"):
        _user(shelf, days, person)
    for product in told.maps("products"):
        _product(shelf, days, product)
    for asset in told.maps("library"):
        _asset(shelf, days, asset)
    for note in told.maps("market"):
        _note(shelf, days, note)


def tell_year(shelf: Shelf, days: Days, clients: Sequence[ClientTold]) -> None:
    """Put targets, forecasts, journals and reviews of people on the shelf."""
    deals = [deal for client in clients for deal in client.deals]
    _targets(shelf, days)
    for who in (*SELLERS, "ventas"):
        _forecast(shelf, days, who, [each for each in deals if who in {each.owner, "ventas"}])
    _journals(shelf, days, clients)
    for who in SELLERS[:2]:
        _self_review(shelf, days, who)
    tell_numbers(shelf, days)


def tell_numbers(shelf: Shelf, days: Days) -> None:
    """Put the formula of tiers, KPIs of the house, and further targets on the shelf."""
    shelf.files[TIERS_FILE] = TIERS.encode()
    for fields in OWN_KPIS:
        shelf.add("metric", {**fields, "owner": "lucia", "created": days.text(-120)})
    quarter, month = days.quarter(0), f"{days.today:%Y-%m}"
    for product, quota in PRODUCT_QUOTAS.items():
        _target(shelf, days, f"Cuota {quarter} {product}", "product", product, quarter, euros(quota))
    for client, goal in CLIENT_GOALS.items():
        _target(shelf, days, f"Ventas {days.today.year} {client}", "client", client, str(days.today.year), euros(goal))
    for metric, value in (("K14", "55"), ("K9", "40"), ("K4", "92"), ("visitas", "12")):
        _target(shelf, days, f"{metric} {quarter}", "company", "traza", quarter, value, metric=metric)
    _target(shelf, days, f"Visitas {month}", "company", "traza", month, "4", metric="visitas")


def _user(shelf: Shelf, days: Days, told: Told) -> None:
    fields: dict[str, Tree | int] = {
        "title": told.text("name"),
        "role": told.text("role"),
        "dept": told.text("dept"),
        "manager": told.text("manager"),
        "email": f"{told.text('handle')}@example.com",
        "tz": "Europe/Madrid",
        "hours": WEEK,
        "capacity": 38,
        "languages": list(told.texts("lang")),
        "sectors": list(told.texts("sectors")),
        "certifications": [{"name": told.text("certificate"), "date": days.text(-400), "expires": days.text(330)}],
        "absences": [{"from": days.text(24), "to": days.text(31), "deputy": "marc"}]
        if told.text("handle") == "ana"
        else [],
        "limits": {"discount_pct": "15" if told.text("handle") == "lucia" else "8", "compensation": "500.00 EUR"},
        "created": days.text(-700),
    }
    shelf.add("user", fields, name=told.text("handle"))


def _product(shelf: Shelf, days: Days, told: Told) -> None:
    tiers: list[Tree] = [{"from": "1", "discount_pct": "0"}, {"from": "24", "discount_pct": "8"}]
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "family": told.text("family"),
        "kind": told.text("kind"),
        "unit": told.text("unit"),
        "list_price": euros(told.money("price")),
        "cost": euros(told.money("cost")),
        "price_tiers": tiers if told.text("kind") == "subscription" else [],
        "solves": list(told.texts("solves")),
        "complements": list(told.texts("with")),
        "launch_on": days.text(-620),
        "sheet": {"specs": told.text("sheet")},
        "created": days.text(-700),
    }
    shelf.add("product", fields)


def _asset(shelf: Shelf, days: Days, told: Told) -> None:
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": told.text("kind"),
        "lang": told.text("lang"),
        "version": 2,
        "industries": list(told.texts("industries")),
        "products": list(told.texts("products")),
        "metric": told.text("metric"),
        "approved_by": "lucia",
        "owner": "irene",
        "created": days.text(-240),
    }
    if told.text("by"):
        permission: dict[str, Tree] = {"by": told.text("by"), "date": days.text(-90), "until": days.text(600)}
        fields["permission"] = permission | {"quote": "true"}
    shelf.add("asset", fields, told.text("text") + "\n")


def _note(shelf: Shelf, days: Days, told: Told) -> None:
    fields: dict[str, Tree | int] = {
        "title": told.text("title"),
        "kind": told.text("kind"),
        "date": days.text(told.number("d")),
        "source": told.text("source"),
        "confidence": 2,
        "competitor": told.text("competitor"),
        "affects": {name: list(told.texts(name)) for name in ("clients", "products", "industries")},
        "impact": told.text("impact"),
        "so_what": told.text("so_what"),
        "expires_on": days.text(told.number("d") + 180),
        "owner": "lucia",
        "created": days.text(told.number("d")),
    }
    shelf.add("intel", fields)


def _targets(shelf: Shelf, days: Days) -> None:
    quarter, year = days.quarter(0), str(days.today.year)
    total = sum(QUOTAS.values())
    top = _target(shelf, days, f"Objetivo de ventas {year}", "company", "traza", year, euros(total * 4))
    team = _target(shelf, days, f"Cuota {quarter} ventas", "team", "ventas", quarter, euros(total), parent=top)
    for who, quota in QUOTAS.items():
        _target(shelf, days, f"Cuota {quarter} {who}", "user", who, quarter, euros(quota), parent=team)
    week = days.today.isocalendar()
    for who in SELLERS[:2]:
        period = f"{week.year}-W{week.week:02}"
        _target(shelf, days, f"Llamadas de la semana {who}", "user", who, period, "20", metric="call")
    _target(
        shelf, days, "Inglés: una presentación al mes", "personal", "ana", year, "12", metric="presentación en inglés"
    )


def _target(
    shelf: Shelf, days: Days, title: str, scope: str, who: str, period: str, value: str, *, metric: str = "K1",
    parent: str = "",
) -> str:  # fmt: skip
    fields: dict[str, Tree | int] = {
        "title": title,
        "metric": metric,
        "scope": scope,
        "who": who,
        "period": period,
        "value": value,
        "parent": parent,
        "owner": "lucia",
        "created": days.text(-100),
    }
    return shelf.add("target", fields)


def _forecast(shelf: Shelf, days: Days, who: str, deals: Sequence[Deal]) -> None:
    """Put a submitted forecast of the running quarter on the shelf, its sums those of its lines."""
    quarter = days.quarter(0)
    counted = [each for each in deals if each.stage != "lost" and days.quarter(each.closes) == quarter]
    sums = {word: sum((each.amount for each in counted if each.category == word), Decimal(0)) for word in
            ("closed", "commit", "best_case", "pipeline")}  # fmt: skip
    quota = sum(QUOTAS.values()) if who == "ventas" else QUOTAS[who]
    commit = sums["closed"] + sums["commit"]
    best = commit + sums["best_case"]
    fields: dict[str, Tree | int] = {
        "title": f"Previsión {quarter} {who}",
        "who": who,
        "period": quarter,
        "as_of": days.text(-3),
        "closed": euros(sums["closed"]),
        "commit": euros(commit),
        "best_case": euros(best),
        "pipeline": euros(best + sums["pipeline"]),
        "weighted": euros(sum((each.weighted for each in counted), Decimal(0))),
        "historical": euros(sums["closed"] + (best + sums["pipeline"] - sums["closed"]) * Decimal("0.4")),
        "target": euros(quota),
        "call": euros(commit + sums["best_case"] / 2),
        "comment": "Lo comprometido es lo que ya tiene contrato en la mesa; lo demás es esperanza con fecha.",
        "lines": [
            {"opportunity": each.name, "amount": euros(each.amount), "category": each.category} for each in counted
        ],
        "owner": who if who in SELLERS else "lucia",
        "created": days.text(-3),
    }
    shelf.add("forecast", fields)


def _journals(shelf: Shelf, days: Days, clients: Sequence[ClientTold]) -> None:
    """Put a week of days of Ana's on the shelf, and today of the others."""
    mine = [each for each in clients if each.cast.owner == "ana" and each.tasks]
    workdays: list[int] = []
    offset = 0
    while len(workdays) < len(JOURNAL_NOTES):
        if (days.today + timedelta(days=offset)).weekday() < 5 or offset == 0:
            workdays.append(offset)
        offset -= 1
    for place, (day, note) in enumerate(zip(reversed(workdays), JOURNAL_NOTES, strict=True)):
        _journal(shelf, days, "ana", day, note, mine[place % len(mine)])
    for who in ("marc", "thomas"):
        theirs = next(each for each in clients if each.cast.owner == who and each.tasks)
        _journal(shelf, days, who, 0, "", theirs)


def _journal(shelf: Shelf, days: Days, who: str, offset: int, note: str, client: ClientTold) -> None:
    day = days.today + timedelta(days=offset)
    is_over = offset < 0
    blocks: list[Tree] = [
        {"from": "09:00", "to": "09:30", "kind": "admin", "done": "true"},
        {"from": "10:00", "to": "11:00", "kind": "client", "client": client.cast.client, "done": str(is_over).lower()},
        {"from": "16:00", "to": "17:00", "kind": "prospecting", "done": "false"},
    ]
    fields: dict[str, Tree | int] = {
        "title": f"{who.capitalize()} {day.isoformat()}",
        "period": "day",
        "date": day.isoformat(),
        "who": who,
        "top": [client.tasks[0], slug(client.told.text("title"))],
        "blocks": blocks,
        "morning": {"inbox_zero": "true", "top_three": "true"},
        "shutdown": {"log_complete": str(is_over).lower()},
        "energy": 3 + offset % 3 if is_over else 4,
        "note": note,
        "visibility": "private",
        "created": day.isoformat(),
    }
    shelf.add("journal", fields, person=who)


def _self_review(shelf: Shelf, days: Days, who: str) -> None:
    fields: dict[str, Tree | int] = {
        "title": f"Autoevaluación {days.quarter(-60)} {who}",
        "kind": "self",
        "period": days.quarter(-60),
        "subject": who,
        "status": "held",
        "at": days.at(-14, 16),
        "participants": [who, "lucia"],
        "achievements": ["Ninguna promesa a cliente fuera de plazo"],
        "challenges": ["Hablar con quien paga antes de ofertar"],
        "improvements": ["Pedir la objeción en la segunda reunión, no en la cuarta"],
        "ratings": {"seguimiento": "4", "propuestas": "3"},
        "created": days.text(-20),
    }
    shelf.add("review", fields, person=who)
