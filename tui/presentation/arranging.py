"""What can be chosen for a list: its order, its columns, by what it is grouped; and its groups as rows of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...records.query.columns import columns_to_choose, find_column
from ...records.query.facts import Facts
from ...records.query.groups import DATES, find_grouping
from ...schema.clean import clean
from ...schema.field import Field, Shape
from ...schema.folding import fold
from ...schema.language import Language
from ...schema.record_type import RecordType
from .cells import Column, Tone
from .lines import Item, Span

NOTHING = "-"
"""The answer of a chooser that means: by nothing."""

_SPANS = ("week", "month", "quarter", "year")
_UNGROUPED = frozenset({"title", "path", "name", "body"})
"""Fields of which hardly two records have the same."""


def order_items(
    text: str, types: Sequence[RecordType], columns: Sequence[Column], order: str, facts: Facts, language: Language
) -> list[Item]:
    """Return by what a list can be ordered: the columns shown first; what it is ordered by says so."""
    shown = {column.name: column.title for column in columns}
    others = {each.name: language.choose(each.label) for each in _sortable(types) if each.name not in shown}
    items = [_order_item(name, title, order, language) for name, title in {**shown, **others}.items()]
    usual = Item((Span(language.gettext("(the usual order)"), Tone.MUTED),), target=NOTHING)
    return [*_fitting(text, [*items, usual]), *_dotted(text, types, facts, language)]


def group_items(text: str, types: Sequence[RecordType], group: str, facts: Facts, language: Language) -> list[Item]:
    """Return by what a list can be grouped; dates by their spans too."""
    items: list[Item] = []
    for field in columns_to_choose(types):
        label = language.choose(field.label)
        if field.name in _UNGROUPED or field.shape in {Shape.MAP, Shape.ENTRIES}:
            continue
        items.append(_group_item(field.name, label, group, language))
        if field.kind.name in DATES:
            items += [
                _group_item(f"{field.name}.{span}", f"{label}: {_span_name(span, language)}", group, language)
                for span in _SPANS
            ]
    nothing = Item((Span(language.gettext("(no groups)"), Tone.MUTED),), target=NOTHING)
    typed = text.strip()
    dotted = [
        _group_item(typed, language.choose(found.label), group, language)
        for found in [next(filter(None, (find_grouping(each, typed, facts) for each in types)), None)]
        if found is not None and "." in typed and typed not in {each.target for each in items}
    ]
    return [*_fitting(text, [nothing, *items]), *dotted]


def column_items(
    text: str, types: Sequence[RecordType], chosen: Sequence[str], facts: Facts, language: Language
) -> list[Item]:
    """Return the columns a list can show: the chosen ones in their order, then the others."""
    labels = {each.name: language.choose(each.label) for each in columns_to_choose(types)}
    others = sorted(
        (name for name in labels if name not in chosen and name != "title"), key=lambda name: fold(labels[name])
    )
    items = [
        _column_item(name, labels.get(name) or _label_of(name, types, facts, language), place + 1)
        for place, name in enumerate(chosen)
    ]
    items += [_column_item(name, labels[name], 0) for name in others]
    known = {each.target for each in items}
    return [
        *_fitting(text, items),
        *(each for each in _dotted(text, types, facts, language) if each.target not in known),
    ]


def _sortable(types: Sequence[RecordType]) -> list[Field]:
    return [each for each in columns_to_choose(types) if each.shape not in {Shape.MAP, Shape.ENTRIES}]


def _order_item(name: str, title: str, order: str, language: Language) -> Item:
    words = language.gettext
    said = {name: words("now, rising: again turns it round"), f"{name}-": words("now, falling: again turns it round")}
    about = said.get(order, "")
    return Item((Span(clean(title)), Span(f"  {about}" if about else "", Tone.MUTED)), target=name)


def _group_item(name: str, title: str, group: str, language: Language) -> Item:
    about = language.gettext("now") if name == group else ""
    return Item((Span(clean(title)), Span(f"  {about}" if about else "", Tone.MUTED)), target=name)


def _column_item(name: str, title: str, place: int) -> Item:
    sign = f"{place:>2} [x] " if place else "   [ ] "
    return Item(
        (Span(sign, Tone.STRONG if place else Tone.MUTED), Span(clean(title)), Span(f"  {clean(name)}", Tone.MUTED)),
        target=name,
    )


def _span_name(span: str, language: Language) -> str:
    words = language.gettext
    return {
        "week": words("by week"),
        "month": words("by month"),
        "quarter": words("by quarter"),
        "year": words("by year"),
    }[span]


def _label_of(name: str, types: Sequence[RecordType], facts: Facts, language: Language) -> str:
    found = next(filter(None, (find_column(each, name, facts) for each in types)), None)
    return language.choose(found.label) if found else name


def _dotted(text: str, types: Sequence[RecordType], facts: Facts, language: Language) -> list[Item]:
    """Return the field of a linked record that was typed as a path: ``client.industry``."""
    typed = text.strip()
    found = next(filter(None, (find_column(each, typed, facts) for each in types)), None) if "." in typed else None
    if found is None:
        return []
    return [
        Item(
            (
                Span("   [ ] ", Tone.MUTED),
                Span(clean(language.choose(found.label))),
                Span(f"  {clean(found.name)}", Tone.MUTED),
            ),
            target=found.name,
        )
    ]


def _fitting(text: str, items: Iterable[Item]) -> list[Item]:
    wanted = fold(text.strip())
    return [each for each in items if wanted in fold(each.text) or wanted in each.target]
