"""What the palette and help offer, narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Iterable

from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.folding import fold
from ...schema.language import Language
from ..actions import ACTIONS, GROUP_TITLES, PLACE_TITLES, Action, Place, Standing, actions_in, key_name
from .cells import Tone
from .lines import Item, Span, blank, heading
from .values import Reader

ACTION = "do:"
"""Begins the target of an action."""
RECORD = "go:"
"""Begins the target of a record."""
LIST = "list:"
"""Begins the target of a list of a type."""

MOST = 40
"""More matches than anybody reads."""


def help_items(text: str, standing: Standing, language: Language) -> list[Item]:
    """Return the keys that work here under their headings, those that fit ``text`` only."""
    items: list[Item] = []
    for group, title in GROUP_TITLES:
        held = [each for each in actions_in(standing.place) if each.group is group and _fits(text, each, language)]
        if held:
            items += [blank()] if items else []
            items.append(heading(title.text(language)))
            items += [action_item(each, standing, language) for each in held]
    return items


def action_item(action: Action, standing: Standing, language: Language) -> Item:
    """Return the line of an action: its keys, what it does, and why it cannot be done now."""
    reason = action.disabled(standing)
    keys = ", ".join(map(key_name, action.keys))
    spans = [Span(action.title.text(language), Tone.MUTED if reason else Tone.NORMAL)]
    if reason:
        spans.append(Span(f"  {reason.text(language)}", Tone.MUTED))
    return Item(tuple(spans), label=keys, target=ACTION + action.id)


def palette_items(text: str, standing: Standing, snapshot: Snapshot | None, reader: Reader) -> list[Item]:
    """Return actions, lists and records that fit ``text``; names that begin with it first."""
    language = reader.language
    offered = [each for each in ACTIONS if each.is_in(standing.place) and each.group.value != "move"]
    items = [action_item(each, standing, language) for each in offered if _fits(text, each, language)]
    if snapshot is not None:
        items += [each for each in list_items(text, snapshot, language) if text]
        items += record_items(text, snapshot, reader)
    return items[: MOST * 2]


def list_items(text: str, snapshot: Snapshot, language: Language) -> list[Item]:
    """Return the record types whose lists fit ``text``, with their counts."""
    wanted = fold(text)
    items = []
    for record_type in snapshot.schema.types.values():
        title = clean(language.choose(record_type.plural))
        if _has_words(wanted, fold(f"{title} {record_type.name}")):
            count = Span(f"  {len(snapshot.of_type(record_type.name))}", Tone.MUTED)
            items.append(Item((Span(title), count), label=language.gettext("List"), target=LIST + record_type.name))
    return items


def record_items(text: str, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the records whose title has every word of ``text``: clients first."""
    wanted = fold(text)
    if not wanted:
        return []
    found = []
    for name in ("client", "contact", *(each for each in snapshot.schema.types if each not in {"client", "contact"})):
        kind = clean(reader.language.choose(snapshot.schema.types[name].label)) if name in snapshot.schema.types else ""
        for record in snapshot.of_type(name):
            if _has_words(wanted, fold(record.title)):
                client = snapshot.client_of(record)
                more = f"  {clean(client.title)}" if client and client is not record else ""
                spans = (Span(clean(record.title)), Span(more, Tone.MUTED))
                found.append(Item(spans, label=kind, target=RECORD + record.id))
                if len(found) >= MOST:
                    return found
    return found


def place_title(place: Place, language: Language) -> str:
    """Return what a place is called."""
    return dict(PLACE_TITLES)[place].text(language)


def _fits(text: str, action: Action, language: Language) -> bool:
    return _has_words(fold(text), fold(f"{action.title.text(language)} {action.id} {' '.join(action.keys)}"))


def _has_words(wanted: str, where: str) -> bool:
    words: Iterable[str] = wanted.split()
    return all(word in where for word in words)
