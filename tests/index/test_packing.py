"""What is packed for the cache: amounts of problems in the form of whoever reads them later, equal lists as one."""

import marshal
from decimal import Decimal

from cartera.records.index.rows import pack_problem, pack_reading, unpack_problem
from cartera.records.index.shelf import FileReading
from cartera.schema.language import SPANISH
from cartera.schema.problems import Problem
from cartera.schema.record import Record
from cartera.schema.sentences import sentence
from cartera.schema.values import Money


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
