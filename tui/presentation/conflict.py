"""What is said when two people changed the same field: what it was, what each wrote, and the answers."""

from __future__ import annotations

from ...records.planning import EditConflict
from ...schema.clean import clean
from ...schema.language import Language
from ...schema.tree import Tree, value_at
from .answers import Answer
from .form import Form
from .form_lines import BODY
from .form_rows import RowKind
from .judging import words_of

_LONGEST = 200
"""Characters of a value that are shown: enough to tell two texts apart."""


def conflict_lines(conflict: EditConflict, form: Form) -> list[str]:
    """Return the field and its three values, as clean lines."""
    words = form.ground.language.gettext
    path = _path_of(conflict.field)
    row = next((each for each in form.rows if each.path == path), None)
    if path == BODY or row is None or row.kind is not RowKind.LINE:
        before: str = conflict.record.body if path == BODY else _shown(value_at(dict(conflict.record.tree), path))
        mine = form.body if path == BODY else ""
        theirs = _shown(conflict.theirs)
        label = conflict.field
    else:
        before = words_of(row.field, value_at(dict(conflict.record.tree), path), form.ground)
        mine, theirs = form.text(row), words_of(row.field, conflict.theirs, form.ground)
        label = form.ground.language.choose(row.field.label)
    said = [(words("Field"), label), (words("Before"), before), (words("Theirs"), theirs)]
    if mine:
        said.append((words("Mine"), mine))
    return [clean(f"{name}: {text[:_LONGEST] or '–'}") for name, text in said]


def conflict_answers(language: Language) -> tuple[Answer, ...]:
    """Return what can be done about it."""
    words = language.gettext
    return (
        Answer("m", "m", words("Keep mine"), "mine"),
        Answer("t", "t", words("Keep theirs, save the rest"), "theirs"),
        Answer("escape", "Esc", words("Go on writing"), ""),
    )


def _path_of(dotted: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in dotted.split("."))


def _shown(tree: Tree) -> str:
    return tree if isinstance(tree, str) else "" if tree is None else str(tree)
