"""The words that texts are made of, to find the one a mistyped word stands for."""

from __future__ import annotations

from collections.abc import Iterator

from ..breath import breathe, sorted_at_ease

SHORTEST = 4
"""Words with fewer letters are not corrected: too many others are one letter away."""
MOST = 8
"""Corrections given for one word."""

_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
TO_BLANKS = bytes.maketrans(_NO_LETTERS, b" " * len(_NO_LETTERS))
"""Makes of every byte that is no letter of a word a blank."""


PIECE = 1 << 16
"""Bytes cut into words in one go."""


def different_words(text: bytes) -> set[bytes]:
    """Return every different word of a folded text, cut piece by piece: keys are answered between the pieces."""
    blank, found, begin = text.translate(TO_BLANKS), set[bytes](), 0
    while begin < len(blank):
        end = blank.find(b" ", begin + PIECE)
        found.update(blank[begin : end if end >= 0 else len(blank)].split())
        begin = end if end >= 0 else len(blank)
        breathe()
    return found


class Vocabulary:
    """Every different word of some folded texts, as one bytes object that is scanned like the texts themselves."""

    __slots__ = ("_words",)

    def __init__(self, texts: bytes) -> None:
        words = sorted_at_ease(different_words(texts))
        self._words = b"\n%b\n" % b"\n".join(words)

    def holds(self, part: str) -> bool:
        """Return whether ``part`` stands in one of the words."""
        return part.encode(errors="replace") in self._words

    def corrections(self, word: str) -> list[str]:
        """Return the words that ``word`` differs from by one letter, or whose beginning does; whole ones first.

        One mistake leaves the first or the second half of a word untouched, so only words with one of them are
        looked at; two letters swapped in the middle are tried on their own.
        """
        if len(word) < SHORTEST:
            return []
        middle = len(word) // 2
        swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
        found: dict[str, bool] = {}
        for candidate in (
            *self._that_begin(word[:middle]),
            *self._that_end(word[middle:]),
            *self._that_begin(swapped),
        ):
            if candidate in found:
                continue
            if differ_by_one(word, candidate):
                found[candidate] = True
            elif any(differ_by_one(word, candidate[: len(word) + step]) for step in (-1, 0, 1)):
                found[candidate] = False
        ranked = sorted(found, key=lambda each: (not found[each], len(each), each))
        return ranked[:MOST]

    def _that_begin(self, start: str) -> Iterator[str]:
        wanted = b"\n" + start.encode()
        at = self._words.find(wanted)
        while at >= 0:
            end = self._words.find(b"\n", at + 1)
            yield self._words[at + 1 : end].decode()
            at = self._words.find(wanted, end)

    def _that_end(self, rest: str) -> Iterator[str]:
        wanted = rest.encode() + b"\n"
        at = self._words.find(wanted)
        while at >= 0:
            end = at + len(wanted) - 1
            start = self._words.rfind(b"\n", 0, at) + 1
            yield self._words[start:end].decode()
            at = self._words.find(wanted, end)


def differ_by_one(one: str, other: str) -> bool:
    """Return whether one letter put in, taken out, replaced or swapped with its neighbour makes ``one`` ``other``."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        start += 1
    rest, against = one[start:], other[start:]
    if rest[1:] == against[1:] or rest[1:] == against or rest == against[1:]:
        return True
    return rest[2:] == against[2:] and rest[:2] == against[:2][::-1]
