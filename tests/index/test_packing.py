"""What is packed for the cache: amounts of problems in the form of whoever reads them later, equal lists as one."""

import marshal
from decimal import Decimal

import pytest
from cartera.records.index.frames import IndexGone, Source
from cartera.records.index.rows import LATE, pack_problem, pack_reading, pack_slices, unpack_problem, unpack_slice
from cartera.records.index.shelf import FileReading
from cartera.schema.language import SPANISH
from cartera.schema.late_text import LateText, where
from cartera.schema.problems import Problem
from cartera.schema.record import Record
from cartera.schema.sentences import sentence
from cartera.schema.values import Money
from hypothesis import given
from hypothesis import strategies as st


def test_an_amount_of_a_problem_is_read_from_the_cache_as_an_amount():
    says = sentence(
        "It says {total}, {more}.", total=Money("EUR", Decimal("1200.50")), more=(Money("USD", Decimal(3)), 4)
    )
    problem = Problem("clients/acme/client.md", "sum-mismatch", says)
    again = unpack_problem(problem.path, pack_problem(problem))
    assert again == problem
    assert again.message.text(SPANISH) == "It says 1.200,50 €, 3,00 US$, 4."


def test_short_lists_that_are_equal_take_the_place_of_one():
    def row(people):
        tree = {"users": list(people), "about": ["a text that is too long to stand in many records"]}
        return pack_reading(FileReading("a.md", Record("a.md", "task", tree, "", "")), known)

    known = {}
    rows = marshal.loads(marshal.dumps([row(["ana"]), row(["ana"]), row(["ana", "leo"])]))
    first, second, third = (each[1] for each in rows)
    assert first["users"] is second["users"]
    assert first["about"] is not second["about"]
    assert (first["users"], third["users"]) == (["ana"], ["ana", "leo"])


def standing_in(texts):
    return lambda place, length: texts[place : place + length].decode()


@given(st.lists(st.text(max_size=10).map(lambda text: text * 30)))
def test_every_body_of_a_slice_is_read_as_it_was_written(bodies):
    rows = [(f"{place:03}.md", {}, body, "", ()) for place, body in enumerate(bodies)]
    for _, _, packed, texts in pack_slices(rows):
        again = unpack_slice(marshal.loads(packed), standing_in(b"before" + texts), len(b"before"))
        records = [Record(path, "task", tree, body, digest) for path, tree, body, digest, _ in again]
        assert [each.body for each in records] == bodies
        assert records == [Record(path, "task", tree, body, digest) for path, tree, body, digest, _ in rows]
        is_late = [isinstance(each.text_after, LateText) for each in records]
        assert is_late == [len(body.encode()) > LATE for body in bodies]


def test_texts_that_are_read_late_are_compared_by_what_they_say():
    one, other = (LateText(standing_in(texts), where(2, 4)) for texts in ("..mañ".encode(), b"..mano"))
    assert (one, other) == ("mañ", "mano")
    assert one != other
    assert one == LateText(standing_in("mañ".encode()), where(0, 4))
    assert one != 3


def test_a_text_is_still_read_when_the_cache_is_deleted(tmp_path):
    file = tmp_path / "cache"
    file.write_bytes(b"A text of the book")
    late = LateText(Source(file).text_at, where(2, 4))
    file.unlink()
    assert late.read() == "text"


@pytest.mark.parametrize("damage", [b"A te", b"A t\xff\xff\xff of"])
def test_a_text_that_the_disk_damaged_is_told_and_never_taken_for_empty(tmp_path, damage):
    file = tmp_path / "cache"
    file.write_bytes(b"A text of the book")
    late = LateText(Source(file).text_at, where(2, 4))
    file.write_bytes(damage)
    with pytest.raises(IndexGone, match="cache"):
        late.read()
