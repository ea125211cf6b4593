"""Changes can be asked for in the language of every other question."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cartera.records.git.history import FieldChange, FileChange, FileFate, HistoryEntry
from cartera.records.history.asking import ask_changes
from cartera.records.history.narrowing import follow_field
from cartera.schema.language import ENGLISH

PATH = "clients/acme/opportunities/big-a1b2.md"


@pytest.fixture
def book(make_book):
    return make_book({"clients/acme/client.md": "---\ntitle: Acme\n---\n"})


def entry(day, *changes, who="Ana", path=PATH):
    when = datetime(2026, 7, day, 10, tzinfo=UTC)
    return HistoryEntry(f"{day:040}", when, who, "Change", (FileChange(path, FileFate.EDITED, changes),))


ENTRIES = [
    entry(18, FieldChange("stage", "negotiation", "proposal"), FieldChange("next_step", None, "Call")),
    entry(15, FieldChange("amount", "10 EUR", "12.00 EUR"), who="Marc"),
    entry(12, FieldChange("stage", "proposal", "negotiation")),
    entry(3, FieldChange("expected_close", "2026-09-30", "2026-08-31"), FieldChange("amount", "20 USD", "10 EUR")),
]


def ask(book, text):
    found = ask_changes(ENTRIES, text, book.snapshot(), datetime(2026, 7, 20, tzinfo=UTC), ENGLISH)
    return [(each.entry.when.day, each.change.field) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("field:stage went:back", [(18, "stage")]),
        ("field:stage went:forward", [(12, "stage")]),
        ("went:up", [(15, "amount")]),
        ("went:down", [(3, "expected_close")]),
        ("who:marc", [(15, "amount")]),
        ("when>=2026-07-15 field:stage", [(18, "stage")]),
        ("after:negotiation", [(12, "stage")]),
        ("client:acme of:opportunity field:amount", [(15, "amount"), (3, "amount")]),
    ],
)
def test_a_question_finds_the_changes_it_means(book, text, found) -> None:
    assert ask(book, text) == found


def test_amounts_of_two_currencies_are_neither_more_nor_less(book) -> None:
    assert (3, "amount") not in ask(book, "went:up,down")


def test_one_field_is_followed_through_its_history() -> None:
    followed = follow_field(ENTRIES, "amount")
    assert [[(c.before, c.after) for c in each.fields] for each in followed] == [
        [("10 EUR", "12.00 EUR")],
        [("20 USD", "10 EUR")],
    ]


def test_a_field_is_not_mistaken_for_one_that_begins_like_it() -> None:
    assert follow_field([entry(1, FieldChange("stage_history.0", None, {"to": "won"}))], "stage") == []
