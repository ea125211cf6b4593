"""Two histories of a book brought together: the same whichever side merges, renames followed, nothing lost."""

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.git.comparing import TreeChange
from cartera.records.git.trees import FILE, TreeEntry
from cartera.records.merge.trees import merge_changes
from hypothesis import given
from hypothesis import strategies as st

from .conftest import merge_one_way

CLIENT = "clients/acme/client.md"
TASK = "clients/acme/tasks/call-k3x9.md"
RING = "clients/acme-sa/tasks/ring.md"


def record(title="Acme", **fields):
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
    return f"---\n{lines}---\n"


def merge(base, ours, theirs):
    tree, conflicts = merge_one_way(base, ours, theirs)
    again, _ = merge_one_way(base, theirs, ours)
    assert tree == again
    return tree, conflicts


BASE = {CLIENT: record(owner="ana"), TASK: record("Call", due="2026-07-01"), "files/plan.txt": "plan"}
RENAMED = {
    "clients/acme-sa/client.md": record(owner="ana", aliases="[acme]"),
    "clients/acme-sa/tasks/call-k3x9.md": BASE[TASK],
    "files/plan.txt": "plan",
}


def test_what_one_side_made_changed_and_removed_is_taken_as_it_is():
    theirs = {CLIENT: record(owner="eva"), "clients/new/client.md": record("New"), "files/plan.txt": "plan"}
    assert merge(BASE, BASE, theirs) == (theirs, {})


def test_different_records_and_different_fields_merge_without_a_word():
    ours = {**BASE, CLIENT: record(owner="luis")}
    theirs = {**BASE, CLIENT: record(owner="ana", city="Vigo"), TASK: record("Call", due="2026-07-02")}
    tree, conflicts = merge(BASE, ours, theirs)
    assert tree == {**theirs, CLIENT: record(owner="luis", city="Vigo")}
    assert not conflicts


def test_an_edit_follows_a_client_that_was_renamed():
    theirs = {**BASE, CLIENT: record(owner="eva"), TASK: record("Call", due="2026-07-02")}
    tree, conflicts = merge(BASE, RENAMED, theirs)
    assert tree == {
        "clients/acme-sa/client.md": record(owner="eva", aliases="[acme]"),
        "clients/acme-sa/tasks/call-k3x9.md": theirs[TASK],
        "files/plan.txt": "plan",
    }
    assert not conflicts


def test_what_was_added_to_a_client_meanwhile_moves_along_with_it():
    added = "clients/acme/tasks/visit-w2q8.md"
    tree, _ = merge(BASE, RENAMED, {**BASE, added: record("Visit"), "clients/acme/files/a.pdf": "%PDF"})
    assert tree == {
        **RENAMED,
        "clients/acme-sa/tasks/visit-w2q8.md": record("Visit"),
        "clients/acme-sa/files/a.pdf": "%PDF",
    }


def test_a_record_that_both_renamed_has_one_place_and_is_found_by_all_names():
    other = {path.replace("acme-sa", "acme-sl"): text for path, text in RENAMED.items()}
    other["clients/acme-sl/tasks/visit-w2q8.md"] = record("Visit")
    ours = {**RENAMED, "clients/acme-sa/tasks/mail-a1b2.md": record("Mail")}
    tree, _ = merge(BASE, ours, other)
    assert sorted(tree) == [
        "clients/acme-sl/client.md",
        "clients/acme-sl/tasks/call-k3x9.md",
        "clients/acme-sl/tasks/mail-a1b2.md",
        "clients/acme-sl/tasks/visit-w2q8.md",
        "files/plan.txt",
    ]
    assert "aliases: [acme, acme-sa]" in tree["clients/acme-sl/client.md"]


def test_a_record_renamed_by_one_in_a_client_renamed_by_the_other_has_both_names():
    ring = "clients/acme/tasks/ring-k3x9.md"
    theirs = {**BASE, ring: record("Call", due="2026-07-01", aliases="[call-k3x9]")}
    del theirs[TASK]
    tree, conflicts = merge(BASE, RENAMED, theirs)
    moved = "clients/acme-sa/tasks/ring-k3x9.md"
    assert sorted(tree) == ["clients/acme-sa/client.md", moved, "files/plan.txt"]
    assert (tree[moved], conflicts) == (theirs[ring], {})


def test_a_record_renamed_along_with_its_client_is_still_known_by_the_other_side():
    ours = {**RENAMED, "clients/acme-sa/tasks/ring-k3x9.md": record("Call", due="2026-07-01", aliases="[call-k3x9]")}
    del ours["clients/acme-sa/tasks/call-k3x9.md"]
    tree, conflicts = merge(BASE, ours, {**BASE, TASK: record("Call", due="2026-07-02")})
    assert sorted(tree) == sorted(ours)
    assert "2026-07-02" in tree["clients/acme-sa/tasks/ring-k3x9.md"]
    assert not conflicts


def test_a_record_that_came_back_on_both_sides_and_was_renamed_on_one_is_one():
    flag = "conflicts:\n  - {id: 66ad0b1c6253, kind: deleted}\n"
    kept = {**BASE, "clients/acme/tasks/call-w2q8.md": f"---\ntitle: Call\ndue: 2026-07-01\n{flag}---\n"}
    renamed = f"---\ntitle: Call\naliases: [call-w2q8]\n{flag}---\n"
    tree, _ = merge(BASE, kept, {**BASE, "clients/acme/tasks/ring-w2q8.md": renamed})
    assert sorted(tree) == sorted([*BASE, "clients/acme/tasks/ring-w2q8.md"])
    assert "due: 2026-07-01" in tree["clients/acme/tasks/ring-w2q8.md"]
    assert "aliases: [call-w2q8]" in tree["clients/acme/tasks/ring-w2q8.md"]


def test_both_renaming_it_the_same_is_one_rename():
    assert merge(BASE, RENAMED, RENAMED) == (RENAMED, {})


def test_a_rename_beats_a_deletion_and_says_so():
    tree, conflicts = merge(BASE, RENAMED, {"files/plan.txt": "plan"})
    assert "kind: deleted" in tree["clients/acme-sa/client.md"]
    assert "clients/acme-sa/client.md" in conflicts


def test_a_renamed_record_and_a_new_one_of_that_name_become_one():
    ours = {**BASE, "clients/acme/tasks/ring-k3x9.md": record("Call", due="2026-07-01", aliases="[call-k3x9]")}
    del ours[TASK]
    theirs = {**BASE, "clients/acme/tasks/ring-k3x9.md": record("Ring", place="Vigo")}
    tree, conflicts = merge(BASE, ours, theirs)
    assert TASK not in tree
    text = tree["clients/acme/tasks/ring-k3x9.md"]
    assert "place: Vigo" in text
    assert "due: " in text
    assert conflicts
    edited = {**theirs, TASK: record("Call", due="2026-07-02")}
    assert "2026-07-02" in merge(BASE, ours, edited)[0]["clients/acme/tasks/ring-k3x9.md"]


def test_a_deletion_of_what_nobody_touched_is_a_deletion():
    assert merge(BASE, {CLIENT: BASE[CLIENT]}, BASE) == ({CLIENT: BASE[CLIENT]}, {})


@pytest.mark.parametrize("left", [BASE, RENAMED])
def test_what_somebody_had_decided_to_keep_is_not_deleted_without_a_question(left):
    deleted = {path: text for path, text in BASE.items() if path != TASK}
    tree, conflicts = merge_one_way(BASE, deleted, left, kept=[TASK])
    assert tree == merge_one_way(BASE, left, deleted, kept=[TASK])[0]
    assert tree.keys() == left.keys()
    assert [path for path, text in tree.items() if "kind: deleted" in text] == [*conflicts]
    assert len(conflicts) == 1


def test_an_attachment_changed_by_both_stays_twice():
    tree, conflicts = merge(BASE, {**BASE, "files/plan.txt": "one"}, {**BASE, "files/plan.txt": "two"})
    assert tree["files/plan.txt"] == "two"
    assert tree[f"files/plan.conflict-{blob_id(b'one')[:8]}.txt"] == "one"
    assert list(conflicts) == ["files/plan.txt"]


def test_a_file_and_a_folder_of_one_name_are_both_kept():
    tree, _ = merge(BASE, {**BASE, "notes/a": "file"}, {**BASE, "notes/a/b.txt": "inside"})
    assert tree == {**BASE, "notes/a/b.txt": "inside", f"notes/a.conflict-{blob_id(b'file')[:8]}": "file"}


def test_a_folder_in_place_of_a_file_that_was_edited_keeps_both():
    base = {**BASE, "notes/a": "file"}
    tree, _ = merge(base, {**BASE, "notes/a": "edited"}, {**BASE, "notes/a/b.txt": "inside"})
    assert tree == {**BASE, "notes/a/b.txt": "inside", f"notes/a.conflict-{blob_id(b'edited')[:8]}": "edited"}


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_a_link_or_an_embedded_repository_never_replaces_a_record(mode):
    before, after, odd = (TreeEntry(FILE, "1" * 40), TreeEntry(FILE, "2" * 40), TreeEntry(mode, "3" * 40))
    ours, theirs = {"a/b.md": TreeChange(before, after)}, {"a/b.md": TreeChange(before, odd)}
    assert merge_changes(ours, theirs, lambda _: {}).outcomes == {}
    assert merge_changes(theirs, ours, lambda _: {}).outcomes == {"a/b.md": after}


TREES = st.dictionaries(
    st.sampled_from(["clients/a/client.md", "clients/a/tasks/t-1111.md", "clients/a/files/x.pdf", "notes/n.md"]),
    st.builds(record, st.sampled_from(["A", "B"]), owner=st.sampled_from(["ana", "eva", "luis"])),
)


@given(TREES, TREES, TREES)
def test_a_merge_of_books_is_the_same_both_ways_and_one_side_alone_is_taken_whole(base, ours, theirs):
    merge(base, ours, theirs)
    assert merge(base, ours, base)[0] == ours
    assert merge(base, ours, ours)[0] == ours


def test_what_one_side_takes_out_of_a_record_that_both_brought_back_stays_out():
    deleted = f"{record('Call', tags='[hot, wine]')}one\n\ntwo\n\n"
    brought_back = [
        merge_one_way({TASK: deleted}, {}, {TASK: deleted.replace("Call", name)})[0][TASK] for name in ("Ring", "Ring")
    ]
    ours = {TASK: brought_back[0].replace("hot, ", "").replace("two\n\n", "")}
    theirs = {TASK: f"{brought_back[1]}three\n\n"}
    tree, conflicts = merge_one_way({}, ours, theirs, [deleted])
    assert (tree, conflicts) == merge_one_way({}, theirs, ours, [deleted])
    assert tree == {TASK: f"{ours[TASK]}three\n\n"}
    assert not conflicts


def test_what_one_side_takes_out_of_a_record_that_was_deleted_twice_and_came_back_twice_stays_out():
    deleted = [f"{record('Call', place=place, tags='[hot, wine]')}one\n\ntwo\n\n" for place in ("Vigo", "Lugo")]
    back = [merge_one_way({TASK: each}, {}, {TASK: each.replace("Call", "Ring")})[0][TASK] for each in deleted]
    ours = {TASK: back[0].replace("hot, ", "").replace("two\n\n", "")}
    theirs = {TASK: f"{back[1]}three\n\n"}
    tree, conflicts = merge_one_way({}, ours, theirs, deleted)
    assert tree == merge_one_way({}, theirs, ours, deleted)[0]
    assert "tags: [wine]" in tree[TASK]
    assert tree[TASK].endswith("---\none\n\nthree\n\n")
    assert tree[TASK].count("kind: deleted") == 2
    assert [each.field for each in conflicts[TASK]] == ["place"]


def test_a_version_that_is_not_here_any_more_is_done_without():
    deleted = record("Call", tags="[hot]")
    back = merge_one_way({TASK: deleted}, {}, {TASK: record("Ring", tags="[hot]")})[0][TASK]
    tree, _ = merge_one_way({}, {TASK: back.replace("[hot]", "[hot, wine]")}, {TASK: back})
    assert "tags: [hot, wine]" in tree[TASK]


def test_files_are_followed_out_of_a_folder_in_which_a_copy_of_the_client_was_left():
    ours = {**RENAMED, CLIENT: BASE[CLIENT], RING: record("Call", due="2026-07-01", aliases="[call-k3x9]")}
    del ours["clients/acme-sa/tasks/call-k3x9.md"]
    tree, conflicts = merge(BASE, ours, {**BASE, TASK: record("Call", due="2026-07-02")})
    assert TASK not in tree
    assert tree[RING] == record("Call", due="2026-07-02", aliases="[call-k3x9]")
    assert not conflicts
