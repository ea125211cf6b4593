"""Groups kept in step while records are exchanged equal groups made anew."""

from cartera.records.index.groups import group_by, names_of, put_in_order, regroup
from cartera.records.index.shelf import FileReading, Shelf
from cartera.schema.record import Record
from hypothesis import given
from hypothesis import strategies as st

SLUGS = ("acme", "acme-2", "norte")


def record(slug, number, aliases):
    tree = {"title": f"T{number}", **({"aliases": list(aliases)} if aliases else {})}
    return Record(f"clients/{slug}/tasks/t{number}.md", "task", tree, "", "0")


records = st.dictionaries(
    st.tuples(st.sampled_from(SLUGS), st.integers(0, 5)), st.sets(st.sampled_from(("a", "b"))), max_size=9
).map(
    lambda found: sorted(
        (record(slug, number, aliases) for (slug, number), aliases in found.items()), key=lambda each: each.id
    )
)


@given(records, records)
def test_regrouped_equals_grouped_anew(before, after):
    assert regroup(group_by(before, names_of), before, after, names_of) == group_by(after, names_of)


@given(records, records)
def test_a_shelf_keeps_its_groups_in_step(before, after):
    shelf = Shelf.of(FileReading(each.path, each) for each in before)
    assert shelf.by_name is not None
    gone = {each.path for each in before} - {each.path for each in after}
    following = shelf.replace({each.path: FileReading(each.path, each) for each in after}, gone)
    assert following.by_name == group_by(following.listed, names_of)


@given(records, records)
def test_a_shelf_finds_all_of_a_client_and_nothing_of_one_whose_name_begins_alike(before, after):
    shelf = Shelf.of(FileReading(each.path, each) for each in before)
    gone = {each.path for each in before} - {each.path for each in after}
    for one in (shelf, shelf.replace({each.path: FileReading(each.path, each) for each in after}, gone)):
        for slug in SLUGS:
            assert [*one.of_client(slug)] == [each for each in one.listed if each.client == slug]


@given(records, records)
def test_records_put_among_others_stand_where_sorting_puts_them(before, after):
    held, fresh = ({each.id: each for each in some} for some in (before, after))
    assert list(put_in_order(held, fresh).items()) == sorted({**held, **fresh}.items())
