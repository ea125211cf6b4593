"""Collects the sentences people read into the catalogues of ``schema/locale`` and compiles them.

``python -m cartera.docs.messages`` (``make messages``) reads the sources of each floor, keeps every translation there
is (a sentence may move between floors), and writes ``<floor>.po`` and ``<floor>.mo``. Entries are sorted by their
English text and carry no line numbers, so that a catalogue changes only when a sentence does. The ``.mo`` files are
committed because a wheel is built without Babel.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

from ..schema.language import DOMAINS, LOCALE_FOLDER

ROOT = Path(__file__).parents[1]
KEYWORDS = {"sentence": 1, "plural": 2, "words": 1, "gettext": 1, "ngettext": 2, "_": 1}
"""What is called with sentences, and how many come first."""
LIBRARY = "click"
"""The catalogue of click's own words: written by hand, because its sentences stand in click's sources, not in ours."""

Key = str | tuple[str, str]
"""An English sentence, or its singular and plural."""
Places = dict[Key, set[str]]
"""Each sentence and the files it stands in."""

HEADER = """\
# Spanish of what people read in {floor}.
msgid ""
msgstr ""
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def catalogue_path(floor: str, ending: str = "po", language: str = "es") -> Path:
    """Return where the catalogue of ``floor`` lies."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / f"{floor}.{ending}"


def collect_messages(floor: str) -> Places:
    """Return every sentence of a floor's sources with the files it stands in."""
    places: Places = {}
    for path in sorted((ROOT / floor).rglob("*.py")):
        for key in _keys_in(ast.parse(path.read_text(encoding="utf-8"))):
            places.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return places


def _keys_in(tree: ast.AST) -> Iterator[Key]:
    """Yield the sentences of a source, from its tree: Babel's own reader passes over those inside an f-string."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        wanted = KEYWORDS.get(name, 0)
        texts = [each.value for each in call.args[:wanted] if isinstance(each, ast.Constant)]
        said = [each for each in texts if isinstance(each, str)]
        if said and len(said) == wanted:
            yield said[0] if wanted == 1 else (said[0], said[1])


def read_translations(floor: str) -> dict[Key, tuple[str, ...]]:
    """Return what the catalogue of ``floor`` says, without its untranslated entries."""
    path = catalogue_path(floor)
    if not path.exists():
        return {}
    return dict(_translated(read_catalogue(path)))


def read_catalogue(path: Path) -> Catalog:
    """Return a catalogue of the folder."""
    with path.open("rb") as file:
        return read_po(file, locale="es")


def _translated(catalogue: Catalog) -> Iterator[tuple[Key, tuple[str, ...]]]:
    for message in catalogue:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        whole = tuple(form for form in forms if form)
        if message.id and len(whole) == len(forms):
            yield _key_of(message), whole


def _key_of(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def render_catalogue(floor: str, places: Places, translations: Mapping[Key, tuple[str, ...]]) -> str:
    """Return the text of a floor's catalogue, sorted by the English."""
    entries = [HEADER.format(floor=f"{floor}/")]
    for key in sorted(places, key=lambda each: each if isinstance(each, str) else each[0]):
        forms = translations.get(key, ("", "")[: 1 if isinstance(key, str) else 2])
        entries.append("".join(f"#: {place}\n" for place in sorted(places[key])) + _entry(key, forms))
    return "\n".join(entries)


def _entry(key: Key, forms: tuple[str, ...]) -> str:
    if isinstance(key, str):
        return f"msgid {normalize(key)}\nmsgstr {normalize(forms[0])}\n"
    strings = "".join(f"msgstr[{place}] {normalize(form)}\n" for place, form in enumerate(forms))
    return f"msgid {normalize(key[0])}\nmsgid_plural {normalize(key[1])}\n{strings}"


def compile_catalogue(path: Path) -> bytes:
    """Return the ``.mo`` of a ``.po``: the same bytes for the same sentences on any day."""
    catalogue = read_catalogue(path)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    translated = dict(_translated(catalogue))
    for message in [each for each in catalogue if each.id and _key_of(each) not in translated]:
        # Babel would write the English of an untranslated plural, which hides the Spanish of another floor.
        catalogue.delete(message.id)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def write_changed(path: Path, content: bytes) -> bool:
    """Write ``content`` unless it is there already; return whether it was not."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def main() -> None:
    """Bring every catalogue up to date and say what lacks a translation."""
    known: dict[Key, tuple[str, ...]] = {}
    for floor in DOMAINS:
        known.update(read_translations(floor))
    for floor in DOMAINS:
        places = collect_messages(floor)
        own = {**known, **read_translations(floor)}
        write_changed(catalogue_path(floor), render_catalogue(floor, places, own).encode())
        lacking = sum(key not in own for key in places)
        print(f"{floor}: {len(places)} sentences, {lacking} without Spanish")
    for domain in (*DOMAINS, LIBRARY):
        if catalogue_path(domain).exists():
            write_changed(catalogue_path(domain, "mo"), compile_catalogue(catalogue_path(domain)))


if __name__ == "__main__":
    main()
