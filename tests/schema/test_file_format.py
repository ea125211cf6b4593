"""docs/file-format.md says what the program does."""

import re
from pathlib import Path

import yaml
from cartera.schema.declare import declare_schema, read_own_trees
from cartera.schema.kinds import KINDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


def test_every_declaration_on_the_page_is_in_the_language():
    declared = [
        yaml.load(each, Loader=yaml.CBaseLoader) for each in re.findall(r"```yaml\n(extends.*?)```", PAGE, re.DOTALL)
    ]
    assert len(declared) == 2
    schema = declare_schema(read_own_trees("types"), read_own_trees("packs"), declared)
    assert schema.types["opportunity"].by_name["region"].from_book
    assert "short" in schema.types["opportunity"].machine.flows


def test_the_record_on_the_page_is_sound(judge):
    front, body = re.search(r"```markdown\n---\n(.*?)---\n(.*?)```", PAGE, re.DOTALL).groups()
    front += "forecast: best_case\n"
    assert judge("clients/logistica-cantabrica/opportunities/x-g2vp.md", front, body) == []


def test_every_value_in_the_table_is_read():
    rows = re.findall(
        r"^\| ([a-z ,]+) \| (`.*?) \|", PAGE.partition("## Values")[2].partition("## Quotes")[0], re.MULTILINE
    )
    kinds = {
        "money": "money", "date, moment": "when", "period": "period", "duration": "duration", "true or false": "bool",
        "phone": "phone", "person of the team": "user",
    }  # fmt: skip
    seen = 0
    for name, examples in rows:
        for text in re.findall(r"`(.*?)`", examples) if name in kinds else ():
            KINDS[kinds[name]].parse(text.strip('"'))
            seen += 1
    assert seen > 10


def test_every_code_the_judges_use_is_on_the_page():
    sources = ["judging", "integrity", "sums", "secrets_in_text", "validate"]
    text = "".join((ROOT / "schema" / f"{name}.py").read_text(encoding="utf-8") for name in sources)
    codes = set(re.findall(r'"([a-z]+-[a-z]+)",?\s*\n?\s*(?:_named|sentence|message|reason)', text))
    assert {"bad-value", "history-mismatch", "sum-mismatch", "unknown-field"} <= codes
    assert [code for code in sorted(codes) if f"`{code}`" not in PAGE] == []
