"""Scrolling what stands beside or below a list, while the cursor stays on its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..schema.sentences import sentence
from .widgets.line_view import LineView

if TYPE_CHECKING:
    from .app import Cartera


def scroll_beside(app: Cartera, step: str) -> None:
    """Scroll the pane beside the list by ``step``, or say why there is nothing to scroll."""
    pane = next((each for each in app.screen.query(LineView) if each.is_beside and each.display), None)
    if pane is None:
        app.tell(sentence("Nothing stands beside the list. {key} shows the record.", key="P"))
    elif not pane.overflows:
        app.tell(sentence("All of it is in sight."))
    else:
        pane.step(step)
