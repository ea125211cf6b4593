"""A place in a recipe: typed access to what it says there, and mistakes that point at their line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import yaml

from ...schema.dataclass import dataclass
from ...schema.nearest import nearest
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Path, Tree, dotted
from .mistakes import RecipeMistake


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a recipe and where it stands."""

    file: str
    """The recipe, for people."""
    text: str
    """The whole recipe, to find the line of a mistake."""
    path: Path
    """Where in it."""
    tree: Tree
    """What it says there."""

    def mistake(self, reason: Sentence, hint: Sentence | None = None) -> RecipeMistake:
        """Return the mistake to raise for what stands here."""
        return RecipeMistake(self.file, line_of(self.text, self.path), dotted(self.path) or "…", reason, hint)

    def at(self, step: str | int) -> Place:
        """Return the place of a key or position; its tree is None where nothing stands there."""
        below: Tree = None
        if isinstance(self.tree, dict) and isinstance(step, str):
            below = self.tree.get(step)
        elif isinstance(self.tree, list) and isinstance(step, int):
            below = self.tree[step]
        return Place(self.file, self.text, (*self.path, step), below)

    def has(self, key: str) -> bool:
        """Return whether a map has ``key``."""
        return isinstance(self.tree, dict) and key in self.tree

    def word(self, *, needed: bool = False) -> str:
        """Return the text that stands here, empty where nothing does."""
        if self.tree is None and not needed:
            return ""
        if not isinstance(self.tree, str) or (needed and not self.tree):
            raise self.mistake(sentence("it must be a text."))
        return self.tree

    def words(self) -> tuple[str, ...]:
        """Return the texts of a list; one text counts as a list of one."""
        if isinstance(self.tree, str):
            return (self.tree,) if self.tree else ()
        if self.tree is None:
            return ()
        return tuple(each.word(needed=True) for each in self.items())

    def items(self) -> Iterator[Place]:
        """Yield the places of a list."""
        if not isinstance(self.tree, list):
            raise self.mistake(sentence("it must be a list."))
        for position in range(len(self.tree)):
            yield self.at(position)

    def entries(self) -> Iterator[tuple[str, Place]]:
        """Yield the keys and places of a map; nothing stands for an empty one."""
        if self.tree is None:
            return
        if not isinstance(self.tree, dict):
            raise self.mistake(sentence("it must be a map."))
        for key in self.tree:
            yield key, self.at(key)

    def pairs(self) -> dict[str, str]:
        """Return a map of texts."""
        return {key: each.word() for key, each in self.entries()}

    def truth(self) -> bool:
        """Return a truth value, false where nothing stands."""
        if self.tree in {None, "no", "false"}:
            return False
        if self.tree in {"yes", "true"}:
            return True
        raise self.mistake(sentence("it must be yes or no."))

    def one_of(self, known: Collection[str], *, needed: bool = False) -> str:
        """Return the text here, which must be one of ``known``."""
        word = self.word(needed=needed)
        if word and word not in known:
            raise self.mistake(*_unknown(word, known))
        return word

    def only(self, known: Collection[str]) -> None:
        """Make sure that a map has no keys but ``known``."""
        for key, each in self.entries():
            if key not in known:
                raise each.mistake(*_unknown(key, known))


def _unknown(word: str, known: Collection[str]) -> tuple[Sentence, Sentence]:
    near = nearest(word, known)
    return (
        sentence("“{word}” is not a word of recipes here.", word=word),
        sentence("Did you mean “{near}”?", near=near)
        if near
        else sentence("It may be one of {known}.", known=", ".join(known)),
    )


def line_of(text: str, path: Path) -> int | None:
    """Return the line of a path in YAML text that the strict reader accepted; of its nearest parent where it lacks."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line: int | None = None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def map_of(tree: Tree) -> Mapping[str, Tree]:
    """Return a tree that is known to be a map."""
    assert isinstance(tree, dict)
    return tree
