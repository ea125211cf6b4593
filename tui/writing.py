"""Actions that write: what is behind the keys for undo, new, edit, move and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..schema.record import Record
from ..schema.sentences import sentence
from .acting import Acting
from .begin import begin_log, begin_new, begin_task
from .copying import choose_copy
from .due_deeds import ON_DUE_RECORD
from .moving import choose_move, finish, move_along
from .removing import ask_name, ask_removal
from .resuming import offer_drafts
from .screens.history import HistoryScreen
from .screens.marked import MarkedScreen
from .screens.problems import ProblemsScreen
from .screens.record import RecordScreen
from .screens.record_form import FieldFormScreen, RecordFormScreen
from .screens.search import SearchScreen
from .undoing import choose_undo, redo, undo

if TYPE_CHECKING:
    from .app import Cartera

OnRecord = Callable[["Cartera", Record], None]
"""Does something with the selected record."""


def selected_record(app: Cartera) -> Record | None:
    """Return the record the user stands on."""
    if app.snapshot is None or not isinstance(app.screen, Acting):
        return None
    return app.snapshot.records.get(app.screen.standing().record)


def _on_record(deed: OnRecord) -> Callable[[Cartera], None]:
    """Return the performer that does ``deed`` with the selected record; the table of actions has asked for one."""

    def perform(app: Cartera) -> None:
        record = selected_record(app)
        if record is not None:
            deed(app, record)

    return perform


def _edit(app: Cartera, record: Record) -> None:
    app.push_screen(RecordFormScreen(record))


def _edit_field(app: Cartera, record: Record) -> None:
    """Edit the field under the cursor; on a line that is none, the whole record."""
    name = app.screen.chosen_field if isinstance(app.screen, RecordScreen) else ""
    record_type = app.snapshot.type_of(record) if app.snapshot else None
    machine = record_type.machine if record_type else None
    field = record_type.field_at(name) if record_type and name else None
    if machine is not None and name == machine.field:
        choose_move(app, record)
    elif field is None and name != "body":
        _edit(app, record)
    elif field is not None and field.written_by_program:
        app.tell(sentence("The program writes this field; E edits the file."), "warning")
    else:
        app.push_screen(FieldFormScreen(record, tuple(name.split("."))))


def _ask_field(app: Cartera, record: Record) -> None:
    """Ask which field to edit, as for many; where no list is, edit the whole record."""
    from .bulk import edit_fields  # loaded when it is asked for

    if isinstance(app.screen, MarkedScreen):
        edit_fields(app.screen, [record])
    else:
        _edit(app, record)


def _show_history(app: Cartera, record: Record) -> None:
    app.push_screen(HistoryScreen(record))


def _search(app: Cartera) -> None:
    app.push_screen(SearchScreen())


def _show_problems(app: Cartera) -> None:
    app.push_screen(ProblemsScreen())


def _choose_hold(app: Cartera) -> None:
    from .holding import choose_hold

    choose_hold(app)


WRITING: Mapping[str, Callable[[Cartera], None]] = {
    "undo": undo,
    "redo": redo,
    "undo-list": choose_undo,
    "new": lambda app: begin_new(app, selected_record(app)),
    "task": lambda app: begin_task(app, selected_record(app)),
    "log": lambda app: begin_log(app, selected_record(app)),
    "move": _on_record(choose_move),
    "move-on": _on_record(lambda app, record: move_along(app, record, on=True)),
    "move-back": _on_record(lambda app, record: move_along(app, record, on=False)),
    "done": _on_record(finish),
    "edit": _on_record(_edit),
    "edit-field": _on_record(_edit_field),
    "ask-field": _on_record(_ask_field),
    **{word: _on_record(deed) for word, deed in ON_DUE_RECORD.items()},
    "edit-file": _on_record(lambda app, record: app.edit_file(record.path)),
    "history": _on_record(_show_history),
    "search": _search,
    "drafts": offer_drafts,
    "hold": _choose_hold,
    "problems": _show_problems,
    "rename": _on_record(ask_name),
    "copy": _on_record(choose_copy),
    "remove": _on_record(ask_removal),
}
"""By the id of the action."""
