"""Many records at once: one commit, one undo, and a reason for each that cannot be changed."""

import pytest
from cartera.records.bulk import finish, moving, plan_bulk, remove, setting
from cartera.records.query.select import select
from cartera.records.spoken import linker_of
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import ENGLISH
from cartera.schema.reader import Desk
from cartera.schema.sentences import sentence

USER = "---\ntitle: {}\n---\n"
CLIENT = """
    ---
    title: {title}
    lifecycle: qualified  # decided in May
    tags: [{tags}]
    owner: ana
    ---
    """
DEAL = """
    ---
    title: {title}
    pipeline: b2b
    stage: {stage}
    owner: ana
    ---
    """
TASK = """
    ---
    title: {title}
    status: open
    assignee: ana
    ---
    """


@pytest.fixture
def book(make_book):
    return make_book(
        {
            "people/ana/user.md": USER.format("Ana"),
            "people/marc/user.md": USER.format("Marc"),
            "clients/acme/client.md": CLIENT.format(title="Acme", tags="vip"),
            "clients/bold/client.md": CLIENT.format(title="Bold", tags="vip, north"),
            "clients/acme/tasks/call.md": TASK.format(title="Call"),
            "clients/bold/tasks/write.md": TASK.format(title="Write"),
            "clients/acme/opportunities/one.md": DEAL.format(title="One", stage="negotiation"),
            "clients/acme/opportunities/two.md": DEAL.format(title="Two", stage="prospecting"),
        }
    )


def found(book, query, *types):
    return select(book.snapshot(), query, types=types or None, today=book.now())


def words(book, *typed):
    desk = Desk(Moment(book.now(), ENGLISH), book.config.currency, book.config.country)
    return setting(typed, desk, lambda record: linker_of(book.snapshot(), lambda: "ana", record))


def run(book, records, deed, what="It"):
    return plan_bulk(book, records, deed, sentence(what))


def test_many_are_set_in_one_commit_and_one_undo(book, git):
    bulk = run(book, found(book, "", "client"), words(book, "owner=marc", "tags+=urgent"))
    assert bulk.count == 2
    assert bulk.refused == ()
    before = book.history()
    book.apply(bulk.plan)
    assert len(book.history()) == len(before) + 1
    text = (book.root / "clients/acme/client.md").read_text()
    assert "owner: marc" in text
    assert "lifecycle: qualified  # decided in May" in text
    assert {each.text("owner") for each in found(book, "", "client")} == {"marc"}
    book.undo()
    assert {each.text("owner") for each in found(book, "", "client")} == {"ana"}


def test_who_cannot_be_changed_is_named_with_the_reason_and_the_others_are(book):
    bulk = run(book, found(book, "", "client", "task"), words(book, "assignee=marc"))
    assert {each.record.name for each in bulk.refused} == {"acme", "bold"}
    assert "assignee" in str(bulk.refused[0].says)
    assert {each.id for each in bulk.plan.changes} == {"clients/acme/tasks/call", "clients/bold/tasks/write"}


def test_a_record_that_is_so_already_is_left_alone(book):
    bulk = run(book, found(book, "", "client"), words(book, "owner=ana"))
    assert not bulk.plan
    assert len(bulk.untouched) == 2


def test_a_tag_is_taken_only_from_who_has_it(book):
    bulk = run(book, found(book, "", "client"), words(book, "tags-=north"))
    assert [each.id for each in bulk.plan.changes] == ["clients/bold/client"]
    assert [each.record.name for each in bulk.refused] == ["acme"]


def test_a_move_goes_through_the_guards_of_each(book):
    bulk = run(book, found(book, "", "opportunity"), moving("void"))
    allowed = {each.id for each in bulk.plan.changes}
    refused = {each.record.id for each in bulk.refused}
    assert allowed | refused == {f"clients/acme/opportunities/{name}" for name in ("one", "two")}
    bulk = run(book, found(book, "", "opportunity"), words(book, "stage=won"))
    assert {each.record.name for each in bulk.refused} == {"one", "two"}
    assert not bulk.plan


def test_tasks_are_done_and_what_has_no_end_is_refused(book):
    bulk = run(book, found(book, "", "client", "task"), finish)
    book.apply(bulk.plan)
    assert {each.text("status") for each in found(book, "", "task")} == {"done"}
    assert {each.record.type for each in bulk.refused} == {"client"}


def test_deleting_many_is_one_undo(book):
    book.apply(run(book, found(book, "", "task"), remove).plan)
    assert found(book, "", "task") == []
    book.undo()
    assert len(found(book, "", "task")) == 2


def test_the_commit_says_how_many(book):
    saved = run(book, found(book, "", "client"), words(book, "owner=marc"), "owner: marc").plan.subject
    assert saved.text(ENGLISH) == "owner: marc (2 records)"


def test_a_client_that_goes_takes_its_folder_along(book):
    bulk = run(book, found(book, "acme", "client"), remove)
    book.apply(bulk.plan)
    assert not [each for each in book.snapshot() if each.client == "acme"]
    book.undo()
    assert len([each for each in book.snapshot() if each.client == "acme"]) == 4
