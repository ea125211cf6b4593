"""Blocks leave out of a search only what cannot match, and find what a pass over everything finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cartera.records.index import blocks, words
from cartera.records.index.blocks import Blocks
from cartera.schema.record import Record
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.sampled_from(["acme", "acmé", "oferta", "of", "x2k4", "a-b", "ñ", "a b", "zz", "e", "-", "”", "erta-x2"])
TEXTS = st.lists(st.lists(WORDS, max_size=5).map(" ".join), min_size=1, max_size=40)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "LEAST_BYTES", 8)


def shelf_of(texts: Sequence[str]) -> words._Shelf:
    return words._Shelf([Record(f"tasks/t{n:03}.md", "task", {"title": "t"}, text, "") for n, text in enumerate(texts)])


@pytest.mark.usefixtures("small_blocks")
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=3))
def test_a_search_by_blocks_finds_what_stands_in_the_texts(texts: list[str], asked: list[str]) -> None:
    shelf = shelf_of(texts)
    wanted = [words.fold(each).encode() for each in asked]
    folded = [
        words.fold(f"{words.title_and_name(each)}\n{words.written_in(each)}").encode() for each in records_of(texts)
    ]
    expected = [place for place, text in enumerate(folded) if all(each in text for each in wanted)]
    assert list(shelf.matching(wanted, titles=False)) == expected


def records_of(texts: Sequence[str]) -> list[Record]:
    return [Record(f"tasks/t{n:03}.md", "task", {"title": "t"}, text, "") for n, text in enumerate(texts)]


@pytest.mark.usefixtures("small_blocks")
def test_after_the_first_only_the_blocks_that_can_hold_all_words_are_looked_at() -> None:
    pool = b"aaaa bbbb cccc dddd eeee ffff"
    found = Blocks(pool, [0, 10, 20])
    first = (0, 10)
    assert list(found.spans([b"zzzz"])) == [first]
    assert list(found.spans([b"eee"])) == [first, (20, 29)]
    assert list(found.spans([b"aaaa", b"ffff"])) == [first]
    assert list(found.spans([b"dddd", b"cc"])) == [first, (10, 20)]
    assert list(found.spans([b" "])) == [first, (10, 20), (20, 29)]


@pytest.mark.usefixtures("small_blocks")
def test_the_switch_looks_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Blocks(b"aaaa bbbb cccc dddd", [0, 10])
    monkeypatch.setenv("CARTERA_WHOLE_SEARCH", "1")
    assert list(found.spans([b"zzzz"])) == [(0, 10), (10, 19)]


def test_a_short_text_is_one_block_whose_words_are_not_even_gathered() -> None:
    found = Blocks(b"aaaa bbbb", [0, 5])
    assert list(found.spans([b"zzzz"])) == [(0, 9)]
    assert list(Blocks(b"", []).spans([b"a"])) == []
