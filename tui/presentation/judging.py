"""What a person typed into a row, judged as they type: what the file will say, what was understood, what is wrong."""

from __future__ import annotations

from datetime import date

from ...schema.dataclass import dataclass
from ...schema.field import Field, Shape
from ...schema.formats import show_value, show_weekday
from ...schema.kind import UnknownChoiceError
from ...schema.kinds import BadValueError
from ...schema.problems import Severity
from ...schema.reader import read_words
from ...schema.record_type import type_tree
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from ...schema.values import Value
from .ground import Ground

LINK_KINDS = frozenset({"ref", "user"})
"""Kinds whose values name records."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one row."""

    tree: Tree = None
    """What the file will hold; None for nothing."""
    echo: str = ""
    """What was understood, where the words do not already say it: ``27/11/2026``."""
    complaint: Sentence | None = None
    """What is wrong; None when nothing is."""
    hint: Sentence | None = None
    """What would be right."""
    blocks: bool = False
    """Whether the record cannot be saved like this."""


def judge(field: Field, text: str, ground: Ground, requirement: Severity | None = None) -> Judged:
    """Return the verdict on ``text`` typed for ``field``; ``requirement`` says how bad an empty row is."""
    text = text.strip()
    if not text:
        return _judge_empty(requirement)
    try:
        reading = read_words(field, text, ground.desk)
    except UnknownChoiceError as mistake:
        return Judged(complaint=mistake.reason, hint=sentence("Ctrl-N shows the choices."), blocks=True)
    except BadValueError as mistake:
        return Judged(complaint=mistake.reason, hint=mistake.hint, blocks=True)
    tree = write_tree(field, reading.value)
    if field.kind.name in LINK_KINDS:
        return _judge_links(field, tree, ground)
    hint = sentence("The point or comma could be meant otherwise: check the number.") if reading.ambiguous else None
    return Judged(tree, _echo(field, reading.value, text, ground), hint=hint)


def _judge_empty(requirement: Severity | None) -> Judged:
    if requirement is None:
        return Judged()
    return Judged(complaint=sentence("It is missing."), blocks=requirement is Severity.ERROR)


def write_tree(field: Field, value: Value) -> Tree:
    """Return what the file will hold for a typed value of a scalar or a list of scalars."""
    if isinstance(value, tuple):
        return [field.kind.write(each) for each in value]
    text = field.kind.write(value)
    return [text] if field.shape is Shape.LIST else text


def _judge_links(field: Field, tree: Tree, ground: Ground) -> Judged:
    types = _types_of(field)
    links = [each for each in (tree if isinstance(tree, list) else [tree]) if isinstance(each, str)]
    titles: list[str] = []
    for link in links:
        target = ground.find(link, types)
        if target is None and ground.will_be(link, types):
            titles.append(ground.language.gettext("{title} (new)").format(title=link))
            continue
        if target is None:
            return _judge_lost_link(tree, link, types, ground)
        titles.append(target.title)
    shown = ", ".join(titles)
    return Judged(tree, shown if shown != ", ".join(links) else "")


def _judge_lost_link(tree: Tree, link: str, types: tuple[str, ...], ground: Ground) -> Judged:
    if len(ground.snapshot.meant_by(link, ground.origin, types)) > 1:
        return Judged(tree, complaint=sentence("“{link}” means several records.", link=link), blocks=True)
    # An unknown colleague is told, not refused: a book may begin without people/.
    blocks = types != ("user",)
    return Judged(tree, complaint=sentence("No record is called “{link}”.", link=link), blocks=blocks)


def _echo(field: Field, value: Value, text: str, ground: Ground) -> str:
    if field.shape is Shape.LIST:
        return ""
    shown = show_value(field, value, ground.language)
    if isinstance(value, date) and shown != text:
        return f"{show_weekday(value, ground.language)} {shown}"
    return shown if shown.casefold() != text.casefold() else ""


def words_of(field: Field, tree: Tree, ground: Ground) -> str:
    """Return the text a row begins with: the value as the reader writes it, or as it stands where it is bad."""
    if tree is None:
        return ""
    if isinstance(tree, list):
        return ", ".join(quote_item(words_of(field, each, ground)) for each in tree)
    if not isinstance(tree, str):
        return ""
    if field.kind.name in LINK_KINDS:
        return tree
    value = type_tree(field, tree)
    if value is None:
        return tree
    shown = show_value(field, value, ground.language)
    return shown if _reads_back(field, shown, tree, ground) else tree


def words_of_item(field: Field, tree: Tree, ground: Ground) -> str:
    """Return one item of a list in one line: the values of its sub-fields in their order."""
    if not isinstance(tree, dict):
        return _shown(field, tree, ground)
    named = (_shown(inner, tree.get(inner.name), ground) for inner in field.fields)
    return ", ".join(filter(None, named))


def _shown(field: Field, tree: Tree, ground: Ground) -> str:
    """Return a value to be read, not edited: a link by the title of what it means."""
    if field.kind.name in LINK_KINDS and isinstance(tree, str):
        target = ground.find(tree, _types_of(field))
        return target.title if target else tree
    return words_of(field, tree, ground)


def _types_of(field: Field) -> tuple[str, ...]:
    return ("user",) if field.kind.name == "user" else field.to


def quote_item(text: str) -> str:
    """Return one value of a list as it is typed: in quotes where it would read as several."""
    if text and text == text.strip() and not any(each in text for each in ',;"\\'):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reads_back(field: Field, shown: str, tree: str, ground: Ground) -> bool:
    """Return whether ``shown`` means what stands in the file: what would not is edited as it stands."""
    try:
        back = write_tree(field, read_words(field, shown, ground.desk).value)
    except BadValueError:
        return False
    return back in (tree, [tree])
