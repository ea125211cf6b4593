"""A long reading says how far it is, and whoever waits may end it: then nothing has changed."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cartera.cli.waiting import ERASE, WaitingLine
from cartera.records.book import Book
from cartera.records.index import cold
from cartera.records.index.tally import Tally
from cartera.records.index.workers import run_jobs
from cartera.records.steps import Cancelled, Deed, Step, paced
from cartera.schema.language import ENGLISH, Language

MakeBook = Callable[[dict[str, str]], Book]
CLIENTS = 60


def clock() -> datetime:
    return datetime(2026, 7, 14, tzinfo=UTC)


@pytest.fixture
def root(make_book: MakeBook) -> Path:
    return make_book({f"clients/c{n:03}/client.md": f"---\ntitle: C {n}\n---\n" for n in range(CLIENTS)}).root


def read(root: Path, tell: Callable[[Step], None]) -> Book:
    book = Book(root, clock, cache=root.parent / "kept", tell=tell)
    book.snapshot()
    return book


def test_a_reading_in_this_process_counts_up_to_all_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cold, "count_workers", lambda: 1)
    steps: list[Step] = []
    read(root, steps.append)
    counted = [each.done for each in steps]
    assert counted == sorted(counted)
    assert steps[-1] == Step(Deed.READ, CLIENTS, CLIENTS)


def test_copies_of_the_process_count_together(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cold, "count_workers", lambda: 3)
    steps: list[Step] = []
    read(root, steps.append)
    assert steps[-1] == Step(Deed.READ, CLIENTS, CLIENTS)
    assert {each.deed for each in steps} == {Deed.READ}


@pytest.mark.parametrize("copies", [1, 3])
def test_a_reading_that_is_cancelled_leaves_no_cache_and_can_be_done_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, copies: int
) -> None:
    monkeypatch.setattr(cold, "count_workers", lambda: copies)

    def refuse(_step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(root, refuse)
    assert not [*(root.parent / "kept").rglob("*.index")]
    assert len(read(root, lambda _: None).snapshot().of_type("client")) == CLIENTS


def test_a_book_whose_index_is_kept_is_read_without_a_step(root: Path) -> None:
    read(root, lambda _: None)
    steps: list[Step] = []
    read(root, steps.append)
    assert steps == []


def test_copies_are_ended_when_whoever_watches_gives_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")

    def wait() -> bytes:
        return (tmp_path / "never").read_bytes()

    def give_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_jobs([wait, wait], give_up)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_total_is_told_once_every_copy_knows_its_own() -> None:
    tally = Tally(2)
    assert tally.read() == (0, 0)
    tally.counter(0)(3, 10)
    assert tally.read() == (3, 0)
    tally.counter(1)(1, 5)
    assert tally.read() == (4, 15)


def test_steps_are_passed_on_after_a_while_and_then_at_a_pace() -> None:
    moments = iter([0.0, 0.5, 1.0, 1.05, 1.1, 1.3])
    told: list[int] = []
    tell = paced(lambda step: told.append(step.done), lambda: next(moments))
    for done in range(5):
        tell(Step(Deed.READ, done, 100))
    assert told == [1, 3, 4]


def test_the_line_on_a_terminal_is_written_over_itself_and_goes_at_the_end() -> None:
    moments = iter([0.0, 0.1, 2.0, 3.0])
    stream = io.StringIO()
    line = WaitingLine(stream, lambda: ENGLISH, lambda: next(moments))
    for done in (1, 2, 3, 4):
        line(Step(Deed.READ, done, 4))
    assert stream.getvalue() == f"{ERASE}Reading records: 2 of 4{ERASE}Reading records: 3 of 4{ERASE}"


def test_a_deed_of_a_moment_writes_no_line() -> None:
    stream = io.StringIO()
    line = WaitingLine(stream, lambda: ENGLISH, lambda: 0.0)
    line(Step(Deed.IMPORT, 1, 2))
    line.erase()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("deed", list(Deed))
def test_every_step_is_said_in_both_languages(deed: Deed) -> None:
    words = Step(deed, 3, 10).sentence
    assert all(each in words.text(ENGLISH) for each in ("3", "10"))
    assert words.text(ENGLISH) != words.text(Language("es"))
