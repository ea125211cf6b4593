"""A small book: three clients in two industries and currencies, seen by Ana on Wednesday, 15 July 2026."""

from datetime import datetime
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest
from cartera.records.config import BookConfig
from cartera.records.files.parse import read_text
from cartera.records.query.select import facts_at, select_by
from cartera.records.snapshot import FileReading, Snapshot
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.language import SPANISH
from cartera.schema.record import Record

NOW = datetime(2026, 7, 15, 11, 0, tzinfo=ZoneInfo("Europe/Madrid"))

BOOK = {
    "people/ana/user.md": """
        title: Ana Ruiz
        role: ae
        manager: lucia
        """,
    "people/lucia/user.md": """
        title: Lucía Gil
        role: manager
        """,
    "clients/acme/client.md": """
        title: Acme Logística
        industry: logistics
        lifecycle: customer
        owner: ana
        potential: 90000.00 EUR
        tags: [vip, north]
        created: 2026-01-10
        ---
        Prefiere reuniones cortas los martes.
        """,
    "clients/banco/client.md": """
        title: Banco Peñalara
        industry: finance
        lifecycle: lead
        owner: marc
        potential: 500000.00 EUR
        tags: [parked]
        created: 2026-03-01
        """,
    "clients/cien/client.md": """
        title: Cien Montañas
        industry: retail
        lifecycle: former
        owner: susana
        created: 2026-05-01
        tier_override: {tier: A, reason: "Grupo grande", until: 2026-12-31}
        """,
    "clients/acme/contacts/elena-ruiz.md": """
        title: Elena Ruiz
        emails: ["elena@example.com"]
        phones: ["+34600111222"]
        influence: 5
        created: 2026-01-11
        """,
    "clients/acme/opportunities/platform-g2vp.md": """
        title: Plataforma de trazabilidad
        kind: new
        pipeline: b2b
        stage: proposal
        stage_history:
          - {at: 2026-06-01T10:00:00+02:00, to: prospecting, by: ana}
          - {at: 2026-07-01T10:00:00+02:00, to: proposal, by: ana}
        amount: 48000.00 EUR
        expected_close: 2026-09-15
        next_step: Enviar la propuesta
        next_step_due: 2026-07-13
        stakeholders: [{contact: elena-ruiz, role: economic}]
        owner: ana
        created: 2026-06-01
        """,
    "clients/acme/opportunities/renewal-k3x9.md": """
        title: Renovación
        kind: renewal
        pipeline: renewal
        stage: won
        amount: 12000.00 EUR
        closed_on: 2026-06-20
        expected_close: 2026-06-30
        close_date_moves: [{at: 2026-05-01T10:00:00+02:00, from: 2026-05-30, to: 2026-06-30}]
        owner: ana
        created: 2026-02-20
        """,
    "clients/banco/opportunities/fund-m4p2.md": """
        title: Fondo
        kind: new
        pipeline: b2b
        stage: negotiation
        amount: 90000.00 USD
        expected_close: 2026-07-31
        owner: marc
        created: 2026-05-15
        """,
    "clients/cien/opportunities/shop-a1b2.md": """
        title: Tienda
        kind: new
        pipeline: b2b
        stage: lost
        reason: price
        closed_on: 2026-07-01
        owner: susana
        created: 2026-06-15
        """,
    "clients/acme/interactions/2026/2026-06-20-call-aaaa.md": """
        title: Llamada con Elena
        kind: call
        direction: out
        at: 2026-06-20T10:00:00+02:00
        contacts: [elena-ruiz]
        about: [platform-g2vp]
        ---
        Pide un descuento por volumen.
        """,
    "clients/acme/interactions/2026/2026-07-10-note-bbbb.md": """
        title: Nota
        kind: note
        direction: internal
        at: 2026-07-10T10:00:00+02:00
        """,
    "clients/acme/tasks/send-cccc.md": """
        title: Enviar contrato
        assignee: ana
        status: open
        due: 2026-07-20T12:00:00+02:00
        importance: 1
        about: platform-g2vp
        """,
    "clients/acme/contracts/master-dddd.md": """
        title: Contrato marco
        number: "2026/1"
        kind: framework
        status: active
        start: 2026-01-01
        end: 2026-12-31
        notice_days: 90
        auto_renew: true
        """,
    "targets/quota-eeee.md": """
        title: Cuota del trimestre
        metric: K1
        scope: user
        who: ana
        period: 2026-Q3
        value: 180000.00 EUR
        """,
}


@pytest.fixture(scope="session")
def now():
    return NOW


@pytest.fixture(scope="session")
def schema():
    return declare_schema(read_own_trees("types"), read_own_trees("packs"))


@pytest.fixture(scope="session")
def make_record(schema):
    """Return a function from a path and its text without the first ``---`` to a record."""

    def make(path, text):
        front, rule, body = dedent(text).lstrip("\n").partition("---\n")
        document = read_text(f"---\n{front}---\n{body if rule else ''}".encode(), path)
        return Record(path, schema.type_of_path(path).name, document.tree, document.body, "")

    return make


@pytest.fixture(scope="session")
def make_snapshot(schema, make_record):
    """Return a function from ``{path: text}`` to a snapshot."""

    def make(files):
        records = [make_record(path, text) for path, text in files.items()]
        return Snapshot(schema, BookConfig(), [FileReading(each.path, each) for each in records])

    return make


@pytest.fixture(scope="session")
def snapshot(make_snapshot):
    return make_snapshot(BOOK)


@pytest.fixture(scope="session")
def facts(snapshot):
    return facts_at(snapshot, NOW, "ana", SPANISH)


@pytest.fixture(scope="session")
def names(facts):
    """Return a function from a query to the names of the records it finds."""

    def find(query, *types, order=""):
        return [each.name for each in select_by(facts, query, types=types or None, order=order)]

    return find
