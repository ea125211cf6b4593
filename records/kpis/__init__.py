"""Numbers: every KPI of the catalogue, computed from the records, opened to the records.

Foundation: ``spans`` (fiscal periods), ``workdays``, ``stats``, ``value`` (what comes out), ``deals`` (an opportunity and
how it stood on any day), ``ground`` (the rows of a snapshot), ``customers`` (who is one when), ``scope`` (a query, and who
is credited), ``slice`` (a scope over a period on a day: what a KPI is given), ``grouping`` (breakdowns), ``earlier`` (the
same of another time), ``targets``, ``rate``, ``kpi`` (an entry), ``catalogue`` (all of them), ``engine`` (questions and answers).

Families: ``revenue`` K1 · ``attainment`` K2 · ``clients`` K3 K4 K5 · ``cycle`` K6 · ``leads`` K7 · ``growth`` K10 K11 K12 ·
``winning`` K14 K15 K16 · ``pipeline`` K17 K21 K22.

A KPI is a function of a ``Slice`` that returns a ``Figure``; its entry (``Kpi``) stands below it in the same module. Money is
``Decimal`` in the book's currency (``Slice.in_currency``, ``Slice.tally``); a rate comes from ``rate.rate``; what cannot be
answered is ``value.no_figure`` with the reason, or ``scope.Unanswerable`` raised on the way.
"""
