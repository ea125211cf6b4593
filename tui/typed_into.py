"""Whether one types into a widget: told without loading the editor of long texts, which the first screen has none of."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeGuard

from textual.widget import Widget
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widgets import TextArea

_EDITOR = "textual.widgets._text_area"


def takes_text(widget: object) -> TypeGuard[Input | TextArea]:
    """Return whether what is typed goes into ``widget``."""
    if isinstance(widget, Input):
        return True
    if _EDITOR not in sys.modules or not isinstance(widget, Widget):
        return False
    from textual.widgets import TextArea

    return isinstance(widget, TextArea)
