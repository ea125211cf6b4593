"""The worked examples of the KPI catalogue about activity and service, through real record files."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cartera.records.kpis.complaints import legal_due

MADRID = ZoneInfo("Europe/Madrid")
OFFICE = "{" + ", ".join(f'{day}: ["09:00-18:00"]' for day in ("mon", "tue", "wed", "thu", "fri")) + "}"


@pytest.fixture(scope="session")
def cases(shared):
    path = shared / "domain/kpi_cases.json"
    if not path.is_file():
        pytest.skip("kpi_cases.json is not in the shared domain folder")
    return {(each["kpi"], each["name"]): each for each in json.loads(path.read_text(encoding="utf-8"))["cases"]}


def same(value, wanted):
    wanted = Decimal(str(wanted))
    return value is not None and round(value, max(-wanted.as_tuple().exponent, 0)) == wanted


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=MADRID).isoformat()


def talk(write, name, moment, kind="email", direction="out", client="acme", **more):
    return write.record(
        f"clients/{client}/interactions/2026/{name}.md", title="T", kind=kind, direction=direction, at=moment, **more
    )


def case(write, name, received, resolved=None, ack=None, **more):
    facts = {"received_at": received, "ack_at": ack, "resolved_at": resolved, **more}
    facts = {key: value for key, value in facts.items() if value is not None}
    return write.record(
        f"clients/acme/cases/{name}.md", title="C", kind="complaint", status="resolved" if resolved else "received",
        received_via="email", tracking="X", owner="ana", **facts,
    )  # fmt: skip


def test_k31_activities_of_a_week(numbers_of, cases, ask, write):
    found = cases["K31", "activities of a week"]
    counts = {"call": found["input"]["calls"], "email": found["input"]["emails"], "meeting": found["input"]["meetings"]}
    files = [write.client("acme")]
    for kind, count in counts.items():
        files += [talk(write, f"{kind}-{place}", at("2026-07-14T10:00"), kind) for place in range(count)]
    files += [
        talk(write, "note", at("2026-07-14T10:00"), "note"),
        talk(write, "later", at("2026-07-18T10:00"), "meeting"),
    ]
    files.append(
        write.record(
            "targets/t.md",
            title="T",
            metric="call",
            scope="company",
            who="all",
            period="2026-W29",
            value=found["input"]["calls_target"],
        )
    )
    value = ask(numbers_of(files), "K31", "2026-W29", "2026-07-17")
    assert value.value == found["expected"]["total"]
    lines = {(each.group, each.name): each.value for each in value.figure.lines}
    assert lines["attainment", "call"] == Decimal(str(found["expected"]["calls_attainment_pct"]))
    assert lines["kind", "email"] == counts["email"]


def test_k31_counts_for_whoever_took_part(numbers_of, ask, write):
    files = [write.user("ana"), write.user("marc"), write.client("acme", owner="marc")]
    files += [talk(write, "one", at("2026-07-14T10:00"), users="[ana]"), talk(write, "two", at("2026-07-14T10:00"))]
    numbers = numbers_of(files)
    assert ask(numbers, "K31", "2026-07", scope="owner:ana").value == 1
    assert [each.value for each in ask(numbers, "K31", "2026-07", by="owner")] == [2, 1, 1]


def test_k32_median_of_the_working_hours(numbers_of, cases, ask, write):
    found = cases["K32", "first response, business hours"]
    files = [write.user("ana", hours=OFFICE), write.client("acme")]
    begun = datetime(2026, 7, 13, 9, tzinfo=MADRID)
    for place, hours in enumerate(found["input"]["hours"]):
        files.append(talk(write, f"in-{place}", begun.isoformat(), direction="in", contacts=f"[c{place}]"))
        answered = (begun + timedelta(hours=hours)).isoformat()
        files.append(talk(write, f"out-{place}", answered, contacts=f"[c{place}]"))
    files.append(talk(write, "waits", begun.isoformat(), direction="in", contacts="[c9]"))
    value = ask(numbers_of(files), "K32", "2026-07")
    assert same(value.value, found["expected"]["median_h"])
    assert same(value.figure.beside["within"], found["expected"]["within_4h_pct"])
    assert [str(each.reason) for each in value.figure.exclusions] == ["not answered since 2026-07-13 09:00"]


def test_k32_from_friday_to_monday(numbers_of, cases, ask, write):
    found = cases["K32", "Friday to Monday"]
    asked, answered = at(found["input"]["in"]), at(found["input"]["out"])
    files = [
        write.user("ana", hours=OFFICE),
        write.client("acme"),
        talk(write, "in", asked, direction="in"),
        talk(write, "auto", asked, tags="[auto]", in_reply_to="in"),
        talk(write, "out", answered, in_reply_to="in"),
    ]
    value = ask(numbers_of(files), "K32", "2026-07")
    assert same(value.value * 60, found["expected"]["business_minutes"])
    assert same(value.figure.beside["other"] * 60, found["expected"]["calendar_minutes"])


def test_k33_how_long_a_lead_waits(numbers_of, ask, write):
    history = "lifecycle_history:\n  - {at: 2026-07-13T09:00:00+02:00, to: lead, by: ana}\n"
    files = [write.client("acme", more=history), write.client("beta", more=history)]
    files.append(talk(write, "out", at("2026-07-13T09:45"), "call"))
    value = ask(numbers_of(files), "K33", "2026-07")
    assert (value.value, value.figure.beside["within"], value.figure.beside["unanswered"]) == (Decimal("0.75"), 100, 1)


def test_k34_clocks_of_one_complaint(numbers_of, cases, ask, write):
    found = cases["K34", "complaint clocks"]
    moments = {name: at(text) for name, text in found["input"].items()}
    files = [write.user("ana", hours=OFFICE), write.client("acme")]
    files.append(case(write, "one", moments["received"], moments["resolved"], moments["ack"], severity="2"))
    numbers = numbers_of(files)
    value = ask(numbers, "K34", "2026-07")
    beside, wanted = value.figure.beside, found["expected"]
    assert same(value.value, wanted["calendar_days"])
    assert same(beside["acknowledged"], wanted["ack_h"])
    assert beside["workdays"] == wanted["working_days"]
    (record,) = numbers.ground.snapshot.of_type("case")
    (seen,) = numbers._slices.values()
    assert str(legal_due(seen, record)) == wanted["legal_due_15_working_days"]


def test_k34_statistics_of_resolutions(numbers_of, cases, ask, write):
    found = cases["K34", "resolution statistics"]
    begun = datetime(2026, 6, 1, 10, tzinfo=MADRID)
    files = [write.user("ana", hours=OFFICE), write.client("acme")]
    for place, days in enumerate(found["input"]["days"]):
        history = (
            "[{at: 2026-06-02T10:00:00+02:00, to: reopened, by: ana}]" if place < found["input"]["reopened"] else "[]"
        )
        resolved = (begun + timedelta(days=days)).isoformat()
        files.append(case(write, f"c{place}", begun.isoformat(), resolved, severity="4", status_history=history))
    files.append(case(write, "open", begun.isoformat(), severity="4"))
    value = ask(numbers_of(files), "K34", "2026")
    beside, wanted = value.figure.beside, found["expected"]
    assert same(value.value, wanted["median"])
    assert same(beside["mean"], wanted["mean"])
    assert same(beside["within"], wanted["within_sla_pct"])
    assert same(beside["reopened"], wanted["reopen_pct"])
    assert (beside["open"], beside["open_age"], beside["past_legal"]) == (1, 60, 1)


def test_k35_cadence(numbers_of, cases, ask, write):
    found = cases["K35", "cadence at 2026-07-31"]
    files = []
    for name, silent, every in found["input"]["clients"]:
        slug = name.lower()
        files.append(write.client(slug, more=f"cadence: {{touch: {{every: P{every}D}}}}\n"))
        files.append(
            write.record(
                f"clients/{slug}/contracts/v.md",
                title="V",
                number=1,
                kind="subscription",
                status="active",
                start="2025-01-01",
                signed_on="2025-01-01",
            )
        )
        moment = datetime.combine(date(2026, 7, 31) - timedelta(days=silent), datetime.min.time(), MADRID)
        files.append(talk(write, "met", moment.isoformat(), "meeting", client=slug))
        files.append(talk(write, "mail", at("2026-07-30T10:00"), "email", client=slug))
        files.append(talk(write, "missed", at("2026-07-30T10:00"), "call", client=slug, outcome="no_answer"))
    value = ask(numbers_of(files), "K35", "2026-07")
    assert same(value.value, found["expected"]["compliance_pct"])
    late = [each.id.split("/")[1] for each in value.figure.parts][:2]
    assert late == ["b2", "a2"]
