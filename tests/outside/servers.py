"""An SSH server of the tests' own, on this machine."""

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from cartera.tests.outside.terminals import Terminal

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")

SETTINGS = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile {folder}/pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
PrintMotd no
"""


class Server(NamedTuple):
    """A server that runs."""

    arguments: list
    """What leads a client to it."""
    process: int
    """The number of its process, whose children are the connections."""


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def is_answering(port):
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(folder):
    """Run a server from ``folder``."""
    port = free_port()
    folder.chmod(0o700)
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "sshd_config").write_text(SETTINGS.format(port=port, folder=folder))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    said = folder / "said"
    with said.open("wb") as heard:
        process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=heard, stdin=subprocess.DEVNULL
        )
    given_up = time.monotonic() + 60
    while not is_answering(port):
        if process.poll() is not None or time.monotonic() > given_up:
            process.kill()
            process.wait()
            pytest.skip(f"the SSH server does not start here: {said.read_text()[-300:]}")
        time.sleep(0.05)
    arguments = [
        *("ssh", "-tt", "-p", str(port), "-i", str(folder / "key"), "-o", "StrictHostKeyChecking=no"),
        *("-o", f"UserKnownHostsFile={folder}/known", "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes"),
        f"{getpass.getuser()}@127.0.0.1",
    ]
    yield Server(arguments, process.pid)
    process.terminate()
    process.wait(timeout=60)


def open_over(server, arguments, surroundings, *, size, noting=None):
    """Run a program over the connection in a terminal; the file ``noting`` gets its number."""
    kept = {name: value for name, value in surroundings.items() if name != "TERM"}
    said = [f"{name}={value}" for name, value in kept.items()]
    note = ["echo", "$$", ">", shlex.quote(str(noting)), ";"] if noting else []
    command = " ".join([*note, "exec", "env", *map(shlex.quote, [*said, *arguments])])
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "TERM": "xterm-256color"}
    return Terminal([*server.arguments, command], environment, size=size, beside=[server.process])
