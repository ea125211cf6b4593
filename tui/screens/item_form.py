"""The form of one item of a list."""

from __future__ import annotations

from collections.abc import Callable

from ..presentation.form import Form
from ..widgets.form_pane import FormChanged
from .form import FormScreen


class ItemFormScreen(FormScreen):
    """Answers with the form of the item as it was filled in, or None when it was left."""

    def __init__(self, heading: str, form: Form, typed: Callable[[Form], None]) -> None:
        super().__init__(heading)
        self._form = form
        self._typed = typed
        """Told what the item holds, after each key."""

    def first_form(self) -> Form:
        """Return the form of the item."""
        return self._form

    def has_body(self) -> bool:
        """Items have no text below them."""
        return False

    def on_form_changed(self, message: FormChanged) -> None:
        """Tell the list, which tells the record's form."""
        message.stop()
        self._typed(self.pane.form)

    def save(self, form: Form) -> None:
        """Answer with the item; the record's form saves it."""
        self.dismiss(form)
