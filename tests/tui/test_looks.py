"""Themes, signs and what a terminal can show, judged without a screen."""

import unicodedata
from dataclasses import fields

import pytest
from cartera.records.files.private import PrivateFolder
from cartera.tui.looks.remembering import LOOKS_FILE, keep_taste, recall_taste
from cartera.tui.looks.signs import Signs, in_ascii
from cartera.tui.looks.snapping import snapped
from cartera.tui.looks.themes import PALETTES, THEMES
from cartera.tui.looks.traits import Colours, Taste, judge_terminal
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import EIGHT_BIT_PALETTE, ColorSystem
from rich.color import Color as RichColor
from textual.color import Color

MEANINGS = ("text", "muted", "accent", "good", "warning", "bad", "money")
XTERM = {"TERM": "xterm-256color", "LANG": "es_ES.UTF-8"}


def light_of(colour):
    """Return the relative luminance of a colour as WCAG defines it."""
    parts = [value / 255 for value in Color.parse(colour).rgb]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    brighter, darker = sorted((light_of(one), light_of(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("name", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7)])
@pytest.mark.parametrize("ground", ["ground", "raised", "resting"])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_meaning_can_be_read_on_every_ground(name, least, ground, meaning):
    palette = PALETTES[name]
    assert contrast(getattr(palette, meaning), getattr(palette, ground)) >= (3 if ground == "resting" else least)


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_the_bars_and_the_cursor_can_be_read(name):
    palette = PALETTES[name]
    assert contrast(palette.cursor_text, palette.cursor) >= 4.5
    for meaning in ("text", "accent", "warning"):
        assert contrast(getattr(palette, meaning), palette.bar) >= 4.5


def shown(colour):
    """Return a colour as a terminal of 256 colours shows it."""
    number = RichColor.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
    return "#{:02x}{:02x}{:02x}".format(*EIGHT_BIT_PALETTE[number])


@pytest.mark.parametrize(("name", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7)])
def test_with_256_colours_everything_can_be_read_as_well(name, least):
    palette = snapped(name)
    for meaning in MEANINGS:
        for ground in ("ground", "raised"):
            assert contrast(shown(getattr(palette, meaning)), shown(getattr(palette, ground))) >= least
        assert contrast(shown(getattr(palette, meaning)), shown(palette.resting)) >= 3
    for meaning in ("text", "accent", "warning"):
        assert contrast(shown(getattr(palette, meaning)), shown(palette.bar)) >= 4.5
    assert contrast(shown(palette.cursor_text), shown(palette.cursor)) >= 4.5


@pytest.mark.parametrize("name", ["dark", "light"])
def test_with_256_colours_what_lies_behind_is_grey_and_the_bars_stand_out(name):
    palette = snapped(name)
    for ground in (palette.ground, palette.raised, palette.bar, palette.resting):
        assert len(set(Color.parse(shown(ground)).rgb)) == 1
    assert len({shown(each) for each in (palette.ground, palette.raised, palette.bar, palette.cursor)}) == 4


def test_themes_for_few_colours_mark_the_cursor_without_any():
    for name in ("ansi", "plain"):
        assert PALETTES[name].marks


def test_the_colourless_theme_names_no_colour():
    palette = PALETTES["plain"]
    colours = {getattr(palette, each.name) for each in fields(palette) if each.type == "str"}
    assert colours == {"ansi_default", ""}


@pytest.mark.parametrize(
    ("environment", "theme", "colours"),
    [
        ({}, "dark", Colours.FIXED),
        ({"COLORFGBG": "0;15"}, "light", Colours.FIXED),
        ({"COLORFGBG": "15;default;0"}, "dark", Colours.FIXED),
        ({"NO_COLOR": "1"}, "plain", Colours.NONE),
        ({"NO_COLOR": ""}, "dark", Colours.FIXED),
        ({"TERM": "vt100"}, "plain", Colours.NONE),
        ({"TERM": "linux"}, "ansi", Colours.SIXTEEN),
        ({"TERM": "screen"}, "ansi", Colours.SIXTEEN),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, "dark", Colours.MANY),
        ({"TERM": "vte-256color"}, "dark", Colours.FIXED),
        ({"TERM": "xterm"}, "ansi", Colours.SIXTEEN),
        ({"CARTERA_THEME": "contrast"}, "contrast", Colours.FIXED),
        ({"CARTERA_THEME": "pink"}, "dark", Colours.FIXED),
    ],
)
def test_a_theme_fits_what_the_terminal_says_of_itself(environment, theme, colours):
    looks = judge_terminal(XTERM | environment)
    assert (looks.theme, looks.colours) == (theme, colours)


def test_a_chosen_theme_comes_back_where_there_are_colours_for_it():
    taste = Taste(theme="light")
    assert judge_terminal(XTERM, taste).theme == "light"
    assert judge_terminal(XTERM | {"TERM": "linux"}, taste).theme == "ansi"


@pytest.mark.parametrize(
    ("environment", "signs"),
    [
        ({}, Signs.ALL),
        ({"LANG": "C"}, Signs.ASCII),
        ({"LANG": ""}, Signs.ASCII),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, Signs.ASCII),
        ({"LANG": "C.UTF-8"}, Signs.ALL),
        ({"LC_ALL": "C"}, Signs.ASCII),
        ({"LC_ALL": "en_GB.utf8", "LANG": "C"}, Signs.ALL),
        ({"LANG": "es_ES.ISO-8859-1"}, Signs.LETTERS),
        ({"LANG": "es_ES.ISO-8859-15@euro"}, Signs.LETTERS),
        ({"TERM": "linux"}, Signs.ASCII),
        ({"TERM": "vt100"}, Signs.ASCII),
        ({"CARTERA_ASCII": "1"}, Signs.ASCII),
        ({"CARTERA_ASCII": "0", "LANG": "C"}, Signs.ALL),
        ({"CARTERA_ASCII": "0", "LANG": "es_ES.ISO-8859-1"}, Signs.ALL),
    ],
)
def test_signs_are_plain_where_the_terminal_promises_no_others(environment, signs):
    assert judge_terminal(XTERM | environment).signs is signs


def test_nothing_is_animated_over_ssh_unless_asked():
    assert judge_terminal(XTERM).moves
    assert not judge_terminal(XTERM | {"SSH_TTY": "/dev/pts/3"}).moves
    assert judge_terminal(XTERM | {"SSH_TTY": "/dev/pts/3", "TEXTUAL_ANIMATIONS": "full"}).moves
    assert not judge_terminal(XTERM | {"TEXTUAL_ANIMATIONS": "none"}).moves


def test_only_terminals_with_a_window_get_a_title_and_a_clipboard():
    assert judge_terminal(XTERM).titles
    assert judge_terminal(XTERM).copies
    assert not judge_terminal(XTERM | {"TERM": "linux"}).titles
    assert not judge_terminal(XTERM | {"TMUX": "/tmp/tmux-0/default,1,0"}).copies


def test_a_choice_is_kept_and_a_damaged_one_means_nothing(tmp_path):
    folder = PrivateFolder(tmp_path / "person")
    assert recall_taste(folder) == Taste()
    keep_taste(folder)(Taste("light", "ascii"))
    assert recall_taste(folder) == Taste("light", "ascii")
    (folder.path / LOOKS_FILE).write_text("[1, 2]")
    assert recall_taste(folder) == Taste()
    (folder.path / LOOKS_FILE).write_text('{"theme": 3}')
    assert recall_taste(folder) == Taste()


@given(st.text())
def test_without_letters_everything_is_ascii_and_as_wide_as_before(text):
    shown = in_ascii(text, Signs.LETTERS)
    assert shown.isascii()
    assert cell_len(shown) == sum(map(cell_len, text)) or not text.isprintable()


@given(st.text(alphabet=st.characters(min_codepoint=0x2500, max_codepoint=0x259F)))
def test_every_line_and_block_has_a_plain_sign(text):
    assert in_ascii(text).isascii()


def test_plain_signs_leave_letters_alone():
    assert in_ascii("│ Señor “Ñandú” → 48 k€…") == '| Señor "Ñandú" > 48 kE~'
    assert in_ascii("長い株 👍") == "長い株 👍"
    assert in_ascii("Señor Łukasz 長", Signs.LETTERS) == "Senor ?ukasz ??"


def test_every_theme_says_every_meaning():
    assert set(THEMES) == {"dark", "light", "contrast", "ansi", "plain"}
    assert all(unicodedata.category(each[0]).startswith("L") for each in THEMES)
