"""The declared schema, and records written as text one can read."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.problems import Problem
from cartera.schema.record import Record
from cartera.schema.record_type import Schema
from cartera.schema.validate import validate

EXAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "example-book"


def split(text: str) -> tuple[str, str]:
    """Return front matter and body."""
    _, front, body = text.split("---\n", 2)
    return front, body


def record_of(schema: Schema, path: str, front: str, body: str = "") -> Record:
    record_type = schema.type_of_path(path)
    assert record_type, path
    tree = yaml.load(dedent(front), Loader=yaml.CBaseLoader) or {}
    return Record(path, record_type.name, tree, body, "")


@pytest.fixture(scope="session")
def schema() -> Schema:
    return declare_schema(read_own_trees("types"), read_own_trees("packs"))


@pytest.fixture(scope="session")
def examples(schema: Schema) -> list[tuple[Record, str]]:
    if not EXAMPLES.is_dir():
        pytest.skip("the shared domain folder does not lie beside the repository")
    found = []
    for path in sorted(EXAMPLES.rglob("*.md")):
        front, body = split(path.read_text(encoding="utf-8"))
        found.append((record_of(schema, str(path.relative_to(EXAMPLES)), front, body), front))
    return found


Judge = Callable[..., list[Problem]]


@pytest.fixture
def judge(schema: Schema) -> Judge:
    """Return the problems of a record given as text; ``clients/acme/…`` says its type."""

    def judge(path: str, front: str, body: str = "", industry: str = "") -> list[Problem]:
        record = record_of(schema, path, front, body)
        lines = {
            line.partition(":")[0]: n for n, line in enumerate(dedent(front).splitlines(), 1) if line[:1].isalpha()
        }
        return validate(record, schema.type_for(record.type, industry), lines)

    return judge
