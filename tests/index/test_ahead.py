"""The look that begins before the program is loaded finds what the look after it would have found."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cartera.cli.ahead import begin_to_look, find_command
from cartera.records.book import Book
from cartera.records.index import ahead
from cartera.records.index.ahead import LookAhead, look_ahead
from cartera.records.index.cache import Kept
from cartera.records.index.places import cache_file


def clock() -> datetime:
    return datetime(2026, 7, 14, tzinfo=UTC)


@pytest.fixture
def root(settled_root: Path) -> Path:
    return settled_root


def opened(root: Path, look: LookAhead | None = None) -> Book:
    book = Book(root, clock, cache=root.parent / "kept", ahead=look)
    book.snapshot()
    return book


def look(root: Path) -> LookAhead:
    found = look_ahead(root, cache_file(root.parent / "kept", root), {})
    assert found is not None
    return found


def test_it_finds_the_folders_that_changed(root: Path) -> None:
    opened(root)
    (root / "clients/c03/client.md").write_text("---\ntitle: Changed\n---\n")
    (root / "clients/c07/client.md").unlink()
    (root / "clients/new").mkdir()
    (root / "clients/new/client.md").write_text("---\ntitle: New\n---\n")
    begun = look(root)
    book = opened(root, begun)
    assert book.snapshot().records.keys() == opened(root).snapshot().records.keys()
    assert book.snapshot().records["clients/c03/client"].title == "Changed"


def test_it_says_what_the_cache_itself_would_say(root: Path) -> None:
    opened(root)
    (root / "clients/c03/client.md").write_text("---\ntitle: Changed\n---\n")
    opened(root)  # appends to the cache
    (root / "clients/c05/client.md").write_text("---\ntitle: Changed too\n---\n")
    begun = look(root)
    source = kept_without_reading(root)
    found = begun.stale(source.identity)
    assert found is not None
    assert sorted(found) == sorted(source.find_stale(str(root)))
    assert "clients/c05" in found


def kept_without_reading(root: Path) -> Kept:
    book = Book(root, clock, cache=root.parent / "kept")
    assert book._cache is not None
    found = book._cache.load()
    assert found is not None
    return found


def test_it_counts_for_nothing_when_the_cache_is_another_by_then(root: Path) -> None:
    opened(root)
    begun = look(root)
    (root / "clients/c03/client.md").write_text("---\ntitle: Changed\n---\n")
    opened(root)
    assert begun.stale(kept_without_reading(root).identity) is None


def test_a_damaged_cache_is_looked_at_by_nobody(root: Path) -> None:
    opened(root)
    file = cache_file(root.parent / "kept", root)
    sound = kept_without_reading(root).identity
    file.write_bytes(file.read_bytes()[:40])
    assert look(root).stale(sound) is None


def test_copies_nobody_asks_are_ended(root: Path) -> None:
    opened(root)
    look(root).close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("environment", [{"CARTERA_NO_LOOK_AHEAD": "1"}, {}])
def test_a_switch_a_small_book_or_no_cache_do_without(
    root: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert look_ahead(root, root.parent / "nowhere", {}) is None
    opened(root)
    if not environment:
        monkeypatch.setattr(ahead, "WORTH_IT", 1 << 40)
    assert look_ahead(root, cache_file(root.parent / "kept", root), environment) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list client", (".", "list")),
        ("-C /b list", ("/b", "list")),
        ("--lang es --readonly -C /b today", ("/b", "today")),
        ("--lang=es find x", (".", "find")),
        ("-C/b list", (".", "")),
        ("--what list", (".", "")),
        ("", (".", "")),
        ("-C", ("", "")),
    ],
)
def test_the_command_is_read_where_it_is_plain_to_see(line: str, expected: tuple[str, str]) -> None:
    assert find_command(line.split()) == expected


@pytest.mark.parametrize("line", ["new task", "list --help", "-C /nowhere/at/all list", "list"])
def test_nothing_begins_for_commands_that_read_little_or_without_a_book(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert begin_to_look(line.split(), {}) is None
