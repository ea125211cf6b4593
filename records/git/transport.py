"""How git may reach another repository: without asking anybody anything, and with no program that the book names.

A book that was copied with its ``.git`` may name a program for ssh, a proxy or a credential helper of its own. Those of the
person's own configuration are used, those of the book's are not.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from .run import Git

PROTOCOLS = "file:git:http:https:ssh"
"""What an address may speak; never ``ext``, which is a command line."""
_ASKED = r"^(core\.(sshcommand|gitproxy|askpass)|credential\..*|http\..*(proxy|extraheader|cookiefile).*)$"
_FIXED = (
    ("transfer.fsckObjects", "true"),
    ("fetch.recurseSubmodules", "false"),
    ("push.recurseSubmodules", "no"),
    ("push.followTags", "false"),
    ("push.gpgSign", "false"),
    ("maintenance.auto", "false"),
    ("core.askPass", ""),
    ("core.gitProxy", ""),
    ("http.lowSpeedLimit", "100"),
    ("http.lowSpeedTime", "30"),
)
_SSH_OPTIONS = "-o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15"


def transport_environment(
    git: Git, caller: Mapping[str, str] | None = None, more: Sequence[tuple[str, str]] = ()
) -> dict[str, str]:
    """Return the environment in which git exchanges commits; ``caller`` is the process's where not given.

    ``more`` are settings for this exchange alone.
    """
    caller = os.environ if caller is None else caller
    own, foreign = _read_settings(git)
    settings = [*_FIXED, *more]
    if any(key.startswith("credential.") for key, _ in foreign):
        settings += [("credential.helper", ""), *((key, value) for key, value in own if key.startswith("credential."))]
    settings += [(key, "") for key, _ in foreign if key.startswith("http.")]
    return {
        "GIT_ALLOW_PROTOCOL": PROTOCOLS,
        "GIT_NO_LAZY_FETCH": "0",
        "GIT_SSH_COMMAND": _ssh_command(caller, own),
        "SSH_ASKPASS": "",
        **_numbered(settings),
    }


def _read_settings(git: Git) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what the person's configuration says of reaching others, and what the repository's own does."""
    answer = git.ask("config", "--show-scope", "--null", "--get-regexp", _ASKED)
    parts = answer.out.decode("utf-8", "surrogateescape").split("\0")
    own: list[tuple[str, str]] = []
    foreign: list[tuple[str, str]] = []
    for scope, pair in zip(parts[::2], parts[1::2], strict=False):
        key, _, value = pair.partition("\n")
        (foreign if scope in {"local", "worktree"} else own).append((key, value))
    return own, foreign


def _ssh_command(caller: Mapping[str, str], own: Sequence[tuple[str, str]]) -> str:
    command = caller.get("GIT_SSH_COMMAND") or dict(own).get("core.sshcommand") or caller.get("GIT_SSH") or "ssh"
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    is_openssh = bool(words) and PurePath(words[0]).name == "ssh"
    return f"{command} {_SSH_OPTIONS}" if is_openssh else command


def _numbered(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    numbered = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        numbered[f"GIT_CONFIG_KEY_{number}"] = key
        numbered[f"GIT_CONFIG_VALUE_{number}"] = value
    return numbered
