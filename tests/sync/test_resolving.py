"""Settling a conflict: told in the reader's words, and by what stands now."""

import pytest
from cartera.records.sync.inbox import Choice, list_conflicts
from cartera.records.sync.mistakes import WrittenSince
from cartera.records.sync.resolving import choose_side, plan_resolution
from cartera.schema.language import SPANISH

CLIENT = """
    ---
    title: Acme
    city: Lugo
    conflicts:
      - {id: ab12, field: city, base: Vigo, kept: Lugo, other: Ourense, kept_by: Ana, other_by: Eva}
    ---
    """


@pytest.fixture
def conflict_in(make_book):
    def read(text):
        book = make_book({"clients/acme/client.md": text})
        (conflict,) = list_conflicts(book.snapshot().records.values())
        return book, conflict

    return read


def test_a_settled_conflict_is_told_by_the_label_of_its_field(conflict_in):
    subject = plan_resolution(*conflict_in(CLIENT), Choice.OTHER).subject
    assert subject.text(SPANISH) == "«Acme»: conflicto en Ciudad resuelto"


def test_what_somebody_wrote_since_is_what_stands(conflict_in):
    _, conflict = conflict_in(CLIENT.replace("city: Lugo", "city: Bilbao"))
    assert (conflict.stands, conflict.stands_credit.who, conflict.suggestion) == ("Bilbao", "", Choice.KEPT)


def test_ones_own_value_that_stands_no_more_is_not_taken_for_what_does(conflict_in):
    _, conflict = conflict_in(CLIENT.replace("city: Lugo", "city: Bilbao"))
    with pytest.raises(WrittenSince):
        choose_side(conflict, "Ana", mine=True)
    assert choose_side(conflict, "Eva", mine=True) is Choice.OTHER


@pytest.mark.parametrize(("line", "stands"), [("city: Lugo", "Lugo"), ('city: "Lugo"', "Lugo"), ("city: # Lugo", "")])
def test_the_value_that_was_kept_stands_however_it_is_quoted(conflict_in, line, stands):
    _, conflict = conflict_in(CLIENT.replace("city: Lugo", line))
    assert conflict.is_written_since is (stands != "Lugo")
