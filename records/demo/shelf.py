"""The shelf: where the files of the demo gather, each under the name its type gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from ...schema.json_schema import modeline
from ...schema.record_type import Schema
from ...schema.tree import Tree
from ..drafting import Author, Home, place_file
from ..dress import dress_record
from ..files.compose import compose
from ..files.locate import r4


class Shelf:
    """Gathers files; the same records in the same order give the same bytes under the same names."""

    def __init__(self, schema: Schema, now: datetime, seed: int) -> None:
        self._schema = schema
        self._author = Author(None, now)
        self._random = Random(seed)  # noqa: S311  # a name in a made-up book is no secret
        self.files: dict[str, bytes] = {}
        """Content by path."""

    def add(
        self,
        type_name: str,
        fields: Mapping[str, Tree | int],
        body: str = "",
        *,
        client: str | None = None,
        person: str | None = None,
        name: str | None = None,
    ) -> str:
        """Put a record on the shelf and return what links call it; empty fields are left out."""
        tree = {key: _texts(value) for key, value in fields.items() if value not in (None, "", [], {})}
        record_type = self._schema.type_for(type_name, str(tree.get("industry", "")))
        home = Home(client=client, person=person, name=name)
        path = place_file(record_type, tree, self._author, home, lambda: r4(self._random))
        if path in self.files:
            raise ValueError(path)
        first_line = modeline(path, type_name)
        stem, _, ending = path.rpartition(".")
        self.files[path] = compose(dress_record(record_type, tree), body, record_type.order, first_line, ending=ending)
        parts = stem.split("/")
        return parts[-2] if record_type.layout.is_folder_named else parts[-1]

    def pick(self, count: int) -> int:
        """Return one of ``count`` numbers from 0."""
        return self._random.randrange(count)


def _texts(value: Tree | int) -> Tree:
    """Return a value with every number and truth in it as the text a file holds."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return [_texts(each) for each in value]
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items() if each not in (None, "", [], {})}
    return value
