"""Cartera's themes: one palette of meanings each, and one that takes the terminal's own sixteen colours.

Screens and widgets name meanings, never colours. Where colours are few or none, the same meanings are told by reversed and
bold letters; the words and signs of a line say them in any case.
"""

from __future__ import annotations

from textual.theme import Theme

from ...schema.dataclass import dataclass

PREFIX = "cartera-"
"""Begins the name under which Textual knows our themes; people say the rest."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by what they mean."""

    ground: str
    """Behind everything."""
    raised: str
    """Behind boxes and lines one types in."""
    bar: str
    """Behind the first and the last line of the screen."""
    text: str
    """What is read."""
    muted: str
    """What is read second: labels, dates of the past, explanations."""
    accent: str
    """Keys, titles of columns, links: what can be pressed or followed."""
    good: str
    """Won, done, kept."""
    warning: str
    """Wants a look soon."""
    bad: str
    """Overdue, lost, broken."""
    money: str
    """Amounts."""
    cursor: str
    """Behind the row that keys act on."""
    cursor_text: str
    """The text of that row."""
    resting: str
    """Behind the row that keys would act on if the list had them."""
    line: str
    """Rules between panes and around boxes."""
    bar_text: str = ""
    """The text of the first and the last line; empty for the same as elsewhere."""
    bar_key: str = ""
    """The keys of the last line; empty for the accent."""
    bar_warning: str = ""
    """What needs attention, in the first line; empty for the warning's."""
    marks: bool = False
    """Whether the cursor and the bars are reversed, because there may be no colour to tell them by."""
    native: bool = False
    """Whether these are the terminal's own colours."""
    dark: bool = True
    """Whether the text is lighter than what lies behind it."""


PALETTES: dict[str, Palette] = {
    "dark": Palette(
        ground="#12171c",
        raised="#1b222a",
        bar="#232c36",
        text="#d8dee4",
        muted="#8a97a4",
        accent="#6cb6ff",
        good="#7fc98a",
        warning="#e0b354",
        bad="#f0837a",
        money="#c9d48a",
        cursor="#24466b",
        cursor_text="#ffffff",
        resting="#202a34",
        line="#3a4754",
    ),
    "light": Palette(
        ground="#fbfaf6",
        raised="#f1efe8",
        bar="#e4e0d4",
        text="#20262b",
        muted="#5d6770",
        accent="#0b5394",
        good="#1b6b35",
        warning="#7a4f00",
        bad="#a8201a",
        money="#4c5a00",
        cursor="#c4dcf3",
        cursor_text="#10161b",
        resting="#e9e6dc",
        line="#bdb8a9",
        dark=False,
    ),
    "contrast": Palette(
        ground="#000000",
        raised="#000000",
        bar="#1c1c1c",
        text="#ffffff",
        muted="#d2d2d2",
        accent="#66e0ff",
        good="#5cff8d",
        warning="#ffd23f",
        bad="#ff9a94",
        money="#e6ff8a",
        cursor="#ffe600",
        cursor_text="#000000",
        resting="#3a3a3a",
        line="#ffffff",
    ),
    "ansi": Palette(
        ground="ansi_default",
        raised="ansi_default",
        bar="ansi_blue",
        text="ansi_default",
        muted="ansi_default",
        accent="ansi_cyan",
        good="ansi_green",
        warning="ansi_yellow",
        bad="ansi_red",
        money="ansi_default",
        cursor="ansi_default",
        cursor_text="ansi_default",
        resting="ansi_default",
        line="ansi_blue",
        bar_text="ansi_bright_white",
        bar_key="ansi_bright_yellow",
        bar_warning="ansi_bright_yellow",
        marks=True,
        native=True,
    ),
    "plain": Palette(
        ground="ansi_default",
        raised="ansi_default",
        bar="ansi_default",
        text="ansi_default",
        muted="ansi_default",
        accent="ansi_default",
        good="ansi_default",
        warning="ansi_default",
        bad="ansi_default",
        money="ansi_default",
        cursor="ansi_default",
        cursor_text="ansi_default",
        resting="ansi_default",
        line="ansi_default",
        marks=True,
        native=True,
    ),
}
"""By the word people choose them with, in the order in which F9 goes through them."""

THEMES = tuple(PALETTES)
"""Their names."""


def theme_of(name: str, palette: Palette | None = None) -> Theme:
    """Return the theme ``name`` as Textual wants it; in the colours of another palette where one is given."""
    palette = palette or PALETTES[name]
    return Theme(
        name=PREFIX + name,
        primary=palette.line if palette.native else palette.cursor,
        secondary=palette.line,
        warning=palette.warning,
        error=palette.bad,
        success=palette.good,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.raised,
        panel=palette.bar,
        boost=palette.raised,
        dark=palette.dark,
        ansi=palette.native,
        variables=_variables(palette),
    )


def variables_of(name: str) -> dict[str, str]:
    """Return what the style sheet may ask of a theme beyond Textual's own names."""
    return _variables(PALETTES[name])


def _variables(palette: Palette) -> dict[str, str]:
    """Return the meanings by the names that style sheets and inline styles use, Textual's own widgets included."""
    reversed_if_marked = "reverse" if palette.marks else "none"
    native_bar = palette.native and palette.bar != "ansi_default"
    return {
        "ansi-background": palette.ground,
        "ansi-foreground": palette.text,
        "text": palette.text,
        "text-muted": palette.muted,
        "text-accent": palette.accent,
        "text-primary": palette.accent,
        "text-secondary": palette.accent,
        "text-success": palette.good,
        "text-warning": palette.warning,
        "text-error": palette.bad,
        "tone-money": palette.money,
        "tone-line": palette.line,
        "muted-style": "dim" if palette.native else "none",
        "primary-muted": palette.cursor,
        "bar": palette.bar,
        "bar-text": palette.bar_text or palette.text,
        "bar-key": palette.bar_key or palette.accent,
        "bar-warning": palette.bar_warning or palette.warning,
        "bar-style": "none" if native_bar or not palette.marks else "reverse",
        "cursor-row": palette.cursor,
        "cursor-text": palette.cursor_text,
        "cursor-style": "bold reverse" if palette.marks else "bold",
        "cursor-resting": palette.resting,
        "cursor-resting-style": "bold" if palette.marks else "none",
        "border": palette.line,
        "border-blurred": palette.line,
        "scrollbar": palette.line,
        "scrollbar-hover": palette.accent,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.ground,
        "scrollbar-background-hover": palette.ground,
        "scrollbar-background-active": palette.ground,
        "scrollbar-corner-color": palette.ground,
        "input-cursor-background": palette.text,
        "input-cursor-foreground": palette.ground,
        "input-cursor-text-style": reversed_if_marked,
        "input-selection-background": palette.cursor,
        "block-cursor-background": palette.cursor,
        "block-cursor-foreground": palette.cursor_text,
        "block-cursor-text-style": "bold reverse" if palette.marks else "bold",
    }
