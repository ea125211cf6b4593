"""Where Cartera keeps what is no book: the index cache, and the person's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of what Cartera makes for a person who names no place, as the desktop's rules say."""
    named = environment.get("XDG_DATA_HOME", "")
    return (Path(named) if named.startswith("/") else Path.home() / ".local" / "share") / "cartera"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of disposable files, as the desktop's rules say."""
    named = environment.get("XDG_CACHE_HOME", "")
    return (Path(named) if named.startswith("/") else Path.home() / ".cache") / "cartera"


def keymap_file(environment: Mapping[str, str]) -> Path:
    """Return the file of the person's own keys: never in a book, lest opening a colleague's book changes them."""
    named = environment.get("XDG_CONFIG_HOME", "")
    return (Path(named) if named.startswith("/") else Path.home() / ".config") / "cartera" / "keymap.yaml"


def system_zone(environment: Mapping[str, str], link: Path = Path("/etc/localtime")) -> str:
    """Return the IANA time zone of this system; ``UTC`` where it does not say."""
    named = environment.get("TZ", "").lstrip(":")
    if "/" in named and not named.startswith("/"):
        return named
    target = str(link.resolve())
    found = target.partition("/zoneinfo/")[2]
    return found if "/" in found else "UTC"
