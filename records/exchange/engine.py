"""The import itself: rows of a source through a recipe into one plan, and that plan into one commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from ...schema.dataclass import replace
from ...schema.errors import CarteraError
from ...schema.field import Field, Shape
from ...schema.nearest import nearest
from ...schema.record_type import RecordType, Schema
from ...schema.sentences import sentence
from ...schema.tree import Path as TreePath
from ..book import Book
from ..index.build import paused_collector
from ..plan import Plan
from ..planning import plan_extras
from ..steps import Deed, Tell
from ..steps import Step as StepDone
from ..writing import Saved
from .changes import Changer
from .declaration import line_of
from .drafts import Draft, Drafter
from .filling import Filler
from .finder import Finder
from .findings import Findings, RowRefused
from .ledger import ledger_path, read_ledger, write_ledger
from .mistakes import RecipeMistake, RowsRefused
from .preview import Preview, count
from .recipe import Condition, Filling, LinkRule, ListOf, MapOf, Recipe, Source, Step
from .report import report_path, write_report
from .schema_growth import Growth, grow_schema
from .sources import Sources
from .tables import Table


def prepare_import(book: Book, recipe: Recipe, source: Path, tell: Tell | None = None) -> Preview:
    """Return what importing ``source`` (a folder, or one file of it) by ``recipe`` would do to ``book``.

    ``tell`` is told how many rows of each file are done, and may end it.

    Raises:
        RecipeMistake: the recipe speaks of types or fields there are not.
        NoSource: nothing the recipe reads is there.
        MissingColumn: a file lacks a column.
        UnreadableTable: a file is no table.

    """
    growth = grow_schema(book.root, book.schema, recipe.schema)
    check_recipe(recipe, growth.schema)
    with paused_collector():
        return _Import(book, recipe, Sources(source, recipe), growth, tell).run()


def apply_import(book: Book, preview: Preview, *, strict: bool = False) -> Saved | None:
    """Do what a preview says in one commit; None where there is nothing to do.

    Raises:
        RowsRefused: ``strict`` and a row is refused.

    """
    if strict and preview.refusals:
        raise RowsRefused(len(preview.refusals))
    return book.apply(preview.plan) if preview.plan else None


class _Import:
    """One run: what its parts share."""

    def __init__(self, book: Book, recipe: Recipe, sources: Sources, growth: Growth, tell: Tell | None) -> None:
        self._book = book
        self._recipe = recipe
        self._sources = sources
        self._growth = growth
        self._tell = tell
        self._findings = Findings()
        self._finder = Finder(book.snapshot())
        self._filler = Filler(book.config, book.config.zone, sources, self._finder, self._findings)
        ledger = read_ledger(book.root, recipe.name)
        self._changer = Changer(book, growth.schema, self._filler, self._findings, ledger)
        self._outcomes: Counter[tuple[str, str]] = Counter()

    def run(self) -> Preview:
        """Return the preview."""
        types = self._growth.schema.types
        drafter = Drafter(
            self._book.snapshot(),
            types,
            filler=self._filler,
            finder=self._finder,
            findings=self._findings,
            now=self._book.now(),
        )
        for step in self._recipe.steps:
            for table in self._tables(step):
                self._carry_out(list(drafter.drafts(step, types[step.type], table)))
        return self._preview()

    def _tables(self, step: Step) -> Iterable[Table]:
        names = self._sources.files_of(step)
        if not names:
            missing = ", ".join(step.files)
            self._findings.notice(missing, 0, sentence("It is not there, so its rows were left out."))
        for name in names:
            table = self._sources.table(name, encoding=step.encoding, delimiter=step.delimiter)
            for column in columns_of(step):
                table.require(column)
            yield table

    def _carry_out(self, drafts: list[Draft]) -> None:
        """Fill the drafts of one file, once all of them can be linked to."""
        for done, draft in enumerate(drafts, 1):
            if self._tell:
                self._tell(StepDone(Deed.IMPORT, done, len(drafts)))
            try:
                outcome = self._changer.take(draft)
            except RowRefused as refused:
                self._findings.refuse(draft.row.file, draft.row.line, refused)
            except CarteraError as mistake:
                self._findings.refuse(draft.row.file, draft.row.line, RowRefused("", mistake.sentence, mistake.hint))
            else:
                self._outcomes[draft.step.type, outcome] += 1

    def _preview(self) -> Preview:
        changes = tuple(self._changer.changes)
        subject = sentence("import {title}: {count} records", title=self._recipe.title, count=len(changes))
        types = self._growth.schema.types
        counts = count(self._outcomes, (types[each.type] for each in self._recipe.steps))
        preview = Preview(
            recipe=self._recipe,
            counts=counts,
            refusals=tuple(self._findings.refusals),
            mends=self._findings.mends,
            notices=self._findings.notices,
            kept=tuple(self._changer.kept),
            plan=Plan(subject),
            report="",
        )
        if not changes and not self._growth.files:
            return preview
        report = report_path(self._recipe.name, self._book.now())
        extras: dict[str, bytes] = {
            **self._growth.files,
            ledger_path(self._recipe.name): write_ledger(self._changer.marks),
            report: write_report(preview, self._book.now(), self._book.language).encode(),
        }
        return replace(preview, plan=Plan(subject, changes, plan_extras(self._book.root, extras)), report=report)


def check_recipe(recipe: Recipe, schema: Schema) -> None:
    """Make sure that a recipe speaks only of types and fields there are.

    Raises:
        RecipeMistake: it does not.

    """
    for position, step in enumerate(recipe.steps):
        where: TreePath = ("steps", position)
        record_type = schema.types.get(step.type)
        if record_type is None:
            raise _unknown(recipe, (*where, "type"), step.type, schema.types)
        for name, filling in step.fields:
            if name not in record_type.by_name:
                raise _unknown(recipe, (*where, "fields", name), name, record_type.by_name)
            _check_filling(recipe, filling, record_type.by_name[name], (*where, "fields", name))
            for rule in _links_in(filling):
                if rule.type not in schema.types:
                    raise _unknown(recipe, (*where, "fields", name), rule.type, schema.types)
        _check_clients(recipe, step, where, schema, record_type)


def _check_filling(recipe: Recipe, filling: Filling, field: Field, where: TreePath) -> None:
    """Make sure that what a recipe makes has the shape of its field, all the way down."""
    if isinstance(filling, ListOf):
        if field.shape not in {Shape.LIST, Shape.ENTRIES}:
            raise _misshapen(recipe, where)
        for position, each in enumerate(filling.items):
            _check_filling(recipe, each, field, (*where, position))
    elif isinstance(filling, MapOf):
        if field.shape in {Shape.SCALAR, Shape.LIST}:
            raise _misshapen(recipe, where)
        for name, each in filling.fields:
            below = field.sub_field(name)
            if below is not None:
                _check_filling(recipe, each, below, (*where, name))
            elif field.shape is not Shape.TABLE:
                raise _unknown(recipe, (*where, name), name, {one.name: one for one in field.fields})
    elif field.shape in {Shape.ENTRIES, Shape.MAP}:
        raise _misshapen(recipe, where)


def _misshapen(recipe: Recipe, where: TreePath) -> RecipeMistake:
    return RecipeMistake(
        recipe.path,
        line_of(recipe.text, where),
        str(where[-1]),
        sentence("this is not how the field is laid out."),
        sentence("One value needs column, text or look_up; a map needs the names of its fields; a list needs “-”."),
    )


def _check_clients(recipe: Recipe, step: Step, where: TreePath, schema: Schema, record_type: RecordType) -> None:
    """Make sure that clients are found by links, and only for records that clients have."""
    for source in step.client:
        if source.link is None or "client" not in record_type.layout.homes:
            raise RecipeMistake(
                recipe.path,
                line_of(recipe.text, (*where, "client")),
                "client",
                sentence("it must be a link, and the type one that lies in a client's folder."),
                sentence("Write it like client: {{column: Account, link: client}}."),
            )
        if source.link.type not in schema.types:
            raise _unknown(recipe, (*where, "client"), source.link.type, schema.types)


def _unknown(recipe: Recipe, where: TreePath, word: str, known: Mapping[str, object]) -> RecipeMistake:
    near = nearest(word, known)
    return RecipeMistake(
        recipe.path,
        line_of(recipe.text, where),
        str(where[-1]),
        sentence("there is no type or field “{word}”.", word=word),
        sentence("Did you mean “{near}”?", near=near) if near else None,
    )


def columns_of(step: Step) -> list[str]:
    """Return every column a step reads of its own file, in the order of the recipe."""
    found: list[str] = []
    for source in (step.key, *step.client):
        found += _columns_of(source)
    found += [column for column, _ in step.only_if.columns]
    found += step.mend
    for template in (step.name, *step.body):
        found += template.columns if template else ()
    for _, filling in step.fields:
        found += _columns_of(filling)
    return [column for column in dict.fromkeys(found) if not column.startswith("book.")]


def _columns_of(filling: Filling) -> list[str]:
    if isinstance(filling, ListOf):
        return [column for each in filling.items for column in _columns_of(each)]
    if isinstance(filling, MapOf):
        inner = [column for _, each in filling.fields for column in _columns_of(each)]
        return [*inner, *_condition_columns(filling.only_if)]
    here = [column for _, column in filling.look_up.match] if filling.look_up else []
    return [*filling.template.columns, *here, *_condition_columns(filling.only_if)]


def _condition_columns(condition: Condition) -> list[str]:
    return [column for column, _ in condition.columns]


def _links_in(filling: Filling) -> list[LinkRule]:
    if isinstance(filling, Source):
        return [filling.link] if filling.link else []
    below = filling.items if isinstance(filling, ListOf) else [each for _, each in filling.fields]
    return [rule for each in below for rule in _links_in(each)]
