"""Run Cartera as ``python -m cartera``."""

import sys

# ``-m`` puts the working folder first on the path, and that may be a book somebody else wrote: a ``yaml.py`` lying
# there would run. Nothing of ours is imported before it is taken away. (The command ``cartera`` never has it there.)
if not sys.flags.safe_path:
    del sys.path[0]

from .cli.main import main

if __name__ == "__main__":
    main()
