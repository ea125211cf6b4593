"""Lists that two sides added to are put together by date, and nobody's own order is turned round."""

from cartera.records.merge.lists import merge_sets


def test_two_moves_within_one_second_stay_in_the_order_in_which_they_were_made():
    first = {"at": "2010-01-04T09:00:00+01:00", "to": "upcoming"}
    ours = [first, {"at": "2026-11-23T01:21:51+01:00", "to": "agreed"}]
    moved_twice = [{"at": "2026-11-23T01:21:52+01:00", "to": each} for each in ("offered", "agreed")]
    wanted = [*ours, *moved_twice]
    assert merge_sets([first], ours, [first, *moved_twice]) == wanted
    assert merge_sets([first], [first, *moved_twice], ours) == wanted
