"""Regular expressions that are compiled when they are first used.

Compiling one takes a tenth of a millisecond or more; a command imports eighty of them and uses some twenty. To whoever
checks types it is ``re.compile``. ``CARTERA_EARLY_PATTERNS=1`` compiles them where they are written.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or os.environ.get("CARTERA_EARLY_PATTERNS"):
    from re import compile as late
else:

    class late:  # noqa: N801 - it stands where a function stands
        """A pattern whose first use compiles it; whatever is asked of it is then asked of the compiled one."""

        def __init__(self, pattern: Any, flags: int = 0) -> None:
            self._asked = (pattern, flags)

        def __getattr__(self, name: str) -> Any:
            """Return what the compiled pattern has under ``name``, and remember it."""
            if name.startswith("__"):
                raise AttributeError(name)
            found = self.__dict__[name] = getattr(re.compile(*self._asked), name)
            return found


__all__ = ["late"]
