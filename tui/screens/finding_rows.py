"""Going to a field of a long form by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records.field_names import SHORT_NAMES
from ...schema.clean import clean
from ...schema.folding import fold, fold_word
from ...schema.tree import dotted
from ..modals.chooser import Chooser, Wording
from ..presentation.cells import Tone
from ..presentation.form_lines import FormLine, value_text
from ..presentation.form_rows import FormRow, row_label
from ..presentation.lines import Item, Span

if TYPE_CHECKING:
    from .form_frame import FormFrame


def find_row(screen: FormFrame) -> None:
    """Let the person name a field of the form, shown or not, and go there."""
    words = screen.language.gettext
    form = screen.pane.form
    labels = [(row, clean(row_label(row, screen.language.choose))) for row in form.rows]

    def narrow(text: str) -> list[Item]:
        return [
            Item(
                (Span(value_text(FormLine(label, row, row.path), form), Tone.MUTED),),
                label=label,
                target=dotted(row.path),
            )
            for row, label in labels
            if fits(row, label, text)
        ]

    def chosen(target: str | None) -> None:
        row = next((row for row, _ in labels if target and dotted(row.path) == target), None)
        if row is not None:
            screen.pane.go_to(row)

    wording = Wording(
        words("Which field?"), words("Type to narrow, Enter goes there, Esc closes."), words("No field is called that.")
    )
    screen.app.push_screen(Chooser(wording, narrow), chosen)


def fits(row: FormRow, label: str, text: str) -> bool:
    """Return whether a row is meant by part of its label, its name in files or one of its short names."""
    wanted = fold(text.strip())
    short = SHORT_NAMES.get(fold_word(text.strip()), ())
    return wanted in fold(label) or wanted in dotted(row.path) or dotted(row.path) in short
