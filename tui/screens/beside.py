"""What stands beside a list: the record from 100 columns on, or under it; the story of its client from 160 on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.screen import Screen
from textual.widget import Widget

from ...records.snapshot import Snapshot
from ...schema.record import Record
from ..presentation.story import story_items
from ..presentation.values import Reader
from ..widgets.line_view import LineView

PREVIEW_FROM = 100
"""Terminal columns from which the preview is shown beside the list."""

STORY_FROM = 160
"""Terminal columns from which the story is shown beside the preview."""


def panes_beside() -> Iterator[Widget]:
    """Yield the panes that stand on the right of a list."""
    yield LineView(id="preview", can_focus=False)
    yield LineView(id="story", can_focus=False)


def arrange_panes(screen: Screen[None], width: int, *, wanted: bool | None) -> bool:
    """Show the panes there is room for, unless they are not ``wanted``; return whether any is shown.

    Where it is None nobody has said: then the preview is shown beside the list or not at all. Where it is wanted and
    there is no room beside the list, it stands under it.
    """
    is_wide = width >= PREVIEW_FROM
    shown = is_wide if wanted is None else wanted
    preview = screen.query_one("#preview")
    preview.display = shown
    preview.set_class(width >= STORY_FROM, "with-story")
    screen.query_one("#with-preview").set_class(shown and not is_wide, "under")
    screen.query_one("#story").display = shown and width >= STORY_FROM
    return shown


def show_story(screen: Screen[None], snapshot: Snapshot, record: Record | None, reader: Reader) -> None:
    """Show the story of the client of the record under the cursor, where there is room for it."""
    story = screen.query_one("#story", LineView)
    if story.display:
        story.show(story_items(snapshot, record, reader) if record else (), from_top=True)
