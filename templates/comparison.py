"""The page of a comparison: one HTML file for a reviewer, which fetches nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..records.git.history import FileFate
from ..records.history.telling import ToldRecord
from ..schema.clean import clean, clean_lines
from ..schema.dataclass import dataclass
from ..schema.language import Language
from ..schema.sentences import Sentence, sentence
from .engine import Plain, render_own

FATES: dict[FileFate, Sentence] = {
    FileFate.CREATED: sentence("new"),
    FileFate.EDITED: sentence("changed"),
    FileFate.DELETED: sentence("deleted"),
    FileFate.RENAMED: sentence("renamed"),
}
"""What became of a record, in a word."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands above the records."""

    title: str
    """Whose book, and what is compared."""
    about: Sequence[str]
    """Sentences that say how much changed and who changed it."""


def comparison_page(records: Sequence[ToldRecord], words: PageWords, language: Language) -> str:
    """Return the page as HTML text."""
    places: list[Plain] = [
        {"title": clean(place), "records": tuple(_record(each, language) for each in held)}
        for place, held in groupby(records, key=lambda each: each.place)
    ]
    return render_own(
        "pages/comparison.html",
        {
            "language": language.code,
            "title": clean(words.title),
            "about": tuple(map(clean, words.about)),
            "places": tuple(places),
            "elsewhere": language.gettext("The rest of the book"),
            "nothing": language.gettext("Nothing differs."),
            "was": language.gettext("was"),
        },
    )


def _record(told: ToldRecord, language: Language) -> dict[str, Plain]:
    return {
        "id": clean(told.id),
        "was": clean(told.was),
        "title": clean(told.title),
        "kind": clean(told.kind),
        "fate": told.fate.value,
        "fate_word": FATES[told.fate].text(language),
        "changes": tuple(
            {"label": clean(each.label), "before": _lines(each.before), "after": _lines(each.after)}
            for each in told.changes
            if each.before or each.after
        ),
    }


def _lines(text: str) -> str:
    return "\n".join(clean_lines(text)) if text else ""
