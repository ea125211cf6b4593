"""The page of a comparison is one file that fetches nothing and runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from cartera.records.git.history import FileFate
from cartera.records.history.telling import ToldChange, ToldRecord
from cartera.schema.language import ENGLISH, SPANISH
from cartera.templates.comparison import PageWords, comparison_page

HOSTILE = "<script>alert(1)</script><img src=http://x.example/a.png onerror=alert(1)>{{ 7*7 }}\x1b]52;c;AAAA\x07"


def page(text="Plain", language=ENGLISH):
    change = ToldChange("stage", text, text, text + " after")
    record = ToldRecord("clients/acme/client", "", text, text, text, FileFate.EDITED, (change,))
    return comparison_page([record], PageWords(text, (text,)), language)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, attributes))


def test_it_says_what_the_field_was_and_is() -> None:
    text = page("Proposal")
    assert "<del>Proposal</del>" in text
    assert "<ins>Proposal after</ins>" in text


def test_no_text_of_a_record_becomes_markup_a_script_or_a_control_character() -> None:
    text = page(HOSTILE)
    parser = Tags()
    parser.feed(text)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in parser.seen}
    assert not [name for _, attributes in parser.seen for name, _ in attributes if name in {"src", "href", "onerror"}]
    assert "{{ 7*7 }}" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(("language", "words"), [(ENGLISH, "Nothing differs."), (SPANISH, "Nada es distinto.")])
def test_without_differences_it_says_so(language, words) -> None:
    assert words in comparison_page([], PageWords("Book", ()), language)
