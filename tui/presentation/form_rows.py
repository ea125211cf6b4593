"""Which rows a form has, in which order, and which of them are worth showing at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.field import Condition, Field, Labels, Shape
from ...schema.problems import Severity
from ...schema.tree import Path, Tree, value_at


class RowKind(StrEnum):
    """How a row is filled in."""

    LINE = "line"
    """Typed into one line."""
    ITEMS = "items"
    """A list whose items are edited one by one."""
    TABLE = "table"
    """A table with keys of the user's own, edited one by one too."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form."""

    path: Path
    """Where its value stands in the record: ``("buying", "budget_month")``."""
    field: Field
    """What may be written there."""
    kind: RowKind
    """How it is filled in."""
    parents: tuple[Labels, ...] = ()
    """What the maps around it are called, outermost first."""


_KINDS = {Shape.ENTRIES: RowKind.ITEMS, Shape.TABLE: RowKind.TABLE}


def rows_of(fields: Iterable[Field]) -> tuple[FormRow, ...]:
    """Return the rows for ``fields`` in their order; a map becomes the rows of its sub-fields."""
    return tuple(_rows(fields, (), ()))


def _rows(fields: Iterable[Field], path: Path, parents: tuple[Labels, ...]) -> Iterator[FormRow]:
    for field in fields:
        if field.written_by_program:
            continue
        here = (*path, field.name)
        if field.shape is Shape.MAP:
            yield from _rows(field.fields, here, (*parents, field.label))
        else:
            yield FormRow(here, field, _KINDS.get(field.shape, RowKind.LINE), parents)


def essential(
    rows: Sequence[FormRow],
    tree: Mapping[str, Tree],
    state_kind: str,
    *,
    listed: Iterable[str] = (),
    wanted: Iterable[Path] = (),
) -> list[FormRow]:
    """Return the rows worth showing at once: required now, filled, in the type's list, or asked for by the caller."""
    chosen = set(wanted)
    names = {*listed, "title"}
    return [
        row
        for row in rows
        if row.path in chosen
        or (len(row.path) == 1 and row.field.name in names)
        or value_at(dict(tree), row.path) not in (None, "", [], {})
        or (len(row.path) == 1 and requirement(row.field, tree, state_kind) is not None)
    ]


def requirement(field: Field, tree: Mapping[str, Tree], state_kind: str) -> Severity | None:
    """Return how bad it is that ``field`` is empty in ``tree``; None where it may be."""
    holding = [each.severity for each in field.required_when if _holds(each, tree, state_kind)]
    return max((each for each in (field.required, *holding) if each is not None), default=None)


def _holds(condition: Condition, tree: Mapping[str, Tree], state_kind: str) -> bool:
    return all(_word(tree, name, state_kind) in words for name, words in condition.facts)


def _word(tree: Mapping[str, Tree], name: str, state_kind: str) -> str:
    if name == "state":
        return state_kind
    value = value_at(dict(tree), name.split("."))
    return value if isinstance(value, str) else ""


def row_label(row: FormRow, choose: Callable[[Labels], str]) -> str:
    """Return what a person reads before the row: its label, after those of the maps around it."""
    return " · ".join(filter(None, (*map(choose, row.parents), choose(row.field.label) or row.field.name)))
