"""A conflict is told beside every number it touches."""

from dataclasses import replace

from cartera.records.index.shelf import FileReading
from cartera.records.kpis.disputed import disputed_behind, say_disputed

CONFLICT = [{"id": "a1", "field": "amount", "kept": "5.00 EUR", "other": "6.00 EUR"}]


def test_a_conflict_in_a_deal_is_counted_behind_the_numbers_it_is_part_of(read, write, ask):
    deals = [
        write.deal("acme", "one", "won", amount="5.00 EUR", closed_on="2026-07-02"),
        write.deal("acme", "two", "proposal", amount="7.00 EUR"),
    ]
    numbers = read([write.client("acme"), *deals])
    sold, pipeline = ask(numbers, "K1", "2026-07"), ask(numbers, "K17", "2026-07")
    snapshot = numbers.ground.snapshot
    assert disputed_behind(snapshot, sold) == 0
    deal = snapshot.with_id("clients/acme/opportunities/one")
    torn = replace(deal, tree={**deal.tree, "conflicts": CONFLICT})
    following = snapshot.replace([FileReading(deal.path, torn)])
    assert disputed_behind(following, sold) == 1
    assert disputed_behind(following, pipeline) == 0
    settled = following.replace([FileReading(deal.path, deal)])
    assert disputed_behind(settled, sold) == 0


def test_the_sentence_knows_one_from_many():
    assert str(say_disputed(1)) == "1 record behind it has a conflict."
    assert str(say_disputed(2)) == "2 records behind it have conflicts."
