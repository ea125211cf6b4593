"""Settling a conflict is told in the reader's words."""

from cartera.records.sync.inbox import Choice, list_conflicts
from cartera.records.sync.resolving import plan_resolution
from cartera.schema.language import SPANISH

CLIENT = """
    ---
    title: Acme
    city: Lugo
    conflicts:
      - {id: ab12, field: city, base: Vigo, kept: Lugo, other: Ourense}
    ---
    """


def test_a_settled_conflict_is_told_by_the_label_of_its_field(make_book):
    book = make_book({"clients/acme/client.md": CLIENT})
    (conflict,) = list_conflicts(book.snapshot().records.values())
    subject = plan_resolution(book, conflict, Choice.OTHER).subject
    assert subject.text(SPANISH) == "«Acme»: conflicto en Ciudad resuelto"
