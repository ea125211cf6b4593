"""The health of accounts: every point explained, through real record files."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cartera.records.kpis.engine import Numbers, Question
from cartera.records.kpis.health import Band, health_of
from cartera.records.kpis.spans import quarter_of

DAY = date(2026, 7, 31)


@pytest.fixture(scope="session")
def cases(shared):
    path = shared / "domain/kpi_cases.json"
    if not path.is_file():
        pytest.skip("kpi_cases.json is not in the shared domain folder")
    found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["cases"]
    return {each["name"]: each["expected"] for each in found if each["kpi"] == "K36"}


def account(write, *, every, silent, answer=None, paid=(0, 0), revenue=(), override=None, more=()):
    """Return the files of one customer with the given facts."""
    extra = f"cadence: {{touch: {{every: P{every}D}}}}\n" + (f"health_override: {override}\n" if override else "")
    yield write.client("acme", more=extra)
    yield write.record(
        "clients/acme/contracts/v.md", title="V", number=1, kind="subscription", status="active", start="2024-01-01",
        signed_on="2024-01-01",
    )  # fmt: skip
    yield write.record(
        "clients/acme/interactions/2026/met.md", title="T", kind="meeting", direction="out",
        at=f"{DAY - timedelta(days=silent)}T10:00:00+02:00",
    )  # fmt: skip
    if answer:
        kind, score, scale = answer
        yield write.record(
            "clients/acme/feedback/2026/a.md", title="A", kind=kind, survey="s", score=score, scale=f'"{scale}"',
            about="company", sent_at="2026-07-01T09:00:00+02:00", answered_at="2026-07-02T09:00:00+02:00",
        )  # fmt: skip
    for place in range(paid[0]):
        yield write.record(
            f"clients/acme/transactions/2026/f{place}.md", title="F", kind="invoice", date="2026-05-01",
            net="0.00 EUR", due_on="2026-06-01", paid_on="2026-05-20" if place < paid[1] else "2026-06-20",
        )  # fmt: skip
    for day, amount in revenue:
        yield write.record(
            f"clients/acme/transactions/2026/r{day}.md", title="F", kind="invoice", date=day, net=f"{amount}.00 EUR"
        )
    yield from more


def health(numbers, day=DAY):
    seen = numbers.slice(Question(quarter_of(day), day))
    return health_of(seen, numbers.ground.snapshot.client_named("acme"))


def same(value, wanted):
    wanted = Decimal(str(wanted))
    return round(value, max(-wanted.as_tuple().exponent, 0)) == wanted


def test_k36_with_one_missing_measure(numbers_of, cases, ask, write):
    wanted = cases["health with one missing measure"]
    files = account(
        write,
        every=10,
        silent=14,
        answer=("nps", 8, "0-10"),
        paid=(10, 9),
        revenue=[("2025-03-01", 52), ("2026-03-01", 52)],
    )
    numbers = numbers_of(files)
    found = health(numbers)
    assert [each.reading.score for each in found.measures] == [80, 75, None, 50, 100, 90]
    assert same(found.score, wanted["score"])
    assert (found.shown, found.coverage, found.band.value) == (wanted["shown"], wanted["coverage_pct"], wanted["band"])
    value = ask(numbers, "K36", "2026-Q3")
    assert (value.value, value.figure.beside["green"]) == (found.score, 1)
    assert [each.value for each in value.figure.lines] == [80, 75, None, 50, 100, 90]


def test_k36_with_weights_of_the_book(numbers_of, cases, write):
    wanted = cases["Gainsight published group example"]
    settings = "name: P\nhealth:\n  weights: {engagement: 20, satisfaction: 15, payment: 22}\n"
    files = account(write, every=50, silent=103, answer=("csat", 59, "0-100"), paid=(100, 21))
    found = health(numbers_of([("cartera.yaml", settings), *files]))
    assert [each.reading.score for each in found.measures] == [47, 59, 21]
    assert same(found.score, wanted["score"])
    assert found.coverage == 100


def test_a_severe_case_or_a_detractor_caps_the_score(read, write):
    healthy = {"every": 30, "silent": 3, "paid": (1, 1)}
    case = write.record(
        "clients/acme/cases/c.md", title="C", kind="incident", severity="1", status="received",
        received_at="2026-07-30T09:00:00+02:00", received_via="email",
    )  # fmt: skip
    found = health(read(account(write, **healthy, answer=("nps", 10, "0-10"), more=[case])))
    assert (found.shown, found.band, len(found.caps)) == (49, Band.RED, 1)
    found = health(read(account(write, **healthy, answer=("nps", 6, "0-10"))))
    assert found.shown == 49
    assert [str(each) for each in found.caps] == ["A detractor has not been called back."]


def test_below_a_coverage_of_sixty_there_is_no_colour(read, write, ask):
    numbers = read(account(write, every=30, silent=3))
    found = health(numbers)
    assert (found.coverage, found.band) == (30, Band.GREY)
    assert ask(numbers, "K36", "2026-Q3").figure.beside["grey"] == 1


def test_a_score_set_by_hand_holds_until_its_day(read, write):
    override = "{score: 30, reason: New buyer, by: ana, until: 2026-07-31}"
    numbers = read(account(write, every=30, silent=3, override=override))
    assert health(numbers).shown == 30
    assert "New buyer" in str(health(numbers).override)
    assert health(numbers, DAY + timedelta(days=1)).override is None


def test_every_measure_says_why(read, write):
    for each in health(read(account(write, every=30, silent=3))).measures:
        assert str(each.reading.why)


def test_the_mean_of_accounts_leaves_out_those_too_little_is_known_of(read, write, ask):
    assert isinstance(read([]), Numbers)
    value = ask(read([write.client("acme")]), "K36", "2026-Q3")
    assert (value.value, str(value.figure.reason)) == (None, "There is no customer.")


def test_the_query_language_knows_the_health_of_a_client(read, write):
    from cartera.records.query.select import select

    files = account(write, every=10, silent=14, answer=("nps", 8, "0-10"), paid=(10, 9))
    snapshot = read([*files, write.client("beta")]).ground.snapshot
    found = select(snapshot, "health>50", types=["client"], today=DAY)
    assert [each.name for each in found] == ["acme"]
