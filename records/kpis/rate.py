"""Rates: a share with numerator and denominator, its interval where there are few, its reason where there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...schema.sentences import Sentence
from .stats import HUNDRED, wilson
from .value import SMALL, Exclusion, Figure, Line, Part, no_figure


def rate(
    part: Decimal | int,
    whole: Decimal | int,
    nothing: Sentence,
    *,
    n: int | None = None,
    parts: Sequence[Part] = (),
    exclusions: Sequence[Exclusion] = (),
    beside: Mapping[str, Decimal | None] | None = None,
    lines: tuple[Line, ...] = (),
    notes: tuple[Sentence, ...] = (),
) -> Figure:
    """Return the share ``part`` of ``whole`` in percent; ``nothing`` is the reason where there is no whole.

    ``n`` is how many records the whole are, where it is not itself a count of records.
    """
    beside = beside or {}
    if not whole:
        return no_figure(nothing, beside, exclusions=exclusions, lines=lines)
    size = int(whole) if n is None else n
    return Figure(
        HUNDRED * part / whole,
        n=size,
        numerator=Decimal(part),
        denominator=Decimal(whole),
        parts=parts,
        exclusions=exclusions,
        beside=beside,
        lines=lines,
        interval=wilson(part, whole) if size < SMALL and 0 <= part <= whole else None,
        notes=notes,
    )
