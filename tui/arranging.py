"""Choosing how a list stands: by what it is ordered, which columns it shows, by what it is grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..schema.dataclass import replace
from .modals.chooser import Chooser, Wording
from .modals.columns import ColumnsModal
from .presentation.arranging import NOTHING, group_items, order_items
from .presentation.cells import OWN
from .presentation.grouped import turned

if TYPE_CHECKING:
    from .screens.arranged import ArrangedScreen


def choose_order(screen: ArrangedScreen) -> None:
    """Let the user choose the column a list is ordered by; the present one again turns it round."""
    facts, language = screen.facts, screen.language
    types, order = screen.types, screen.question.order
    columns = [*screen.own_orders(), *(each for each in screen.columns() if not each.name.startswith(OWN))]

    def chosen(name: str | None) -> None:
        if name:
            screen.order_by("" if name == NOTHING else turned(order, name))

    words = language.gettext
    wording = _wording(screen, words("Order by"))
    narrow = lambda text: order_items(text, types, columns, order, facts, language)  # noqa: E731 - one line of arguments
    screen.app.push_screen(Chooser(wording, narrow), chosen)


def choose_group(screen: ArrangedScreen) -> None:
    """Let the user choose the column a list is grouped by."""
    facts, language = screen.facts, screen.language
    types, group = screen.types, screen.question.group

    def chosen(name: str | None) -> None:
        if name:
            screen.set_out(replace(screen.present, group="" if name == NOTHING else name))

    wording = _wording(screen, language.gettext("Group by"))
    screen.app.push_screen(Chooser(wording, lambda text: group_items(text, types, group, facts, language)), chosen)


def choose_columns(screen: ArrangedScreen) -> None:
    """Let the user choose the columns of a list and their order."""
    columns = [column.name for column in screen.columns() if not column.name.startswith(OWN)]
    shown = screen.chosen or tuple(name for name in columns if name != "title")

    def chosen(names: tuple[str, ...] | None) -> None:
        if names is not None:
            screen.set_out(replace(screen.present, columns=names))

    screen.app.push_screen(ColumnsModal(screen.language, screen.types, shown, screen.facts), chosen)


def _wording(screen: ArrangedScreen, title: str) -> Wording:
    words = screen.language.gettext
    return Wording(title, words("Type to narrow, Enter chooses, Esc closes."), words("No field is called that."))
