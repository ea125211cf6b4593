"""What a clone needs so that plain git merges records as Cartera does: the driver, and the attributes that name it."""

from __future__ import annotations

import shlex
import site
import sys
from pathlib import Path

from ..files.atomic import read_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile
from ..git.repository import Repository

ATTRIBUTES_HERE = b"""\
# Cartera: plain git merges records field by field too, through the driver in this clone's configuration.
*.md   -text merge=cartera diff=cartera
*.yaml -text merge=cartera diff=cartera
*.yml  -text merge=cartera diff=cartera
*.csv  -text merge=cartera
"""
"""What goes into ``.git/info/attributes``, over the ``-merge`` of the book's own ``.gitattributes``."""
_FILE = "info/attributes"
_DRIVER = "merge.cartera.driver"
_NAME = ("merge.cartera.name", "Cartera merges records field by field")


def driver_command() -> str:
    """Return the command line of the driver; nothing is imported from the folder it is started in."""
    python = Path(sys.executable)
    isolation = "-P" if Path(__file__).is_relative_to(site.getusersitepackages()) else "-I"
    return f"{shlex.quote(str(python))} {isolation} -m cartera.records.sync.driver %O %A %B %L %P"


def is_set_up(repository: Repository) -> bool:
    """Tell whether plain git would merge records with this very Cartera."""
    told = repository.git.ask("config", "--local", "--get", _DRIVER).out.decode("utf-8", "surrogateescape").strip()
    return told == driver_command() and ATTRIBUTES_HERE in _present(repository)


def set_up(repository: Repository) -> bool:
    """Set driver and attributes where they are not; tell whether anything was missing. What a person wrote there stays."""
    if is_set_up(repository):
        return False
    present = _present(repository)
    if ATTRIBUTES_HERE not in present:
        gap = b"" if present.endswith(b"\n") or not present else b"\n"
        write_file(repository.common, _FILE, present + gap + ATTRIBUTES_HERE)
        remove_leftovers(repository.common, _FILE)
    repository.git.run("config", "--local", *_NAME)
    repository.git.run("config", "--local", _DRIVER, driver_command())
    return True


def _present(repository: Repository) -> bytes:
    try:
        return read_file(repository.common, _FILE)
    except NoSuchFile:
        return b""
