"""A look at the files that takes longer than the first screen waits: what was kept stands meanwhile, and is corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cartera.records.book import Book
from cartera.records.index import ahead
from cartera.records.index.ahead import look_ahead
from cartera.records.index.places import cache_file


def clock() -> datetime:
    return datetime(2026, 7, 14, tzinfo=UTC)


@pytest.fixture
def root(settled_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose index is kept, and where no look is ever in time."""
    monkeypatch.setattr(ahead, "are_done", lambda *_: False)
    Book(settled_root, clock, cache=settled_root.parent / "kept").snapshot()
    return settled_root


def opened(root: Path) -> Book:
    look = look_ahead(root, cache_file(root.parent / "kept", root), {}, patience=0.0)
    assert look is not None
    assert look.is_wanted
    return Book(root, clock, cache=root.parent / "kept", ahead=look)


def change_three(root: Path) -> None:
    (root / "clients/c03/client.md").write_text("---\ntitle: Changed\n---\n")
    (root / "clients/c07/client.md").unlink()
    (root / "clients/c08/client.md").write_text("---\ntitle: [\n---\n")
    (root / "clients/new").mkdir()
    (root / "clients/new/client.md").write_text("---\ntitle: New\n---\n")


def test_what_was_kept_stands_until_the_whole_is_looked_at(root: Path) -> None:
    change_three(root)
    book = opened(root)
    kept = book.snapshot()
    assert kept.records["clients/c03/client"].title == "C 3"
    change = book.refresh()
    assert change.created == ("clients/new/client",)
    assert change.edited == ("clients/c03/client",)
    assert set(change.deleted) == {"clients/c07/client", "clients/c08/client"}
    rebuilt = Book(root, clock).snapshot()
    assert book.snapshot().records == rebuilt.records
    assert book.snapshot().broken.keys() == rebuilt.broken.keys() == {"clients/c08/client.md"}


def test_a_save_before_the_look_leaves_the_rest_to_it(root: Path) -> None:
    change_three(root)
    book = opened(root)
    assert book.snapshot()
    (root / "clients/c05/client.md").write_text("---\ntitle: Saved\n---\n")
    assert book.refresh(["clients/c05/client.md"]).edited == ("clients/c05/client",)
    assert book.snapshot().records["clients/c03/client"].title == "C 3"
    book.refresh()
    assert book.snapshot().records == Book(root, clock).snapshot().records


def test_a_book_nobody_touched_is_the_same_after_the_look(root: Path) -> None:
    book = opened(root)
    before = book.snapshot()
    assert not book.refresh()
    assert book.snapshot() is before
    (root / "clients/c01/client.md").write_text("---\ntitle: Later\n---\n")
    assert book.refresh().edited == ("clients/c01/client",)


def test_a_look_that_failed_is_made_by_the_program_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_look", lambda *_: (_ for _ in ()).throw(RuntimeError))
    change_three(root)
    book = opened(root)
    assert book.snapshot().records["clients/c03/client"].title == "C 3"
    book.refresh()
    assert book.snapshot().records == Book(root, clock).snapshot().records


def test_what_was_changed_is_kept_for_the_next_start(root: Path) -> None:
    change_three(root)
    book = opened(root)
    assert book.snapshot()
    book.refresh()
    again = Book(root, clock, cache=root.parent / "kept")
    assert again.snapshot().records == book.snapshot().records
