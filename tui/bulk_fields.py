"""Asking for a field and its new value, for all marked records: choices are offered, all else is typed in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..schema.clean import clean
from ..schema.dates_in_words import Moment
from ..schema.field import Field, Shape
from ..schema.folding import fold
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.sentences import Sentence, sentence
from .modals.chooser import Chooser, Wording
from .modals.line import LineModal, Understood
from .presentation.cells import Tone
from .presentation.completion import complete
from .presentation.form_lines import note_of
from .presentation.ground import Ground
from .presentation.judging import judge
from .presentation.lines import Item, Span

if TYPE_CHECKING:
    from .screens.marked import MarkedScreen

Then = Callable[[Sequence[str], Sentence], None]
"""Goes on with the assignments ``f=v`` and with what they are in words."""

Typed = Callable[[str, str], None]
"""Takes a value as it is typed, and as people read it."""

_SET, _ADD, _TAKE, _EMPTY = "=", "+=", "-=", "!"
_OFFERED = frozenset({"ref", "user", "bool"})
"""Kinds of which a chooser offers values, besides choices."""


def ask_field(screen: MarkedScreen, records: Sequence[Record], then: Then) -> None:
    """Ask which field of the records is to change and how."""
    language = screen.language
    types = [screen.snapshot.schema.types[name] for name in dict.fromkeys(each.type for each in records)]
    fields = {field.name: field for one in types for field in _writable(one)}
    filled = {name for name in fields if any(name in each.tree for each in records)}
    items = [*_field_items(list(fields.values()), screen), *_emptying_items([fields[each] for each in filled], screen)]

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        return [each for each in items if wanted in fold(each.text) or wanted in each.target]

    def chosen(target: str | None) -> None:
        if target and target.endswith(_EMPTY):
            field = fields[target.removesuffix(_EMPTY)]
            then([f"{field.name}="], sentence("{field}: emptied", field=field.label))
        elif target:
            name = target.rstrip("=+-")
            _ask_value(screen, records, fields[name], target[len(name) :], then)

    words = language.gettext
    one = clean(records[0].title) if len(records) == 1 else ""
    wording = Wording(
        words("Which field of “{title}”").format(title=one) if one else words("Which field of the marked records"),
        words("Type to narrow, Enter chooses, Esc closes."),
        words("No field is called that."),
    )
    screen.app.push_screen(Chooser(wording, narrow), chosen)


def _writable(record_type: RecordType) -> Iterator[Field]:
    """Yield the fields whose value fits into one line and that people write."""
    for field in record_type.fields:
        if not field.written_by_program and field.shape in {Shape.SCALAR, Shape.LIST}:
            yield field


def _field_items(fields: Sequence[Field], screen: MarkedScreen) -> Iterator[Item]:
    words = screen.language.gettext
    signs = {_SET: "", _ADD: words("add"), _TAKE: words("take away")}
    for field in fields:
        label = clean(screen.language.choose(field.label))
        for sign in (_ADD, _TAKE, _SET) if field.shape is Shape.LIST else (_SET,):
            said = f": {signs[sign]}" if signs[sign] else ""
            yield Item((Span(f"{label}{said}"), Span(f"  {field.name}", Tone.MUTED)), target=f"{field.name}{sign}")


def _emptying_items(fields: Sequence[Field], screen: MarkedScreen) -> Iterator[Item]:
    """Yield how a field that some of the records fill in is emptied."""
    for field in fields:
        label = screen.language.choose(field.label)
        says = clean(screen.language.gettext("{field}: empty it").format(field=label))
        yield Item((Span(says), Span(f"  {field.name}", Tone.MUTED)), target=f"{field.name}{_EMPTY}")


def _ask_value(screen: MarkedScreen, records: Sequence[Record], field: Field, sign: str, then: Then) -> None:
    label = clean(screen.language.choose(field.label))

    def typed(text: str, shown: str) -> None:
        then([f"{field.name}{sign}{text}"], sentence("{field}: {value}", field=field.label, value=shown))

    if field.choices or field.kind.name in _OFFERED:
        _offer(screen, records, field, label, typed)
    else:
        _type(screen, records, field, label, typed)


def _ground(screen: MarkedScreen, record: Record) -> Ground:
    moment = Moment(screen.cartera.now, screen.language)
    return Ground(screen.snapshot, moment, record.type, record.client or "", screen.cartera.me)


def _offer(screen: MarkedScreen, records: Sequence[Record], field: Field, label: str, then: Typed) -> None:
    """Offer the values there are."""
    ground, words = _ground(screen, records[0]), screen.language.gettext
    titles: dict[str, str] = {}

    def narrow(text: str) -> list[Item]:
        found = complete(field, text, ground, asked=True).candidates
        for each in found:
            titles[each.text] = each.title
        return [
            Item(
                (Span(clean(each.title)), Span(f"  {clean(each.about)}" if each.about else "", Tone.MUTED)),
                target=each.text,
            )
            for each in found
        ]

    wording = Wording(label, words("Type to narrow, Enter chooses, Esc closes."), words("Nothing is called that."))

    def chosen(text: str | None) -> None:
        if text:
            then(text, titles.get(text, text))

    screen.app.push_screen(Chooser(wording, narrow), chosen)


def _type(screen: MarkedScreen, records: Sequence[Record], field: Field, label: str, then: Typed) -> None:
    """Have the value typed, with what is understood of it below."""
    ground, words, language = _ground(screen, records[0]), screen.language.gettext, screen.language

    def understand(text: str) -> Understood:
        if not text.strip():
            return Understood(((Span(words("Write the new value."), Tone.MUTED),),), is_good=False)
        verdict = judge(field, text, ground)
        note, tone = note_of(verdict, language)
        return Understood(((Span(note, tone),),), is_good=not verdict.blocks)

    keys = words("Enter goes on to the preview, Esc closes.")

    def typed(text: str | None) -> None:
        if text and text.strip():
            then(text.strip(), judge(field, text, ground).echo or text.strip())

    screen.app.push_screen(LineModal(label, keys, understand), typed)
