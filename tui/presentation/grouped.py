"""Groups of a list as rows of its table, and what of a list is summed and turned round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...records.query.columns import find_column
from ...records.query.facts import Facts
from ...schema.clean import clean
from ...schema.field import Field
from ...schema.formats import show_money
from ...schema.language import Language
from ...schema.record_type import RecordType
from .cells import Column, Heading
from .values import Reader

# Most lists stand in no groups, and the first one has to be quick.
if TYPE_CHECKING:
    from ...records.query.groups import Group

HEADING = "\0"
"""What the keys of headings begin with: no record's id does."""

_MONEY = "money"


def lay_out(
    groups: Sequence[Group], folded: frozenset[str], title: Callable[[Group], str], language: Language
) -> tuple[tuple[str, ...], Mapping[str, Heading]]:
    """Return the rows of grouped records: each heading, and unless it is folded what is under it."""
    ids: list[str] = []
    headings: dict[str, Heading] = {}
    for group in groups:
        key = f"{HEADING}{group.key}"
        is_folded = group.key in folded
        about = "  ".join(show_money(each, language) for each in group.sums)
        headings[key] = Heading(clean(title(group)), len(group.ids), clean(about), is_folded)
        ids.append(key)
        if not is_folded:
            ids.extend(group.ids)
    return tuple(ids), headings


def group_titles(facts: Facts, reader: Reader) -> Callable[[Group], str]:
    """Return what groups are called."""
    from ...records.views.group_title import title_of_group

    zone = facts.now.tzinfo or facts.snapshot.config.zone
    return lambda group: title_of_group(facts.snapshot, group, reader.language, zone)


def money_of(types: Iterable[RecordType], columns: Sequence[Column], facts: Facts) -> str:
    """Return the first column of money that is shown and adds up: groups show its sums; empty where there is none."""
    found = list(types)
    sources = ((column.name, find_column(each, column.name, facts)) for column in columns for each in found)
    return next((name for name, source in sources if source is not None and _adds_up(source.field)), "")


def _adds_up(field: Field) -> bool:
    return field.kind.name == _MONEY and not field.not_summed


def turned(order: str, name: str) -> str:
    """Return the order by ``name``, falling where the list rises by it already."""
    return f"{name}-" if order == name else name
