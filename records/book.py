"""The book: the one door to records. It names everything the record keeper can do; the rooms behind do it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.errors import CarteraError, NotFound
from ..schema.language import Language
from ..schema.record import Record
from ..schema.record_type import RecordType, Schema
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree
from .book_schema import BookRules, read_rules
from .config import BookConfig
from .index.build import Index, build_index
from .index.cache import IndexCache
from .index.places import cache_file
from .names import find, handle_of
from .own_trees import OwnTrees, read_own
from .read_only import BookReadOnly
from .saving.unfinished import is_unfinished
from .snapshot import Snapshot

# What is only needed to write is imported by the methods that write: reading commands start in half the time.
if TYPE_CHECKING:
    from random import Random

    from .changes import Change
    from .drafting import Author
    from .files.edits import Edit
    from .git.history import HistoryEntry
    from .index.ahead import LookAhead
    from .plan import Plan, RecordChange
    from .saving.keeper import Keeper
    from .saving.undo import Undone
    from .saving.writes import Recovery
    from .steps import Tell
    from .writing import Saved

Clock = Callable[[], datetime]
"""Tells the present moment, aware. Passed in, so that a test decides the day."""


class TypeUnknown(NotFound):
    """No record type is called that."""

    def __init__(self, word: str, nearest: str | None) -> None:
        super().__init__(
            sentence("No record type is called “{word}”.", word=word),
            sentence("Did you mean {nearest}?", nearest=nearest) if nearest else None,
        )


class Book:
    """A git repository of records, opened. Not shared between threads that write."""

    def __init__(
        self,
        root: Path,
        clock: Clock,
        *,
        cache: Path | None = None,
        randomness: Random | None = None,
        read_only: bool = False,
        tell: Tell | None = None,
        lasts: bool = False,
        ahead: LookAhead | None = None,
    ) -> None:
        self.root = root
        """The folder with ``cartera.yaml``."""
        self.tell = tell
        """Is told how far the reading of all records is, and may end it; may be exchanged at any moment."""
        self._lasts = lasts
        self._clock = clock
        self._cache_folder = cache
        self._random = randomness
        self._own: OwnTrees = read_own(cache)
        self._rules: BookRules = read_rules(root, self._own)
        self._cache = _open_cache(self._cache_folder, root, self._rules)
        self._index: Index | None = None
        self._me: str | None = None
        self._saver: Keeper | None = None
        self.read_only = read_only
        """Whether nothing may be written; may be switched at any moment."""
        self.recovery: Recovery | None = (
            self._keeper.recover(waits=False) if not read_only and is_unfinished(root) else None
        )
        """What was found unfinished when the book was opened, and what became of it; None where nothing was."""
        self._ahead = None if self.recovery else ahead

    # What it is

    @property
    def schema(self) -> Schema:
        """All record types of the book."""
        return self._rules.schema

    @property
    def config(self) -> BookConfig:
        """The settings of the book."""
        return self._rules.config

    @property
    def language(self) -> Language:
        """The language of the book's own texts: commit subjects."""
        return Language(self.config.language)

    def now(self) -> datetime:
        """Return the present moment in the book's zone."""
        return self._clock().astimezone(self.config.zone)

    @property
    def me(self) -> str | None:
        """The handle in ``people/`` of whoever works here, by their git e-mail; None when nobody has it."""
        if self._me is None:
            self._me = handle_of(self.snapshot(), self.identity)
        return self._me

    @property
    def identity(self) -> tuple[str, str] | None:
        """The name and e-mail address git puts on commits; None when none is set, or there is no git to ask."""
        from .git.commit import read_author
        from .git.run import Git

        try:
            return read_author(Git(self.root))
        except CarteraError:
            return None  # whoever only reads needs none, and a save says what is missing

    @property
    def author(self) -> Author:
        """Who writes, now."""
        from .drafting import Author

        return Author(self.me, self.now())

    # Reading

    def snapshot(self) -> Snapshot:
        """Return all records; read from disk once, then kept until ``refresh`` or a save."""
        return self._indexed().snapshot

    def refresh(self, paths: Collection[str] | None = None) -> Change:
        """Look at the disk again, at ``paths`` only where given, and return what differs."""
        from .changes import Change
        from .index.refresh import compare_snapshots, refresh_index

        before = self._indexed()
        rules = read_rules(self.root, self._own)
        if rules.fingerprint != self._rules.fingerprint:
            self._rules = rules
            self._cache = _open_cache(self._cache_folder, self.root, rules)
            self._index = None
            return compare_snapshots(before.snapshot, self.snapshot(), schema_changed=True)
        self._index = refresh_index(self.root, before, paths, self._cache)
        if self._index is before:
            return Change()
        return compare_snapshots(before.snapshot, self._index.snapshot)

    def find(self, text: str, types: Sequence[str] = ()) -> Record:
        """Return the one record that ``text`` means: an id, a name, or an unambiguous part of a name or title.

        Raises:
            NoSuchRecord: it fits nothing.
            AmbiguousReference: it fits several, which are named.

        """
        return find(self.snapshot(), text, types)

    def look_up(self, text: str) -> tuple[Snapshot, Record]:
        """Return the record that ``text`` means, and a snapshot that answers what one asks of a single record.

        Where ``text`` is an id and nothing leads out of the client's folder, only that is read. Raises as ``find``.
        """
        if self._index is None:
            from .index.near import find_near

            near = find_near(self.root, self.schema, self.config, text)
            if near is not None:
                return near
        return self.snapshot(), self.find(text)

    def type_named(self, word: str) -> RecordType:
        """Return the record type a person calls ``word``, in either language.

        Raises:
            TypeUnknown: none is called so.

        """
        from ..schema.nearest import nearest

        found = self.schema.type_named(word)
        if found is None:
            raise TypeUnknown(word, nearest(word, self.schema.types))
        return found

    # Planning

    def new(
        self,
        type_name: str,
        fields: Mapping[str, Tree],
        *,
        client: str | None = None,
        person: str | None = None,
        name: str | None = None,
        body: str = "",
    ) -> Plan:
        """Plan a new record with its defaults filled in."""
        from random import SystemRandom

        from .drafting import Home, draft_fields, free_path
        from .files.locate import r4
        from .folders import check_new
        from .plan import Plan
        from .planning import plan_new

        record_type = self.type_named(type_name)
        author = self.author
        filled = draft_fields(record_type, fields, self.config, author)
        home = Home(client, person, name)
        path = free_path(self.snapshot(), record_type, filled, author, home, lambda: r4(self._random or SystemRandom()))
        change = plan_new(self.snapshot(), path, record_type, filled, body)
        if change.after:
            check_new(self.root, change.after)
        title = change.after.title if change.after else path
        subject = sentence("{place}new {type} “{title}”", place=_place(path), type=record_type.label, title=title)
        return Plan(subject, (change,))

    def edit(self, record: Record, edits: Sequence[Edit], subject: Sentence | None = None) -> Plan:
        """Plan edits of a record; a plan without changes when they change nothing."""
        from .plan import Plan
        from .planning import plan_edit
        from .subjects import edit_subject
        from .tracing import with_traces

        traced = with_traces(self.snapshot().type_of(record), record, edits, self.now())
        change = plan_edit(self.snapshot(), self.root, record, traced)
        if not change.diffs:
            return Plan(subject or sentence("nothing changed"))
        usual = edit_subject(_place(record.path), self.snapshot().type_of(record), record, change.diffs)
        return Plan(subject or usual, (change,))

    def move(self, record: Record, word: str, *, given: Mapping[str, Tree] | None = None, note: str = "") -> Plan:
        """Plan that a record enters the state ``word``, with what that does to its client.

        Raises:
            MoveRefused: it may not; says what is missing or what may follow.

        """
        from .guards import check_move
        from .moves import edits_of_client, edits_of_move
        from .plan import Plan
        from .planning import plan_edit
        from .tracing import with_traces

        snapshot = self.snapshot()
        author = self.author
        state = check_move(snapshot, record, word, given, note, author.now)
        edits = edits_of_move(snapshot, record, state, author, given=given or {}, note=note)
        edits = with_traces(snapshot.type_of(record), record, edits, author.now)
        changes = [plan_edit(snapshot, self.root, record, edits)]
        on_client = edits_of_client(snapshot, record, state, author)
        if on_client:
            changes.append(plan_edit(snapshot, self.root, *on_client))
        record_type = snapshot.type_of(record)
        before = record_type.state_of(record)
        subject = sentence(
            "{place}{type} “{title}” {before} → {after}",
            place=_place(record.path),
            type=record_type.label,
            title=record.title,
            before=before.label if before else "?",
            after=state.label,
        )
        return Plan(subject, tuple(changes))

    def remove(self, record: Record, *, with_contents: bool = False) -> Plan:
        """Plan that a record goes, ``with_contents`` with all of the folder it names; git keeps what it was."""
        from .folders import plan_contents
        from .plan import Plan
        from .planning import plan_removal

        record_type = self.snapshot().type_of(record)
        subject = sentence(
            "{place}{type} “{title}” deleted", place=_place(record.path), type=record_type.label, title=record.title
        )
        if with_contents:
            changes, carried = plan_contents(self.snapshot(), self.root, record)
            return Plan(subject, tuple(changes), carried=tuple(carried))
        return Plan(subject, (plan_removal(self.root, record),))

    def rename(self, record: Record, name: str) -> Plan:
        """Plan that a record gets another name; links follow and the old name stays as an alias.

        Raises:
            NameTaken: another record is called so.

        """
        from .plan import Plan
        from .renaming import carried_files, plan_rename

        changes = plan_rename(self.snapshot(), self.root, record, name)
        carried = carried_files(self.root, record, name, {each.path for each in changes})
        subject = sentence("{old} is now called {new}", old=record.name, new=name)
        return Plan(subject, tuple(changes), carried=tuple(carried))

    # Writing

    def apply(self, plan: Plan) -> Saved:
        """Do what a plan says, as one commit, and keep the snapshot in step.

        Raises:
            EditConflict: somebody else changed the same field meanwhile.

        """
        from .planning import plan_edit, plan_removal
        from .writing import PathTaken, Saved, message_of, write_plan

        def again(change: RecordChange) -> RecordChange:
            if change.before is None:
                raise PathTaken(change.path)
            if change.after is None:
                return plan_removal(self.root, change.before)
            return plan_edit(self.snapshot(), self.root, change.before, change.edits)

        written, receipt = write_plan(self._keeper, plan, message_of(plan, self.language), again)
        paths = {each.path for each in written.changes} | {each.path for each in written.carried}
        change = self.refresh(None if plan.extras else paths)
        return Saved(tuple(each.id for each in written.changes), receipt, change)

    # History

    def history(self, record: Record | None = None, limit: int | None = 50) -> list[HistoryEntry]:
        """Return who changed which field when, newest first, of a record or of the whole book."""
        from .git.history import history

        return list(history(self.root, record.path if record else None, limit))

    def undo(self, commit: str = "") -> Undone:
        """Take back your last change that is not yet taken back, or the one with the id ``commit``.

        Raises:
            NothingToUndo: there is none.

        """
        from .saving.undo import undo

        undone = undo(self._keeper, self.language, commit)
        self.refresh()
        return undone

    def redo(self) -> Undone:
        """Make again what you last took back.

        Raises:
            NothingToRedo: there is nothing.

        """
        from .saving.undo import redo

        redone = redo(self._keeper, self.language)
        self.refresh()
        return redone

    def close(self) -> None:
        """End what runs beside the book; a closed book must not be used."""
        if self._saver is not None:
            self._saver.close()

    # Inside

    @property
    def _keeper(self) -> Keeper:
        """What writes; a book that is only read has none."""
        if self.read_only:
            raise BookReadOnly
        if self._saver is None:
            from .saving.keeper import Keeper

            self._saver = Keeper(self.root, self._clock, stages_later=self._lasts)
        return self._saver

    def _indexed(self) -> Index:
        if self._index is None:
            self._index = build_index(self.root, self._rules, self._cache, self.tell, self._ahead)
        return self._index


def _open_cache(folder: Path | None, root: Path, rules: BookRules) -> IndexCache | None:
    return IndexCache(cache_file(folder, root), rules.fingerprint) if folder else None


def _place(path: str) -> str:
    """Return the client or person a commit subject begins with, ``acme: ``; empty elsewhere."""
    parts = path.split("/")
    return f"{parts[1]}: " if parts[0] in {"clients", "people"} and len(parts) > 2 else ""
