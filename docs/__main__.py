"""Writes the generated pages of ``docs/``: ``python -m cartera.docs`` (``make docs``)."""

from __future__ import annotations

from .messages import write_changed
from .pages import FOLDER, PAGES


def main() -> None:
    """Write every generated page that is not up to date, and say which."""
    for name, render in PAGES.items():
        state = "written" if write_changed(FOLDER / name, render().encode()) else "up to date"
        print(f"docs/{name}: {state}")


if __name__ == "__main__":
    main()
