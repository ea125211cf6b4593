"""What a merge could not decide stands in the record, the same bytes in every clone, until a person takes it away."""

import itertools

import pytest
from cartera.records.files.compose import compose
from cartera.records.files.parse import Document, read_text
from cartera.records.merge.decisions import MISSING, Action
from cartera.records.merge.entries import ConflictEntry, ConflictKind, Credit, read_entries
from cartera.records.merge.records import merge_record
from hypothesis import given
from hypothesis import strategies as st

PATH = "clients/acme/opportunities/deal-k3x9.md"
BASE = b"""---
title: Deal   # as they call it
stage: proposal
stage_history:
  - {at: 2026-06-01T10:00:00+02:00, to: proposal, by: ana}
amount: 100.00 EUR
owner: ana
lines:
  - {product: traza, qty: 1, unit_price: "100.00 EUR"}
---
First.

Second.
"""
ANA = Credit("Ana", "2026-07-01T10:00:00+02:00")
EVA = Credit("Eva", "2026-07-02T10:00:00+02:00")


def read(content):
    document = read_text(content, PATH)
    assert isinstance(document, Document), document
    return document


def merged(ours, theirs, base=BASE):
    """Merge both ways round, hold the bytes equal, and return the record and its conflicts by field."""
    outcome = merge_record(PATH, base, ours, theirs, lambda _: (ANA, EVA))
    again = merge_record(PATH, base, theirs, ours, lambda _: (EVA, ANA))
    assert outcome.content == again.content
    assert outcome.copies == again.copies
    document = read(outcome.content)
    entries = read_entries(document.tree.get("conflicts"))
    assert document.tree.get("conflicts", []) == [entry.tree() for entry in entries]
    return document, {entry.field: entry for entry in entries}


def test_one_field_changed_by_two_keeps_one_value_and_tells_the_other_with_who_and_when():
    ours, theirs = BASE.replace(b"owner: ana", b"owner: luis"), BASE.replace(b"owner: ana", b"owner: eva")
    document, conflicts = merged(ours, theirs)
    assert document.tree["owner"] == "luis"
    entry = conflicts["owner"]
    assert (entry.base, entry.kept, entry.other) == ("ana", "luis", "eva")
    assert (entry.kept_credit, entry.other_credit) == (ANA, EVA)
    assert b"title: Deal   # as they call it\n" in merge_record(PATH, BASE, ours, theirs).content


def test_comments_of_both_sides_stay():
    ours = BASE.replace(b"owner: ana", b"owner: luis   # since May")
    theirs = BASE.replace(b"stage: proposal", b"# ask Eva\nstage: proposal").replace(b"First.", b"Once.")
    content = merge_record(PATH, BASE, ours, theirs).content
    assert b"owner: luis   # since May\n" in content
    assert b"# ask Eva\n" in content
    assert b"Once.\n\nSecond." in content
    assert content == merge_record(PATH, BASE, theirs, ours).content


def test_a_field_removed_and_changed_stays_and_is_told():
    ours, theirs = BASE.replace(b"owner: ana\n", b""), BASE.replace(b"owner: ana", b"owner: eva")
    document, conflicts = merged(ours, theirs)
    assert document.tree["owner"] == "eva"
    assert conflicts["owner"].other is MISSING


def moved(to, at, by="ana"):
    entry = f"  - {{at: {at}, to: {to}, by: {by}}}\namount".encode()
    return BASE.replace(b"stage: proposal", b"stage: " + to.encode()).replace(b"amount", entry, 1)


def test_two_moves_of_a_deal_end_where_the_later_one_does():
    ours, theirs = moved("won", "2026-07-01T10:00:00+02:00"), moved("negotiation", "2026-07-01T09:30:00+01:00", "eva")
    document, conflicts = merged(ours, theirs)
    assert document.tree["stage"] == "negotiation"
    assert [entry["to"] for entry in document.tree["stage_history"]] == ["proposal", "won", "negotiation"]
    assert (conflicts["stage"].kept, conflicts["stage"].other) == ("negotiation", "won")


def test_a_deal_moved_away_and_back_against_one_move_is_a_conflict():
    entries = b"  - {at: 2026-07-03T10:00:00+02:00, to: won, by: eva}\n  - {at: 2026-07-04T10:00:00+02:00, to: proposal, by: eva}\namount"
    theirs = BASE.replace(b"amount", entries, 1)
    document, conflicts = merged(moved("negotiation", "2026-07-01T10:00:00+02:00"), theirs)
    assert document.tree["stage"] == document.tree["stage_history"][-1]["to"] == "proposal"
    assert conflicts["stage"].other == "negotiation"


def test_a_move_taken_back_that_another_one_had_come_before_leaves_that_one_and_asks():
    later = b"  - {at: 2026-07-04T10:00:00+02:00, to: won, by: ana}\namount"
    base = BASE.replace(b"amount", later, 1).replace(b"stage: proposal", b"stage: won")
    theirs = moved("negotiation", "2026-07-01T10:00:00+02:00", "eva").replace(b"amount", later, 1)
    document, conflicts = merged(BASE, theirs.replace(b"stage: negotiation", b"stage: won"), base)
    assert [entry["to"] for entry in document.tree["stage_history"]] == ["proposal", "negotiation"]
    assert document.tree["stage"] == "negotiation"
    assert (conflicts["stage"].kept, conflicts["stage"].other) == ("negotiation", "proposal")
    assert (conflicts["stage"].kept_credit, conflicts["stage"].other_credit) == (EVA, ANA)


def test_a_line_added_beside_a_line_changed_on_both_sides_merges_by_product():
    ours = BASE.replace(b"qty: 1", b"qty: 2").replace(b"---\nFirst", b"  - {product: guide, qty: 1}\n---\nFirst")
    theirs = BASE.replace(b'"100.00 EUR"', b'"90.00 EUR"')
    document, conflicts = merged(ours, theirs)
    assert document.tree["lines"] == [
        {"product": "traza", "qty": "2", "unit_price": "90.00 EUR"},
        {"product": "guide", "qty": "1"},
    ]
    assert not conflicts


def test_a_whole_list_in_conflict_is_kept_whole():
    ours = BASE.replace(b"product: traza", b"product: one")
    theirs = BASE.replace(b"product: traza", b"product: two")
    document, conflicts = merged(ours, theirs)
    assert conflicts["lines"].other == [{"product": "one", "qty": "1", "unit_price": "100.00 EUR"}]
    assert document.tree["lines"][0]["product"] == "two"


def test_a_paragraph_written_twice_keeps_one_and_tells_the_other():
    document, conflicts = merged(BASE.replace(b"First.", b"Alpha."), BASE.replace(b"First.", b"Beta."))
    assert document.body == "Beta.\n\nSecond.\n"
    assert (conflicts["body"].base, conflicts["body"].other) == ("First.", "Alpha.")


def test_an_edit_beats_a_deletion_with_a_flag_in_the_record():
    edited = BASE.replace(b"owner: ana", b"owner: eva")
    document, conflicts = merged(edited, None)
    assert document.tree["owner"] == "eva"
    assert conflicts[""].kind is ConflictKind.DELETED
    assert (conflicts[""].kept_credit, conflicts[""].other_credit) == (ANA, EVA)


def test_of_a_broken_side_the_readable_one_stays_and_the_blob_of_the_other_is_named():
    broken = BASE.replace(b"owner: ana", b"owner: [")
    document, conflicts = merged(BASE.replace(b"owner: ana", b"owner: eva"), broken)
    assert document.tree["owner"] == "eva"
    assert conflicts[""].kind is ConflictKind.UNREADABLE
    assert len(conflicts[""].other) == 40


@pytest.mark.parametrize(
    ("path", "contents"),
    [
        (PATH, (BASE, b"---\ntitle: [\n---\n", b"---\ntitle: {\n---\n")),
        ("clients/acme/files/offer.pdf", (b"%PDF", b"%PDF one", b"%PDF two")),
        ("templates/letter.j2", (None, b"one", b"two")),
        ("calendars/spain.yaml", (b"a: 1\n", b"a: 2\n", b"a: 3\n")),
    ],
    ids=["two broken records", "an attachment", "a template", "a calendar"],
)
def test_a_file_without_fields_stays_as_two_files(path, contents):
    base, ours, theirs = contents
    outcome = merge_record(path, base, ours, theirs)
    assert merge_record(path, base, theirs, ours) == outcome or outcome.content == max(ours, theirs)
    assert {outcome.content, outcome.copies[0].content} == {ours, theirs}
    assert ".conflict-" in outcome.copies[0].path


def test_rows_added_to_a_table_by_two_merge():
    base, ours, theirs = b"date,rate\n1,2\n", b"date,rate\n1,2\n2,3\n", b"date,rate\n1,2\n3,4\n"
    assert merge_record("fx.csv", base, ours, theirs).content == b"date,rate\n1,2\n2,3\n3,4\n"


def test_a_record_that_two_clones_made_by_one_rule_is_one():
    ours = b"---\ntitle: Call\ncreated: 2026-07-01\nstatus: open\n---\n"
    theirs = ours.replace(b"2026-07-01", b"2026-07-02")
    document, conflicts = merged(ours, theirs, base=None)
    assert document.tree["created"] == "2026-07-01"
    assert not conflicts


# Settling a conflict


def in_conflict():
    ours, theirs = BASE.replace(b"owner: ana", b"owner: luis"), BASE.replace(b"owner: ana", b"owner: eva")
    return merge_record(PATH, BASE, ours, theirs).content


def settled(content, owner):
    head, _, rest = content.partition(b"conflicts:\n")
    return head.replace(b"owner: luis", b"owner: " + owner) + rest.partition(b"\n")[2]


def without_entries(content):
    """Return a record with its conflicts settled as they stood."""
    head, _, rest = content.partition(b"conflicts:\n")
    return head + rest[rest.index(b"---\n") :]


def test_a_conflict_settled_in_one_clone_is_settled_in_all():
    content = in_conflict()
    document, conflicts = merged(settled(content, b"eva"), content.replace(b"Second", b"Third"), base=content)
    assert document.tree["owner"] == "eva"
    assert not conflicts
    assert "conflicts" not in document.tree


def test_a_conflict_settled_differently_in_two_clones_is_a_conflict_again():
    content = in_conflict()
    document, conflicts = merged(settled(content, b"luis"), settled(content, b"eva"), base=content)
    assert {conflicts["owner"].kept, conflicts["owner"].other} == {"luis", "eva"}
    assert document.tree["owner"] == "luis"


def test_a_conflict_settled_here_while_the_field_changes_there_is_a_conflict_again():
    content = in_conflict()
    _, conflicts = merged(settled(content, b"luis"), content.replace(b"owner: luis", b"owner: zoe"), base=content)
    assert {conflicts["owner"].kept, conflicts["owner"].other} == {"luis", "zoe"}


def lines_in_conflict(lines):
    """Return a record whose line of the product ``traza`` is in conflict about its quantity."""
    base, ours, theirs = (BASE.replace(b"{product: traza, qty: 1", lines + str(qty).encode()) for qty in (1, 5, 7))
    return merge_record(PATH, base, ours, theirs).content


LINES = [
    pytest.param(b"{key: k3, product: traza, qty: ", "lines.k3.qty", id="told by a key"),
    pytest.param(b"{product: traza, qty: ", "lines.traza.qty", id="told by a product"),
]


@pytest.mark.parametrize(("lines", "field"), LINES)
def test_a_line_settled_as_it_stood_here_and_changed_there_is_a_conflict_again(lines, field):
    content = lines_in_conflict(lines)
    changed = content.replace(b"traza, qty: 7", b"traza, qty: 9")
    for sides in itertools.permutations([without_entries(content), changed]):
        _, conflicts = merged(*sides, base=content)
        assert {conflicts[field].kept, conflicts[field].other} == {"7", "9"}


@pytest.mark.parametrize(("lines", "field"), LINES)
def test_a_line_settled_differently_in_two_clones_is_a_conflict_again(lines, field):
    content = lines_in_conflict(lines)
    other = without_entries(content).replace(b"traza, qty: 7", b"traza, qty: 5")
    for sides in itertools.permutations([without_entries(content), other]):
        _, conflicts = merged(*sides, base=content)
        assert {conflicts[field].kept, conflicts[field].other} == {"7", "5"}


@pytest.mark.parametrize(("lines", "field"), LINES)
def test_a_line_settled_here_while_another_line_comes_there_is_no_conflict(lines, field):
    content = lines_in_conflict(lines)
    second = lines.replace(b"k3", b"k4").replace(b"traza", b"sello") + b'2, unit_price: "1.00 EUR"}'
    added = content.replace(b"\nconflicts:", b"\n  - " + second + b"\nconflicts:")
    assert added != content
    document, conflicts = merged(without_entries(content), added, base=content)
    assert not conflicts
    assert [each["qty"] for each in document.tree["lines"]] == ["7", "2"]
    assert "conflicts" not in document.tree


def test_three_people_keep_all_three_values_whatever_the_order():
    versions = {name: BASE.replace(b"owner: ana", b"owner: " + name.encode()) for name in ("eva", "luis", "zoe")}
    for first, second, third in itertools.permutations(versions):
        pair = merge_record(PATH, BASE, versions[first], versions[second]).content
        document, _ = merged(pair, versions[third])
        entries = read_entries(document.tree["conflicts"])
        assert document.tree["owner"] == "zoe"
        assert {value for entry in entries for value in (entry.kept, entry.other)} == set(versions)


def test_two_values_of_one_field_are_in_one_conflict_however_they_met():
    luis, eva = BASE.replace(b"owner: ana", b"owner: luis"), BASE.replace(b"owner: ana", b"owner: eva")
    met = merge_record(PATH, BASE, luis, eva).content
    again = merge_record(PATH, BASE.replace(b"owner: ana", b"owner: zoe"), luis, eva).content
    assert met != again
    for one, other in ((met, again), (met, eva)):
        document, _ = merged(one, other)
        assert [{entry.kept, entry.other} for entry in read_entries(document.tree["conflicts"])] == [{"luis", "eva"}]


def test_a_second_deletion_is_told_although_the_first_is_settled_elsewhere():
    flagged = merge_record(PATH, BASE, None, BASE.replace(b"Second", b"Third")).content
    again = merge_record(PATH, flagged, None, flagged.replace(b"Third", b"Fourth")).content
    kept = (
        flagged[: flagged.index(b"conflicts:")] + b"---\n" + flagged.partition(b"---\nFirst")[2].join([b"First", b""])
    )
    _, conflicts = merged(kept, again, base=flagged)
    assert conflicts[""].kind is ConflictKind.DELETED


# Properties

TEXTS = st.sampled_from(["a", "b", "yes", "2026-07-14", "x: y", "# no comment", "", "ñ", "line\nline", "[a]"])
VALUES = st.one_of(
    TEXTS,
    st.lists(TEXTS, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["key", "at", "qty"]), TEXTS, min_size=1), max_size=3),
    st.dictionaries(st.sampled_from("xyz"), TEXTS, min_size=1, max_size=3),
)
RECORDS = st.builds(
    lambda tree, body: compose({"title": "T", **tree}, body, ("title", "owner", "lines", "stage")),
    st.dictionaries(st.sampled_from(["owner", "lines", "stage", "note"]), VALUES, max_size=4),
    st.lists(st.sampled_from(["one", "two", "", "three"]), max_size=5).map(
        lambda lines: "".join(f"{x}\n" for x in lines)
    ),
)


@given(st.one_of(st.none(), RECORDS), RECORDS, RECORDS)
def test_two_clones_write_the_same_bytes_and_no_value_is_lost(base, ours, theirs):
    outcome = merge_record(PATH, base, ours, theirs, lambda _: (ANA, EVA))
    again = merge_record(PATH, base, theirs, ours, lambda _: (EVA, ANA))
    assert outcome.content == again.content
    document = read(outcome.content)
    entries = read_entries(document.tree.get("conflicts"))
    assert {entry.field for entry in entries} == {each.field for each in outcome.conflicts}
    kept = str(document.tree) + document.body + str([(entry.base, entry.kept, entry.other) for entry in entries])
    before = read(base) if base else None
    for side in (read(ours), read(theirs)):
        for field, value in side.tree.items():
            if isinstance(value, str) and (before is None or before.tree.get(field) != value):
                assert repr(value)[1:-1] in kept


@given(RECORDS, RECORDS)
def test_one_side_alone_keeps_its_bytes(base, ours):
    assert merge_record(PATH, base, ours, base).content == ours
    assert merge_record(PATH, base, base, ours).content == ours
    assert merge_record(PATH, base, ours, ours).content == ours


@given(VALUES, VALUES, VALUES)
def test_an_entry_reads_as_it_was_written(base, kept, other):
    entry = ConflictEntry("owner", base, kept, other, ANA, EVA)
    content = compose({"title": "T", "conflicts": [entry.tree()]}, "", ("title", "conflicts"))
    (again,) = read_entries(read(content).tree["conflicts"])
    assert (again.base, again.kept, again.other, again.id) == (base, kept, other, entry.id)
    assert again.tree() == entry.tree()


def test_each_decision_says_what_was_done():
    ours = BASE.replace(b"owner: ana", b"owner: luis").replace(b"stage: proposal", b"stage: x")
    theirs = BASE.replace(b"owner: ana", b"owner: eva").replace(b"100.00 EUR\nowner", b"90.00 EUR\nowner")
    theirs = theirs.replace(b"amount: 100.00", b"amount: 90.00").replace(b"stage: proposal", b"stage: x")
    actions = {each.field: each.action for each in merge_record(PATH, BASE, ours, theirs).decisions}
    assert actions == {"owner": Action.CONFLICT, "amount": Action.THEIRS, "stage": Action.SAME}
