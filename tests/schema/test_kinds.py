import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cartera.schema.kinds import KINDS, BadValueError
from cartera.schema.tree import Bare
from cartera.schema.values import Money
from hypothesis import given
from hypothesis import strategies as st

EXAMPLES = {
    "text": ["", "x", "NO"],
    "dec": ["12.5", "-3", "0"],
    "pct": ["0", "100", "12.5"],
    "int": ["3", "-2"],
    "bool": ["true", "false"],
    "money": ["48000.00 EUR", "-1 USD", "0.0001 JPY"],
    "quantity": ["180000.00 EUR", "12.5"],
    "date": ["2026-07-14"],
    "datetime": ["2026-07-14T09:30:00+02:00", "2026-07-14T09:30Z"],
    "when": ["2026-07-14", "2026-07-14T09:30:00+02:00"],
    "tz": ["Europe/Madrid", "UTC"],
    "month": ["2026-07"],
    "quarter": ["2026-Q3"],
    "week": ["2026-W29"],
    "year": ["2026"],
    "period": ["2026", "2026-Q3", "2026-07", "2026-W29", "2026-07-14", "2026-2027"],
    "duration": ["P7D", "P3M", "PT30M", "P1Y2M3W4DT5H6M7S"],
    "choice": ["open"],
    "user": ["ana", "ana.ruiz-2"],
    "ref": ["plataforma-g2vp", "acme/renovacion-2027"],
    "country": ["ES"],
    "lang": ["es", "pt-BR"],
    "currency": ["EUR"],
    "phone": ["+34600111222"],
    "email": ["ana@example.com"],
    "url": ["https://example.com/a?b=c", "mailto:ana@example.com"],
    "month_day": ["01-01"],
    "time": ["09:30"],
}
WRONG = {
    "dec": ["", "1,5", "1e5", "NaN", "١", "1_000"],
    "pct": ["-1", "100.1"],
    "int": ["1.0", "", "٣", "1 "],
    "bool": ["yes", "True", ""],
    "money": ["48000", "EUR 5", "1.00000 EUR", "1,00 EUR", "5 eur", "1.00 EUR\n"],
    "quantity": ["x", "5 eur"],
    "date": ["2026-02-30", "14/07/2026", "2026-7-4", "20260714"],
    "datetime": ["2026-07-14", "2026-07-14T09:30:00", "2026-07-14 09:30:00+02:00"],
    "when": ["tomorrow", "2026-07-14T09:30:00"],
    "tz": ["Madrid time", "Europe/Atlantis", "../etc/passwd"],
    "month": ["2026-13", "2026"],
    "quarter": ["2026-Q5"],
    "week": ["2026-W54"],
    "year": ["26", "0000"],
    "period": ["Q3", "2027-2026", "9999-12-31"],
    "duration": ["P", "7D", "PT", "P1.5D"],
    "choice": [""],
    "user": ["Ana", "@ana", "a/b", ""],
    "ref": ["", "/x", " x", "a\nb"],
    "country": ["es", "ESP", "UK", "ZZ"],
    "lang": ["Spanish", "ES"],
    "currency": ["€"],
    "phone": ["600111222", "+0", "+34 600"],
    "email": ["ana", "ana@example", "<ana@example.com>"],
    "url": ["example.com", "javascript:alert(1)", "file:///etc/passwd"],
    "month_day": ["13-01"],
    "time": ["24:00", "9:30"],
}


def test_every_kind_has_its_examples():
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in EXAMPLES.items() for text in texts])
def test_what_is_right_is_read_and_written_back(name, text):
    kind = KINDS[name]
    value = kind.parse(text)
    assert kind.fits(text)
    assert kind.parse(kind.write(value)) == value
    assert not kind.pattern or re.fullmatch(kind.pattern, text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_what_is_wrong_is_refused_with_a_reason(name, text):
    with pytest.raises(BadValueError) as caught:
        KINDS[name].parse(text)
    assert str(caught.value.reason)
    assert not KINDS[name].fits(text)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=30) | st.from_regex(r"[0-9TZ:+ .A-Z/-]{0,25}", fullmatch=True))
def test_any_text_is_read_or_refused_and_the_quick_test_agrees(name, text):
    kind = KINDS[name]
    try:
        value = kind.parse(text)
    except BadValueError:
        assert not kind.fits(text)
    else:
        assert kind.fits(text)
        assert kind.parse(kind.write(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14))
def test_any_amount_comes_back_exactly(amount):
    money = Money("EUR", amount)
    assert KINDS["money"].parse(KINDS["money"].write(money)) == money


@given(st.dates() | st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=2)))))
def test_any_moment_comes_back(moment):
    assert KINDS["when"].parse(KINDS["when"].write(moment)) == moment


def test_numbers_and_dates_are_written_without_quotes_and_words_not():
    assert isinstance(KINDS["dec"].write(Decimal("1.50")), Bare)
    assert isinstance(KINDS["date"].write(date(2026, 7, 14)), Bare)
    assert isinstance(KINDS["datetime"].write(datetime(2026, 7, 14, tzinfo=UTC)), Bare)
    assert not isinstance(KINDS["text"].write("NO"), Bare)
    assert not isinstance(KINDS["phone"].write("+34600111222"), Bare)


def test_money_keeps_the_decimals_it_was_written_with():
    assert KINDS["money"].write(Money("EUR", Decimal("48000.00"))) == "48000.00 EUR"


def test_a_country_code_that_people_mistake_is_mended_in_the_hint():
    with pytest.raises(BadValueError) as caught:
        KINDS["country"].parse("UK")
    assert str(caught.value.hint) == "Did you mean “GB”?"
