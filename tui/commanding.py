"""The command line on a screen: what it stands on, and doing what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ..schema.sentences import sentence
from . import messages
from .acting import Acting
from .begin import fill_new
from .command_line.answers import MoveLacks, NewLacks, RecordMeant
from .command_line.ground import CommandGround
from .command_line.orders import Act, FilterList, Order, SearchText, ShowList, SortList, WearTheme
from .looks.themes import THEMES
from .modals.command_line import CommandLine, Done
from .screens.arranged import ArrangedScreen
from .screens.clients import ClientsScreen
from .screens.filtered import FilteredScreen
from .screens.listing import ListScreen
from .screens.move import MoveFormScreen
from .screens.search import SearchScreen
from .widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from ..records.query.facts import Facts
    from .app import Cartera


@runtime_checkable
class Ordering(Protocol):
    """A screen whose order can be chosen."""

    def order_by(self, order: str) -> None:
        """Show the records in another order."""


def take_command(app: Cartera, text: str = "") -> None:
    """Open the command line, with ``text`` typed already."""
    screen = app.screen
    if app.snapshot is None or not isinstance(screen, Acting):
        return
    listed, of_list = _listed_on(screen)
    ground = CommandGround(screen.standing(), app.facts, app.keymap.table, listed, tuple(THEMES), of_list)
    line = CommandLine(ground, app.commands.history, text)

    def closed(done: Done | None) -> None:
        app.commands.keep(line.history)
        if done is not None:
            finish_command(app, done)

    app.push_screen(line, closed)


def _listed_on(screen: Acting[object]) -> tuple[tuple[str, ...], Facts | None]:
    """Return the types of the list on the screen, and what is known of them; none where it is no list, or not read yet."""
    if not isinstance(screen, ArrangedScreen) or screen.listed is None:
        return (), None
    asked = screen.question
    types = asked.types or (tuple(each.name for each in screen.types) if asked.among is not None else ())
    return types, screen.facts


def finish_command(app: Cartera, done: Done) -> None:
    """Do on the screen what a line asks for, or what its job left to be done there."""
    match done:
        case RecordMeant():
            app.open_record(done.record_id)
        case messages.Saved():
            app.open_record(next(iter(done.ids), ""))
        case MoveLacks():
            app.push_screen(MoveFormScreen(done.record, done.state, done.missing, done.given))
        case NewLacks():
            fill_new(app, done.type_name, done.client, done.fields)
        case _:
            _follow(app, done)


def _follow(app: Cartera, order: Order) -> None:
    """Do an order that writes nothing."""
    screen = app.screen
    match order:
        case Act(action):
            if isinstance(screen, Acting):
                app.habits.visit(f"do:{action}")
                screen.perform_by_id(action)
        case ShowList(name, query):
            app.go_root(ClientsScreen(query) if name == "client" else ListScreen(name, query))
        case FilterList() | SortList():
            if isinstance(screen, FilteredScreen):
                _arrange(screen, order)
        case SearchText(text):
            app.push_screen(SearchScreen(text))
        case WearTheme(name):
            app.choose_theme(name)
        case _:
            raise AssertionError(order)


def _arrange(screen: FilteredScreen, done: FilterList | SortList) -> None:
    """Filter or order the list on the screen."""
    if isinstance(done, FilterList):
        screen.query_one(FilterBar).set_text(done.query)
    elif isinstance(screen, Ordering):
        screen.order_by(done.order)
    else:
        screen.cartera.tell(sentence("What stands here has its own order."), "warning")
