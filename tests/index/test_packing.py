"""Problems keep their amounts in the cache, so that these stand in the form of whoever reads them later."""

from decimal import Decimal

from cartera.records.index.rows import pack_problem, unpack_problem
from cartera.schema.language import SPANISH
from cartera.schema.problems import Problem
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
