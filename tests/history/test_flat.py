"""What git shows of a record: a line for each field."""

from __future__ import annotations

import sys

import pytest
from cartera.records.history.flat import flat_lines

RECORD = b"""---
title: Plataforma
amount: 10 EUR
lines:
  - {product: cloud, qty: 2}
  - {product: mobile, qty: 1}
cadence: {every: P7D}
---
One.

Two.
"""


def test_each_field_and_each_entry_is_a_line() -> None:
    assert list(flat_lines(RECORD, "a.md")) == [
        "title: Plataforma",
        "amount: 10 EUR",
        "lines: product: cloud, qty: 2",
        "lines: product: mobile, qty: 1",
        "cadence.every: P7D",
        "",
        "One.",
        "",
        "Two.",
    ]


def test_how_a_value_is_quoted_makes_no_difference() -> None:
    quoted = RECORD.replace(b"title: Plataforma", b'title: "Plataforma"')
    assert list(flat_lines(quoted, "a.md")) == list(flat_lines(RECORD, "a.md"))


def test_a_file_without_name_is_known_by_its_first_line() -> None:
    assert list(flat_lines(RECORD, "a1B2c3")) == list(flat_lines(RECORD, "a.md"))
    assert list(flat_lines(b"title: Plain\n", "a1B2c3")) == ["title: Plain"]


def test_a_file_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert list(flat_lines(b"---\na: [\n---\n", "a.md")) == ["---", "a: [", "---"]


@pytest.fixture
def textconv(tmp_path):
    script = tmp_path / "textconv"
    script.write_text(f"#!{sys.executable}\nfrom cartera.cli.textconv import main\nraise SystemExit(main())\n")
    script.chmod(0o755)
    return script


def test_git_diff_shows_fields(committed_book, git, textconv) -> None:
    (committed_book / ".gitattributes").write_text("*.md -text -merge diff=cartera\n")
    git("config", "diff.cartera.textconv", str(textconv))
    client = committed_book / "clients/acme/client.md"
    client.write_text("---\ntitle: 'Acme'\nowner: luis\nstage: lead\n---\nNotes.\n")
    shown = [line for line in git("diff", "-U0").splitlines() if line[0] in "+-" and line[:3] not in {"+++", "---"}]
    assert shown == ["-owner: ana", "+owner: luis"]
