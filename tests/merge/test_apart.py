"""Fields of one side and text of the other: the short way ends where the long one does."""

from cartera.records.merge import records
from cartera.records.merge.apart import merge_apart
from cartera.records.merge.records import merge_record
from hypothesis import given
from hypothesis import strategies as st

HEADS = st.sampled_from(
    [
        "title: Acme",
        "title: Acme   # the name\nowner: 'ana'",
        "title: Other\nowner: ana\ntags: [a, b]",
        "stage: won\nstage_history:\n  - {at: 2026-07-14, to: lost}",
    ]
)
BODIES = st.lists(st.sampled_from(["one", "two", "", "three", "é"]), max_size=6).map("\n".join)
VERSIONS = st.builds(lambda head, body: f"---\n{head}\n---\n{body}".encode(), HEADS, BODIES)


@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_short_way_writes_what_the_long_one_does(base, ours, theirs):
    short = merge_apart("a.md", base, ours, theirs)
    assert short == merge_apart("a.md", base, theirs, ours)
    if short is not None:
        versions = records._read("a.md", base, ours, theirs)
        assert short == records._written(versions, records._merge(versions, records.Side.EITHER))


def test_a_header_that_cannot_be_read_takes_the_long_way():
    base, broken = b"---\ntitle: Acme\n---\n", b"---\ntitle: [\n---\n"
    ours = base + b"Called.\n"
    assert merge_apart("clients/acme/client.md", base, ours, broken) is None
    outcome = merge_record("clients/acme/client.md", base, ours, broken)
    assert b"kind: unreadable" in outcome.content
    assert b"Called." in outcome.content


def test_a_text_that_both_changed_differently_takes_the_long_way():
    base = b"---\ntitle: Acme\n---\nCall\n"
    assert merge_apart("a.md", base, base.replace(b"Call", b"Ring"), base.replace(b"Call", b"Mail")) is None
