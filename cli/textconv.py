"""``cartera-textconv FILE``: what ``git diff`` and ``git log -p`` show of a record, named in git's configuration."""

from __future__ import annotations

import sys

from ..records.history.flat import flat_lines
from ..schema.clean import clean


def main() -> int:
    """Print the fields of the file git names; what a terminal would obey is made visible."""
    if len(sys.argv) != 2:
        sys.stderr.write("cartera-textconv FILE\n")
        return 2
    path = sys.argv[1]
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs more than the rest of this program
        content = file.read()
    out = sys.stdout.buffer
    for line in flat_lines(content, path):
        out.write(clean(line).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
