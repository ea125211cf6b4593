"""Sentences for people: an English template with typed values, put into the reader's language at the edge.

A lower floor never knows who reads. It returns ``Sentence`` values; ``cli/`` and ``tui/`` call ``.text(language)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from .dataclass import dataclass
from .values import Money, Period

if TYPE_CHECKING:
    from .language import Language


_LONG = 10_000
"""From here on a count has its thousands apart; 2026 may be a year."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence and the values it speaks of."""

    template: str
    """English text with ``{name}`` places; the key in the catalogues."""
    values: tuple[tuple[str, object], ...] = ()
    """What fills the places. A ``Sentence`` or labels (``{"en": …, "es": …}``) among them are translated too, a
    day, a period, an amount or a long count stands in the reader's form, and a tuple of any of these is read as a list."""
    plural: str = ""
    """English plural template; the value ``n`` then chooses."""

    def text(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        values = {name: _spoken(value, language) for name, value in self.values}
        if self.plural:
            count = values.get("n")
            template = language.ngettext(self.template, self.plural, count if isinstance(count, int) else 2)
        else:
            template = language.gettext(self.template)
        return template.format(**values)

    def __str__(self) -> str:
        """Return the English text: for logs, tests and tracebacks, never for a reader's screen."""
        from .language import ENGLISH

        return self.text(ENGLISH)


def _spoken(value: object, language: Language) -> object:
    """Return a value as it stands in a sentence of ``language``."""
    if isinstance(value, Sentence):
        return value.text(language)
    if isinstance(value, Mapping):
        return language.choose(value)
    if isinstance(value, (date, Money, Period)) or (isinstance(value, int) and value >= _LONG):
        from .formats import show_plain

        return show_plain(value, language)
    if isinstance(value, tuple):
        return ", ".join(str(_spoken(each, language)) for each in value)
    return value


def sentence(template: str, /, **values: object) -> Sentence:
    """Return the sentence of ``template`` (English, collected into the catalogues) with ``values``."""
    return Sentence(template, tuple(values.items()))


def plural(one: str, many: str, /, n: int, **values: object) -> Sentence:
    """Return ``one`` or ``many`` (English, both collected) by the count ``n``, which both may name as ``{n}``."""
    return Sentence(one, (("n", n), *values.items()), many)
