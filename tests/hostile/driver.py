"""Runs commands one after another in this process and tells what each did, down to the files that were opened.

A program of its own, since an audit hook cannot be taken off again. Reads ``{"book", "commands", "answers"}`` as JSON on
its input, writes a report for each command on its output.
"""

import io
import json
import os
import sys
from datetime import UTC, datetime
from random import Random

WATCHED = (
    "open", "os.", "shutil.", "socket.", "subprocess.", "import", "ctypes.", "marshal.load", "pickle.", "webbrowser.",
    "urllib.", "http.", "ftplib.", "smtplib.", "pty.", "syslog.", "tempfile.",
)  # fmt: skip
DULL = {"os.scandir", "os.listdir", "os.walk", "os.fwalk", "os.getxattr", "marshal.loads", "os.listxattr"}


class Recorder:
    """Keeps audit events while a command runs."""

    def __init__(self):
        self.events = None

    def __call__(self, event, arguments):
        if self.events is None or event in DULL or not event.startswith(WATCHED):
            return
        self.events.append([event, [_told(each) for each in arguments]])


def _told(value):
    if isinstance(value, bytes):
        return os.fsdecode(value)
    if isinstance(value, list | tuple):
        return [_told(each) for each in value]
    return value if isinstance(value, str | int | None) else str(type(value))


class Output(io.TextIOWrapper):
    """A stream that keeps its bytes, as the program's own would write them."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="")

    def written(self):
        self.flush()
        return self.buffer.getvalue().hex()


def run_one(arguments, task, recorder, chance):
    from cartera.cli.running import run
    from cartera.cli.world import World

    moment = datetime.fromisoformat(task["now"]).astimezone(UTC)
    world = World(clock=lambda: moment, random=chance, is_interactive=lambda: False)
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Output(), Output()
    recorder.events = []
    try:
        code = run(["-C", task["book"], *arguments], world)
    finally:
        events, recorder.events = recorder.events, None
        texts, (sys.stdout, sys.stderr) = (sys.stdout.written(), sys.stderr.written()), (out, err)
    return {"command": arguments, "code": code, "out": texts[0], "err": texts[1], "events": events}


def main():
    task = json.load(sys.stdin)
    sys.stdin = io.StringIO()
    recorder, chance = Recorder(), Random(7)
    sys.addaudithook(recorder)
    json.dump([run_one(arguments, task, recorder, chance) for arguments in task["commands"]], sys.stdout)


if __name__ == "__main__":
    main()
