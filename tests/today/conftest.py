"""What tests of today share: a client's book, a moment, and what is due as text one can read."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.records.views.today.listing import due_list

NOW = datetime(2026, 7, 20, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
"""A Monday morning."""


def record(**fields):
    """Return the text of a record with ``fields``, each as it is written in a file."""
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n"


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def acme():
    """The files of a book with one customer of Ana's who was called last week."""
    return {
        "people/ana/user.md": record(title="Ana Ruiz", email="ana@example.com", role="ae"),
        "people/marc/user.md": record(title="Marc Prueba", email="marc@example.com", role="ae"),
        "clients/acme/client.md": record(
            title="Acme", kind="company", lifecycle="customer", owner="ana", potential="30000 EUR"
        ),
        "clients/acme/interactions/2026/2026-07-15-call-a1b2.md": record(
            title="Call", kind="call", direction="out", at="2026-07-15T10:00:00+02:00", outcome="reached"
        ),
    }


@pytest.fixture
def snapshot_of(make_book, acme):
    made = itertools.count()

    def make(files):
        return make_book({**acme, **files}, folder=f"book{next(made)}").snapshot()

    return make


@pytest.fixture
def due_in(snapshot_of):
    """Return a function that gives what is due in a book as ``reason day what`` lines, the most pressing first."""

    def lines(files, me="ana", now=NOW):
        found = due_list(snapshot_of(files), now, me)
        return [f"{each.reason} {each.day:%m-%d} {each.what}" for each in found]

    return lines
