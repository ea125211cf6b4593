"""What a merge lost, told apart from what whoever merged has chosen."""

from cartera.records.files.parse import read_text
from cartera.records.merge.records import merge_record
from cartera.records.sync.losses import find_losses

PATH = "clients/acme/client.md"
BASE = "---\ncity: Vigo\nlines:\n  - {key: a, qty: 1}\n---\nOne.\n\nTwo.\n\nThree.\n"
OURS = BASE.replace("Vigo", "Lugo").replace("qty: 1", "qty: 2").replace("One", "Mine")
THEIRS = BASE.replace("Vigo", "Jaca").replace("qty: 1", "qty: 3").replace("One", "Hers")
THEIRS = THEIRS.replace("---\nHers", "  - {key: b, qty: 9}\ntags: [x]\n---\nHers").replace(
    "Three.\n", "Three.\n\nFour.\n"
)


def nobody(_):
    return False


def losses(does, now=None):
    should = merge_record(PATH, BASE.encode(), OURS.encode(), THEIRS.encode()).content
    documents = [read_text(each, PATH) for each in (should, does.encode(), (now or does).encode())]
    return {each.name for each in find_losses(*documents, nobody)}


def test_a_merge_that_took_one_side_lost_what_the_other_added_and_nothing_that_was_in_dispute():
    assert losses(OURS) == {"lines", "tags", "body"}
    assert losses(THEIRS) == set()


def test_what_somebody_edited_is_lost_where_only_its_removal_was_kept():
    taken_out = BASE.replace("city: Vigo\n", "").replace("One.\n\n", "")
    edited = BASE.replace("Vigo", "Jaca").replace("One.", "Hers.")
    should = merge_record(PATH, BASE.encode(), taken_out.encode(), edited.encode()).content
    documents = [read_text(each, PATH) for each in (should, taken_out.encode(), taken_out.encode())]
    assert {each.name for each in find_losses(*documents, nobody)} == {"city", "body"}


def test_what_stands_where_an_earlier_merge_had_lost_something_is_nobodys_choice():
    should = merge_record(PATH, BASE.encode(), OURS.encode(), THEIRS.encode()).content
    documents = [read_text(each, PATH) for each in (should, OURS.encode(), OURS.encode())]
    found = {each.name: each.other for each in find_losses(*documents, nobody, {"city", "lines"})}
    assert found.keys() == {"lines", "tags", "body"}
    assert [each["qty"] for each in found["lines"]] == ["3", "9"]


def test_a_third_value_is_no_choice_in_a_conflict_that_was_open_before():
    asked = "conflicts:\n  - {id: abc, field: city, base: Vigo, kept: Lugo, other: Jaca}\n"
    should = BASE.replace("city: Vigo\n", f"city: Soria\n{asked}")
    documents = [read_text(each.encode(), PATH) for each in (should, BASE, BASE)]
    assert [each.name for each in find_losses(*documents, nobody)] == []
    assert [each.other for each in find_losses(*documents, nobody, known={"abc"})] == ["Soria"]


def test_what_somebody_put_back_since_is_no_loss():
    back = OURS.replace("---\nMine", "  - {key: b, qty: 9}\ntags: [x, y]\n---\nMine").replace(
        "Three.", "Three.\n\nFour."
    )
    assert losses(OURS, back) == set()


def test_a_list_that_grew_since_still_lacks_what_was_lost():
    assert losses(OURS, OURS.replace("---\nMine", "tags: [z]\n---\nMine")) == {"lines", "tags", "body"}


def test_a_plain_value_written_since_is_nobodys_loss_unless_its_author_knew_nothing_of_it():
    should = merge_record(PATH, BASE.encode(), BASE.encode(), BASE.replace("Vigo", "Jaca").encode()).content
    documents = [read_text(each, PATH) for each in (should, BASE.encode(), BASE.replace("Vigo", "Lugo").encode())]
    assert list(find_losses(*documents, nobody)) == []
    assert [each.other for each in find_losses(*documents, lambda _: True)] == ["Jaca"]
