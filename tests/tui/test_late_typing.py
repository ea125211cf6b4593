"""What was typed after a form was given to be saved is told apart from what was saved."""

import pytest
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import Language
from cartera.tui.presentation.form import form_of_record
from cartera.tui.presentation.ground import Ground
from cartera.tui.presentation.late_typing import typed_since


@pytest.fixture
def form(make_book, seller_files, clock):
    book = make_book(seller_files)
    snapshot = book.snapshot()
    record = snapshot.records["clients/acme/opportunities/platform-k3x9"]
    ground = Ground(snapshot, Moment(clock(), Language("en")), record.type, "acme", "ana")
    return form_of_record(record, snapshot.type_of(record), ground)


STEP = ("next_step",)


def test_nothing_more_is_nothing(form):
    saved = form.type(STEP, "Call now").write_body("Notes\n")
    assert typed_since(saved, saved) is None
    assert typed_since(form, form) is None


def test_a_row_typed_on_begins_at_what_was_saved(form):
    saved = form.type(STEP, "Call now")
    late = typed_since(saved, saved.type(STEP, "Call now or later").type(("title",), "Bigger"))
    assert (late.typed, late.start["next_step"]) == ({STEP: "Call now or later", ("title",): "Bigger"}, "Call now")
    assert late.is_dirty


def test_a_row_typed_back_to_what_it_was_is_a_change_of_what_was_saved(form):
    saved = form.type(STEP, "Call now")
    assert typed_since(saved, saved.type(STEP, "Call purchasing")).typed == {STEP: "Call purchasing"}


def test_a_text_written_on_begins_at_what_was_saved(form):
    saved = form.write_body("One\n")
    late = typed_since(saved, saved.write_body("One\nTwo\n"))
    assert (late.start_body, late.body) == ("One\n", "One\nTwo\n")
