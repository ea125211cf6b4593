"""Drawing sparingly: what a terminal shows after the changes is what Textual would have drawn whole."""

import unicodedata

import pyte
import pytest
from cartera.tui.drawing.cells import cells_of
from cartera.tui.drawing.looks import BARE, Look, look_of, turn
from cartera.tui.drawing.shadow import Shadow
from cartera.tui.drawing.shift import Shift, find_shift
from cartera.tui.drawing.sparing import shadow_for
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

COLOURS = ColorSystem.TRUECOLOR
STYLES = [
    Style(),
    Style(color="#e0e0e0", bgcolor="#121212"),
    Style(color="#e0e0e0", bgcolor="#121212", bold=True),
    Style(color="#ffa62b", bgcolor="#121212", dim=True, italic=True),
    Style(color="#e0e0e0", bgcolor="#0178d4", underline=True),
    Style(color="red", bgcolor="default", reverse=True),
    Style(color="color(99)", bgcolor="color(17)"),
]
HOSTILE = ["漢字", "가", "é", "😀", "a\u0301\u0302", "Ñandú", "┌─┐", "▁▂█", "…", "→", "[/]", "%s", "\\", "ﬁ", "ａ"]


def fitted(pieces, width):
    """Return a strip of pieces, each a text and the number of a style, in exactly ``width`` cells."""
    strip = Strip([Segment(text, STYLES[style]) for text, style in pieces])
    return strip.adjust_cell_length(width, STYLES[pieces[-1][1]] if pieces else STYLES[1])


def whole(lines, width):
    return LayoutUpdate([[fitted(each, width)] for each in lines], Region(0, 0, width, len(lines)))


class Emulator:
    """A terminal as ours are, without automatic line ends."""

    def __init__(self, width, height):
        self.screen = pyte.Screen(width, height)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self.stream = pyte.Stream(self.screen)
        self.size = width, height

    def shows(self):
        width, height = self.size
        return [[_seen(self.screen.buffer[y][x]) for x in range(width)] for y in range(height)]


def _seen(char):
    """Return what one sees of a cell: a blank has no colour of its own unless it is underlined or turned round."""
    front = char.fg if char.data.strip() or char.reverse or char.underscore else ""
    return char.data, front, char.bg, char.bold and bool(char.data.strip()), char.underscore, char.reverse


def drawn_whole(lines, width):
    """Return what an emulator shows of lines that are written whole onto an empty screen."""
    emulator = Emulator(width, len(lines))
    for y, line in enumerate(lines):
        emulator.stream.feed(f"\x1b[{y + 1}H")
        for segment in fitted(line, width):
            emulator.stream.feed(turn(BARE, look_of(segment.style, COLOURS)) + segment.text + "\x1b[m")
    return emulator.shows()


texts = st.one_of(st.text(st.sampled_from(" abcñÉ─█"), max_size=12), st.sampled_from(HOSTILE), st.just(" " * 14))
lines = st.lists(st.tuples(texts, st.integers(0, len(STYLES) - 1)), min_size=1, max_size=4)
WIDTH, HEIGHT = 30, 9
screens = st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)


@given(st.lists(screens, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_the_terminal_shows_what_was_drawn_after_every_change(frames, erases, forgets):
    shadow, emulator = Shadow(erases=erases), Emulator(WIDTH, HEIGHT)
    for frame in frames:
        emulator.stream.feed(shadow.redraw(whole(frame, WIDTH), WIDTH, HEIGHT, COLOURS))
        assert emulator.shows() == drawn_whole(frame, WIDTH)
        if forgets:
            shadow.forget()


@given(
    st.lists(lines, min_size=20, max_size=20, unique_by=str), st.integers(1, 6), st.integers(0, 2), st.booleans(), lines
)
def test_a_scrolled_list_is_moved_by_the_terminal_and_still_right(rows, count, above, up, edge):
    heads = [[("head", 1)]] * above
    feet = [edge]
    first, second = (rows[:HEIGHT], rows[count : HEIGHT + count])[:: 1 if up else -1]
    frames = [[*heads, *each, *feet] for each in (first, second)]
    height = len(frames[0])
    shadow, emulator = Shadow(erases=True), Emulator(WIDTH, height)
    for frame in frames:
        emulator.stream.feed(shadow.redraw(whole(frame, WIDTH), WIDTH, height, COLOURS))
        assert emulator.shows() == drawn_whole(frame, WIDTH)


@given(screens, st.integers(0, HEIGHT - 1), lines, st.booleans())
def test_a_part_of_the_screen_is_put_where_it_belongs(frame, y, line, known):
    shadow, emulator = Shadow(erases=True), Emulator(WIDTH, HEIGHT)
    if known:
        emulator.stream.feed(shadow.redraw(whole(frame, WIDTH), WIDTH, HEIGHT, COLOURS))
    chops = [{0: None} for _ in range(HEIGHT)]
    chops[y] = {0: None, 5: fitted(line, 20), 25: None}
    part = ChopsUpdate(chops, [(y, 5, 25)], [[5, 25, 30]] * HEIGHT)
    emulator.stream.feed(shadow.redraw(part, WIDTH, HEIGHT, COLOURS))
    left, _, right = fitted(frame[y], WIDTH).divide([5, 25, 30]) if known else (None, None, None)
    if known and left.cell_length == 5 and right.cell_length == 5:
        frame = [*frame[:y], [], *frame[y + 1 :]]
        joined = Strip([*left, *fitted(line, 20), *right])
        wanted = Emulator(WIDTH, HEIGHT)
        wanted.stream.feed(
            Shadow(erases=False).redraw(LayoutUpdate([[joined]], Region(0, y, WIDTH, 1)), WIDTH, HEIGHT, COLOURS)
        )
        assert emulator.shows()[y] == wanted.shows()[y]
    shown = emulator.shows()[y][5:25]
    assert shown == drawn_whole([[*line]], 20)[0]


@given(st.lists(st.integers(0, len(STYLES) - 1), min_size=1, max_size=6))
def test_a_turn_from_look_to_look_ends_in_the_same_look_as_from_none(styles):
    looks = [cells_of([Strip([Segment("x", STYLES[each])])], COLOURS)[0][1] for each in styles]
    walked, direct = Emulator(3, 1), Emulator(3, 1)
    for before, after in zip([BARE, *looks], looks, strict=False):
        walked.stream.feed(turn(before, after))
    walked.stream.feed("x")
    direct.stream.feed(turn(BARE, looks[-1]) + "x")
    assert walked.screen.buffer[0][0] == direct.screen.buffer[0][0]


def _page(word, style, columns):
    """Return a full screen: words in columns with upright lines between them."""
    return [
        [
            piece
            for place in range(columns)
            for piece in ((f"{word} {y * 7 % 11:<{90 // columns - 8}}", style), ("│", 3))
        ]
        for y in range(40)
    ]


@pytest.mark.parametrize(("erases", "clears"), [(True, True), (False, False)])
def test_another_screen_is_drawn_on_empty_ground(erases, clears):
    shadow, emulator = Shadow(erases=erases), Emulator(100, 40)
    for frame in (_page("oferta", 1, 3), _page("client", 2, 4), _page("oferta", 1, 3)):
        sent = shadow.redraw(whole(frame, 100), 100, 40, COLOURS)
        emulator.stream.feed(sent)
        assert emulator.shows() == drawn_whole(frame, 100)
    assert ("\x1b[J" in sent) is clears


def test_an_upright_line_is_drawn_downwards():
    shadow, emulator = Shadow(erases=True), Emulator(WIDTH, HEIGHT)
    empty = [[("", 1)]] * HEIGHT
    lined = [[("  x" * 3, 3), (f"{y} wort", 2), (" " * 6, 1), ("│", 3)] for y in range(HEIGHT)]
    emulator.stream.feed(shadow.redraw(whole(empty, WIDTH), WIDTH, HEIGHT, COLOURS))
    sent = shadow.redraw(whole(lined, WIDTH), WIDTH, HEIGHT, COLOURS)
    emulator.stream.feed(sent)
    assert "│\b\x1b[B│\b\x1b[B│" in sent
    assert emulator.shows() == drawn_whole(lined, WIDTH)


def test_nothing_is_sent_when_nothing_changed():
    shadow, frame = Shadow(erases=True), whole([[("Contrato marco", 1)]], WIDTH)
    assert shadow.redraw(frame, WIDTH, 1, COLOURS)
    assert shadow.redraw(frame, WIDTH, 1, COLOURS) == ""


def test_one_changed_letter_is_one_letter_sent():
    shadow = Shadow(erases=True)
    shadow.redraw(whole([[("llamada", 0)]], WIDTH), WIDTH, 1, COLOURS)
    assert shadow.redraw(whole([[("llamadO", 0)]], WIDTH), WIDTH, 1, COLOURS) == "\x1b[1;7HO"


def test_a_line_whose_places_are_unsure_is_sent_whole():
    shadow = Shadow(erases=True)
    shadow.redraw(whole([[("漢 a", 0)]], WIDTH), WIDTH, 1, COLOURS)
    assert "漢" in shadow.redraw(whole([[("漢 b", 0)]], WIDTH), WIDTH, 1, COLOURS)


def test_a_forgotten_screen_is_sent_again():
    shadow, frame = Shadow(erases=True), whole([[("Oferta", 1)]], WIDTH)
    first = shadow.redraw(frame, WIDTH, 1, COLOURS)
    shadow.forget()
    assert shadow.redraw(frame, WIDTH, 1, COLOURS) == first


def test_a_terminal_that_erases_without_colour_gets_blanks():
    frame = whole([[(" " * WIDTH, 1)]], WIDTH)
    assert "\x1b[K" in Shadow(erases=True).redraw(frame, WIDTH, 1, COLOURS)
    assert " " * WIDTH in Shadow(erases=False).redraw(frame, WIDTH, 1, COLOURS)


def test_a_shift_is_found_although_something_beside_it_stays():
    def rows(first):
        return [cells_of([fitted([(f" row {n:08}", 1), (" " * 9 + "preview", 2)], WIDTH)], COLOURS) for n in first]

    assert find_shift(rows(range(8)), rows(range(1, 9))) == Shift(0, 7, 1)
    assert find_shift(rows(range(1, 9)), rows(range(8))) == Shift(0, 7, -1)
    assert find_shift(rows(range(8)), rows(range(8))) is None


@pytest.mark.parametrize(
    ("environment", "sparing"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "xterm-256color", "CARTERA_PLAIN_DRAWING": "1"}, False),
        ({"TERM": "vt52"}, False),
        ({}, False),
    ],
)
def test_drawing_is_left_to_textual_where_the_terminal_is_unknown_or_somebody_says_so(environment, sparing):
    assert (shadow_for(environment) is not None) is sparing


def test_a_look_says_whether_its_blanks_are_bare():
    assert Look(frozenset({"1"}), "", "44").is_even
    assert not Look(frozenset({"7"})).is_even


def test_combining_signs_share_the_place_of_their_letter():
    cells = cells_of([Strip([Segment("e\u0301x漢", None)])], COLOURS)
    assert [unicodedata.normalize("NFC", text) for text, _ in cells] == ["é", "x", "漢", ""]
