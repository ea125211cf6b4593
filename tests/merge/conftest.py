"""Tests of merging books work on books that are dictionaries: path → text."""

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.git.comparing import TreeChange
from cartera.records.git.mistakes import ObjectMissing
from cartera.records.git.trees import FILE, TreeEntry
from cartera.records.merge.trees import MergedContent, merge_changes


def merge_one_way(base, ours, theirs, earlier=(), kept=()):
    """Return the merged book and its conflicts by path.

    ``earlier`` are texts that history holds besides, ``kept`` what somebody decided to keep that another had deleted.
    """
    store = {blob_id(text.encode()): text.encode() for text in earlier}

    def entry(tree, path):
        if path not in tree:
            return None
        content = tree[path].encode()
        store[blob_id(content)] = content
        return TreeEntry(FILE, blob_id(content))

    def changes(side):
        return {
            path: TreeChange(entry(base, path), entry(side, path))
            for path in sorted({*base, *side})
            if base.get(path) != side.get(path)
        }

    def read(ids):
        wanted = list(ids)
        for each in wanted:
            if each not in store:
                raise ObjectMissing(each)
        return {each: store[each] for each in wanted}

    merged = merge_changes(changes(ours), changes(theirs), read, was_kept=lambda _, paths: bool(paths & {*kept}))
    tree = dict(ours)
    for path, outcome in merged.outcomes.items():
        if outcome is None:
            tree.pop(path, None)
        else:
            tree[path] = (outcome.content if isinstance(outcome, MergedContent) else store[outcome.id]).decode()
    return tree, merged.conflicts


@pytest.fixture
def merge_books():
    """A function that merges two books both ways round and holds the outcomes equal."""

    def merge(base, ours, theirs):
        tree, conflicts = merge_one_way(base, ours, theirs)
        assert tree == merge_one_way(base, theirs, ours)[0]
        return tree, conflicts

    return merge
