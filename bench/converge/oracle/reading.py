"""A record read the oracle's own way: a set of facts that can each be changed, and the conflicts it lists.

A fact is the smallest thing two people can change apart: a field, an entry of a list, a field of a line, a paragraph. Who
writes records for the oracle keeps to three rules: ``ext.uid`` tells a record whatever it is called, ``key`` tells an entry,
and a paragraph is one line whose first word tells it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Fact = tuple[str, ...]
"""What was changed: ``("city",)``, ``("tags", "#", "vip")``, ``("lines", "k1", "qty")``, ``("body", "p7")``."""
GONE = None
"""The value of a fact that is not there."""
CONFLICTS = "conflicts"


class Unreadable(Exception):
    """A file is not what a record must be."""


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict that waits for a person."""

    id: str
    kind: str
    field: str
    base: str | None
    kept: str | None
    other: str | None

    @property
    def dispute(self) -> str:
        """What it is about, whatever it is called and whoever's value stands."""
        base = "" if self.field else f" {self.base}"
        return f"{self.kind} {self.field}{base} {sorted((str(self.kept), str(self.other)))}"

    def covers(self, other: Open) -> bool:
        """Tell whether it asks all that another conflict asks; texts are cut where they differ, so it may hold more lines."""
        if self.dispute == other.dispute:
            return True
        if self.field != "body" or other.field != "body":
            return False
        pairs = ((self.kept, self.other), (self.other, self.kept))
        wanted = other.kept or "", other.other or ""
        return any(all(text in (side or "") for text, side in zip(wanted, pair, strict=True)) for pair in pairs)

    def holds(self, other: Open) -> bool:
        """Tell whether another conflict is about a part of what this one leaves open as a whole.

        While a whole list waits for a person, one of its two forms stands there by nobody's word, and may say again what
        somebody had answered in the other. Who meets that has a question, and it is the same one.
        """
        return other.field.startswith(f"{self.field}.")

    def touches(self, fact: Fact) -> bool:
        """Tell whether it is about a fact."""
        if fact[0] == "body":
            return self.field == "body"
        place = ".".join(each for each in fact if each != "#")
        listed = ".".join(fact[: fact.index("#")]) if "#" in fact else place
        return any(
            self.field == each or self.field.startswith(f"{each}.") or each.startswith(f"{self.field}.")
            for each in (place, listed)
        )

    def names(self, fact: Fact, value: str | None) -> bool:
        """Tell whether it keeps a value of a fact for the person to choose."""
        sides = (self.kept, self.other)
        if value is GONE:
            steps = [each for each in fact if each != "#"]
            inside = steps[len(self.field.split(".")) :] or steps[-1:]
            return any(each is None or any(step not in each for step in inside) for each in sides)
        wanted = fact[-1] if "#" in fact else value
        return any(each is not None and (wanted in each or json.dumps(wanted)[1:-1] in each) for each in sides)


@dataclass(slots=True)
class Read:
    """One version of a record."""

    uid: str
    facts: dict[Fact, str] = field(default_factory=dict)
    open: dict[str, Open] = field(default_factory=dict)
    histories: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    lines: frozenset[str] = frozenset()
    """The lines of its body."""
    twice: tuple[str, ...] = ()
    """What stands in it twice."""


class _Strict(yaml.CBaseLoader):
    """Every scalar as text; a key that stands twice is refused."""


def _mapping(loader: yaml.CBaseLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in node.value:
        name = loader.construct_object(key, deep=True)
        if name in found:
            raise Unreadable(f"{name} stands twice")
        found[name] = loader.construct_object(value, deep=True)
    return found


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(content: bytes) -> Read:
    """Read a record. Raises ``Unreadable``."""
    text = content.decode("utf-8")
    if any(line.startswith(("<<<<<<<", ">>>>>>>", "|||||||")) for line in text.splitlines()):
        raise Unreadable("conflict markers")
    if not text.startswith("---\n") or "\n---\n" not in text[3:]:
        raise Unreadable("no front matter")
    header, _, body = text[4:].partition("\n---\n") if not text.startswith("---\n---\n") else ("", "", text[8:])
    try:
        tree = yaml.load(header, _Strict)
    except yaml.YAMLError as error:
        raise Unreadable(str(error)) from error
    if not isinstance(tree, dict) or not isinstance(tree.get("ext"), dict) or "uid" not in tree["ext"]:
        raise Unreadable("no record of this run")
    found = Read(tree["ext"]["uid"])
    entries = [_open(each) for each in tree.pop(CONFLICTS, None) or []]
    found.open = {each.id: each for each in entries}
    found.aliases = tuple(tree.get("aliases") or ())
    facts = [*_facts((), tree), *_paragraphs(body)]
    found.lines = frozenset(body.splitlines())
    found.facts = dict(facts)
    found.histories = {name: value for name, value in tree.items() if name.endswith("_history")}
    told = [
        *(" ".join(fact) for fact, _ in facts),
        *(f"text {line}" for line in body.splitlines() if line.strip()),
        *(each.id for each in entries),
        *(each.dispute for each in entries),
    ]
    found.twice = tuple(each for each, count in Counter(told).items() if count > 1)
    return found


def _open(tree: dict[str, str]) -> Open:
    return Open(
        tree["id"],
        tree.get("kind", "field"),
        tree.get("field", ""),
        *(_value(tree, name) for name in ("base", "kept", "other")),
    )


def _value(tree: dict[str, str], name: str) -> str | None:
    value = tree.get(name)
    if value is None or tree.get("form") != "json":
        return value
    decoded = json.loads(value)
    return decoded if isinstance(decoded, str) else canonical(decoded)


def canonical(tree: Any) -> str:
    """Return a text that is equal for equal trees."""
    return json.dumps(tree, sort_keys=True, ensure_ascii=False)


def _facts(path: Fact, tree: Any) -> Iterator[tuple[Fact, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _facts((*path, key), value)
    elif isinstance(tree, list):
        for item in tree:
            if isinstance(item, dict) and "key" in item:
                yield from _facts((*path, item["key"]), item)
            else:
                yield (*path, "#", item if isinstance(item, str) else canonical(item)), "there"
    else:
        yield path, tree


def _paragraphs(body: str) -> Iterator[tuple[Fact, str]]:
    for line in body.splitlines():
        if line.strip():
            yield ("body", line.split()[0]), line
