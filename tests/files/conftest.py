"""Where the tests of reading and writing take their input from."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"
SHARED = Path(__file__).parents[2].parent / "shared"


def pytest_generate_tests(metafunc):
    """Give ``messy`` tests each file of the corpus."""
    if "messy" in metafunc.fixturenames:
        files = sorted(CORPUS.iterdir())
        metafunc.parametrize("messy", files, ids=[file.name for file in files])


@pytest.fixture(scope="session")
def example_book():
    """Return the shared example book, or skip where the shared domain folder is not beside the repository."""
    book = SHARED / "domain" / "example-book"
    if not book.is_dir():
        pytest.skip("the shared domain folder is not beside the repository")
    return book


@pytest.fixture(scope="session")
def naughty_strings():
    """Return the file of strings that break software, or skip where the shared folder is not beside the repository."""
    file = SHARED / "data" / "blns" / "blns.json"
    if not file.is_file():
        pytest.skip("the shared data folder is not beside the repository")
    return file
