"""What holds for numbers whatever the records say."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cartera.records.index.reading import read_record
from cartera.records.index.shelf import FileReading
from cartera.records.kpis.catalogue import headline_kpis
from cartera.records.kpis.engine import Numbers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CODES = ("K1", "K14", "K15", "K16", "K17", "K18", "K20")
MONEY = {"K1", "K16", "K17", "K18", "K20"}
RELAXED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def deals(draw):
    """Return facts of some deals of two clients and three people, some of them shared."""
    found = []
    for place in range(draw(st.integers(0, 8))):
        created = draw(DAYS)
        stage = draw(st.sampled_from(["proposal", "negotiation", "won", "lost", "void"]))
        ends = created + timedelta(days=draw(st.integers(0, 90)))
        splits = draw(st.sampled_from([None, "[{user: ana, pct: 60}, {user: marc, pct: 40}]"]))
        lines = draw(
            st.sampled_from(
                [
                    None,
                    '[{product: uno, qty: 1, unit_price: "7.00 EUR"}, {product: dos, qty: 2, unit_price: "1.00 EUR"}]',
                    "[{product: uno}, {product: dos}, {product: tres}]",
                ]
            )
        )
        amount = draw(st.one_of(st.none(), st.integers(0, 10**7)))
        found.append(
            {
                "client": draw(st.sampled_from(["acme", "beta"])), "name": f"d{place}", "stage": stage,
                "owner": draw(st.sampled_from(["ana", "marc", "eva"])), "created": str(created),
                "amount": None if amount is None else f"{Decimal(amount) / 100:.2f} EUR",
                "closed_on": str(ends) if stage in {"won", "lost", "void"} else None,
                "expected_close": str(ends), "reason": "price" if stage in {"lost", "void"} else None,
                "splits": splits, "lines": lines, "kind": draw(st.sampled_from(["new", "upsell", "renewal"])),
            }
        )  # fmt: skip
    return found


@pytest.fixture(scope="session")
def book_of(write, read):
    """Return a function that makes the numbers of some deals."""

    def make(facts, *more, currency="EUR"):
        files = [write.client("acme"), write.client("beta"), *more]
        files += [write.user(each, manager="lucia") for each in ("ana", "marc", "eva")]
        for each in facts:
            own = dict(each)
            if currency != "EUR":
                own = {name: text.replace("EUR", currency) if text else text for name, text in own.items()}
            files.append(write.deal(own.pop("client"), own.pop("name"), own.pop("stage"), **own))
        return read(files)

    return make


@RELAXED
@given(facts=deals())
@pytest.mark.parametrize("by", ["owner", "manager", "product", "kind", "industry", "tier", "month", "quarter"])
def test_the_rows_of_a_breakdown_sum_to_the_whole(book_of, ask, facts, by):
    numbers = book_of(facts)
    total, *rows = ask(numbers, "K1", "2026", as_of="2027-06-01", by=by)
    assert sum(each.value for each in rows) == total.value
    total, *rows = ask(numbers, "K14", "2026", as_of="2027-06-01", by=by)
    assert sum(each.figure.denominator or 0 for each in rows) == (total.figure.denominator or 0)


@RELAXED
@given(facts=deals())
def test_a_void_deal_changes_nothing(book_of, write, ask, facts):
    void = write.deal(
        "acme", "twice", "void", amount="5000.00 EUR", closed_on="2026-07-03", created="2026-06-01", reason="duplicate"
    )
    before, after = book_of(facts), book_of(facts, void)
    for code in CODES:
        assert ask(before, code, "2026-Q3").value == ask(after, code, "2026-Q3").value


@RELAXED
@given(facts=deals(), rate=st.decimals("0.5", "2", places=4))
def test_the_same_book_in_another_currency_scales(book_of, ask, facts, rate):
    own = book_of(facts)
    foreign = book_of(facts, ("fx.csv", f"currency,from,rate\nUSD,2020-01-01,{rate}\n"), currency="USD")
    for code in CODES:
        one, other = (ask(each, code, "2026-Q3").value for each in (own, foreign))
        scale = rate if code in MONEY else 1
        assert (one is None) == (other is None)
        assert one is None or abs(one * scale - other) < Decimal("0.0001")


@RELAXED
@given(facts=deals(), later=st.integers(1, 400))
def test_as_of_a_day_after_everything_is_now(book_of, ask, facts, later):
    numbers = book_of(facts)
    last = date(2027, 4, 1)
    for code in ("K1", "K14", "K17"):
        one, other = (ask(numbers, code, "2026", as_of=str(day)).value for day in (last, last + timedelta(days=later)))
        assert one == other


@RELAXED
@given(facts=deals(), day=DAYS)
def test_each_deal_of_the_population_is_open_won_or_lost_or_not_there_yet(book_of, ask, facts, day):
    numbers = book_of(facts)
    whole = ask(numbers, "K14", "2020-01-01..2028-01-01", as_of=str(day), with_renewals=True)
    pipeline = ask(numbers, "K17", "2026", as_of=str(day))
    there = [each for each in facts if each["stage"] != "void" and each["created"] <= str(day)]
    assert len(whole.figure.parts) + pipeline.figure.n == len(there)


CHANGES = st.one_of(
    st.tuples(st.just("amount"), st.integers(0, 10**6).map(lambda each: f"{each}.50 EUR")),
    st.tuples(st.just("amount"), st.just("")),
    st.tuples(st.just("amount"), st.just("77.00 USD")),
    st.tuples(st.just("expected_close"), DAYS.map(str)),
    st.tuples(st.just("forecast"), st.sampled_from(["commit", "best_case", "omitted"])),
    st.tuples(st.just("stage"), st.sampled_from(["proposal", "commit", "won", "lost", "void", "unheard-of"])),
    st.tuples(st.just("closed_on"), DAYS.map(str)),
    st.tuples(st.just("kind"), st.sampled_from(["new", "renewal"])),
    st.tuples(st.just("splits"), st.just([{"user": "eva", "pct": "30"}, {"user": "ana", "pct": "70"}])),
    st.tuples(st.just("next_step"), st.sampled_from(["Call", "Write"])),
)
"""One field of a deal and what it is changed to."""


EDITS = st.lists(st.tuples(st.integers(0, 8), CHANGES), min_size=1, max_size=8)


@settings(RELAXED, max_examples=8)
@given(facts=deals(), edits=EDITS)
def test_the_numbers_of_a_book_that_was_changed_step_by_step_are_those_of_a_new_one(book_of, ask, facts, edits):
    assert_same_step_by_step(book_of, ask, facts, edits)


@pytest.mark.exhaustive
@settings(RELAXED, max_examples=400)
@given(facts=deals(), edits=EDITS)
def test_the_numbers_of_many_changed_books_are_those_of_new_ones(book_of, ask, facts, edits):
    assert_same_step_by_step(book_of, ask, facts, edits)


def assert_same_step_by_step(book_of, ask, facts, edits):
    """Edit deals one after the other, asking after each; in the end nothing differs from a book read anew."""
    numbers = book_of(facts)
    days = ("2026-05-20", "2026-08-10")
    kpis = headline_kpis()
    for place, (field, text) in edits:
        for kpi in kpis:
            ask(numbers, kpi.code, "2026-Q3", as_of=days[0], by="owner")
            ask(numbers, kpi.code, "2026-Q3", as_of=days[0], scope="owner:ana")
            for day in days:
                ask(numbers, kpi.code, "2026-Q3", as_of=day, compares=True)
        snapshot = numbers.ground.snapshot
        deal = snapshot.with_id(f"clients/{'acme' if place % 2 else 'beta'}/opportunities/d{place}")
        if deal is None:
            continue
        changed = replace(deal, tree={**deal.tree, field: text})
        numbers = numbers.following(snapshot.replace([FileReading(deal.path, changed)]))
    fresh = Numbers(numbers.ground.snapshot)
    for kpi in kpis:
        for asked in ({"by": "owner"}, {"scope": "owner:ana"}):
            kept = ask(numbers, kpi.code, "2026-Q3", as_of=days[0], **asked)
            assert kept == ask(fresh, kpi.code, "2026-Q3", as_of=days[0], **asked), (kpi.code, asked)
        for day in days:
            kept = ask(numbers, kpi.code, "2026-Q3", as_of=day, compares=True)
            assert kept == ask(fresh, kpi.code, "2026-Q3", as_of=day, compares=True), kpi.code


def test_a_client_that_becomes_a_partner_takes_its_deals_out_of_every_number(read, write, ask):
    numbers = read([write.client("acme"), write.deal("acme", "one", "won", amount="5.00 EUR", closed_on="2026-07-02")])
    assert ask(numbers, "K1", "2026-Q3").value == 5
    snapshot = numbers.ground.snapshot
    client = snapshot.with_id("clients/acme/client")
    partner = replace(client, tree={**client.tree, "kind": "partner"})
    following = numbers.following(snapshot.replace([FileReading(client.path, partner)]))
    assert ask(following, "K1", "2026-Q3").value == 0


def test_an_edit_computes_nothing_that_it_cannot_have_changed(read, write, ask):
    numbers = read([write.client("acme"), write.deal("acme", "one", "proposal", amount="5.00 EUR")])
    before = {code: ask(numbers, code, "2026-Q3") for code in ("K1", "K4", "K14", "K17")}
    snapshot = numbers.ground.snapshot
    deal = snapshot.with_id("clients/acme/opportunities/one")
    dearer = replace(deal, tree={**deal.tree, "amount": "6.00 EUR"})
    following = numbers.following(snapshot.replace([FileReading(deal.path, dearer)]))
    after = {code: ask(following, code, "2026-Q3") for code in before}
    assert [code for code in before if before[code] is not after[code]] == ["K17"]


def test_what_is_asked_of_ones_own_records_is_kept_too(read, write, ask):
    files = [write.client("acme"), write.user("ana"), write.deal("acme", "one", "proposal", amount="5.00 EUR")]
    numbers = read(files)
    before = {code: ask(numbers, code, "2026-Q3", scope="owner:ana") for code in ("K1", "K17", "K31")}
    snapshot = numbers.ground.snapshot
    talk = read_record(
        "clients/acme/interactions/2026/a.md",
        b"---\ntitle: A\nkind: call\nat: 2026-07-03T10:00:00+02:00\nusers: [ana]\n---\n",
        snapshot.schema,
        "",
    )
    following = numbers.following(snapshot.replace([talk]))
    after = {code: ask(following, code, "2026-Q3", scope="owner:ana") for code in before}
    assert [code for code in before if before[code] is not after[code]] == ["K31"]
    assert after["K31"].value == 1


@settings(RELAXED, max_examples=15)
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 3), st.one_of(st.none(), DAYS), st.sampled_from(["call", "note"])), max_size=8
    )
)
def test_activity_counted_after_each_edit_is_that_of_a_new_book(read, write, ask, moves):
    numbers = read([write.client("acme"), write.user("ana")])
    for place, day, kind in moves:
        path = f"clients/acme/interactions/2026/t{place}.md"
        text = f"---\ntitle: T\nkind: {kind}\nat: {day}T10:00:00+02:00\nusers: [ana]\n---\n"
        snapshot = numbers.ground.snapshot
        reading = read_record(path, text.encode(), snapshot.schema, "")
        snapshot = snapshot.replace([reading]) if day else snapshot.replace([], [path])
        numbers = numbers.following(snapshot)
        for options in ({}, {"by": "owner"}, {"scope": "owner:ana"}):
            for code in ("K31", "K35"):
                assert ask(numbers, code, "2026-Q3", **options) == ask(Numbers(snapshot), code, "2026-Q3", **options)
