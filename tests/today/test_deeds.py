"""What one does with a due thing without opening it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.records.log_draft import understand_line
from cartera.records.task_deeds import (
    NoTask,
    is_answerable,
    plan_answer,
    plan_delegation,
    plan_drop,
    plan_follow_up,
    plan_put_off,
    plan_quadrant,
    plan_snooze,
)
from cartera.records.views.overview import overview
from cartera.records.views.today.listing import due_list
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import ENGLISH, Language

from .conftest import NOW, record

FRIDAY = date(2026, 7, 24)


@pytest.fixture
def book(make_book, acme):
    return make_book(
        {
            **acme,
            "cartera.yaml": "name: P\nlanguage: en\n",
            "clients/acme/tasks/call-eva-a1b2.md": record(
                title="Call Eva", assignee="ana", status="open", importance=2, due="2026-07-16"
            ),
            "clients/acme/opportunities/platform-c3d4.md": record(
                title="Platform", kind="new", pipeline="b2b", stage="proposal", next_step="Send offer", owner="ana"
            ),
            "clients/acme/cases/2026-07-20-late-e5f6.md": record(
                title="Late", kind="delay", status="resolving", next_update_due="2026-07-20T17:30:00+02:00", owner="ana"
            ),
        }
    )


@pytest.fixture
def eva(book):
    return book.find("call-eva")


def fields(book, plan):
    book.apply(plan)
    return {each.field: each.after for change in plan.changes for each in change.diffs}


def test_a_task_is_put_off_to_a_day(book, eva):
    assert fields(book, plan_snooze(book, eva, ("due",), FRIDAY)) == {"due": "2026-07-24"}


def test_the_day_something_is_put_off_to_is_said_in_the_readers_form(book, eva):
    said = plan_snooze(book, eva, ("due",), FRIDAY).subject
    assert said.text(Language("en")).endswith("put off until 24 Jul 2026")
    assert said.text(Language("es")).endswith("24/07/2026")


def test_what_has_an_hour_keeps_it_when_it_is_put_off_to_a_day(book):
    plan = plan_snooze(book, book.find("late"), ("next_update_due",), FRIDAY)
    assert fields(book, plan) == {"next_update_due": "2026-07-24T17:30:00+02:00"}


@pytest.fixture
def twins(make_book, acme):
    said = "Send the offer"
    return make_book(
        {
            **acme,
            "clients/acme/tasks/send-a1b2.md": record(title=said, assignee="ana", status="open", due="2026-07-16"),
            "clients/acme/opportunities/platform-c3d4.md": record(
                title="Platform", stage="proposal", next_step="send the offer", next_step_due="2026-07-16", owner="ana"
            ),
        }
    )


@pytest.mark.parametrize(("name", "field"), [("send", "due"), ("platform", "next_step_due")])
def test_a_next_step_that_is_a_task_too_is_put_off_once(twins, name, field):
    plan = plan_put_off(
        twins, twins.find(name), (field,), datetime(2026, 7, 24, 16, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    )
    twins.apply(plan)
    assert twins.find("platform").text("next_step_due") == "2026-07-24"
    assert twins.find("send").text("due").startswith("2026-07-24")
    assert len(due_list(twins.snapshot(), NOW, "ana")) == 1


def test_a_next_step_of_another_day_stays_where_it_is(twins):
    twins.apply(plan_snooze(twins, twins.find("send"), ("due",), date(2026, 7, 20)))
    twins.apply(plan_put_off(twins, twins.find("send"), ("due",), FRIDAY))
    assert twins.find("platform").text("next_step_due") == "2026-07-16"


def test_the_page_of_a_client_tells_a_next_step_that_is_a_task_too_once(twins):
    page = overview(twins.snapshot(), twins.find("acme"), NOW)
    assert [each.type for _, each in page.next_due] == ["task"]


def test_a_task_given_away_says_by_whom_since_when_and_when_it_is_looked_at(book, eva):
    plan = plan_delegation(book, eva, book.find("marc"), expected="A date", check_on=FRIDAY)
    assert str(plan.subject) == "“Call Eva” given to Marc Prueba"
    assert fields(book, plan) == {
        "assignee": "marc",
        "delegated": {"date": "2026-07-20", "by": "ana", "expected": "A date", "check_on": "2026-07-24"},
    }


def test_of_a_deal_a_task_about_its_next_step_is_given_away(book):
    plan = plan_delegation(book, book.find("platform"), book.find("marc"), check_on=FRIDAY)
    made = plan.changes[0].after
    assert (made.title, made.text("assignee"), made.text("about")) == ("Send offer", "marc", "platform-c3d4")


def test_a_follow_up_is_a_task_with_the_same_client(book):
    made = plan_follow_up(book, book.find("platform"), FRIDAY).changes[0].after
    assert (made.title, made.client, made.text("due")) == ("Follow up: Platform", "acme", "2026-07-24")


def test_a_quadrant_brings_the_importance_along(book, eva):
    assert fields(book, plan_quadrant(book, eva, 1)) == {"importance": "1", "quadrant": "1"}


def test_a_dropped_task_is_cancelled_and_nothing_else_can_be_dropped(book, eva):
    assert fields(book, plan_drop(book, eva)) == {"status": "cancelled"}
    with pytest.raises(NoTask):
        plan_drop(book, book.find("platform"))


def test_a_log_line_and_the_task_it_answers_are_one_commit(book, eva):
    snapshot = book.snapshot()
    draft = understand_line("call: she agrees", snapshot, Moment(NOW, ENGLISH), client=snapshot.client_of(eva))
    saved = book.apply(plan_answer(book, draft, eva))
    assert len(saved.ids) == 2
    assert book.find("call-eva").text("status") == "done"
    book.undo()
    assert book.find("call-eva").text("status") == "open"


def test_a_line_on_a_meeting_that_was_planned_writes_what_came_of_it_into_it(make_book, acme):
    path = "clients/acme/interactions/2026/2026-07-17-visit-a1b2.md"
    visit = record(title="Visit", kind="visit", direction="out", at="2026-07-17T10:00:00+02:00", created="2026-07-01")
    book = make_book({**acme, path: visit + "Agenda.\n"})
    meeting, snapshot = book.find("visit"), book.snapshot()
    assert is_answerable(snapshot, meeting, NOW)
    draft = understand_line(
        "visit 45m: they agree > send the offer @friday",
        snapshot,
        Moment(NOW, ENGLISH),
        client=snapshot.client_of(meeting),
    )
    book.apply(plan_answer(book, draft, meeting))
    held = book.find("visit", ["interaction"])
    assert (held.text("outcome"), held.text("minutes"), held.body) == ("reached", "45", "Agenda.\n\nthey agree\n")
    (task,) = book.snapshot().of_type("task")
    assert held.tree["actions"] == [task.name]
