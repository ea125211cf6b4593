"""What a newcomer types from the README works in the sample book, in both languages."""

import re
import shlex
import shutil
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cartera.records.demo.write import write_demo

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.es.md")
BOOK = "cartera -C demo-book "
NOON = datetime.combine(date(2026, 7, 14), time(12), ZoneInfo("Europe/Madrid"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    root = tmp_path_factory.mktemp("sample") / "demo-book"
    write_demo(root, today=NOON.date(), clock=lambda: NOON).close()
    return root


def lines_of_blocks(readme):
    """Return what stands in the fenced blocks of a page, line by line."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [
        line for block in re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()
    ]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_in_the_sample_book_does_what_it_says(sample, shell, readme, tmp_path, monkeypatch):
    newcomer = type(shell)(tmp_path / "demo-book", lambda: NOON, monkeypatch)
    shutil.copytree(sample, newcomer.book)
    deal = newcomer.run("list", "opportunity", "stage:proposal", "--ids").out.splitlines()[0]
    commands = [each.removeprefix(BOOK) for each in lines_of_blocks(readme) if each.startswith(BOOK)]
    assert len(commands) == 5
    for each in commands:
        done = newcomer.run(*(deal if word in {"NAME", "NOMBRE"} else word for word in shlex.split(each)))
        assert done.code == 0, (each, done.err)
        assert done.out


def test_both_pages_have_the_same_parts_and_commands():
    def shape(readme):
        text = (ROOT / readme).read_text(encoding="utf-8")
        verbs = re.findall(
            r"^cartera (?:-C \S+ )?(?:--lang es )?([\w-]*)", "\n".join(lines_of_blocks(readme)), re.MULTILINE
        )
        return (
            len(re.findall(r"^## ", text, re.MULTILINE)),
            verbs,
            sorted(re.findall(r"\(docs/([\w-]+)(?:\.es)?\.md\)", text)),
        )

    english, spanish = map(shape, READMES)
    assert english == spanish
