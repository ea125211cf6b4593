"""Write a new record file: keys in the schema's order, one list entry a line, UTF-8, line feeds, a final line end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...schema.errors import Refused
from ...schema.problems import Problem
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from .parse import read_text
from .render import key_text, render


class CannotCompose(Refused):
    """The record would not read back as what was meant: too deep, too large, or with text no file can hold."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(
            sentence("The record cannot be written as a file. {reason}", reason=reason),
            sentence("Shorten it, or move what is unusual into the text below the fields."),
        )


def compose(
    tree: Mapping[str, Tree], body: str, order: Sequence[str], modeline: str | None = None, *, ending: str = "md"
) -> bytes:
    """Return the bytes of a new record: Markdown, or for the ``ending`` ``yaml`` its fields alone.

    ``order`` is the schema's; keys it does not know come last, in their own order. ``modeline`` is the text of a first
    comment line, for editors. A body without a final line end gets one. Raises ``CannotCompose``.
    """
    place = {key: number for number, key in enumerate(order)}
    keys = sorted(tree, key=lambda key: place.get(key, len(place)))
    fields = "".join(field_text(key, tree[key]) for key in keys)
    comment = f"# {modeline}\n" if modeline else ""
    if body and not body.endswith("\n"):
        body += "\n"
    text = f"---\n{comment}{fields}---\n{body}" if ending == "md" else f"{comment}{fields}"
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise CannotCompose(sentence("Its text holds half a character.")) from error
    _verify(content, tree, body, ending)
    return content


def field_text(key: str, value: Tree) -> str:
    """Return the lines of one top-level field."""
    return render(value, 0).after(key_text(key, flow=False))


def _verify(content: bytes, tree: Mapping[str, Tree], body: str, ending: str) -> None:
    """Read the new file before anybody trusts it."""
    read = read_text(content, f"record.{ending}")
    if isinstance(read, Problem):
        raise CannotCompose(read.message)
    if read.tree != dict(tree) or read.body != body:
        raise CannotCompose(sentence("It would read back as something else."))
