"""The main screens stay built while others are shown: building one anew costs a tenth of a second and ten repaints.

Each comes back as it was left, and follows the records when it does. ``CARTERA_FRESH_SCREENS=1`` builds them anew.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.screen import Screen

from .acting import Acting
from .actions import Place

FRESH = "CARTERA_FRESH_SCREENS"
"""The environment variable that has every screen built anew."""
KEPT = frozenset({Place.CLIENTS, Place.PIPELINE, Place.TODAY})
"""Where one comes again and again."""


def kept_screen(app: App[Any], screen: Screen[Any], environment: Mapping[str, str] = os.environ) -> Screen[Any]:
    """Return the screen of the same kind that was shown before, else ``screen``, which is kept from now on.

    A screen that was opened with a question of its own is neither kept nor replaced.
    """
    if not isinstance(screen, Acting) or screen.place not in KEPT or screen.is_asked or environment.get(FRESH) == "1":
        return screen
    name = f"kept-{screen.place.value}"
    if app.is_screen_installed(name):
        return app.get_screen(name)
    app.install_screen(screen, name)
    return screen
