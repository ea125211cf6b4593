"""Reads opportunities into deals: at once what every number asks of them, the rest when one does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from math import ceil, floor
from operator import itemgetter
from typing import cast

from ...schema.machine import OPEN, Machine, State
from ...schema.record import Record
from ...schema.tree import Tree
from .deals import Cell, Course, Deal, Shift, Standing, outcome_of, usual_probability
from .texts import read_money, read_number


class DealReader:
    """Reads opportunities of one book into deals."""

    def __init__(self, machine: Machine, zone: tzinfo) -> None:
        self._machine = machine
        self._days = _Days(zone)
        self._cells: dict[tuple[int, str, str, str, str], Cell] = {}
        self._usual: dict[tuple[Tree | None, Tree | None, Tree | None], Cell] = {}

    def read(self, record: Record, record_id: str) -> Deal:
        """Return the deal of a record; what is not of its kind counts as missing, and a Problem says so."""
        return Deal(record, record_id, self, self._course(record.tree, record), read_money(record.tree.get("amount")))

    def _course(self, tree: Mapping[str, Tree], record: Record) -> Course:
        """Return how a deal stands, and between which days it moved."""
        get, day_of = tree.get, self._days.of
        cell = self._cell_of(tree)
        moved = self._move_days(record)
        began = min(moved) if moved else None
        created = day_of(get("created"))
        if began is None or (created is not None and created < began):
            began = created
        closed_on = None
        if not cell.is_open:
            closed_on = day_of(get("closed_on"))
            if closed_on is None and cell.stage in cell.states:
                steps = sorted(self.moves_of(record), key=itemgetter(0))
                closed_on = next((day for day, stage in reversed(steps) if stage == cell.stage), None)
        if "close_date_moves" in tree:
            moved = [*moved, *(each.day for each in self.shifts_of(record))]
        settled = max(moved) if moved else date.min
        if closed_on is not None and closed_on > settled:
            settled = closed_on
        if began is not None and began > settled:
            settled = began
        return Course(Standing(cell, closed_on, day_of(get("expected_close"))), began, settled)

    def _cell_of(self, tree: Mapping[str, Tree]) -> Cell:
        """Return the cell a deal stands in; what is commonly written is told without reading it twice."""
        machine = self._machine
        get = tree.get
        pipeline, stage, said = get(machine.selector), get(machine.field), get("forecast")
        if "probability_override" not in tree:
            key = pipeline, stage, said
            try:
                return self._usual[key]
            except (KeyError, TypeError):
                pass  # a first one, or one of which a field is no text
        states = machine.flow(pipeline if isinstance(pipeline, str) else "").states
        cell = self.cell(states, stage if isinstance(stage, str) else "", tree)
        if "probability_override" not in tree and all(each is None or isinstance(each, str) for each in key):
            self._usual[key] = cell
        return cell

    def cell(
        self, states: Mapping[str, State], stage: str, tree: Mapping[str, Tree], outcome: str | None = None
    ) -> Cell:
        """Return the cell of a deal in a stage; ``tree`` is where a person may have said how it is to count."""
        category, override = tree.get("forecast"), tree.get("probability_override")
        chosen = override.get("pct") if isinstance(override, dict) else None
        said, pct = category if isinstance(category, str) else "", chosen if isinstance(chosen, str) else ""
        key = id(states), stage, said, pct, outcome or ""
        found = self._cells.get(key)
        if found is None:
            state = states.get(stage)
            ends = outcome or outcome_of(state)
            given = read_number(pct)
            probability = usual_probability(state) if given is None else given
            said = said or (state.forecast if state else "")
            found = self._cells[key] = Cell(states, stage, ends, said, probability, is_open=ends == OPEN)
        return found

    def day(self, text: Tree | None) -> date | None:
        """Return the day of a date or moment, in the book's zone."""
        return self._days.of(text)

    def moves_of(self, record: Record) -> list[tuple[date, str]]:
        """Return day and stage of the moves of a deal that can be dated, as written."""
        tree = record.tree.get(self._machine.history)
        if not isinstance(tree, list):
            return []
        try:
            found = [(each["at"], each["to"]) for each in cast("list[dict[str, str]]", tree)]
        except (KeyError, TypeError):  # an entry lacks a text
            found = [(each.get("at"), each.get("to")) for each in tree if isinstance(each, dict)]  # type: ignore[misc]
        day_of = self._days.of
        return [(day, word) for at, word in found if word.__class__ is str and (day := day_of(at)) is not None]

    def _move_days(self, record: Record) -> list[date]:
        """Return the days of the moves; most histories are lists of entries with both texts, and quickly read."""
        tree = record.tree.get(self._machine.history)
        if not isinstance(tree, list):
            return []
        days = self._days
        entries = cast("list[dict[str, str]]", tree)
        try:
            found = [days[each["at"]] for each in entries if each["to"].__class__ is str]
        except (KeyError, TypeError):
            found = [None]  # an entry lacks a text: they are looked at one by one
        return [day for day, _ in self.moves_of(record)] if None in found else cast("list[date]", found)

    def shifts_of(self, record: Record) -> Iterator[Shift]:
        """Yield the changes of the day a deal was expected to close, as written."""
        tree = record.tree.get("close_date_moves")
        for each in tree if isinstance(tree, list) else ():
            if isinstance(each, dict) and (day := self.day(each.get("at"))):
                yield Shift(day, self.day(each.get("from")), self.day(each.get("to")))


class _Days(dict[str, "date | None"]):
    """The days of texts, each read once: a lookup of a known one is as quick as Python has them."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._earliest, self._latest = _usual_hours(zone)

    def of(self, text: Tree | None) -> date | None:
        """Return the day of a text of a file; None where there is none or it is none."""
        return self[text] if text.__class__ is str else None

    def __missing__(self, text: str) -> date | None:
        day = self[text] = self._read_day(text)
        return day

    def _read_day(self, text: str) -> date | None:
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            if len(text) == 25 and self._earliest <= int(text[11:13]) - int(text[19:22]) < self._latest:
                return date.fromisoformat(text[:10])  # as long as its own clock is far from midnight here
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment.astimezone(self._zone).date() if moment.tzinfo else moment.date()


def _usual_hours(zone: tzinfo) -> tuple[int, int]:
    """Return the first hour of UTC from which the day is that of ``zone`` all year round, and the one before which."""
    seasons = [datetime(year, month, 1, tzinfo=zone).utcoffset() for year in (1990, 2010, 2030) for month in (1, 7)]
    hours = [each.total_seconds() / 3600 for each in seasons if each is not None]
    return 1 - floor(min(hours)), 23 - ceil(max(hours))
