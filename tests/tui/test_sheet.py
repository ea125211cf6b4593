"""The style sheet: read once for the same colours, and never other than Textual's."""

import pytest
from cartera.tui.drawing.sheet import USUAL, KeptSheet, sheet_of
from textual.css.stylesheet import Stylesheet

NIGHT, DAY = {"paper": "#000000", "ink": "#ffffff"}, {"paper": "#ffffff", "ink": "#000000"}
SOURCES = ("Header { color: $ink; }", "Footer { background: $paper; height: 1; }")


def sheet_with(make, variables, sources=SOURCES):
    sheet = make(variables=variables)
    for place, css in enumerate(sources):
        sheet.add_source(css, (f"{place}.tcss", ""))
    sheet.parse()
    return sheet


@pytest.fixture
def read(monkeypatch):
    """The sources that were read so far. What a test of this folder has read before is not read again."""
    found = []
    from textual.css import stylesheet

    usual = stylesheet.parse

    def parse(scope, css, *rest, **named):
        found.append(css)
        return usual(scope, css, *rest, **named)

    monkeypatch.setattr(stylesheet, "parse", parse)
    return found


def test_the_same_colours_are_no_reason_to_read_again(read):
    sheet = sheet_with(KeptSheet, NIGHT, ["Roof { color: $ink; }"])
    sheet.set_variables(dict(NIGHT))
    sheet.reparse()
    assert read == ["Roof { color: $ink; }"]


def test_other_colours_are_read_anew_as_textual_does():
    sheets = [sheet_with(make, NIGHT) for make in (KeptSheet, Stylesheet)]
    for variables in (DAY, DAY, NIGHT):
        for each in sheets:
            each.set_variables(dict(variables))
            each.reparse()
        kept, usual = sheets
        assert kept.css == usual.css


def test_a_new_source_is_read_alone(read):
    sheet = sheet_with(KeptSheet, NIGHT, ["Lid { height: 1; }"])
    sheet.add_source("Box { height: 2; }", ("box", ""))
    sheet.reparse()
    assert read == ["Lid { height: 1; }", "Box { height: 2; }"]


def test_more_sources_than_textual_remembers_are_read_once(read):
    sheet = KeptSheet(variables=NIGHT)
    for number in range(100):
        sheet.add_source(f"Box{number} {{ height: 1; }}", (f"{number}", ""))
        sheet.parse()
    assert len(read) == 100


def test_a_switch_leaves_the_sheet_to_textual():
    assert type(sheet_of(NIGHT, {USUAL: "1"})) is Stylesheet
    assert type(sheet_of(NIGHT, {})) is KeptSheet
