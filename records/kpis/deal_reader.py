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
from .deals import Cell, Course, Deal, Shift, Standing, Step, outcome_of, usual_probability
from .texts import read_money, read_number


class DealReader:
    """Reads opportunities of one book into deals."""

    def __init__(self, machine: Machine, zone: tzinfo) -> None:
        self._machine = machine
        self._days = _Days(zone)
        self._cells: dict[tuple[int, str, str, str, str], Cell] = {}

    def read(self, record: Record, record_id: str) -> Deal:
        """Return the deal of a record; what is not of its kind counts as missing, and a Problem says so."""
        return Deal(record, record_id, self, self._course(record), read_money(record.tree.get("amount")))

    def _course(self, record: Record) -> Course:
        """Return how a deal stands, and between which days it moved."""
        tree = record.tree
        machine = self._machine
        states = machine.flow(record.text(machine.selector)).states
        cell = self.cell(states, record.text(machine.field), tree)
        moved = self._move_days(record)
        created, closed_on = self.day(tree.get("created")), None if cell.is_open else self.day(tree.get("closed_on"))
        if closed_on is None and not cell.is_open and cell.stage in states:
            steps = sorted(self.moves_of(record), key=itemgetter(0))
            closed_on = next((each.day for each in reversed(steps) if each.stage == cell.stage), None)
        began = min(moved) if moved else created
        if created is not None and began is not None and created < began:
            began = created
        if "close_date_moves" in tree:
            moved = [*moved, *(each.day for each in self.shifts_of(record))]
        settled = max(moved) if moved else date.min
        for each in (closed_on, began):
            if each is not None and each > settled:
                settled = each
        return Course(Standing(cell, closed_on, self.day(tree.get("expected_close"))), began, settled)

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

    def day(self, text: Tree) -> date | None:
        """Return the day of a date or moment, in the book's zone."""
        return self._days[text] if isinstance(text, str) else None

    def moves_of(self, record: Record) -> list[Step]:
        """Return the moves of a deal that can be dated, as written."""
        tree = record.tree.get(self._machine.history)
        return [
            Step(day, word)
            for each in (tree if isinstance(tree, list) else ())
            if isinstance(each, dict) and isinstance(word := each.get("to"), str) and (day := self.day(each.get("at")))
        ]

    def _move_days(self, record: Record) -> list[date]:
        """Return the days of the moves; most histories are lists of entries with both texts, and quickly read."""
        tree = record.tree.get(self._machine.history)
        if not isinstance(tree, list):
            return []
        days = self._days
        found: list[date] = []
        try:
            for each in cast("list[dict[str, str]]", tree):
                day = days[each["at"]]
                if day is None or each["to"].__class__ is not str:
                    break
                found.append(day)
            else:
                return found
        except (KeyError, TypeError):
            pass  # an entry lacks a text: they are looked at one by one
        return [each.day for each in self.moves_of(record)]

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
