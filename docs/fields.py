"""Renders ``docs/fields.md`` and ``docs/fields.es.md`` from the schema: every type, field, choice, state and pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..schema.declare import declare_schema, read_own_trees
from ..schema.explain import Explanation, FieldRow, StateRow, explain, kind_of
from ..schema.language import Language
from ..schema.problems import Severity
from ..schema.record_type import LAST, Pack, Schema

WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {"en": "Record types and fields", "es": "Tipos de registro y campos"},
    "generated": {
        "en": "This page is generated from `schema/types` and `schema/packs` (`make docs`).",
        "es": "Esta página se genera a partir de `schema/types` y `schema/packs` (`make docs`).",
    },
    "legend": {
        "en": "**R** must be there; **r** should be there; the conditions under which a field should be there stand in "
        "its note; *program* means that Cartera writes it.",
        "es": "**R** debe estar; **r** debería estar; las condiciones en las que un campo debería estar figuran en su "
        "nota; *programa* significa que lo escribe Cartera.",
    },
    "files": {"en": "Files", "es": "Archivos"},
    "columns": {
        "en": "| field | label | holds | | note |",
        "es": "| campo | etiqueta | contiene | | nota |",
    },
    "states": {
        "en": "| state | label | % | may become | asks for |",
        "es": "| estado | etiqueta | % | pasa a | pide |",
    },
    "needed when": {"en": "needed when", "es": "necesario si"},
    "new records": {"en": "new records", "es": "registros nuevos"},
    "program": {"en": "*program*", "es": "*programa*"},
    "every type": {"en": "Fields of every type", "es": "Campos de todos los tipos"},
    "packs": {"en": "Industry packs", "es": "Paquetes sectoriales"},
    "compliance": {"en": "To be done", "es": "Por cumplir"},
    "blocks": {"en": "before", "es": "antes de"},
    "every": {"en": "every", "es": "cada"},
}


def render_fields(language: Language) -> str:
    """Return the page in ``language``."""
    schema = declare_schema(read_own_trees("types"), read_own_trees("packs"))
    return "\n".join(_page(schema, language)) + "\n"


def _page(schema: Schema, language: Language) -> Iterator[str]:
    say = _say(language)
    yield from (f"# {say['title']}", "", say["generated"], "", say["legend"], "")
    told = [explain(each) for each in schema.types.values()]
    yield from (f"## {say['every type']}", "", say["columns"], "|---|---|---|---|---|")
    yield from (_row(row, language) for row in told[0].fields if _is_common(row))
    yield ""
    for each in told:
        yield from _type(each, language)
    yield from (f"## {say['packs']}", "")
    for pack in schema.packs.values():
        yield from _pack(pack, language)


def _is_common(row: FieldRow) -> bool:
    """Return whether a field stands at the end of every type as it does in the others."""
    return row.name.partition(".")[0] in LAST


def _say(language: Language) -> Mapping[str, str]:
    return {word: language.choose(labels) for word, labels in WORDS.items()}


def _type(told: Explanation, language: Language) -> Iterator[str]:
    say = _say(language)
    yield from (f"## {told.name}: {language.choose(told.label)}", "", language.choose(told.about), "")
    yield from (f"{say['files']}: `{told.files}`", "", say["columns"], "|---|---|---|---|---|")
    yield from (_row(row, language) for row in told.fields if not _is_common(row))
    yield ""
    for flow, states in told.flows:
        yield from (f"### {told.name} / {flow.name}", "", say["states"], "|---|---|---|---|---|")
        yield from (_state(state, language) for state in states)
        yield ""


def _row(row: FieldRow, language: Language) -> str:
    must = {None: "", Severity.ERROR: "**R**"}.get(row.required, "**r**")
    indent = "· " * row.depth
    return (
        f"| {indent}`{row.name}` | {language.choose(row.label)} | {row.kind.text(language)} | {must} "
        f"| {'; '.join(_notes(row, language))} |"
    )


def _notes(row: FieldRow, language: Language) -> Iterator[str]:
    say = _say(language)
    if row.written_by_program:
        yield say["program"]
    if row.about:
        yield language.choose(row.about).rstrip(".").replace("|", "\\|")
    if row.choices:
        yield ", ".join(f"`{word}` {language.choose(label)}" for word, label in row.choices)
    if row.required_when:
        yield f"{say['needed when']} " + ", ".join(f"`{each}`" for each in row.required_when)
    if row.default:
        yield f"{say['new records']}: `{row.default}`"


def _state(state: StateRow, language: Language) -> str:
    wanted = ", ".join(language.choose(each) for each in (*state.asks, *state.needs))
    chance = "" if state.probability is None else str(state.probability)
    moves = ", ".join(f"`{word}`" for word, _ in state.moves)
    return f"| `{state.word}` | {language.choose(state.label)} | {chance} | {moves} | {wanted} |"


def _pack(pack: Pack, language: Language) -> Iterator[str]:
    say = _say(language)
    yield from (f"### {pack.name}: {language.choose(pack.label)}", "", language.choose(pack.about), "")
    for place, fields in pack.fields.items():
        listed = ", ".join(
            f"`{each.name}` {language.choose(each.label)} ({kind_of(each).text(language)})" for each in fields
        )
        yield f"* `{place}`: {listed}"
    for item in pack.compliance:
        when = f", {say['blocks']} {', '.join(item.blocks)}" if item.blocks else ""
        every = f", {say['every']} {item.every}" if item.every else ""
        source = f" ({item.source})" if item.source else ""
        yield f"* {say['compliance']}: `{item.item}` {language.choose(item.label)}{when}{every}{source}"
    yield ""
