"""What the first screen does not need is not loaded before it: each module costs what one waits for."""

import subprocess
import sys

NOT_AT_START = (
    "cartera.records.book",
    "cartera.records.git",
    "cartera.records.merge",
    "cartera.records.exchange",
    "cartera.records.kpis",
    "cartera.tui.bulk",
    "cartera.tui.modals",
    "cartera.tui.performers",
    "cartera.tui.screens.form",
    "cartera.tui.screens.record",
    "cartera.tui.screens.client",
    "cartera.tui.screens.pipeline",
    "click",
    "git",
    "jinja2",
    "watchfiles",
    "yaml",
)


def test_the_program_loads_what_the_first_screen_needs_and_no_more():
    code = "import sys, cartera.tui.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    early = [each for each in NOT_AT_START if each in loaded]
    assert early == []


def test_long_texts_are_told_from_lists_without_loading_their_editor_first():
    code = "import sys, cartera.tui.app; assert 'textual.widgets._text_area' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_typed_goes_into_lines_and_long_texts_and_nowhere_else():
    from cartera.tui.typed_into import takes_text
    from textual.widgets import Input, Static, TextArea

    assert takes_text(Input())
    assert takes_text(TextArea())
    assert not takes_text(Static())
    assert not takes_text(None)
