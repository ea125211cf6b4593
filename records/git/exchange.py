"""Fetching, pushing and cloning: what was asked, and in one word how it went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from .run import Answer, Git, require_git
from .transport import transport_environment

EXCHANGE_SECONDS = 1800.0
"""A first fetch of a large book over a slow line; a line that is dead is noticed much earlier by what speaks on it."""

_CREDENTIALS = late(r"([\w+.-]+://)[^/\s'@]*@")
_ASKS_WHO = (
    "could not read username",
    "could not read password",
    "terminal prompts disabled",
    "authentication failed",
    "permission denied (",
    "host key verification failed",
    "access denied",
    "dubious ownership",
    "returned error: 401",
    "returned error: 403",
)
_NOWHERE = ("does not appear to be a git repository", "not found", "does not exist", "no such file or directory")
_REWRITTEN = "non-fast-forward"
_NO_BRANCH = "couldn't find remote ref"
_COULD_NOT_READ = "Could not read from remote repository"
_LONGEST_REASON = 300
"""Characters of what ssh said; a server may greet at length before."""
_RACED = (
    "fetch first",
    "non-fast-forward",
    "failed to update ref",
    "cannot lock ref",
    "incorrect old value",
    "stale info",
    "reference already exists",
    "failed to lock",
)


class Outcome(Enum):
    """How an exchange went."""

    DONE = "done"
    NO_BRANCH = "no branch"
    """The other repository has no such branch yet."""
    REWRITTEN = "rewritten"
    """The branch there does not follow what it was when it was last seen."""
    BEHIND = "behind"
    """Somebody else pushed first."""
    REFUSED = "refused"
    """The server took the connection and not the commits."""
    DENIED = "denied"
    """The server wants to know who asks."""
    NOWHERE = "nowhere"
    """There is no repository."""
    UNREACHABLE = "unreachable"
    """It does not answer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One fetch or push."""

    outcome: Outcome
    """How it went."""
    words: str = ""
    """What git and the server said, cleaned."""


@dataclass(frozen=True, slots=True)
class RemoteBranch:
    """Where the current branch is exchanged."""

    remote: str
    """What git calls the repository, such as ``origin``."""
    branch: str
    """The branch there, such as ``main``."""

    @property
    def tracking(self) -> str:
        """The reference that remembers what the branch there was."""
        return f"refs/remotes/{self.remote}/{self.branch}"

    @property
    def name(self) -> str:
        """What people call it: ``origin/main``."""
        return f"{self.remote}/{self.branch}"


def read_remotes(git: Git) -> tuple[str, ...]:
    """Return the names of the other repositories the book knows."""
    answer = git.ask("config", "--null", "--name-only", "--get-regexp", r"^remote\..*\.url$")
    names = answer.out.decode("utf-8", "surrogateescape").split("\0")
    return tuple(dict.fromkeys(name[len("remote.") : -len(".url")] for name in names if name))


def read_followed(git: Git, branch: str) -> RemoteBranch | None:
    """Return what the branch ``branch`` is set to follow; None where it follows nothing."""
    remote = git.ask("config", "--get", f"branch.{branch}.remote").out.decode("utf-8", "surrogateescape").strip()
    there = git.ask("config", "--get", f"branch.{branch}.merge").out.decode("utf-8", "surrogateescape").strip()
    if not remote or remote == "." or not there.startswith("refs/heads/") or remote not in read_remotes(git):
        return None
    return RemoteBranch(remote, there.removeprefix("refs/heads/"))


def follow(git: Git, branch: str, target: RemoteBranch) -> None:
    """Let ``branch`` follow ``target``, as ``git push --set-upstream`` would."""
    git.run("config", f"branch.{branch}.remote", target.remote)
    git.run("config", f"branch.{branch}.merge", f"refs/heads/{target.branch}")


def fetch(git: Git, target: RemoteBranch, *, accept_rewrite: bool = False) -> Exchange:
    """Bring the commits of a branch here, into its tracking reference alone."""
    force = "+" if accept_rewrite else ""
    answer = _ask_for(git, "--", target.remote, f"{force}refs/heads/{target.branch}:{target.tracking}")
    words = answer.words.lower()
    if not answer.code:
        return Exchange(Outcome.DONE)
    if _NO_BRANCH in words:
        return Exchange(Outcome.NO_BRANCH)
    if _REWRITTEN in words:
        return Exchange(Outcome.REWRITTEN, answer.words)
    if "cannot lock ref" in words:
        return Exchange(Outcome.BEHIND, answer.words)
    return Exchange(_why_not_reached(words), _told(answer))


def _ask_for(git: Git, *words: str, stdin: bytes = b"", settings: Sequence[tuple[str, str]] = ()) -> Answer:
    """Fetch, and nothing beside it: no tags, no files of its own, no tidying, no other repositories."""
    return git.ask(
        "fetch",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-auto-maintenance",
        "--no-recurse-submodules",
        "--upload-pack=git-upload-pack",
        *words,
        stdin=stdin,
        extra=transport_environment(git, more=settings),
        seconds=EXCHANGE_SECONDS,
    )


def deepen(git: Git, target: RemoteBranch, depth: int | None) -> Exchange:
    """Bring ``depth`` older commits of a branch into a shallow clone; None: all of them."""
    how = "--unshallow" if depth is None else f"--deepen={depth}"
    answer = _ask_for(git, how, "--", target.remote, f"+refs/heads/{target.branch}:{target.tracking}")
    return Exchange(_why_not_reached(answer.words.lower()), _told(answer)) if answer.code else Exchange(Outcome.DONE)


def read_promisor(git: Git) -> str | None:
    """Return the repository that a partial clone left its contents at; None where all are here."""
    answer = git.ask("config", "--null", "--get-regexp", r"^remote\..*\.promisor$")
    for pair in answer.out.decode("utf-8", "surrogateescape").split("\0"):
        key, _, value = pair.partition("\n")
        if value.lower() in {"true", "yes", "on", "1"}:
            return key[len("remote.") : -len(".promisor")]
    return None


def fetch_objects(git: Git, remote: str, ids: Iterable[str]) -> Exchange:
    """Bring objects here that a partial clone, or a damaged one, lacks: all that are asked for, whatever git believes to have."""
    answer = _ask_for(
        git,
        *("--filter=blob:none", "--stdin", "--", remote),
        stdin="".join(f"{each}\n" for each in ids).encode(),
        settings=[("fetch.negotiationAlgorithm", "noop")],
    )
    return Exchange(_why_not_reached(answer.words.lower()), _told(answer)) if answer.code else Exchange(Outcome.DONE)


def push(git: Git, target: RemoteBranch, commit: str) -> Exchange:
    """Offer ``commit`` as the new head of a branch; never by force."""
    answer = git.ask(
        "push",
        "--porcelain",
        "--quiet",
        "--no-verify",
        "--receive-pack=git-receive-pack",
        "--",
        target.remote,
        f"{commit}:refs/heads/{target.branch}",
        extra=transport_environment(git),
        seconds=EXCHANGE_SECONDS,
    )
    if not answer.code:
        git.run("update-ref", "-m", "cartera: push", target.tracking, commit)
        return Exchange(Outcome.DONE)
    said = answer.out.decode("utf-8", "replace")
    rejected = re.search(r"^!\t.*\t\[(remote rejected|rejected)\] ?\(?(.*?)\)?$", said, re.MULTILINE)
    if rejected is None:
        return Exchange(_why_not_reached(answer.words.lower()), _told(answer))
    if any(words in rejected[2].lower() for words in _RACED):
        return Exchange(Outcome.BEHIND, rejected[2])
    return Exchange(Outcome.REFUSED, _told(answer) or rejected[2])


def clone(address: str, folder: Path, *, depth: int | None = None, blobless: bool = False) -> Exchange:
    """Make ``folder`` a clone of the repository at ``address``, without any file of it on the disk yet.

    ``depth`` is how many commits of history come along, ``blobless`` whether contents come only when they are asked for.
    """
    require_git()
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    git = Git(parent)
    answer = git.ask(
        "clone",
        "--quiet",
        "--no-checkout",
        "--no-local",
        "--no-recurse-submodules",
        "--template=",
        *([f"--depth={depth}"] if depth else []),
        *(["--filter=blob:none"] if blobless else []),
        "--",
        address,
        folder.name,
        extra=transport_environment(git),
        seconds=EXCHANGE_SECONDS,
    )
    return Exchange(_why_not_reached(answer.words.lower()), _told(answer)) if answer.code else Exchange(Outcome.DONE)


def clone_bare(git: Git, remote: str, folder: Path) -> Exchange:
    """Make ``folder`` a repository with all that the one called ``remote`` holds, whatever is damaged here."""
    address = git.run("config", "--get", f"remote.{remote}.url").decode("utf-8", "surrogateescape").rstrip("\n")
    answer = git.ask(
        "clone",
        "--quiet",
        "--bare",
        "--no-local",
        "--template=",
        "--",
        address,
        str(folder),
        extra=transport_environment(git),
        seconds=EXCHANGE_SECONDS,
    )
    return Exchange(_why_not_reached(answer.words.lower()), _told(answer)) if answer.code else Exchange(Outcome.DONE)


def stand_on_the_only_branch(git: Git, remote: str = "origin") -> str | None:
    """Let a clone whose remote names a branch that it does not have stand on ``main``, or the only one there is.

    Returns the commit it stands on then; None where there are several branches, or none.
    """
    out = git.run("for-each-ref", "--format=%(objectname) %(refname)", f"refs/remotes/{remote}").decode()
    heads = {name.removeprefix(f"refs/remotes/{remote}/"): commit for commit, name in map(str.split, out.splitlines())}
    branch = "main" if "main" in heads else next(iter(heads), "") if len(heads) == 1 else ""
    if not branch:
        return None
    git.run("update-ref", f"refs/heads/{branch}", heads[branch])
    git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    follow(git, branch, RemoteBranch(remote, branch))
    return heads[branch]


def _why_not_reached(words: str) -> Outcome:
    if any(each in words for each in _ASKS_WHO):
        return Outcome.DENIED
    return Outcome.NOWHERE if any(each in words for each in _NOWHERE) else Outcome.UNREACHABLE


def without_credentials(text: str) -> str:
    """Return ``text`` with name and password taken out of every address in it."""
    return _CREDENTIALS.sub(r"\1", text)


def _told(answer: Answer) -> str:
    """Return what matters of git's words: what the server said, else the first thing that went wrong.

    Where ssh ended, git says only that it could not read; ssh has said why before.
    """
    remote = re.findall(r"remote: (.*?)(?= (?:remote:|To |error:|fatal:|! )|$)", answer.words)
    fatal = re.search(r"(?:fatal|error): (.*?)(?=(?<!remote) (?:fatal|error|hint): | Please make sure|$)", answer.words)
    told = " ".join(each.strip() for each in remote) or (fatal[1] if fatal else answer.words)
    if told.startswith(_COULD_NOT_READ):
        told = answer.words.partition(f"fatal: {_COULD_NOT_READ}")[0].strip()[-_LONGEST_REASON:] or told
    return without_credentials(told)
