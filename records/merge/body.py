"""Three versions of a record's body merged by paragraph, and by line within one; what both add at one place stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ...schema.dataclass import dataclass
from .decisions import MISSING, Action, Decision, Side, Value, choose
from .pairing import pair_up
from .pieces import (
    LINE,
    PARAGRAPH,
    Piece,
    Pieces,
    Settle,
    cut,
    join,
    merge_gaps,
    settled,
    shared,
    texts_of,
    unite,
    weave,
)

BODY = "body"
"""What a body is called where fields are named."""


@dataclass(frozen=True, slots=True)
class MergedBody:
    """The outcome of a merge of bodies."""

    text: str
    """The merged body."""
    conflicts: tuple[Decision, ...] = ()
    """What both sides changed differently, place by place; the text has one of the two."""

    @property
    def is_conflict(self) -> bool:
        """Whether both sides changed the same lines."""
        return bool(self.conflicts)


def merge_bodies(base: str, ours: str, theirs: str, prefer: Side = Side.EITHER) -> MergedBody:
    """Merge what two sides made of the body ``base``."""
    conflicts: list[Decision] = []

    def choose_lines(before: Pieces, one: Pieces, other: Pieces) -> Pieces:
        if not before:
            return unite(one, other)
        sides = _value(before), _value(one), _value(other)
        kept = choose(*sides[1:], prefer)
        conflicts.append(Decision((BODY,), *sides, Action.CONFLICT, kept))
        return one if kept == sides[1] else other

    return MergedBody(_merge(base, ours, theirs, choose_lines), tuple(conflicts))


def join_bodies(base: str, ours: str, theirs: str) -> str:
    """Return what two sides made of ``base`` with nothing left out: where both changed the same lines, both stand."""
    return _merge(base, ours, theirs, lambda _before, one, other: unite(one, other))


def shared_paragraphs(ours: str, theirs: str) -> str:
    """Return what two texts without a common ancestor have in common, to stand for one: what both say is said once."""
    return join(shared(*(cut(version, PARAGRAPH) for version in sorted((ours, theirs)))), PARAGRAPH)


def _merge(base: str, ours: str, theirs: str, choose_lines: Settle) -> str:
    """Merge by paragraph; ``choose_lines`` is asked where both changed the same lines, or took away what one changed."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    return _woven([base, ours, theirs], PARAGRAPH, partial(_weave_paragraphs, choose_lines))


def _weave_paragraphs(choose_lines: Settle, versions: Sequence[Pieces]) -> Pieces:
    """Return what both sides made of each paragraph, and between them what either put there."""

    def merge_lines(before: Pieces, one: Pieces, other: Pieces) -> Pieces:
        if not one or not other:
            return choose_lines(before, one, other)
        texts = [join(version, PARAGRAPH) for version in (before, one, other)]
        lines = _woven(texts, LINE, partial(weave, settle=choose_lines))
        return [piece for piece in cut(lines, PARAGRAPH) if piece.text]

    base, ours, theirs = versions
    woven: Pieces = []
    places: list[Pieces] = [*([piece] for piece in base), []]
    for before, (added, one), (added_there, other) in zip(
        places, _beside(base, ours), _beside(base, theirs), strict=True
    ):
        woven += settled([], added, added_there, lambda _, *both: unite(*both))
        woven += settled(before, one, other, merge_lines)
    return woven


def _beside(base: Pieces, side: Pieces) -> Iterator[tuple[Pieces, Pieces]]:
    """Yield, for each piece of ``base`` and for its end, what a side put before it and what it made of it."""
    pairs = pair_up(texts_of(base), texts_of(side))
    following = iter([*pairs.values(), len(side)])
    at, upto = 0, next(following)
    for place in range(len(base) + 1):
        yield side[at:upto], [side[upto]] if place in pairs else []
        at = upto
        if place in pairs:
            at, upto = upto + 1, next(following)


def _woven(texts: Sequence[str], between: str, weave_pieces: Callable[[Sequence[Pieces]], Pieces]) -> str:
    """Return three texts woven piece by piece; they end as the side says that changed their end."""
    versions = [cut(text, between) for text in texts]
    *woven, last = weave_pieces(versions)
    end = merge_gaps(*(version[-1].gap for version in versions))
    return join([*woven, Piece(last.text, end)], between)


def _value(pieces: Pieces) -> Value:
    return join([*pieces[:-1], Piece(pieces[-1].text)], LINE) if pieces else MISSING
