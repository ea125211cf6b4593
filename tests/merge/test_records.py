"""Merging whole files: the bytes of one side with the other's changes spliced in."""

import pytest
from cartera.records.merge.decisions import Side
from cartera.records.merge.records import merge_file

BASE = b"---\ntitle: Acme   # the name\nowner: ana\nstage: 'lead'\n---\nNotes.\n"


def fields_of(outcome):
    return [conflict.field for conflict in outcome.conflicts]


def test_two_edits_of_different_fields_keep_comments_and_quotes():
    ours = BASE.replace(b"ana", b"luis")
    theirs = BASE.replace(b"'lead'", b"'won'").replace(b"Notes.", b"More.")
    outcome = merge_file("a.md", BASE, ours, theirs)
    assert outcome.content == b"---\ntitle: Acme   # the name\nowner: luis\nstage: 'won'\n---\nMore.\n"
    assert outcome.conflicts == ()


def test_the_same_field_is_a_conflict_and_the_preferred_side_stays():
    ours, theirs = BASE.replace(b"ana", b"luis"), BASE.replace(b"ana", b"eva").replace(b"lead", b"won")
    outcome = merge_file("a.md", BASE, ours, theirs, Side.OURS)
    assert outcome.content == ours.replace(b"lead", b"won")
    assert fields_of(outcome) == ["owner"]
    assert merge_file("a.md", BASE, ours, theirs, Side.THEIRS).content == theirs


@pytest.mark.parametrize("prefer", list(Side))
def test_an_edit_beats_a_deletion_and_is_told(prefer):
    edited = BASE.replace(b"ana", b"eva")
    for outcome in (merge_file("a.md", BASE, edited, None, prefer), merge_file("a.md", BASE, None, edited, prefer)):
        assert outcome.content == edited
        assert fields_of(outcome) == [""]


def test_a_deletion_of_what_the_other_left_alone_is_a_deletion():
    assert merge_file("a.md", BASE, BASE, None).content is None
    assert merge_file("a.md", BASE, None, BASE).content is None


def test_two_records_created_with_the_same_name_merge_by_field():
    ours, theirs = b"---\ntitle: Acme\nowner: ana\n---\n", b"---\ntitle: Acme\nstage: lead\n---\n"
    outcome = merge_file("a.md", None, ours, theirs)
    assert outcome.content is not None
    assert (b"owner: ana" in outcome.content, b"stage: lead" in outcome.content) == (True, True)
    assert outcome.conflicts == ()


@pytest.mark.parametrize(("path", "broken"), [("a.md", b"---\ntitle: [\n---\n"), ("a.png", b"\x89PNG")])
def test_what_cannot_be_read_is_a_conflict_of_the_whole_file(path, broken):
    outcome = merge_file(path, BASE, broken, BASE.replace(b"ana", b"eva"), Side.OURS)
    assert outcome.content == broken
    assert fields_of(outcome) == [""]
