"""The screen: the terminal program in a real pseudo-terminal, what a key costs in time and in bytes on the line."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Sequence

from .books import BenchBook
from .measure import Measure, best
from .screen_floors import BARE, SCREENS, TABLE, mutt, textual_program
from .starting import CARTERA, cache_environment
from .terminal import Answer, Terminal

DOWN, UP, PAGE, OPEN, BACK = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\r", b"\x1b"
HELD = 30
SWITCH_QUIET = 0.25
"""A screen that is left and another that is built may draw in several goes."""


def screen_environment(book: BenchBook) -> dict[str, str]:
    """Return the environment of a terminal that all programs measured here share."""
    environment = cache_environment(book.root.parent / "cache")
    private = str(book.root.parent / "state")
    return environment | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_STATE_HOME": private}


def first_client(book: BenchBook) -> bytes:
    """Return the title of the client that the first screen shows first."""
    return min(path.parent.name for path in book.root.glob("clients/*/client.md")).title().encode()


def measure_first_data(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """From the start of the process until the first client stands on the screen, and until a key is answered.

    What is drawn before the screens takes no keys, and so the key is one whose answer is known by its text: it is typed as
    soon as there is something to read, and opens the filter. The screens' own first frame is measured beside it.
    """
    environment, marker = screen_environment(book), first_client(book)
    words = [str(CARTERA), "-C", str(book.root)]

    def own() -> float:
        with Terminal(words, environment) as terminal:
            return terminal.wait_for(marker)

    def screens() -> float:
        with Terminal(words, environment | {"CARTERA_NO_EARLY_PAGE": "1"}) as terminal:
            return terminal.wait_for(marker)

    def answered() -> float:
        with Terminal(words, environment) as terminal:
            terminal.wait_for(marker)
            terminal.send(b"/")
            return terminal.wait_for(b"owner:me")

    def bare() -> float:
        with Terminal([sys.executable, "-c", BARE], environment) as terminal:
            return terminal.wait_for(b"first data here")

    with _opened(book, environment):
        pass  # what a start leaves for the next one is there
    seconds, drawn, interactive, floor = best([own, screens, answered, bare], max(3, rounds))
    yield Measure("first-data", book.size, seconds, "bare Textual app", floor)
    yield Measure("first-screen", book.size, drawn, "bare Textual app", floor)
    yield Measure("interactive", book.size, interactive, "bare Textual app", floor)


def measure_keys(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A step, a scrolled row, a page and a held key in the longest list, beside DataTable; and what a step sends."""
    environment = screen_environment(book)
    with mutt(book.root.parent, environment) as reader:
        step_of_mutt = _median(_presses([reader], b"j", rounds)[0], "size") if reader else None
    with textual_program(TABLE, b"Cliente 00007", environment) as table, _opened(book, environment) as own:
        _open_longest_list(own)
        keys, floor = _keys_of((own, table), rounds)
    for name in ("step", "scroll", "page", "held"):
        yield Measure(name, book.size, keys[name][0], "DataTable, 1k rows", floor[name][0])
    beside = "mutt" if step_of_mutt else "-"
    yield Measure("bytes-step", book.size, keys["step"][1], beside, step_of_mutt or 1.0)
    yield Measure("bytes-scroll", book.size, keys["scroll"][1], "DataTable", floor["scroll"][1])


def measure_typing(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A key of a filter and of a search until the letter stands there, and until what it finds does."""
    # A cursor that blinks twice a second leaves no moment of rest.
    environment = screen_environment(book) | {"TEXTUAL_ANIMATIONS": "none"}
    with _opened(book, environment) as own:
        own.press(b"/", SWITCH_QUIET)
        filtered = [own.press(key, SWITCH_QUIET) for _ in range(rounds) for key in (b"a", b"\x7f")]
        own.press(BACK, SWITCH_QUIET)
        own.press(BACK, SWITCH_QUIET)
        own.press(b"S", SWITCH_QUIET)
        own.press(b"c", 2.0)
        found = [own.press(key, SWITCH_QUIET) for _ in range(rounds) for key in (b"l", b"\x7f")]
    yield Measure("filter-echo", book.size, _median(filtered, "first"), "-", 1.0)
    yield Measure("filter-key", book.size, _median(filtered), "-", 1.0)
    yield Measure("search-echo", book.size, _median(found, "first"), "-", 1.0)
    yield Measure("search-key", book.size, _median(found), "-", 1.0)


def measure_switches(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """Another screen: the pipeline and back, a record and back, beside a pushed Textual screen."""
    environment = screen_environment(book)
    with textual_program(SCREENS, b"Cliente 00007", environment) as plain:
        pushed = [plain.press(key, SWITCH_QUIET) for _ in range(rounds) for key in (b"r", BACK)]
    with _opened(book, environment) as own:
        opened = [own.press(key, SWITCH_QUIET) for _ in range(rounds) for key in (OPEN, BACK)]
        went: list[Answer] = []
        for word in (b"e", b"c") * rounds:
            own.press(b"g", SWITCH_QUIET)
            went.append(own.press(word, SWITCH_QUIET))
    for name, answers in (("open-record", opened), ("switch", went)):
        first, floor = _there_and_back(answers, "first"), _there_and_back(pushed, "first")
        yield Measure(name, book.size, first, "Textual screen", floor)
        size, floor = _there_and_back(answers, "size"), _there_and_back(pushed, "size")
        yield Measure(f"bytes-{name}", book.size, size, "Textual screen", floor)


def _opened(book: BenchBook, environment: dict[str, str]) -> Terminal:
    terminal = Terminal([str(CARTERA), "-C", str(book.root)], environment)
    terminal.wait_for(first_client(book))
    terminal.rest(1.0)
    return terminal


def _open_longest_list(own: Terminal) -> None:
    """Show the interactions, half of all records, without the preview that no table beside it has."""
    own.press(b"go", SWITCH_QUIET)
    own.press(b"interac", SWITCH_QUIET)
    own.press(OPEN, 1.0)
    own.press(b"P", SWITCH_QUIET)


def _keys_of(terminals: Sequence[Terminal], rounds: int) -> list[dict[str, tuple[float, float]]]:
    """Return seconds and bytes of each movement, by terminal: within the page, at its end, by pages, and held down.

    The terminals take turns at each key, so that whatever else the machine does falls on all of them.
    """
    for each in terminals:
        each.press(DOWN)
    found = {"step": _presses(terminals, DOWN, rounds)}
    for each in terminals:
        each.press(DOWN, times=45)
    found["scroll"] = _presses(terminals, DOWN, rounds)
    found["page"] = _presses(terminals, PAGE, 2)
    found["held"] = _presses(terminals, DOWN, 2, times=HELD)
    return [
        {name: (_median(answers[place]), _median(answers[place], "size")) for name, answers in found.items()}
        for place in range(len(terminals))
    ]


def _presses(terminals: Sequence[Terminal], key: bytes, rounds: int, times: int = 1) -> list[list[Answer]]:
    """Return what each terminal answers to a key, pressed in turns."""
    turns = [[each.press(key, times=times) for each in terminals] for _ in range(3 * rounds)]
    return [list(answers) for answers in zip(*turns, strict=True)]


def _there_and_back(answers: Sequence[Answer], what: str) -> float:
    """Return the mean of the two directions, which come by turns: a screen that opens sends another number than one that closes."""
    return (_median(answers[::2], what) + _median(answers[1::2], what)) / 2


def _median(answers: Sequence[Answer], what: str = "seconds") -> float:
    return float(statistics.median(getattr(each, what) for each in answers))
