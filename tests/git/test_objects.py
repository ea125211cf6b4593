"""Objects, trees and packs as git itself would write them."""

import subprocess

import pytest
from cartera.records.git.mistakes import ObjectMissing
from cartera.records.git.objects import LOOSE_AT_MOST, ObjectWriter
from cartera.records.git.reading import ObjectReader
from cartera.records.git.repository import open_repository
from cartera.records.git.stored import find_lacking
from cartera.records.git.trees import change_tree, find_in_tree, format_tree, parse_tree
from hypothesis import given
from hypothesis import strategies as st

BLOB = "ab" * 20
NAMES = st.sampled_from(["a", "b", "a.md", "a-b", "ab", "ñ"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


class Shelf:
    """Trees kept in memory."""

    def __init__(self):
        self.trees = {}

    def write(self, content):
        name = f"{len(self.trees):040x}"
        self.trees[name] = content
        return name

    def change(self, tree, blobs):
        return change_tree(tree, blobs, self.trees.__getitem__, self.write)

    def files(self, tree, above=""):
        found = {}
        for name, entry in parse_tree(self.trees[tree]).items():
            path = above + name.decode()
            found.update(self.files(entry.id, path + "/") if entry.mode == "40000" else {path: entry.id})
        return found


@pytest.mark.parametrize("count", [3, LOOSE_AT_MOST + 40], ids=["loose", "packed"])
def test_written_objects_are_what_git_reads(book, git, count):
    repository = open_repository(book)
    writer = ObjectWriter(repository.git, repository.common / "objects")
    contents = [f"{number}\n".encode() * (number**2 + 1) for number in range(count)]
    names = [writer.add("blob", content) for content in contents]
    writer.flush()
    with ObjectReader(repository.git) as reader:
        assert [reader.read(name, "blob") for name in names] == contents
        with pytest.raises(ObjectMissing):
            reader.read(names[0], "tree")
        with pytest.raises(ObjectMissing):
            reader.read("0" * 40, "blob")
    assert git("hash-object", "-t", "blob", "--stdin", stdin="1\n1\n") == names[1]
    git("fsck", "--strict")


def test_an_object_that_is_there_is_not_written_again(book):
    repository = open_repository(book)
    writer = ObjectWriter(repository.git, repository.common / "objects")
    name = writer.add("blob", b"again")
    writer.flush()
    before = (repository.common / "objects" / name[:2] / name[2:]).stat().st_ino
    writer.add("blob", b"again")
    writer.flush()
    assert (repository.common / "objects" / name[:2] / name[2:]).stat().st_ino == before


def test_a_reader_whose_git_was_killed_asks_another(book, git):
    with ObjectReader(open_repository(book).git) as reader:
        assert reader.resolve("HEAD") == git("rev-parse", "HEAD")
        reader._child.kill()
        assert reader.resolve("HEAD") == git("rev-parse", "HEAD")


def test_a_reader_sees_what_others_commit_meanwhile(book, git):
    with ObjectReader(open_repository(book).git) as reader:
        for number in range(3):
            git("commit", "-q", "--allow-empty", "-m", str(number))
            assert reader.resolve("HEAD") == git("rev-parse", "HEAD")
        git("pack-refs", "--all")
        git("commit", "-q", "--allow-empty", "-m", "packed")
        git("gc", "-q")
        assert reader.resolve("HEAD") == git("rev-parse", "HEAD")


@pytest.mark.parametrize(
    "paths",
    [["a.md", "a/b.md", "a-b/c.md", "ab.md"], ["z/y/x/w.md", "z/y.md", "ñandú/ü.md"]],
    ids=["order of files and folders", "deep and accented"],
)
def test_a_tree_is_the_one_git_makes(book, git, paths):
    repository = open_repository(book)
    writer = ObjectWriter(repository.git, repository.common / "objects")
    blob = writer.add("blob", b"x")
    for path in paths:
        (book / path).parent.mkdir(parents=True, exist_ok=True)
        (book / path).write_bytes(b"x")
    git("add", "-A")
    with ObjectReader(repository.git) as reader:
        before = git("rev-parse", "HEAD^{tree}")
        changed = change_tree(
            before,
            dict.fromkeys(paths, blob),
            lambda tree: reader.read(tree, "tree"),
            lambda content: writer.add("tree", content),
        )
    assert changed == git("write-tree")


@given(st.lists(st.dictionaries(PATHS, st.sampled_from([BLOB, "cd" * 20, None]), max_size=4), max_size=4))
def test_changes_of_a_tree_are_those_of_a_plain_dictionary(changes):
    shelf, plain, tree = Shelf(), {}, None
    for blobs in changes:
        wanted = {path: blob for path, blob in blobs.items() if not _clashes(path, blobs, plain)}
        tree = shelf.change(tree, wanted)
        plain = {path: blob for path, blob in (plain | wanted).items() if blob is not None}
        assert shelf.files(tree) == plain
        found = find_in_tree(tree, [*plain, "not/there"], shelf.trees.__getitem__)
        assert {path: entry.id for path, entry in found.items() if entry} == plain
        assert all(format_tree(parse_tree(content)) == content for content in shelf.trees.values())


def _clashes(path, blobs, plain):
    """Tell whether a file would stand where a folder is, or the other way round."""
    others = {*blobs, *plain} - {path}
    return any(other.startswith(path + "/") or path.startswith(other + "/") for other in others)


def test_what_is_lacking_is_told_as_git_tells_it(tmp_path):
    """Loose, packed and borrowed objects are there; anything else is not."""
    lender, root = tmp_path / "lender", tmp_path / "book"

    def git(place, *words):
        return subprocess.run(["git", "-C", str(place), *words], check=True, capture_output=True, text=True).stdout

    for place in (lender, root):
        git(tmp_path, "init", "-q", str(place))
        for number in range(300):
            (place / f"{number}.md").write_text(f"{place.name} {number}\n")
        git(place, "add", "-A")
        git(place, "commit", "-qm", "All")
        git(place, "repack", "-adq")
        (place / "loose.md").write_text("loose\n")
        git(place, "add", "loose.md")
    (root / ".git/objects/info/alternates").write_text(f"{lender}/.git/objects\n")
    ids = git(root, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    foreign = [f"{number:040x}" for number in (0, 1, 255 << 152, (1 << 160) - 1)]
    assert len(ids) > 600
    assert find_lacking(root / ".git/objects", [*ids, *foreign]) == foreign
