"""The demo book: whole, sound, the same for everybody on one day."""

import re
from collections import Counter
from contextlib import closing
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from cartera.records.creating import BookExists, FolderInUse
from cartera.records.demo.write import write_demo

TUESDAY = date(2026, 7, 14)
EXHAUSTIVE = pytest.mark.exhaustive


@pytest.fixture
def demo(tmp_path):
    """Return a function that writes the demo as of a day."""
    books = []

    def write(today=TUESDAY, seed=7, folder="demo"):
        def clock():
            return datetime.combine(today, time(9, 30), ZoneInfo("Europe/Madrid"))

        books.append(write_demo(tmp_path / folder, today=today, clock=clock, seed=seed))
        return books[-1]

    yield write
    for book in books:
        book.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The demo as of one Tuesday, for tests that only look at it."""
    moment = datetime.combine(TUESDAY, time(9, 30), ZoneInfo("Europe/Madrid"))
    with closing(write_demo(tmp_path_factory.mktemp("demo") / "book", today=TUESDAY, clock=lambda: moment)) as book:
        yield book


def files_of(book):
    return {
        str(path.relative_to(book.root)): path.read_bytes()
        for path in book.root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_there_are_thirty_clients_and_every_type_of_record(written):
    book = written
    counts = Counter(each.type for each in book.snapshot().records.values())
    assert counts["client"] == 30
    assert set(counts) == set(book.schema.types) - {"view"}
    assert 550 <= sum(counts.values()) <= 800


@pytest.mark.parametrize(
    "today", [date(2028, 2, 29), *(pytest.param(date(2026, *each), marks=EXHAUSTIVE) for each in ((3, 1), (12, 31)))]
)
def test_nothing_is_wrong_in_it_on_any_day(demo, today):
    assert [(each.path, str(each.message)) for each in demo(today).snapshot().problems] == []


def test_the_same_day_and_seed_make_the_same_bytes(written, demo):
    assert files_of(demo()) == files_of(written)


def test_nothing_is_wrong_in_it(written):
    assert [(each.path, str(each.message)) for each in written.snapshot().problems] == []


def test_another_seed_makes_another_book(written, demo):
    assert set(files_of(demo(seed=8))) != set(files_of(written))


def test_whoever_opens_it_is_ana(written):
    assert written.me == "ana"


def test_tasks_are_overdue_due_today_and_to_come(written):
    due = {each.text("due")[:10] for each in written.snapshot().of_type("task") if each.text("status") == "open"}
    assert any(day < TUESDAY.isoformat() for day in due)
    assert TUESDAY.isoformat() in due
    assert any(TUESDAY.isoformat() < day <= (TUESDAY + timedelta(days=7)).isoformat() for day in due)


def test_nothing_that_happened_lies_in_the_future(written):
    moments = [each.text("at") for each in written.snapshot().of_type("interaction")]
    assert all(moment[:10] < TUESDAY.isoformat() for moment in moments)


def test_deals_stand_in_every_stage_of_their_flow(written):
    snapshot = written.snapshot()
    stages = {each.text("stage") for each in snapshot.of_type("opportunity")}
    assert stages >= {"prospecting", "qualification", "discovery", "proposal", "negotiation", "commit", "won", "lost"}
    assert {each.text("pipeline") for each in snapshot.of_type("opportunity")} == {"b2b", "renewal"}


def test_both_languages_are_spoken(written):
    assert {each.text("lang") for each in written.snapshot().of_type("client")} == {"es", "en"}


def test_every_address_is_of_an_example(written):
    text = b"\n".join(content for path, content in files_of(written).items() if path.endswith(".md")).decode()
    hosts = re.findall(r"[\w.-]+@([\w.-]+)|https?://([\w.-]+)", text)
    assert all(re.search(r"(^|\.)example(\.com)?$", one or other) for one, other in hosts)


def test_an_existing_book_or_other_files_are_left_alone(demo, tmp_path):
    demo()
    with pytest.raises(BookExists):
        demo()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    with pytest.raises(FolderInUse):
        demo(folder="mine")
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["notes.txt"]
