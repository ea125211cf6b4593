"""Numbers: the headlines of a role with their trends and targets; Enter opens the records behind one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from ...records.kpis.engine import Question
from ...records.kpis.headlines import Headline, Role, headlines, headlines_of, role_of, with_trend
from ...records.kpis.own import own_kpis
from ...records.kpis.team_weeks import TeamWeeks, team_weeks
from ...schema.clean import clean
from ...schema.dataclass import replace
from .. import messages, reports
from ..actions import Place
from ..asking import Asking
from ..presentation.lines import text_item
from ..presentation.numbers import number_columns, number_detail, number_row, role_title, span_title, team_items
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .asked import OWN, AskedScreen
from .number import NumberScreen

ROOMY = 34
"""Lines of a terminal from which a manager's numbers have room for a picture of the team below them."""


class NumbersScreen(AskedScreen):
    """A table of numbers, with what the one under the cursor means below."""

    place: ClassVar[Place] = Place.NUMBERS

    def __init__(self) -> None:
        super().__init__(Asking())
        self._role: Role | None = None
        self._rows: dict[str, Headline] = {}

    def content(self) -> Iterable[Widget]:
        """Return the table and what the number under the cursor means."""
        yield RecordTable(id="rows")
        yield LineView(id="team", can_focus=False)
        yield LineView(id="detail", can_focus=False)

    def trail(self) -> tuple[str, ...]:
        """Return the role, the period and the scope."""
        parts = [self.language.gettext("Numbers")]
        if self._rows:
            parts.append(span_title(next(iter(self._rows.values())).value, self.language))
        return (*parts, clean(self.asking.scope) or role_title(self.role, self.language))

    @property
    def role(self) -> Role:
        """Whose headlines are shown: of one's own role until another is chosen."""
        return role_of(self.person) if self._role is None else self._role

    def mover(self) -> Widget | None:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()
        self.query_one("#detail", LineView).show([text_item(self.language.gettext("Counting..."))])

    def show_snapshot(self) -> None:
        """Compute the values first and show them, then their trends."""
        self.begin_with_own()
        question, role = self.question(), self.role
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
        if not self.is_present(message):
            return
        self._rows = {each.kpi.code: each for each in message.rows}
        frame, rows = self.frame, self._rows
        columns = number_columns(self.language)
        self.query_one(RecordTable).show(TableModel(columns, tuple(rows), lambda key: number_row(rows[key], frame)))
        self._show_team(message.team)
        self.refresh_header()
        self._show_detail()

    def on_selected(self, message: messages.Selected) -> None:
        """Say what the number under the cursor means."""
        message.stop()
        self._show_detail()

    def on_opened(self, message: messages.Opened) -> None:
        """Open what was clicked twice."""
        message.stop()
        message.prevent_default()
        self.do_open_number()

    def do_open_number(self) -> None:
        """Open the number under the cursor: how it came about, and the records behind it."""
        chosen = self._rows.get(self.query_one(RecordTable).row_key)
        if chosen is not None:
            self.app.push_screen(NumberScreen(chosen.kpi, self.asking))

    def do_role(self) -> None:
        """Show the headlines of the next role."""
        roles = list(Role)
        self._role = roles[(roles.index(self.role) + 1) % len(roles)]
        if self.asking.scope in {"", OWN}:  # whoever typed another scope keeps it
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

    def _show_detail(self) -> None:
        chosen = self._rows.get(self.query_one(RecordTable).row_key)
        detail = number_detail(chosen, self.frame) if chosen else []
        self.query_one("#detail", LineView).show(detail, from_top=True)
