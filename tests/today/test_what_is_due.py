"""What makes a record due, on which day, and whose it is."""

from datetime import timedelta

import pytest
from cartera.records.clocks import acknowledge_by
from cartera.records.views.today.due import Section
from cartera.records.views.today.listing import by_record, due_list, facts_of_day, in_sections
from cartera.records.views.today.words import say_when
from cartera.schema.language import ENGLISH

from .conftest import NOW, record


def task(**fields):
    return record(**{"title": "Call Eva", "assignee": "ana", "status": "open", "importance": 2, **fields})


def case(**fields):
    return record(
        **{
            "title": "Late boxes",
            "kind": "complaint",
            "severity": 2,
            "status": "received",
            "received_at": "2026-07-20T09:00:00+02:00",
            "owner": "ana",
            **fields,
        }
    )


def proposal(**fields):
    return record(
        **{
            "title": "Offer",
            "status": "sent",
            "version": 1,
            "sent_at": "2026-07-16T12:00:00+02:00",
            "owner": "ana",
            **fields,
        }
    )


def contract(**fields):
    return record(
        **{"title": "Support", "kind": "subscription", "status": "active", "number": "C1", "owner": "ana", **fields}
    )


TASK = "clients/acme/tasks/call-eva-a1b2.md"
CASE = "clients/acme/cases/2026-07-20-late-boxes-a1b2.md"
OFFER = "clients/acme/proposals/offer-a1b2.md"
CONTRACT = "clients/acme/contracts/support-a1b2.md"
MEETING = "clients/acme/interactions/2026/2026-07-21-meeting-a1b2.md"


def test_a_client_touched_last_week_and_nothing_else_leaves_the_day_empty(due_in):
    assert due_in({}) == []


def test_a_delegated_task_is_due_for_who_does_it_and_to_be_checked_by_who_gave_it_away(due_in):
    given = {
        TASK: task(assignee="marc", due="2026-07-24", delegated="{by: ana, date: 2026-07-17, check_on: 2026-07-21}")
    }
    assert due_in(given, "ana") == ["waiting 07-21 Call Eva"]
    assert due_in(given, "marc") == ["task 07-24 Call Eva"]


def test_a_waiting_task_is_looked_at_on_its_day_of_checking(due_in):
    waiting = task(status="waiting", waiting_for="Eva", due="2026-09-01", delegated="{check_on: 2026-07-20}")
    assert due_in({TASK: waiting}) == ["waiting 07-20 Call Eva"]


def test_a_lost_deal_comes_back_on_the_day_it_was_to_be_looked_at_again(due_in):
    lost = record(title="Robots", pipeline="b2b", kind="new", stage="lost", revisit_on="2026-07-22", owner="ana")
    assert due_in({"clients/acme/opportunities/robots-a1b2.md": lost}) == ["revisit 07-22 Robots"]


def test_a_customer_is_silent_from_two_days_before_the_cadence_of_its_tier(due_in, acme):
    quiet = acme["clients/acme/interactions/2026/2026-07-15-call-a1b2.md"].replace("2026-07-15T", "{day}T")
    path = "clients/acme/interactions/2026/2026-07-15-call-a1b2.md"
    assert due_in({path: quiet.replace("{day}", "2026-06-22")}) == ["silent 07-22 Acme"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({"cartera.yaml": "name: P\ncadences: {B: {touch: P3D}}\n"}, ["silent 07-18 Acme"]),
        ({}, []),
    ],
)
def test_the_book_says_how_often_a_tier_is_touched(due_in, said, days):
    assert due_in(said) == days


def test_a_client_says_its_own_cadence_and_a_meeting_to_come_breaks_the_silence(due_in, acme):
    text = acme["clients/acme/client.md"].replace("owner:", "cadence: {touch: {every: P2D}}\nowner:")
    meeting = record(title="Meet", kind="meeting", direction="out", at="2026-07-21T10:00:00+02:00", users="[ana]")
    assert due_in({"clients/acme/client.md": text}) == ["silent 07-17 Acme"]
    assert due_in({"clients/acme/client.md": text, MEETING: meeting}) == ["meeting 07-21 Meet"]


def test_a_lead_is_never_silent(due_in, acme):
    text = acme["clients/acme/client.md"].replace("customer", "lead")
    assert due_in({"clients/acme/client.md": text, "cartera.yaml": "name: P\ncadences: {B: {touch: P1D}}\n"}) == []


def test_a_case_shows_each_clock_that_runs(due_in):
    assert due_in({CASE: case(next_update_due="2026-07-20T17:00:00+02:00")}) == [
        "update 07-20 Late boxes",
        "acknowledge 07-20 Late boxes",
        "solve 07-21 Late boxes",
    ]
    offered = case(status="solution_offered", ack_at="2026-07-20T09:10:00+02:00")
    assert due_in({CASE: offered}) == []


def test_a_clock_runs_in_the_working_hours_of_the_owner(snapshot_of):
    late = case(received_at="2026-07-17T17:00:00+02:00")
    snapshot = snapshot_of({CASE: late})
    found = acknowledge_by(facts_of_day(snapshot, NOW), snapshot.records[CASE.removesuffix(".md")])
    assert found.isoformat() == "2026-07-20T12:00:00+02:00"


def test_a_clock_that_ran_out_is_overdue_the_same_day_and_says_how_long_ago(snapshot_of):
    snapshot = snapshot_of({CASE: case(severity=1, received_at="2026-07-20T07:00:00+02:00")})
    due = due_list(snapshot, NOW + timedelta(hours=1, minutes=30), "ana")
    acknowledge = next(each for each in due if each.reason == "acknowledge")
    assert acknowledge.section(NOW) is Section.TODAY
    assert say_when(acknowledge, NOW, ENGLISH) == "30 min left"
    assert acknowledge.section(NOW + timedelta(hours=2)) is Section.OVERDUE
    assert say_when(acknowledge, NOW + timedelta(hours=2), ENGLISH) == "1 h ago"


def test_a_proposal_without_an_answer_is_asked_about_after_three_seven_and_twelve_working_days(due_in):
    offer = {OFFER: proposal(valid_until="2026-09-30")}
    assert due_in(offer) == ["answer 07-21 Offer"]
    called = record(title="Asked", kind="call", direction="out", at="2026-07-21T10:00:00+02:00", outcome="reached")
    path = "clients/acme/interactions/2026/2026-07-21-call-c3d4.md"
    assert due_in({**offer, path: called}, now=NOW + timedelta(days=3)) == ["answer 07-27 Offer"]


def test_a_proposal_is_spoken_of_three_days_before_its_validity_ends(due_in):
    assert due_in({OFFER: proposal(valid_until="2026-07-22", sent_at="2026-07-16T12:00:00+02:00")}) == [
        "answer 07-19 Offer",
        "validity 07-22 Offer",
    ]


def test_a_contract_comes_up_on_its_notice_day_and_again_when_it_has_ended(due_in):
    assert due_in({CONTRACT: contract(end="2026-10-20", notice_days=90)}) == ["renewal 07-22 Support"]
    assert due_in({CONTRACT: contract(end="2026-07-10", notice_days=90)}) == ["ends 07-10 Support"]
    assert due_in({CONTRACT: contract(end="2026-07-10", renewed_by="other")}) == []


def test_a_promised_deliverable_is_named_by_what_it_is_and_belongs_to_who_makes_it(due_in):
    project = record(
        title="Rollout",
        kind="delivery",
        status="active",
        owner="ana",
        deliverables='[{key: a, what: "Labels", due: 2026-07-22}, {key: b, what: "Done", due: 2026-07-01, done_on: 2026-07-01}, '
        '{key: c, what: "Cables", due: 2026-07-21, owner: marc}]',
    )
    files = {"clients/acme/projects/rollout-a1b2.md": project}
    assert due_in(files) == ["deliverable 07-22 Labels"]
    assert due_in(files, "marc") == ["deliverable 07-21 Cables"]


def test_a_meeting_put_in_before_its_day_and_not_written_up_asks_for_it(due_in):
    path = "clients/acme/interactions/2026/2026-07-17-meeting-a1b2.md"
    held = {"title": "Kick-off", "kind": "meeting", "direction": "out", "at": "2026-07-17T10:00:00+02:00"}
    assert due_in({path: record(**held, created="2026-07-10")}) == ["unlogged 07-17 Kick-off"]
    assert due_in({path: record(**held, created="2026-07-17")}) == []
    assert due_in({path: record(**held, created="2026-07-10", outcome="positive")}) == []


def test_a_message_waits_until_somebody_turns_to_the_client(due_in):
    path = "clients/acme/interactions/2026/2026-07-16-email-a1b2.md"
    mail = record(title="When?", kind="email", direction="in", at="2026-07-16T10:00:00+02:00")
    assert due_in({path: mail}) == ["reply 07-16 When?"]
    answer = record(title="Soon", kind="email", direction="out", at="2026-07-17T10:00:00+02:00")
    assert due_in({path: mail, path.replace("16-email-a1b2", "17-email-c3d4"): answer}) == []


def test_what_the_industry_asks_for_is_due_until_it_is_done(due_in, acme):
    items = (
        "compliance: [{item: DPA, due: 2026-07-22, status: pending}, {item: Audit, due: 2026-07-22, status: done}]\n"
    )
    text = acme["clients/acme/client.md"].replace("owner:", f"{items}owner:")
    assert due_in({"clients/acme/client.md": text}) == ["compliance 07-22 DPA"]


def test_sections_hold_every_due_thing_once_in_its_order(snapshot_of):
    files = {
        f"clients/acme/tasks/t{day}-a1b2.md": task(title=f"T{day}", due=f"2026-07-{day}")
        for day in (10, 19, 20, 21, 27)
    }
    due = due_list(snapshot_of(files), NOW, "ana")
    sections = in_sections(due, NOW)
    assert [(each.section.value, [one.what for one in each.due]) for each in sections] == [
        ("overdue", ["T10", "T19"]),
        ("today", ["T20"]),
        ("soon", ["T21", "T27"]),
    ]


def test_a_record_due_for_several_reasons_stands_once_by_the_one_that_presses_most(snapshot_of):
    due = due_list(snapshot_of({CASE: case(next_update_due="2026-07-20T17:00:00+02:00")}), NOW, "ana")
    assert [each.reason.value for each in by_record(due)] == ["update"]


def test_a_next_step_that_is_a_task_too_is_due_once(due_in):
    deal = record(title="D", pipeline="b2b", kind="new", stage="proposal", next_step="Call Eva", next_step_due="{day}")
    path = "clients/acme/opportunities/d-a1b2.md"
    files = {TASK: task(due="2026-07-21"), path: deal.replace("{day}", "2026-07-21")}
    assert due_in(files) == ["task 07-21 Call Eva"]
    assert due_in({**files, path: deal.replace("{day}", "2026-07-22")}) == [
        "task 07-21 Call Eva",
        "next_step 07-22 Call Eva",
    ]
