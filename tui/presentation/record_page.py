"""The page of a record: its problems, every field by its label, its text, and the records that link to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...records.link_titles import linked_record
from ...records.snapshot import Snapshot
from ...records.views.worked_out import WORKED, worked_out
from ...schema.clean import clean, clean_lines
from ...schema.field import Field, Shape
from ...schema.problems import Problem, Severity
from ...schema.record import CONFLICTS, Record
from ...schema.tree import Tree
from ...schema.values import Value
from .cells import Tone
from .item_totals import total_of
from .lines import Item, Span, blank, heading, text_item
from .values import Reader, absent_target, show_field, show_linked

MOST_PROBLEMS = 4
"""More would push the record itself off the screen; the screen of problems shows all."""

_KEY = "key"
"""A part of entries that tells them apart where nothing else does: it says nothing to a reader."""

MOST_BACKLINKS = 200
"""More links to one record than anybody scrolls through; the list of the type finds the rest."""


def record_items(snapshot: Snapshot, record: Record, reader: Reader) -> list[Item]:
    """Return the whole page of a record."""
    items = [*problem_items(known_problems(snapshot, record), reader)]
    items.extend(field_items(snapshot, record, reader))
    items.extend(worked_items(snapshot, record, reader))
    items.extend(body_items(record))
    items.extend(backlink_items(snapshot, record, reader))
    items.extend([blank(), Item((Span(clean(record.path), Tone.MUTED),))])
    return items


def known_problems(snapshot: Snapshot, record: Record) -> tuple[Problem, ...]:
    """Return what is wrong in a record as far as it is known without keeping anybody waiting.

    Until a thread has judged the whole book, that is what the file alone shows.
    """
    if snapshot.is_judged:
        return snapshot.problems_of(record.path)
    reading = snapshot.reading_of(record.path)
    return reading.problems if reading else ()


def problem_items(problems: Sequence[Problem], reader: Reader) -> Iterator[Item]:
    """Yield what is wrong in the record, the worst first, the sign before it, and how to mend it."""
    worst_first = sorted(problems, key=lambda each: -each.severity)
    for problem in worst_first[:MOST_PROBLEMS]:
        error = problem.severity is Severity.ERROR
        line = reader.words("line {n}", n=problem.line) if problem.line else ""
        where = f" ({line})" if line else ""
        says = f"{'!' if error else '?'} {problem.message.text(reader.language)}{where}"
        spans = [Span(clean(says), Tone.BAD if error else Tone.WARNING)]
        if problem.hint is not None:
            spans.append(Span(" " + clean(problem.hint.text(reader.language)), Tone.MUTED))
        yield Item(tuple(spans))
    if len(problems) > MOST_PROBLEMS:
        more = reader.words("and {n} more; ! shows all problems", n=len(problems) - MOST_PROBLEMS)
        yield text_item(f"  {more}", Tone.MUTED)
    if problems:
        yield blank()


def field_items(snapshot: Snapshot, record: Record, reader: Reader) -> Iterator[Item]:
    """Yield the filled fields: the declared ones in their order, what the program kept after them, then the unknown."""
    record_type = snapshot.type_of(record)
    filled = [name for name in record_type.order if record.tree.get(name) not in (None, "", [], {})]
    names = sorted(filled, key=lambda name: _is_trace(record_type.by_name[name]))
    if record.tree.get(CONFLICTS):
        from .conflict_marks import mark_conflicts  # few records have any: the first screen need not load what merges

        told = [(name, list(_one_field(snapshot, record, record_type.by_name[name], reader))) for name in names]
        yield from mark_conflicts(told, record, snapshot, reader)
    else:
        for name in names:
            yield from _one_field(snapshot, record, record_type.by_name[name], reader)
    for name in record.tree:
        if name not in record_type.by_name:
            yield Item((Span(clean(_as_it_is(record.tree[name]))),), label=f"{clean(name)} ?", key=name)


def _is_trace(field: Field) -> bool:
    """Return whether the program kept it beside what people wrote: histories are long, and read last."""
    return field.written_by_program and field.shape is Shape.ENTRIES


def _as_it_is(tree: Tree) -> str:
    """Return an undeclared value much as the file has it."""
    if isinstance(tree, dict):
        return ", ".join(f"{name}: {_as_it_is(each)}" for name, each in tree.items())
    if isinstance(tree, list):
        return "; ".join(map(_as_it_is, tree))
    return tree or ""


def _one_field(snapshot: Snapshot, record: Record, field: Field, reader: Reader) -> Iterator[Item]:
    label = clean(reader.language.choose(field.label))
    value = snapshot.value(record, field.name)
    if field.shape is Shape.SCALAR or value is None:
        cell = show_field(snapshot, record, field.name, reader)
        yield _linked(cell.text, cell.tone, label, field.name, _target(snapshot, record, field, value), reader)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield _entry(
                snapshot, record, field, each, reader, label=label if number == 0 else " ", key=f"{field.name}.{number}"
            )
        yield from _total_items(record, field, reader)
    else:
        yield _entry(snapshot, record, field, value, reader, label=label, key=field.name)


def _total_items(record: Record, field: Field, reader: Reader) -> Iterator[Item]:
    """Yield what the lines of an offer add up to."""
    trees = record.tree.get(field.name)
    total = total_of(field, trees, reader.language) if isinstance(trees, list) else ""
    if total:
        yield Item((Span(total, Tone.MONEY),), label=reader.words("Total"))


def _entry(
    snapshot: Snapshot, record: Record, field: Field, value: Value, reader: Reader, *, label: str, key: str
) -> Item:
    """Return one entry of a list, or a map: its parts side by side, the first link in it followed by Enter."""
    if not isinstance(value, Mapping):
        shown = clean(show_linked(snapshot, record, field, value, reader))
        return _linked(shown, Tone.NORMAL, label, key, _target(snapshot, record, field, value), reader)
    target = None
    machine = snapshot.type_of(record).machine
    states = machine.all_states() if machine else {}
    spans: list[Span] = []
    for name, each in value.items():
        if name == field.key == _KEY:
            continue
        inner = field.sub_field(name) or (field if field.shape is Shape.TABLE else None)
        shown = show_linked(snapshot, record, inner, each, reader) if inner else str(each)
        if name == "to" and machine is not None and field.name == machine.history:
            state = states.get(str(each))
            shown = reader.language.choose(state.label) if state else shown
        target = target or (linked_record(snapshot, record, inner, each) if inner else None)
        title = reader.language.choose(inner.label) if inner and inner is not field else name
        spans += [Span(("  " if spans else "") + clean(title) + ": ", Tone.MUTED), Span(clean(shown))]
    return Item(tuple(spans), label=label, key=key, target=target.id if target else "")


def _target(snapshot: Snapshot, record: Record, field: Field, value: object) -> Record | str | None:
    """Return the record a link leads to; of one that this clone does not hold, its id."""
    return linked_record(snapshot, record, field, value) or absent_target(snapshot, record, field, value) or None


def _linked(text: str, tone: Tone, label: str, key: str, target: Record | str | None, reader: Reader) -> Item:
    if isinstance(target, str):
        says = reader.words("not held here")
        return Item((Span(text, Tone.LINK), Span(f"  {says}", Tone.MUTED)), label, key, target)
    if target is not None:
        return Item((Span(text, Tone.LINK), Span(" >", Tone.MUTED)), label=label, key=key, target=target.id)
    return Item((Span(text, tone),), label=label, key=key)


def worked_items(snapshot: Snapshot, record: Record, reader: Reader) -> Iterator[Item]:
    """Yield what is worked out of the record: prices by quantity, phases against budgets."""
    if record.type not in WORKED:
        return
    title, lines = worked_out(snapshot, record, reader.today, reader.language)
    if lines:
        yield blank()
        yield heading(title.text(reader.language))
    for each in lines:
        says = clean(each.says.text(reader.language))
        tone = Tone.WARNING if each.is_warning else Tone.NORMAL
        yield Item((Span(f"! {says}" if each.is_warning else says, tone),), label=f"  {clean(each.label)}")


def body_items(record: Record) -> Iterator[Item]:
    """Yield the text of the record, line by line as it stands; Markdown headings stand out."""
    if not record.body.strip():
        return
    yield blank()
    for line in clean_lines(record.body.strip("\n")):
        yield text_item(line, Tone.STRONG if line.startswith("#") else Tone.NORMAL)


def backlink_items(snapshot: Snapshot, record: Record, reader: Reader) -> Iterator[Item]:
    """Yield the records that link here, each to be opened."""
    found = snapshot.backlinks(record.id)[:MOST_BACKLINKS]
    if not found:
        return
    yield blank()
    yield heading(reader.words("Linked from"))
    for each in found:
        yield link_item(snapshot, each, reader)


def link_item(snapshot: Snapshot, record: Record, reader: Reader) -> Item:
    """Return a line that names a record with its type and opens it."""
    kind = clean(reader.language.choose(snapshot.type_of(record).label))
    return Item((Span(clean(record.title), Tone.LINK),), label=kind, target=record.id)
