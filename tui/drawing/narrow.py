"""Composing only what changes and is seen: Textual asks every widget for all of its lines when one line of one changes.

A step in a list changes two lines of forty; with this only those two are built, no widget above or below is asked, and
none that lies behind the list. ``CARTERA_PLAIN_DRAWING=1`` leaves it to Textual.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

from .sparing import PLAIN


class NarrowCompositor(Compositor):
    """Builds the lines of a crop and no others."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield each widget's place, the part of it that is in sight on the lines of ``crop``, and its lines there.

        They come from the front to the back, and end where nothing behind is seen. Lines are taken in their whole
        width: they are cut where widgets begin, not where a crop does. What stands beside it is left out.
        """
        lines = self.size.region if crop is None else Region(0, crop.y, self.size.width, crop.height)
        covered: list[Region] = []
        for widget, (region, clip) in self.visible_widgets.items():
            part = region.intersection(clip).intersection(lines)
            if part and (crop is None or part.overlaps(crop)):
                yield region, part, widget.render_lines(part.translate(-region.offset))
                covered = add_part(covered, part)
                if sum(each.area for each in covered) == lines.area:
                    return


def add_part(covered: list[Region], part: Region) -> list[Region]:
    """Return regions that do not overlap, with one more where it takes in those it meets; else as they were."""
    apart = [each for each in covered if not part.contains_region(each)]
    return covered if any(part.overlaps(each) for each in apart) else [*apart, part]


def compositor() -> Compositor:
    """Return what puts the widgets of a screen together."""
    return Compositor() if os.environ.get(PLAIN) == "1" else NarrowCompositor()
