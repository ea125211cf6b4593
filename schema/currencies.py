"""Currencies: the codes of ISO 4217 and the signs people write."""

from __future__ import annotations

from collections.abc import Mapping

CODES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
    MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW
    UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 -- a table of codes is read as a block
)
"""Every code a person may type."""

SIGNS: Mapping[str, Mapping[str, str]] = {
    "en": {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$", "MXN": "MX$", "CAD": "CA$"},
    "es": {"EUR": "€", "USD": "US$", "GBP": "GBP", "JPY": "JPY"},
}
"""Language → code → the sign its readers know; a code without one is written as it is."""

NAMES: Mapping[str, str] = {
    **{code.casefold(): code for code in CODES},
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "us$": "USD",
    "dolar": "USD",
    "dolares": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "libra": "GBP",
    "libras": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "r$": "BRL",
    "mx$": "MXN",
    "ca$": "CAD",
    "s/": "PEN",
    "₡": "CRC",
    "₲": "PYG",
    "zł": "PLN",
}
"""What people write, folded, → code. The bare dollar sign is not here: it depends on the book."""

DOLLAR_SIGN = frozenset({"ARS", "AUD", "CAD", "CLP", "COP", "CUP", "DOP", "HKD", "MXN", "NZD", "SGD", "USD", "UYU"})
"""Currencies that write themselves ``$`` at home."""

WITHOUT_CENTS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"})
"""Currencies shown without decimals where the amount has none."""


def currency_named(words: str, book: str) -> str | None:
    """Return the code of ``€``, ``eur`` or ``euros``; ``$`` is the book's own currency where that is a dollar or peso."""
    if words == "$":
        return book if book in DOLLAR_SIGN else "USD"
    return NAMES.get(words)
