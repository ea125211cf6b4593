"""Who does what: the function behind each action that is not one screen's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ..records.views.review import Kind
from ..schema.language import Language
from ..schema.sentences import sentence
from .acting import Acting
from .actions import Place, Standing
from .commanding import take_command
from .modals.chooser import Chooser, Wording
from .modals.palette import Palette
from .neighbours import step_to_neighbour
from .presentation.choices import ACTION, LIST, RECORD, help_items, list_items, place_title
from .presentation.palette_items import PaletteGround
from .screens.clients import ClientsScreen
from .screens.listing import ListScreen
from .screens.pipeline import PipelineScreen
from .screens.review import ReviewScreen
from .screens.today import TodayScreen
from .scrolling import scroll_beside
from .viewing import GO_VIEW, list_of_views, view_called
from .writing import WRITING

if TYPE_CHECKING:
    from .app import Cartera

Performer = Callable[["Cartera"], None]
"""Does one action; it finds out where the user stands by itself."""


def standing_of(app: Cartera) -> Standing:
    """Return where the user is and on what."""
    return app.screen.standing() if isinstance(app.screen, Acting) else Standing(Place.ANYWHERE)


def _go_clients(app: Cartera) -> None:
    app.go_root(ClientsScreen())


def _go_pipeline(app: Cartera) -> None:
    app.go_root(PipelineScreen())


def _go_view(name: str) -> Performer:
    """Return what shows a saved view."""

    def go(app: Cartera) -> None:
        app.go_root(ListScreen.of_view(view_called(app, name)))

    return go


def _switch_read_only(app: Cartera) -> None:
    app.bridge.read_only = not app.bridge.read_only
    if app.bridge.read_only:
        app.tell(sentence("Nothing is written from now on; the same key ends it."))
    else:
        app.tell(sentence("What you do is written again."))
    app.refresh_header()


def _sync(app: Cartera) -> None:
    app.sync_now()


def _show_brought(app: Cartera) -> None:
    from .screens.brought import BroughtScreen

    if not isinstance(app.screen, BroughtScreen):
        app.push_screen(BroughtScreen())


def _choose_book(app: Cartera) -> None:
    from .switching import choose_book

    choose_book(app)


def _go_inbox(app: Cartera) -> None:
    from .screens.inbox import InboxScreen

    app.go_root(InboxScreen())


def _go_numbers(app: Cartera) -> None:
    from .screens.numbers import NumbersScreen

    app.go_root(NumbersScreen())


def _go_forecast(app: Cartera) -> None:
    from .screens.forecast import ForecastScreen

    app.go_root(ForecastScreen())


def _go_today(app: Cartera) -> None:
    app.go_root(TodayScreen())


def _review_morning(app: Cartera) -> None:
    app.push_screen(ReviewScreen(Kind.MORNING))


def _review_evening(app: Cartera) -> None:
    app.push_screen(ReviewScreen(Kind.EVENING))


def _go_client(app: Cartera) -> None:
    """Open the client of the selected record."""
    snapshot = app.snapshot
    record = snapshot.records.get(standing_of(app).record) if snapshot else None
    client = snapshot.client_of(record) if snapshot and record else None
    if client is None:
        app.tell(sentence("This record belongs to no client."), "warning")
    else:
        app.open_record(client.id)


def _back(app: Cartera) -> None:
    if len(app.screen_stack) > app.FIRST_LEVEL:
        app.pop_screen()
    elif not app.stop_sync():
        key = app.keymap.table.key_of("quit", ":q")
        app.tell(sentence("This is the first screen. {key} leaves Cartera.", key=key))


def _quit(app: Cartera) -> None:
    """Leave, unless an open form asks first."""
    if all(screen.may_leave() for screen in reversed(app.screen_stack) if isinstance(screen, Acting)):
        app.exit(0)


def _suspend(app: Cartera) -> None:
    """Stop as any program does on Ctrl-Z; the shell's ``fg`` goes on."""
    app.action_suspend_process()


def _refresh(app: Cartera) -> None:
    app.bridge.look_again()


def _show_next_theme(app: Cartera) -> None:
    app.tell(sentence("Theme: {name}", name=app.next_theme()))


def _switch_signs(app: Cartera) -> None:
    plain = app.switch_signs()
    app.tell(sentence("Drawn with plain signs.") if plain else sentence("Drawn with all signs."))


def _show_help(app: Cartera) -> None:
    standing, language = standing_of(app), app.language
    title = language.gettext("Help: {place}").format(place=place_title(standing.place, language))
    table = app.keymap.table
    help_of = partial(help_items, standing=standing, language=language, table=table)
    app.push_screen(Chooser(_wording(title, language), help_of, wide=True), app.follow)


def _show_palette(app: Cartera) -> None:
    ground = PaletteGround(standing_of(app), app.reader, app.snapshot, app.keymap.table, app.habits.visits)
    wording = _wording(app.language.gettext("What to do, or where to go"), app.language)

    def chosen(target: str | None) -> None:
        if target and not target.startswith(RECORD):
            app.habits.visit(target)
        app.follow(target)

    app.push_screen(Palette(wording, ground, app.titles), chosen)


def _choose_list(app: Cartera) -> None:
    snapshot, language = app.snapshot, app.language
    if snapshot is not None:
        wording = _wording(language.gettext("Which list"), language)
        app.push_screen(
            Chooser(wording, lambda text: [*list_items(text, snapshot, language), *list_of_views(text, app)]),
            app.follow,
        )


def _wording(title: str, language: Language) -> Wording:
    return Wording(
        title,
        language.gettext("Type to narrow, ↑ ↓ choose, Enter does it, Esc closes."),
        language.gettext("Nothing is called that."),
    )


def follow_target(app: Cartera, target: str) -> None:
    """Do what was chosen in help, in the palette or in a list of lists."""
    if target.startswith(ACTION):
        if isinstance(app.screen, Acting):
            app.screen.perform_by_id(target.removeprefix(ACTION))
    elif target.startswith(RECORD):
        app.open_record(target.removeprefix(RECORD))
    elif target.startswith(GO_VIEW):
        _go_view(target.removeprefix(GO_VIEW))(app)
    elif target.startswith(LIST):
        app.go_root(ListScreen(target.removeprefix(LIST)))


def _toggle_tour(app: Cartera) -> None:
    app.guide.toggle()


def _skip_step(app: Cartera) -> None:
    app.guide.skip()


VIEWS = (
    "tasks", "proposals", "renewals", "cases", "voice", "agenda", "market", "library", "development", "team",
)  # fmt: skip
"""Saved views that have a key: the action and the view have one name."""

PERFORMERS: Mapping[str, Performer] = {
    **WRITING,
    "clients": _go_clients,
    "pipeline": _go_pipeline,
    **{word: _go_view(word) for word in VIEWS},
    "today": _go_today,
    "numbers": _go_numbers,
    "read-only": _switch_read_only,
    "sync": _sync,
    "inbox": _go_inbox,
    "brought": _show_brought,
    "books": _choose_book,
    "forecast": _go_forecast,
    "morning-review": _review_morning,
    "evening-review": _review_evening,
    "client": _go_client,
    "next-record": lambda app: step_to_neighbour(app, 1),
    "previous-record": lambda app: step_to_neighbour(app, -1),
    "lists": _choose_list,
    "back": _back,
    "quit": _quit,
    "suspend": _suspend,
    "beside-down": lambda app: scroll_beside(app, "half-down"),
    "beside-up": lambda app: scroll_beside(app, "half-up"),
    "refresh": _refresh,
    "theme": _show_next_theme,
    "signs": _switch_signs,
    "tour": _toggle_tour,
    "tour-skip": _skip_step,
    "help": _show_help,
    "command": take_command,
    "palette": _show_palette,
}
