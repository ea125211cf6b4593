"""The catalogue: every KPI, by code. Docs, help and ``kpi --list`` are made from it.

To add one: write its function and its entry in the module of its family, and name the module here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ...schema.errors import NotFound
from ...schema.nearest import nearest
from ...schema.sentences import sentence
from . import (
    accuracy,
    activity,
    agreed,
    answering,
    attainment,
    clients,
    complaints,
    cycle,
    delivery,
    forecasting,
    growth,
    health,
    investment,
    leading,
    leads,
    learning,
    margin,
    offers,
    pipeline,
    prices,
    quality,
    recurring,
    renewals,
    revenue,
    satisfaction,
    stages,
    stale,
    winning,
    workload,
)
from .kpi import Kpi

_FAMILIES: tuple[tuple[Kpi, ...], ...] = (
    revenue.KPIS,
    attainment.KPIS,
    clients.KPIS,
    cycle.KPIS,
    leads.KPIS,
    growth.KPIS,
    winning.KPIS,
    pipeline.KPIS,
    forecasting.KPIS,
    accuracy.KPIS,
    stages.KPIS,
    stale.KPIS,
    satisfaction.KPIS,
    agreed.KPIS,
    recurring.KPIS,
    renewals.KPIS,
    activity.KPIS,
    answering.KPIS,
    complaints.KPIS,
    prices.KPIS,
    margin.KPIS,
    offers.KPIS,
    delivery.KPIS,
    health.KPIS,
    leading.KPIS,
    investment.KPIS,
    workload.KPIS,
    learning.KPIS,
    quality.KPIS,
)


class NoSuchKpi(NotFound):
    """No KPI has that code."""

    def __init__(self, code: str, near: str | None) -> None:
        super().__init__(
            sentence("There is no KPI “{code}”.", code=code),
            sentence("Did you mean {near}?", near=near) if near else sentence("“cartera kpi --list” lists them."),
        )


@cache
def all_kpis() -> Mapping[str, Kpi]:
    """Return every KPI by code, in the order of codes."""
    found = sorted((each for family in _FAMILIES for each in family), key=lambda each: int(each.code[1:]))
    return {each.code: each for each in found}


def kpi_named(word: str, known: Mapping[str, Kpi] | None = None) -> Kpi:
    """Return the KPI a person means: by code, in either case, or by its name in either language.

    ``known`` are those to choose from, the catalogue where it is not given.

    Raises:
        NoSuchKpi: there is none.

    """
    kpis = all_kpis() if known is None else known
    wanted = word.strip()
    if wanted.upper() in kpis:
        return kpis[wanted.upper()]
    folded = wanted.casefold()
    if folded in kpis:
        return kpis[folded]
    for each in kpis.values():
        if folded in {name.casefold() for name in each.names.values()}:
            return each
    names = {
        **{code: code for code in kpis},
        **{name: each.code for each in kpis.values() for name in each.names.values()},
    }
    near = nearest(word, names)
    raise NoSuchKpi(word, names[near] if near else None)


def headline_kpis() -> Iterable[Kpi]:
    """Return the KPIs that stand on the first screen of numbers."""
    return [each for each in all_kpis().values() if each.is_headline]
