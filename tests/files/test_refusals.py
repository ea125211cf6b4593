"""What a record must not contain: each refused in one sentence with its line, fast, and never by an exception."""

import time

import pytest
from cartera.records.files.parse import read_text
from cartera.schema.problems import Problem
from hypothesis import given
from hypothesis import strategies as st

HEADERS = {
    "a: 1\nb: *x": ("alias", 3),
    "a: &x 1": ("anchor", 2),
    "&x a: 1": ("anchor", 2),
    "a: [&x {}]": ("anchor", 2),
    "a: !secret 1": ("tag", 2),
    "a: !!python/object:os.system x": ("tag", 2),
    "!!map {a: 1}": ("tag", 2),
    "a: !e!x 1": ("tag", 2),
    "b:\n  <<: {a: 1}": ("merge-key", 3),
    "%YAML 1.2": ("directive", 2),
    "%TAG ! x:\n--- \na: 1": ("directive", 2),
    "a: 1\nb: 2\na: 3": ("duplicate-key", 4),
    "x:\n  a: 1\ny: {a: 1,\n  b: [a, {a: 2}], a: 3}": ("duplicate-key", 5),
    "\"a\": 1\n'a': 2": ("duplicate-key", 3),
    "[a]: 1": ("odd-key", 2),
    "{{ title }}: 1": ("odd-key", 2),
    "? {a: 1}\n: 2": ("odd-key", 2),
    '"": 1': ("odd-key", 2),
    "- a\n- b": ("not-a-map", 2),
    "only text": ("not-a-map", 2),
    "some text\nand: a field": ("not-a-map", 2),
    "a: " + "[" * 24_000: ("too-deep", 2),
    "a: {b: {c: {d: {e: {f: {g: {h: {}}}}}}}}": ("too-deep", 2),
    "{" * 24_000: ("odd-key", 2),
    "a: [" + "x, " * 30_000 + "]": ("too-many-values", 2),
    "a: x\x01y": ("control-character", 2),
    "b: 1\na: \x1b[31mred": ("control-character", 3),
    "a: x\x9by": ("control-character", 2),
    "a: x\u2028y": ("control-character", 2),
    "a: x\ufeffy": ("control-character", 2),
    "a: x\x85y": ("control-character", 2),
    "a: b\rc: d": ("line-ends", 2),
    "a: 1\n\tb: 2": ("syntax", 3),
    "a:\n\tb: 2": ("syntax", 3),
    "who: @ana": ("syntax", 2),
    "why: `x`": ("syntax", 2),
    "discount: %5": ("syntax", 2),
    "title: Renewal: phase two": ("syntax", 2),
    "a: 1\nno colon here\nb: 2": ("syntax", 4),
    'a: 1\nb: "open': ("syntax", 3),
    "a: 1\nb: 'it's": ("syntax", 3),
    'path: "C:\\Users"': ("syntax", 2),
    "a: 1\nb: [1, 2\nc: 3": ("syntax", 4),
    "a: {x: 1": ("syntax", 2),
    "a: 1\n  b: 2": ("syntax", 3),
    "  a: 1\nb: 2": ("syntax", 3),
    "a:\n    b: 1\n  c: 2": ("syntax", 4),
    "a: - b": ("syntax", 2),
    "a: |x\n b": ("syntax", 2),
    'a: "\\ud800"': ("syntax", 2),
    "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs": ("conflict-markers", 2),
}


@pytest.mark.parametrize(
    ("header", "code", "line"),
    [(header, *refusal) for header, refusal in HEADERS.items()],
    ids=lambda value: str(value)[:30],
)
def test_a_header_that_is_no_record_is_refused_in_one_sentence(header, code, line):
    problem = read_text(f"---\n{header}\n---\nbody\n".encode(), "clients/acme/client.md")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.code, problem.line) == ("clients/acme/client.md", code, line)
    assert problem.hint is not None
    for sentence in (str(problem.message), str(problem.hint)):
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "<unicode string>" not in sentence


CONTENTS = {
    "a png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-text"),
    "NUL": (b"---\na: \0\n---\n", "not-text"),
    "bytes of no encoding": (b"---\na: \x81\x8d\n---\n", "not-text"),
    "utf-16": ("---\na: b\n---\n".encode("utf-16"), "utf-16"),
    "utf-8 with one damaged byte": ("---\ntítulo: x\nb: ".encode() + b"\xff\n---\n", "damaged-text"),
    "an open front matter": (b"---\na: b\n", "front-matter-open"),
    "an open front matter of one line": (b"---", "front-matter-open"),
    "old Mac line ends": (b"---\ra: b\r---\r", "front-matter-open"),
    "ten megabytes": (b"---\n" + b"a: [x, y]\n" * 1_000_000, "too-large"),
}


@pytest.mark.parametrize(("content", "code"), CONTENTS.values(), ids=CONTENTS)
def test_bytes_that_are_no_record_are_refused(content, code):
    problem = read_text(content, "a.md")
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_a_duplicate_key_is_named_with_both_lines():
    problem = read_text(b"---\nstage: won\nowner: ana\nstage: lost\n---\n", "a.md")
    assert str(problem.message) == "“stage” stands twice: in line 2 and in line 4."
    assert problem.field == "stage"


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    bomb = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    problem = read_text(f"---\n{bomb}---\n".encode(), "a.md")
    assert (problem.code, problem.line) == ("anchor", 2)


LONG = {
    "open quote": 'a: "' + "x\n " * 300_000,
    "one long key": "x" * 900_000,
    "dashes": "a:\n  " + "- " * 400_000,
    "question marks": "a: {" + "? " * 400_000,
    "colons": "a: " * 300_000,
    "comments": "#\n" * 400_000 + "a",
    "exclamation marks": "a: " + "!" * 900_000,
    "quoted words": "a: [" + '"x" ' * 200_000,
    "keys": "".join(f"k{n}: \n" for n in range(60_000)),
    "block text": "a: |\n" + " x\n" * 250_000 + "\tb: :",
    "braces": "{" * 900_000,
    "quotes in flow": "a: {" + '"b": ' * 150_000,
}


@pytest.mark.parametrize("header", LONG.values(), ids=LONG)
def test_a_long_hostile_header_costs_no_more_than_a_long_honest_one(header):
    honest = "---\ntext: |\n" + "  a line of text\n" * 60_000 + "---\n"
    floor = min(_seconds(honest) for _ in range(3))
    assert min(_seconds(f"---\n{header}\n---\n") for _ in range(3)) < max(floor, 0.002) * 25


def _seconds(text):
    content = text.encode()
    start = time.thread_time()
    read_text(content, "a.md")
    return time.thread_time() - start


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(content):
    read_text(content, "a.md")
    read_text(content, "a.yaml")
    read_text(b"---\n" + content + b"\n---\n", "a.md")


PIECES = [*"ab:-?,[]{}#&*!|>'\"%@` \n\t~\\.0=<", "\n", "\r\n", "é", "---", ": ", "- ", "\n  "]
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=50).map("".join)


@given(YAMLISH)
def test_no_text_of_yaml_signs_makes_the_reader_raise(header):
    read_text(f"---\n{header}\n---\n".encode(), "a.md")
    read_text(header.encode(), "a.yaml")
