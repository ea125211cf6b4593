"""A list reads of the index what it shows, and the clients it names: to list deals does not cost the tasks."""

import pytest
from cartera.records.index.cache import Kept


@pytest.mark.parametrize(
    "form", [(), ("--json",), ("--csv",), ("--ids",), ("--group", "stage"), ("--group", "stage", "--csv")]
)
def test_a_list_unpacks_only_what_it_shows(shell, monkeypatch, form):
    shell.run("list", "client")
    unpacked = []
    shelf = Kept.shelf

    def unpack(kept, name):
        unpacked.append(name)
        return shelf(kept, name)

    monkeypatch.setattr(Kept, "shelf", unpack)
    assert shell.run("list", "opportunity", *form).out
    assert set(unpacked) - {"client"} == {"opportunity"}
