"""Nobody waits long before a dark screen: records that take longer to read are read behind a frame."""

from itertools import count

import pytest
from cartera.cli import showing
from cartera.records.book import Book
from cartera.records.steps import Cancelled, Deed, Step


@pytest.fixture
def seconds(monkeypatch):
    """A clock that is a tenth of a second further at every look."""
    ticks = count()
    monkeypatch.setattr(showing, "monotonic", lambda: next(ticks) / 10)


class SlowBook:
    """A book that says how far it is ``steps`` times."""

    def __init__(self, steps):
        self._steps = steps
        self.tell = None

    def snapshot(self):
        for done in range(self._steps):
            self.tell(Step(Deed.READ, done, self._steps))


@pytest.mark.usefixtures("seconds")
@pytest.mark.parametrize(("steps", "is_read"), [(0, True), (3, True), (30, False)])
def test_what_takes_longer_is_left_to_the_screen(steps, is_read):
    book = SlowBook(steps)
    assert showing._read_soon(book) is is_read
    assert book.tell is None


def test_a_book_whose_reading_was_ended_is_read_by_who_asks_next(make_book, clock, tmp_path):
    root = make_book({"cartera.yaml": "name: B\n", "clients/acme/client.md": "---\ntitle: Acme\n---\n"}).root
    book = Book(root, clock, cache=tmp_path / "cache")

    def end(_step):
        raise Cancelled

    book.tell = end
    with pytest.raises(Cancelled):
        book.snapshot()
    book.tell = None
    assert len(book.snapshot()) == 1
