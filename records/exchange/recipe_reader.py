"""From the text of a recipe to a ``Recipe``; every mistake names its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as FilePath

from ...schema.declaration import overlay
from ...schema.kinds import BadValueError, parse_decimal
from ...schema.late_pattern import late
from ...schema.problems import Problem
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..files.parse import read_text
from .declaration import Place, map_of
from .mistakes import NoSuchRecipe, RecipeMistake
from .recipe import (
    CLEANINGS,
    LINKED_BY,
    Condition,
    Filling,
    LinkRule,
    ListOf,
    LookUp,
    MapOf,
    Recipe,
    Source,
    Step,
    Template,
    WhenWrong,
)

_RECIPE_WORDS = ("title", "schema", "steps")
_STEP_WORDS = (
    "file", "type", "key", "only_if", "distinct", "client", "client_needed", "name", "mend", "fields", "body",
    "encoding", "delimiter",
)  # fmt: skip
_ORIGIN_WORDS = ("column", "text", "look_up")
_SOURCE_WORDS = (
    *_ORIGIN_WORDS, "clean", "before", "after", "replace", "split", "map", "otherwise", "date", "at", "money", "scale",
    "phone", "link", "by", "near", "its", "default", "only_if", "if_wrong",
)  # fmt: skip
_LOOK_UP_WORDS = ("file", "match", "only_if", "column", "take")
_TAKES = ("first", "last", "least", "greatest", "count")
_PLACES = late(r"\{([^{}]+)\}")


def read_recipe(path: FilePath) -> Recipe:
    """Return the recipe in a file.

    Raises:
        NoSuchRecipe: there is no such file.
        RecipeMistake: it is not in the language.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoSuchRecipe(str(path)) from error
    return parse_recipe(content, path.name)


def parse_recipe(content: bytes, file: str) -> Recipe:
    """Return the recipe that ``content`` writes; ``file`` is what people call it.

    Raises:
        RecipeMistake: it is not in the language.

    """
    document = read_text(content, file if file.endswith((".yaml", ".yml")) else f"{file}.yaml")
    if isinstance(document, Problem):
        raise RecipeMistake(file, document.line, "YAML", document.message, document.hint)
    top = Place(file, content.decode("utf-8", "replace"), (), document.tree)
    top.only(_RECIPE_WORDS)
    steps = tuple(_step(each) for each in top.at("steps").items())
    if not steps:
        raise top.at("steps").mistake(sentence("there is nothing to import."))
    return Recipe(
        path=file,
        name=FilePath(file).stem,
        text=top.text,
        title=top.at("title").word() or FilePath(file).stem,
        schema=_schema(top.at("schema")),
        steps=steps,
    )


def _schema(place: Place) -> Mapping[str, Mapping[str, Tree]]:
    found: dict[str, Mapping[str, Tree]] = {}
    for name, each in place.entries():
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
            raise each.mistake(sentence("the name of a schema file is one word in lower case."))
        if not isinstance(each.tree, dict):
            raise each.mistake(sentence("it must be a map."))
        found[name] = _unfolded(map_of(each.tree))
    return found


def _unfolded(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return a declaration with its dotted keys as maps in maps, which the strict reader bounds in depth."""
    found: dict[str, Tree] = {}
    for key, each in tree.items():
        first, *rest = key.split(".")
        value = each
        for part in reversed(rest):
            value = {part: value}
        found = overlay(found, {first: value})
    return found


def _step(place: Place) -> Step:
    place.only(_STEP_WORDS)
    files = place.at("file").words()
    if not files:
        raise place.at("file").mistake(sentence("a step names the file it reads."))
    keys = list(place.at("key").entries())
    if len(keys) != 1:
        raise place.at("key").mistake(
            sentence("a step has one key."), sentence("Write it like key: {{hubspot: {{column: Company ID}}}}.")
        )
    system, key = keys[0]
    clients = place.at("client")
    return Step(
        files=files,
        type=place.at("type").word(needed=True),
        system=system,
        key=_source(key),
        only_if=_condition(place.at("only_if")),
        distinct=place.at("distinct").truth(),
        client=tuple(map(_source, clients.items())) if isinstance(clients.tree, list) else _one_source(clients),
        client_needed=place.at("client_needed").truth(),
        name=_template(place.at("name")) if place.has("name") else None,
        mend={column: each.pairs() for column, each in place.at("mend").entries()},
        fields=tuple((name, _filling(each)) for name, each in place.at("fields").entries()),
        body=tuple(_template_of(each) for each in place.at("body").words()),
        encoding=place.at("encoding").word(),
        delimiter=place.at("delimiter").word(),
    )


def _one_source(place: Place) -> tuple[Source, ...]:
    return (_source(place),) if place.tree is not None else ()


def _filling(place: Place) -> Filling:
    """Return how a field is filled: a text or a map with an origin is a source, a list and another map stand for themselves."""
    if isinstance(place.tree, list):
        return ListOf(tuple(_filling(each) for each in place.items()))
    if isinstance(place.tree, dict) and not any(place.has(word) for word in _ORIGIN_WORDS):
        fields = [(name, each) for name, each in place.entries() if name != "only_if"]
        return MapOf(tuple((name, _filling(each)) for name, each in fields), _condition(place.at("only_if")))
    return _source(place)


def _source(place: Place) -> Source:
    if isinstance(place.tree, str):
        return Source(_template(place))
    place.only(_SOURCE_WORDS)
    if sum(place.has(word) for word in _ORIGIN_WORDS) != 1:
        raise place.mistake(sentence("it needs one of column, text or look_up."))
    return Source(
        template=_origin(place),
        look_up=_look_up(place.at("look_up")) if place.has("look_up") else None,
        clean=_known_words(place.at("clean"), CLEANINGS),
        before=place.at("before").word(),
        after=place.at("after").word(),
        replace=tuple(place.at("replace").pairs().items()),
        split=place.at("split").word(),
        values=place.at("map").pairs() if place.has("map") else None,
        otherwise=place.at("otherwise").word() if place.has("otherwise") else None,
        dates=place.at("date").words(),
        at=_time(place.at("at")),
        money=place.at("money").word(),
        scale=_scale(place.at("scale")),
        phone=place.at("phone").word(),
        link=_link(place) if place.has("link") else None,
        default=place.at("default").word(),
        only_if=_condition(place.at("only_if")),
        if_wrong=WhenWrong(place.at("if_wrong").one_of(tuple(WhenWrong)) or WhenWrong.REFUSE),
    )


def _origin(place: Place) -> Template:
    if place.has("column"):
        return Template((("", place.at("column").word(needed=True)),))
    return _template(place.at("text")) if place.has("text") else Template(())


def _link(place: Place) -> LinkRule:
    by = _known_words(place.at("by"), LINKED_BY)
    return LinkRule(
        type=place.at("link").word(needed=True),
        by=by or ("title",),
        near=place.at("near").truth(),
        its=place.at("its").one_of(("client",)),
    )


def _look_up(place: Place) -> LookUp:
    place.only(_LOOK_UP_WORDS)
    return LookUp(
        file=place.at("file").word(needed=True),
        match=_match(place.at("match")),
        only_if=_condition(place.at("only_if")),
        column=place.at("column").word(needed=True),
        take=place.at("take").one_of(_TAKES) or "first",
    )


def _match(place: Place) -> tuple[tuple[str, str], ...]:
    """Return the pairs of columns that must agree; a text names one that is called the same in both files."""
    if isinstance(place.tree, dict):
        return tuple(place.pairs().items())
    return tuple((word, word) for word in place.words())


def _condition(place: Place) -> Condition:
    """Return the condition of a map (column → word or words), or of a text: ``column`` filled, ``column=word,word``."""
    if isinstance(place.tree, str):
        column, equals, words = place.tree.partition("=")
        return Condition(((column.strip(), frozenset(map(str.strip, words.split(","))) if equals else frozenset()),))
    return Condition(tuple((column, frozenset(each.words())) for column, each in place.entries()))


def _known_words(place: Place, known: tuple[str, ...]) -> tuple[str, ...]:
    words = place.words()
    for position, word in enumerate(words):
        if word not in known:
            (place.at(position) if isinstance(place.tree, list) else place).one_of(known)
    return words


def _scale(place: Place) -> Decimal:
    try:
        return parse_decimal(place.word() or "1")
    except BadValueError as mistake:
        raise place.mistake(mistake.reason, mistake.hint) from mistake


def _time(place: Place) -> str:
    word = place.word()
    if word and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", word):
        raise place.mistake(sentence("a time of day is written like “09:30”."))
    return word


def _template(place: Place) -> Template:
    return _template_of(place.word())


def _template_of(text: str) -> Template:
    """Return the template of a text with columns in braces."""
    pieces = _PLACES.split(text)
    columns = [*pieces[1::2], ""]
    parts = [part for part in zip(pieces[::2], columns, strict=True) if any(part)]
    return Template(tuple(parts))
