"""Every sentence exists in Spanish, with the same places, and the compiled catalogues say what the written ones say."""

import ast
import gettext
import string
from pathlib import Path

import pytest
from cartera.docs.messages import (
    LIBRARY,
    _keys_in,
    catalogue_path,
    collect_messages,
    compile_catalogue,
    read_catalogue,
    read_translations,
)
from cartera.schema.language import DOMAINS

FLOORS = [*DOMAINS, LIBRARY]


def places_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("floor", DOMAINS)
def test_every_sentence_of_the_sources_has_its_spanish(floor: str) -> None:
    known = read_translations(floor)
    lacking = sorted(str(key) for key in collect_messages(floor) if key not in known)
    assert lacking == [], f"run `make messages` and translate {catalogue_path(floor)}"


@pytest.mark.parametrize("floor", DOMAINS)
def test_the_catalogue_keeps_no_sentence_that_nobody_says(floor: str) -> None:
    assert set(read_translations(floor)) - set(collect_messages(floor)) == set(), "run `make messages`"


@pytest.mark.parametrize("floor", DOMAINS)
def test_translations_keep_the_places_of_the_english(floor: str) -> None:
    for key, forms in read_translations(floor).items():
        originals = (key,) if isinstance(key, str) else key
        wanted = set.union(*map(places_of, originals))
        for form in forms:
            assert places_of(form) <= wanted, key
        assert set.union(*map(places_of, forms)) == wanted, key


@pytest.mark.parametrize("floor", FLOORS)
def test_no_translation_is_a_guess(floor: str) -> None:
    assert [message.id for message in read_catalogue(catalogue_path(floor)) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("floor", FLOORS)
def test_the_compiled_catalogue_is_fresh(floor: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.mo"
    fresh.write_bytes(compile_catalogue(catalogue_path(floor)))
    assert _read(catalogue_path(floor, "mo")) == _read(fresh), "run `make messages`"


def _read(path: Path) -> dict[object, str]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key: text for key, text in catalogue.items() if key}


def test_a_sentence_inside_an_f_string_is_collected():
    tree = ast.parse("says = f\"{words('Kept from {when}.')} {plural('one', '{n} many', n)} {words(name)}\"")
    assert list(_keys_in(tree)) == ["Kept from {when}.", ("one", "{n} many")]
