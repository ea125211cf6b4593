"""The only place that starts git.

A book may come from anybody, and so may the environment Cartera is started in. Every call is a list of arguments with a
subcommand from a short list, runs at the book's root with hooks, fsmonitor, pagers and prompts off, and gives up in
time. What git says is cleaned of control characters before anyone sees it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Event
from typing import IO

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from .mistakes import GitEnded, GitFailed, GitMissing, GitStuck, GitTooOld

SUBCOMMANDS = frozenset(
    {
        "cat-file",
        "check-ignore",
        "clone",
        "commit-graph",
        "commit-tree",
        "config",
        "diff-tree",
        "for-each-ref",
        "fetch",
        "fsck",
        "index-pack",
        "init",
        "log",
        "ls-files",
        "merge-base",
        "push",
        "read-tree",
        "rev-list",
        "rev-parse",
        "symbolic-ref",
        "unpack-objects",
        "update-index",
        "update-ref",
        "var",
        "version",
        "write-tree",
    }
)
"""All that Cartera ever asks of git: nothing here runs code of the book or touches the user's files."""

_ALWAYS = (
    "--no-pager",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.fsync=all",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "gc.auto=0",
    "-c",
    "i18n.commitEncoding=utf-8",
    "-c",
    "i18n.logOutputEncoding=utf-8",
    "-c",
    "log.showSignature=false",
)
_PASSED_ON = frozenset(
    {
        "GIT_AUTHOR_EMAIL",
        "GIT_AUTHOR_NAME",
        "GIT_COMMITTER_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
    }
)
"""What the caller's environment may say to git. ``GIT_DIR`` and its kin would lead it into another repository."""
_OURS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""The last two keep a git that only reads from reaching another repository, with whatever program the book names for
that; a partial clone is asked for by ``reading``, and only exchanges say what they may speak."""
_CONTROL = late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

OLDEST = (2, 31)
"""``rev-parse --path-format`` came with it."""

SECONDS = 60.0
"""How long one command may take; what takes longer is stuck on a lock or a dead disk."""
LOOK = 0.1
"""Seconds between two looks whether a command that may last is to be ended."""
PARTING = 2.0
"""Seconds a git that is ended has to take away what it has begun."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one git command gave back."""

    code: int
    """Its exit code."""
    out: bytes
    """Its standard output, raw: parse it, never show it."""
    words: str
    """Its standard error on one line, cleaned."""


@dataclass(frozen=True, slots=True)
class Git:
    """git at one folder, always the book's root."""

    root: Path
    """The working directory of every call."""
    stop: Event | None = None
    """Ends what git is doing once it is set: what asks the network, which may take long."""

    def ask(
        self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None, seconds: float = SECONDS
    ) -> Answer:
        """Run git and return what it said, whatever its exit code. Raises ``GitMissing``, ``GitStuck`` or ``GitEnded``."""
        with self.start(*arguments, errors=subprocess.PIPE, extra=extra) as process:
            try:
                out, errors = self._hear(process, arguments[0], stdin, seconds)
            except BaseException:
                process.kill()
                raise
        return Answer(process.returncode, out, clean(" ".join(errors.decode("utf-8", "replace").split())))

    def run(
        self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None, seconds: float = SECONDS
    ) -> bytes:
        """Run git and return its output. Raises ``GitFailed`` with its words where it ends with an error."""
        answer = self.ask(*arguments, stdin=stdin, extra=extra, seconds=seconds)
        if answer.code:
            raise GitFailed(arguments[0], answer.words or str(answer.code))
        return answer.out

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[IO[bytes]]:
        """Run git and yield its output while it comes; leaving the block early ends git.

        Raises ``GitFailed`` at the end where git failed after all of its output was read.
        """
        process = self.start(*arguments, errors=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process.stdout
            if process.stdout.read(1) == b"" and process.wait(SECONDS):
                words = clean(" ".join(process.stderr.read().decode("utf-8", "replace").split()))
                raise GitFailed(arguments[0], words)
        finally:
            end(process)

    def start(
        self, *arguments: str, errors: int = subprocess.DEVNULL, extra: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a git that answers questions on its pipes until ``end`` is called."""
        return subprocess.Popen(
            _command(arguments),
            cwd=self.root,
            env=environment(os.environ, extra),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )

    def _hear(
        self, process: subprocess.Popen[bytes], command: str, stdin: bytes, seconds: float
    ) -> tuple[bytes, bytes]:
        """Return all that git says until it ends. Whether it is to be ended is looked at now and then."""
        if self.stop is None or stdin:  # what it is given cannot be given in pieces
            try:
                return process.communicate(stdin, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise GitStuck(command, seconds) from error
        ends = time.monotonic() + seconds
        while True:
            try:
                return process.communicate(timeout=LOOK)
            except subprocess.TimeoutExpired as error:
                if self.stop.is_set():
                    process.terminate()  # it takes away what it has begun
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(PARTING)
                    raise GitEnded(command) from error
                if time.monotonic() >= ends:
                    raise GitStuck(command, seconds) from error


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a git that ``start`` began and close its pipes."""
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(BrokenPipeError):  # a question it did not live to read
                pipe.close()
    process.terminate()
    process.wait()


def environment(caller: Mapping[str, str], extra: Mapping[str, str] | None) -> dict[str, str]:
    """Return the environment git runs in: the caller's without what redirects git, ours, then ``extra``."""
    kept = {name: value for name, value in caller.items() if not name.startswith("GIT_") or name in _PASSED_ON}
    kept.update(_OURS)
    kept["GIT_OPTIONAL_LOCKS"] = "0"
    kept.update(extra or {})
    return kept


def settings_for_others() -> dict[str, str]:
    """Return our settings as git takes them from its environment, for a git that a library starts."""
    pairs = [each.split("=", 1) for each in _ALWAYS if "=" in each]
    numbered = {f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(pairs)}
    values = {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(pairs)}
    return {"GIT_CONFIG_COUNT": str(len(pairs)), **numbered, **values}


def clean(text: str) -> str:
    """Return ``text`` with every character that would steer a terminal or hide shown as ``�``."""
    return _CONTROL.sub("\ufffd", text)


def require_git() -> None:
    """Raise ``GitMissing`` or ``GitTooOld`` unless there is a git that can do what we ask."""
    version = _version(find_program())
    if version < OLDEST:
        raise GitTooOld(_dotted(version), _dotted(OLDEST))


def read_version() -> str:
    """Return the version of the git there is, such as ``2.39``. Raises ``GitMissing``."""
    return _dotted(_version(find_program()))


def _command(arguments: Sequence[str]) -> list[str]:
    assert arguments[0] in SUBCOMMANDS, arguments[0]
    return [find_program(), *_ALWAYS, *arguments]


def find_program() -> str:
    """Return git's own path, looked up in the absolute folders of PATH: a ``git`` lying in the book is never meant.

    Raises ``GitMissing``.
    """
    folders = (each for each in os.environ.get("PATH", os.defpath).split(os.pathsep) if each.startswith(os.sep))
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None:
        raise GitMissing
    return str(Path(found).absolute())


@cache
def _version(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "version"], capture_output=True, check=False, timeout=SECONDS).stdout
    match = re.search(rb"(\d+)\.(\d+)", said)
    return tuple(map(int, match.groups())) if match else (0,)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
