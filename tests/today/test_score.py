"""The score: a plain sum of parts with reasons, which a person can check."""

from datetime import timedelta
from functools import cache

from cartera.records.config import BookConfig
from cartera.records.own_trees import read_own
from cartera.records.snapshot import Snapshot
from cartera.records.views.today.due import Dated, Due, Reason, Weight
from cartera.records.views.today.listing import due_list, facts_of_day
from cartera.records.views.today.score import parts_of
from cartera.schema.declare import declare_schema
from cartera.schema.record import Record
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import NOW, record

TODAY = NOW.date()
REASONS = st.sampled_from(list(Reason))


def lines(due):
    return [f"{each.points:+} {each.says}" for each in due.parts]


def test_each_line_of_the_score_says_what_it_is_for(snapshot_of):
    task = record(
        title="Call Eva",
        assignee="ana",
        status="open",
        importance=1,
        due="2026-07-17",
        promised_to_client="true",
    )
    (due,) = due_list(snapshot_of({"clients/acme/tasks/call-eva-a1b2.md": task}), NOW, "ana")
    assert lines(due) == [
        "+100 it is due",
        "+15 3 days late, 5 a day up to 100",
        "+20 importance 1",
        "+30 promised to the client",
        "+5 a client of tier B",
    ]
    assert due.score == 170


def test_a_severe_case_whose_clock_runs_out_comes_first(snapshot_of):
    case = record(
        title="Line stopped",
        kind="incident",
        severity=1,
        status="acknowledged",
        received_at="2026-07-20T07:00:00+02:00",
        next_update_due="2026-07-20T11:00:00+02:00",
        owner="ana",
    )
    found = due_list(snapshot_of({"clients/acme/cases/2026-07-20-line-a1b2.md": case}), NOW, "ana")
    assert (found[0].reason, lines(found[0])) == (
        Reason.UPDATE,
        [
            "+100 it is due today",
            "+20 its clock runs out within two hours",
            "+30 promised to the client",
            "+45 severity 1",
            "+5 a client of tier B",
        ],
    )


def test_silence_of_many_months_never_buries_a_task_of_today(snapshot_of, acme):
    files = {
        "clients/acme/client.md": acme["clients/acme/client.md"].replace("owner:", "created: 2025-01-01\nowner:"),
        "clients/acme/interactions/2026/2026-07-15-call-a1b2.md": record(
            title="Old", kind="call", direction="out", at="2025-02-01T10:00:00+01:00", outcome="reached"
        ),
        "clients/acme/tasks/t-a1b2.md": record(title="T", assignee="ana", status="open", due="2026-07-20"),
    }
    assert [each.reason.value for each in due_list(snapshot_of(files), NOW, "ana")] == ["task", "silent"]


@settings(deadline=None)
@given(REASONS, st.integers(-7, 90), st.sampled_from(("", "1", "2", "3")), st.booleans())
def test_what_is_later_presses_more_all_else_being_equal(reason, late, importance, promised):
    tree = {"importance": importance, "promised_to_client": str(promised).lower()}
    task = Record("tasks/a.md", "task", tree, "", "")

    def score(days):
        return Due(*_weighed(task, reason, days)).score

    assert score(late + 1) >= score(late)


@settings(deadline=None)
@given(REASONS, st.integers(-7, 90))
def test_the_score_is_the_sum_of_parts_of_which_each_weighs_once(reason, late):
    dated, parts = _weighed(Record("tasks/a.md", "task", {"importance": "1"}, "", ""), reason, late)
    weights = [each.weight for each in parts]
    assert Due(dated, parts).score == sum(each.points for each in parts)
    assert len(weights) == len(set(weights))
    assert weights[0] is Weight.DUE


def _weighed(task, reason, late):
    dated = Dated(task, reason, TODAY - timedelta(days=late))
    return dated, parts_of(facts_of_day(_empty_snapshot(), NOW), dated)


@cache
def _empty_snapshot():
    own = read_own(None)
    return Snapshot(declare_schema(own.types, own.packs), BookConfig(), ())
