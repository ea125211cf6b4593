"""The index cache: what files gave when they were last read. Disposable; deleting it changes nothing but time.

It is one file of marshalled chunks, the first a whole index, the following ones what changed since. Marshal holds only
plain values, so reading it runs nothing; a chunk that cannot be read ends the file there. A reading counts only while
the file's size, time and inode are the same, and not when the file is so young that a second write could have had the
same time (git's rule for racily clean files).
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...schema.problems import Problem, Severity
from ...schema.record import Record
from ...schema.sentences import Sentence
from ..files.scan import FoundFile
from ..snapshot import FileReading

FORMAT = 2
"""Raised whenever what is stored changes its meaning."""
_RACY_NS = 20_000_000
"""A file this much younger than the moment it was read may be written again within the clock's tick."""
_CHUNKS_BEFORE_REWRITE = 64
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class CachedReading:
    """A reading with the marks by which its file is recognised."""

    size: int
    mtime_ns: int
    inode: int
    industry: str
    """The industry under which it was validated."""
    reading: FileReading

    def is_of(self, found: FoundFile) -> bool:
        """Return whether the file is still the one that was read."""
        return self.size == found.size and self.mtime_ns == found.mtime_ns and self.inode == found.inode


class IndexCache:
    """The cache file of one book under one schema."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        self._file = file
        self._header = f"cartera {FORMAT} {sys.version_info[:2]} {fingerprint}"
        self._chunks = 0

    def load(self) -> dict[str, CachedReading]:
        """Return the cached readings by path; empty when there is none, or it is of another version."""
        found: dict[str, CachedReading] = {}
        self._chunks = 0
        try:
            whole = memoryview(self._file.read_bytes())
        except OSError:
            return found
        chunks = _chunks(whole)
        if next(chunks, None) != self._header:
            return found
        for rows, gone in chunks:
            for row in rows:
                cached = _unpack(row)
                found[cached.reading.path] = cached
            for path in gone:
                found.pop(path, None)
            self._chunks += 1
        return found

    def save(
        self, whole: Mapping[str, CachedReading], changed: Iterable[str], gone: Iterable[str], read_ns: int
    ) -> None:
        """Store what changed; the whole of it when there is no cache yet or it has grown many chunks.

        ``read_ns`` is the moment before the files were looked at. A cache that cannot be written is no loss.
        """
        with suppress(OSError):
            if 0 < self._chunks < _CHUNKS_BEFORE_REWRITE:
                rows = [_pack(whole[path], read_ns) for path in changed if path in whole]
                self._append((rows, list(gone)))
            else:
                self._rewrite([_pack(each, read_ns) for each in whole.values()])

    def _append(self, chunk: tuple[list[tuple[Any, ...]], list[str]]) -> None:
        with self._file.open("ab") as file:
            file.write(_framed(chunk))
        self._chunks += 1

    def _rewrite(self, rows: list[tuple[Any, ...]]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_framed(self._header))
                file.write(_framed((rows, [])))
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._chunks = 1


def _framed(chunk: Any) -> bytes:
    """Return a chunk with its length in front: reading from memory is many times as fast as from a file."""
    packed = marshal.dumps(chunk)
    return len(packed).to_bytes(_LENGTH) + packed


def _chunks(whole: memoryview) -> Iterator[Any]:
    """Yield the chunks of a cache file; ends at the first that is not whole."""
    place = 0
    while place + _LENGTH < len(whole):
        length = int.from_bytes(whole[place : place + _LENGTH])
        place += _LENGTH
        if place + length > len(whole):
            return
        try:
            yield marshal.loads(whole[place : place + length])  # noqa: S302 - plain values only, in a private folder
        except (EOFError, ValueError, TypeError):
            return
        place += length


def cache_file(folder: Path, root: Path) -> Path:
    """Return where in the cache folder the book at ``root`` has its file."""
    return folder / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:32]}.index"


def _pack(cached: CachedReading, read_ns: int) -> tuple[Any, ...]:
    """Return plain values; a racily clean file is stored with a time that never matches."""
    reading = cached.reading
    record = reading.record
    mtime_ns = cached.mtime_ns if cached.mtime_ns < read_ns - _RACY_NS else -1
    packed = (record.type, record.tree, record.body, record.digest) if record else None
    problems = tuple(map(_pack_problem, reading.problems))
    return (reading.path, cached.size, mtime_ns, cached.inode, cached.industry, packed, problems)


def _unpack(row: tuple[Any, ...]) -> CachedReading:
    path, size, mtime_ns, inode, industry, packed, problems = row
    record = Record(path, *packed) if packed else None
    reading = FileReading(path, record, tuple(_unpack_problem(path, each) for each in problems) if problems else ())
    return CachedReading(size, mtime_ns, inode, industry, reading)


def _pack_problem(problem: Problem) -> tuple[Any, ...]:
    hint = _pack_sentence(problem.hint) if problem.hint else None
    message = _pack_sentence(problem.message)
    return (problem.code, message, int(problem.severity), problem.line, problem.field, hint)


def _unpack_problem(path: str, row: tuple[Any, ...]) -> Problem:
    code, message, severity, line, field, hint = row
    return Problem(
        path,
        code,
        _unpack_sentence(message),
        Severity(severity),
        line,
        field,
        _unpack_sentence(hint) if hint else None,
    )


def _pack_sentence(sentence: Sentence) -> tuple[Any, ...]:
    return (sentence.template, tuple((name, _pack_value(each)) for name, each in sentence.values), sentence.plural)


def _pack_value(value: object) -> object:
    """Return a value of a sentence as plain values; what is neither is told by its text."""
    if isinstance(value, Sentence):
        return ("§", _pack_sentence(value))
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return ("()", [_pack_value(each) for each in value])
    return value if isinstance(value, int) else str(value)


def _unpack_value(value: Any) -> object:
    if isinstance(value, tuple):
        mark, inner = value
        return _unpack_sentence(inner) if mark == "§" else tuple(map(_unpack_value, inner))
    return value


def _unpack_sentence(row: tuple[Any, ...]) -> Sentence:
    template, values, plural = row
    return Sentence(template, tuple((name, _unpack_value(each)) for name, each in values), plural)
