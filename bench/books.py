"""Books to measure on: made from a seed, of a realistic mix and size, committed once and kept between runs."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path("bench-books")
"""Where the books lie; git ignores it."""
SIZES = {"1k": 1_000, "5k": 5_000, "10k": 10_000, "100k": 100_000}
SEED = 20260714
START = date(2024, 1, 1)
WORDS = [
    "almacén",
    "cliente",
    "entrega",
    "factura",
    "muelle",
    "oferta",
    "pedido",
    "plazo",
    "precio",
    "ruta",
    "turno",
    "visita",
    "acuerdo",
    "retraso",
    "contrato",
    "reunión",
    "demo",
    "llamada",
    "equipo",
    "planta",
    "lote",
    "sensor",
    "meeting",
    "delivery",
    "invoice",
    "price",
    "dock",
    "route",
    "shift",
    "offer",
    "order",
    "call",
    "contract",
    "customer",
    "review",
    "budget",
    "approval",
    "signature",
    "training",
    "integration",
    "support",
    "pilot",
    "warehouse",
    "margin",
    "discount",
]
STAGES = ("prospecting", "qualification", "discovery", "proposal", "negotiation", "won", "lost")
KINDS = ("call", "email", "meeting", "visit", "note")
INDUSTRIES = ("logistics", "technology", "health", "manufacturing", "retail", "other")
RECORDS_A_CLIENT = 40


@dataclass(frozen=True, slots=True)
class BenchBook:
    """A generated book."""

    root: Path
    """Its folder."""
    size: str
    """The word for how many records it has."""
    count: int
    """How many records it has."""

    @property
    def bytes(self) -> int:
        """How many bytes its records have together."""
        return sum(path.stat().st_size for path in self.root.rglob("*.md"))


def make_book(folder: Path, size: str) -> BenchBook:
    """Return the book of ``size`` in ``folder``, written if it is not there yet."""
    root = (folder / size).absolute()
    book = BenchBook(root, size, SIZES[size])
    if (root / ".git/bench-is-whole").exists():
        return book
    if root.exists():
        shutil.rmtree(root)
    for path, text in write_records(book.count):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    commit_all(root)
    (root / ".git/bench-is-whole").touch()
    return book


def commit_all(root: Path) -> None:
    """Put everything under ``root`` into git, packed as a clone would be."""

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("config", "user.name", "Bench")
    git("config", "user.email", "bench@example.com")
    git("config", "gc.auto", "0")
    git("add", "-A")
    git("commit", "-q", "-m", "Bench book")
    git("repack", "-adq")


def write_records(count: int) -> list[tuple[str, str]]:
    """Return paths and texts of ``count`` records and the settings; the same count gives the same."""
    chance = random.Random(SEED + count)
    files = [("cartera.yaml", "name: Bench\ncurrency: EUR\nlanguage: en\ncountry: ES\ntz: Europe/Madrid\n")]
    for handle in ("ana", "marc", "lucia", "olga"):
        hours = 'hours: {mon: ["09:00-18:00"]}'
        files.append(
            (f"people/{handle}/user.md", f"---\ntitle: {handle.title()}\nrole: ae\ntz: Europe/Madrid\n{hours}\n---\n")
        )
    number = 0
    while len(files) <= count:
        number += 1
        files.extend(_write_client(chance, number)[: count + 1 - len(files)])
    return files


def _write_client(chance: random.Random, number: int) -> list[tuple[str, str]]:
    """Return a client of about ``RECORDS_A_CLIENT`` records."""
    slug = f"{chance.choice(WORDS).translate(_PLAIN)}-{number:05}"
    home = f"clients/{slug}"
    owner = chance.choice(("ana", "marc", "lucia"))
    begun = START + timedelta(days=chance.randrange(500))
    lines = [
        f"title: {slug.title()} SA", "kind: company", f"industry: {chance.choice(INDUSTRIES)}", "country: ES",
        "city: Santander", "tz: Europe/Madrid", "lang: es", "currency: EUR", f"employees: {chance.randrange(9000)}",
        "lifecycle: qualified", "lifecycle_history:", f"  - {{at: {begun}T10:00:00+01:00, to: qualified, by: {owner}}}",
        f"first_contact_at: {begun}", "source: event", f"owner: {owner}", f"created: {begun}",
    ]  # fmt: skip
    files = [(f"{home}/client.md", _record(lines, _prose(chance, 40)))]
    contacts = [f"persona-{number:05}-{place}" for place in range(3)]
    for name in contacts:
        lines = [f"title: {name.title()}", "job: Compras", f'emails: ["{name}@example.com"]', f"created: {begun}"]
        files.append((f"{home}/contacts/{name}.md", _record(lines, "")))
    deals = [_write_deal(chance, home, owner, begun, place) for place in range(4)]
    files += deals
    names = [path.rpartition("/")[2].removesuffix(".md") for path, _ in deals]
    for place in range(RECORDS_A_CLIENT - len(files) - 6):
        files.append(_write_talk(chance, home, owner, begun, place, contacts, names))
    for place in range(6):
        due = begun + timedelta(days=chance.randrange(900))
        title = " ".join(chance.choices(WORDS, k=4))
        lines = [
            f"title: {title}", f"assignee: {owner}", "status: open", f"due: {due}", "importance: 2",
            f"about: {names[0]}", f"created: {begun}",
        ]  # fmt: skip
        files.append((f"{home}/tasks/tarea-{place}-{_code(chance)}.md", _record(lines, "")))
    return files


def _write_deal(chance: random.Random, home: str, owner: str, begun: date, place: int) -> tuple[str, str]:
    stage = chance.choice(STAGES)
    reached = STAGES[: STAGES.index(stage) + 1] if stage not in {"won", "lost"} else (*STAGES[:4], stage)
    moves = [
        f"  - {{at: {begun + timedelta(days=20 * step)}T12:00:00+02:00, to: {word}, by: {owner}}}"
        for step, word in enumerate(reached)
    ]
    closing = begun + timedelta(days=20 * len(reached))
    ending = (
        [f"closed_on: {closing}", "reason: fit", "lesson: Preguntar antes"]
        if stage in {"won", "lost"}
        else ["next_step: Llamar", f"next_step_due: {closing}"]
    )
    title = " ".join(chance.choices(WORDS, k=3))
    lines = [
        f"title: {title}", "kind: new", "pipeline: b2b", f"stage: {stage}", "stage_history:", *moves,
        f"amount: {chance.randrange(1000, 90000)}.00 EUR", f"expected_close: {closing}", "forecast: pipeline",
        f"owner: {owner}", *ending, f"created: {begun}",
    ]  # fmt: skip
    return f"{home}/opportunities/oferta-{place}-{_code(chance)}.md", _record(lines, "")


def _write_talk(
    chance: random.Random, home: str, owner: str, begun: date, place: int, contacts: list[str], deals: list[str]
) -> tuple[str, str]:
    day = begun + timedelta(days=chance.randrange(600))
    kind = chance.choice(KINDS)
    title = " ".join(chance.choices(WORDS, k=4))
    lines = [
        f"title: {title}", f"kind: {kind}", "direction: out", f"at: {day}T10:{place % 60:02}:00+02:00",
        f"minutes: {chance.randrange(5, 90)}", f"contacts: [{chance.choice(contacts)}]", f"users: [{owner}]",
        f"about: [{chance.choice(deals)}]", "outcome: positive", f"created: {day}",
    ]  # fmt: skip
    return f"{home}/interactions/{day.year}/{day}-{kind}-{_code(chance)}.md", _record(lines, _prose(chance, 60))


def _record(lines: list[str], body: str) -> str:
    return "\n".join(["---", *lines, "---", body, ""]) if body else "\n".join(["---", *lines, "---", ""])


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _code(chance: random.Random) -> str:
    return "".join(chance.choices("0123456789abcdefghjkmnpqrstvwxyz", k=4))


_PLAIN = str.maketrans("áéíóúñ", "aeioun")
