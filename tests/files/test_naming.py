"""Names for new files."""

import random
import re

import pytest
from cartera.records.files.locate import LONGEST, SIGNS, r4, slug
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
