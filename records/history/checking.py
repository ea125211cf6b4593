"""What is wrong in what commits bring: each version of each record they wrote, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.dataclass import dataclass
from ...schema.problems import Problem, Severity
from ...schema.record_type import Schema
from ..config import BookConfig
from ..files.paths import safe_path
from ..files.scan import is_record_path
from ..git.log import ChangedFile, LoggedCommit, changed_files, log
from ..git.reading import ObjectReader
from ..git.run import Git
from ..index.reading import client_folder, read_record
from ..past import snapshot_at
from ..snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CommitProblem:
    """An error that a commit brought."""

    commit: LoggedCommit
    """Which one."""
    problem: Problem
    """What is wrong."""
    mended: bool
    """Whether a later commit of the span put it right."""
    unreadable: bool = False
    """Whether it leaves nothing of the record to be read."""


_OF_WHOLE_FILES = frozenset({"conflict-markers", "empty-file", "no-front-matter"})
"""Codes of problems that make a record useless though a part of its file can be read."""


def is_unreadable(problem: Problem, *, has_record: bool) -> bool:
    """Tell whether a problem means that the record cannot be read; ``has_record``: something of its file could be."""
    return problem.severity is Severity.ERROR and (not has_record or problem.code in _OF_WHOLE_FILES)


def check_commits(git: Git, schema: Schema, config: BookConfig, before: str | None, after: str) -> list[CommitProblem]:
    """Return the errors in every version that the commits between wrote, newest first.

    What only the whole book tells, such as a link that leads nowhere, is judged where the span ends.
    """
    final = snapshot_at(git, schema, config, after)
    seen: set[tuple[str, str]] = set()
    found: list[CommitProblem] = []
    touched: dict[str, LoggedCommit] = {}
    with ObjectReader(git) as reader:
        for commit in log(git, after, lacking=[before] if before else []):
            for file in _written(git, commit):
                touched.setdefault(file.path, commit)
                if file.after and (file.path, file.after) not in seen:
                    seen.add((file.path, file.after))
                    industry = _industry(final, file.path)
                    mended = touched[file.path] is not commit
                    found += [
                        CommitProblem(commit, each, mended, unreadable)
                        for each, unreadable in _errors(reader, schema, file, industry)
                    ]
    known = {(each.problem.path, each.problem.code) for each in found if not each.mended}
    found += [
        CommitProblem(touched[each.path], each, mended=False)
        for each in final.problems
        if each.severity is Severity.ERROR and each.path in touched and (each.path, each.code) not in known
    ]
    return found


def _written(git: Git, commit: LoggedCommit) -> Iterator[ChangedFile]:
    """Yield the records a commit wrote; of a merge those that differ from its first parent."""
    files = commit.files if len(commit.parents) < 2 else changed_files(git, commit.parents[0], commit.id)
    yield from (each for each in files if safe_path(each.path) and is_record_path(each.path))


def _errors(reader: ObjectReader, schema: Schema, file: ChangedFile, industry: str) -> Iterator[tuple[Problem, bool]]:
    """Yield the errors in one version of a record, each with whether it makes the record unreadable."""
    found = reader.find(file.after) if file.after else None
    if found is not None and found.kind == "blob":
        reading = read_record(file.path, found.content, schema, industry)
        for each in reading.problems:
            if each.severity is Severity.ERROR:
                yield each, is_unreadable(each, has_record=reading.record is not None)


def _industry(final: Snapshot, path: str) -> str:
    """Return the industry of the client in whose folder a record lies."""
    client = final.client_named(client_folder(path)) if client_folder(path) else None
    return client.text("industry") if client else ""
