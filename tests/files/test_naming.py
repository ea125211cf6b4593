"""Names for new files."""

import random
import re

import pytest
from cartera.records.files.locate import LONGEST, SIGNS, UnusableName, check_name, r4, slug
from cartera.records.files.paths import is_portable_name, safe_path
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Logística Cantábrica", "logistica-cantabrica"),
        ("Ñandú & Cía. — 50 %", "nandu-cia-50"),
        ("Pedir a operaciones la fecha de expedición urgente", "pedir-a-operaciones-la-fecha-de-expedici"),
        ("Straße, Łódź, Ærø", "strasse-lodz-aero"),
        ("Москва Щука", "moskva-shchuka"),
        ("Αθήνα", "athina"),
        ("İstanbul ﬁrm", "istanbul-firm"),
        ("  --  ", "record"),
        ("日本", "record"),
        ("", "record"),
        ("NUL", "nul-record"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_title_gives_a_name_a_person_can_read(title, name):
    assert slug(title) == name


@given(st.text(max_size=80))
def test_every_title_gives_a_name_every_disk_takes(title):
    name = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= LONGEST
    assert safe_path(name)
    assert is_portable_name(f"{name}.md")


def test_a_suffix_is_four_signs_from_the_given_source():
    assert r4(random.Random(1)) == r4(random.Random(1))
    assert {sign for _ in range(300) for sign in r4(random.Random(_))} <= set(SIGNS)
    assert len(r4(random.Random(2))) == 4


@pytest.mark.parametrize("name", ["acme", "acme-corp", "línea-2", "k3x9", "v1.2", "株式会社", "2026-07-10-call"])
def test_a_record_may_be_called_by_letters_digits_and_dashes(name):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".git", "git~1", "a/b", "../a", "a\\b", "con", "nul.x", "a b", "a:b", "what?", "x.", "a]]", "a|b",
     "-a", "a\nb", "a\x1b", "a\u202eb", "a\u200bb", "é" * 200],
)  # fmt: skip
def test_a_name_that_is_no_file_name_everywhere_or_no_link_is_refused_with_one_that_is(name):
    with pytest.raises(UnusableName) as mistake:
        check_name(name)
    assert str(mistake.value.hint).endswith(f"{slug(name)}.")
