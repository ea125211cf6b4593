"""Opening what does not fit into one line of a form: a text, or a list of items, on a screen over it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from ..presentation.form import Form
from ..presentation.form_rows import FormRow, RowKind
from .body import BodyScreen
from .items import ItemsScreen

if TYPE_CHECKING:
    from .form import FormScreen

Answered = TypeVar("Answered")
"""What a screen over the form answers with."""


def open_row(screen: FormScreen, heading: str, row: FormRow | None) -> None:
    """Edit a list item by item, or a text of several lines; None means the text below the fields."""
    form = screen.pane.form
    if row is None:
        _open(screen, form.write_body, lambda typed: BodyScreen(heading, form.body, typed))
    elif row.kind is not RowKind.LINE:
        _open(
            screen,
            partial(form.list_items, row.path),
            lambda typed: ItemsScreen(form.item_field(row), form.items(row), form.ground, typed),
        )
    else:
        _open(screen, partial(form.type, row.path), lambda typed: BodyScreen(heading, form.text(row), typed))


def _open(
    screen: FormScreen,
    step: Callable[[Answered], Form],
    make: Callable[[Callable[[Answered], None]], Screen[Answered]],
) -> None:
    """Open a screen over the form; its answer is written into it, and what it holds meanwhile is kept."""

    def typed(answer: Answered) -> None:
        screen.show_inner(step(answer))

    def written(answer: Answered | None) -> None:
        screen.show_inner(None)
        if answer is not None:
            screen.pane.exchange(step(answer))

    screen.app.push_screen(make(typed), written)
