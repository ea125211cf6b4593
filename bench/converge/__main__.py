"""``python -m cartera.bench.converge``: run, judge, and say what was found, with the seed to run it again."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom

from .judging import Judgement, judge
from .mutants import MUTANTS
from .replaying import Replayed, replay
from .running import Ran, Wanted, run
from .trials import try_all

_SHOWN = 40
_SEEDS = 2
"""How many small histories a fault of the merge is looked for in, besides its story."""


def main() -> int:
    """Run as asked; leave with 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m cartera.bench.converge", description=__doc__)
    parser.add_argument("--clones", type=int, default=20, help="how many, strangers among them")
    parser.add_argument("--strangers", type=int, default=2, help="how many use plain git, the first without the driver")
    parser.add_argument("--edits", type=int, default=100, help="how many acknowledged saves by each")
    parser.add_argument("--kills", type=int, default=60, help="how often somebody at work is killed")
    parser.add_argument("--replays", type=int, default=40, help="how many merges plain git does again")
    parser.add_argument("--seed", type=int, help="who does what, and when the kills strike")
    parser.add_argument("--keep", type=Path, help="an empty folder to keep the repositories in")
    parser.add_argument("--no-faults", action="store_true", help="do not put faults into the merge")
    parser.add_argument("--only-faults", action="store_true", help="do nothing else")
    given = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if given.seed is None else given.seed
    if given.only_faults:
        return 0 if _try_faults(seed) else 1
    wanted = Wanted(given.clones, given.strangers, given.edits, given.kills, seed)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = given.keep or Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        ran = run(root, wanted)
        judging = time.monotonic()
        judgement = judge(ran)
        _tell(wanted, ran, judgement, time.monotonic() - judging)
        replayed = replay(ran.hub, root, seed, given.replays)
        _tell_replayed(replayed)
    seconds = time.monotonic() - begun
    complaints = len(judgement.complaints) + len(replayed.different)
    print(f"seed {seed}: {complaints} complaints, {seconds:.0f} s, {_used():.0f} s of processors", flush=True)
    is_blind = not given.no_faults and not _try_faults(seed)
    return 1 if complaints or is_blind else 0


def _used() -> float:
    """Return the seconds of processors that this program and all that ended have used: what a loaded machine does not change."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _tell(wanted: Wanted, ran: Ran, judgement: Judgement, seconds: float) -> None:
    verdict, counts = judgement.verdict, ran.counts
    saves = sum(note.is_edit for note in ran.notes)
    ways = Counter(each.way for each in ran.people)
    hot, edits = verdict.hot, verdict.edits
    print(f"seed {wanted.seed}: {wanted.clones} clones ({', '.join(f'{n} by {way}' for way, n in ways.items())})")
    print(f"  {saves} acknowledged saves, {counts['sync']} syncs, {ran.kills} killed at work, {ran.seconds:.0f} s")
    print(f"  {', '.join(f'{count} {kind}' for kind, count in counts.most_common() if kind != 'sync')}")
    print(f"  {verdict.commits} commits: {edits} edits ({hot} of the few hot records), {verdict.merges} merges,")
    print(
        f"  {verdict.crossed} of them with several bases, {verdict.foreign} merges by plain git, {verdict.audits} audits"
    )
    kinds = ", ".join(f"{count} {kind}" for kind, count in verdict.kinds.most_common()) or "none"
    print(f"  conflicts written: {kinds}; {len(verdict.inbox)} open in the end, in every inbox")
    print(f"  {len(verdict.doubled)} records that a foreign merge made two of, not judged; judged in {seconds:.0f} s")
    print(f"lost {len(judgement.lost)}, wrong {len(verdict.faults)}, unsound {len(judgement.unsound)}", end=", ")
    print(f"inboxes that differ {len(judgement.inbox)}")
    for kind, count in Counter(each.fault.kind for each in verdict.faults).most_common():
        print(f"  {kind}: {count}")
    for each in judgement.complaints[:_SHOWN]:
        print(each)


def _tell_replayed(replayed: Replayed) -> None:
    for name, counts in (("merge", replayed.merges), ("rebase", replayed.rebases)):
        print(f"git {name}: {', '.join(f'{count} {told}' for told, count in counts.most_common())}")
    for each in replayed.different:
        print(each)


def _try_faults(seed: int) -> bool:
    """Print a table of the faults and what the judge saw of them; tell whether all went as it should."""
    begun, right = time.monotonic(), True
    print(f"{'put into the merge':40} {'judge':7} {'in its story':34} by chance")
    for trial in try_all([seed + number for number in range(_SEEDS)]):
        right &= trial.is_right
        by_chance = f"history {trial.runs}" if trial.in_histories else f"not in {trial.runs}"
        kind = trial.in_story[0] if trial.in_story else "nothing"
        print(f"{trial.fault or 'nothing':40} {trial.told:7} {kind:34} {by_chance}", flush=True)
    print(f"{len(MUTANTS)} faults tried in {time.monotonic() - begun:.0f} s")
    return right


if __name__ == "__main__":
    sys.exit(main())
