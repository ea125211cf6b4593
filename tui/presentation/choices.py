"""What help and the choice of a list offer, narrowed by what is typed; the targets of all that can be chosen by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.folding import fold
from ...schema.language import ENGLISH, Language
from ..actions import GROUP_TITLES, PLACE_TITLES, USUAL, Action, ActionTable, Place, Standing, key_name, other_words
from ..palette.fitting import Fit, judge_fit
from .cells import Tone
from .lines import Item, Span, blank, heading, text_item
from .values import Reader

ACTION = "do:"
"""Begins the target of an action."""
RECORD = "go:"
"""Begins the target of a record."""
LIST = "list:"
"""Begins the target of a list of a type."""


def help_items(text: str, standing: Standing, language: Language, table: ActionTable = USUAL) -> list[Item]:
    """Return how to get about, then the keys that work here under their headings; those that fit ``text`` only."""
    items = [text_item(_getting_around(language, table), Tone.MUTED)] if not text else []
    fitting = _fitting(text, table.in_place(standing.place), language)
    for group, title in GROUP_TITLES:
        held = [each for each in fitting if each.group is group]
        if held:
            items += [blank()] if items else []
            items.append(heading(title.text(language)))
            items += [action_item(each, standing, language) for each in held]
    return items


def _getting_around(language: Language, table: ActionTable) -> str:
    """Return the few keys one needs to know, as they are now."""
    says = language.gettext(
        "{down} {up} move, {open} opens, {back} goes back, {filter} filters, {search} searches, {command} takes "
        "commands, {palette} finds anything by name. The mouse does all of it too."
    )
    words = ("down", "up", "open", "back", "filter", "search", "command", "palette")
    return says.format(**{word: table.key_of(word, "–") for word in words})


def action_item(action: Action, standing: Standing, language: Language) -> Item:
    """Return the line of an action: its keys, what it does, and why it cannot be done now."""
    reason = action.disabled(standing)
    spans = [Span(clean(action.title_at(standing).text(language)), Tone.MUTED if reason else Tone.NORMAL)]
    if reason:
        spans.append(Span(f"  {reason.text(language)}", Tone.MUTED))
    return Item(tuple(spans), label=", ".join(map(key_name, action.keys)), target=ACTION + action.id)


def list_items(text: str, snapshot: Snapshot, language: Language) -> list[Item]:
    """Return the record types whose lists fit ``text``, with their counts: those first whose name fits best."""
    wanted = fold(" ".join(text.split()))
    found: list[tuple[int, str, str]] = []
    for name, record_type in snapshot.schema.types.items():
        plural = fold(language.choose(record_type.plural))
        if _has_words(wanted, " ".join(record_type.called)):
            fit = judge_fit(wanted, plural) if wanted else Fit.WHOLE
            found.append((Fit.BESIDE if fit is None else fit, plural, name))
    return [list_item(name, snapshot, language) for _, _, name in sorted(found)]


def list_item(type_name: str, snapshot: Snapshot, language: Language) -> Item:
    """Return the line of a list: what it lists, and how many there are."""
    title = clean(language.choose(snapshot.schema.types[type_name].plural))
    count = Span(f"  {len(snapshot.of_type(type_name))}", Tone.MUTED)
    return Item((Span(title), count), label=language.gettext("List"), target=LIST + type_name)


def record_item(record_id: str, snapshot: Snapshot, reader: Reader) -> Item | None:
    """Return the line of a record: its type, its title and its client; None where it is gone."""
    record = snapshot.records.get(record_id)
    if record is None:
        return None
    client = snapshot.client_of(record)
    more = f"  {clean(client.title)}" if client and client is not record else ""
    kind = clean(reader.language.choose(snapshot.type_of(record).label))
    return Item((Span(clean(record.title)), Span(more, Tone.MUTED)), label=kind, target=RECORD + record.id)


def place_title(place: Place, language: Language) -> str:
    """Return what a place is called."""
    return dict(PLACE_TITLES)[place].text(language)


def _fitting(text: str, actions: Sequence[Action], language: Language) -> list[Action]:
    """Return the actions whose words begin as those of ``text``; where none do, those that hold them."""
    wanted = fold(text)
    said = {each.id: _words_of(each, language) for each in actions}
    begun = [each for each in actions if all(f" {word}" in said[each.id] for word in wanted.split())]
    return begun or [each for each in actions if _has_words(wanted, said[each.id])]


def _words_of(action: Action, language: Language) -> str:
    words = (
        action.title.text(language),
        action.title.text(ENGLISH),
        action.id,
        *map(key_name, action.keys),
        other_words(action.id, language),
    )
    return f" {fold(' '.join(words))}"


def _has_words(wanted: str, where: str) -> bool:
    words: Iterable[str] = wanted.split()
    return all(word in where for word in words)
