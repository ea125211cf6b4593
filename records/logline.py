"""One line that logs an interaction and its next step: ``llamada ana 20m: presupuesto ok > enviar propuesta @viernes``.

Only the shape of the line is read here, in Spanish and English alike; who is meant and which day ``@viernes`` is,
``log_draft.py`` finds out with the book at hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..schema.dataclass import dataclass
from ..schema.field import Choice
from ..schema.folding import fold
from ..schema.late_pattern import late

NOTE = "note"
"""The kind of a line that names none."""

_INWARD = frozenset({"de", "del", "from"})
_OUTWARD = frozenset({"a", "al", "con", "para", "to", "with", "for"})
_JOINING = frozenset({"y", "e", "and", "&"})
_SHORTEST_KIND = 3
"""Letters that are enough of a kind: ``lla`` is a call, ``re`` could be too many things."""

_HEAD_ENDS = late(r":(?!\d)|(?<!\d):")
_NEXT_STEP = late(r"(?:^|\s)[>→](?=\s|$)")
_WHEN = late(r"(?:^|\s)@(?=\S)")
_HOURS = late(r"(\d{1,2})h(?:(\d{1,2})(?:m|min)?)?")
_MINUTES = late(r"(\d{1,3})(?:m|min|mins|minutos|minutes|')")
_MINUTE_WORDS = frozenset({"m", "min", "mins", "minutos", "minutes"})


@dataclass(frozen=True, slots=True)
class LogLine:
    """What the line says, word for word."""

    kind: str
    """The word of the interaction's kind; ``note`` where the line names none."""
    direction: str
    """``in`` or ``out`` where a preposition says it (``llamada de ana``), else empty."""
    who: tuple[str, ...]
    """Words that name the client and its people, in order; a comma stays as ``,`` because it parts names."""
    minutes: int | None
    """How long it took."""
    when: str
    """The words after ``@`` before the colon: when it was; empty means now."""
    text: str
    """What happened."""
    next_step: str
    """What comes next; empty where nothing does."""
    due: str
    """The words after ``@`` in the next step: by when."""


def parse_log_line(text: str, kinds: Sequence[Choice]) -> LogLine:
    """Return what the line says; any text is a line, at worst a note."""
    said, next_step, due = _split_next_step(" ".join(text.split()))
    end = _HEAD_ENDS.search(said)
    head, rest = (said[: end.start()], said[end.end() :].strip()) if end else ("", said)
    kind, words = _take_kind((head if end else said).split(), kinds)
    if not kind:
        return LogLine(NOTE, "", (), None, "", said, next_step, due)
    if not end:
        return LogLine(kind, "", (), None, "", " ".join(words), next_step, due)
    names, when = _split_when(" ".join(words))
    direction, minutes, who = _read_head(names.replace(",", " , ").split())
    return LogLine(kind, direction, who, minutes, when, rest, next_step, due)


def _split_next_step(text: str) -> tuple[str, str, str]:
    """Return what was said, the next step and its day; the last lone ``>`` divides."""
    divides = list(_NEXT_STEP.finditer(text))
    if not divides:
        return text, "", ""
    step, due = _split_when(text[divides[-1].end() :].strip())
    return text[: divides[-1].start()].strip(), step, due


def _split_when(text: str) -> tuple[str, str]:
    """Return the text before the last ``@`` that begins a word, and the words after it."""
    found = list(_WHEN.finditer(text))
    return (text[: found[-1].start()].strip(), text[found[-1].end() :].strip()) if found else (text, "")


def _take_kind(words: list[str], kinds: Sequence[Choice]) -> tuple[str, list[str]]:
    """Return the kind the first words name, and the words after it; two words are tried before one."""
    for count in (2, 1):
        if len(words) >= count and (kind := kind_named(" ".join(words[:count]), kinds)):
            return kind, words[count:]
    return "", words


def kind_named(word: str, kinds: Sequence[Choice]) -> str:
    """Return the kind called ``word`` in a file or in any language, or the only one that begins so; else empty."""
    wanted = fold(word)
    begun: set[str] = set()
    for each in kinds:
        for name in (each.word, *each.label.values()):
            if fold(name) == wanted:
                return each.word
            if len(wanted) >= _SHORTEST_KIND and fold(name).startswith(wanted):
                begun.add(each.word)
    return begun.pop() if len(begun) == 1 else ""


def _read_head(words: list[str]) -> tuple[str, int | None, tuple[str, ...]]:
    """Return direction, minutes and the words that are left as names."""
    direction, minutes, names = "", None, list[str]()
    place = 0
    while place < len(words):
        word = fold(words[place])
        following = fold(words[place + 1]) if place + 1 < len(words) else ""
        length, taken = _read_length(word, following)
        if length is not None:
            minutes = length
        elif word in _INWARD | _OUTWARD and not names:
            direction = "in" if word in _INWARD else "out"
        elif word in _JOINING:
            names.append(",")
        else:
            names.append(words[place])
        place += taken
    return direction, minutes, tuple(names)


def _read_length(word: str, following: str) -> tuple[int | None, int]:
    """Return the minutes that ``word`` (and perhaps the next one) say, and how many words that took."""
    if found := _HOURS.fullmatch(word):
        return int(found[1]) * 60 + int(found[2] or 0), 1
    if found := _MINUTES.fullmatch(word):
        return int(found[1]), 1
    if word.isascii() and word.isdigit() and len(word) <= 3 and following in _MINUTE_WORDS:
        return int(word), 2
    return None, 1
