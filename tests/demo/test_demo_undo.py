"""The sample book is where it begins: an undo in it never takes the book itself away."""

from contextlib import closing
from datetime import date

import pytest
from cartera.records.demo.write import write_demo
from cartera.records.saving.undo import NothingToUndo


def test_an_undo_in_a_fresh_sample_book_finds_nothing_of_yours(tmp_path, clock):
    with (
        closing(write_demo(tmp_path / "demo", today=date(2026, 7, 20), clock=clock)) as book,
        pytest.raises(NothingToUndo),
    ):
        book.undo()
