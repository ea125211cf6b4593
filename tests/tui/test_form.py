"""The form as a value: rows, verdicts and the edits that saving makes, without a screen."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from cartera.records.config import BookConfig
from cartera.records.files.edits import Append, Drop, Put, PutBody
from cartera.records.snapshot import FileReading, Snapshot
from cartera.schema.dates_in_words import Moment
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.language import ENGLISH, SPANISH
from cartera.schema.record import Record
from cartera.schema.record_type import Schema
from cartera.tui.presentation.form import Form, form_of_new, form_of_record
from cartera.tui.presentation.form_items import FormItem
from cartera.tui.presentation.form_lines import lines_of, value_text
from cartera.tui.presentation.form_rows import RowKind, essential
from cartera.tui.presentation.ground import Ground
from cartera.tui.presentation.item_totals import total_of

FRIDAY_NOON = datetime(2026, 7, 17, 12, tzinfo=ZoneInfo("Europe/Madrid"))
DEAL = "clients/acme/opportunities/big-deal-k3x9.md"


@cache
def schema() -> Schema:
    return declare_schema(read_own_trees("types"), read_own_trees("packs"))


def snapshot(**trees: dict) -> Snapshot:
    records = [
        Record("clients/acme/client.md", "client", {"title": "Acme", "currency": "EUR", "country": "ES"}, "", "0"),
        Record("clients/acme/contacts/ana-lopez.md", "contact", {"title": "Ana López"}, "", "0"),
        Record("people/marc/user.md", "user", {"title": "Marc"}, "", "0"),
        Record(DEAL, "opportunity", trees.get("deal", deal_tree()), "Some text.\n", "0"),
    ]
    return Snapshot(schema(), BookConfig(), [FileReading(each.path, each) for each in records])


def deal_tree() -> dict:
    return {
        "title": "Big deal",
        "kind": "new",
        "stage": "proposal",
        "amount": "48000.00 EUR",
        "expected_close": "2026-09-30",
        "next_step": "Send the offer",
        "next_step_due": "2026-07-20",
        "objections": [{"text": "too dear", "status": "open"}, {"text": "too late"}],
        "qualification": {"budget": "yes"},
        "tags": ["one, two", "three"],
        "forecast": "pipeline",
        "owner": "marc",
    }


def ground(language=SPANISH, **trees: dict) -> Ground:
    return Ground(snapshot(**trees), Moment(FRIDAY_NOON, language), "opportunity", client="acme", me="marc")


def deal_form(language=SPANISH, **trees: dict) -> Form:
    here = ground(language, **trees)
    record = here.snapshot.at_path(DEAL)
    return form_of_record(record, schema().types["opportunity"], here)


def text_at(form: Form, *path: str) -> str:
    return form.text(form.row(path))


def test_values_are_shown_as_the_reader_writes_them():
    form = deal_form()
    assert text_at(form, "amount") == "48.000,00 €"
    assert text_at(form, "expected_close") == "30/09/2026"
    assert text_at(form, "kind") == "Nueva"
    assert text_at(form, "qualification", "budget") in {"Sí", "sí"}
    assert text_at(form, "tags") == '"one, two", three'


def test_an_untouched_form_changes_nothing():
    form = deal_form()
    assert not form.is_dirty
    assert form.edits() == []


def test_typing_the_same_words_again_is_not_a_change():
    form = deal_form().type(("amount",), "50k").type(("amount",), "48.000,00 €")
    assert not form.is_dirty


def test_another_way_to_write_the_same_value_makes_no_edit():
    form = deal_form().type(("amount",), "48k")
    assert form.edits() == []


def test_a_changed_field_is_one_put_with_the_text_of_the_file():
    form = deal_form().type(("amount",), "50k").type(("next_step_due",), "el lunes")
    assert form.edits() == [Put(("amount",), "50000.00 EUR"), Put(("next_step_due",), "2026-07-20")][:1]
    form = form.type(("next_step_due",), "el martes")
    assert form.edits() == [Put(("amount",), "50000.00 EUR"), Put(("next_step_due",), "2026-07-21")]


def test_a_natural_date_is_echoed_with_its_weekday():
    form = deal_form(ENGLISH).type(("expected_close",), "friday")
    assert form.judge(form.row(("expected_close",))).echo == "Fri 24 Jul 2026"


def test_a_bad_value_is_told_with_what_would_be_right_and_blocks():
    form = deal_form().type(("amount",), "a lot")
    verdict = form.judge(form.row(("amount",)))
    assert verdict.blocks
    assert verdict.complaint is not None
    assert form.first_blocking() == form.row(("amount",))


def test_a_word_that_is_no_choice_points_to_the_list_of_them():
    form = deal_form().type(("kind",), "xyzzy")
    verdict = form.judge(form.row(("kind",)))
    assert verdict.blocks
    assert str(verdict.hint) == "Ctrl-N shows the choices."


def test_an_emptied_field_is_dropped():
    assert deal_form().type(("next_step",), "").edits() == [Drop(("next_step",))]


def test_a_field_of_a_map_is_put_inside_it():
    form = deal_form().type(("qualification", "need"), "no")
    assert form.edits() == [Put(("qualification", "need"), "no")]


def test_a_required_field_that_is_empty_is_told():
    form = deal_form().type(("title",), " ")
    assert form.judge(form.row(("title",))).blocks


def test_a_conditional_field_is_missed_without_blocking():
    form = deal_form().type(("next_step",), "")
    verdict = form.judge(form.row(("next_step",)))
    assert verdict.complaint is not None
    assert not verdict.blocks


def test_a_list_is_typed_with_commas_and_quotes():
    form = deal_form().type(("tags",), 'uno, "dos, tres"')
    assert form.edits() == [Put(("tags",), ["uno", "dos, tres"])]


def test_a_link_is_echoed_with_the_title_of_what_it_means():
    form = deal_form().type(("owner",), "marc")
    assert form.judge(form.row(("owner",))).echo == "Marc"


def test_a_link_to_nothing_blocks():
    form = deal_form().type(("origin",), "no-such-thing")
    assert form.judge(form.row(("origin",))).blocks


def test_items_are_changed_dropped_and_added_in_place():
    form = deal_form()
    row = form.row(("objections",))
    assert row.kind is RowKind.ITEMS
    dear, late = form.items(row)
    changed = FormItem({**dear.tree, "status": "answered"}, dear.place)
    form = form.list_items(row.path, (changed, FormItem({"text": "new"}, None)))
    assert form.edits() == [
        Put(("objections", 0, "status"), "answered"),
        Drop(("objections", 1)),
        Append(("objections",), {"text": "new"}),
    ]
    assert late.tree == {"text": "too late"}


def test_a_list_emptied_of_its_items_is_dropped():
    assert deal_form().list_items(("objections",), ()).edits() == [Drop(("objections",))]


def test_the_text_below_is_an_edit_of_its_own():
    form = deal_form().write_body("Other text.\n")
    assert form.is_dirty
    assert form.edits() == [PutBody("Other text.\n")]


def test_the_stage_is_not_in_the_form_because_it_is_moved():
    assert ("stage",) not in {row.path for row in deal_form().rows}


def test_a_bad_value_of_the_file_is_shown_as_it_stands_and_keeps_no_other_field_from_being_saved():
    form = deal_form(deal={**deal_tree(), "amount": "plenty"})
    assert text_at(form, "amount") == "plenty"
    form = form.type(("next_step",), "Call")
    assert form.first_blocking() is None
    assert form.edits() == [Put(("next_step",), "Call")]


def test_a_new_record_writes_its_defaults_and_what_was_typed():
    form = form_of_new(schema().types["opportunity"], {"kind": "new", "owner": "marc"}, ground())
    form = form.type(("title",), "Renovación").type(("qualification", "budget"), "sí")
    fields = form.new_fields()
    assert fields == {"title": "Renovación", "kind": "new", "owner": "marc", "qualification": {"budget": "yes"}}


@pytest.mark.parametrize("type_name", sorted(schema().types))
def test_every_type_has_rows_and_its_empty_form_is_judged(type_name):
    here = Ground(snapshot(), Moment(FRIDAY_NOON, SPANISH), type_name, client="acme", me="marc")
    form = form_of_new(schema().types[type_name], {}, here)
    assert form.rows
    assert essential(form.rows, form.start, "open")
    for row in form.rows:
        form.judge(row)


def test_a_table_with_keys_of_ones_own_is_edited_key_by_key():
    form = deal_form(deal={**deal_tree(), "ext": {"crm": "7", "old": "8"}})
    row = form.row(("ext",))
    assert row.kind is RowKind.TABLE
    crm, _old = form.items(row)
    assert crm.tree == {"key": "crm", "value": "7"}
    form = form.list_items(
        row.path, (FormItem({"key": "crm", "value": "9"}, 0), FormItem({"key": "erp", "value": "1"}, None))
    )
    assert form.edits() == [Drop(("ext", "old")), Put(("ext", "crm"), "9"), Put(("ext", "erp"), "1")]
    assert form.tree()["ext"] == {"crm": "9", "erp": "1"}
    assert form.list_items(row.path, ()).edits() == [Drop(("ext",))]


def test_the_hours_of_a_week_are_a_table_of_lists():
    here = Ground(snapshot(), Moment(FRIDAY_NOON, ENGLISH), "user")
    hours = {"mon": ["09:00-14:00", "15:00-18:00"], "tue": ["09:00-14:00"]}
    form = form_of_new(schema().types["user"], {"title": "Marc", "hours": hours}, here)
    row = form.row(("hours",))
    assert form.new_fields()["hours"] == hours
    assert [each.name for each in form.item_field(row).fields] == ["key", "value"]
    form = form.list_items(row.path, (*form.items(row), FormItem({"key": "wed", "value": ["09:00-12:00"]}, None)))
    assert form.new_fields()["hours"] == {**hours, "wed": ["09:00-12:00"]}


def test_lines_of_an_offer_are_added_up_as_they_are_typed():
    lines = [
        {"product": "a", "qty": "2", "unit_price": "100.00 EUR", "discount_pct": "10"},
        {"product": "b", "qty": "1", "unit_price": "50.00 EUR"},
    ]
    form = deal_form(deal={**deal_tree(), "lines": lines})
    [line] = [each for each in lines_of([form.row(("lines",))], SPANISH, body=False) if each.path]
    assert value_text(line, form).startswith("2, 230,00 €: ")
    mixed = [*lines, {"product": "c", "qty": "1", "unit_price": "5.00 USD"}]
    assert total_of(form.row(("lines",)).field, mixed, SPANISH) == ""
    assert total_of(form.row(("objections",)).field, [{"text": "x"}], SPANISH) == ""


def test_a_list_left_as_it_was_is_not_a_change():
    form = deal_form()
    row = form.row(("objections",))
    items = form.items(row)
    assert form.list_items(row.path, items) == form
    assert form.list_items(row.path, items[:1]).list_items(row.path, items).listed == {}
