"""Pictures of numbers in block characters: bars, lines of values, waterfalls, heat. Text only, exact in width.

Each says with its shape what its colour says too. Where a terminal lacks block characters the signs filter draws
likenesses of the same width.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = "▁▂▃▄▅▆▇█"
SHADES = " ░▒▓█"
NO_VALUE = "·"


def bar(value: Decimal | None, most: Decimal, width: int) -> str:
    """Return a bar of ``width`` cells filled by ``value`` of ``most``, in eighths of a cell; what is more stays full."""
    if value is None or most <= 0 or value <= 0:
        return " " * width
    eighths = min(width * 8, round(value / most * width * 8))
    whole, part = divmod(max(1, eighths), 8)
    text = EIGHTHS[8] * whole + (EIGHTHS[part] if part else "")
    return text.ljust(width)


def sparkline(values: Sequence[Decimal | None]) -> str:
    """Return one cell a value, the lowest at the bottom and the highest at the top; a dot where there is none."""
    known = [each for each in values if each is not None]
    if not known:
        return NO_VALUE * len(values)
    low, high = min(known), max(known)
    return "".join(NO_VALUE if each is None else LEVELS[_level(each, low, high, len(LEVELS))] for each in values)


def shade(value: int, most: int) -> str:
    """Return the shade of a cell of a heat map: blank for nothing, full for the most."""
    if value <= 0 or most <= 0:
        return SHADES[0]
    return SHADES[1 + min(len(SHADES) - 2, value * (len(SHADES) - 1) // (most + 1))]


def waterfall(amounts: Sequence[Decimal], width: int, most: Decimal = Decimal(0)) -> list[str]:
    """Return a line of ``width`` cells for each amount, each beginning where the one before ended.

    ``most`` widens the scale, for a target beyond the sum. An amount below zero is drawn back from where it begins.
    """
    ends = [sum(amounts[: place + 1], Decimal(0)) for place in range(len(amounts))]
    top = max([most, *ends, Decimal(1)])
    low = min([Decimal(0), *ends])
    scale = top - low
    lines = []
    for amount, end in zip(amounts, ends, strict=True):
        left, right = sorted((end - amount, end))
        first = int((left - low) / scale * width)
        last = min(width, max(first + (amount != 0), round((right - low) / scale * width)))
        sign = EIGHTHS[8] if amount >= 0 else SHADES[2]
        lines.append((" " * min(first, width - 1) + sign * (last - min(first, width - 1)))[:width].ljust(width))
    return lines


def _level(value: Decimal, low: Decimal, high: Decimal, levels: int) -> int:
    if high == low:
        return levels // 2 - 1
    return min(levels - 1, int((value - low) / (high - low) * levels))
