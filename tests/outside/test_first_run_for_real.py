"""The first run in a real terminal: from an empty folder to a book, and back to it."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]


def test_from_nothing_to_the_tour_of_the_sample_book_and_back_to_it(start, tmp_path):
    (tmp_path / "empty").mkdir()
    data = str(tmp_path / "data")
    terminal = start("--lang", "en", folder=tmp_path / "empty", XDG_DATA_HOME=data)
    terminal.wait_for("sample")
    terminal.press("enter")
    terminal.wait_for("Tour 1/9")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    again = start("--lang", "en", folder=tmp_path / "empty", XDG_DATA_HOME=data)
    again.wait_for("demo-book")
    again.press("enter")
    again.wait_for("Tour 1/9")
    again.press("ctrl+q")
    assert again.end() == 0


@pytest.mark.exhaustive
def test_a_colleagues_book_is_fetched_and_opened(start, book_folder, tmp_path):
    (tmp_path / "empty").mkdir()
    terminal = start("--lang", "en", folder=tmp_path / "empty")
    terminal.wait_for("sample")
    terminal.press("end")
    terminal.press(*["j"] * 6, "enter")
    terminal.wait_for("From which address?")
    terminal.type(str(book_folder))
    terminal.press("enter")
    terminal.wait_for("Into which folder?")
    terminal.type("-copy")
    terminal.press("enter")
    terminal.wait_for("Acme Foods")
    assert (tmp_path / "empty" / "book-copy" / "cartera.yaml").is_file()
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_a_named_folder_without_a_book_is_a_sentence(start, tmp_path):
    terminal = start("-C", str(tmp_path))
    assert terminal.end() == 3
    assert b"There is no book" in terminal.seen
