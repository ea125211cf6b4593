"""``python -m cartera.bench``: measure what a user waits for, each operation beside its floor.

One JSON line an operation on stdout, then a table. Sizes 1k and 10k unless ``--size`` says otherwise; 100k takes some
minutes more, most of them to write the book once. ``--strict`` ends with 1 when something is over its budget.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .books import FOLDER, SIZES, BenchBook, make_book
from .measure import Measure
from .memory import measure_memory
from .merging import measure_merging
from .naming import measure_names
from .numbers import measure_numbers
from .remembering import measure_history
from .screen import measure_first_data, measure_keys, measure_switches, measure_typing
from .stalls import measure_stalls
from .starting import measure_opening, measure_reading, measure_version
from .working import measure_edits, measure_refresh, measure_saving, measure_search

BENCHES: dict[str, Callable[[BenchBook, int], Iterator[Measure]]] = {
    "start": measure_version,
    "read": measure_reading,
    "open": measure_opening,
    "refresh": measure_refresh,
    "search": measure_search,
    "names": measure_names,
    "save": measure_saving,
    "edit": measure_edits,
    "history": measure_history,
    "numbers": measure_numbers,
    "merge": measure_merging,
    "memory": measure_memory,
    "first": measure_first_data,
    "keys": measure_keys,
    "typing": measure_typing,
    "switch": measure_switches,
    "stall": measure_stalls,
}
UNITS = {"memory": ("MB", 1e-6), "bytes": ("B ", 1.0)}
"""In what an operation is printed, by the first word of its name; the others are times."""
USUAL = ("1k", "10k")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; return 1 when ``--strict`` and over budget."""
    options = _read_options(arguments)
    budgets = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text(encoding="utf-8"))
    rows: list[tuple[Measure, float | None]] = []
    for size in options.size or USUAL:
        book = make_book(Path(options.folder), size)
        for name in options.only or BENCHES:
            for measure in BENCHES[name](book, options.rounds):
                allowed = budgets.get(measure.op, {})
                rows.append((measure, allowed.get(size, allowed.get("any"))))
                print(measure.line(rows[-1][1]), flush=True)
    _print_table(rows)
    over = [each for each, budget in rows if _is_over(each, budget)]
    return 1 if over and options.strict else 0


def _read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="cartera.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", action="append", choices=[*SIZES], help="1k, 5k, 10k or 100k; may be repeated")
    parser.add_argument("--only", action="append", choices=[*BENCHES], help="one bench; may be repeated")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each operation, the best counts")
    parser.add_argument("--folder", default=str(FOLDER), help="where the generated books lie")
    parser.add_argument("--strict", action="store_true", help="end with 1 when something is over its budget")
    return parser.parse_args(arguments)


def _is_over(measure: Measure, budget: float | None) -> bool:
    return budget is not None and measure.ratio > budget


def _print_table(rows: Sequence[tuple[Measure, float | None]]) -> None:
    print(f"\n{'operation':20} {'book':>5} {'own':>12} {'floor':>12} {'ratio':>8} {'budget':>8}  beside")
    for each, budget in rows:
        unit, scale = UNITS.get(each.op.partition("-")[0], ("ms", 1e3))
        floor = f"{each.floor_seconds * scale:9.1f} {unit}" if each.floor != "-" else "-"
        ratio = f"{each.ratio:8.2f}" if each.floor != "-" else f"{'-':>8}"
        verdict = "  OVER" if _is_over(each, budget) else ""
        allowed = "-" if budget is None else f"{budget:g}"
        print(
            f"{each.op:20} {each.size:>5} {each.seconds * scale:9.2f} {unit} {floor:>12} {ratio} {allowed:>8}  {each.floor}{verdict}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
