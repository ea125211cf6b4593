"""What of a saved view means nothing in a book: an unknown type, a query with a slip, a field that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from ...schema.dataclass import dataclass
from ...schema.dates_in_words import Moment
from ...schema.errors import Refused
from ...schema.language import Language
from ...schema.nearest import nearest
from ...schema.problems import Problem, Severity
from ...schema.reader import Desk
from ...schema.sentences import Sentence, sentence
from ..query.columns import UnknownColumn, find_column
from ..query.facts import Facts
from ..query.groups import check_grouping
from ..query.language import parse_query
from ..query.match import compile_query
from ..query.mistakes import BadQuery
from ..query.names import names_of_fields
from ..query.order import check_order
from ..snapshot import Snapshot
from .saved import VIEW, Origin, SavedView, view_of_tree

_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - the zone is the book's
"""On which day a view is judged does not matter: what its words mean moves with the day, whether they mean does not."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a view that means nothing."""

    field: str
    """The field of the view."""
    message: Sentence
    """What is wrong."""
    hint: Sentence | None
    """What would mend it."""


class FlawedView(Refused):
    """A view cannot be saved as it is."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message, flaw.hint)
        self.flaw = flaw
        """What is wrong with it."""


def check_view(view: SavedView, facts: Facts) -> None:
    """Return when all of a view means something.

    Raises:
        FlawedView: it does not.

    """
    flaw = next(flaws_of(view, facts), None)
    if flaw is not None:
        raise FlawedView(flaw)


def flaws_of(view: SavedView, facts: Facts) -> Iterator[Flaw]:
    """Yield what of a view means nothing in this book."""
    unknown = [each for each in view.types if each not in facts.types]
    for each in unknown:
        near = nearest(each, facts.types)
        hint = sentence("Did you mean “{nearest}”?", nearest=near) if near else None
        yield Flaw("types", sentence("There is no record type “{type}”.", type=each), hint)
    types = [facts.types[each] for each in view.types if each in facts.types]
    if unknown or not types:
        return
    yield from _flaw("query", lambda: compile_query(parse_query(view.query), facts, view.types))
    yield from _flaw("order", lambda: check_order(view.order, types, facts))
    if view.group:
        yield from _flaw("group", lambda: check_grouping(view.group, types, facts))
    for name in view.columns:
        if not any(find_column(each, name, facts) for each in types):
            mistake = UnknownColumn(name, names_of_fields(types))
            yield Flaw("columns", mistake.sentence, mistake.hint)


def judge_views(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield what is wrong with the views of the book; a view with a flaw hides no other."""
    facts = _facts(snapshot)
    for record in snapshot.of_type(VIEW):
        view = view_of_tree(record.name, record.tree, Origin.BOOK)
        for flaw in flaws_of(view, facts):
            yield Problem(record.path, "bad-view", flaw.message, Severity.ERROR, field=flaw.field, hint=flaw.hint)


def _flaw(field: str, check: Callable[[], object]) -> Iterator[Flaw]:
    try:
        check()
    except BadQuery as mistake:
        yield Flaw(field, mistake.sentence, mistake.hint)


def _facts(snapshot: Snapshot) -> Facts:
    moment = Moment(_ANY_DAY.replace(tzinfo=snapshot.config.zone), Language(snapshot.config.language))
    return Facts(snapshot, Desk(moment, snapshot.config.currency, snapshot.config.country))
