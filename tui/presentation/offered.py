"""What could stand at the cursor of a filter, gone through with Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...schema.clean import clean
from ...schema.dataclass import dataclass, replace
from ...schema.language import Language

if TYPE_CHECKING:
    from ...records.query.complete import Candidate, Completion

_MOST = 8
"""Candidates shown beside the one that is taken: what a line has room for."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The candidates, and the text with the one that is taken."""

    before: str
    """The text up to what is completed."""
    after: str
    """The text behind it."""
    candidates: tuple[Candidate, ...]
    """The one that is taken first, then those that follow."""
    language: Language
    """Of the labels."""

    @property
    def end(self) -> int:
        """Where the cursor stands behind what is taken."""
        return len(self.before) + len(self.candidates[0].text)

    @property
    def text(self) -> str:
        """The whole filter with what is taken."""
        return f"{self.before}{self.candidates[0].text}{self.after}"

    def turned(self) -> Offered:
        """Return what is offered once the next candidate is taken."""
        first, *rest = self.candidates
        return replace(self, candidates=(*rest, first))

    def others(self) -> list[str]:
        """Return the candidates as people read them, the one that is taken first."""
        shown = []
        for each in self.candidates[:_MOST]:
            label = self.language.choose(each.label) if each.label else ""
            same = label.casefold() == each.text.rstrip(":").casefold()
            shown.append(clean(f"{each.text} ({label})" if label and not same else each.text))
        more = len(self.candidates) - _MOST
        return [*shown, f"+{more}"] if more > 0 else shown


def offered_of(text: str, completion: Completion, language: Language) -> Offered:
    """Return what is offered for ``text``."""
    return Offered(text[: completion.start], text[completion.end :], completion.candidates, language)
