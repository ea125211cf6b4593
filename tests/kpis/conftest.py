"""What tests of numbers share: a book made of short texts, asked for a KPI as of a day."""

from datetime import date
from types import SimpleNamespace

import pytest
from cartera.records.config import BookConfig
from cartera.records.index.reading import read_record
from cartera.records.kpis.catalogue import kpi_named
from cartera.records.kpis.engine import Numbers, Question
from cartera.records.kpis.spans import read_span
from cartera.records.query.select import facts_at
from cartera.records.rates import read_rates
from cartera.records.snapshot import Snapshot
from cartera.schema.declare import declare_schema, read_own_trees

CLIENT = """\
---
title: {title}
kind: {kind}
industry: logistics
country: ES
tz: Europe/Madrid
lang: es
currency: EUR
lifecycle: customer
first_contact_at: 2020-01-01
source: event
owner: {owner}
{more}---
"""
DEAL = """\
---
title: {title}
kind: {kind}
pipeline: b2b
stage: {stage}
stage_history:
{history}
{more}owner: {owner}
created: {created}
---
"""


def client_file(name, *, kind="company", owner="ana", more=""):
    """Return path and text of a client."""
    text = CLIENT.format(title=name.title(), kind=kind, owner=owner, more=more)
    return f"clients/{name}/client.md", text


def deal_file(client, name, stage, **facts):
    """Return path and text of an opportunity; facts are its fields as text, ``history`` pairs of day and stage."""
    created = facts.pop("created", None) or facts.get("first_contact_at") or "2026-01-02"
    history = facts.pop("history", None) or [(facts.get("closed_on") or created, stage)]
    lines = "\n".join(f"  - {{at: {day}T12:00:00+02:00, to: {word}, by: ana}}" for day, word in history)
    owner, kind = facts.pop("owner", "ana"), facts.pop("kind", "new")
    more = "".join(f"{field}: {value}\n" for field, value in facts.items() if value is not None)
    text = DEAL.format(
        title=name.title(), kind=kind, stage=stage, history=lines, more=more, owner=owner, created=created
    )
    return f"clients/{client}/opportunities/{name}.md", text


def user_file(name, **facts):
    """Return path and text of a member of the team."""
    more = "".join(f"{field}: {value}\n" for field, value in facts.items())
    return f"people/{name}/user.md", f"---\ntitle: {name.title()}\nrole: ae\ntz: Europe/Madrid\n{more}---\n"


def record_file(path, **facts):
    """Return path and text of any record from its fields."""
    return path, "---\n" + "".join(f"{field}: {value}\n" for field, value in facts.items()) + "---\n"


OLD = "lifecycle_history:\n  - {at: 2025-06-01T10:00:00+02:00, to: customer, by: ana}\n"


def f1_files(case):
    """Return the record files of fixture F1 of the catalogue: ten clients, eleven deals, ana and her team."""
    deals = case["opportunities"]
    names = sorted({each["client"] for each in deals})
    files = dict([user_file("ana", manager="lucia", dept="norte"), user_file("lucia")])
    for name in names:
        files.update([client_file(name.lower(), more=OLD if name in {"C2", "C3"} else "")])
    for each in deals:
        closed = each.get("closed")
        first = each.get("first_contact") or "2026-07-01"
        stage = each["stage"]
        amount = f"{each['amount']}.00 {case['currency']}" if each["amount"] is not None else None
        path, text = deal_file(
            each["client"].lower(), each["id"].lower(), stage, kind=each["kind"], amount=amount, closed_on=closed,
            first_contact_at=each.get("first_contact"), created=each.get("created") or first,
            expected_close=each.get("expected"), forecast=each.get("forecast"), reason=each.get("reason"),
        )  # fmt: skip
        files[path] = text
    return files


@pytest.fixture(scope="session")
def write():
    """Return the functions that make the text of a record: ``client``, ``deal``, ``user`` and ``record``."""
    return SimpleNamespace(client=client_file, deal=deal_file, user=user_file, record=record_file, book=f1_files)


@pytest.fixture
def numbers_of(make_book):
    """Return a function that makes a book of files and returns what answers questions about it."""

    def make(files, **options):
        return Numbers(make_book(dict(files), **options).snapshot())

    return make


@pytest.fixture(scope="session")
def schema():
    """Our own record types."""
    return declare_schema(read_own_trees("types"), read_own_trees("packs"))


@pytest.fixture(scope="session")
def read(schema):
    """Return a function that reads texts of files into numbers, without a disk: hypothesis makes many books."""

    def make(files):
        texts = dict(files)
        rates, _ = read_rates(texts.pop("fx.csv", ""))
        readings = [read_record(path, text.encode(), schema, "") for path, text in texts.items()]
        return Numbers(Snapshot(schema, BookConfig(rates=rates), readings))

    return make


@pytest.fixture(scope="session")
def ask():
    """Return a function that asks numbers for one KPI: ``ask(numbers, "K1", "2026-07", as_of="2026-07-31")``."""

    def of(numbers, code, period, as_of="2026-07-31", **options):
        day = date.fromisoformat(as_of)
        snapshot = numbers.ground.snapshot
        moment = facts_at(snapshot, day).desk.moment
        span = read_span(period, moment, snapshot.config.fiscal_year_start)
        question = Question(span, day, compares=options.pop("compares", False), **options)
        values = numbers.answer([kpi_named(code)], question)
        return values if question.by else values[0]

    return of
