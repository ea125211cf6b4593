"""A record: one readable file of the book, as text not yet typed."""

from __future__ import annotations

from collections.abc import Mapping

from .dataclass import dataclass
from .late_text import LateText
from .tree import Tree

FOLDER_NAMED = ("client", "user")
"""Files whose name is fixed; the folder they lie in is the record's name."""


CONFLICTS = "conflicts"
"""The field of a record in which its conflicts stand: what a merge could not decide."""


def name_of(record_id: str) -> str:
    """Return what links call the record of an id: its last part; for a client or user the folder's name."""
    parts = record_id.split("/")
    return parts[-2] if parts[-1] in FOLDER_NAMED and len(parts) > 1 else parts[-1]


@dataclass(frozen=True, slots=True)
class Record:
    """One record. Typed values come from its ``RecordType``: ``record_type.value(record, "amount")``."""

    path: str
    """The file, relative to the book, with ``/``: ``clients/acme/opportunities/big-deal-k3x9.md``."""
    type: str
    """The name of its record type."""
    tree: Mapping[str, Tree]
    """The front matter as text."""
    text_after: str | LateText
    """The Markdown after the front matter, or where it is found; ``body`` is the text."""
    digest: str
    """The git blob id of the file's bytes: what an editor saw when it started from this record."""

    @property
    def body(self) -> str:
        """The Markdown after the front matter; empty for ``.yaml``."""
        held = self.text_after
        return held if isinstance(held, str) else held.read()

    @property
    def id(self) -> str:
        """The path without its ending: the identity of the record."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """What links call it: the last part of the id; for a client or user the folder's name."""
        return name_of(self.id)

    @property
    def client(self) -> str | None:
        """The slug of the client folder it lies in; None outside ``clients/``."""
        parts = self.path.split("/", 2)
        return parts[1] if parts[0] == "clients" and len(parts) == 3 else None

    @property
    def title(self) -> str:
        """Its title; its name where the title is missing."""
        title = self.tree.get("title")
        return title if isinstance(title, str) and title else self.name

    def text(self, field: str) -> str:
        """Return the text of a scalar top-level field, empty where it is missing or not a scalar."""
        value = self.tree.get(field)
        return value if isinstance(value, str) else ""
