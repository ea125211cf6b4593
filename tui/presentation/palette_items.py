"""What the palette offers: actions, lists and records in one order, by fit first and by habit then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...records.snapshot import Snapshot
from ...schema.dataclass import dataclass
from ...schema.folding import fold
from ...schema.language import ENGLISH
from ..actions import USUAL, Action, ActionTable, Group, Standing, other_words
from ..palette.fitting import Fit, fits_but_slip, judge_fit
from ..palette.titles import TitleHit
from ..palette.visits import NO_VISITS, Visits
from .choices import ACTION, LIST, RECORD, action_item, list_item, record_item
from .lines import Item, blank, heading
from .values import Reader

MOST = 60
"""More matches than anybody reads."""
LATELY = 8
"""Things opened before that are offered before anything is typed."""
ENOUGH = 8
"""With so many good fits the vague ones are left out."""
_KINDS = (ACTION, LIST, RECORD)
_HABIT = 1.6
"""How many classes of fit a habit is worth at most."""


@dataclass(frozen=True, slots=True)
class PaletteGround:
    """What the palette stands on."""

    standing: Standing
    """Where it was opened, and on what."""
    reader: Reader
    """Who reads."""
    snapshot: Snapshot | None
    """The records; None while the book is being read."""
    table: ActionTable = USUAL
    """The actions with their keys."""
    visits: Visits = NO_VISITS
    """What was opened before."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that fits: what choosing it does, how it fits, its folded name."""

    target: str
    fit: Fit
    name: str


def palette_items(text: str, ground: PaletteGround, hits: Sequence[TitleHit] = ()) -> list[Item]:
    """Return everything that fits ``text``, the best first; before anything is typed, what was opened lately."""
    wanted = fold(" ".join(text.split()))
    if not wanted:
        return _unasked(ground)
    found = [_Found(RECORD + each.id, each.fit, each.name) for each in hits]
    found += [*_actions(wanted, ground), *_lists(wanted, ground)]
    good = [each for each in found if each.fit < Fit.SCATTERED]
    ranked = sorted(good if len(good) >= ENOUGH else found, key=lambda each: _rank(each, ground.visits))
    return [item for each in ranked[:MOST] if (item := _item(each.target, ground))]


def remembered_records(visits: Visits) -> tuple[str, ...]:
    """Return the ids of the records opened before, the weightiest first."""
    return tuple(each.removeprefix(RECORD) for each in visits.latest() if each.startswith(RECORD))


def _rank(found: _Found, visits: Visits) -> tuple[float, int, int, str]:
    """Return what is sorted by: fit and habit, then actions before lists before records; records first where it is vague."""
    weight = visits.weight(found.target)
    kind = _KINDS.index(found.target[: found.target.index(":") + 1])
    vague = found.fit >= Fit.SCATTERED
    return found.fit - _HABIT * weight / (1.0 + weight), -kind if vague else kind, len(found.name), found.name


def _unasked(ground: PaletteGround) -> list[Item]:
    """Return what was opened lately, then what can be done here."""
    words = ground.reader.words
    lately = [item for each in ground.visits.latest() if (item := _item(each, ground))][:LATELY]
    items = [heading(words("Lately")), *lately, blank()] if lately else []
    actions = [action_item(each, ground.standing, ground.reader.language) for each in _offered(ground)]
    return [*items, heading(words("What can be done here")), *actions]


def _offered(ground: PaletteGround) -> Iterable[Action]:
    return (each for each in ground.table.in_place(ground.standing.place) if each.group is not Group.MOVE)


def _item(target: str, ground: PaletteGround) -> Item | None:
    """Return the line of a target; None where it is not there any more."""
    if target.startswith(ACTION):
        action = ground.table.by_id.get(target.removeprefix(ACTION))
        is_here = action is not None and action.is_in(ground.standing.place)
        return action_item(action, ground.standing, ground.reader.language) if action and is_here else None
    if ground.snapshot is None:
        return None
    if target.startswith(RECORD):
        return record_item(target.removeprefix(RECORD), ground.snapshot, ground.reader)
    name = target.removeprefix(LIST)
    known = name in ground.snapshot.schema.types
    return list_item(name, ground.snapshot, ground.reader.language) if known else None


def _actions(wanted: str, ground: PaletteGround) -> Iterator[_Found]:
    for action in _offered(ground):
        language = ground.reader.language
        own = fold(action.title.text(language))
        beside = f"{action.id} {action.title.text(ENGLISH)} {other_words(action.id, language)}"
        fit = _fit(wanted, own, fold(beside))
        if fit is not None:
            yield _Found(ACTION + action.id, fit, own)


def _lists(wanted: str, ground: PaletteGround) -> Iterator[_Found]:
    if ground.snapshot is None:
        return
    for name, record_type in ground.snapshot.schema.types.items():
        own = fold(ground.reader.language.choose(record_type.plural))
        fit = _fit(wanted, own, " ".join(record_type.called))
        if fit is not None:
            yield _Found(LIST + name, fit, own)


def _fit(wanted: str, name: str, beside: str) -> Fit | None:
    fit = judge_fit(wanted, name, beside)
    if fit is None and fits_but_slip(wanted, f"{name} {beside}"):
        return Fit.SLIP
    return fit
