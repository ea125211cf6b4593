"""``cartera demo [DIR]``: write the sample book."""

from __future__ import annotations

from pathlib import Path

import click

from ...schema.sentences import plural
from ..beginning import begin_tour
from ..command import Command
from ..exits import OK
from ..marking import mark as _
from ..session import Session


@click.command(
    "demo",
    cls=Command,
    help=_(
        "Write a sample book of some thirty invented clients to try Cartera on.\n\n"
        "Its dates lie around today. The same seed and day make the same book."
    ),
    examples=("demo", "demo try-out --seed 3"),
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-book"), metavar="[DIR]")
@click.option("--reuse", is_flag=True, help=_("Keep the sample book that lies there already."))
@click.option("--seed", type=int, metavar="N", default=7, help=_("Another number makes other names and amounts."))
@click.pass_obj
def command(session: Session, folder: Path, reuse: bool, seed: int) -> int:
    """Write the book and say how to open it."""
    from ...records.config import CONFIG_FILE

    if reuse and (folder / CONFIG_FILE).is_file():
        session.say(_("The sample book is in {folder} already."), folder=folder)
    else:
        from ...records.demo.write import write_demo

        clock = session.world.clock
        book = write_demo(folder, today=clock().date(), seed=seed, clock=clock)
        count = len(book.snapshot().records)
        book.close()
        begin_tour(session, folder)
        session.say(plural("The sample book has {n} record.", "The sample book has {n} records.", count))
    session.print(str(folder))
    session.say(_("Open it with: cartera -C {folder}"), folder=folder)
    return OK
