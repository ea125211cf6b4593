"""An application that looks as its terminal and its person want it: themes, signs, stillness."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import App, ReturnType
from textual.filter import LineFilter, NoColor

from ..schema.dataclass import replace
from .drawing.sheet import sheet_of
from .looks.signs import PlainSigns, Signs
from .looks.snapping import snapped
from .looks.themes import PREFIX, THEMES, theme_of, variables_of
from .looks.traits import Colours, Looks, Taste
from .safety_net import SafetyNet
from .titling import RESTORE_TITLE, SAVE_TITLE, title_order
from .typed_into import takes_text


def forget(_taste: Taste) -> None:
    """Keep nothing of what was chosen: for programs that run beside the person's own."""


class DressedApp(App[ReturnType], inherit_bindings=False):
    """What every application of ours draws with."""

    def __init__(self, looks: Looks, keep: Callable[[Taste], None] = forget) -> None:
        super().__init__()
        self.looks = looks
        """How to draw."""
        self._keep = keep
        self._title = ""
        self._net = SafetyNet()
        self._signs = PlainSigns(looks.signs)
        for name in THEMES:
            self.register_theme(theme_of(name, snapped(name) if looks.colours is Colours.FIXED else None))
        self.theme = PREFIX + looks.theme
        self.stylesheet = sheet_of(self.get_css_variables())
        if not looks.moves:
            self.animation_level = "none"

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of a text from blinking where nothing is to move: each blink is sent."""
        if not self.looks.moves and takes_text(event.widget):
            event.widget.cursor_blink = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the meanings for themes that are not ours."""
        return variables_of("dark")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters and ours: the last before the terminal see to it that it can show what is sent."""
        colourless = (NoColor(),) if self.looks.colours is Colours.NONE else ()
        return (*super().get_line_filters(), *colourless, self._net, *((self._signs,) if self._signs.enabled else ()))

    def say_title(self, *parts: str) -> None:
        """Write where one is into the title of the window, where there is one."""
        order = title_order(("Cartera", *parts), " · " if self.looks.signs is Signs.ALL else " - ")
        if self.looks.titles and order != self._title:
            self._write((SAVE_TITLE if not self._title else "") + order)
            self._title = order

    def restore_title(self) -> None:
        """Give the window its old title back."""
        if self._title:
            self._write(RESTORE_TITLE)
            self._title = ""

    def _write(self, order: str) -> None:
        if self._driver is not None:
            self._driver.write(order)

    def choose_theme(self, name: str) -> None:
        """Draw in the theme ``name`` from now on, and the next time too."""
        self.theme = PREFIX + name
        self._take_taste(replace(self.looks.taste, theme=name))

    def next_theme(self) -> str:
        """Draw in the next of our themes and return its name."""
        place = THEMES.index(self.theme.removeprefix(PREFIX)) if self.theme.removeprefix(PREFIX) in THEMES else -1
        name = THEMES[(place + 1) % len(THEMES)]
        self.choose_theme(name)
        return name

    def switch_signs(self) -> bool:
        """Draw with plain signs, or with all again; return whether they are plain now."""
        plain = self.looks.signs is Signs.ALL
        signs = Signs.ASCII if plain else Signs.ALL
        self.looks = replace(self.looks, signs=signs)
        self._signs = PlainSigns(signs)
        self._take_taste(replace(self.looks.taste, signs=signs.value))
        self.refresh_css(animate=False)
        return plain

    def _take_taste(self, taste: Taste) -> None:
        self.looks = replace(self.looks, taste=taste)
        self._keep(taste)
