"""Lines of a widget without a box: taken as they are, instead of through Textual's pass over borders and padding.

That pass costs a third of a millisecond a line, and a scrolled list has forty. What is left out is only what such a
widget does not have; the filters that every line goes through stay. ``CARTERA_PLAIN_DRAWING=1`` leaves all to Textual.
"""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from .sparing import SparingApp


def can_be_taken(widget: Widget) -> bool:
    """Return whether ``widget`` is drawn by nothing but its lines."""
    styles = widget.styles
    return (
        isinstance(widget.app, SparingApp)
        and widget.app.is_sparing
        and not styles.gutter
        and not styles.tint.a
        and styles.text_opacity == widget.opacity == 1.0
    )


def take_lines(widget: Widget, crop: Region) -> list[Strip]:
    """Return the lines of ``crop`` as the screen is to show them."""
    width = widget.size.width
    background = widget.background_colors[1]
    blank = widget.visual_style.rich_style
    filters = widget.get_line_filters()
    strips: list[Strip] = []
    for y in crop.line_range:
        strip = widget.render_line(y)
        if strip.cell_length != width:
            strip = strip.adjust_cell_length(width, blank)
        for each in filters:
            strip = strip.apply_filter(each, background)
        strips.append(strip)
    if crop.column_span != (0, width):
        strips = [strip.crop(*crop.column_span) for strip in strips]
    return strips
