"""Drafts and forms: what a form is kept as, what a draft says in a few lines, and the form it becomes again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ...records.births import Birth
from ...records.drafts import About, Draft, DraftItems, DraftLine
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.formats import show_plain
from ...schema.language import Language
from ...schema.tree import Path, Tree, value_at
from .following import follow
from .form import Form
from .form_items import FormItem
from .form_rows import FormRow, RowKind, row_label
from .judging import words_of, words_of_item

LONGEST = 60
"""Characters of a value that are shown: enough to know it again."""


def draft_of(form: Form, about: About, title: str, now: datetime) -> Draft:
    """Return what is kept of a form that was not saved yet."""
    lines = []
    for path, text in form.typed.items():
        verdict = form.judge(form.row(path))
        lines.append(DraftLine(path, text, None if verdict.blocks else verdict.tree))
    return Draft(
        about,
        title or _title_typed(form),
        now,
        form.start,
        form.start_body,
        tuple(lines),
        tuple(
            DraftItems(path, tuple((each.tree, each.place) for each in each_list)) for path, each_list in _lists(form)
        ),
        form.body,
        births=tuple((each.type, each.title) for each in form.births),
    )


def form_of_draft(draft: Draft, fresh: Form) -> Form:
    """Return the form a draft becomes on what the record holds now, which is what ``fresh`` shows."""
    rows = {row.path: row for row in fresh.rows}
    form = replace(fresh, start=draft.start, start_body=draft.start_body, body=draft.body)
    form = form.bear(Birth(kind, title) for kind, title in draft.births)
    for line in draft.lines:
        row = rows.get(line.path)
        if row is not None and row.kind is RowKind.LINE:
            text = line.text if line.tree is None else words_of(row.field, line.tree, form.ground)
            form = form.type(row.path, text)
    for each in draft.lists:
        row = rows.get(each.path)
        if row is not None and row.kind is not RowKind.LINE:
            form = form.list_items(row.path, tuple(_item(tree, place, row, draft.start) for tree, place in each.items))
    return form if fresh.is_new else follow(form, fresh.start, fresh.start_body)


def draft_lines(draft: Draft, fresh: Form | None, language: Language) -> list[str]:
    """Return what a draft holds, a clean line for each field: what it was and what was typed.

    ``fresh`` is a form of the record's type, which knows what fields are called.
    """
    if draft.text:
        return [clean(draft.text[: LONGEST * 2])]
    rows: Mapping[Path, FormRow] = {row.path: row for row in fresh.rows} if fresh else {}
    said: list[str] = []
    for line in draft.lines:
        row = rows.get(line.path)
        label = row_label(row, language.choose) if row else str(line.path[0])
        before = _shown(row, value_at(dict(draft.start), line.path), fresh)
        after = _shown(row, line.tree, fresh) if line.tree is not None else line.text
        said.append(_change(label, "" if fresh and fresh.is_new else before, after))
    for each in draft.lists:
        row = rows.get(each.path)
        label = row_label(row, language.choose) if row else str(each.path[0])
        entries = "; ".join(_shown(row, tree, fresh) for tree, _place in each.items)
        said.append(_change(label, "", f"{len(each.items)}: {entries}"))
    if draft.body != draft.start_body:
        said.append(_change(language.gettext("Text"), "", _first_new_line(draft)))
    return said


def moment_words(made: datetime, now: datetime, language: Language) -> str:
    """Return when a draft was made: the hour today, else the day too."""
    made = made.astimezone(now.tzinfo)
    hour = f"{made:%H:%M}"
    return hour if made.date() == now.date() else f"{show_plain(made.date(), language)} {hour}"


def _lists(form: Form) -> list[tuple[Path, tuple[FormItem, ...]]]:
    return list(form.listed.items())


def _title_typed(form: Form) -> str:
    return form.typed.get(("title",), "").strip()


def _item(tree: Tree, place: int | None, row: FormRow, start: Mapping[str, Tree]) -> FormItem:
    """Return an item as it was kept; a place the list does not have is none."""
    present = value_at(dict(start), row.path)
    known = isinstance(present, list) and place is not None and 0 <= place < len(present)
    return FormItem(tree, place if known else None)


def _shown(row: FormRow | None, tree: Tree, fresh: Form | None) -> str:
    if row is None or fresh is None:
        return tree if isinstance(tree, str) else ""
    return words_of_item(row.field, tree, fresh.ground)


def _change(label: str, before: str, after: str) -> str:
    shown = clean(after[:LONGEST]) or "–"
    return f"{clean(label)}: {clean(before[:LONGEST])} → {shown}" if before else f"{clean(label)}: {shown}"


def _first_new_line(draft: Draft) -> str:
    known = set(draft.start_body.splitlines())
    return next((each.strip() for each in draft.body.splitlines() if each.strip() and each not in known), "")
