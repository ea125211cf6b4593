"""What a terminal can show, judged from what it says of itself in the environment; no terminal is asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from ...schema.dataclass import dataclass
from .signs import Signs
from .themes import THEMES

DARK, LIGHT, SIXTEEN, COLOURLESS = "dark", "light", "ansi", "plain"


class Colours(IntEnum):
    """How many colours there are."""

    NONE = 0
    SIXTEEN = 16
    FIXED = 256
    MANY = 2**24


@dataclass(frozen=True, slots=True)
class Taste:
    """What a person has chosen, whatever the terminal; empty where nothing was."""

    theme: str = ""
    """One of our themes."""
    signs: str = ""
    """``ascii`` or ``all``."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How to draw in this terminal for this person."""

    theme: str = DARK
    """One of our themes."""
    signs: Signs = Signs.ALL
    """Which characters may be sent."""
    colours: Colours = Colours.MANY
    """How many colours may be sent."""
    moves: bool = False
    """Whether anything may be animated: not over a slow line."""
    titles: bool = False
    """Whether it has a window whose title can be set."""
    copies: bool = False
    """Whether it is believed to take a text into the clipboard (OSC 52)."""
    taste: Taste = Taste()
    """What the person had chosen."""


_COLOURLESS = ("vt52", "vt1", "vt2", "vt3", "vt4")
"""Glass terminals, and what still calls itself one."""

_BARE = (*_COLOURLESS, "linux", "ansi", "cons25", "sun", "dumb", "unknown")
"""Terminals without a window, whose fonts have letters and little else: they would print a title they are given."""

_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python itself writes into ``LC_CTYPE`` when it is started in the C locale: nobody has said so."""

_UTF8 = ("utf-8", "utf8")

_LIGHT_GROUNDS = {"7", "15"}
"""White and bright white, as ``COLORFGBG`` numbers them."""


NOTHING_CHOSEN = Taste()
"""The taste of who has not said any."""


def judge_terminal(environment: Mapping[str, str], taste: Taste = NOTHING_CHOSEN) -> Looks:
    """Return how to draw in the terminal that ``environment`` tells of."""
    term = environment.get("TERM", "")
    colours = _colours(environment, term)
    distant = bool(environment.get("SSH_TTY") or environment.get("SSH_CONNECTION"))
    asked_still = environment.get("TEXTUAL_ANIMATIONS", "none" if distant else "full").lower() == "none"
    bare = term.startswith(_BARE) or not term
    return Looks(
        _theme(environment, colours, taste),
        _signs(environment, term, taste),
        colours,
        moves=not asked_still,
        titles=not bare,
        copies=not bare and not term.startswith(("screen", "tmux")) and not _lacks_clipboard(environment),
        taste=taste,
    )


def _colours(environment: Mapping[str, str], term: str) -> Colours:
    if environment.get("NO_COLOR") or term.startswith(_COLOURLESS) or term.endswith(("-mono", "-m")):
        return Colours.NONE
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return Colours.MANY
    return Colours.FIXED if term.endswith(("-256color", "-kitty")) else Colours.SIXTEEN


def _theme(environment: Mapping[str, str], colours: Colours, taste: Taste) -> str:
    """Return the theme asked for, as far as there are colours for it; else one that fits the terminal's background."""
    if colours is Colours.NONE:
        return COLOURLESS
    asked = environment.get("CARTERA_THEME", "")
    if asked in THEMES:
        return asked
    if colours is Colours.SIXTEEN:
        return taste.theme if taste.theme == COLOURLESS else SIXTEEN
    if taste.theme in THEMES:
        return taste.theme
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in _LIGHT_GROUNDS else DARK


def _signs(environment: Mapping[str, str], term: str, taste: Taste) -> Signs:
    asked = environment.get("CARTERA_ASCII", "")
    charset = _charset(environment)
    if asked and asked != "0":
        return Signs.ASCII
    if charset and not charset.lower().endswith(_UTF8) and asked != "0":
        return Signs.LETTERS
    if asked == "0" or taste.signs == Signs.ALL:
        return Signs.ALL
    return Signs.ASCII if not charset or term.startswith(_BARE) or taste.signs == Signs.ASCII else Signs.ALL


def _charset(environment: Mapping[str, str]) -> str:
    """Return the character set of the locale; empty where it names none: letters will do, signs may not."""
    kind = environment.get("LC_CTYPE", "")
    named = environment.get("LC_ALL") or ("" if kind in _COERCED else kind) or environment.get("LANG", "")
    return named.partition("@")[0].partition(".")[2]


def _lacks_clipboard(environment: Mapping[str, str]) -> bool:
    """Return whether what draws for us, or stands between, is known to keep such texts to itself."""
    between = environment.get("TMUX") or environment.get("STY")
    return bool(between or environment.get("VTE_VERSION")) or environment.get("TERM_PROGRAM") == "Apple_Terminal"
