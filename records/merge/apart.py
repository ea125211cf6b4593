"""A record of which one side changed the fields and the other the text, merged without reading the fields of all three.

It is the most frequent merge of all: somebody logs a call while somebody else moves a date. The fields are then those of
one side, byte for byte, and only the result is read, to be sure that it is a record.
"""

from __future__ import annotations

from ...schema.problems import Problem
from ..files.frame import USUAL, Frame, frame
from ..files.parse import read_text
from .body import merge_bodies


def merge_apart(path: str, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return the merged record; None where both sides changed its fields or the same lines, or the files are unusual."""
    if not path.endswith(".md"):
        return None
    frames = [frame(content, path) for content in (base, ours, theirs)]
    usual = [each for each in frames if isinstance(each, Frame) and each.layout == USUAL]
    if len(usual) < 3:
        return None
    before, one, other = (each.text[: each.body] for each in usual)
    if before not in (one, other):
        return None
    bodies = [each.text[each.body :] for each in usual]
    body = merge_bodies(bodies[0], bodies[1], bodies[2])
    if body.is_conflict:
        return None
    content = ((other if one == before else one) + body.text).encode()
    return None if isinstance(read_text(content, path), Problem) else content
