"""What undo and redo say before and after they do something."""

import pytest
from cartera.records.files.edits import Put
from cartera.records.saving.undo import NothingToUndo
from cartera.records.saving.undo_steps import read_undo_state
from cartera.records.undoing import UndoBlocked, make_again, take_back

TASK = """
    ---
    title: Call Eva
    assignee: ana
    status: open
    importance: 2
    due: 2026-07-21
    ---
    """


@pytest.fixture
def book(make_book):
    return make_book({"cartera.yaml": "name: P\nlanguage: en\n", "clients/acme/tasks/call-eva-a1b2.md": TASK})


def put(book, **fields):
    """Save fields of the one task."""
    book.apply(book.edit(book.find("call-eva"), [Put((name,), text) for name, text in fields.items()]))


def test_a_change_of_one_value_is_called_by_what_it_was_and_is(book):
    put(book, due="2026-07-24")
    put(book, due="2026-07-25", importance="1")
    assert [each.subject for each in read_undo_state(book.root).steps] == [
        "acme: Task “Call Eva”: Importance, Due",
        "acme: Task “Call Eva”: Due 2026-07-21 → 2026-07-24",
    ]


def test_the_next_undo_and_redo_are_known_before_they_are_done(book):
    put(book, due="2026-07-24")
    put(book, importance="1")
    assert read_undo_state(book.root).undoes.endswith("Importance 2 → 1")
    take_back(book)
    state = read_undo_state(book.root)
    assert (state.undoes[-10:], state.redoes[-5:]) == ("2026-07-24", "2 → 1")
    assert [each.stands for each in state.steps] == [False, True]
    make_again(book)
    assert read_undo_state(book.root).redoes == ""


def test_an_earlier_change_is_taken_back_alone(book):
    put(book, due="2026-07-24")
    put(book, importance="1")
    take_back(book, read_undo_state(book.root).steps[1].commit)
    task = book.find("call-eva")
    assert (task.text("due"), task.text("importance")) == ("2026-07-21", "1")


def test_a_change_that_is_taken_back_already_is_nothing_to_undo(book):
    put(book, due="2026-07-24")
    done = take_back(book)
    with pytest.raises(NothingToUndo):
        take_back(book, done.commit)


def test_a_later_change_of_the_same_field_stands_in_the_way_by_its_label_and_who_made_it(book):
    put(book, due="2026-07-24")
    put(book, due="2026-07-25")
    with pytest.raises(UndoBlocked) as refused:
        take_back(book, read_undo_state(book.root).steps[1].commit)
    assert str(refused.value.sentence).endswith("Ana Prueba changed Due of “Call Eva” later.")
    assert book.find("call-eva").text("due") == "2026-07-25"


def test_a_book_without_changes_has_nothing_to_take_back(book):
    assert read_undo_state(book.root).steps == ()
