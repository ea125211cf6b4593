"""Books whose files are looked at ahead, and what tests of the index compare: all a front end could see of a snapshot."""

import os

import pytest
from cartera.records.index import ahead


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


@pytest.fixture
def settled_root(make_book, monkeypatch):
    """A book of twelve clients whose files changed long ago, looked at by several processes although it is small."""
    monkeypatch.setattr(ahead, "WORTH_IT", 0)
    monkeypatch.setattr(ahead, "count_workers", lambda: 3)
    files = {f"clients/c{n:02}/client.md": f"---\ntitle: C {n}\n---\n" for n in range(12)}
    root = make_book(files).root
    for path in files:
        os.utime(root / path, ns=(10**18, 10**18))
    for folder in (root, root / "clients", *(root / "clients").iterdir()):
        os.utime(folder, ns=(10**18 + 1, 10**18 + 1))
    return root
