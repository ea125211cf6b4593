"""The journal of a day and its two reviews, as data."""

from datetime import date, timedelta

import pytest
from cartera.records.journal import EnoughChosen, NobodyHere, journal_on, plan_marks, plan_priority, top_of
from cartera.records.views.news import last_evening, news_since
from cartera.records.views.review import STEPS, Kind, Step, evening_review, morning_review
from cartera.schema.language import SPANISH

from .conftest import NOW, record

TODAY = NOW.date()


def task(title, **fields):
    return record(**{"title": title, "assignee": "ana", "status": "open", "importance": 2, **fields})


@pytest.fixture
def book_of(make_book, acme):
    def make(files=None):
        tasks = {
            f"clients/acme/tasks/{name}-a1b2.md": task(name, due=day)
            for name, day in {
                "late": "2026-07-16",
                "now": "2026-07-20",
                "next": "2026-07-21",
                "far": "2026-07-24",
            }.items()
        }
        return make_book({**acme, **tasks, **(files or {})})

    return make


def titles(review, step):
    return [each.record.title for each in next(one for one in review.steps if one.step is step).points]


def test_the_first_priority_of_a_day_begins_its_journal(book_of):
    book = book_of()
    book.apply(plan_priority(book, TODAY, book.find("now", ["task"])))
    journal = journal_on(book.snapshot(), "ana", TODAY)
    assert journal.path == "people/ana/journal/2026/2026-07-20.md"
    assert [(each.title, each.is_done) for each in top_of(book.snapshot(), journal)] == [("now", False)]


def test_choosing_a_priority_again_takes_it_off_and_a_fourth_is_refused(book_of):
    book = book_of()
    for name in ("now", "late", "next"):
        book.apply(plan_priority(book, TODAY, book.find(name, ["task"])))
    with pytest.raises(EnoughChosen):
        plan_priority(book, TODAY, book.find("far", ["task"]))
    book.apply(plan_priority(book, TODAY, book.find("late", ["task"])))
    assert [each.title for each in top_of(book.snapshot(), journal_on(book.snapshot(), "ana", TODAY))] == [
        "now",
        "next",
    ]


def test_a_priority_may_be_words(book_of):
    journal = record(title="Day", period="day", date="2026-07-20", who="ana", top="[Sign the contract, now-a1b2]")
    book = book_of({"people/ana/journal/2026/2026-07-20.md": journal})
    chosen = top_of(book.snapshot(), journal_on(book.snapshot(), "ana", TODAY))
    assert [(each.title, each.record is None) for each in chosen] == [("Sign the contract", True), ("now", False)]


def test_nobody_has_no_journal(make_book):
    book = make_book({"tasks/now-a1b2.md": task("now", due="2026-07-20")})
    with pytest.raises(NobodyHere):
        plan_priority(book, TODAY, book.find("now", ["task"]))


def test_marks_of_a_review_are_added_to_what_stands_there(book_of):
    journal = record(title="Day", period="day", date="2026-07-20", who="ana", morning="{inbox_zero: true}")
    book = book_of({"people/ana/journal/2026/2026-07-20.md": journal})
    book.apply(plan_marks(book, TODAY, "morning", {"overdue": "2"}))
    held = journal_on(book.snapshot(), "ana", TODAY)
    assert held.tree["morning"] == {"inbox_zero": "true", "overdue": "2"}


def test_the_morning_takes_what_is_late_one_by_one_and_offers_what_presses(book_of):
    review = morning_review(book_of().snapshot(), NOW, "ana", ())
    assert [each.step for each in review.steps] == list(STEPS[Kind.MORNING])
    assert titles(review, Step.OVERDUE) == ["late"]
    assert titles(review, Step.TOP) == ["late", "now"]
    assert (review.begins_at, review.is_finished) == (0, False)


def test_a_review_goes_on_where_it_was_left(book_of):
    book = book_of()
    first = morning_review(book.snapshot(), NOW, "ana", ())
    for each in first.steps[:2]:
        book.apply(plan_marks(book, TODAY, first.kind, {each.step: each.mark}))
    assert morning_review(book.snapshot(), NOW, "ana", ()).begins_at == 2
    for each in first.steps:
        book.apply(plan_marks(book, TODAY, first.kind, {each.step: each.mark}))
    again = morning_review(book.snapshot(), NOW, "ana", ())
    assert (again.is_finished, again.begins_at) == (True, 0)


def test_a_meeting_says_what_its_preparation_lacks(book_of):
    where = "clients/acme/interactions/2026/2026-07-20-meeting-{}.md"
    meeting = {"title": "Visit", "kind": "visit", "direction": "out", "at": "2026-07-20T16:00:00+02:00"}
    ready = record(**{**meeting, "title": "Demo"}, contacts="[eva]", about="[platform]") + "1. Prices\n"
    files = {where.format("a1b2"): record(**meeting), where.format("c3d4"): ready}
    review = morning_review(book_of(files).snapshot(), NOW, "ana", ())
    meetings = next(each for each in review.steps if each.step is Step.MEETINGS).points
    assert {each.record.title: str(each.says) for each in meetings} == {
        "Visit": "lacks who comes, what it is about, an agenda",
        "Demo": "prepared",
    }


def test_a_client_is_in_danger_by_a_severe_case_a_bad_answer_and_silence(book_of, acme):
    files = {
        "clients/acme/cases/2026-07-20-stop-a1b2.md": record(
            title="Line stopped", kind="incident", severity=1, status="investigating", owner="ana"
        ),
        "clients/acme/feedback/2026/2026-07-10-nps-a1b2.md": record(
            title="NPS", kind="nps", score=3, status="new", answered_at="2026-07-11T10:00:00+02:00"
        ),
        "cartera.yaml": "name: P\ncadences: {B: {touch: P3D}}\n",
    }
    review = morning_review(book_of(files).snapshot(), NOW, "ana", ())
    (danger,) = next(each for each in review.steps if each.step is Step.AT_RISK).points
    assert str(danger.says) == "case of severity 1: Line stopped, gave us 3 of 10, silent for 5 days"


def test_the_evening_asks_for_words_answers_and_promises_and_plans_the_next_working_day(book_of):
    interactions = "clients/acme/interactions/2026/2026-07-"
    files = {
        interactions + "17-visit-a1b2.md": record(
            title="Visit", kind="visit", direction="out", at="2026-07-17T10:00:00+02:00", created="2026-07-01"
        ),
        interactions + "17-email-c3d4.md": record(
            title="Price?", kind="email", direction="in", at="2026-07-17T12:00:00+02:00"
        ),
        "clients/acme/tasks/kept-a1b2.md": task("kept", due="2026-07-22", promised_to_client="true"),
        "clients/acme/tasks/did-a1b2.md": task("did", status="done", done_on="2026-07-20T12:00:00+02:00").replace(
            "status: open\n", ""
        ),
    }
    evening = evening_review(book_of(files).snapshot(), NOW.replace(hour=18), "ana")
    assert titles(evening, Step.DONE) == ["did"]
    assert titles(evening, Step.UNLOGGED) == ["Visit"]
    assert titles(evening, Step.UNANSWERED) == ["Price?"]
    assert titles(evening, Step.PROMISES) == ["kept"]
    assert titles(evening, Step.TOMORROW) == ["late", "Price?", "Visit", "now", "next"]
    assert {each.step.value: each.mark for each in evening.steps} == {
        "done": "1",
        "log_complete": "false",
        "unanswered_clients": "1",
        "promises": "1",
        "tomorrow_planned": "false",
    }


def test_on_a_friday_evening_the_next_day_is_monday(book_of):
    friday = NOW.replace(hour=18) - timedelta(days=3)
    assert evening_review(book_of().snapshot(), friday, "ana").plans == date(2026, 7, 20)


def test_on_a_monday_news_are_asked_for_since_friday_evening():
    assert last_evening(NOW).isoformat() == "2026-07-17T18:00:00+02:00"


def test_news_are_what_others_changed_in_what_is_mine(book_of, git):
    path = "clients/acme/opportunities/platform-a1b2.md"
    deal = record(title="Platform", kind="new", pipeline="b2b", stage="proposal", next_step="Call", owner="ana")
    book = book_of({path: deal})
    since = book.now() - timedelta(days=10000)

    def commit(who, text):
        (book.root / path).write_text(text)
        git("-C", str(book.root), "-c", f"user.name={who}", "commit", "-qam", "x")
        book.refresh()

    commit("Marc Prueba", deal.replace("stage: proposal", "stage: negotiation").replace("Call", "Write"))
    commit("Ana Prueba", deal.replace("stage: proposal", "stage: won"))
    found = news_since(book.root, book.snapshot(), since, me="ana", name="Ana Prueba")
    told = [(each.who, str(each.says)) for each in found if each.record.type == "opportunity"]
    assert told == [("Marc Prueba", "Stage: Proposal → Negotiation")]
    assert news_since(book.root, book.snapshot(), since, me="marc", name="Ana Prueba") == []


def test_an_amount_in_the_news_stands_in_the_readers_form(book_of, git):
    path = "clients/acme/opportunities/platform-a1b2.md"
    deal = record(title="Platform", kind="new", pipeline="b2b", stage="proposal", amount="48000.00 EUR", owner="ana")
    book = book_of({path: deal})
    (book.root / path).write_text(deal.replace("48000", "51000"))
    git("-C", str(book.root), "-c", "user.name=Marc", "commit", "-qam", "x")
    book.refresh()
    first, *_ = news_since(book.root, book.snapshot(), book.now() - timedelta(days=10000), me="ana")
    assert first.says.text(SPANISH) == "Importe: 48.000,00 € → 51.000,00 €"
