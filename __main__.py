"""Run Cartera as ``python -m cartera``."""

from .cli.main import main

if __name__ == "__main__":
    main()
