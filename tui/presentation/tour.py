"""The tour of the sample book: eight steps, each of which waits until the person has done it with the real keys."""

from __future__ import annotations

from ...schema.dataclass import dataclass, replace
from ...schema.language import Language
from ...schema.sentences import Sentence, sentence
from ..actions import ActionTable, Place, key_name

DID, AT, SAVED, FILTERED = "did:", "at:", "saved:", "filtered"
"""What a step can wait for: an action, a place, a saved record of a type, a filter that was left for its rows."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try."""

    says: Sentence
    """What to press, and what for."""
    waits_for: frozenset[str]
    """What shows that it was done; any of these."""


def _step(says: Sentence, *events: str) -> Step:
    return Step(says, frozenset(events))


STEPS: tuple[Step, ...] = (
    _step(
        sentence("Find a client. Press / and type industry:logistics, then Enter: the list keeps what fits."),
        FILTERED,
    ),
    _step(
        sentence("Arrows or j and k move. Enter opens the client: what is open, what is due, what happened last."),
        AT + Place.CLIENT,
    ),
    _step(
        sentence(
            "You have just called. Press l and type: call: budget is fine > send the proposal @friday. Then Enter."
        ),
        SAVED + "interaction",
    ),
    _step(
        sentence("That was one save with the call and its next step. Press g and then e: the pipeline."),
        AT + Place.PIPELINE,
    ),
    _step(
        sentence(
            "Arrows go from deal to deal. Press m and choose the next stage; what that stage asks for, it asks you."
        ),
        SAVED + "opportunity",
    ),
    _step(
        sentence("Second thoughts? Press u: it takes back what was saved last. Ctrl-R would do it again."), DID + "undo"
    ),
    _step(
        sentence("Press S and type as little as you remember of a name, a product or a note; a slip is forgiven."),
        AT + Place.SEARCH,
    ),
    _step(sentence("Press g and then h: today, with everything that is due whatever made it so."), AT + Place.TODAY),
    _step(
        sentence("That is the round. Press ? anywhere: it shows every key that works there, and Enter does it."),
        DID + "help",
    ),
)
"""In the order of the tour."""


@dataclass(frozen=True, slots=True)
class Tour:
    """How far somebody is."""

    step: int = 0
    """The index of the step that waits; the number of steps when it is over."""
    away: bool = False
    """Whether it was put away for now."""

    @property
    def is_over(self) -> bool:
        """Whether every step was done or skipped."""
        return self.step >= len(STEPS)

    @property
    def is_shown(self) -> bool:
        """Whether there is something to show."""
        return not self.away and not self.is_over

    def saw(self, event: str) -> Tour:
        """Return the tour after something happened: one step on where it was what the step waits for."""
        return replace(self, step=self.step + 1) if self.is_shown and event in STEPS[self.step].waits_for else self

    def skip(self) -> Tour:
        """Return the tour without the step that waits."""
        return replace(self, step=min(self.step + 1, len(STEPS)))

    def toggle(self) -> Tour:
        """Return the tour put away, taken up where it was, or begun again when it was over."""
        return Tour() if self.is_over else replace(self, away=not self.away)


_LEAVING = {"skip": "tour-skip", "away": "tour"}
"""The actions by which one leaves a step, or all of it."""


def tour_lines(tour: Tour, language: Language, table: ActionTable) -> tuple[str, str]:
    """Return what to do next, and how to skip it and to put the tour away."""
    words = language.gettext
    count = words("Tour {n}/{all}").format(n=tour.step + 1, all=len(STEPS))
    skip = words("{skip} skips this step, {away} puts the tour away and takes it up again.")
    keys = {name: " ".join(map(key_name, table.by_id[word].keys[:1])) for name, word in _LEAVING.items()}
    return f"{count}  {STEPS[tour.step].says.text(language)}", skip.format(**keys)
