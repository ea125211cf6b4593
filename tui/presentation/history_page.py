"""The history of a record as a page: a heading for each save, then its fields before and after."""

from __future__ import annotations

from collections.abc import Sequence

from ...records.git.history import FieldChange, FileFate, HistoryEntry
from ...schema.clean import clean
from ...schema.field import Field
from ...schema.formats import show_instant
from ...schema.language import Language
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, sentence
from ...schema.showing import show_tree
from ...schema.tree import Tree
from .cells import Tone
from .lines import Item, Span, blank, text_item
from .values import Reader

_LONGEST = 200
"""Characters of a value; a changed text is shown by its beginning."""

_FATES: dict[FileFate, Sentence] = {
    FileFate.CREATED: sentence("written"),
    FileFate.DELETED: sentence("deleted"),
    FileFate.RENAMED: sentence("renamed"),
}


def history_items(entries: Sequence[HistoryEntry], record_type: RecordType, reader: Reader) -> list[Item]:
    """Return the page; newest first."""
    if not entries:
        return [
            text_item(reader.language.gettext("Git knows nothing of this record yet.")),
            text_item(reader.language.gettext("Its first save will stand here."), Tone.MUTED),
        ]
    items: list[Item] = []
    for number, entry in enumerate(entries):
        items.append(_heading(entry, number, reader))
        items.append(Item((Span("  " + clean(entry.subject), Tone.MUTED),)))
        for file in entry.files:
            items.extend(_change_item(each, record_type, reader.language) for each in file.fields)
        items.append(blank())
    return items


def _heading(entry: HistoryEntry, number: int, reader: Reader) -> Item:
    when = show_instant(entry.when, reader.language, reader.zone)
    fates = {_FATES[file.fate].text(reader.language) for file in entry.files if file.fate in _FATES}
    fate = f"  ({', '.join(sorted(fates))})" if fates else ""
    return Item((Span(when, Tone.STRONG), Span(f"  {clean(entry.who)}"), Span(fate, Tone.MUTED)), key=f"entry-{number}")


def _change_item(change: FieldChange, record_type: RecordType, language: Language) -> Item:
    field = record_type.field_at(change.field)
    label = language.gettext("Text") if change.field == "body" else language.choose(field.label) if field else ""
    before, after = (_shown(field, each, language) for each in (change.before, change.after))
    spans = [Span(before or "–", Tone.MUTED), Span(" → "), Span(after or "–")]
    return Item(tuple(spans), label="  " + clean(label or change.field))


def _shown(field: Field | None, tree: Tree, language: Language) -> str:
    """Return a value for a reader, long texts by their beginning."""
    text = show_tree(field, tree, language)
    return clean(text[:_LONGEST] + ("…" if len(text) > _LONGEST else ""))
