from decimal import Decimal

import pytest
from cartera.schema.currencies import CODES
from cartera.schema.formats import show_money, show_number
from cartera.schema.kinds import MONEY, BadValueError
from cartera.schema.language import ENGLISH, SPANISH
from cartera.schema.money_in_words import read_money, read_number
from cartera.schema.values import Money
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50k", "50000.00 EUR"),
        ("1.2M", "1200000.00 EUR"),
        ("1,2 M€", "1200000.00 EUR"),
        ("48.000,00 €", "48000.00 EUR"),
        ("48,000.00 EUR", "48000.00 EUR"),
        ("48000 eur", "48000.00 EUR"),
        ("$1,000.00", "1000.00 USD"),
        ("1000 USD", "1000.00 USD"),
        ("US$ 5", "5.00 USD"),
        ("£ 20", "20.00 GBP"),
        ("1.234.567,89", "1234567.89 EUR"),
        ("1 234,56 €", "1234.56 EUR"),
        ("1'000.50 CHF", "1000.50 CHF"),
        ("50 mil euros", "50000.00 EUR"),
        ("2 millones de euros", "2000000.00 EUR"),
        ("-50 €", "-50.00 EUR"),
        ("0.1234", "0.1234 EUR"),
        (".5", "0.50 EUR"),
        ("5 mxn", "5.00 MXN"),
    ],
)
@pytest.mark.parametrize("language", [SPANISH, ENGLISH], ids=["es", "en"])
def test_an_amount_in_words_is_understood_whatever_the_language(text, amount, language):
    read = read_money(text, "EUR", language)
    assert str(read.value) == amount
    assert not read.ambiguous


@pytest.mark.parametrize(("text", "spanish", "english"), [("1.234", "1234.00", "1.234"), ("1,234", "1.234", "1234.00")])
def test_three_digits_after_one_sign_are_read_by_the_language_and_reported(text, spanish, english):
    for language, amount in ((SPANISH, spanish), (ENGLISH, english)):
        read = read_money(f"{text} €", "EUR", language)
        assert (str(read.value.amount), read.ambiguous) == (amount, True)


def test_an_amount_without_currency_is_in_the_books_and_says_so():
    assert not read_money("50", "MXN", SPANISH).names_currency
    assert read_money("50", "MXN", SPANISH).value.currency == "MXN"


def test_a_dollar_sign_is_the_books_own_dollar_or_peso():
    assert read_money("$50", "MXN", SPANISH).value.currency == "MXN"
    assert read_money("$50", "EUR", SPANISH).value.currency == "USD"


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,23,4", "10^4", "€50 USD", "1e5", "1.", "--5", "50 xqz", "9" * 80]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadValueError):
        read_money(text, "EUR", SPANISH)


def test_more_digits_than_a_file_may_hold_are_refused():
    for text in ("12.34567", "1234567890123456"):
        with pytest.raises(BadValueError, match="more digits"):
            read_money(text, "EUR", SPANISH)


amounts = st.decimals(-(10**12), 10**12, places=2)


@given(amounts, st.sampled_from(["EUR", "USD", "GBP", "JPY", "MXN", "CHF", "INR"]), st.sampled_from([SPANISH, ENGLISH]))
def test_an_amount_shown_is_read_back(amount, currency, language):
    money = Money(currency, amount)
    assert read_money(show_money(money, language), "EUR", language).value == money


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from([SPANISH, ENGLISH]))
def test_a_number_shown_is_read_back(number, language):
    assert read_number(show_number(number, language), language).value == number


@given(amounts, st.sampled_from(sorted(CODES)))
def test_what_a_file_holds_is_read_as_it_stands(amount, currency):
    text = MONEY.write(Money(currency, amount))
    read = read_money(text, "EUR", ENGLISH)
    assert (read.value, read.ambiguous) == (Money(currency, Decimal(amount)), False)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text):
    try:
        read = read_money(text, "EUR", SPANISH)
    except BadValueError:
        return
    MONEY.parse(MONEY.write(read.value))


def test_more_digits_than_money_has_are_refused_and_never_rounded():
    with pytest.raises(BadValueError):
        read_money("1" + "0" * 28, "EUR", SPANISH)
    with pytest.raises(BadValueError):
        read_number("1" * 25, SPANISH)
    assert read_number("1" * 24, SPANISH).value == Decimal("1" * 24)
