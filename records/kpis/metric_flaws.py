"""What of a book's own KPI means nothing: such a KPI has no value anywhere, only the reason."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.nearest import nearest
from ...schema.problems import Problem, Severity
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, sentence
from ..query.columns import UnknownColumn, find_column
from ..query.facts import Facts
from ..query.language import parse_query
from ..query.match import compile_query
from ..query.mistakes import BadQuery
from ..query.names import names_of_fields
from ..snapshot import Snapshot
from ..views.flaws import Flaw
from .catalogue import all_kpis
from .metric import COUNT, METRIC, RATE, UNIT_OF_KIND, UNITS, WEIGHTED, Metric, metric_of
from .value import Unit

_DATES = frozenset({"date", "datetime", "when"})
_MEASURES = ("count", "sum", "mean", "median", "rate", "weighted")


def judge_metrics(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield what is wrong with the KPIs of the book; one with a flaw hides no other."""
    facts = facts_on_any_day(snapshot)
    for record in snapshot.of_type(METRIC):
        for flaw in flaws_of(metric_of(record), facts):
            yield Problem(record.path, "bad-kpi", flaw.message, Severity.ERROR, field=flaw.field, hint=flaw.hint)


def facts_on_any_day(snapshot: Snapshot) -> Facts:
    """Return facts to judge words by: what they mean moves with the day, whether they mean something does not."""
    from datetime import date

    from ..query.facts import facts_at

    return facts_at(snapshot, date(2026, 1, 1))


def flaws_of(metric: Metric, facts: Facts) -> Iterator[Flaw]:
    """Yield what of a KPI means nothing in this book."""
    if metric.code.upper() in all_kpis():
        message = sentence("{code} is a KPI of the catalogue already.", code=metric.code.upper())
        yield Flaw("title", message, sentence("Give the file another name."))
    yield from _bad_words(metric)
    record_type = facts.types.get(metric.records)
    if record_type is None:
        near = nearest(metric.records, facts.types)
        hint = sentence("Did you mean “{nearest}”?", nearest=near) if near else None
        yield Flaw("records", sentence("There is no record type “{type}”.", type=metric.records), hint)
        return
    for name, text in (("query", metric.query), ("among", metric.among)):
        try:
            compile_query(parse_query(text), facts, [metric.records])
        except BadQuery as mistake:
            yield Flaw(name, mistake.sentence, mistake.hint)
    yield from _bad_fields(metric, record_type, facts)


def _bad_words(metric: Metric) -> Iterator[Flaw]:
    """Yield what is missing for its measure, or is none of the words there are."""
    if metric.measure not in _MEASURES:
        near = nearest(metric.measure, _MEASURES)
        hint = sentence("Did you mean “{nearest}”?", nearest=near) if near else None
        message = sentence("“{word}” is not one of {words}.", word=metric.measure, words=", ".join(_MEASURES))
        yield Flaw("measure", message, hint)
        return
    if metric.measure not in {COUNT, RATE} and not metric.field:
        hint = sentence("Name the number of each record, like field: amount.")
        yield Flaw("field", sentence("It does not say what is added up."), hint)
    if metric.measure == COUNT and metric.field:
        hint = sentence("Take the line out, or say measure: sum.")
        yield Flaw("field", sentence("A count adds nothing up."), hint)
    if metric.measure == RATE and not metric.among:
        hint = sentence("Name the records it is a share of, like among: is:closed.")
        yield Flaw("among", sentence("It does not say of what it is a share."), hint)
    if metric.measure == WEIGHTED and not metric.weight:
        hint = sentence("Name the number each value counts by, like weight: amount.")
        yield Flaw("weight", sentence("It does not say by what it is weighted."), hint)
    if metric.unit and metric.unit not in UNITS:
        message = sentence("“{word}” is not one of {words}.", word=metric.unit, words=", ".join(UNITS))
        yield Flaw("unit", message, None)


def _bad_fields(metric: Metric, record_type: RecordType, facts: Facts) -> Iterator[Flaw]:
    """Yield the fields that are not there, or hold nothing of the kind that is needed."""
    numbers = frozenset(UNIT_OF_KIND)
    for name, word, kinds in (
        ("field", metric.field, numbers),
        ("weight", metric.weight, numbers),
        ("dated_by", metric.dated_by, _DATES),
    ):
        if not word:
            continue
        source = find_column(record_type, word, facts)
        if source is None:
            mistake = UnknownColumn(word, names_of_fields([record_type]))
            yield Flaw(name, sentence("There is no field “{name}”.", name=word), mistake.hint)
        elif source.field.kind.name not in kinds:
            yield Flaw(name, _wrong_kind(word, is_date=kinds is _DATES), None)
        elif name == "field" and metric.unit and UNIT_OF_KIND[source.field.kind.name] is Unit.MONEY:
            yield Flaw("unit", sentence("“{name}” is money, and counts nothing else.", name=word), None)


def _wrong_kind(word: str, *, is_date: bool) -> Sentence:
    return sentence("“{name}” is no date.", name=word) if is_date else sentence("“{name}” is no number.", name=word)
