"""A form as a value: what the record held, what was typed, and what saving it would change. No screen needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ...records.births import Birth, links_in, name_links
from ...records.files.edits import Drop, Edit, Put, PutBody, edited
from ...schema.dataclass import dataclass, field, replace
from ...schema.field import Field
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.tree import Path, Tree, value_at
from .form_items import FormItem, edits_of_items, items_of
from .form_rows import FormRow, RowKind, requirement, rows_of
from .form_tables import edits_of_table, item_field, table_items, table_of
from .ground import Ground
from .judging import Judged, judge, words_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was typed into while somebody else wrote something different into it."""

    before: Tree
    """What it held before either."""
    theirs: Tree
    """What it becomes when theirs is taken; of a list, both sides' entries where only theirs fits."""


BODY: Path = ("body",)
"""The path that stands for the text below the fields."""


@dataclass(frozen=True)
class Form:
    """What is being written; every step gives a new one."""

    fields: tuple[Field, ...]
    """What may be written, in order."""
    start: Mapping[str, Tree]
    """What the record holds, or the defaults of a new one."""
    ground: Ground
    """The records around, the reader and the moment."""
    is_new: bool = False
    """Whether everything is to be written, not only what differs."""
    state_kind: str = "open"
    """The kind of the state the record is in or will begin in; conditions of fields look at it."""
    typed: Mapping[Path, str] = field(default_factory=dict)
    """What was typed into the rows that were touched."""
    listed: Mapping[Path, tuple[FormItem, ...]] = field(default_factory=dict)
    """The items of the lists that were touched."""
    start_body: str = ""
    """The text below the fields as it was."""
    body: str = ""
    """The text as it is now."""
    taken: Mapping[Path, Tree] = field(default_factory=dict)
    """What others changed while the form was open and nobody typed there, with what it held before."""
    clashes: Mapping[Path, Clash] = field(default_factory=dict)
    """What others changed where something was typed too; each waits for a decision."""

    @cached_property
    def rows(self) -> tuple[FormRow, ...]:
        """Every row that can be filled in."""
        return rows_of(self.fields)

    @cached_property
    def _rows_by_path(self) -> Mapping[Path, FormRow]:
        return {row.path: row for row in self.rows}

    def row(self, path: Path) -> FormRow:
        """Return the row of ``path``."""
        return self._rows_by_path[path]

    def text(self, row: FormRow) -> str:
        """Return what stands in a line."""
        if row.path in self.typed:
            return self.typed[row.path]
        return words_of(row.field, value_at(dict(self.start), row.path), self.ground)

    def items(self, row: FormRow) -> tuple[FormItem, ...]:
        """Return the items of a list."""
        if row.path in self.listed:
            return self.listed[row.path]
        tree = value_at(dict(self.start), row.path)
        return table_items(row.field, tree) if row.kind is RowKind.TABLE else items_of(tree)

    def item_field(self, row: FormRow) -> Field:
        """Return what an item of a list may hold; of a table, its key and its value."""
        return item_field(row.field, value_at(dict(self.start), row.path)) if row.kind is RowKind.TABLE else row.field

    # Steps

    def type(self, path: Path, text: str) -> Form:
        """Return the form with ``text`` typed into a line; what it held before counts as untouched."""
        row = self.row(path)
        typed = {each: words for each, words in self.typed.items() if each != path}
        if text != words_of(row.field, value_at(dict(self.start), path), self.ground):
            typed[path] = text
            return replace(self, typed=typed)
        return replace(self, typed=typed, clashes={each: one for each, one in self.clashes.items() if each != path})

    def list_items(self, path: Path, items: tuple[FormItem, ...]) -> Form:
        """Return the form with other items in a list."""
        form = replace(self, listed={**self.listed, path: items})
        if form._list_edits(path):
            return form
        return replace(self, listed={each: one for each, one in self.listed.items() if each != path})

    def write_body(self, body: str) -> Form:
        """Return the form with another text below the fields."""
        return replace(self, body=body)

    def stand_on(self, ground: Ground) -> Form:
        """Return the form among other records: the book changed while it was open."""
        return replace(self, ground=replace(ground, births=self.ground.births, bears=self.ground.bears))

    def bear(self, births: Iterable[Birth]) -> Form:
        """Return the form with records that are made with it, which links may mean by their titles."""
        return replace(self, ground=replace(self.ground, births=tuple(dict.fromkeys((*self.ground.births, *births)))))

    def with_names(self, names: Mapping[str, str]) -> Form:
        """Return the form with links that say what new records are called, instead of their titles."""
        if not names:
            return self
        typed = dict(self.typed)
        for path in self.typed:
            row = self.row(path)
            tree = self.judge(row).tree
            if links_in(row.field, tree) & names.keys():
                typed[path] = words_of(row.field, name_links(row.field, tree, names), self.ground)
        listed = {
            path: tuple(replace(each, tree=name_links(self.row(path).field, each.tree, names)) for each in items)
            for path, items in self.listed.items()
        }
        return replace(self, typed=typed, listed=listed)

    @property
    def births(self) -> tuple[Birth, ...]:
        """The records to be made with it: those that something written here links to."""
        trees = [(self.row(path), self.judge(self.row(path)).tree) for path in self.typed]
        trees += [(self.row(path), each.tree) for path, items in self.listed.items() for each in items]
        linked = {link for row, tree in trees for link in links_in(row.field, tree)}
        asked = (*self.ground.births, *(one for items in self.listed.values() for each in items for one in each.births))
        return tuple(each for each in dict.fromkeys(asked) if each.title in linked)

    # Verdicts

    def judge(self, row: FormRow) -> Judged:
        """Return the verdict on a row."""
        required = requirement(row.field, self.present, self.state_kind) if self._counts(row) else None
        if row.kind is RowKind.LINE:
            return judge(row.field, self.text(row), self.ground, required)
        return judge(row.field, "", self.ground, required) if not self.items(row) else Judged()

    def _counts(self, row: FormRow) -> bool:
        """Return whether a row may be called missing: one inside an empty map may not."""
        return len(row.path) == 1 or value_at(dict(self.start), row.path[:-1]) is not None

    @cached_property
    def present(self) -> Mapping[str, Tree]:
        """The top-level fields as they will be, good or not: what conditions are judged by."""
        tree = dict(self.start)
        for path, text in self.typed.items():
            if len(path) == 1:
                tree[str(path[0])] = judge(self.row(path).field, text, self.ground).tree
        return tree

    @property
    def is_dirty(self) -> bool:
        """Whether anything would be lost by leaving."""
        return bool(self.typed or self.body != self.start_body or any(self._list_edits(path) for path in self.listed))

    def first_blocking(self) -> FormRow | None:
        """Return the first row that keeps the record from being saved: a bad value typed, or a required one missing.

        A bad value that was in the file before does not keep other fields from being saved.
        """
        for row in self.rows:
            if (self.is_new or row.path in self.typed) and self.judge(row).blocks:
                return row
        return None

    # What saving does

    def edits(self) -> list[Edit]:
        """Return the edits that turn the record into what the form says."""
        edits: list[Edit] = []
        for path in self.typed:
            edits.extend(self._line_edits(self.row(path)))
        for path in self.listed:
            edits.extend(self._list_edits(path))
        if self.body != self.start_body:
            edits.append(PutBody(self.body))
        return edits

    def _line_edits(self, row: FormRow) -> list[Edit]:
        before = value_at(dict(self.start), row.path)
        after = self.judge(row).tree
        if after == before or (not after and before is None):
            return []
        return [Put(row.path, after)] if after else [Drop(row.path)]

    def _list_edits(self, path: Path) -> list[Edit]:
        """Return the edits of one list or table."""
        row, before, items = self.row(path), value_at(dict(self.start), path), self.listed[path]
        if row.kind is RowKind.TABLE:
            return edits_of_table(row.field, path, before, items)
        return edits_of_items(path, before, items)

    def tree(self) -> dict[str, Tree]:
        """Return all fields as they will be: what no row shows stays."""
        if self.is_new:
            return self.new_fields()
        tree = dict(self.start)
        for edit in self.edits():
            if not isinstance(edit, PutBody):
                tree = edited(tree, edit)
        return tree

    def changed(self) -> dict[str, Tree]:
        """Return the top-level fields that will differ, whole."""
        tree = self.tree()
        return {name: each for name, each in tree.items() if each != self.start.get(name)}

    def new_fields(self) -> dict[str, Tree]:
        """Return the fields of a new record: the defaults that were left and what was typed."""
        fields: dict[str, Tree] = {}
        for row in self.rows:
            tree = self._tree_of(row)
            if tree:
                _put(fields, row.path, tree)
        return fields

    def _tree_of(self, row: FormRow) -> Tree:
        """Return what one row will hold."""
        if row.kind is RowKind.LINE:
            return self.judge(row).tree
        if row.kind is RowKind.TABLE:
            return dict(table_of(row.field, self.items(row)))
        return [each.tree for each in self.items(row)]


def _put(fields: dict[str, Tree], path: Path, tree: Tree) -> None:
    here = fields
    for step in path[:-1]:
        inner = here.setdefault(str(step), {})
        assert isinstance(inner, dict)
        here = inner
    here[str(path[-1])] = tree


def form_of_record(record: Record, record_type: RecordType, ground: Ground) -> Form:
    """Return the form of a record; its state is left out, because a state is entered by moving."""
    machine = record_type.machine
    left_out = {machine.field, machine.selector} if machine else set()
    state = record_type.state_of(record)
    return Form(
        fields=tuple(each for each in record_type.fields if each.name not in left_out),
        start=record.tree,
        ground=ground,
        state_kind=state.kind if state else "open",
        start_body=record.body,
        body=record.body,
    )


def form_of_new(record_type: RecordType, defaults: Mapping[str, Tree], ground: Ground) -> Form:
    """Return the form of a record that is not there yet, with the defaults of its type."""
    return Form(fields=record_type.fields, start=defaults, ground=ground, is_new=True)
