"""A record that a merge made twice is one again by one choice, with what was written into either."""

import subprocess

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.merge.entries import ConflictKind
from cartera.records.sync.folding import NoTwin, TwiceInside
from cartera.records.sync.inbox import Choice, list_conflicts
from cartera.records.sync.resolving import plan_resolution
from cartera.records.sync.settling import Way, plan_settlement
from cartera.schema.language import ENGLISH

CLIENT = "clients/acme/client.md"
TASK = "clients/acme/tasks/call.md"
COPY = "clients/acme/tasks/ring.md"
LEFT = "---\ntitle: Call\nassignee: ana\ndue: 2026-07-20\n---\n"
NAMED = "---\ntitle: {}\n---\n"


def doubled(text, other, left):
    entry = f"{{id: ab12, kind: doubled, base: {blob_id(left.encode())}, other: {other}, kept_by: Tom}}"
    return text.replace("\n---\n", f"\nconflicts:\n  - {entry}\n---\n")


@pytest.fixture
def inbox(make_book):
    """Return a function that opens a book in whose history a merge left ``left``, with the book's conflicts."""

    def open_book(files, left=LEFT):
        book = make_book({CLIENT: NAMED.format("Acme"), **files})
        command = ["git", "-C", str(book.root), "hash-object", "-w", "--stdin"]
        subprocess.run(command, input=left.encode(), check=True, capture_output=True)
        return book, list_conflicts(book.snapshot().records.values())

    return open_book


def fold(inbox, task, copy):
    book, (conflict,) = inbox({TASK: task, COPY: doubled(copy, TASK.removesuffix(".md"), LEFT)})
    assert conflict.suggestion is Choice.OTHER
    book.apply(plan_resolution(book, conflict, Choice.OTHER))
    assert not (book.root / COPY).exists()
    return book


def test_a_copy_nobody_touched_goes_and_its_name_leads_to_the_record(inbox):
    book = fold(inbox, LEFT, LEFT)
    assert (book.root / TASK).read_text() == LEFT.replace("\n---\n", "\naliases: [ring]\n---\n")
    assert book.find("ring").path == TASK
    book.undo()
    assert (book.root / COPY).exists()
    assert (book.root / TASK).read_text() == LEFT


def test_what_was_written_into_either_is_in_the_record(inbox):
    book = fold(inbox, LEFT.replace("07-20", "07-21"), LEFT.replace("title: Call", "title: Ring"))
    task = book.find("call")
    assert (task.tree["title"], task.tree["due"]) == ("Ring", "2026-07-21")
    assert not list_conflicts([task])


def test_what_was_written_into_both_is_a_question(inbox):
    book = fold(inbox, LEFT.replace("07-20", "07-21"), LEFT.replace("07-20", "07-22"))
    (conflict,) = list_conflicts([book.find("call")])
    assert {conflict.entry.kept, conflict.entry.other} == {"2026-07-21", "2026-07-22"}


def test_a_copy_may_stay_as_a_record_of_its_own(inbox):
    book, (conflict,) = inbox({TASK: LEFT, COPY: doubled(LEFT, TASK.removesuffix(".md"), LEFT)})
    book.apply(plan_resolution(book, conflict, Choice.KEPT))
    assert (book.root / COPY).read_text() == LEFT


def test_a_copy_of_a_record_that_has_gone_meanwhile_stays(inbox):
    book, (conflict,) = inbox({COPY: doubled(LEFT, TASK.removesuffix(".md"), LEFT)})
    with pytest.raises(NoTwin):
        plan_resolution(book, conflict, Choice.OTHER)


def test_the_folder_of_a_client_that_was_torn_in_two_goes_along(inbox):
    left = NAMED.format("Sol")
    files = {
        "clients/sol-sa/client.md": left.replace("---\n", "---\naliases: [sol]\n", 1),
        "clients/sol-sa/tasks/call.md": LEFT,
        "clients/sol/client.md": doubled(left, "clients/sol-sa/client", left),
        "clients/sol/tasks/new.md": LEFT,
        "clients/sol/plan.txt": "a plan",
    }
    book, (conflict,) = inbox(files, left)
    book.apply(plan_resolution(book, conflict, Choice.OTHER))
    assert not (book.root / "clients/sol").exists()
    assert (book.root / "clients/sol-sa/plan.txt").read_text() == "a plan"
    assert book.find("new").path == "clients/sol-sa/tasks/new.md"
    assert book.find("sol").path == "clients/sol-sa/client.md"


def test_a_torn_client_says_what_stands_in_both_folders(inbox):
    left = NAMED.format("Sol")
    files = {
        "clients/sol-sa/client.md": left,
        "clients/sol-sa/tasks/call.md": LEFT,
        "clients/sol/client.md": doubled(left, "clients/sol-sa/client", left),
        "clients/sol/tasks/call.md": LEFT,
    }
    book, (conflict,) = inbox(files, left)
    settlement = plan_settlement(book, [conflict], Way.PROBABLE)
    (unsettled,) = settlement.unsettled
    assert isinstance(unsettled.mistake, TwiceInside)
    assert "clients/sol/tasks/call.md stands in both" in unsettled.mistake.sentence.text(ENGLISH)


def test_a_record_and_its_copy_are_not_settled_at_once_but_one_after_the_other(inbox):
    asked = "---\nconflicts:\n  - {id: cd34, kind: lost, field: due, kept: 2026-07-20, other: 2026-07-25}\n"
    book, conflicts = inbox(
        {TASK: LEFT.replace("---\n", asked, 1), COPY: doubled(LEFT, TASK.removesuffix(".md"), LEFT)}
    )
    settlement = plan_settlement(book, conflicts, Way.PROBABLE)
    assert [each.waiting.record.path for each in settlement.unsettled] == [COPY]
    book.apply(settlement.plan)
    book.apply(plan_settlement(book, list_conflicts(book.snapshot().records.values()), Way.PROBABLE).plan)
    assert not list_conflicts(book.snapshot().records.values())
    assert not (book.root / COPY).exists()


def test_a_record_that_a_merge_had_dropped_goes_by_the_other_choice(inbox):
    book, (conflict,) = inbox({TASK: doubled(LEFT, "x", LEFT).replace("doubled", "lost").replace("other: x, ", "")})
    assert (conflict.entry.kind, conflict.suggestion) == (ConflictKind.LOST, Choice.KEPT)
    book.apply(plan_resolution(book, conflict, Choice.OTHER))
    assert not (book.root / TASK).exists()
