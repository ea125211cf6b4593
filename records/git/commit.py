"""One commit made without touching the working tree, and the branch moved onto it only if nobody moved it first."""

from __future__ import annotations

from datetime import datetime

from ...schema.dataclass import dataclass
from .mistakes import BranchBusy, GitFailed, NoIdentity
from .run import Git, clean

NO_COMMIT = "0" * 40
"""What ``update-ref`` calls a branch without commits."""

_NOBODY = ("tell me who you are", "empty ident", "auto-detect", "auto-detection is disabled", "no email was given")
_MOVED = ("but expected", "reference already exists", "unable to resolve reference")
_GPG_SETTINGS = r"^(commit\.gpgsign|gpg\.(.*\.)?program|gpg\.ssh\.defaultkeycommand)$"


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether commits are signed, and with which programs."""

    wanted: bool
    """What ``commit.gpgsign`` says."""
    settings: tuple[tuple[str, str], ...]
    """Programs set by the person, not by the book: a book that names its own signer is not obeyed."""

    def environment(self) -> dict[str, str]:
        """Return the settings as git takes them from the environment, over those of any file."""
        pairs = {"GIT_CONFIG_COUNT": str(len(self.settings))}
        for number, (key, value) in enumerate(self.settings):
            pairs[f"GIT_CONFIG_KEY_{number}"] = key
            pairs[f"GIT_CONFIG_VALUE_{number}"] = value
        return pairs


def read_signing(git: Git) -> Signing:
    """Return how the person signs commits; the book's own configuration may ask for it but name no program."""
    answer = git.ask("config", "--show-scope", "--null", "--get-regexp", _GPG_SETTINGS)
    wanted = False
    programs: dict[str, str] = {}
    parts = answer.out.decode("utf-8", "surrogateescape").split("\0")
    for scope, pair in zip(parts[::2], parts[1::2], strict=False):
        key, _, value = pair.partition("\n")
        if key == "commit.gpgsign":
            wanted = value.lower() in {"", "true", "yes", "on", "1"}
        elif scope in {"local", "worktree"}:
            programs.setdefault(key, _default_program(key))
        else:
            programs[key] = value
    return Signing(wanted, tuple(programs.items()))


def read_author(git: Git) -> tuple[str, str]:
    """Return the name and the e-mail address git would put on a commit. Raises ``NoIdentity``."""
    answer = git.ask("var", "GIT_AUTHOR_IDENT")
    if answer.code:
        raise NoIdentity
    name, _, rest = answer.out.decode("utf-8", "replace").rpartition(" <")
    return clean(name), rest.partition(">")[0]


def read_author_address(git: Git) -> str:
    """Return the e-mail address git would put on a commit. Raises ``NoIdentity``."""
    return read_author(git)[1]


def make_commit(
    git: Git, tree: str, parents: tuple[str, ...], message: str, *, authored: datetime, now: datetime, signing: Signing
) -> str:
    """Write a commit in the person's name and return its id. Raises ``NoIdentity`` or ``GitFailed``."""
    dates = {"GIT_AUTHOR_DATE": _git_date(authored), "GIT_COMMITTER_DATE": _git_date(now)}
    arguments = ["commit-tree", *(["-S"] if signing.wanted else [])]
    for parent in parents:
        arguments += ["-p", parent]
    answer = git.ask(
        *arguments, "-F", "-", tree, stdin=message.encode("utf-8", "replace"), extra=dates | signing.environment()
    )
    if answer.code:
        if any(words in answer.words for words in _NOBODY):
            raise NoIdentity
        raise GitFailed("commit-tree", answer.words)
    return answer.out.decode().strip()


def move_branch(git: Git, commit: str, before: str | None, reason: str) -> bool:
    """Make ``commit`` the head of the current branch if that still is ``before``; tell whether it was.

    Raises ``BranchBusy`` where the branch is locked.
    """
    answer = git.ask("update-ref", "-m", f"cartera: {reason}", "HEAD", commit, before or NO_COMMIT)
    if not answer.code:
        return True
    if any(words in answer.words for words in _MOVED):
        return False
    raise BranchBusy(answer.words)


def is_in_history(git: Git, commit: str) -> bool:
    """Tell whether a branch or tag leads to ``commit``; one that was only prepared is on none."""
    answer = git.ask("for-each-ref", "--count=1", "--format=%(objectname)", "--contains", commit)
    return answer.code == 0 and bool(answer.out.strip())


def _git_date(moment: datetime) -> str:
    return f"{int(moment.timestamp())} {moment:%z}"


def _default_program(key: str) -> str:
    ours = {"gpg.x509.program": "gpgsm", "gpg.ssh.program": "ssh-keygen", "gpg.ssh.defaultkeycommand": ""}
    return ours.get(key, "gpg")
