"""Reading the stories: typed access to what the YAML files beside this module say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.problems import Problem
from ...schema.tree import Tree
from ..files.parse import read_text

FOLDER = Path(__file__).parent
CLIENT_FILES = ("logistics", "technology", "health", "manufacturing")


@dataclass(frozen=True, slots=True)
class Told:
    """A map of a story."""

    tree: dict[str, Tree]
    """What it says."""

    def text(self, key: str, default: str = "") -> str:
        """Return a text, ``default`` where there is none."""
        value = self.tree.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """Return a whole number: a day counted from today, an amount, a count."""
        return int(self.text(key) or default)

    def money(self, key: str) -> Decimal:
        """Return an amount, nothing where there is none."""
        return Decimal(self.text(key) or 0)

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self.tree.get(key)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []

    def rows(self, key: str) -> list[list[str]]:
        """Return a list of rows, each with its texts; lists inside a row are left out."""
        value = self.tree.get(key)
        rows = value if isinstance(value, list) else []
        return [["" if each is None else str(each) for each in row] for row in rows if isinstance(row, list)]

    def maps(self, key: str) -> Iterator[Told]:
        """Yield the maps of a list; a single map counts as a list of one."""
        value = self.tree.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield Told(each)

    def map(self, key: str) -> dict[str, Tree]:
        """Return a map, empty where there is none."""
        value = self.tree.get(key)
        return value if isinstance(value, dict) else {}


def read_story(name: str) -> Told:
    """Return what the file ``name.yaml`` tells."""
    path = FOLDER / f"{name}.yaml"
    document = read_text(path.read_bytes(), path.name)
    assert not isinstance(document, Problem), document
    return Told(document.tree)
