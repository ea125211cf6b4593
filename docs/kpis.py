"""Renders ``docs/kpis.md`` and ``docs/kpis.es.md`` from the catalogue: every KPI with its definition and variants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..records.kpis.catalogue import all_kpis
from ..records.kpis.kpi import FAMILIES, Kpi
from ..records.kpis.showing import unit_word
from ..records.kpis.value import Better, Unit
from ..schema.language import Language

WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {"en": "Numbers and what they mean", "es": "Cifras y su significado"},
    "generated": {
        "en": "This page is generated from the catalogue in `records/kpis` (`make docs`). `cartera kpi --explain` shows the "
        "same beside the records.",
        "es": "Esta página se genera a partir del catálogo de `records/kpis` (`make docs`). `cartera kpi --explain` muestra "
        "lo mismo junto a los registros.",
    },
    "rules": {"en": "What holds for all of them", "es": "Lo que vale para todas"},
    "unit": {"en": "Unit", "es": "Unidad"},
    "better": {"en": "better", "es": "mejor"},
    "source": {"en": "Source", "es": "Fuente"},
    "beside": {"en": "Beside it", "es": "Al lado"},
    "json": {
        "en": '`cartera kpi --json` prints a list of these. Money is `{"amount": "66000.00", "currency": "EUR"}`, other '
        "values are numbers; `value` is null where there is no answer, and `reason` says why. `group` is null for a total, its "
        "`id` null for what lies in no group. `--explain` adds `definition`, `source`, `records` and `exclusions`.",
        "es": '`cartera kpi --json` imprime una lista de estos objetos. El dinero es `{"amount": "66000.00", "currency": '
        '"EUR"}`, los demás valores son números; `value` es null si no hay respuesta, y `reason` dice por qué. `group` es null '
        "en un total, y su `id` null en lo que no está en ningún grupo. `--explain` añade `definition`, `source`, `records` y "
        "`exclusions`.",
    },
    "book": {"en": "money of the book", "es": "moneda de la cartera"},
}
JSON = """\
```json
{
  "code": "K14", "name": "Win rate", "period": "2026-07", "start": "2026-07-01", "end": "2026-08-01", "to_date": false,
  "scope": "owner:ana", "as_of": "2026-07-31", "at": null,
  "value": 60.0, "unit": "%", "n": 5, "numerator": 3, "denominator": 5, "reason": null,
  "group": {"id": "ana", "title": "Ana Ruiz"}, "interval": [23.072461, 88.237778], "notes": [],
  "beside": {"won": 3, "lost": 2}, "lines": [],
  "previous": {"period": "2026-06", "as_of": "2026-06-30", "value": null, "n": 0}, "last_year": null
}
```"""
UNITS: Mapping[Unit, Mapping[str, str]] = {
    Unit.MONEY: WORDS["book"],
    Unit.MONEY_A_DAY: {"en": "money of the book a day", "es": "moneda de la cartera al día"},
    Unit.COUNT: {"en": "count", "es": "recuento"},
    Unit.DAYS: {"en": "days", "es": "días"},
    Unit.HOURS: {"en": "hours", "es": "horas"},
    Unit.MINUTES: {"en": "minutes", "es": "minutos"},
    Unit.MONTHS: {"en": "months", "es": "meses"},
    Unit.SCORE: {"en": "score", "es": "puntuación"},
    Unit.POINTS: {"en": "points", "es": "puntos"},
}
BETTER: Mapping[Better, Mapping[str, str]] = {
    Better.UP: {"en": "up", "es": "sube"},
    Better.DOWN: {"en": "down", "es": "baja"},
}
RULES: Mapping[str, tuple[str, ...]] = {
    "en": (
        (
            "A period is half-open and lies in the book's time zone; quarters and years begin with `fiscal_year_start`, and a "
            "fiscal year has the name of the calendar year it begins in. Weeks are ISO 8601."
        ),
        (
            "Everything is seen at the end of a day (`--as-of`, today without it): stages come from the history of each deal, "
            "its expected close from the moves noted. Amounts and owners are as they are now, because records keep no history "
            "of them; `--at REV` takes the records as a commit had them."
        ),
        "A denominator of 0 is no answer, with the reason; a sum over nothing is 0. A period that has not begun has no sales.",
        "A period that runs is marked as to date, and held against as many working days (Monday to Friday) of the other.",
        "Arithmetic is exact and rounded only when shown, half away from zero. Means of means are never taken.",
        (
            "Money is in the book's currency: what is closed at the rate of its day, what is open at that of the day it is seen "
            "from. `fx.csv` holds the rates (`currency,from,rate`); an amount without a rate is no answer, never one to one."
        ),
        "A deal counts for its owner, or by its `splits`; a breakdown gives each group its part, so rows add up to the total.",
        (
            "Void deals, clients of kind partner, supplier or internal, and whatever is tagged `test` count nowhere. Renewals count "
            "in win rates, deal sizes, cycles and new clients only with `--with-renewals`."
        ),
        "Below 30 records a rate is shown with its 95 % interval (Wilson's).",
        (
            "A target counts for exactly its period and people: the whole is measured by the company's, else by those of the teams "
            "or people together; shorter ones count where they fill the period."
        ),
    ),
    "es": (
        (
            "Un periodo es semiabierto y está en la zona horaria de la cartera; trimestres y años empiezan con "
            "`fiscal_year_start`, y un ejercicio lleva el nombre del año natural en que empieza. Las semanas son ISO 8601."
        ),
        (
            "Todo se ve al final de un día (`--as-of`, hoy si falta): las etapas salen del historial de cada oportunidad y el "
            "cierre previsto de los cambios anotados. Importes y responsables son los actuales, porque los registros no guardan "
            "su historia; `--at REV` toma los registros como los tenía un commit."
        ),
        (
            "Un denominador 0 no da respuesta, y se dice por qué; una suma de nada es 0. Un periodo que no ha empezado no tiene "
            "ventas."
        ),
        "Un periodo en curso se marca como hasta la fecha y se compara con los mismos días laborables (lunes a viernes) del otro.",
        "La aritmética es exacta y solo se redondea al mostrar, alejándose del cero. Nunca se promedian promedios.",
        (
            "El dinero está en la moneda de la cartera: lo cerrado al cambio de su día, lo abierto al del día desde el que se mira. "
            "`fx.csv` guarda los cambios (`currency,from,rate`); un importe sin cambio no da respuesta, nunca uno a uno."
        ),
        (
            "Una oportunidad cuenta para su responsable, o según su reparto (`splits`); un desglose da a cada grupo su parte, así "
            "que las filas suman el total."
        ),
        (
            "Las oportunidades anuladas, los clientes de tipo socio, proveedor o interno y lo etiquetado `test` no cuentan. Las "
            "renovaciones solo cuentan en tasas de éxito, tamaños, ciclos y clientes nuevos con `--with-renewals`."
        ),
        "Por debajo de 30 registros una tasa se muestra con su intervalo del 95 % (de Wilson).",
        (
            "Un objetivo vale exactamente para su periodo y sus personas: el total se mide por el de la empresa o, si no, por los de "
            "equipos o personas juntos; los más cortos cuentan si llenan el periodo."
        ),
    ),
}


def render_kpis(language: Language) -> str:
    """Return the page in ``language``."""
    return "\n".join(_page(language)) + "\n"


def _page(language: Language) -> Iterator[str]:
    choose = language.choose
    yield from (f"# {choose(WORDS['title'])}", "", choose(WORDS["generated"]), "", f"## {choose(WORDS['rules'])}", "")
    yield from (f"* {rule}" for rule in RULES[language.code])
    yield from ("", "## JSON", "", choose(WORDS["json"]), "", JSON, "")
    for family, labels in FAMILIES.items():
        kpis = [each for each in all_kpis().values() if each.family is family]
        if kpis:
            yield from (f"## {choose(labels)}", "")
        for kpi in kpis:
            yield from _kpi(kpi, language)


def _kpi(kpi: Kpi, language: Language) -> Iterator[str]:
    choose = language.choose
    unit = choose(UNITS[kpi.unit]) if kpi.unit in UNITS else unit_word(kpi.unit, "")
    better = f"; {choose(WORDS['better'])}: {choose(BETTER[kpi.better])}" if kpi.better in BETTER else ""
    yield from (f"### {kpi.code} {choose(kpi.names)}", "", f"{choose(WORDS['unit'])}: {unit}{better}.", "")
    yield from (choose(kpi.definition), "")
    if kpi.beside:
        sides = ", ".join(f"`{each.name}` {choose(each.label)}" for each in kpi.beside)
        yield from (f"{choose(WORDS['beside'])}: {sides}.", "")
    if kpi.source:
        yield from (f"{choose(WORDS['source'])}: <{kpi.source}>", "")
