"""What a change does to a record, field by field, for a person's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from ..schema.field import Field
from ..schema.language import Language
from ..schema.record_type import RecordType
from ..schema.sentences import plural
from ..schema.showing import show_tree as show_whole_tree
from ..schema.tree import Tree
from .marking import mark as _
from .tables import cut

if TYPE_CHECKING:
    from ..records.plan import FieldDiff, RecordChange

WIDEST = 100
"""Cells of one value; longer ones are cut, the record itself shows them whole."""


def describe_change(change: RecordChange, record_type: RecordType, language: Language, zone: tzinfo) -> list[str]:
    """Return the lines that say what happens to one file: its id, then a line for each field."""
    if change.after is None:
        return [language.gettext(_("{id}  deleted")).format(id=change.id)]
    head = change.id if change.before else language.gettext(_("{id}  new")).format(id=change.id)
    return [head, *describe_fields(change.diffs, record_type, language, zone)]


def describe_fields(
    diffs: tuple[FieldDiff, ...], record_type: RecordType, language: Language, zone: tzinfo
) -> list[str]:
    """Return one indented line for each field that differs, or for each entry of a list that came or went."""
    lines: list[str] = []
    for diff in diffs:
        field = record_type.by_name.get(diff.field)
        for sign, text in _marks(diff, field, language, zone):
            lines.append(f"  {sign} {diff.field}: {text}")
    return lines


def _marks(diff: FieldDiff, field: Field | None, language: Language, zone: tzinfo) -> Iterator[tuple[str, str]]:
    before, after = diff.before, diff.after
    if diff.field == "body" and field is None:
        yield "~", _describe_body(str(before or ""), str(after or ""), language)
    elif isinstance(before or after, list) and isinstance(after or [], list) and isinstance(before or [], list):
        yield from _entries(before or [], after or [], field, language, zone)
    elif before is None:
        yield "+", show_tree(field, after, language, zone)
    elif after is None:
        yield "-", show_tree(field, before, language, zone)
    else:
        old, new = show_tree(field, before, language, zone), show_tree(field, after, language, zone)
        if old == new:
            old, new = str(before), str(after)
        yield "~", f"{old} → {new}"


def _entries(
    before: Tree, after: Tree, field: Field | None, language: Language, zone: tzinfo
) -> Iterator[tuple[str, str]]:
    old, new = (each if isinstance(each, list) else [] for each in (before, after))
    for entry in old:
        if entry not in new:
            yield "-", show_tree(field, entry, language, zone)
    for entry in new:
        if entry not in old:
            yield "+", show_tree(field, entry, language, zone)


def show_tree(field: Field | None, tree: Tree, language: Language, zone: tzinfo, widest: int | None = WIDEST) -> str:
    """Return a file's value in the reader's form; the text itself where it is not of its kind."""
    text = show_whole_tree(field, tree, language, zone)
    return cut(text, widest) if widest else text


def _describe_body(before: str, after: str, language: Language) -> str:
    from difflib import SequenceMatcher

    old, new = before.splitlines(), after.splitlines()
    added = removed = 0
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += last - first
            added += end - start
    more = plural("{n} line more", "{n} lines more", added)
    fewer = plural("{n} line fewer", "{n} lines fewer", removed)
    return ", ".join(each.text(language) for each, count in ((more, added), (fewer, removed)) if count)
