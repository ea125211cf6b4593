"""What holds for numbers whatever the records say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from cartera.records.index.reading import read_record
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


@RELAXED
@given(facts=deals(), place=st.integers(0, 7))
def test_the_numbers_of_a_changed_book_are_those_of_a_new_one(book_of, schema, ask, facts, place):
    numbers = book_of(facts)
    ask(numbers, "K1", "2026-Q3")
    snapshot = numbers.ground.snapshot
    for each in snapshot.of_type("opportunity"):
        if each.name == f"d{place}":
            text = "---\ntitle: Other\nkind: new\npipeline: b2b\nstage: won\namount: 123.45 EUR\nclosed_on: 2026-07-20\n---\n"
            snapshot = snapshot.replace([read_record(each.path, text.encode(), schema, "")])
    for code in CODES:
        fresh = ask(Numbers(snapshot), code, "2026-Q3")
        assert ask(numbers.following(snapshot), code, "2026-Q3").value == fresh.value
