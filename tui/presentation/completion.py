"""Completing what is typed into a row: choices by their labels, links by title or name, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...records.births import Birth
from ...schema.dataclass import dataclass
from ...schema.field import Field, Shape
from ...schema.folding import fold
from ...schema.record import Record
from .ground import Ground
from .judging import LINK_KINDS, quote_item

MOST = 8
"""How many candidates are offered: what a small terminal has lines for."""


MOST_AT_ONCE = 1_000
"""Records looked through while a key waits: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be meant."""

    text: str
    """What is written when it is taken."""
    title: str
    """What it is called."""
    about: str = ""
    """What tells it from others of that title: its client or type."""
    birth: Birth | None = None
    """The record that is made with what is written when it is taken; None where it is there already."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be meant by the piece of text being typed."""

    start: int
    """Where the piece begins in the text."""
    candidates: tuple[Candidate, ...] = ()
    """The best first; empty when there is nothing to offer."""

    def take(self, text: str, candidate: Candidate) -> str:
        """Return ``text`` with its last piece replaced by ``candidate``."""
        return text[: self.start] + candidate.text


def complete(field: Field, text: str, ground: Ground, *, asked: bool = False) -> Completion:
    """Return what may complete ``text`` in ``field``; only when ``asked`` does an empty or a whole piece offer anything."""
    start = _piece_start(text) if field.shape is Shape.LIST else 0
    piece = fold(text[start:].strip())
    if not piece and not asked:
        return Completion(start)
    found = list(islice(_candidates(field, piece, ground), MOST))
    births = list(_births(field, text[start:].strip(), found, ground))
    found = [*found[: MOST - len(births)], *births]
    if not asked and len(found) == 1 and not births and piece in {fold(found[0].text), fold(found[0].title)}:
        return Completion(start)
    return Completion(start, tuple(found))


def is_long_work(field: Field, ground: Ground) -> bool:
    """Return whether completing ``field`` looks through more records than a key may wait for."""
    if field.kind.name != "ref":
        return False
    types = field.to or tuple(ground.snapshot.schema.types)
    return sum(len(ground.snapshot.of_type(each)) for each in types) > MOST_AT_ONCE


def complete_beside(field: Field, text: str, ground: Ground) -> tuple[str, Completion]:
    """Return everything that fits: instead of the value that stands in ``text``, or as one more value of a list.

    The text returned is what the row then holds.
    """
    if field.shape is Shape.LIST and text.strip(" ,;"):
        text = f"{text.rstrip(' ,;')}, "
        return text, complete(field, text, ground, asked=True)
    return text, complete(field, "", ground, asked=True)


def _piece_start(text: str) -> int:
    """Return where the last of several values begins; the blank after a comma is kept."""
    comma = max(text.rfind(","), text.rfind(";"))
    return comma + 1 + (1 if text[comma + 1 : comma + 2] == " " else 0) if comma >= 0 else 0


def _candidates(field: Field, piece: str, ground: Ground) -> Iterator[Candidate]:
    if field.choices:
        yield from _choices(field, piece, ground)
    elif field.kind.name == "bool":
        words = (ground.language.gettext("yes"), ground.language.gettext("no"))
        yield from (Candidate(word, word) for word in words if fold(word).startswith(piece))
    elif field.kind.name in LINK_KINDS:
        yield from _links(field, piece, ground)


def _births(field: Field, title: str, found: Sequence[Candidate], ground: Ground) -> Iterator[Candidate]:
    """Yield what can be made of a title that nothing has yet."""
    known = any(fold(title) in {fold(each.title), fold(each.text)} for each in found)
    if field.kind.name != "ref" or known or not title or ground.will_be(title, field.to):
        return
    for name in ground.bearable(field.to):
        label = ground.language.choose(ground.snapshot.schema.types[name].label)
        says = ground.language.gettext("New: {type} “{title}”").format(type=label, title=title)
        text = quote_item(title) if field.shape is Shape.LIST else title
        yield Candidate(text, says, birth=Birth(name, title))


def _choices(field: Field, piece: str, ground: Ground) -> Iterator[Candidate]:
    named = [(each, ground.language.choose(each.label) or each.word) for each in field.choices]
    begins = [pair for pair in named if fold(pair[1]).startswith(piece) or pair[0].word.startswith(piece)]
    holds = [pair for pair in named if pair not in begins and piece in fold(pair[1])]
    for each, label in (*begins, *holds):
        yield Candidate(quote_item(label) if field.shape is Shape.LIST else label, label, each.word)


def _links(field: Field, piece: str, ground: Ground) -> Iterator[Candidate]:
    types = ("user",) if field.kind.name == "user" else field.to or tuple(ground.snapshot.schema.types)
    words = piece.split()
    near = ground.snapshot.of_client(ground.client) if ground.client else ()
    taken: set[str] = set()
    for group in (
        (each for each in near if each.type in types),
        (each for name in types for each in ground.snapshot.of_type(name)),
    ):
        for record in _ranked(group, words):
            if record.id not in taken:
                taken.add(record.id)
                yield Candidate(ground.link_to(record), record.title, _whose(record, ground))


def _ranked(records: Iterable[Record], words: list[str]) -> list[Record]:
    """Return the records whose title or name has a word beginning with each of ``words``; best titles first."""
    scored: list[tuple[int, str, Record]] = []
    for record in records:
        title = fold(record.title)
        parts = f"{title} {record.name.replace('-', ' ')}".split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            scored.append((0 if words and title.startswith(words[0]) else 1, title, record))
    return [record for _, _, record in sorted(scored, key=lambda each: each[:2])]


def _whose(record: Record, ground: Ground) -> str:
    label = ground.language.choose(ground.snapshot.type_of(record).label)
    client = ground.snapshot.client_of(record)
    if client is None or client is record or record.client == ground.client:
        return label
    return f"{label}, {client.title}"
