"""``python -m cartera.bench.converge``: run, judge, and say what was found, with the seed to run it again."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom

from .judging import Judgement, judge
from .running import Ran, Wanted, run

_SHOWN = 40


def main() -> int:
    """Run as asked; leave with 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m cartera.bench.converge", description=__doc__)
    parser.add_argument("--clones", type=int, default=20, help="how many clones, strangers among them")
    parser.add_argument(
        "--strangers", type=int, default=2, help="how many use plain git: every other one without the driver"
    )
    parser.add_argument("--edits", type=int, default=100, help="how many acknowledged saves by each")
    parser.add_argument("--kills", type=int, default=60, help="how often somebody at work is killed")
    parser.add_argument("--seed", type=int, help="who does what, and when the kills strike")
    parser.add_argument("--keep", type=Path, help="an empty folder to keep the repositories in")
    given = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if given.seed is None else given.seed
    wanted = Wanted(given.clones, given.strangers, given.edits, given.kills, seed)
    with tempfile.TemporaryDirectory() as folder:
        root = given.keep or Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        ran = run(root, wanted)
        begun = time.monotonic()
        judgement = judge(ran)
        _tell(wanted, ran, judgement, time.monotonic() - begun)
    return 1 if judgement.complaints else 0


def _tell(wanted: Wanted, ran: Ran, judgement: Judgement, seconds: float) -> None:
    verdict, counts = judgement.verdict, ran.counts
    acknowledged = sum(note.is_edit for note in ran.notes)
    print(f"seed {wanted.seed}: {wanted.clones} clones ({dict(Counter(each.way for each in ran.people))}),")
    print(f"  {acknowledged} acknowledged saves, {counts['sync']} syncs, {ran.kills} killed, in {ran.seconds:.0f} s")
    print(f"  {dict(counts)}")
    print(
        f"  {verdict.commits} commits: {verdict.edits} edits, {verdict.merges} merges of ours, {verdict.foreign} foreign,"
    )
    print(f"  {verdict.crossed} with several bases, {verdict.audits} audits; judged in {seconds:.0f} s")
    print(f"  conflicts written {dict(verdict.kinds)}, {len(verdict.inbox)} open in the end")
    print(
        f"lost {len(judgement.lost)}, wrong {len(verdict.faults)}, unsound {len(judgement.unsound)}, inbox {len(judgement.inbox)}"
    )
    kinds = Counter(each.fault.kind for each in verdict.faults)
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count}")
    for each in judgement.complaints[:_SHOWN]:
        print(each)


if __name__ == "__main__":
    sys.exit(main())
