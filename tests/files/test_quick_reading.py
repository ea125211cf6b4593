"""The quick reader says what the event loop says, or nothing."""

import random

import pytest
from cartera.records.files.compose import compose
from cartera.records.files.events import Rejection, build_tree
from cartera.records.files.lines import read_lines
from hypothesis import example, given
from hypothesis import strategies as st
from yaml.error import YAMLError

USUAL = """\
# yaml-language-server: $schema=x
title: Plataforma de trazabilidad: no
kind: new
country: "ES"
amount: 48000.00 EUR
empty:
word: null
url: https://example.com/a?b=c
stage_history:
  - {at: 2026-05-11T12:00:00+02:00, to: won, by: ana, note: "firmado, sí", none: null}
  - {at: 2026-07-14, to: "a: b"}
tags: [a, "b, c", 12:30, null]
none: []
nothing: {}
deep: {a: {b: [c, {d: e}], f: []}, g: "h"}
names:
  - ana
# between

  - "marc"
"""


def both(header):
    """Return what the two readers say; None for what is refused or given up."""
    try:
        slow = build_tree(header, 2)
    except (Rejection, YAMLError):
        slow = None
    return read_lines(header, 2), slow


def test_a_header_as_cartera_writes_it_is_read_quickly():
    quick, slow = both(USUAL.replace(": no\n", "\n", 1))
    assert quick == slow
    assert list(quick[0]) == list(slow[0])
    assert quick[1]["names"] == 17


@pytest.mark.parametrize(
    "line",
    [
        "a: b: c",
        "a: b #c",
        "a: 'b'",
        "a: *b",
        "a:  b",
        "a: b ",
        "a: ",
        "a:b",
        "- a",
        "a: |",
        "  a: b",
        "a: {b: c",
        "a: [b]]",
        "a: {b: c, }",
        "a: {b: c, b: d}",
        "a: [b,c]",
        "a: [{b}]",
        "a: [b: c]",
        "a: b\na: c",
        "a: b\n  c",
        "a: b\n  - c",
        "a:\n- b",
        "a:\n  - b: c",
        "a:\n  -",
        "a:\n  - \n",
        "a: \x07",
        "a: [" * 9,
        "<<: b",
        '"a": b',
        'a: "b\\n"',
        'a: "b" c',
        "...",
        "---",
    ],
)
def test_what_is_written_otherwise_is_left_to_the_event_loop(line):
    assert read_lines(f"title: x\n{line}\nowner: y\n", 2) is None


PIECES = [
    *"ab1:-?,[]{}#&*!|>'\"%@` \n~\\.é",
    ": ",
    " #",
    "\n  - ",
    "{a: b, c: d}",
    "[a, b]",
    ", ",
    "a: ",
    "\nb: ",
    "null",
    "\n\n",
    "\n# x\n",
    "\u00a0",
    "\t",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("a:\n  - b\n  - c\n")
@example("a: b\n\n  - c")
@example("k" * 2000 + ": x")
@example("a: {" + "k" * 2000 + ": x}")
@example("a: {b: " + "k" * 2000 + "}")
@example("a:\n  - {b: " + "k" * 2000 + "}")
def test_on_any_text_of_yaml_signs_the_two_agree(header):
    quick, slow = both(header)
    assert quick is None or quick == slow


@given(st.data())
def test_on_a_damaged_header_the_two_agree(data):
    header = USUAL.replace(": no\n", "\n", 1)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(header) - 1))
        header = header[:at] + data.draw(st.sampled_from(["", *PIECES])) + header[at + data.draw(st.integers(0, 4)) :]
    quick, slow = both(header)
    assert quick is None or quick == slow


def test_over_many_seeded_damages_the_two_agree_and_the_quick_one_often_answers():
    source = random.Random(20261122)
    answered = 0
    for _ in range(4000):
        lines = USUAL.replace(": no\n", "\n", 1).splitlines(keepends=True)
        header = "".join(source.sample(lines, source.randint(1, len(lines))))
        at = source.randrange(len(header))
        if source.random() < 0.7:
            header = header[:at] + source.choice(PIECES) + header[at + source.randint(0, 2) :]
        quick, slow = both(header)
        assert quick is None or quick == slow, header
        answered += quick is not None
    assert answered > 300


def test_what_is_composed_is_read_quickly():
    tree = {"title": "Año: 2026", "stage_history": [{"at": "x", "by": "ana"}], "tags": ["a", "12"], "empty": None}
    header = compose(tree, "", ()).decode().removeprefix("---\n").removesuffix("---\n")
    assert read_lines(header, 2) == build_tree(header, 2)
