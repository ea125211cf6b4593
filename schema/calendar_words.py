"""The words of the calendar in Spanish and English, folded: what ``dates_in_words.py`` reads by.

Both languages are always understood; the reader's language decides only where the two disagree.
"""

from __future__ import annotations

from collections.abc import Mapping


def _numbered(first: int, *groups: str) -> dict[str, int]:
    return {word: number for number, group in enumerate(groups, first) for word in group.split()}


WEEKDAYS: Mapping[str, int] = _numbered(
    0,
    "lunes lun monday mon",
    "martes mar tuesday tue tues",
    "miercoles mie wednesday wed",
    "jueves jue thursday thu thur thurs",
    "viernes vie friday fri",
    "sabado sab saturday sat",
    "domingo dom sunday sun",
)
"""Folded name → 0 for Monday."""

MONTHS: Mapping[str, int] = _numbered(
    1,
    "enero ene january jan",
    "febrero feb february",
    "marzo mar march",
    "abril abr april apr",
    "mayo may",
    "junio jun june",
    "julio jul july",
    "agosto ago august aug",
    "septiembre setiembre sep sept september set",
    "octubre oct october",
    "noviembre nov november",
    "diciembre dic december dec",
)
"""Folded name → 1 for January."""

NUMBERS: Mapping[str, int] = {
    **_numbered(
        1,
        "un una uno a an one",
        "dos two",
        "tres three",
        "cuatro four",
        "cinco five",
        "seis six",
        "siete seven",
        "ocho eight",
        "nueve nine",
        "diez ten",
        "once eleven",
        "doce twelve",
    ),
    "quince": 15,
}
"""Folded number word → number."""

ORDINALS: Mapping[str, int] = _numbered(
    1,
    "primer primero 1er 1o first 1st",
    "segundo 2o second 2nd",
    "tercer tercero 3er 3o third 3rd",
    "cuarto 4o fourth 4th",
)
"""Folded ordinal → quarter of the year."""

UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "minute": "min mins minuto minutos minute minutes",
        "hour": "h hora horas hour hours hr hrs",
        "day": "d dia dias day days",
        "workday": "wd laborables habiles workday workdays",
        "week": "w s sem semana semanas week weeks wk wks",
        "month": "m mes meses month months",
        "quarter": "q t trimestre trimestres quarter quarters",
        "year": "y a ano anos year years",
    }.items()
    for word in words.split()
}
"""Folded unit word or letter → unit."""

FIXED_DAYS: Mapping[str, int] = {
    "hoy": 0,
    "today": 0,
    "eod": 0,
    "manana": 1,
    "tomorrow": 1,
    "tmr": 1,
    "tom": 1,
    "pasado manana": 2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "ayer": -1,
    "yesterday": -1,
    "anteayer": -2,
    "antes de ayer": -2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
}
"""Folded words → days from today."""

EDGES: Mapping[str, tuple[str, str]] = {
    **{f"eo{unit[0]}": ("end", unit) for unit in ("week", "month", "quarter", "year")},
    **{f"so{unit[0]}": ("start", unit) for unit in ("week", "month", "quarter", "year")},
}
"""``eoq`` → the end of this quarter."""
