"""What a clone needs so that plain git merges and shows records as Cartera does.

The driver merges them, the text conversion shows their fields in ``git diff`` and ``git log -p``, and attributes name both.
"""

from __future__ import annotations

import shlex
import site
import sys
from pathlib import Path

from ..files.atomic import blob_id, read_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile
from ..git.repository import ATTRIBUTES, Repository
from ..saving.writes import Expected, FileWrite

ATTRIBUTES_HERE = b"""\
# Cartera: plain git merges records field by field too, through the driver in this clone's configuration.
*.md   -text merge=cartera diff=cartera
*.yaml -text merge=cartera diff=cartera
*.yml  -text merge=cartera diff=cartera
*.csv  -text merge=cartera
"""
"""What goes into ``.git/info/attributes``, over the ``-merge`` of the book's own ``.gitattributes``."""
ATTRIBUTES_FILE = ".gitattributes"
"""The book's own attributes, which every clone gets."""
_FILE = "info/attributes"
_DRIVER = "merge.cartera.driver"
_TEXTCONV = "diff.cartera.textconv"
_NAME = ("merge.cartera.name", "Cartera merges records field by field")


def driver_command() -> str:
    """Return the command line of the driver."""
    return f"{_start_module('cartera.records.sync.driver')} %O %A %B %L %P"


def textconv_command() -> str:
    """Return the command line that prints the fields of a record; git adds the file."""
    return _start_module("cartera.cli.textconv")


def is_set_up(repository: Repository) -> bool:
    """Tell whether plain git would merge and show records with this very Cartera."""
    return (
        _told(repository, _DRIVER) == driver_command()
        and _told(repository, _TEXTCONV) == textconv_command()
        and ATTRIBUTES_HERE in _present(repository)
    )


def set_up(repository: Repository) -> bool:
    """Set what is missing or another Cartera's; tell whether there was any. What a person wrote there stays."""
    if is_set_up(repository):
        return False
    present = _present(repository)
    if ATTRIBUTES_HERE not in present:
        gap = b"" if present.endswith(b"\n") or not present else b"\n"
        write_file(repository.common, _FILE, present + gap + ATTRIBUTES_HERE)
        remove_leftovers(repository.common, _FILE)
    repository.git.run("config", "--local", *_NAME)
    repository.git.run("config", "--local", _DRIVER, driver_command())
    repository.git.run("config", "--local", _TEXTCONV, textconv_command())
    return True


def complete_attributes(root: Path) -> FileWrite | None:
    """Return the write that puts into the book's ``.gitattributes`` what it lacks of ours; None where it lacks nothing.

    What a person wrote there stays, and wins where it comes after ours.
    """
    try:
        present = read_file(root, ATTRIBUTES_FILE)
    except NoSuchFile:
        return FileWrite(ATTRIBUTES_FILE, ATTRIBUTES, Expected.ABSENT)
    lines = {tuple(each.split()) for each in present.splitlines()}
    if all(tuple(each.split()) in lines for each in ATTRIBUTES.splitlines() if not each.startswith(b"#")):
        return None
    gap = b"" if present.endswith(b"\n") or not present else b"\n"
    return FileWrite(ATTRIBUTES_FILE, present + gap + ATTRIBUTES, blob_id(present))


def _start_module(name: str) -> str:
    """Return the command line that runs a module of ours; nothing is imported from the folder it is started in."""
    isolation = "-P" if Path(__file__).is_relative_to(site.getusersitepackages()) else "-I"
    return f"{shlex.quote(sys.executable)} {isolation} -m {name}"


def _told(repository: Repository, key: str) -> str:
    return repository.git.ask("config", "--local", "--get", key).out.decode("utf-8", "surrogateescape").strip()


def _present(repository: Repository) -> bytes:
    try:
        return read_file(repository.common, _FILE)
    except NoSuchFile:
        return b""
