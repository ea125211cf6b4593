"""The problems of a book as rows, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...schema.language import Language
from ...schema.problems import Problem
from ..rows.names import PROBLEM
from ..rows.rows import Rows, Told, tell_rows
from ..snapshot import Snapshot


def rows_of_problems(problems: Sequence[Problem], snapshot: Snapshot, language: Language) -> Rows[Problem]:
    """Return problems as rows, the worst first, then by file and line."""
    ordered = sorted(problems, key=lambda each: (-each.severity, each.path, each.line or 0))
    return tell_rows(PROBLEM, _tell(ordered, snapshot, language), snapshot.config)


def _tell(problems: Sequence[Problem], snapshot: Snapshot, language: Language) -> Iterator[Told[Problem]]:
    known: Counter[str] = Counter()
    for each in problems:
        key = f"{each.path}#{each.code}#{each.field or ''}"
        known[key] += 1
        record, record_type = snapshot.at_path(each.path), snapshot.schema.type_of_path(each.path)
        client = snapshot.client_of(record) if record else None
        tree = {
            "title": each.message.text(language),
            "severity": each.severity.word,
            "file": each.path,
            "line": str(each.line) if each.line else None,
            "field": each.field,
            "code": each.code,
            "record": record.title if record else None,
            "of": record_type.name if record_type else None,
            "client": client.title if client else None,
        }
        yield Told(f"{key}#{known[key]}", each, tree, each.hint.text(language) if each.hint else "")
