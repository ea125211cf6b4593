"""Drafts as files: what is kept is what comes back, damage is set aside, and windows do not take each other's."""

from datetime import UTC, datetime

import pytest
from cartera.records.draft_shelf import DraftShelf, content_of
from cartera.records.drafts import (
    About,
    Draft,
    DraftItems,
    DraftKind,
    DraftLine,
    pack_draft,
    unpack_draft,
)
from cartera.records.files.private import PrivateFolder
from hypothesis import given
from hypothesis import strategies as st

MADE = datetime(2026, 7, 20, 10, 32, tzinfo=UTC)
EDIT = About(DraftKind.EDIT, "clients/acme/opportunities/platform-k3x9.md", "opportunity", "acme")

texts = st.text(max_size=8)
trees = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
paths = st.lists(texts | st.integers(0, 9), min_size=1, max_size=3).map(tuple)


@pytest.fixture
def folder(tmp_path):
    return PrivateFolder(tmp_path / "state" / "book")


@given(
    st.dictionaries(texts, trees, max_size=3),
    st.lists(st.builds(DraftLine, paths, texts, trees), max_size=3).map(tuple),
    st.lists(
        st.builds(DraftItems, paths, st.lists(st.tuples(trees, st.none() | st.integers(0, 9)), max_size=3).map(tuple)),
        max_size=2,
    ).map(tuple),
    texts,
)
def test_what_was_kept_is_what_comes_back(start, lines, lists, body):
    draft = Draft(EDIT, "Platform", MADE, start, "Before.\n", lines, lists, body, births=(("contact", "Eva"),))
    assert unpack_draft(pack_draft(draft)) == draft


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "draft",
        {},
        {"format": 99},
        {**pack_draft(Draft(EDIT, "x", MADE)), "made": "2026-07-20T10:00:00"},
        {**pack_draft(Draft(EDIT, "x", MADE)), "kind": "spell"},
        {**pack_draft(Draft(EDIT, "x", MADE)), "start": [1]},
        {**pack_draft(Draft(EDIT, "x", MADE)), "lines": [[[], "a", None]]},
        {**pack_draft(Draft(EDIT, "x", MADE)), "lists": [[["a"], [["b", True]]]]},
    ],
)
def test_what_is_no_draft_is_none(said):
    assert unpack_draft(said) is None


def test_a_draft_is_found_again_when_its_program_was_killed(folder):
    first = DraftShelf(folder, "aa")
    folder.write(first.name_of(EDIT), content_of(Draft(EDIT, "Platform", MADE)))
    [left] = DraftShelf(folder, "bb").left()
    assert left.draft.title == "Platform"


def test_what_another_window_is_writing_is_not_offered_until_it_ends(folder):
    first, second = DraftShelf(folder, "aa"), DraftShelf(folder, "bb")
    first.begin()
    folder.write(first.name_of(EDIT), content_of(Draft(EDIT, "Platform", MADE)))
    assert second.left() == []
    first.end()
    assert [each.draft.title for each in second.left()] == ["Platform"]


def test_what_was_put_away_in_this_window_is_offered_here(folder):
    shelf = DraftShelf(folder, "aa")
    shelf.begin()
    folder.write(shelf.name_of(EDIT), content_of(Draft(EDIT, "Platform", MADE)))
    assert [each.draft.about for each in shelf.left()] == [EDIT]
    shelf.end()


def test_the_newest_comes_first(folder):
    shelf = DraftShelf(folder, "aa")
    for hour in (9, 11, 10):
        about = About(DraftKind.LINE, word=str(hour))
        folder.write(shelf.name_of(about), content_of(Draft(about, "", MADE.replace(hour=hour))))
    assert [each.draft.made.hour for each in shelf.left()] == [11, 10, 9]


def test_a_damaged_draft_hides_no_other_and_is_kept_aside(folder):
    shelf = DraftShelf(folder, "aa")
    folder.write(shelf.name_of(EDIT), content_of(Draft(EDIT, "Platform", MADE)))
    folder.write("draft-aa-00.json", b'{"format": 1}')
    folder.write("draft-aa-01.json", b"\x00half")
    assert len(shelf.left()) == 1
    assert {each.name for each in folder.path.glob("*.damaged")} == {
        "draft-aa-00.json.damaged",
        "draft-aa-01.json.damaged",
    }


def test_the_locks_of_ended_sessions_do_not_pile_up(folder):
    for number in range(3):
        folder.write(f"session-a{number}.lock", b"")
    shelf = DraftShelf(folder, "bb")
    shelf.begin()
    shelf.left()
    assert folder.names("session-") == ["session-bb.lock"]
    shelf.end()
    assert folder.names("session-") == []


def test_a_lone_surrogate_is_kept_too(folder):
    shelf = DraftShelf(folder, "aa")
    folder.write(shelf.name_of(EDIT), content_of(Draft(EDIT, "Plat\udc80form", MADE)))
    assert len(shelf.left()) <= 1
