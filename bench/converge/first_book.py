"""The book that everybody begins with: four clients, of whom one is in everybody's hands."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from ...records.git.repository import ATTRIBUTES

CLIENTS = ("acme", "brava", "cobre", "duero")
HOT = ("acme", "acme-deal", "acme-offer", "acme-call")
"""The records that half of all edits are made to, by uid."""


def make_hub(folder: Path) -> Path:
    """Make the repository that all share, with the book in it."""
    seed, hub = folder / "seed", folder / "hub.git"
    for path, text in _files():
        (seed / path).parent.mkdir(parents=True, exist_ok=True)
        (seed / path).write_text(text)
    (seed / ".gitattributes").write_bytes(ATTRIBUTES)
    git(seed, "init", "-q", "-b", "main")
    git(seed, "add", "-A")
    git(seed, "-c", "user.name=Ana Prueba", "-c", "user.email=ana@example.com", "commit", "-q", "-m", "Start")
    git(folder, "clone", "-q", "--bare", str(seed), str(hub))
    git(hub, "config", "gc.auto", "0")
    (hub / "git-daemon-export-ok").touch()
    return hub


def git(root: Path, *command: str, check: bool = True) -> str:
    """Run plain git, as a person would, and return what it printed."""
    done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise RuntimeError(f"git {' '.join(command)}: {done.stderr}")
    return done.stdout.strip()


def _files() -> Iterator[tuple[str, str]]:
    yield "cartera.yaml", "name: Convergence\nlanguage: en\n"
    for name in CLIENTS:
        yield f"clients/{name}/client.md", _record(name, f"title: {name.title()}\ncity: Vigo\ntags: [first, second]\n")
        yield (
            f"clients/{name}/opportunities/{name}-deal.md",
            _record(
                f"{name}-deal",
                "title: Renewal\npipeline: renewal\nstage: upcoming\nstage_history:\n"
                '  - {at: "2010-01-04T09:00:00+01:00", to: upcoming}\namount: 100.00 EUR\nexpected_close: 2030-06-30\n',
            ),
        )
        yield (
            f"clients/{name}/proposals/{name}-offer.md",
            _record(
                f"{name}-offer",
                f"title: Offer\nopportunity: {name}-deal\nversion: 1\nstatus: draft\nlines:\n"
                + "".join(f'  - {{key: k{number}, text: Line, qty: "1", unit_price: 10.00 EUR}}\n' for number in "123"),
            ),
        )
        for word in ("call", "visit", "mail"):
            yield f"clients/{name}/tasks/{name}-{word}.md", _record(f"{name}-{word}", f"title: {word}\nstatus: open\n")


def _record(uid: str, fields: str) -> str:
    body = "".join(f"{uid}-p{number} as it was\n\n" for number in range(1, 5))
    return f"---\n{fields}ext:\n  uid: {uid}\n---\n{body}"
