"""What every program that writes in the run is told when it is started."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser_of_a_writer(about: str | None) -> argparse.ArgumentParser:
    """Return a parser of where a writer works, where it notes what it was told, and how much it does."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("root", type=Path)
    parser.add_argument("diary", type=Path)
    parser.add_argument("--edits", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--syncs", type=float, default=0.15)
    return parser
