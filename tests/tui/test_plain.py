import pytest
from cartera.tui.presentation.plain import plain
from cartera.tui.safety_net import SafetyNet
from textual.content import Content

HOSTILE = ["Renewal [Q3]", "[/]", "[@click=app.quit]x[/]", "[bold]no[/bold]", "\\[a]", "[link=x]"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_text(text):
    assert plain(text).plain == text
    assert not plain(text).spans


def test_control_characters_become_signs():
    assert plain("a\x1b]52;c;x\x07b").plain == "a␛]52;c;x␇b"


def test_text_that_runs_backwards_is_shown_with_its_cause():
    assert plain("abc\u202edef").plain == "abc<202e>def"


def test_lines_stay_lines():
    assert plain("one\ntwo").plain == "one\ntwo"


def test_a_style_is_ours():
    assert plain("x", "bold") == Content.styled("x", "bold")


def test_the_net_takes_out_what_was_not_cleaned():
    from rich.segment import Segment
    from textual.color import Color

    caught = SafetyNet().apply([Segment("a\x1b[2Jb"), Segment("c")], Color(0, 0, 0))
    assert [segment.text for segment in caught] == ["a[2Jb", "c"]
