"""What a person left of each list: filter, order, columns, groups and cursor, found again when it is opened again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..records.files.private import PrivateFolder
    from ..records.views.saved import SavedView
    from .scribe import Scribe

_FILE = "lists.json"
_MOST = 60
"""Lists remembered; of more, those left longest ago are forgotten."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """How one list was left."""

    query: str = ""
    """The filter."""
    order: str = ""
    """As in ``amount-``."""
    columns: tuple[str, ...] = ()
    """The columns chosen; empty for the usual ones."""
    group: str = ""
    """The field it was grouped by."""
    folded: tuple[str, ...] = ()
    """The groups that were folded."""
    view: str = ""
    """The saved view it shows, changed since or not."""
    cursor: str = ""
    """The record under the cursor."""


class ListMemory:
    """Remembers lists for the length of a run, and over the end of it where the person keeps anything."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._lists: dict[str, Remembered] | None = None
        self._views: dict[str, SavedView] | None = None

    def recall(self, key: str) -> Remembered | None:
        """Return how the list ``key`` was left; None where it was never opened."""
        return self._known().get(key)

    def keep(self, key: str, left: Remembered) -> None:
        """Remember how a list was left."""
        known = self._known()
        if known.get(key) == left:
            return
        known.pop(key, None)
        known[key] = left
        for oldest in list(known)[: max(0, len(known) - _MOST)]:
            del known[oldest]
        self._scribe.write(_FILE, _content({name: asdict(each) for name, each in known.items()}))

    @property
    def views(self) -> Mapping[str, SavedView]:
        """The person's own views."""
        if self._views is None:
            from ..records.views.private import read_private

            self._views = read_private(self._scribe.folder) if self._scribe.folder else {}
        return self._views

    def keep_view(self, view: SavedView) -> SavedView:
        """Keep a view as the person's own; return it as it is kept."""
        from ..records.views.saved import Origin

        kept = replace(view, origin=Origin.PRIVATE)
        self._write_views({**self.views, view.name: kept})
        return kept

    def drop_view(self, name: str) -> None:
        """Forget one of the person's own views."""
        self._write_views({each: view for each, view in self.views.items() if each != name})

    def _write_views(self, views: dict[str, SavedView]) -> None:
        from ..records.views.private import VIEWS_FILE
        from ..records.views.saved import kept_views

        self._views = views
        self._scribe.write(VIEWS_FILE, _content(kept_views(views)))

    def _known(self) -> dict[str, Remembered]:
        if self._lists is None:
            self._lists = read_lists(self._scribe.folder) if self._scribe.folder else {}
        return self._lists


def read_lists(folder: PrivateFolder) -> dict[str, Remembered]:
    """Return how lists were left; what is damaged says nothing."""
    said = folder.read_json(_FILE)
    entries = said if isinstance(said, dict) else {}
    return {name: _remembered(each) for name, each in entries.items() if isinstance(each, dict)}


def _remembered(said: Mapping[str, Any]) -> Remembered:
    """Return what one entry says; what is not of its shape is left out."""
    whole: dict[str, Any] = {}
    for field in fields(Remembered):
        value = said.get(field.name)
        if field.name in {"columns", "folded"}:
            whole[field.name] = (
                tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
            )
        elif isinstance(value, str):
            whole[field.name] = value
    return Remembered(**whole)


def _content(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
