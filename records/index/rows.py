"""Rows: readings as plain values, for the cache and for what passes between processes."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import Any

from ...schema.late_text import LateText, ReadAt, where
from ...schema.problems import Problem, Severity
from ...schema.record import Record
from ...schema.sentences import Sentence
from ...schema.tree import Tree
from ...schema.values import Money
from ..breath import STRETCH, at_ease
from .shelf import FileReading, Shelf

Row = tuple[Any, ...]
"""Path, tree (None where there is no record), body, digest, problems. In a slice a long body is where it stands."""
Slice = tuple[str, str, bytes, bytes]
"""Rows that follow each other: the first path, the last one, the rows marshalled, and their long bodies."""
SLICE = 1_000
"""Rows of a slice: few enough that unpacking one keeps nobody waiting, for it cannot be interrupted."""
_SHORT = 24
"""Texts up to this length are likely to stand in other records too."""
LATE = 100
"""Bytes from which a body is left in the cache until it is asked for: to remember where it is takes as much."""
_FEW = 2
"""So are lists of so many of them: who was there, what it was about."""
Known = dict[Any, Any]
"""What was packed before, by itself; a list by its items."""


def pack_reading(reading: FileReading, known: Known) -> Row:
    """Return a reading as plain values; ``known`` makes short texts, and lists of them, that are equal one.

    That halves what is stored and what it takes in memory: nobody changes the tree of a record.
    """
    record = reading.record
    problems = tuple(map(pack_problem, reading.problems))
    if record is None:
        return (reading.path, None, "", "", problems)
    return (reading.path, _share_map(record.tree, known), record.body, record.digest, problems)


def _share_map(tree: Mapping[str, Tree], known: Known) -> dict[str, Tree]:
    keep = known.setdefault
    return {
        # Interned, so that slices that are unpacked one by one share the names.
        sys.intern(name): (keep(each, each) if len(each) <= _SHORT else each)
        if isinstance(each, str)
        else _share(each, known)
        for name, each in tree.items()
    }


def _share(tree: Tree, known: Known) -> Tree:
    if isinstance(tree, str):
        return known.setdefault(tree, tree) if len(tree) <= _SHORT else tree
    if isinstance(tree, list):
        shared = [_share(each, known) for each in tree]
        is_short = len(tree) <= _FEW and all(isinstance(each, str) and len(each) <= _SHORT for each in tree)
        return known.setdefault(tuple(shared), shared) if is_short else shared
    return _share_map(tree, known) if isinstance(tree, dict) else tree


def shelf_of_rows(type_name: str, rows: Iterable[Row], known: Mapping[str, Record] | None = None) -> Shelf:
    """Return the shelf of the readings that were packed; ``known`` are records of it that were made before, by path."""
    records: list[Record] = []
    problems: dict[str, Callable[[], tuple[Problem, ...]]] = {}
    known = known or {}
    for path, tree, body, digest, packed in at_ease(rows, 4 * STRETCH):
        if tree is not None:
            records.append(known.get(path) or Record(path, type_name, tree, body, digest))
        if packed:
            problems[path] = partial(_unpack_problems, path, packed)
    return Shelf.of_records(records, problems)


def pack_slices(rows: Iterable[Row]) -> list[Slice]:
    """Return rows as the cache stores them: in the order of their paths, some at a time."""
    ordered = sorted(rows, key=itemgetter(0))
    return [_pack_slice(ordered[at : at + SLICE]) for at in range(0, len(ordered), SLICE)]


def _pack_slice(rows: Sequence[Row]) -> Slice:
    bodies = bytearray()
    packed: list[Row] = []
    for path, tree, body, digest, problems in rows:
        written = body.encode()
        if len(written) > LATE:
            packed.append((path, tree, where(len(bodies), len(written)), digest, problems))
            bodies += written
        else:
            packed.append((path, tree, body, digest, problems))
    return rows[0][0], rows[-1][0], marshal.dumps(packed), bytes(bodies)


def unpack_slice(rows: Iterable[Row], read_at: ReadAt, place: int) -> list[Row]:
    """Return the rows of a slice; ``read_at`` reads their long bodies, which stand from ``place`` on."""
    begin = where(place, 0)
    return [
        (path, tree, LateText(read_at, begin + body) if isinstance(body, int) else body, digest, problems)
        for path, tree, body, digest, problems in rows
    ]


def pack_shelf(shelf: Shelf) -> list[Slice]:
    """Return the readings of a shelf as the cache stores them."""
    known: dict[str, str] = {}
    return pack_slices(pack_reading(each, known) for each in shelf.readings())


def _unpack_problems(path: str, rows: tuple[Row, ...]) -> tuple[Problem, ...]:
    return tuple(unpack_problem(path, each) for each in rows)


def pack_problem(problem: Problem) -> Row:
    """Return a problem as plain values, without its path."""
    hint = _pack_sentence(problem.hint) if problem.hint else None
    message = _pack_sentence(problem.message)
    return (problem.code, message, int(problem.severity), problem.line, problem.field, hint)


def unpack_problem(path: str, row: Row) -> Problem:
    """Return the problem of a file that was packed."""
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
    if isinstance(value, Money):
        return ("¤", f"{value.currency} {value.amount}")
    return value if isinstance(value, int) else str(value)


def _unpack_value(value: Any) -> object:
    if isinstance(value, tuple):
        mark, inner = value
        if mark == "¤":
            currency, _, amount = inner.partition(" ")
            return Money(currency, Decimal(amount))
        return _unpack_sentence(inner) if mark == "§" else tuple(map(_unpack_value, inner))
    return value


def _unpack_sentence(row: tuple[Any, ...]) -> Sentence:
    template, values, plural = row
    return Sentence(template, tuple((name, _unpack_value(each)) for name, each in values), plural)
