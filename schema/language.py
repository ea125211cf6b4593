"""The reader's language: catalogue look-up and which language that is."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("es", "en")
"""Every string a person reads exists in these."""

DOMAINS = ("schema", "records", "templates", "tui", "cli")
"""One catalogue a floor, so that floors change theirs alone."""

LOCALE_FOLDER = Path(__file__).parent / "locale"


class Language:
    """One of ``LANGUAGES`` with its catalogues; immutable, so pass it freely."""

    __slots__ = ("code",)

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise ValueError(code)
        self.code = code

    @property
    def _catalogue(self) -> gettext.NullTranslations:
        """The catalogues, read with the first sentence: a list of ids has none."""
        return _catalogue(self.code)

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language; English where the catalogue lacks it."""
        return self._catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form of the message for ``count`` things."""
        return self._catalogue.ngettext(one, many, count)

    def choose(self, labels: Mapping[str, str]) -> str:
        """Return the label of this language from ``{"en": …, "es": …}``; any other one where it lacks."""
        return labels.get(self.code) or labels.get("en") or next(iter(labels.values()), "")

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogues of ``code`` chained into one; English is the source and needs none."""
    whole = gettext.NullTranslations()
    if code == "en":
        return whole
    for domain in DOMAINS:
        whole.add_fallback(gettext.translation(domain, LOCALE_FOLDER, [code], fallback=True))
    return whole


def language_of_reader(
    asked: str | None, environment: Mapping[str, str] = os.environ, book: str | None = None
) -> Language:
    """Return the language asked for, else the environment's, else the book's, else English.

    The environment counts as ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` do in gettext; ``C`` and ``POSIX`` say nothing.
    """
    candidates = [asked, environment.get("LC_ALL"), environment.get("LC_MESSAGES"), environment.get("LANG"), book]
    for candidate in candidates:
        code = (candidate or "").replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return Language(code)
    return ENGLISH


ENGLISH = Language("en")
SPANISH = Language("es")
