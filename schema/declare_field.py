"""From the schema language to fields."""

from __future__ import annotations

from .declaration import Declaration, is_plain_word, overlay
from .field import Choice, Condition, Field, Shape
from .kinds import KINDS, BadValueError
from .problems import Severity
from .sentences import sentence
from .values import Duration

FIELD_WORDS = (
    "kind", "shape", "label", "about", "required", "required_when", "default", "choices", "to", "fields", "key",
    "least", "most", "traced_in", "not_summed", "written_by_program", "like",
)  # fmt: skip
"""Every key a field's declaration may have."""
LONGEST_DEFAULT = 36_500
"""Days from today that a default may lie ahead."""
FROM_BOOK = "_from_book"
"""The mark that a book's own field carries inside the program."""


def declare_fields(node: Declaration) -> tuple[Field, ...]:
    """Return the fields of a map of declarations."""
    return tuple(declare_field(name, node.child(name)) for name in node.tree)


def declare_field(name: str, node: Declaration) -> Field:
    """Return the field called ``name``; ``like`` lays the declaration over a shared one.

    Raises:
        BadDeclaration: it is not in the language.

    """
    if not is_plain_word(name):
        raise node.refuse("", sentence("“{name}” is no name: it takes letters, digits, dashes and _.", name=name))
    node = _with_shared(node)
    node.allow((*FIELD_WORDS, FROM_BOOK))
    fields = declare_fields(node.child("fields"))
    shape = _shape(node, has_fields=bool(fields))
    kind = node.text("kind") or ("choice" if "choices" in node.tree else "text")
    if kind not in KINDS:
        raise node.unknown(kind, KINDS)
    return Field(
        name=name,
        shape=shape,
        kind=KINDS[kind],
        label=node.labels("label", name),
        about=node.labels("about"),
        required=_required(node),
        required_when=tuple(_condition(each) for each in node.entries("required_when")),
        default=_default(node),
        choices=_choices(node),
        to=node.word_list("to"),
        fields=fields,
        key=node.text("key"),
        least=_bound(node, "least"),
        most=_bound(node, "most"),
        traced_in=node.text("traced_in"),
        not_summed=node.truth("not_summed"),
        written_by_program=node.truth("written_by_program"),
        from_book=node.truth(FROM_BOOK),
    )


def _with_shared(node: Declaration) -> Declaration:
    like = node.text("like")
    if not like:
        return node
    shared = node.vocabulary.shared.get(like)
    if not isinstance(shared, dict):
        raise node.unknown(like, node.vocabulary.shared)
    tree = overlay(shared, {key: each for key, each in node.tree.items() if key != "like"})
    return _with_shared(Declaration(tree, node.where, node.vocabulary))


def _shape(node: Declaration, *, has_fields: bool) -> Shape:
    word = node.text("shape") or (Shape.MAP.value if has_fields else Shape.SCALAR.value)
    if word not in set(Shape):
        raise node.unknown(word, list(Shape))
    shape = Shape(word)
    if shape in {Shape.ENTRIES, Shape.MAP} and not has_fields:
        raise node.refuse("fields", sentence("Entries and maps need fields."))
    if shape in {Shape.SCALAR, Shape.LIST} and has_fields:
        raise node.refuse("fields", sentence("Only entries, maps and tables have fields."))
    return shape


def _choices(node: Declaration) -> tuple[Choice, ...]:
    """Return the choices of a list of words, or of a map from word to labels."""
    if isinstance(node.tree.get("choices"), list):
        return tuple(Choice(word, node.vocabulary.labels(word)) for word in node.word_list("choices"))
    inside = node.child("choices")
    return tuple(Choice(word, inside.labels(word, word)) for word in inside.tree)


def _required(node: Declaration) -> Severity | None:
    word = node.text("required")
    if word in {"", "false"}:
        return None
    return Severity.ERROR if word == "true" else severity_of(node, word)


def _default(node: Declaration) -> str:
    """Return the default; one that counts from today counts in a length of time."""
    text = node.text("default")
    if text.startswith("today+"):
        try:
            length = KINDS["duration"].parse(text.removeprefix("today+"))
        except BadValueError as mistake:
            raise node.refuse("default", mistake.reason) from None
        if not isinstance(length, Duration) or length.days > LONGEST_DEFAULT:
            raise node.refuse(
                "default", sentence("“{text}” is more than {days} days away.", text=text, days=LONGEST_DEFAULT)
            )
    return text


def _condition(node: Declaration) -> Condition:
    word = node.text("missing_is")
    facts = node.facts(leave=frozenset({"missing_is"}))
    return Condition(facts, severity_of(node, word) if word else Severity.WARNING)


def _bound(node: Declaration, name: str) -> int | None:
    text = node.text(name)
    if not text:
        return None
    if not text.lstrip("-").isdecimal() or len(text) > 12:
        raise node.refuse(name, sentence("“{text}” is not a whole number.", text=text))
    return int(text)


def severity_of(node: Declaration, word: str) -> Severity:
    """Return the severity written as ``word``.

    Raises:
        BadDeclaration: there is none.

    """
    for severity in Severity:
        if severity.word == word:
            return severity
    raise node.unknown(word, [each.word for each in Severity])
