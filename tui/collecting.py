"""Collecting garbage between the keys, never during one.

Python looks for garbage in the middle of whatever is done, and a look at all objects of a large book takes a tenth of a
second, in which no key is answered. Here it looks when nobody has typed for a moment, and leaves out what was made in
great numbers at once: records and what is known of them are held on purpose. ``CARTERA_USUAL_COLLECTOR=1`` leaves the
collector as Python has it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping

USUAL = "CARTERA_USUAL_COLLECTOR"
"""The environment variable that leaves the collector alone."""
PACE = 1.0
"""Seconds between two thoughts of collecting."""
GREAT = 50_000
"""Objects made within a pace that are no garbage but records: none of them is looked at again."""
FEW = 2_000
"""Objects not worth a look."""
MANY = 20
"""Looks at the young until there is one at all that are not left out."""


class Collector:
    """Decides when garbage is collected, and how much."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._is_on = environment.get(USUAL) != "1"
        self._looks = 0

    def hold(self) -> None:
        """Collect nothing by itself from now on, unless the collector is left as Python has it."""
        if self._is_on:
            gc.disable()
        else:
            gc.enable()

    def look(self) -> None:
        """Collect what little there is to collect; called when nobody is typing."""
        if not self._is_on:
            return
        made = gc.get_count()[0]
        if made >= GREAT:
            gc.freeze()
        elif made >= FEW:
            self._looks += 1
            gc.collect(2 if self._looks % MANY == 0 else 1)
