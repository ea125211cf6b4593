"""The process that watches a folder and writes what changed to its output, one burst a line.

Started by ``watch.py`` as a program of its own with ``python -I``, so it imports nothing of ours. It ends when its
input does: with the program that started it.
"""

import os
import sys
import threading
from pathlib import Path

from watchfiles import Change, watch

READY_MS = 300
"""How long the watched folder is listened to at a time; after the first time the watching has surely begun."""


def main(root: str, settle_ms: int) -> None:
    """Write the changed paths of each burst, relative to ``root``, parted by NUL and ended by a line feed.

    The first line is empty: from then on nothing is missed.
    """
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    begun = False
    for changes in watch(
        root,
        watch_filter=_is_outside_git,
        step=settle_ms // 3,
        debounce=settle_ms,
        rust_timeout=READY_MS,
        yield_on_timeout=True,
    ):
        if not begun:
            begun = True
            sys.stdout.buffer.write(b"\n")
            sys.stdout.buffer.flush()
        if not changes:
            continue
        seen = {each for _, path in changes for each in _with_files_below(path)}
        paths = sorted(os.path.relpath(path, root).replace(os.sep, "/") for path in seen)
        sys.stdout.buffer.write(os.fsencode("\0".join(path for path in paths if "\n" not in path)) + b"\n")
        sys.stdout.buffer.flush()


def _with_files_below(path: str) -> list[str]:
    """Return ``path`` and, where it is a folder, the files in it: those written right after it were seen by nobody."""
    place = Path(path)
    if place.is_symlink() or not place.is_dir():
        return [path]
    return [path, *(f"{folder}/{name}" for folder, _, names in os.walk(path) for name in names)]


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _is_outside_git(_change: Change, path: str) -> bool:
    return f"{os.sep}.git{os.sep}" not in path and not path.endswith(f"{os.sep}.git")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
