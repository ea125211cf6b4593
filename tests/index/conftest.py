"""What the tests of the index compare: everything a front end could see of a snapshot."""

import pytest


@pytest.fixture
def shown():
    """Return a function that tells all of a snapshot in plain values."""

    def show(snapshot):
        slugs = sorted({each.client for each in snapshot if each.client})
        return (
            list(snapshot.records.items()),
            {name: list(snapshot.of_type(name)) for name in snapshot.schema.types},
            {name: list(snapshot.of_client(name)) for name in slugs},
            {each.id: [back.id for back in snapshot.backlinks(each.id)] for each in snapshot},
            sorted((each.path, each.code, str(each.message), each.field or "") for each in snapshot.problems),
            sorted(snapshot.broken),
            snapshot.twins,
        )

    return show
