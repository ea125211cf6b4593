"""A form that follows its record: what others write meanwhile comes in field by field, and only the same field is asked.

Drafts come back the same way: they are forms begun on what the record held then, which follow it to what it holds now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial

from ...records.merge.body import join_bodies, merge_bodies
from ...records.merge.decisions import Side, canonical
from ...records.merge.fields import merge_trees
from ...schema.dataclass import replace
from ...schema.field import Field, Shape
from ...schema.tree import Path, Tree, value_at
from .form import BODY, Clash, Form
from .form_items import FormItem, sorted_by_place, stands_in_order
from .form_rows import FormRow, RowKind
from .form_tables import table_items, table_of
from .judging import words_of


class Settlement(StrEnum):
    """What becomes of a field that two people changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def follow(form: Form, tree: Mapping[str, Tree], body: str) -> Form:
    """Return ``form`` on what its record holds now.

    Other people's fields are taken over and marked; a field both changed keeps what was typed and becomes a clash.
    """
    if form.start == tree and form.start_body == body:
        return form
    step = _Step(form, tree)
    typed = {path: text for path in form.typed if (text := step.line(form.row(path))) is not None}
    listed = {path: step.items(form.row(path)) for path in form.listed}
    mine, body_clash = step.body(body)
    return replace(
        form,
        start=tree,
        start_body=body,
        body=mine,
        typed=typed,
        listed=listed,
        taken={**form.taken, **_taken(form, tree, body)},
        clashes={**_still(form, typed), **step.clashes, **body_clash},
    )


def settle(form: Form, path: Path, answer: Settlement) -> Form:
    """Return ``form`` with the clash at ``path`` decided."""
    clash = form.clashes[path]
    settled = replace(form, clashes={each: other for each, other in form.clashes.items() if each != path})
    if answer is Settlement.MINE:
        return settled
    if path == BODY:
        theirs = clash.theirs if isinstance(clash.theirs, str) else ""
        before = clash.before if isinstance(clash.before, str) else ""
        return settled.write_body(theirs if answer is Settlement.THEIRS else join_bodies(before, form.body, theirs))
    row = form.row(path)
    if row.kind is RowKind.TABLE:
        return settled.list_items(path, table_items(row.field, clash.theirs))
    if row.kind is not RowKind.LINE:
        wanted = _list(clash.theirs) if answer is Settlement.THEIRS else _union(form.items(row), clash.theirs)
        present = _list(value_at(dict(form.start), path))
        return settled.list_items(path, place_items(wanted, present, row.field))
    theirs = words_of(row.field, clash.theirs, form.ground)
    return settled.type(path, theirs if answer is Settlement.THEIRS else _joined(row.field, form.text(row), theirs))


def overwrite(form: Form, tree: Mapping[str, Tree], body: str) -> Form:
    """Return ``form`` with the rows typed so that it says ``tree`` and ``body``: they were written outside it."""
    held = form.tree()
    for row in form.rows:
        wanted = value_at(dict(tree), row.path)
        if wanted == value_at(held, row.path):
            continue
        if row.kind is RowKind.LINE:
            form = form.type(row.path, words_of(row.field, wanted, form.ground))
        elif row.kind is RowKind.TABLE:
            form = form.list_items(row.path, table_items(row.field, wanted))
        else:
            present = _list(value_at(dict(form.start), row.path))
            form = form.list_items(row.path, place_items(_list(wanted), present, row.field))
    return form if body == form.body else form.write_body(body)


def can_hold_both(form: Form, path: Path) -> bool:
    """Return whether a field can keep what both wrote: texts and lists can."""
    if path == BODY:
        return True
    row = form.row(path)
    return row.kind is RowKind.ITEMS or row.field.shape is Shape.LIST or row.field.kind.name in {"text", "markdown"}


def place_items(trees: Sequence[Tree], present: Sequence[Tree], field: Field) -> tuple[FormItem, ...]:
    """Return ``trees`` as items, each with the place it has in the ``present`` list: by content, else by its name."""
    free = dict(enumerate(present))
    places: dict[int, int] = {}
    for fits in (_are_same, partial(_are_namesakes, field)):
        for number, tree in enumerate(trees):
            place = next((each for each, other in free.items() if fits(tree, other)), None)
            if number not in places and place is not None:
                places[number] = place
                del free[place]
    return tuple(FormItem(tree, places.get(number)) for number, tree in enumerate(trees))


def _are_same(one: Tree, other: Tree) -> bool:
    return canonical(one) == canonical(other)


def _are_namesakes(field: Field, one: Tree, other: Tree) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    name = field.key or ("key" if "key" in one else next(iter(one), ""))
    return one.get(name) is not None and one.get(name) == other.get(name)


class _Step:
    """One step of following: what was typed, laid on what the record holds now."""

    def __init__(self, form: Form, now: Mapping[str, Tree]) -> None:
        self.form = form
        self.now = now
        self.clashes: dict[Path, Clash] = {}

    def line(self, row: FormRow) -> str | None:
        """Return what stays typed in a row; None where the record says it by now."""
        before, theirs = value_at(dict(self.form.start), row.path), value_at(dict(self.now), row.path)
        text = self.form.typed[row.path]
        if theirs == before:
            return text
        verdict = self.form.judge(row)
        mine = verdict.tree
        if not verdict.blocks and (mine or None) == (theirs or None):
            return None
        if isinstance(mine, list) and isinstance(theirs, list) and not verdict.blocks:
            merged = merge_trees({"": before}, {"": mine}, {"": theirs})
            if not merged.conflicts:
                return words_of(row.field, merged.tree[""], self.form.ground)
        self.clash(row.path, before, theirs)
        return text

    def items(self, row: FormRow) -> tuple[FormItem, ...]:
        """Return the entries of a touched list, both sides' where they do not contradict each other."""
        items = self.form.listed[row.path]
        before, theirs = value_at(dict(self.form.start), row.path), value_at(dict(self.now), row.path)
        if theirs == before:
            return items
        if row.kind is RowKind.TABLE:
            return self._table(row, before, theirs)
        versions = {"": _list(before)}, {"": [each.tree for each in items]}, {"": _list(theirs)}
        merged = merge_trees(*versions, prefer=Side.OURS)
        if merged.conflicts:
            self.clash(row.path, before, merge_trees(*versions, prefer=Side.THEIRS).tree[""])
        placed = place_items(_list(merged.tree.get("")), _list(theirs), row.field)
        return sorted_by_place(placed) if stands_in_order(items) else placed

    def _table(self, row: FormRow, before: Tree, theirs: Tree) -> tuple[FormItem, ...]:
        mine = table_of(row.field, self.form.listed[row.path])
        versions = {"": before or {}}, {"": dict(mine)}, {"": theirs or {}}
        merged = merge_trees(*versions, prefer=Side.OURS)
        if merged.conflicts:
            self.clash(row.path, before, merge_trees(*versions, prefer=Side.THEIRS).tree[""])
        return table_items(row.field, merged.tree.get(""))

    def body(self, theirs: str) -> tuple[str, dict[Path, Clash]]:
        """Return the text as it will be, and the clash in it."""
        form = self.form
        merged = merge_bodies(form.start_body, form.body, theirs, Side.OURS)
        if not merged.is_conflict:
            return merged.text, {}
        other = merge_bodies(form.start_body, form.body, theirs, Side.THEIRS).text
        return merged.text, {BODY: Clash(form.start_body, other)}

    def clash(self, path: Path, before: Tree, theirs: Tree) -> None:
        """Note that both changed what stands at ``path``; what it was first of all stays what it was."""
        earlier = self.form.clashes.get(path)
        self.clashes[path] = Clash(earlier.before if earlier else before, theirs)


def _taken(form: Form, now: Mapping[str, Tree], body: str) -> dict[Path, Tree]:
    """Return the rows that somebody else changed and nobody here touched, with what they held before."""
    taken: dict[Path, Tree] = {}
    for row in form.rows:
        before = value_at(dict(form.start), row.path)
        if row.path not in form.typed and row.path not in form.listed and value_at(dict(now), row.path) != before:
            taken[row.path] = before
    if form.body == form.start_body != body:
        taken[BODY] = form.start_body
    return taken


def _still(form: Form, typed: Mapping[Path, str]) -> dict[Path, Clash]:
    """Return the clashes of before that are still open."""
    return {
        path: clash
        for path, clash in form.clashes.items()
        if path in typed or path in form.listed or (path == BODY and form.body != form.start_body)
    }


def _list(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else []


def _union(items: Sequence[FormItem], theirs: Tree) -> list[Tree]:
    mine = [each.tree for each in items]
    return [*mine, *(each for each in _list(theirs) if each not in mine)]


def _joined(field: Field, mine: str, theirs: str) -> str:
    """Return two values of a text one after the other; of a list, all values."""
    if not mine or not theirs:
        return mine or theirs
    return f"{theirs}, {mine}" if field.shape is Shape.LIST else f"{theirs} / {mine}"
