"""Numbers: the headlines of a role with their trends and targets; Enter opens the records behind one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from ...records.kpis.engine import Question
from ...records.kpis.headlines import Headline, Role, headlines, headlines_of, role_of, with_trend
from ...records.kpis.number_rows import rows_of_numbers
from ...records.kpis.own import own_kpis
from ...records.kpis.team_weeks import TeamWeeks, team_weeks
from ...records.rows.names import NUMBER
from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from .. import reports
from ..actions import Place
from ..presentation.cells import Cell, Column
from ..presentation.lines import Item, Span
from ..presentation.numbers import (
    number_cells,
    number_columns,
    number_detail,
    number_sign,
    role_title,
    span_title,
    team_items,
)
from ..widgets.line_view import LineView
from .asked import OWN, AskedScreen
from .number import NumberScreen
from .rows import RowsScreen

ROOMY = 34
"""Lines of a terminal from which a manager's numbers have room for a picture of the team below them."""


class NumbersScreen(RowsScreen[Headline], AskedScreen):
    """A table of numbers, with what the one under the cursor means below."""

    place: ClassVar[Place] = Place.NUMBERS

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, (NUMBER,)))
        self._role: Role | None = None

    def content(self) -> Iterable[Widget]:
        """Return the table, the picture of the team and what the number under the cursor means."""
        *above, detail = super().content()
        yield from above
        yield LineView(id="team", can_focus=False)
        yield detail

    def trail(self) -> tuple[str, ...]:
        """Return the view, the period, and the scope or the role."""
        parts = [self.view_title or self.language.gettext("Numbers")]
        if self.told and self.told.things:
            parts.append(span_title(next(iter(self.told.things.values())).value, self.language))
        return (*parts, self.scope_title or role_title(self.role, self.language))

    @property
    def list_key(self) -> str:
        """It is found again as it was arranged."""
        return "numbers"

    @property
    def filter_example(self) -> str:
        """What can be asked of a number."""
        return self.language.gettext("family:sales n<30 reached<100 trend:down   Enter: to the list, Esc: everything")

    @property
    def role(self) -> Role:
        """Whose headlines are shown: of one's own role until another is chosen."""
        return role_of(self.person) if self._role is None else self._role

    # What there is

    def gather(self) -> None:
        """Compute the values first and show them, then their trends."""
        self.begin_with_own()
        question, role = self.of_numbers(), self.role
        self.cartera.bridge.compute(self, partial(self._count, question, role, trends=False))
        self.cartera.bridge.compute(self, partial(self._count, question, role, trends=True))

    def _count(self, question: Question, role: Role, *, trends: bool) -> Message | None:
        snapshot = self.cartera.snapshot
        if snapshot is None or (trends and role is not self.role):
            return None
        numbers = self.cartera.counting.of(snapshot, self.language)
        kpis = [*headlines_of(role), *own_kpis(snapshot).values()]
        rows = headlines(numbers, kpis, question)
        if trends:
            rows = [with_trend(numbers, each, question) for each in rows]
        team = team_weeks(numbers.slice(question)) if trends and role is Role.MANAGER else None
        return reports.NumbersCounted(snapshot, question, tuple(rows), team)

    def on_numbers_counted(self, message: reports.NumbersCounted) -> None:
        """Show them; the cursor stays on its number."""
        message.stop()
        if self.is_present(message):
            self._show_team(message.team)
            self.take(rows_of_numbers(message.rows, self.snapshot.config, self.language))

    # How it looks

    def usual_columns(self) -> tuple[Column, ...]:
        """Return value, trend, target and what it was before."""
        return number_columns(self.language)

    def cells(self, thing: Headline) -> Mapping[str, Cell]:
        """Return the number as it is read, in its unit."""
        return number_cells(thing, self.frame)

    def sign_of(self, thing: Headline) -> str:
        """Return whether a conflict touches it, and whether it has an answer."""
        return number_sign(thing)

    def detail(self, thing: Headline) -> Sequence[Item]:
        """Return what the number means."""
        return number_detail(thing, self.frame)

    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return that they are being counted."""
        return ((Span(self.language.gettext("Counting...")),),)

    def record_of(self, thing: Headline) -> str:  # noqa: ARG002 - a number is in no record
        """Return that there is none: many records are behind a number."""
        return ""

    # Deeds

    def open_row(self) -> None:
        """Open the number under the cursor: how it came about, and the records behind it."""
        if self.thing is not None:
            self.app.push_screen(NumberScreen(self.thing.kpi, self.asking))

    def do_open_number(self) -> None:
        """Open what is under the cursor."""
        self.open_row()

    def do_filter_numbers(self) -> None:
        """Type which numbers are shown."""
        self.do_filter()

    def do_role(self) -> None:
        """Show the headlines of the next role."""
        roles = list(Role)
        self._role = roles[(roles.index(self.role) + 1) % len(roles)]
        if not self.asking.scope or self.is_own:  # whoever typed another scope keeps it
            self.asking = replace(self.asking, scope="" if self._role is Role.MANAGER or self.person is None else OWN)
        self.show_snapshot()

    def _show_team(self, team: TeamWeeks | None) -> None:
        """Show who did how much when, where there is room below the numbers; the page of the number shows it too."""
        view = self.query_one("#team", LineView)
        view.display = team is not None and bool(team.people) and self.size.height >= ROOMY
        if team is not None and view.display:
            items = [*team_items(team, self.frame)][:-1]
            view.styles.height = len(items) + 1
            view.show(items, from_top=True)
