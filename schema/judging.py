"""What is wrong in the tree of one field: the slow twin of ``fitting.py``, which has found that something is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .field import Field, Shape
from .findings import Finding
from .kinds import BadValueError, UnknownChoiceError, shown
from .nearest import nearest
from .problems import Severity
from .sentences import Sentence, sentence
from .tree import Path, Tree

FORBIDDEN = frozenset({"on", "off", "yes", "no", "y", "n", "true", "false", "null", "~"})
"""Keys that some YAML readers take for a truth value or nothing, so that the field would vanish."""
NEEDLESS = frozenset({"id", "type"})
"""Keys that would say again what the file's place says."""


def judge_field(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    """Yield what is wrong in ``tree``, which stands at ``path`` and is declared as ``field``."""
    if tree is None or tree == "":
        return
    if field.shape is Shape.SCALAR:
        yield from _judge_scalar(field, tree, path)
    elif field.shape is Shape.LIST:
        yield from _judge_list(field, tree, path)
    elif field.shape is Shape.ENTRIES:
        yield from _judge_entries(field, tree, path)
    elif field.shape is Shape.MAP:
        yield from _judge_map(field, tree, path)
    else:
        yield from _judge_table(field, tree, path)


def name_unknown(name: str, path: Path, fields: Sequence[Field]) -> Finding:
    """Return the finding that no field is called ``name``, with the nearest that is."""
    if len(path) == 1 and name in NEEDLESS:
        message = sentence("“{name}” is not stored: the place of the file says it.", name=name)
        return Finding(path, "forbidden-key", message, Severity.WARNING, sentence("Delete the line."))
    if name.lower() in FORBIDDEN:
        message = sentence("Some programs read the key “{name}” as a truth value and lose it.", name=name)
        return Finding(path, "forbidden-key", message, Severity.WARNING, sentence("Choose another name for it."))
    near = nearest(name, [each.name for each in fields])
    return Finding(
        path,
        "unknown-field",
        sentence("No field is called “{name}”; it is kept.", name=shown(name)),
        Severity.WARNING,
        sentence("Did you mean “{word}”?", word=near)
        if near
        else sentence("Declare it in the book's schema folder, or put it under ext."),
    )


def _judge_scalar(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    if not isinstance(tree, str):
        yield _wrong_shape(field, path, sentence("It must be one value."))
        return
    if not tree:
        return
    try:
        field.parse(tree)
    except UnknownChoiceError as mistake:
        yield Finding(path, "unknown-choice", _named(field, mistake.reason), hint=mistake.hint)
    except BadValueError as mistake:
        yield Finding(path, "bad-value", _named(field, mistake.reason), hint=mistake.hint)


def _judge_list(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    if not isinstance(tree, list):
        hint = sentence("Write it like [{text}].", text=shown(tree)) if isinstance(tree, str) else None
        yield _wrong_shape(field, path, sentence("It must be a list."), hint)
        return
    if field.most is not None and len(tree) > field.most:
        message = sentence("It holds {count} values; at most {most} are allowed.", count=len(tree), most=field.most)
        yield Finding(path, "bad-value", _named(field, message))
    for place, each in enumerate(tree):
        if each is not None:
            yield from _judge_scalar(field, each, (*path, place))


def _judge_entries(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    if not isinstance(tree, list):
        yield _wrong_shape(field, path, sentence("It must be a list of entries."), _entry_hint(field))
        return
    seen: dict[str, int] = {}
    for place, each in enumerate(tree):
        if not isinstance(each, dict):
            yield _wrong_shape(field, (*path, place), sentence("It must be a list of entries."), _entry_hint(field))
            continue
        yield from _judge_map(field, each, (*path, place))
        key = each.get(field.key) if field.key else None
        if key and str(key) in seen:
            message = sentence(
                "The entries {first} and {second} are both called “{key}”.",
                first=seen[str(key)] + 1,
                second=place + 1,
                key=shown(str(key)),
            )
            yield Finding((*path, place, field.key), "duplicate-entry", _named(field, message), Severity.WARNING)
        elif key:
            seen[str(key)] = place


def _judge_map(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    if not isinstance(tree, dict):
        yield _wrong_shape(field, path, sentence("It must be a map."), _entry_hint(field))
        return
    for name, each in tree.items():
        inner = field.sub_field(name)
        if inner is None:
            yield name_unknown(name, (*path, name), field.fields)
        else:
            yield from judge_field(inner, each, (*path, name))
    for inner in field.fields:
        if inner.required is not None and not tree.get(inner.name):
            message = sentence("“{field}” is missing.", field=inner.label)
            yield Finding((*path, inner.name), "missing-field", _named(field, message), inner.required)


def _judge_table(field: Field, tree: Tree, path: Path) -> Iterator[Finding]:
    if not isinstance(tree, dict):
        yield _wrong_shape(field, path, sentence("It must be a map."))
        return
    for name, each in tree.items():
        inside = (*path, name)
        if each is None or each == "":
            continue
        if field.fields:
            yield from _judge_map(field, each, inside)
        elif isinstance(each, list):
            for place, one in enumerate(each):
                if one is not None:
                    yield from _judge_scalar(field, one, (*inside, place))
        else:
            yield from _judge_scalar(field, each, inside)


def _wrong_shape(field: Field, path: Path, reason: Sentence, hint: Sentence | None = None) -> Finding:
    return Finding(path, "wrong-shape", _named(field, reason), hint=hint)


def _entry_hint(field: Field) -> Sentence:
    return sentence(
        "Its parts are {names}.", names=", ".join(each.name for each in field.fields if not each.written_by_program)
    )


def _named(field: Field, reason: Sentence) -> Sentence:
    return sentence("{field}: {reason}", field=field.label, reason=reason)
