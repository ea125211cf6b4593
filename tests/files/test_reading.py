"""What a readable file says."""

import pytest
from cartera.records.files.marks import line_of
from cartera.records.files.parse import Document, read_text
from cartera.schema.problems import Problem, Severity


def read(text, path="a.md"):
    document = read_text(text.encode() if isinstance(text, str) else text, path)
    assert isinstance(document, Document), document
    return document


def test_every_scalar_is_its_text_and_only_an_empty_one_is_none():
    document = read("""\
---
country: NO
hours: 12:30
postcode: 01001
phone: +34600111222
yes: on
amount: 48000.10
empty:
tilde: ~
word: null
quoted: "null"
nothing: ''
---
""")
    assert document.tree == {
        "country": "NO",
        "hours": "12:30",
        "postcode": "01001",
        "phone": "+34600111222",
        "yes": "on",
        "amount": "48000.10",
        "empty": None,
        "tilde": None,
        "word": None,
        "quoted": "null",
        "nothing": "",
    }
    assert document.lines["amount"] == 7


def test_the_body_is_all_after_the_second_fence():
    assert read("---\na: b\n---\n\ntext\n---\nmore").body == "\ntext\n---\nmore"


def test_a_fence_may_have_blanks_behind_it_and_nothing_below():
    assert read("---  \na: b\n--- \t").tree == {"a": "b"}


def test_a_line_that_only_starts_like_a_fence_is_none():
    assert read("---\na: |\n  x\n  ---\nb: y\n---\nbody").tree == {"a": "x\n---\n", "b": "y"}


def test_an_empty_front_matter_is_a_record_without_fields():
    assert read("---\n---\ntext\n").tree == {}


def test_a_yaml_file_is_all_fields():
    document = read("# note\n---\na: b\n", "a.yaml")
    assert document.tree == {"a": "b"}
    assert document.lines == {"a": 3}
    assert document.body == ""


def test_a_file_with_windows_line_ends_reads_the_same():
    document = read("---\r\na: 'x\r\n  y'\r\nb: |\r\n  1\r\n  2\r\n---\r\none\r\ntwo\r\n")
    assert document.tree == {"a": "x y", "b": "1\n2\n"}
    assert document.body == "one\ntwo\n"
    assert document.layout.newline == "\r\n"


def test_a_byte_order_mark_is_seen_and_no_part_of_the_text():
    document = read(b"\xef\xbb\xbf---\na: b\n---\n")
    assert document.tree == {"a": "b"}
    assert document.layout.bom


def test_a_windows_1252_file_is_read_with_a_warning():
    document = read("---\ntitle: Señor\n---\naño\n".encode("cp1252"))
    assert document.tree == {"title": "Señor"}
    assert document.body == "año\n"
    assert [(problem.code, problem.line, problem.severity) for problem in document.problems] == [
        ("not-utf8", 2, Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("content", "code"), [("", "empty-file"), ("\n \n", "empty-file"), ("Just text.\n", "no-front-matter")]
)
def test_a_file_without_fields_is_all_body_and_says_so(content, code):
    document = read(content)
    assert document.tree == {}
    assert document.body == content
    assert [problem.code for problem in document.problems] == [code]


def test_conflict_markers_in_the_body_leave_the_fields_readable():
    document = read("---\na: b\n---\ntext\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> theirs\n")
    assert document.tree == {"a": "b"}
    assert [(problem.code, problem.line) for problem in document.problems] == [("conflict-markers", 5)]


def test_a_heading_underlined_with_equal_signs_is_no_conflict():
    assert read("---\na: b\n---\nTitle\n=======\n").problems == ()


def test_every_example_of_the_format_reads_without_a_problem(example_book):
    files = sorted(example_book.rglob("*.md"))
    assert len(files) == 24
    for file in files:
        document = read_text(file.read_bytes(), file.name)
        assert isinstance(document, Document), (file, document)
        assert not document.problems
        assert "title" in document.tree


def test_every_messy_header_reads(messy):
    assert isinstance(read_text(messy.read_bytes(), messy.name), Document)


def test_windows_line_ends_and_a_mark_change_nothing_a_messy_header_says(messy):
    content = messy.read_bytes()
    other = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert read(other, messy.name).tree == read(content, messy.name).tree
    assert read(other, messy.name).lines == read(content, messy.name).lines
    assert read(other, messy.name).body == read(content, messy.name).body


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a",), 2),
        (("lines", 0, "qty"), 4),
        (("lines", 1), 5),
        (("lines", 1, "qty"), 6),
        (("lines", 1, "none"), 5),
        (("zz",), 1),
    ],
)
def test_the_line_of_a_nested_value_can_be_asked_for(place, line):
    content = b"---\na: b\nlines:\n  - {qty: 1}\n  - key: l2\n    qty: 2\n---\n"
    assert line_of(content, "a.md", place) == line


def test_a_broken_file_has_no_lines():
    assert line_of(b"---\na: [\n---\n", "a.md", ("a",)) is None


def test_a_refusal_is_a_value():
    assert isinstance(read_text(b"---\na: [\n---\n", "a.md"), Problem)
