"""The auditor: merges made without Cartera are worked out again, and what they dropped, doubled or mixed is put right.

A forge's web page merges lines, whatever the attributes say. What such a merge lost goes into the inbox of its record, and
a record with conflict markers is made whole again from the two versions that git still has. It all becomes one ordinary
commit, the same in every clone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...schema.dataclass import dataclass, field
from ...schema.language import Language
from ...schema.problems import Problem
from ...schema.record import CONFLICTS, FOLDER_NAMED
from ...schema.sentences import plural
from ..files.atomic import blob_id
from ..files.edits import Put
from ..files.parse import Document, read_text
from ..files.scan import is_record_path
from ..files.write import splice
from ..git.ancestry import is_ancestor, list_merges, merge_bases
from ..git.comparing import compare_trees
from ..git.log import log
from ..git.sparse import read_sparse
from ..git.trees import find_in_tree
from ..merge.body import BODY
from ..merge.decisions import MISSING, Action, Decision, Value
from ..merge.entries import ConflictEntry, ConflictKind, Credit, add_entries, read_entries
from ..merge.markers import has_markers, split_markers
from ..merge.records import merge_record
from ..merge.renames import ALIASES, add_alias, aliases_of, find_renames, former_paths, names_folder
from ..saving.keeper import Keeper
from ..saving.writes import CommitMessage, Expected, FileWrite
from .authorship import Authorship
from .losses import Loss, field_of, find_losses, is_decided
from .merging import EMPTY_TREE, CommitMerger
from .stranded import take_home
from .swaps import Origins

SEEN = "refs/cartera/audited"
"""The commit up to which all merges have been looked at."""
AUDIT_TRAILER = "Cartera-Audit"
"""Marks the commit that puts right what merges made elsewhere did."""
_OURS = "Cartera-Merge: "


@dataclass(slots=True)
class Audit:
    """What was found and put right."""

    merges: int = 0
    """How many merges were worked out again."""
    lost: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that a merge had dropped or doubled, by path; they are in the inbox now."""
    repaired: tuple[str, ...] = ()
    """The records that had conflict markers and are whole again."""
    unrepaired: tuple[str, ...] = ()
    """Those whose markers could not be taken apart."""
    commit: str | None = None
    """The commit that did it; None where nothing was wrong."""


@dataclass(slots=True)
class _Finding:
    """What one record needs."""

    whole: bytes | None = None
    """Its content anew, where it cannot stay as it is."""
    entries: list[ConflictEntry] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    """Names it had, which go back into it without a question: links and renames are followed by them."""


class Auditor:
    """Looks at the merges of one book."""

    def __init__(self, keeper: Keeper, language: Language) -> None:
        self._keeper = keeper
        self._language = language
        self._git = keeper.repository.git
        self._reader = keeper.reader
        self._merger = CommitMerger(keeper.repository, keeper.reader)

    def audit(self, since: str | None) -> Audit:
        """Look at every merge not looked at yet; ``since`` is where to begin the first time.

        Raises what a save raises.
        """
        audit = Audit()
        head = self._reader.resolve("HEAD")
        if head is None:
            return audit
        seen = self._reader.resolve(SEEN) or since
        findings: dict[str, _Finding] = {}
        for merge in reversed(list_merges(self._git, seen, head, _OURS)):
            audit.merges += self._look_at(merge, findings)
        changed = compare_trees(self._git, seen, head).keys() if seen else ()
        self._look_for_markers(changed, findings, audit)
        self._write(findings, audit)
        self._git.run("update-ref", SEEN, "HEAD")
        return audit

    def repair(self, paths: Iterable[str]) -> Audit:
        """Make whole again the records among ``paths`` that have conflict markers. Raises what a save raises."""
        audit = Audit()
        findings: dict[str, _Finding] = {}
        self._look_for_markers(paths, findings, audit)
        self._write(findings, audit)
        return audit

    def _look_at(self, merge: str, findings: dict[str, _Finding]) -> bool:
        """Work one merge out again and note what it lost; tell whether it was somebody else's."""
        commit = self._reader.read(merge, "commit").decode("utf-8", "replace")
        parents = [line[7:47] for line in commit.split("\n\n", 1)[0].splitlines() if line.startswith("parent ")]
        expected = self._merger.merge_tree(*parents)
        if expected is None:
            return False
        sparse = read_sparse(self._keeper.repository)
        differing = {
            path: each
            for path, each in compare_trees(self._git, expected, merge).items()
            if is_record_path(path) and (sparse is None or sparse.holds(path))  # who holds the others sees to them
        }
        if differing:
            blobs = self._reader.read_blobs(
                entry.id for each in differing.values() for entry in (each.before, each.after) if entry is not None
            )
            who = _Credits(self, merge, parents)
            origins = Origins(self._git, self._reader, parents, expected)
            since = find_renames(compare_trees(self._git, merge, "HEAD"), self._reader.read_blobs)
            back = {since.find(path) for path, each in differing.items() if each.before is not None}
            for path, each in differing.items():
                wanted = blobs[each.before.id] if each.before else None
                found = blobs[each.after.id] if each.after else None
                place = since.find(path)
                finding = findings.setdefault(place, _Finding())
                if wanted is not None and found is not None and origins.is_of_another(path, found):
                    if not origins.has_followed(found, wanted):
                        self._bring_back(place, wanted, found, who, finding)
                elif wanted is None and found is not None:
                    others = map(since.find, origins.find_others(path, found))
                    there = (each for each in others if each in back or self._keeper.read(each) is not None)
                    self._look_at_copy(place, found, next(there, None), who, finding)
                else:
                    self._compare(path, place, wanted, found, who, finding)
        return True

    def _compare(
        self, path: str, place: str, wanted: bytes | None, found: bytes | None, who: _Credits, finding: _Finding
    ) -> None:
        """Note what a record should say after a merge and does not; it lies at ``place`` now."""
        now = self._keeper.read(place)
        if wanted is None:
            return
        if found is None:
            self._compare_presence(place, wanted, now, who, finding)
        elif has_markers(found) and now == found:
            finding.whole = wanted
        else:
            self._compare_fields(path, place, wanted, found, who, finding)

    def _compare_fields(
        self, path: str, place: str, wanted: bytes, found: bytes, who: _Credits, finding: _Finding
    ) -> None:
        """Note what the fields of a record should say after a merge and do not."""
        now = self._keeper.read(place)
        should, does, does_now = (read_text(each, path) for each in (wanted, found, found if now is None else now))
        if isinstance(should, Problem) or isinstance(does, Problem) or isinstance(does_now, Problem):
            return
        places = self._former_places(place, found if now is None else now) | {path}
        cut_short = {each.field for each in (*finding.entries, *_open_in(does_now)) if _stands_by(each, does)}
        known = who.open_before(path)
        losses = [*find_losses(should, does, does_now, lambda loss: who.wrote_unawares(places, loss), cut_short, known)]
        if now is None:
            if losses and self._is_deleted_unawares(place, who.merge):
                self._compare_presence(place, wanted, now, who, finding)
            return
        for name, kept, other in losses:
            if name == ALIASES:
                finding.aliases += reversed(aliases_of(path, wanted))
                continue
            wrote = who.of_merge, who.of(path, name, other)
            who.ask(ConflictEntry(name, MISSING, kept, other, *wrote, ConflictKind.LOST), places, finding)
        asked = {each.id for document in (does, does_now) for each in _open_in(document)}
        silent = cut_short - {loss.name for loss in losses}
        for each in _open_in(should):
            if each.id not in asked and (each.id in known or each.field.partition(".")[0] in silent):
                who.ask(each, places, finding)

    def _former_places(self, place: str, content: bytes) -> set[str]:
        """Return where the record at ``place`` may have lain before it, or the client it belongs to, got other names."""
        folder = "/".join(place.split("/")[:2])
        owners = (self._keeper.read(f"{folder}/{name}.md") for name in FOLDER_NAMED)
        return former_paths(place, content, next((each for each in owners if each is not None), None))

    def _bring_back(self, place: str, wanted: bytes, found: bytes, who: _Credits, finding: _Finding) -> None:
        """Put a record back where a merge put another one, which has its own place; with what was edited there since."""
        now = self._keeper.read(place)
        if who.ask(who.of_loss(wanted), self._former_places(place, wanted), finding):
            finding.whole = wanted if now is None else merge_record(place, found, wanted, now).content

    def _is_deleted_unawares(self, place: str, merge: str) -> bool:
        """Tell whether a record that a merge cut short was deleted by somebody who did not know of that merge.

        Whole, it would have stayed, as what somebody changed is not deleted without a question.
        """
        deletions = (
            commit.id
            for commit in log(self._git, "HEAD", place, lacking=[merge])
            if any(file.after is None for file in commit.files)
        )
        last = next(deletions, None)
        return last is not None and not is_ancestor(self._git, merge, last)

    def _compare_presence(self, place: str, wanted: bytes, now: bytes | None, who: _Credits, finding: _Finding) -> None:
        """Note a record that a merge dropped."""
        document = read_text(wanted, place)
        if now is not None or isinstance(document, Problem):
            return
        asked = [each for each in _open_in(document) if each.is_of_presence]
        if is_decided(document.tree, "") and not any(who.has_moved(each) for each in asked):
            return
        entry = asked[0] if asked else who.of_loss(wanted)
        if who.ask(entry, self._former_places(place, wanted), finding):
            finding.whole = wanted

    def _look_at_copy(self, place: str, found: bytes, other: str | None, who: _Credits, finding: _Finding) -> None:
        """Note a file that a merge left beside ``other``, of the same record, or a record that was deleted and is back."""
        now = self._keeper.read(place)
        document = read_text(now or b"", place)
        if now is None or isinstance(document, Problem) or is_decided(document.tree, ""):
            return
        entry = who.of_deletion(place, found) if other is None else who.of_copy(other, found)
        who.ask(entry, self._former_places(place, now), finding)

    def _look_for_markers(self, paths: Iterable[str], findings: dict[str, _Finding], audit: Audit) -> None:
        for path in paths:
            now = self._keeper.read(path) if is_record_path(path) else None
            if now is None or not has_markers(now) or (path in findings and findings[path].whole is not None):
                continue
            sides = split_markers(now)
            merged = merge_record(path, None, sides.ours, sides.theirs) if sides else None
            if merged is None or merged.content is None or merged.copies:
                audit.unrepaired = (*audit.unrepaired, path)
            else:
                findings.setdefault(path, _Finding()).whole = merged.content

    def _write(self, findings: Mapping[str, _Finding], audit: Audit) -> None:
        writes: dict[str, FileWrite] = {}
        named_anew: dict[str, list[str]] = {}
        for path, finding in findings.items():
            now = self._keeper.read(path)
            content = _with_entries(path, finding.whole if finding.whole is not None else now, finding.entries)
            for name in finding.aliases:
                content = add_alias(path, content, name) if content is not None else None
            if content is None or content == now:
                continue
            if finding.aliases and names_folder(path):
                called = aliases_of(path, now) if now is not None else []
                named_anew[path] = [name for name in finding.aliases if name not in called]
            writes[path] = FileWrite(path, content, blob_id(now) if now is not None else Expected.ABSENT)
            if now is not None and has_markers(now):
                audit.repaired = (*audit.repaired, path)
            else:
                named = [ALIASES] if finding.aliases else []
                audit.lost[path] = (*(entry.field for entry in finding.entries), *named)
        if not writes:
            return
        standing = compare_trees(self._git, EMPTY_TREE, "HEAD").keys() if named_anew else ()
        for path, names in named_anew.items():
            take_home(path, names, standing, writes, self._keeper.read)
        subject = plural(
            "What a merge made elsewhere had lost: {n} record",
            "What merges made elsewhere had lost: {n} records",
            len(writes),
        )
        message = CommitMessage(subject.text(self._language), ((AUDIT_TRAILER, str(len(writes))),))
        audit.commit = self._keeper.write([*writes.values()], message).commit


class _Credits:
    """Who is credited for what a merge kept and lost."""

    def __init__(self, auditor: Auditor, merge: str, parents: list[str]) -> None:
        git, reader = auditor._git, auditor._reader
        logged = next(log(git, merge))
        self.merge = merge
        """The merge."""
        self.of_merge = Credit(logged.who, logged.when.isoformat())
        """Who made the merge, and when."""
        self._auditor = auditor
        self._parents = parents
        self._since = Authorship(git, reader, "HEAD", (merge,))
        self._sides = [
            Authorship(git, reader, each, merge_bases(git, each, *(other for other in parents if other != each)))
            for each in parents
        ]

    def of(self, path: str, name: str, value: Value) -> Credit:
        """Return who wrote a value that was lost."""
        decision = Decision((name,), MISSING, value, MISSING, Action.OURS, value)
        for parent, side in zip(self._parents, self._sides, strict=True):
            document = self._read(parent, path)
            if document is not None and field_of(document, name) == value:
                return side.credit(path, decision)
        return Credit()

    def ask(self, entry: ConflictEntry, places: Iterable[str], finding: _Finding) -> bool:
        """Put a question to people and tell so, unless it was asked since the merge: another clone audits it too.

        Who settled it has decided; the record lay at ``places``.
        """
        if self._since.has_asked(places, entry.dispute):
            return False
        finding.entries.append(entry)
        return True

    def of_loss(self, content: bytes) -> ConflictEntry:
        """Return the question whether a record that the merge dropped should be there."""
        return ConflictEntry("", blob_id(content), MISSING, MISSING, self.of_merge, Credit(), ConflictKind.LOST)

    def of_copy(self, path: str, content: bytes) -> ConflictEntry:
        """Return the question whether ``content`` is a record of its own beside the one at ``path``."""
        other = path.rpartition(".")[0]
        return ConflictEntry("", blob_id(content), MISSING, other, self.of_merge, Credit(), ConflictKind.DOUBLED)

    def of_deletion(self, path: str, content: bytes) -> ConflictEntry:
        """Return the question whether a record should be there that somebody deleted and the merge brought back."""
        decision = Decision((), MISSING, MISSING, MISSING, Action.OURS, MISSING)
        sides = zip(self._parents, self._sides, strict=True)
        told = [side.credit(path, decision) for parent, side in sides if self._read(parent, path) is None]
        who = next((each for each in told if each.who), self.of_merge)
        return ConflictEntry("", blob_id(content), MISSING, MISSING, self.of_merge, who, ConflictKind.DELETED)

    def wrote_unawares(self, places: Iterable[str], loss: Loss) -> bool:
        """Tell whether only people who knew neither the merge nor what it lost have written a field that lay at ``places``.

        Theirs stands against what was lost, and nobody has chosen between the two.
        """
        written = [each for place in places for each in self._since.overwritten(place, loss.name)]
        return bool(written) and not any(
            before == loss.other or is_ancestor(self._auditor._git, self.merge, commit) for commit, before in written
        )

    def has_moved(self, entry: ConflictEntry) -> bool:
        """Tell whether what a deletion took away lies elsewhere after the merge: put there by hand, it was not let go."""
        there = compare_trees(self._auditor._git, EMPTY_TREE, self.merge).values()
        return any(each.after is not None and each.after.id == entry.base for each in there)

    def open_before(self, path: str) -> set[str]:
        """Return the ids of the conflicts that were open in the record before the merge."""
        versions = (self._read(parent, path) for parent in self._parents)
        return {entry.id for version in versions if version is not None for entry in _open_in(version)}

    def _read(self, commit: str, path: str) -> Document | None:
        reader = self._auditor._reader
        tree = reader.read(commit, "commit")[5:45].decode("ascii")
        entry = find_in_tree(tree, [path], lambda each: reader.read(each, "tree"))[path]
        document = read_text(reader.read(entry.id, "blob"), path) if entry is not None else None
        return document if isinstance(document, Document) else None


def _stands_by(entry: ConflictEntry, document: Document) -> bool:
    """Tell whether a field stands as it does because an earlier merge had lost something of it: that is nobody's choice."""
    if entry.kind is not ConflictKind.LOST or not entry.field:
        return False
    return entry.field == BODY or field_of(document, entry.field) == entry.kept


def _open_in(document: Document) -> list[ConflictEntry]:
    return read_entries(document.tree.get(CONFLICTS))


def _with_entries(path: str, content: bytes | None, entries: list[ConflictEntry]) -> bytes | None:
    """Return a record with conflicts added; None where there is nothing to add them to."""
    document = read_text(content, path) if content is not None else None
    if content is None or not entries or not isinstance(document, Document):
        return content
    tree = add_entries(document.tree.get(CONFLICTS), entries)
    return splice(content, path, [Put((CONFLICTS,), tree)], [*document.tree, CONFLICTS])
