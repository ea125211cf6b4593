"""Small stories that make one situation surely happen, for the faults of the merge that chance may take long to meet.

Each is told by two people with a clone each. The judge must find nothing in any of them as long as the merge is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random

from ...records.book import Book
from ...records.files.edits import Append, Edit, Put, PutBody
from ...records.plan import Plan
from ...records.sync.inbox import Choice, list_conflicts
from ...records.sync.resolving import plan_resolution
from ...schema.record import Record
from .by_turns import clock_of
from .deeds import uid_of
from .first_book import make_hub
from .meeting import look_at, merge_seen, sync
from .people import make_people


class Player:
    """Somebody who does just what a story says."""

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self.root = root
        self._clock = clock
        self._random = Random(root.name)
        self._book = Book(root, clock, cache=root.parent / "cache", randomness=self._random)

    def close(self) -> None:
        """Let the book go."""
        self._book.close()

    def write(self, uid: str, field: str, value: str) -> None:
        """Write one field."""
        self._edit(uid, Put((field,), value))

    def tag(self, uid: str, tag: str) -> None:
        """Add a tag."""
        self._edit(uid, Append(("tags",), tag))

    def add_paragraph(self, uid: str, text: str) -> None:
        """Add a paragraph at the end."""
        self._edit(uid, PutBody(f"{self._find(uid).body.rstrip()}\n\n{text}\n\n"))

    def move(self, uid: str, stage: str) -> None:
        """Move a deal to another stage."""
        self._apply(self._book.move(self._find(uid), stage))

    def rename(self, uid: str, name: str) -> None:
        """Give a record another name."""
        self._apply(self._book.rename(self._find(uid), name))

    def remove(self, uid: str) -> None:
        """Delete a record."""
        self._apply(self._book.remove(self._find(uid)))

    def create(self, uid: str) -> None:
        """Make a task of the hot client."""
        client = self._find("acme").name
        self._apply(self._book.new("task", {"title": uid, "ext": {"uid": uid}}, client=client, name=uid))

    def settle(self, choice: Choice = Choice.OTHER) -> None:
        """Settle every conflict of the book."""
        while waiting := list_conflicts(self._book.snapshot().records.values()):
            self._apply(plan_resolution(self._book, waiting[0], choice))

    def sync(self) -> None:
        """Exchange with the hub."""
        sync(self.root, self._clock, self._random)
        self._book.refresh()

    def look_at(self, other: Player) -> None:
        """Fetch what another one has now."""
        look_at(self.root, other.root)

    def merge_seen(self) -> None:
        """Merge what was fetched from another one."""
        merge_seen(self.root, self._clock)
        self._book.refresh()

    def _edit(self, uid: str, edit: Edit) -> None:
        self._apply(self._book.edit(self._find(uid), [edit]))

    def _apply(self, plan: Plan) -> None:
        self._book.apply(plan)

    def _find(self, uid: str) -> Record:
        return next(each for each in self._book.snapshot().records.values() if uid_of(each) == uid)


Story = Callable[[Player, Player], None]


def _meet(ana: Player, eva: Player) -> None:
    ana.sync()
    eva.sync()
    ana.sync()


def _both_write_one_field(ana: Player, eva: Player) -> None:
    ana.write("acme", "city", "Lugo")
    eva.write("acme", "city", "Soria")


def _both_tag(ana: Player, eva: Player) -> None:
    ana.tag("acme", "north")
    eva.tag("acme", "south")


def _one_deletes_what_the_other_leaves_alone(ana: Player, eva: Player) -> None:
    ana.remove("acme-visit")
    eva.write("brava", "city", "Soria")


def _one_deletes_what_the_other_edits(ana: Player, eva: Player) -> None:
    ana.remove("acme-visit")
    eva.write("acme-visit", "title", "Come by")


def _one_renames_what_the_other_edits(ana: Player, eva: Player) -> None:
    ana.rename("acme", "acme-sons")
    eva.write("acme-visit", "title", "Come by")
    eva.create("acme-new")


def _both_rename(ana: Player, eva: Player) -> None:
    ana.rename("acme-visit", "meeting")
    eva.rename("acme-visit", "lunch")


def _both_add_a_paragraph(ana: Player, eva: Player) -> None:
    ana.add_paragraph("acme", "north is new")
    eva.add_paragraph("acme", "south is new")


def _both_move_a_deal(ana: Player, eva: Player) -> None:
    ana.move("acme-deal", "contacted")
    eva.move("acme-deal", "offered")
    ana.move("acme-deal", "agreed")


def _both_delete_what_crossed(ana: Player, eva: Player) -> None:
    ana.create("north")
    eva.create("south")
    ana.look_at(eva)
    eva.look_at(ana)
    ana.merge_seen()
    eva.merge_seen()
    ana.remove("south")
    eva.remove("north")


def _one_settles_while_the_other_edits(ana: Player, eva: Player) -> None:
    _both_write_one_field(ana, eva)
    _meet(ana, eva)
    ana.settle()
    eva.tag("acme", "south")


def _a_conflict_comes_to_who_edits(ana: Player, eva: Player) -> None:
    _both_write_one_field(ana, eva)
    ana.sync()
    eva.sync()
    ana.tag("acme", "north")


STORIES: Mapping[str, Story] = {
    "ours wins silently": _both_write_one_field,
    "a conflict is not written": _both_write_one_field,
    "an entry of a list is dropped": _both_tag,
    "a deleted record is revived": _one_deletes_what_the_other_leaves_alone,
    "an edit is lost to a deletion": _one_deletes_what_the_other_edits,
    "a deletion is not told": _one_deletes_what_the_other_edits,
    "a rename is forgotten": _one_renames_what_the_other_edits,
    "one of two new names is lost": _both_rename,
    "a paragraph is doubled": _both_add_a_paragraph,
    "a paragraph is lost": _both_add_a_paragraph,
    "histories are not in order": _both_move_a_deal,
    "a state without its history": _both_move_a_deal,
    "one base of several": _both_delete_what_crossed,
    "a settled conflict comes back": _one_settles_while_the_other_edits,
    "the other side's conflicts are dropped": _a_conflict_comes_to_who_edits,
}
"""By the name of a fault: the story in which it must do harm."""


def tell(story: Story, folder: Path) -> Path:
    """Let a story happen in ``folder``, and return the hub that all have met at in the end."""
    hub = make_hub(folder)
    moments = count()
    roots = [each.root for each in make_people(folder, [("path", str(hub))], 2, 0)]
    with closing(Player(roots[0], clock_of(moments, 0))) as ana, closing(Player(roots[1], clock_of(moments, 0))) as eva:
        story(ana, eva)
        _meet(ana, eva)
    return hub
