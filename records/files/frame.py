"""A record file before YAML: bytes to text, and text to front matter and body."""

from __future__ import annotations

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ...schema.problems import Problem
from .refusals import (
    MAX_BYTES,
    binary,
    damaged_text,
    lone_returns,
    not_utf8,
    odd_character,
    too_large,
    unclosed_front_matter,
    utf16,
)

UTF8 = "utf-8"
WINDOWS = "cp1252"

_BOM = "\ufeff"
_MULTIBYTE = late(rb"[\xc3-\xf4][\x80-\xbf]")
_FENCE = late(r"---[ \t]*(?:\r?\n|\Z)")
_UNSEEN = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE_RETURN = late(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written, apart from what it says; a write keeps all of it."""

    newline: str
    """``\\n`` or ``\\r\\n``: the end of the first line."""
    bom: bool
    """Whether the file starts with a byte order mark."""
    encoding: str
    """``utf-8``, or ``cp1252`` for a file that some Windows program wrote."""
    has_front_matter: bool
    """Whether there is a block between two ``---``; for ``.yaml`` always true."""


USUAL = Layout("\n", bom=False, encoding=UTF8, has_front_matter=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """The text of a file with the places of its parts, in characters."""

    text: str
    """The whole text without the byte order mark."""
    start: int
    """Where the front matter starts, after the line ``---``."""
    end: int
    """Where it ends: where the closing ``---`` starts, or the end of a ``.yaml``."""
    body: int
    """Where the body starts."""
    layout: Layout
    """How the file is written."""
    warning: Problem | None = None
    """That it is not UTF-8."""


def decode(content: bytes, path: str) -> tuple[str, str] | Problem:
    """Return the text and its encoding, or why the bytes are none.

    Windows-1252 is recognised only where no UTF-8 is beside it: else one damaged byte would turn every accent of the file
    into two wrong letters.
    """
    if len(content) > MAX_BYTES:
        return too_large(path, len(content))
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return utf16(path)
    if b"\0" in content:
        return binary(path)
    try:
        return content.decode(UTF8), UTF8
    except UnicodeDecodeError as error:
        if _MULTIBYTE.search(content):
            return damaged_text(path, content.count(b"\n", 0, error.start) + 1)
    try:
        return content.decode(WINDOWS), WINDOWS
    except UnicodeDecodeError:
        return binary(path)


def frame(content: bytes, path: str) -> Frame | Problem:
    """Return the parts of a file, or why it has none.

    A ``.yaml`` is front matter as a whole; any other file without a first line ``---`` is body as a whole.
    """
    decoded = decode(content, path)
    if isinstance(decoded, Problem):
        return decoded
    text, encoding = decoded
    bom = text[:1] == _BOM
    if bom:
        text = text[1:]
    if path.endswith((".yaml", ".yml")):
        start, end, body = 0, len(text), len(text)
    elif text.startswith("---\n") and (close := text.find("\n---\n", 3)) >= 0:
        start, end, body = 4, close + 1, close + 5
    else:
        found = _fences(text)
        if found is None:
            return unclosed_front_matter(path)
        start, end, body = found
    if problem := _unseen(text, start, end, path):
        return problem
    if encoding == UTF8 and not bom and "\r" not in text and start < body:
        return Frame(text, start, end, body, USUAL)
    return _unusual(Frame(text, start, end, body, USUAL), encoding, content, path, bom=bom)


def _fences(text: str) -> tuple[int, int, int] | None:
    """Return where the front matter starts and ends and the body starts; zeros without one, None when it is open."""
    opening = _FENCE.match(text)
    if not opening:
        return (0, 0, 0) if not text.startswith("---\r") else None
    start = opening.end()
    close = start - 1
    while (close := text.find("\n---", close)) >= 0:
        if fence := _FENCE.match(text, close + 1):
            return start, close + 1, fence.end()
        close += 1
    return None


def _unseen(text: str, start: int, end: int, path: str) -> Problem | None:
    """Return the refusal of line ends and characters in the front matter that YAML readers disagree about."""
    if "\r" in text and (found := _LONE_RETURN.search(text, start, end)):
        return lone_returns(path, text.count("\n", 0, found.start()) + 1)
    if text.isascii():
        return None  # the scanner finds the rest without our looking at each character
    if any(mark in text for mark in ("\x85", "\u2028", "\u2029", _BOM)):
        return find_unseen(text, start, end, path)
    return None


def find_unseen(text: str, start: int, end: int, path: str) -> Problem | None:
    """Return the refusal of the first character in ``text[start:end]`` that must not stand there unescaped."""
    found = _UNSEEN.search(text, start, end)
    if not found:
        return None
    return odd_character(path, text.count("\n", 0, found.start()) + 1, ord(found.group()))


def _unusual(plain: Frame, encoding: str, content: bytes, path: str, *, bom: bool) -> Frame:
    """Return the frame with its layout worked out; the usual case never comes here."""
    first_end = plain.text.find("\n")
    newline = "\r\n" if first_end > 0 and plain.text[first_end - 1] == "\r" else "\n"
    has_front_matter = plain.start > 0 or path.endswith((".yaml", ".yml"))
    warning = None
    if encoding == WINDOWS:
        odd = next(place for place, byte in enumerate(content) if byte > 127)
        warning = not_utf8(path, content.count(b"\n", 0, odd) + 1)
    layout = Layout(newline, bom, encoding, has_front_matter)
    return Frame(plain.text, plain.start, plain.end, plain.body, layout, warning)
