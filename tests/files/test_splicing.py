"""Changing one field of a file and nothing else."""

import random

import pytest
import yaml
from cartera.records.files.edits import Append, CannotSplice, Drop, NoSuchPlace, Put, PutBody, edited
from cartera.records.files.parse import Document, read_text
from cartera.records.files.write import BrokenRecord, CannotEncode, NoBody, splice
from cartera.schema.tree import Bare, value_at
from hypothesis import given
from hypothesis import strategies as st

ORDER = ("title", "kind", "stage", "stage_history", "amount", "owner", "tags", "created")


def changed(text, *edits, path="a.md", order=ORDER):
    return splice(text.encode(), path, edits, order).decode()


def record(header, body=""):
    return f"---\n{header}---\n{body}"


# header, edit, header after it
CHANGES = {
    "a plain value, its comment stays": ("stage: new   # ask\n", Put(("stage",), "won"), "stage: won   # ask\n"),
    "a number": ("amount: 1.00 EUR\n", Put(("amount",), Bare("2.00 EUR")), "amount: 2.00 EUR\n"),
    "a value some reader mistakes is quoted": ("stage: new\n", Put(("stage",), "NO"), 'stage: "NO"\n'),
    "double quotes stay": ('stage: "new"\n', Put(("stage",), "won"), 'stage: "won"\n'),
    "single quotes stay": ("stage: 'new'\n", Put(("stage",), "it's"), "stage: 'it''s'\n"),
    "single quotes go where they cannot hold the text": ("stage: 'new'\n", Put(("stage",), "a\tb"), 'stage: "a\\tb"\n'),
    "an empty value": ("stage:   # ask\ntags: x\n", Put(("stage",), "won"), "stage: won   # ask\ntags: x\n"),
    "to nothing": ("stage: new   # ask\n", Put(("stage",), None), "stage:   # ask\n"),
    "a folded plain text": ("title: a\n  b\n  c   # x\nstage: y\n", Put(("title",), "d"), "title: d   # x\nstage: y\n"),
    "a block text": ("title: |\n  a\n  b\n\n# x\nstage: y\n", Put(("title",), "c\nd\n"), "title: |\n  c\n  d\n\n# x\nstage: y\n"),
    "a block text keeps its own indentation": ("title: |\n     a\n", Put(("title",), "c\nd"), "title: |-\n     c\n     d\n"),
    "a text of lines becomes a block": ("title: a\n", Put(("title",), "b\nc\n"), "title: |\n  b\n  c\n"),
    "but not where it would swallow a comment": ("title: a\n  # b\n", Put(("title",), "b\nc\n"), 'title: "b\\nc\\n"\n  # b\n'),
    "a value on the next line": ("title:\n  a   # x\n", Put(("title",), "b"), "title:\n  b   # x\n"),
    "one entry of a flow list": ("tags: [a, 'b' , c]  # x\n", Put(("tags", 1), "d"), "tags: [a, 'd' , c]  # x\n"),
    "in brackets commas are quoted": ("tags: [a]\n", Put(("tags", 0), "b, c"), 'tags: ["b, c"]\n'),
    "one value of a flow map": ("x: {a: 1, b: 2}\n", Put(("x", "a"), Bare("3")), "x: {a: 3, b: 2}\n"),
    "an empty value of a flow map": ("x: {a: , b}\n", Put(("x", "b"), "c"), "x: {a: , b: c}\n"),
    "a new key of a flow map": ("x: {a: }\n", Put(("x", "b"), "c"), "x: {a: , b: c }\n"),
    "a new key of a block map": ("x:\n    a: 1\n# y\n", Put(("x", "b"), "c"), "x:\n    a: 1\n    b: c\n# y\n"),
    "a new key deep below": ("title: a\n", Put(("x", "w", "z"), "c"), "title: a\nx:\n  w: {z: c}\n"),
    "a new key in an empty value": ("x:  # y\n", Put(("x", "w"), "c"), "x: {w: c}  # y\n"),
    "a new field after its nearest in order": ("title: a\n# k\nkind: b\nowner: c\n", Put(("amount",), "d"), "title: a\n# k\nkind: b\namount: d\nowner: c\n"),
    "a new field before all others": ("# head\nkind: b\n", Put(("title",), "a"), "# head\ntitle: a\nkind: b\n"),
    "an unknown field at the end": ("title: a\nowner: b\n# end\n", Put(("zz",), "c"), "title: a\nowner: b\nzz: c\n# end\n"),
    "the first field": ("# only a comment\n", Put(("title",), "a"), "# only a comment\ntitle: a\n"),
    "a field less": ("title: a\n# about b\nkind: b  # x\nowner: c\n", Drop(("kind",)), "title: a\n# about b\nowner: c\n"),
    "a field of many lines less": ("title: a\nkind: |\n  b\n\n# c\nowner: c\n", Drop(("kind",)), "title: a\n\n# c\nowner: c\n"),
    "an entry less in brackets": ("tags: [a, b, c]\n", Drop(("tags", 2)), "tags: [a, b]\n"),
    "the first entry less": ("tags: [a, b, c]\n", Drop(("tags", 0)), "tags: [b, c]\n"),
    "the only entry less": ("tags: [a]\n", Drop(("tags", 0)), "tags: []\n"),
    "the only entry of lines less": ("tags:\n  - a\n", Drop(("tags", 0)), "tags: []\n"),
    "a block entry less": ("tags:\n- a\n# x\n- b # y\n- c\n", Drop(("tags", 1)), "tags:\n- a\n# x\n- c\n"),
    "the first key behind a dash less": ("x:\n  - a: 1\n    b: 2\n", Drop(("x", 0, "a")), "x:\n  - b: 2\n"),
    "its neighbour's comment stays": ("x:\n  - a: 1\n    # b\n    b: 2\n", Drop(("x", 0, "a")), "x:\n  - \n    # b\n    b: 2\n"),
    "an appended history entry is one new line": (
        "stage_history:\n  - {at: 2026-05-11T12:00:00+02:00, to: new, by: ana}\nowner: ana\n",
        Append(("stage_history",), {"at": Bare("2026-07-14T12:00:00+02:00"), "to": "won", "by": "ana"}),
        "stage_history:\n  - {at: 2026-05-11T12:00:00+02:00, to: new, by: ana}\n  - {at: 2026-07-14T12:00:00+02:00, to: won, by: ana}\nowner: ana\n",
    ),
    "the first history entry": (
        "stage: won\nowner: ana\n",
        Append(("stage_history",), {"at": Bare("2026-07-14"), "to": "won"}),
        "stage: won\nstage_history:\n  - {at: 2026-07-14, to: won}\nowner: ana\n",
    ),
    "a history in brackets stays in brackets": ("x: [{to: a}]\n", Append(("x",), {"to": "b"}), "x: [{to: a}, {to: b}]\n"),
    "a map beside maps of lines is one of lines": (
        "team:\n  - user: ana\n    role: ae\n",
        Append(("team",), {"user": "marc", "role": "am"}),
        "team:\n  - user: ana\n    role: ae\n  - user: marc\n    role: am\n",
    ),
    "an entry of a list at the margin": ("tags:\n- a\nowner: b\n", Append(("tags",), "c"), "tags:\n- a\n- c\nowner: b\n"),
    "a list over several lines": ("tags: [\n  a,\n  b,  # x\n]\n", Append(("tags",), "c"), "tags: [\n  a,\n  b, c,  # x\n]\n"),
    "a whole list by its differing entries": ("tags:\n  - a  # 1\n  - b\n  - c  # 3\n", Put(("tags",), ["a", "x", "z", "c"]), "tags:\n  - a  # 1\n  - x\n  - z\n  - c  # 3\n"),
    "a whole map by its differing keys": ("x:\n  a: 1  # 1\n  b: 2\n", Put(("x",), {"a": "1", "c": "d"}), "x:\n  a: 1  # 1\n  c: d\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "edit", "after"), CHANGES.values(), ids=CHANGES)
def test_an_edit_changes(before, edit, after):
    assert changed(record(before, "body\n"), edit) == record(after, "body\n")


@pytest.mark.parametrize(("before", "edit", "after"), CHANGES.values(), ids=CHANGES)
def test_an_edit_keeps_windows_line_ends(before, edit, after):
    windows = record(before, "body\n").replace("\n", "\r\n").encode()
    assert splice(windows, "a.md", [edit], ORDER).decode() == record(after, "body\n").replace("\n", "\r\n")


def test_several_edits_are_made_in_turn():
    text = record("title: a\nstage: new\n")
    edits = [Put(("stage",), "won"), Append(("stage_history",), {"to": "won"}), Drop(("title",)), PutBody("done\n")]
    assert changed(text, *edits) == record("stage: won\nstage_history:\n  - {to: won}\n", "done\n")


def test_a_file_without_front_matter_gets_one():
    assert changed("Just text.\n", Put(("title",), "a")) == "---\ntitle: a\n---\nJust text.\n"
    assert changed("", Put(("title",), "a")) == "---\ntitle: a\n---\n"


def test_a_file_without_a_final_line_end_stays_so():
    assert changed("title: a", Put(("zz",), "b"), path="a.yaml") == "title: a\nzz: b"
    assert changed("title: a\nzz: b", Drop(("zz",)), path="a.yaml") == "title: a"
    assert changed("---\ntitle: a\n---", Put(("title",), "b")) == "---\ntitle: b\n---"


def test_text_below_a_fence_that_ends_the_file_starts_on_its_own_line():
    assert changed("---\ntitle: a\n---", PutBody("text\n")) == "---\ntitle: a\n---\ntext\n"


def test_a_byte_order_mark_stays_and_shifts_nothing():
    content = "\ufeff---\ntitle: ñandú\nowner: ana\n---\n".encode()
    assert splice(content, "a.md", [Put(("owner",), "marc")], ORDER) == content.replace(b"ana", b"marc")


def test_a_windows_1252_file_stays_one():
    content = "---\ntitle: Señor\n---\naño\n".encode("cp1252")
    assert splice(content, "a.md", [Put(("title",), "Señora")], ORDER) == "---\ntitle: Señora\n---\naño\n".encode(
        "cp1252"
    )
    with pytest.raises(CannotEncode, match="Windows-1252"):
        splice(content, "a.md", [Put(("title",), "日本")], ORDER)


def test_a_new_body_keeps_the_line_ends_of_the_lines_it_keeps():
    content = b"---\r\na: b\r\n---\r\none\r\ntwo\r\nthree\nfour\r\n"
    assert splice(content, "a.md", [PutBody("one\n2\nthree\nfour\n")], ORDER) == content.replace(b"two", b"2")
    assert splice(b"---\r\na: b\r\n---\r\nx", "a.md", [PutBody("x\ny\n")], ORDER).endswith(b"x\r\ny\r\n")


def test_a_broken_file_is_never_written():
    with pytest.raises(BrokenRecord, match="stands twice"):
        changed(record("a: 1\na: 2\n"), Put(("b",), "c"))


def test_a_yaml_record_has_no_body():
    with pytest.raises(NoBody):
        changed("a: b\n", PutBody("text"), path="a.yaml")


@pytest.mark.parametrize(
    "edit",
    [Put(("a", "b"), "c"), Put(("a", 0), "c"), Append(("a",), "c"), Put(("list", 2), "c"), Put(("list", "x"), "c")],
)
def test_an_edit_of_a_place_the_tree_does_not_have_is_refused(edit):
    with pytest.raises(NoSuchPlace):
        changed(record("a: text\nlist: [x]\n"), edit)


def test_dropping_what_is_not_there_changes_no_byte():
    text = record("a:  b\n")
    assert changed(text, Drop(("zz",)), Drop(("list", "x"))) == text


def test_what_cannot_be_done_in_place_is_refused_and_not_guessed():
    with pytest.raises(CannotSplice, match=r"a\.b"):
        changed(record("a:\n  ? b\n  : c\n  ? d\n"), Drop(("a", "b")))


# Every value of every messy header


def places(tree, path=()):
    """Yield the path of each value in ``tree``."""
    if path:
        yield path
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        yield from places(value, (*path, step))


NEW_VALUES = (
    "new",
    "NO",
    "it's # a: [b]",
    "two\nlines\n",
    None,
    Bare("12.5"),
    ["x", "y"],
    [{"a": "b"}],
    {"k": "v"},
    {"k": {"v": "w"}},
    [],
    {},
)


def edits_everywhere(tree):
    for path in places(tree):
        yield from (Put(path, value) for value in NEW_VALUES)
        yield Drop(path)
        old = value_at(tree, path)
        if isinstance(old, list):
            yield from (Append(path, value) for value in NEW_VALUES)
        if isinstance(old, dict):
            yield from (Put((*path, "zz"), value) for value in NEW_VALUES)


def lines_outside(content, path, edit):
    """Return the lines before and after those of the top-level field that ``edit`` is about."""
    field = edit.path[0]
    document = read_text(content, path)
    lines = content.splitlines(keepends=True)
    start = document.lines[field] - 1
    end = min((line - 1 for line in document.lines.values() if line - 1 > start), default=len(lines))
    if end == len(lines):
        end = next((at for at in range(start + 1, len(lines)) if lines[at].rstrip() in {b"---", b"..."}), end)
    if end == start or len(set(document.lines.values())) < len(document.lines):
        return [], []  # all on one line
    if isinstance(edit, Drop) and content.startswith(b"{"):
        return lines[: start - 1], lines[end:]  # the comma behind the field above goes too
    return lines[:start], lines[end:]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_any_edit_of_a_messy_header_changes_only_the_lines_of_its_field(messy, newline):
    content = messy.read_bytes().replace(b"\n", newline)
    document = read_text(content, messy.name)
    for edit in edits_everywhere(document.tree):
        result = splice(content, messy.name, [edit], ())
        after = read_text(result, messy.name)
        assert isinstance(after, Document)
        assert after.tree == edited(document.tree, edit)
        before, behind = lines_outside(content, messy.name, edit)
        lines = result.splitlines(keepends=True)
        assert lines[: len(before)] == before
        assert behind == lines[len(lines) - len(behind) :]


def test_putting_what_is_there_changes_no_byte_of_a_messy_file(messy):
    content = messy.read_bytes()
    document = read_text(content, messy.name)
    same = [Put(path, value_at(document.tree, path)) for path in places(document.tree)]
    assert splice(content, messy.name, same, ()) == content
    if messy.suffix == ".md":
        assert splice(content, messy.name, [PutBody(document.body)], ()) == content


def test_a_new_field_stands_on_lines_of_its_own_in_any_messy_header(messy):
    content = messy.read_bytes()
    document = read_text(content, messy.name)
    for value in NEW_VALUES:
        result = splice(content, messy.name, [Put(("zz",), value)], ())
        assert read_text(result, messy.name).tree == {**document.tree, "zz": value}


# Generated ones

TEXT = st.text(max_size=20) | st.sampled_from(
    ["NO", "12:30", "a: b", "- x", "# x", "two\nlines", "\n", " x", "x\n\n", "~"]
)
SCALAR = st.none() | TEXT.filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
TREE = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcde"), inner, max_size=3),
    max_leaves=6,
)


@given(messy_name=st.sampled_from(["every-style.md", "blocks.md", "lists.md", "maps.md"]), value=TREE, draw=st.data())
def test_any_value_can_be_put_anywhere_or_is_refused(messy_name, value, draw):
    from pathlib import Path

    content = (Path(__file__).parent / "corpus" / messy_name).read_bytes()
    tree = read_text(content, messy_name).tree
    path = draw.draw(st.sampled_from(list(places(tree))))
    result = splice(content, messy_name, [Put(path, value)], ())
    assert value_at(read_text(result, messy_name).tree, path) == value
    assert splice(result, messy_name, [Put(path, value)], ()) == result


def written_by_another_program(source):
    """Return a front matter as PyYAML dumps it in one of its styles, with comments and blank lines strewn in."""
    text = yaml.safe_dump(
        random_tree(source, 0),
        default_flow_style=source.choice([None, False]),
        default_style=source.choice([None, None, "'", '"', "|", ">"]),
        indent=source.choice([2, 4, 7]),
        width=source.choice([20, 80, 1000]),
        allow_unicode=source.choice([True, False]),
    )
    lines = []
    for line in text.splitlines():
        if source.random() < 0.2:
            lines.append(source.choice(["", " " * source.choice([0, 2, 4]) + "# a comment: x"]))
        comment = "   # c" if source.random() < 0.1 and not line.endswith(("|", ">", "-", "+")) else ""
        lines.append(line + comment)
    return "".join(f"{line}\n" for line in lines)


WORDS = (
    "a",
    "x y",
    "NO",
    "it's",
    'a "b"',
    "c: d",
    "# e",
    "ñandú",
    "two\nlines\n",
    "12:30",
    "tab\there",
    "- f",
    "z" * 90,
    "a, b",
)


def random_tree(source, level):
    return {key: random_value(source, level + 1) for key in source.sample(["title", "on", "a b", "ñ", "12", "x"], 3)}


def random_value(source, level):
    kind = source.random()
    if level < 5 and kind < 0.2:
        return random_tree(source, level)
    if level < 5 and kind < 0.45:
        return [random_value(source, level + 1) for _ in range(source.randint(1, 3))]
    return source.choice(WORDS)


def test_files_of_other_programs_change_in_the_lines_of_the_field_or_not_at_all():
    source = random.Random(20261122)
    made = refused = 0
    for _ in range(150):
        newline = source.choice(["\n", "\r\n"])
        content = record(written_by_another_program(source), "body\n").replace("\n", newline).encode()
        document = read_text(content, "a.md")
        if not isinstance(document, Document):
            continue  # a comment has landed where none can stand
        for edit in source.sample(list(edits_everywhere(document.tree)), 8):
            try:
                result = splice(content, "a.md", [edit], ())
            except CannotSplice:
                refused += 1
                continue
            made += 1
            before, behind = lines_outside(content, "a.md", edit)
            lines = result.splitlines(keepends=True)
            assert lines[: len(before)] == before, (edit, content, result)
            assert behind == lines[len(lines) - len(behind) :], (edit, content, result)
    assert made > 800
    assert refused < made / 100
