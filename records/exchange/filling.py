"""Filling: from a row's cells to the fields of a record, each typed by the schema before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from ...schema.dataclass import dataclass, field
from ...schema.field import Field, Shape
from ...schema.kinds import BadValueError
from ...schema.nearest import nearest
from ...schema.problems import Severity
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..config import BookConfig
from .countries import code_of_country
from .finder import Finder, Target
from .findings import Findings, RowRefused
from .recipe import Filling, ListOf, MapOf, Source, Template, WhenWrong
from .sources import Sources
from .treatments import treat


@dataclass(slots=True)
class RowInHand:
    """The row that is being read, and what is noted on the way."""

    file: str
    """Its file."""
    line: int
    """Its line."""
    cells: Mapping[str, str]
    """Its cells, mended."""
    system: str
    """The system its ids belong to."""
    client: str | None = None
    """The client its record belongs to, once known."""
    notes: list[str] = field(default_factory=list)
    """Lines for the body."""


class Filler:
    """Makes field values of rows."""

    def __init__(
        self, config: BookConfig, zone: ZoneInfo, sources: Sources, finder: Finder, findings: Findings
    ) -> None:
        self._places = {
            "book.currency": config.currency,
            "book.tz": config.tz,
            "book.lang": config.language,
            "book.country": config.country,
        }
        self._zone = zone
        self._sources = sources
        self._finder = finder
        self._findings = findings

    def value(self, filling: Filling, declared: Field | None, row: RowInHand) -> Tree:
        """Return what a field gets; None where that is nothing.

        Raises:
            RowRefused: a text is wrong and the recipe does not let it pass.

        """
        if isinstance(filling, ListOf):
            items = [self.value(each, declared, row) for each in filling.items]
            flat = [one for each in items for one in (each if isinstance(each, list) else [each])]
            return [each for each in flat if each is not None] or None
        if isinstance(filling, MapOf):
            return self._map(filling, declared, row)
        return self._text_value(filling, declared, row)

    def quietly(self, filling: Filling, declared: Field | None, row: RowInHand) -> Tree:
        """Return what ``value`` does, and None where the text is wrong; nothing is noted."""
        findings, self._findings = self._findings, Findings()
        try:
            return self.value(filling, declared, row)
        except RowRefused:
            return None
        finally:
            self._findings = findings

    def text(self, source: Source, row: RowInHand) -> str:
        """Return the treated text of a source without typing it, a link not looked up.

        Raises:
            RowRefused: it is wrong.

        """
        if not source.only_if.holds(row.cells):
            return ""
        try:
            return treat(self._origin(source, row), self._with_places(source), self._zone, code_of_country)
        except BadValueError as mistake:
            raise RowRefused(_column_of(source), mistake.reason, mistake.hint) from mistake

    def target(self, source: Source, row: RowInHand) -> Target | None:
        """Return the record a linking source means, None where it says nothing.

        Raises:
            RowRefused: it means none or several.

        """
        text = self.text(source, row)
        return self._linked(text, source, row) if text else None

    def write(self, template: Template, row: RowInHand) -> str:
        """Return a template's text; empty where all its columns are."""
        if len(template.parts) == 1:
            text, column = template.parts[0]
            cell = self._cell(column, row)
            return f"{text}{cell}".strip() if cell or not column else ""
        filled = [(text, self._cell(column, row)) for text, column in template.parts]
        if not any(cell for _, cell in filled):
            return ""
        return "".join(text + cell for text, cell in filled).strip()

    def _map(self, filling: MapOf, declared: Field | None, row: RowInHand) -> Tree:
        if not filling.only_if.holds(row.cells):
            return None
        found: dict[str, Tree] = {}
        for name, each in filling.fields:
            below = declared.sub_field(name) if declared else None
            value = self.value(each, below, row)
            if value is not None:
                found[name] = value
        if declared and declared.shape is Shape.ENTRIES and not _is_whole(found, declared):
            return None
        return found or None

    def _text_value(self, source: Source, declared: Field | None, row: RowInHand) -> Tree:
        if not source.only_if.holds(row.cells):
            return None
        said = self._origin(source, row)
        pieces = said.split(source.split) if source.split else [said]
        values = [value for piece in pieces if (value := self._piece(piece, source, declared, row)) is not None]
        if declared and declared.shape is Shape.LIST:
            return list(dict.fromkeys(values)) or None
        return values[0] if values else None

    def _piece(self, said: str, source: Source, declared: Field | None, row: RowInHand) -> str | None:
        """Return one typed text, or None where it is empty or wrong and may be."""
        try:
            text = treat(said, self._with_places(source), self._zone, code_of_country)
            if text and source.link:
                text = self._link_text(text, source, row)
            return _typed(text, declared) if text else None
        except BadValueError as mistake:
            refused = RowRefused(_column_of(source), mistake.reason, mistake.hint)
        except RowRefused as wrong:
            refused = wrong
        column = _column_of(source)
        if source.if_wrong is WhenWrong.REFUSE:
            raise refused
        self._findings.mend(row.file, row.line, column, _short(said), "")
        if source.if_wrong is WhenWrong.NOTE:
            row.notes.append(f"{column}: {said.strip()}")
        return None

    def _link_text(self, text: str, source: Source, row: RowInHand) -> str:
        """Return how a link to the record that ``text`` means is written from where the row's record lies."""
        target = self._linked(text, source, row)
        if source.link and source.link.its == "client":
            if target.client is None:
                raise RowRefused(_column_of(source), sentence("“{text}” belongs to no client.", text=text))
            return target.client
        is_elsewhere = target.client and target.client != row.client and target.type != "client"
        return f"{target.client}/{target.name}" if is_elsewhere else target.name

    def _linked(self, text: str, source: Source, row: RowInHand) -> Target:
        assert source.link
        found = self._finder.find(_column_of(source), text, source.link, row.system, row.client)
        if found.mended:
            self._findings.mend(row.file, row.line, _column_of(source), text, found.target.title)
        return found.target

    def _origin(self, source: Source, row: RowInHand) -> str:
        if source.look_up:
            return self._sources.look_up(source.look_up, row.cells)
        return self.write(source.template, row)

    def _cell(self, column: str, row: RowInHand) -> str:
        if not column:
            return ""
        return self._places[column] if column in self._places else row.cells.get(column, "")

    def _with_places(self, source: Source) -> Source:
        """Return ``source`` with the book's currency in place of its name."""
        if not source.money.startswith("{"):
            return source
        from dataclasses import replace

        return replace(source, money=self._places["book.currency"])


def _typed(text: str, declared: Field | None) -> str:
    """Return ``text`` as its field writes it.

    Raises:
        BadValueError: it is not of the field's kind, or none of its choices.

    """
    if declared is None:
        return text
    if declared.choices and declared.choice(text) is None:
        near = nearest(text, [each.word for each in declared.choices])
        raise BadValueError(
            sentence("“{text}” is not a choice of {field}.", text=text, field=declared.name),
            sentence("Did you mean “{near}”?", near=near) if near else None,
        )
    return declared.kind.write(declared.kind.parse(text))


def _is_whole(entry: Mapping[str, Tree], declared: Field) -> bool:
    """Return whether an entry has all it must have; what the row says too little of is no entry."""
    return all(each.name in entry for each in declared.fields if each.required is Severity.ERROR)


def _column_of(source: Source) -> str:
    if source.look_up:
        return source.look_up.column
    return ", ".join(source.template.columns)


def _short(text: str) -> str:
    """Return a text that fits a line of a report."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
