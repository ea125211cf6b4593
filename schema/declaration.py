"""Reading a declaration of the schema language: one node of its tree, with its place for mistakes.

Ours is read with PyYAML's base loader; a book's, which is untrusted, comes from the strict reader of
``records/files``. Both arrive as the trees of ``schema/tree.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .dataclass import dataclass, field
from .errors import Refused
from .field import Labels
from .late_pattern import late
from .nearest import nearest
from .sentences import Sentence, sentence
from .tree import Tree, dotted

_PLAIN_WORD = late(r"[^\W_][\w-]{0,79}")


def is_plain_word(word: str) -> bool:
    """Return whether ``word`` may name a type, a pack, a field or a folder: letters of any script, digits, ``_``, ``-``."""
    return _PLAIN_WORD.fullmatch(word) is not None


class BadDeclaration(Refused):
    """A schema file says something the schema language does not have."""

    def __init__(self, where: tuple[str, ...], reason: Sentence, hint: Sentence | None = None) -> None:
        told = sentence("In the schema, at {where}: {reason}", where=dotted(where), reason=reason) if where else reason
        super().__init__(told, hint)
        self.where = where
        """The path inside the declaration, beginning with the name of the type or pack."""
        self.reason = reason
        """What is wrong there."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What declarations may leave out because it is said once for all."""

    words: Mapping[str, Tree] = field(default_factory=dict)
    """Labels of fields and choices by their word."""
    shared: Mapping[str, Tree] = field(default_factory=dict)
    """Whole field declarations by the name that ``like`` calls them."""

    def labels(self, word: str) -> Labels:
        """Return the labels of ``word``; the word itself, spelt for reading, where it has none."""
        known = self.words.get(word)
        if isinstance(known, dict):
            return {code: text for code, text in known.items() if isinstance(text, str)}
        spelt = word.replace("_", " ").strip()
        return {"en": spelt[:1].upper() + spelt[1:]}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One map of a declaration."""

    tree: Mapping[str, Tree]
    """Its keys and values."""
    where: tuple[str, ...]
    """Its path, for mistakes."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """Labels and field declarations that may be left out."""

    def allow(self, words: Iterable[str]) -> None:
        """Refuse any key but ``words``.

        Raises:
            BadDeclaration: there is another one.

        """
        known = list(words)
        for key in self.tree:
            if key not in known:
                raise self.unknown(key, known)

    def unknown(self, word: str, known: Iterable[str]) -> BadDeclaration:
        """Return the mistake that ``word`` is none of ``known``, naming the nearest."""
        known = list(known)
        near = nearest(word, known)
        hint = (
            sentence("Did you mean “{word}”?", word=near)
            if near
            else sentence("These are known: {words}.", words=", ".join(known))
        )
        return BadDeclaration(self.where, sentence("“{word}” is not known.", word=word), hint)

    def refuse(self, name: str, reason: Sentence) -> BadDeclaration:
        """Return the mistake ``reason`` at the key ``name``."""
        return BadDeclaration((*self.where, name) if name else self.where, reason)

    def text(self, name: str) -> str:
        """Return the text at ``name``, empty where it is missing."""
        value = self.tree.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.refuse(name, sentence("It must be one word or text."))
        return value

    def truth(self, name: str) -> bool:
        """Return whether ``name`` says ``true``."""
        text = self.text(name)
        if text not in {"", "true", "false"}:
            raise self.refuse(name, sentence("“{text}” is neither true nor false.", text=text))
        return text == "true"

    def whole_number(self, name: str) -> int | None:
        """Return the whole number at ``name``."""
        text = self.text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self.refuse(name, sentence("“{text}” is not a whole number.", text=text))
        return int(text)

    def word_list(self, name: str) -> tuple[str, ...]:
        """Return the words at ``name``: a list, or one word."""
        value = self.tree.get(name)
        if value is None or value == "":
            return ()
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise self.refuse(name, sentence("It must be a list of words."))
        return tuple(each for each in listed if isinstance(each, str))

    def child(self, name: str) -> Declaration:
        """Return the map at ``name``, an empty one where it is missing."""
        value = self.tree.get(name)
        if value is None or value == "":
            value = {}
        if not isinstance(value, dict):
            raise self.refuse(name, sentence("It must be a map."))
        return Declaration(value, (*self.where, name), self.vocabulary)

    def children(self, name: str) -> Iterator[tuple[str, Declaration]]:
        """Yield the maps in the map at ``name`` by their key."""
        inside = self.child(name)
        for key in inside.tree:
            yield key, inside.child(key)

    def entries(self, name: str) -> list[Declaration]:
        """Return the maps in the list at ``name``; one map stands for a list of one."""
        value = self.tree.get(name) or []
        listed = [value] if isinstance(value, dict) else value
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise self.refuse(name, sentence("It must be a list of maps."))
        where = (*self.where, name)
        return [Declaration(each, where, self.vocabulary) for each in listed if isinstance(each, dict)]

    def facts(self, leave: frozenset[str] = frozenset()) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the keys but those of ``leave``, each with its words; no word means that it is empty."""
        return tuple((key, frozenset(self.word_list(key) or ("",))) for key in self.tree if key not in leave)

    def labels(self, name: str, word: str = "") -> Labels:
        """Return the labels at ``name``; those of ``word`` where they are missing. One text serves every language."""
        value = self.tree.get(name)
        if isinstance(value, str) and value:
            return {"en": value}
        labels = self.child(name).tree
        if not labels:
            return self.vocabulary.labels(word) if word else {}
        if set(labels) - {"en", "es"} or not all(isinstance(each, str) for each in labels.values()):
            raise self.refuse(name, sentence("Labels are texts under en and es."))
        return {code: text for code, text in labels.items() if isinstance(text, str)}


def overlay(base: Mapping[str, Tree], extension: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return ``base`` with the maps of ``extension`` laid over it; lists and scalars replace."""
    result: dict[str, Tree] = dict(base)
    for name, tree in extension.items():
        below = result.get(name)
        result[name] = overlay(below, tree) if isinstance(below, dict) and isinstance(tree, dict) else tree
    return result
