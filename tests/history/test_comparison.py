"""Two moments of a book compared by record and field."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

import pytest
from cartera.records.git.history import FileFate
from cartera.records.git.reading import ObjectReader
from cartera.records.git.run import Git
from cartera.records.history.comparison import compare_moments
from cartera.records.history.moments import UnknownMoment, commit_at, find_span
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import Language

DEAL = """
---
title: Plataforma
stage: {stage}
amount: {amount}
---
{body}
"""


@pytest.fixture
def book(make_book):
    return make_book(
        {
            "clients/acme/client.md": "---\ntitle: Acme\nowner: ana\n---\n",
            "clients/acme/opportunities/plataforma-a1b2.md": DEAL.format(stage="lead", amount="10 EUR", body="One."),
            "clients/acme/tasks/call-c3d4.md": "---\ntitle: Call\nstatus: open\n---\n",
        }
    )


@pytest.fixture
def moment():
    return Moment(datetime(2026, 7, 20, 9, tzinfo=UTC), Language("en"))


def commit(book, files, *, when="2026-07-10T10:00:00Z", subject="Change"):
    for path, text in files.items():
        target = book.root / path
        if text is None:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.lstrip("\n"))
    dates = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for arguments in (["add", "-A"], ["commit", "-q", "-m", subject]):
        subprocess.run(["git", "-C", str(book.root), *arguments], check=True, env=dates)


def compare(book, before="HEAD~1", after="HEAD", under=""):
    git = Git(book.root)
    with ObjectReader(git) as reader:
        first, last = reader.resolve(before) if before else None, reader.resolve(after)
        return compare_moments(git, reader, book.schema, first, last, under)


def test_an_edited_record_names_its_fields_before_and_after(book) -> None:
    deal = DEAL.format(stage="proposal", amount="12 EUR", body="One.")
    commit(book, {"clients/acme/opportunities/plataforma-a1b2.md": deal})
    (found,) = compare(book).records
    assert found.fate is FileFate.EDITED
    assert [(each.field, each.before, each.after) for each in found.fields] == [
        ("stage", "lead", "proposal"),
        ("amount", "10 EUR", "12 EUR"),
    ]


def test_what_came_and_what_went_are_told_apart(book) -> None:
    commit(book, {"clients/acme/tasks/call-c3d4.md": None, "clients/beta/client.md": "---\ntitle: Beta\n---\n"})
    assert [(each.fate, each.record.title) for each in compare(book).records] == [
        (FileFate.DELETED, "Call"),
        (FileFate.CREATED, "Beta"),
    ]


def test_a_record_that_was_renamed_is_one_record_with_its_changed_fields(book) -> None:
    renamed = "---\ntitle: Call\nstatus: done\naliases: [call-c3d4]\n---\n"
    commit(book, {"clients/acme/tasks/call-c3d4.md": None, "clients/acme/tasks/ring-c3d4.md": renamed})
    (found,) = compare(book).records
    assert (found.fate, found.before and found.before.name, found.record.name) == (
        FileFate.RENAMED,
        "call-c3d4",
        "ring-c3d4",
    )
    assert "status" in {each.field for each in found.fields}


def test_a_client_that_was_renamed_takes_along_what_lies_in_its_folder(book) -> None:
    book.apply(book.rename(book.find("acme"), "acme-iberia"))
    found = compare(book).records
    assert {each.fate for each in found} == {FileFate.RENAMED}
    assert len(found) == 3


def test_one_client_can_be_looked_at_alone(book) -> None:
    commit(book, {"clients/beta/client.md": "---\ntitle: Beta\n---\n", "clients/acme/tasks/call-c3d4.md": None})
    assert [each.record.title for each in compare(book, under="clients/acme").records] == ["Call"]


def test_a_file_that_cannot_be_read_is_listed_and_hides_nothing(book) -> None:
    commit(
        book, {"clients/acme/tasks/call-c3d4.md": "---\n: [\n---\n", "clients/beta/client.md": "---\ntitle: B\n---\n"}
    )
    found = compare(book)
    assert [each.path for each in found.others] == ["clients/acme/tasks/call-c3d4.md"]
    assert [each.record.title for each in found.records] == ["B"]


def test_everything_is_new_beside_nothing(book) -> None:
    assert {each.fate for each in compare(book, before="").records} == {FileFate.CREATED}


def test_a_day_means_the_last_commit_before_it(book, moment) -> None:
    for day in ("2026-07-10", "2026-07-12"):
        commit(book, {"clients/beta/client.md": f"---\ntitle: {day}\n---\n"}, when=f"{day}T10:00:00Z", subject=day)
    git = Git(book.root)
    found = commit_at(git, datetime(2026, 7, 12, tzinfo=UTC), moment)
    assert git.run("log", "-1", "--format=%s", found).decode().strip() == "2026-07-10"
    assert commit_at(git, datetime(2001, 1, 1, tzinfo=UTC), moment) is None


def test_a_clock_ten_years_slow_does_not_move_a_commit_to_another_day(book, moment) -> None:
    for day in ("2026-07-10", "2016-07-11", "2026-07-12"):
        commit(book, {"clients/beta/client.md": f"---\ntitle: {day}\n---\n"}, when=f"{day}T10:00:00Z", subject=day)
    git = Git(book.root)
    found = commit_at(git, datetime(2026, 7, 11, tzinfo=UTC), moment)
    assert git.run("log", "-1", "--format=%s", found).decode().strip() == "2016-07-11"


def test_a_span_reaches_from_the_first_moment_of_a_day_to_the_last_of_another(book, moment) -> None:
    for day in ("2026-07-10", "2026-07-12"):
        commit(book, {"clients/beta/client.md": f"---\ntitle: {day}\n---\n"}, when=f"{day}T10:00:00Z", subject=day)
    git = Git(book.root)
    first, last = find_span(git, "2026-07-12..2026-07-12", moment)
    subjects = [git.run("log", "-1", "--format=%s", each).decode().strip() for each in (first or "", last)]
    assert subjects == ["2026-07-10", "2026-07-12"]


def test_what_is_neither_commit_nor_day_is_refused_with_examples(book, moment) -> None:
    with pytest.raises(UnknownMoment, match="neither a commit"):
        find_span(Git(book.root), "gestern..HEAD", moment)
