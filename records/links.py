"""Links: which record a text means, judged from where it stands (2-records §2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schema.dataclass import dataclass
from ..schema.field import Field, Shape
from ..schema.late_pattern import late
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.tree import Path, Tree

_WIKI_LINK = late(r"\[\[([^\[\]|\x00-\x1f]{1,200})(?:\|[^\[\]]*)?\]\]")


@dataclass(frozen=True, slots=True)
class Link:
    """One mention of a record inside another."""

    field: Path
    """Where it stands; ``("body",)`` for a ``[[link]]`` in the text."""
    text: str
    """As written."""
    types: tuple[str, ...]
    """The record types expected there; empty means any."""

    @property
    def key(self) -> str:
        """The last part: the name of the record meant."""
        return self.text.rpartition("/")[2]


def links_of(record: Record, record_type: RecordType) -> list[Link]:
    """Return every link of a record: its ref and user fields, entries included, and the links in its body."""
    found: list[Link] = []
    tree = record.tree
    for field in record_type.linking_fields:
        inner = tree.get(field.name)
        if inner is not None:
            found.extend(_links_in(field, inner, (field.name,)))
    if "[[" in record.body:
        found.extend(Link(("body",), each.strip(), ()) for each in _WIKI_LINK.findall(record.body))
    return found


def _links_in(field: Field, tree: Tree, path: Path) -> Iterator[Link]:
    if isinstance(tree, str):
        if field.kind.name == "ref" and tree:
            yield Link(path, tree, field.to)
        elif field.kind.name == "user" and tree:
            yield Link(path, tree, ("user",))
    elif isinstance(tree, list):
        for place, each in enumerate(tree):
            yield from _links_in(field, each, (*path, place))
    elif isinstance(tree, dict):
        for name, each in tree.items():
            inner = field.sub_field(name) or (field if field.shape is Shape.TABLE else None)
            if inner is not None and inner.can_link:
                yield from _links_in(inner, each, (*path, name))


def choose(candidates: Sequence[Record], link_text: str, client: str | None, types: tuple[str, ...]) -> list[Record]:
    """Return which of ``candidates`` (same last part) a link can mean: one when it is sound.

    A qualified link must match the end of the id, with ``clients/…/`` and sub-folders left out at will; an
    unqualified one prefers the same client folder, then the whole book.
    """
    fitting = [each for each in candidates if not types or each.type in types]
    prefix, _, _name = link_text.rpartition("/")
    if prefix:
        wanted = prefix.split("/")
        return [each for each in fitting if contains_in_order(each.id.split("/"), wanted)]
    if client is not None:
        near = [each for each in fitting if each.client == client]
        if near:
            return near
    return fitting


def contains_in_order(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether the parts of a link all stand in those of an id, in their order."""
    rest = iter(parts)
    return all(any(part == each for part in rest) for each in wanted)
