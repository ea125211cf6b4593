"""What is said when two people changed the same field: what it was, what each wrote, and the answers."""

from __future__ import annotations

from ...schema.clean import clean
from ...schema.language import Language
from ...schema.tree import Path, Tree
from .answers import Answer
from .following import Settlement, can_hold_both
from .form import BODY, Form
from .form_rows import RowKind, row_label
from .form_tables import table_items
from .judging import words_of, words_of_item

_LONGEST = 200
"""Characters of a value that are shown: enough to tell two texts apart."""


def clash_lines(form: Form, path: Path) -> list[str]:
    """Return the field and its three values, as clean lines."""
    words = form.ground.language.gettext
    clash = form.clashes[path]
    said = (
        (words("Field"), label_at(form, path)),
        (words("Before"), _shown(form, path, clash.before)),
        (words("Theirs"), _shown(form, path, clash.theirs)),
        (words("Mine"), _mine(form, path)),
    )
    return [clean(f"{name}: {text[:_LONGEST] or '–'}") for name, text in said]


def clash_answers(form: Form, path: Path) -> tuple[Answer, ...]:
    """Return what can be done about it."""
    words = form.ground.language.gettext
    both = (Answer("b", "b", words("Keep both"), Settlement.BOTH),) if can_hold_both(form, path) else ()
    return (
        Answer("m", "m", words("Keep mine"), Settlement.MINE),
        Answer("t", "t", words("Take theirs"), Settlement.THEIRS),
        *both,
        Answer("escape", "Esc", words("Go on writing"), ""),
    )


def clash_note(form: Form, path: Path) -> str:
    """Return what a row says of its clash, in one line."""
    words = form.ground.language.gettext
    theirs = _shown(form, path, form.clashes[path].theirs)
    return clean(words("Somebody else wrote: {theirs} (Ctrl-T decides)").format(theirs=theirs[:_LONGEST] or "–"))


def taken_note(form: Form, path: Path) -> str:
    """Return what a row says that somebody else changed meanwhile, in one line."""
    words = form.ground.language.gettext
    before = _shown(form, path, form.taken[path])
    return clean(words("Somebody else changed it; before: {before}").format(before=before[:_LONGEST] or "–"))


def label_at(form: Form, path: Path) -> str:
    """Return what people call the field at ``path``."""
    language: Language = form.ground.language
    return language.gettext("Text") if path == BODY else row_label(form.row(path), language.choose)


def _mine(form: Form, path: Path) -> str:
    if path == BODY:
        return form.body.strip()
    row = form.row(path)
    if row.kind is RowKind.LINE:
        return form.text(row)
    return "; ".join(words_of_item(form.item_field(row), each.tree, form.ground) for each in form.items(row))


def _shown(form: Form, path: Path, tree: Tree) -> str:
    if path == BODY:
        return tree.strip() if isinstance(tree, str) else ""
    row = form.row(path)
    if row.kind is RowKind.LINE:
        return words_of(row.field, tree, form.ground)
    field = form.item_field(row)
    trees = [each.tree for each in table_items(row.field, tree)] if row.kind is RowKind.TABLE else tree
    return "; ".join(words_of_item(field, each, form.ground) for each in trees) if isinstance(trees, list) else ""
