"""Numbers: every KPI of the catalogue, computed from the records, opened to the records.

Foundation: ``spans`` (fiscal periods), ``workdays``, ``stats``, ``value`` (what comes out), ``deals`` (an opportunity and
how it stood on any day; read by ``deal_reader``, ``shares``, ``texts``), ``worth`` (its money), ``days`` (all of them on one
day: ``open_deals``, ``closed_deals``, ``cohort``), ``touching`` (what an edit can have changed), ``dated`` (records by day), ``ground`` (the rows of a
snapshot; ``handover`` to the next one), ``customers`` (who is one when), ``scope`` (a query, and who is credited), ``slice`` (a scope over a period on a
day: what a KPI is given), ``grouping`` (breakdowns), ``earlier`` (the same of another time), ``targets``, ``rate``,
``history`` (own shares by stage), ``visits``, ``kpi`` (an entry), ``catalogue`` (all of them), ``engine`` (questions and
answers).

Families: ``revenue`` K1 · ``attainment`` K2 · ``clients`` K3 K4 K5 · ``cycle`` K6 · ``leads`` K7 · ``satisfaction`` K8 K9
K44 · ``growth`` K10 K11 K12 · ``agreed`` K13 · ``winning`` K14 K15 K16 · ``pipeline`` K17 K21 K22 · ``forecasting`` K18 K19
K20 · ``accuracy`` K23 · ``stages`` K24 K25 · ``stale`` K26 · ``recurring`` K27 K28 K30 · ``renewals`` K29 · ``activity`` K31 K35 ·
``answering`` K32 K33 · ``complaints`` K34 · ``health`` (and ``health_measures``) K36 · ``delivery`` K37 K38 · ``offers`` K39 ·
``prices`` K40 K42 · ``margin`` K41 · ``leading`` K43 K45 K49 · ``workload`` K46 K47 · ``learning`` K48 K52 · ``quality`` K50 ·
``investment`` K51. Those a book defines for itself: ``own`` (with ``metric``, ``metric_flaws``, ``measuring``). Beside them:
``outlook``, ``simulation`` and ``submitting`` (the forecast of a period), ``difference`` (why a number differs between two
moments), ``headlines`` (the numbers of a role), ``phases`` (a proposal against yearly budgets),
``account`` (the numbers of one client), ``team_weeks`` (a picture of activity), ``disputed`` (numbers a conflict touches).

A KPI is a function of a ``Slice`` that returns a ``Figure``; its entry (``Kpi``) stands below it in the same module. Money is
``Decimal`` in the book's currency (``Slice.in_currency``, ``Slice.tally``); a rate comes from ``rate.rate``; what cannot be
answered is ``value.no_figure`` with the reason, or ``unanswerable.Unanswerable`` raised on the way.
"""
