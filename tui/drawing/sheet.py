"""A style sheet that is read once: Textual reads all of it again when it starts, and whenever a widget comes that is new.

Reading one takes a twentieth of the start. Here what was read counts as long as the theme's colours are the same, however
many widgets there are: Textual remembers the styles of 64. ``CARTERA_USUAL_SHEET=1`` leaves it to Textual.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

USUAL = "CARTERA_USUAL_SHEET"
"""The environment variable that leaves the style sheet to Textual."""
MOST = 1_024
"""Styles of widgets that are remembered: more than there are."""


class KeptSheet(Stylesheet):
    """Reads again only what may have another meaning."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours, for which all is read anew; the same ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was not read yet for the colours of now; where something is wrong in it, all stays as it was."""
        self.parse()


def sheet_of(variables: dict[str, str], environment: Mapping[str, str] = os.environ) -> Stylesheet:
    """Return an empty style sheet for some colours."""
    return (Stylesheet if environment.get(USUAL) == "1" else KeptSheet)(variables=variables)
