"""What stands beside the screen's operations: a bare Textual app, its DataTable, its screens, and mutt."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("first data here")

Bare().run()
"""
TABLE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header

class Table(App):
    def compose(self):
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Name", "Stage", "Owner", "Last", "Amount")
        table.add_rows(
            (f"Cliente {n:05} de las pruebas", "qualified", f"user{n % 7}", f"{n % 90} days ago", f"{n * 37:,}")
            for n in range(1000)
        )
        table.focus()

Table().run()
"""
SCREENS = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header, Static

class Record(Screen):
    BINDINGS = [("escape", "app.pop_screen", "Back")]

    def compose(self):
        yield Header()
        for n in range(30):
            yield Static(f"Field {n:02}   the value of field number {n} of this record")
        yield Footer()

class Book(App):
    BINDINGS = [("r", "record", "Record")]

    def compose(self):
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Name", "Stage", "Owner")
        table.add_rows((f"Cliente {n:05} de las pruebas", "qualified", f"user{n % 7}") for n in range(1000))
        table.focus()

    def action_record(self):
        self.push_screen(Record())

Book().run()
"""
MESSAGES = 200
MUTTRC = """
set folder="~"
set sleep_time=0
set help=yes
set mbox_type=mbox
set sort=mailbox-order
set quit=yes
set record=""
"""


@contextmanager
def textual_program(code: str, marker: bytes, environment: dict[str, str]) -> Iterator[Terminal]:
    """Run a small Textual program until its first data is drawn and at rest."""
    with Terminal([sys.executable, "-c", code], environment) as terminal:
        terminal.wait_for(marker)
        terminal.rest()
        yield terminal


@contextmanager
def mutt(folder: Path, environment: dict[str, str]) -> Iterator[Terminal | None]:
    """Run mutt on a generated mailbox; None where there is no mutt."""
    if shutil.which("mutt") is None:
        yield None
        return
    mailbox, settings = folder / "bench.mbox", folder / "bench.muttrc"
    mailbox.write_text("".join(_message(number) for number in range(MESSAGES)), encoding="utf-8")
    settings.write_text(MUTTRC, encoding="utf-8")
    words = ["mutt", "-n", "-R", "-F", str(settings), "-f", str(mailbox)]
    with Terminal(words, environment | {"HOME": str(folder)}) as terminal:
        terminal.wait_for(b"Subject 00007")
        terminal.rest()
        yield terminal


def _message(number: int) -> str:
    return (
        f"From user{number % 7}@example.com Mon Jan  5 10:00:00 2026\n"
        f"From: Person {number % 7} <user{number % 7}@example.com>\nTo: me@example.com\n"
        f"Date: Mon, 5 Jan 2026 10:00:00 +0000\nSubject: Subject {number:05} of the mailbox\n"
        f"Message-ID: <{number}@example.com>\n\nA line of text.\n\n"
    )
