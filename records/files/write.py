"""Splice edits into a record file: what was not edited stays byte for byte, and the result is read back before use."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.errors import Refused
from ...schema.problems import Problem
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree, dotted
from .differences import differences
from .edits import CannotSplice, Edit, PutBody, edited
from .frame import Frame, frame
from .parse import Document, read_text


class BrokenRecord(Refused):
    """The file cannot be read, so nothing is written into it."""

    def __init__(self, path: str, reason: Sentence) -> None:
        super().__init__(
            sentence("{path} cannot be changed because it cannot be read. {reason}", path=path, reason=reason),
            sentence("Repair it in an editor first."),
        )


class NoBody(Refused):
    """A ``.yaml`` record has fields only."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} has no place for text below its fields.", path=path),
            sentence("Rename it to end in .md, with its fields between two lines “---”."),
        )


class CannotEncode(Refused):
    """The file is in Windows-1252 and the new text has a character outside it."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} is in Windows-1252, which has no sign for some of the new characters.", path=path),
            sentence("Save the file as UTF-8 in an editor, then repeat the change."),
        )


def splice(content: bytes, path: str, edits: Sequence[Edit], order: Sequence[str]) -> bytes:
    """Return the file after ``edits``, in which only the lines of edited fields differ.

    ``path`` decides by its ending whether there is a body; ``order`` is the schema's order of top-level keys, by which new
    ones find their place. Comments, order, quotes, indentation, line ends, byte order mark and encoding stay. Edits that
    change no value change no byte. Raises ``BrokenRecord``, ``NoSuchPlace``, ``CannotSplice``, ``NoBody`` or
    ``CannotEncode``; what is returned has been read back and says just what was meant.
    """
    framed = frame(content, path)
    before = read_text(content, path)
    if isinstance(framed, Problem) or isinstance(before, Problem):
        problem = framed if isinstance(framed, Problem) else before
        assert isinstance(problem, Problem)
        raise BrokenRecord(path, problem.message)
    tree, header, body = before.tree, framed.text[framed.start : framed.end], before.body
    for edit in edits:
        if isinstance(edit, PutBody):
            body = edit.text.replace("\r\n", "\n") if before.layout.newline == "\r\n" else edit.text
        else:
            changed = edited(tree, edit)
            header = _rewrite(header, tree, changed, order, before.layout.newline)
            tree = changed
    if tree == before.tree and body == before.body:
        return content
    if body and path.endswith((".yaml", ".yml")):
        raise NoBody(path)
    return _checked(_assemble(framed, before, header, body, path), path, tree, body, edits)


def _rewrite(header: str, old: dict[str, Tree], new: dict[str, Tree], order: Sequence[str], newline: str) -> str:
    from yaml.error import YAMLError

    from .cut import take_step  # here, so that a program that only reads does not load the YAML library

    for step in differences(old, new):
        try:
            header = take_step(header, step, order, newline)
        except YAMLError as error:  # the step before has met a text that it did not understand
            raise CannotSplice(dotted(step.path)) from error
    return header


def _assemble(framed: Frame, before: Document, header: str, body: str, path: str) -> bytes:
    layout, text = before.layout, framed.text
    newline = layout.newline
    opening, closing = text[: framed.start], text[framed.end : framed.body]
    if not layout.has_front_matter and header:
        opening, closing = f"---{newline}", f"---{newline}"
    new_body = _splice_body(text[framed.body :], before.body, body, newline)
    if new_body and closing and not closing.endswith("\n"):
        closing += newline
    whole = ("\ufeff" if layout.bom else "") + opening + header + closing + new_body
    try:
        return whole.encode(layout.encoding)
    except UnicodeEncodeError as error:
        raise CannotEncode(path) from error


def _splice_body(raw: str, old: str, new: str, newline: str) -> str:
    """Return ``new`` with the line ends of the file; lines equal at both ends of the text keep the ends they have."""
    if new == old:
        return raw
    if newline == "\n":
        return new
    had, has, kept = old.split("\n"), new.split("\n"), raw.split("\n")
    shorter = min(len(had), len(has))
    head = next((at for at in range(shorter - 1) if had[at] != has[at]), shorter - 1)
    tail = next((at for at in range(shorter - head) if had[-1 - at] != has[-1 - at]), shorter - head)
    middle = [line + "\r" for line in has[head : len(has) - tail]]
    if not tail and middle:
        middle[-1] = has[-1]
    return "\n".join((*kept[:head], *middle, *kept[len(kept) - tail :]))


def _checked(content: bytes, path: str, tree: dict[str, Tree], body: str, edits: Sequence[Edit]) -> bytes:
    """Return ``content`` if it reads as what was meant, else refuse: nothing unexpected is ever written."""
    after = read_text(content, path)
    if isinstance(after, Problem) or after.tree != tree or after.body != body:
        places = [dotted(edit.path) for edit in edits if not isinstance(edit, PutBody)]
        raise CannotSplice(", ".join(places) or path)
    return content
