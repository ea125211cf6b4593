"""Printing a list: as a table with its groups, as JSON, as comma separated values or as ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..records.query.facts import Facts
from ..records.views.saved import SavedView
from ..schema.dataclass import dataclass
from ..schema.formats import show_money
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.sentences import plural
from .columns import Shown, choose_columns
from .csv_form import print_csv
from .json_form import Json, form_columns, form_record, form_value, print_json
from .marking import mark as _
from .session import Session
from .tables import format_table, terminal_width

if TYPE_CHECKING:
    from ..records.query.groups import Group


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a list is printed."""

    json: bool
    """As JSON objects."""
    csv: bool
    """As comma separated values."""
    ids: bool
    """As ids, one a line."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list found."""

    view: SavedView
    """What was asked for."""
    records: Sequence[Record]
    """What was found, in order."""
    facts: Facts
    """What derived columns are computed from."""
    has_columns: bool
    """Whether columns were chosen; JSON holds whole records otherwise."""

    @property
    def types(self) -> list[RecordType]:
        """The record types of the list."""
        known = self.facts.snapshot.schema.types
        return [known[each] for each in self.view.types]

    def columns(self) -> list[Shown]:
        """Return its columns; a view's stand behind the title."""
        chosen = self.view.columns
        names = [*(["title"] if chosen and self.view.name and "title" not in chosen else []), *chosen]
        return choose_columns(self.facts, self.types, names)

    def groups(self, columns: Sequence[Shown]) -> tuple[Group, ...]:
        """Return its groups, with the sums of the first column of money."""
        from ..records.query.groups import group_records

        money = next((each.name for each in columns if each.field.kind.name == "money"), "")
        return group_records(self.records, self.view.group, self.facts, money=money, order=self.view.order)


def print_list(session: Session, listed: Listed, form: Form) -> None:
    """Print what was found in the form asked for."""
    columns = listed.columns() if needs_columns(listed, form) else []
    groups = listed.groups(columns) if listed.view.group else ()
    # Those of the list and no others: to ask for all of a book would unpack every type of record.
    known = {each.id: each for each in listed.records} if groups else {}
    ordered = [known[each] for group in groups for each in group.ids] or listed.records
    if form.ids:
        for record in ordered:
            session.print(record.id)
    elif form.json:
        shown = columns if listed.has_columns else []
        print_json(
            [_form_group(listed, each, known, shown) for each in groups]
            if listed.view.group
            else [_form(listed, each, shown) for each in ordered]
        )
    elif form.csv:
        _print_csv(listed, columns, groups, known)
    elif not ordered:
        session.say(_("Nothing fits."))
    else:
        _print_table(session, listed, columns, groups, ordered)
        session.say(plural("{n} record", "{n} records", len(ordered)))


def needs_columns(listed: Listed, form: Form) -> bool:
    """Return whether the form shows columns, or sums one."""
    return bool(listed.view.group) or not (form.ids or (form.json and not listed.has_columns))


def _form(listed: Listed, record: Record, columns: Sequence[Shown]) -> Json:
    if columns:
        return form_columns(record, {one.name: one.value(record) for one in columns})
    return form_record(record, listed.facts.snapshot.type_of(record), body=False)


def _form_group(listed: Listed, group: Group, known: Mapping[str, Record], columns: Sequence[Shown]) -> Json:
    return {
        "group": form_value(group.value),
        "count": len(group.ids),
        "sums": [form_value(each) for each in group.sums],
        "records": [_form(listed, known[each], columns) for each in group.ids],
    }


def _print_csv(listed: Listed, columns: Sequence[Shown], groups: Sequence[Group], known: Mapping[str, Record]) -> None:
    names = [each.name for each in columns]
    if not listed.view.group:
        print_csv(["id", "type", *names], (_cells(record, columns) for record in listed.records))
        return
    rows = ([group.key, *_cells(known[each], columns)] for group in groups for each in group.ids)
    print_csv(["group", "id", "type", *names], rows)


def _cells(record: Record, columns: Sequence[Shown]) -> list[str]:
    return [record.id, record.type, *(each.plain(record) for each in columns)]


def _print_table(
    session: Session, listed: Listed, columns: Sequence[Shown], groups: Sequence[Group], ordered: Sequence[Record]
) -> None:
    headings = [each.heading(session) for each in columns]
    lines = iter(
        format_table(headings, [[one.text(session, each) for one in columns] for each in ordered], terminal_width())
    )
    session.print(next(lines))
    if not groups:
        for line in lines:
            session.print(line)
    for group in groups:
        session.print()
        session.print(group_title(session, listed.facts, group))
        for _place in group.ids:
            session.print(next(lines))


def group_title(session: Session, facts: Facts, group: Group) -> str:
    """Return what stands over a group: its value, how many records it has and their sums."""
    from ..records.views.group_title import title_of_group

    title = title_of_group(facts.snapshot, group, session.language, session.book.config.zone)
    return "  ".join([f"{title} ({len(group.ids)})", *(show_money(each, session.language) for each in group.sums)])
