"""A form follows its record: other fields come in, the same field is asked about, nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from cartera.records.config import BookConfig
from cartera.records.files.edits import Append, Drop, Put, edited
from cartera.records.snapshot import FileReading, Snapshot
from cartera.schema.dates_in_words import Moment
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.language import ENGLISH
from cartera.schema.record import Record
from cartera.tui.presentation.following import Settlement, can_hold_both, follow, place_items, settle
from cartera.tui.presentation.form import BODY, Form, form_of_record
from cartera.tui.presentation.form_items import FormItem, edits_of_items, items_of, move_item
from cartera.tui.presentation.ground import Ground
from hypothesis import given
from hypothesis import strategies as st

AMOUNT, STEP, TAGS, OBJECTIONS = ("amount",), ("next_step",), ("tags",), ("objections",)


def deal_tree() -> dict:
    return {
        "title": "Big deal",
        "amount": "48000.00 EUR",
        "next_step": "Send the offer",
        "objections": [{"text": "too dear", "status": "open"}, {"text": "too late"}],
        "tags": ["one, two", "three"],
    }


@cache
def snapshot() -> Snapshot:
    deal = Record("clients/acme/opportunities/big-deal-k3x9.md", "opportunity", deal_tree(), "Some text.\n", "0")
    schema = declare_schema(read_own_trees("types"), read_own_trees("packs"))
    return Snapshot(schema, BookConfig(), [FileReading(deal.path, deal)])


def deal_form() -> Form:
    [deal] = snapshot().of_type("opportunity")
    ground = Ground(snapshot(), Moment(datetime(2026, 7, 17, 12, tzinfo=UTC), ENGLISH), "opportunity", "acme", "marc")
    return form_of_record(deal, snapshot().type_of(deal), ground)


def text_at(form: Form, *path: str) -> str:
    return form.text(form.row(path))


def followed(form: Form, body: str = "Some text.\n", **now) -> Form:
    """Return the form after somebody else wrote other values for some fields."""
    return follow(form, {**form.start, **now}, body)


def test_nothing_new_leaves_the_form_as_it_is():
    form = deal_form().type(AMOUNT, "50k")
    assert followed(form) is form


def test_another_field_comes_in_and_is_marked_with_what_it_was():
    form = followed(deal_form().type(AMOUNT, "50k"), next_step="Wait")
    assert text_at(form, "next_step") == "Wait"
    assert form.taken == {STEP: "Send the offer"}
    assert form.edits() == [Put(AMOUNT, "50000.00 EUR")]
    assert not form.clashes


def test_the_same_field_keeps_what_was_typed_and_waits_for_a_decision():
    form = followed(deal_form().type(AMOUNT, "50k"), amount="60000.00 EUR")
    assert text_at(form, "amount") == "50k"
    assert form.clashes[AMOUNT].before == "48000.00 EUR"
    assert form.clashes[AMOUNT].theirs == "60000.00 EUR"


def test_mine_and_theirs_are_what_they_say():
    form = followed(deal_form().type(AMOUNT, "50k"), amount="60000.00 EUR")
    assert settle(form, AMOUNT, Settlement.MINE).edits() == [Put(AMOUNT, "50000.00 EUR")]
    theirs = settle(form, AMOUNT, Settlement.THEIRS)
    assert theirs.edits() == []
    assert not theirs.clashes


def test_a_text_can_keep_both():
    form = followed(deal_form().type(STEP, "Call Ana"), next_step="Call Eva")
    assert can_hold_both(form, STEP)
    assert not can_hold_both(form, AMOUNT)
    assert settle(form, STEP, Settlement.BOTH).edits() == [Put(STEP, "Call Eva / Call Ana")]


def test_writing_the_same_thing_twice_is_no_clash():
    form = followed(deal_form().type(AMOUNT, "60k"), amount="60000.00 EUR")
    assert not form.clashes
    assert not form.is_dirty


def test_typing_what_they_wrote_settles_it():
    form = followed(deal_form().type(STEP, "Call Ana"), next_step="Call Eva")
    assert not form.type(STEP, "Call Eva").clashes


def test_a_second_change_from_outside_remembers_what_it_was_first():
    form = followed(deal_form().type(AMOUNT, "50k"), amount="60000.00 EUR")
    form = followed(form, amount="70000.00 EUR")
    assert form.clashes[AMOUNT].before == "48000.00 EUR"
    assert form.clashes[AMOUNT].theirs == "70000.00 EUR"


def test_words_that_mean_nothing_yet_are_kept_too():
    form = followed(deal_form().type(AMOUNT, "a lo"), amount="60000.00 EUR")
    assert text_at(form, "amount") == "a lo"
    assert AMOUNT in form.clashes


def test_values_of_a_list_are_joined_without_asking():
    form = followed(deal_form().type(TAGS, '"one, two", three, mine'), tags=["one, two", "three", "theirs"])
    assert not form.clashes
    assert form.edits() == [Put(TAGS, ["one, two", "three", "mine", "theirs"])]


def test_entries_added_by_both_are_both_there():
    form = deal_form()
    row = form.row(OBJECTIONS)
    form = form.list_items(OBJECTIONS, (*form.items(row), FormItem({"text": "mine"}, None)))
    form = followed(form, objections=[*deal_tree()["objections"], {"text": "theirs"}])
    assert not form.clashes
    assert form.edits() == [Append(OBJECTIONS, {"text": "mine"})]


def test_an_entry_changed_here_is_found_again_behind_one_put_in_front_of_it():
    form = deal_form()
    dear, late = form.items(form.row(OBJECTIONS))
    changed = FormItem({**dear.tree, "status": "answered"}, dear.place)
    form = form.list_items(OBJECTIONS, (changed, late))
    form = followed(form, objections=[{"text": "first"}, *deal_tree()["objections"]])
    assert form.edits() == [Put(("objections", 1, "status"), "answered")]


def test_the_same_entry_changed_by_both_is_asked_about():
    form = deal_form()
    dear, late = form.items(form.row(OBJECTIONS))
    form = form.list_items(OBJECTIONS, (FormItem({**dear.tree, "status": "answered"}, 0), late))
    form = followed(form, objections=[{"text": "too dear", "status": "accepted"}, {"text": "too late"}])
    assert OBJECTIONS in form.clashes
    assert form.edits() == [Put(("objections", 0, "status"), "answered")]
    assert settle(form, OBJECTIONS, Settlement.THEIRS).edits() == []


def test_texts_are_merged_by_lines_and_both_can_stay():
    form = follow(deal_form().write_body("Some text.\nMine.\n"), deal_form().start, "Theirs.\n\nSome text.\n")
    assert form.body == "Theirs.\n\nSome text.\nMine.\n"
    assert not form.clashes
    form = follow(deal_form().write_body("My text.\n"), deal_form().start, "Their text.\n")
    assert form.body == "My text.\n"
    both = settle(form, BODY, Settlement.BOTH).body
    assert "My text." in both
    assert "Their text." in both
    assert settle(form, BODY, Settlement.THEIRS).body == "Their text.\n"


def test_items_find_their_places_by_content_then_by_name():
    field = deal_form().row(OBJECTIONS).field
    present = [{"text": "a", "status": "open"}, {"text": "b"}, {"text": "b"}]
    wanted = [{"text": "b"}, {"text": "new"}, {"text": "a", "status": "answered"}]
    assert [each.place for each in place_items(wanted, present, field)] == [1, None, 0]


@pytest.mark.parametrize(("by", "order"), [(1, "bac"), (-1, "abc"), (9, "bca")])
def test_an_item_moves_and_stops_at_the_ends(by, order):
    items = items_of(["a", "b", "c"])
    assert "".join(each.tree for each in move_item(items, 0, by)) == order


entries = st.fixed_dictionaries({"text": st.sampled_from("abcdef")}, optional={"status": st.sampled_from("xy")})


@given(st.data(), st.lists(entries, max_size=5))
def test_whatever_is_done_to_a_list_the_edits_make_the_file_say_so(data, before):
    items = list(items_of(before))
    for _ in range(data.draw(st.integers(0, 4))):
        step = data.draw(st.sampled_from(["add", "drop", "change", "move"]))
        place = data.draw(st.integers(0, max(0, len(items) - 1)))
        if step == "add" or not items:
            items.append(FormItem(data.draw(entries), None))
        elif step == "drop":
            del items[place]
        elif step == "change":
            items[place] = FormItem(data.draw(entries), items[place].place)
        else:
            items = list(move_item(items, place, data.draw(st.sampled_from([-1, 1]))))
    tree = {"list": before} if before else {}
    for edit in edits_of_items(("list",), before, items):
        assert isinstance(edit, Put | Drop | Append)
        tree = edited(tree, edit)
    assert (tree.get("list") or []) == [each.tree for each in items]


words = st.sampled_from(["", "a", "b", "c"])


@given(words, words)
def test_no_word_of_either_is_lost_while_it_is_not_decided(mine, theirs):
    form = deal_form().type(STEP, mine)
    now = dict(form.start)
    now.pop("next_step")
    after = follow(form, {**now, "next_step": theirs} if theirs else now, form.start_body)
    held = {text_at(after, "next_step"), *(str(each.theirs or "") for each in after.clashes.values())}
    assert {mine, theirs} <= held


def test_keys_of_a_table_are_merged_and_only_the_same_key_is_asked():
    form = follow(deal_form(), {**deal_form().start, "ext": {"crm": "7"}}, deal_form().start_body)
    row = form.row(("ext",))
    form = form.list_items(row.path, (*form.items(row), FormItem({"key": "erp", "value": "1"}, None)))
    merged = followed(form, ext={"crm": "8"})
    assert not merged.clashes
    assert merged.edits() == [Put(("ext", "erp"), "1")]
    form = form.list_items(row.path, (FormItem({"key": "crm", "value": "9"}, 0),))
    clashing = followed(form, ext={"crm": "8"})
    assert settle(clashing, row.path, Settlement.THEIRS).edits() == []
    assert settle(clashing, row.path, Settlement.MINE).edits() == [Put(("ext", "crm"), "9")]
