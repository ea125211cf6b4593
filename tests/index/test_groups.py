"""Groups kept in step while records are exchanged equal groups made anew."""

from cartera.records.index.groups import group_by, names_of, regroup, words_of_client
from cartera.records.index.shelf import FileReading, Shelf
from cartera.schema.record import Record
from hypothesis import given
from hypothesis import strategies as st

SLUGS = ("acme", "norte", "sur")


def record(slug, number, aliases):
    tree = {"title": f"T{number}", **({"aliases": list(aliases)} if aliases else {})}
    return Record(f"clients/{slug}/tasks/t{number}.md", "task", tree, "", "0")


records = st.dictionaries(
    st.tuples(st.sampled_from(SLUGS), st.integers(0, 5)), st.sets(st.sampled_from(("a", "b"))), max_size=9
).map(lambda found: [record(slug, number, aliases) for (slug, number), aliases in sorted(found.items())])


@given(records, records)
def test_regrouped_equals_grouped_anew(before, after):
    for keys in (words_of_client, names_of):
        assert regroup(group_by(before, keys), before, after, keys) == group_by(after, keys)


@given(records, records)
def test_a_shelf_keeps_its_groups_in_step(before, after):
    shelf = Shelf.of(FileReading(each.path, each) for each in before)
    assert shelf.by_name is not None
    assert shelf.by_client is not None
    gone = {each.path for each in before} - {each.path for each in after}
    following = shelf.replace({each.path: FileReading(each.path, each) for each in after}, gone)
    assert following.by_client == group_by(following.listed, words_of_client)
    assert following.by_name == group_by(following.listed, names_of)
