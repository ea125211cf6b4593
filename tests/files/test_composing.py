"""New record files: what is written is what is read."""

import json
import random

import pytest
import yaml
from cartera.records.files.compose import CannotCompose, compose
from cartera.records.files.edits import Put
from cartera.records.files.parse import Document, read_text
from cartera.records.files.write import splice
from cartera.schema.tree import Bare
from hypothesis import given
from hypothesis import strategies as st

ORDER = ("title", "kind", "stage", "stage_history", "amount", "tags", "owner")


def read(content):
    document = read_text(content, "a.md")
    assert isinstance(document, Document), document
    return document


def test_a_new_record_looks_like_the_examples_of_the_format():
    tree = {
        "owner": "ana",
        "zz": "unknown: last",
        "title": "Plataforma de trazabilidad",
        "stage": "won",
        "amount": Bare("48000.00 EUR"),
        "period": "2026-07",
        "stage_history": [
            {"at": Bare("2026-05-11T12:00:00+02:00"), "to": "new", "by": "ana"},
            {"at": Bare("2026-07-14T12:00:00+02:00"), "to": "won", "by": "ana", "note": "firmado: sí"},
        ],
        "tags": ["a", "12", "b, c"],
        "recurring": {"amount": Bare("-1000.00 EUR"), "per": "month"},
        "cadence": {"meeting": {"every": "P7D"}, "touch": {"channels": ["email", "phone"]}},
        "why": "one\n\ntwo\n",
        "empty": None,
        "none": [],
    }
    written = compose(tree, "Body", ORDER, "yaml-language-server: $schema=x")
    assert (
        written.decode()
        == """\
---
# yaml-language-server: $schema=x
title: Plataforma de trazabilidad
stage: won
stage_history:
  - {at: 2026-05-11T12:00:00+02:00, to: new, by: ana}
  - {at: 2026-07-14T12:00:00+02:00, to: won, by: ana, note: "firmado: sí"}
amount: 48000.00 EUR
tags: [a, "12", "b, c"]
owner: ana
zz: "unknown: last"
period: "2026-07"
recurring: {amount: -1000.00 EUR, per: month}
cadence:
  meeting: {every: P7D}
  touch: {channels: [email, phone]}
why: |
  one

  two
empty:
none: []
---
Body
"""
    )
    assert read(written).tree == tree


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
TREE = st.recursive(
    st.none() | TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12
)
BODY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=60).map(
    lambda text: text and text.rstrip("\n") + "\n"
)


def depth(tree):
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return 1 + max((depth(value) for value in inner), default=0) if isinstance(tree, dict | list) else 0


@given(st.dictionaries(KEY, TREE, max_size=5).filter(lambda tree: depth(tree) <= 8), BODY)
def test_what_is_composed_reads_back_the_same(tree, body):
    document = read(compose(tree, body, ORDER))
    assert document.tree == tree
    assert document.body == body


@given(TREE.filter(lambda tree: depth(tree) <= 7))
def test_what_is_composed_is_the_same_to_other_yaml_readers(tree):
    header = compose({"a": tree}, "", ORDER).decode().removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(header) == {"a": tree}
    assert yaml.load(header, yaml.CSafeLoader) == {"a": tree}


@pytest.mark.parametrize(
    "word",
    ["yes", "No", "ON", "off", "y", "N", "true", "FALSE", "null", "Null", "~", "", "=", "<<", "0", "-1", "+5", "01001",
     "0x1F", "0o17", "0b11", "1_000", "1,000", "1e3", "1.5", ".5", "5.", "-.inf", ".NaN", "12:30", "190:20:30", "2026-07-14",
     "2026-07", "2026-07-14 09:30", "2026-07-14T09:30:00+02:00", "- x", "-", "? x", ": x", "a: b", "a:", "a #b", "#a", "@ana",
     "`x`", "%x", "!x", "&x", "*x", "|", ">", "[x", "{x", "]", ",x", "'x", '"x', " x", "x ", "a\tb", "...", "---", "-30 % x"],
)  # fmt: skip
def test_a_text_some_reader_mistakes_is_quoted(word):
    assert f'a: "{word}"'.encode()[:4] in compose({"a": word}, "", ORDER)
    assert read(compose({"a": word, "b": [word], "c": {"d": word}}, "", ORDER)).tree == {
        "a": word,
        "b": [word],
        "c": {"d": word},
    }


@pytest.mark.parametrize(
    "word",
    [
        "Nordic",
        "yesterday",
        "14 almacenes",
        "2026/017",
        "Q3 2026",
        "a-b",
        "x:y",
        "C#",
        "https://example.com/a?b=c",
        "ñandú",
        "30 %",
        "3 x 4",
        "(a)",
        "v2.0",
        "¿Qué?",
        "50€",
    ],
)
def test_a_text_nobody_mistakes_is_not_quoted(word):
    assert f"a: {word}\n".encode() in compose({"a": word}, "", ORDER)


def test_bidi_and_invisible_signs_are_written_visibly_and_emoji_stay():
    assert b'a: "x\\u202Ey\\u200Bz\\uFEFF"' in compose({"a": "x\u202ey\u200bz\ufeff"}, "", ORDER)
    assert "a: 👩‍👩‍👧".encode() in compose({"a": "👩‍👩‍👧"}, "", ORDER)


def test_a_number_is_bare_and_only_where_it_can_be():
    assert b"a: -12.50" in compose({"a": Bare("-12.50")}, "", ORDER)
    assert b'a: ""' in compose({"a": Bare("")}, "", ORDER)
    assert b'a: "- x"' in compose({"a": Bare("- x")}, "", ORDER)


@pytest.mark.parametrize(
    "tree",
    [
        {"": "x"},
        {"k" * 2000: "x"},
        {"a": [[[[[[[[[]]]]]]]]]},
        {"a": ["x"] * 20_000},
        {"a": "\ud800"},
        {"a": "x" * 2**20},
    ],
)
def test_what_would_not_read_back_is_refused(tree):
    with pytest.raises(CannotCompose):
        compose(tree, "", ORDER)


def test_every_naughty_string_comes_back_unchanged_from_a_title(naughty_strings):
    strings = json.loads(naughty_strings.read_text(encoding="utf-8"))
    plain = compose({"title": "x", "tags": ["x"], "x": {"y": "x"}}, "", ORDER)
    quoted = plain.replace(b"x\n", b"'x'\n", 1)
    assert len(strings) > 500
    for text in strings:
        assert read(compose({"title": text, "tags": [text], "x": {"y": text}}, "", ORDER)).tree == {
            "title": text,
            "tags": [text],
            "x": {"y": text},
        }
        for before in (plain, quoted):
            after = splice(
                before, "a.md", [Put(("title",), text), Put(("tags", 0), text), Put(("x", "y"), text)], ORDER
            )
            assert read(after).tree == {"title": text, "tags": [text], "x": {"y": text}}


def test_our_reader_agrees_with_another_one_on_well_formed_yaml():
    """Dump random trees in every style PyYAML knows and read them with its own parser, which shares no code with libyaml."""
    source = random.Random(20261122)
    for _ in range(300):
        tree = random_tree(source, 0)
        text = yaml.dump(
            tree,
            default_flow_style=source.choice([None, True, False]),
            default_style=source.choice([None, None, "'", '"', "|", ">"]),
            indent=source.choice([2, 4, 7]),
            width=source.choice([20, 80, 1000]),
            allow_unicode=source.choice([True, False]),
            line_break=source.choice(["\n", "\r\n"]),
            Dumper=Dumper,
        )
        theirs = yaml.load(text, yaml.BaseLoader)
        ours = read_text(text.encode(), "a.yaml")
        assert isinstance(ours, Document), (text, ours)
        assert ours.tree == theirs, text


class Dumper(yaml.SafeDumper):
    """Writes no aliases, which records do not have."""

    def ignore_aliases(self, data):
        return True


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
    "日本",
    "- f",
    "z" * 90,
    "a, b",
    "{g}",
)


def random_tree(source, level):
    keys = source.sample(["title", "on", "a b", "ñ", "12", "x", "'q'"], source.randint(1, 4))
    return {key: random_value(source, level + 1) for key in keys}


def random_value(source, level):
    kind = source.random()
    if level < 5 and kind < 0.2:
        return random_tree(source, level)
    if level < 5 and kind < 0.45:
        return [random_value(source, level + 1) for _ in range(source.randint(1, 3))]
    return source.choice(WORDS)
