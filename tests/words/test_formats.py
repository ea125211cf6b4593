from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from cartera.schema.field import Choice, Field, Shape
from cartera.schema.formats import show_day, show_days_away, show_money, show_money_short, show_number, show_value
from cartera.schema.kinds import KINDS
from cartera.schema.language import ENGLISH, SPANISH
from cartera.schema.sentences import plural, sentence
from cartera.schema.values import Money
from hypothesis import given
from hypothesis import strategies as st

LANGUAGES = st.sampled_from([SPANISH, ENGLISH])


def field(kind, **facts):
    return Field(**{"name": "x", "shape": Shape.SCALAR, "kind": KINDS[kind], "label": {"en": "X", "es": "X"}, **facts})


@pytest.mark.parametrize(
    ("kind", "text", "spanish", "english"),
    [
        ("money", "66000.50 EUR", "66.000,50 €", "€66,000.50"),
        ("money", "-5.00 USD", "-5,00 US$", "-$5.00"),
        ("money", "1000.00 CHF", "1.000,00 CHF", "CHF 1,000.00"),
        ("money", "5000.00 JPY", "5.000 JPY", "¥5,000"),
        ("money", "0.1234 EUR", "0,1234 €", "€0.1234"),
        ("date", "2026-07-04", "04/07/2026", "4 Jul 2026"),
        ("datetime", "2026-07-14T09:30:00+02:00", "14/07/2026 09:30", "14 Jul 2026 09:30"),
        ("dec", "1234.5", "1.234,5", "1,234.5"),
        ("pct", "15.5", "15,5 %", "15.5%"),
        ("bool", "true", "sí", "yes"),
        ("period", "2026-Q3", "T3 2026", "Q3 2026"),
        ("period", "2026-07", "jul 2026", "Jul 2026"),
        ("period", "2026-W29", "semana 29 de 2026", "week 29, 2026"),
        ("duration", "P3M", "3 meses", "3 months"),
        ("duration", "P14D", "2 semanas", "2 weeks"),
        ("duration", "PT1H30M", "1 hora y 30 minutos", "1 hour and 30 minutes"),
        ("duration", "P1Y2M3D", "1 año, 2 meses y 3 días", "1 year, 2 months and 3 days"),
        ("text", "hola", "hola", "hola"),
    ],
)
def test_a_value_is_shown_in_the_readers_form(kind, text, spanish, english):
    declared = field(kind)
    value = declared.kind.parse(text)
    assert show_value(declared, value, SPANISH) == spanish
    assert show_value(declared, value, ENGLISH) == english


def test_a_choice_is_shown_by_its_label_and_an_unknown_word_as_it_is():
    stage = field("choice", choices=(Choice("won", {"en": "Won", "es": "Ganada"}),))
    assert show_value(stage, "won", SPANISH) == "Ganada"
    assert show_value(stage, "other", SPANISH) == "other"


def test_lists_and_maps_are_shown_with_their_labels():
    product = field("text", name="product", label={"en": "Product", "es": "Producto"})
    lines = field("text", shape=Shape.ENTRIES, fields=(product,))
    assert show_value(field("text", shape=Shape.LIST), ("a", "b"), SPANISH) == "a, b"
    assert show_value(lines, ({"product": "x"}, {"product": "y"}), SPANISH) == "Producto: x; Producto: y"
    assert show_value(lines, None, SPANISH) == ""


def test_a_moment_is_shown_in_the_readers_zone():
    moment = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)
    assert show_value(field("datetime"), moment, SPANISH, ZoneInfo("Europe/Madrid")) == "15/07/2026 00:30"


@pytest.mark.parametrize(
    ("days", "spanish", "english"),
    [
        (0, "hoy", "today"),
        (1, "mañana", "tomorrow"),
        (-1, "ayer", "yesterday"),
        (-3, "hace 3 días", "3 days ago"),
        (14, "en 2 semanas", "in 2 weeks"),
        (-60, "hace 2 meses", "2 months ago"),
        (-90, "hace 3 meses", "3 months ago"),
        (800, "en 2 años", "in 2 years"),
    ],
)
def test_a_day_is_shown_as_seen_from_today(days, spanish, english):
    assert show_days_away(days, SPANISH) == spanish
    assert show_days_away(days, ENGLISH) == english


@pytest.mark.parametrize(
    ("amount", "spanish", "english"),
    [
        ("48000", "48 k€", "€48k"),
        ("950", "950 €", "€950"),
        ("999499", "999 k€", "€999k"),
        ("999500", "1 M€", "€1M"),
        ("1234567", "1,2 M€", "€1.2M"),
        ("-4800", "-4,8 k€", "-€4.8k"),
    ],
)
def test_an_amount_is_shown_short_for_narrow_columns(amount, spanish, english):
    money = Money("EUR", Decimal(amount))
    assert show_money_short(money, SPANISH) == spanish
    assert show_money_short(money, ENGLISH) == english


def as_babel(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["EUR", "USD", "GBP", "MXN", "CAD", "BRL"]), LANGUAGES)
def test_babel_writes_money_alike(amount, currency, language):
    expected = as_babel(format_currency(amount, currency, locale=language.code))
    if amount == 0:
        expected = expected.removeprefix("-")
    assert show_money(Money(currency, amount), language) == expected


@given(st.decimals(-(10**12), 10**12, places=3), LANGUAGES)
def test_babel_writes_numbers_alike(number, language):
    plain = number.normalize() + 0
    assert show_number(Decimal(f"{plain:f}"), language) == format_decimal(plain, locale=language.code)


@given(st.dates(min_value=date(1000, 1, 1)), LANGUAGES)
def test_babel_writes_days_alike(day, language):
    form = {"es": "dd/MM/yyyy", "en": "d MMM yyyy"}[language.code]
    assert show_day(day, language) == format_date(day, form, locale=language.code)


def test_a_long_count_has_its_thousands_apart_and_a_year_has_not():
    counted = plural("{n} record", "{n} records", 17502)
    assert counted.text(SPANISH).startswith("17.502 ")
    assert counted.text(ENGLISH) == "17,502 records"
    assert sentence("since {year}", year=2026).text(ENGLISH) == "since 2026"
